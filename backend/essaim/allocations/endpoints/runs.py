"""Prepare, read, change and abandon runs."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router, run_once
from essaim.allocations.errors import (
    ActualPosted,
    AlreadyReplaced,
    PeriodReversed,
    SharingForParties,
    UnknownBudget,
    UnknownReplaced,
    WrongRunState,
)
from essaim.allocations.queries import runs as queries
from essaim.allocations.schemas.runs import (
    AllocationChange,
    AllocationIn,
    AllocationOut,
    AllocationQuery,
    AllocationSummary,
)
from essaim.allocations.service import reading
from essaim.allocations.service import runs as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("", responses=responses(NotFound, SharingForParties))
@policy("allocations.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[AllocationQuery, Query()]
) -> Page[AllocationSummary]:
    """Runs of an agreement that your organisation may read, the newest first.

    Drafts are for who reads every line; posted runs for every party, those of its time for one that left.
    """
    return await queries.search(session, caller, page)


@router.post(
    "",
    status_code=201,
    response_model=AllocationOut,
    responses=responses(
        NotFound,
        SharingForParties,
        OnlyTheLead,
        PeriodReversed,
        UnknownBudget,
        UnknownReplaced,
        ActualPosted,
        AlreadyReplaced,
    ),
)
@policy("allocations.prepare")
async def create(
    session: Session,
    caller: CurrentCaller,
    body: AllocationIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> AllocationOut | Response:
    """Prepare a run, as the lead: a budget, or the actual costs of a posted budget, whose lines are copied."""
    return await run_once(idempotency, caller, lambda: service.create(session, caller, body, language))


@router.get("/{allocation_id}", responses=responses(SharingForParties))
@policy("allocations.read")
async def read(
    session: Session, caller: CurrentCaller, allocation_id: UUID, language: AskedLanguage, response: Response
) -> AllocationOut:
    """A run, its lines, the figures frozen for it, what is proved of it and what you may do now."""
    run = await reading.read_run(session, caller, allocation_id, language)
    tag(response, run.version)
    return run


@router.patch(
    "/{allocation_id}",
    responses=responses(
        SharingForParties, OnlyTheLead, WrongRunState, PeriodReversed, VersionRequired, StaleVersion
    ),
)
@policy("allocations.prepare")
async def change(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    body: AllocationChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> AllocationOut:
    """Change a draft, as the lead; its shares are then to be computed again."""
    run = await service.change(session, caller, allocation_id, body, version, language)
    tag(response, run.version)
    return run


@router.post(
    "/{allocation_id}/abandon",
    response_model=AllocationOut,
    responses=responses(SharingForParties, OnlyTheLead, WrongRunState),
)
@policy("allocations.prepare")
async def abandon(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> AllocationOut | Response:
    """Abandon a run that is not posted. It stays, to be read by the lead."""
    return await run_once(
        idempotency, caller, lambda: service.abandon(session, caller, allocation_id, language)
    )
