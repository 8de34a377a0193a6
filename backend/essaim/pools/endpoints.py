"""Pools over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements import queries
from essaim.agreements.errors import (
    FORBIDDEN,
    AgreementEnded,
    AmendmentRequired,
    InconsistentTerms,
    NotDraft,
    OnlyTheLead,
    RulesDecideThis,
    StillRunning,
    TooFewParties,
)
from essaim.agreements.language import AskedLanguage
from essaim.agreements.schemas import AgreementQuery, AgreementSummary
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.pools import service
from essaim.pools.schemas import PoolChange, PoolIn, PoolOut

router = feature_router("pools")


@router.get("")
@policy("agreements.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[AgreementQuery, Query()], language: AskedLanguage
) -> Page[AgreementSummary]:
    """Pools of the organisation acted for, by name; `my_state=invited` are those it must answer."""
    return await queries.search(session, caller, "pool", page, language)


@router.post("", status_code=201, response_model=PoolOut, responses=responses(InconsistentTerms))
@policy("agreements.manage")
async def create(
    session: Session, caller: CurrentCaller, body: PoolIn, idempotency: Idempotency, language: AskedLanguage
) -> PoolOut | Response:
    """Draft a pool, led by the organisation acted for. Invite the others, then put it in force."""
    return await idempotency(
        lambda: service.create(session, caller, body, language),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{pool_id}")
@policy("agreements.read")
async def read(
    session: Session, caller: CurrentCaller, pool_id: UUID, language: AskedLanguage, response: Response
) -> PoolOut:
    """A pool with its parties, its current term and what its legal form changes."""
    pool = await service.read(session, caller, pool_id, language)
    tag(response, pool.version)
    return pool


@router.patch(
    "/{pool_id}",
    responses=responses(
        OnlyTheLead,
        AgreementEnded,
        AmendmentRequired,
        InconsistentTerms,
        RulesDecideThis,
        VersionRequired,
        StaleVersion,
        *FORBIDDEN,
    ),
)
@policy("agreements.manage")
async def change(
    session: Session,
    caller: CurrentCaller,
    pool_id: UUID,
    body: PoolChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> PoolOut:
    """Change a pool, for its lead. In a draft, who had accepted is asked anew; in force, a signed amendment is needed."""
    pool = await service.change(session, caller, pool_id, version, body, language)
    tag(response, pool.version)
    return pool


@router.post("/{pool_id}/activate", responses=responses(OnlyTheLead, NotDraft, TooFewParties, *FORBIDDEN))
@policy("agreements.manage")
async def activate(
    session: Session, caller: CurrentCaller, pool_id: UUID, language: AskedLanguage, response: Response
) -> PoolOut:
    """Put a draft in force, for its lead, once enough parties have accepted."""
    pool = await service.activate(session, caller, pool_id, language)
    tag(response, pool.version)
    return pool


@router.post("/{pool_id}/end", responses=responses(OnlyTheLead, AgreementEnded, StillRunning))
@policy("agreements.manage")
async def end(
    session: Session, caller: CurrentCaller, pool_id: UUID, language: AskedLanguage, response: Response
) -> PoolOut:
    """Abandon a draft, or close a pool whose term is over or which fewer than two parties keep."""
    pool = await service.end(session, caller, pool_id, language)
    tag(response, pool.version)
    return pool
