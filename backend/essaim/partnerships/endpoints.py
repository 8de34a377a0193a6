"""Partnerships over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements import queries as agreements
from essaim.agreements.errors import (
    FORBIDDEN,
    AgreementEnded,
    AmendmentRequired,
    InconsistentTerms,
    NotDraft,
    OnlyTakingPart,
    OnlyTheLead,
    RulesDecideThis,
    SideMissing,
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
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.partnerships import queries
from essaim.partnerships.errors import (
    CommitmentTooLarge,
    NotYourPromise,
    PromiserNotParty,
    TooManyCommitments,
    WrongSide,
)
from essaim.partnerships.schemas import (
    BalanceOut,
    CommitmentChange,
    CommitmentIn,
    CommitmentOut,
    PartnershipChange,
    PartnershipIn,
    PartnershipOut,
)
from essaim.partnerships.service import commitments, partnerships

router = feature_router("partnerships")


@router.get("")
@policy("agreements.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[AgreementQuery, Query()], language: AskedLanguage
) -> Page[AgreementSummary]:
    """Partnerships of the organisation acted for, by name; `my_state=invited` are those it must answer."""
    return await agreements.search(session, caller, "partnership", page, language)


@router.post("", status_code=201, response_model=PartnershipOut, responses=responses(InconsistentTerms))
@policy("agreements.manage")
async def create(
    session: Session,
    caller: CurrentCaller,
    body: PartnershipIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> PartnershipOut | Response:
    """Draft a partnership, led by the organisation acted for. Invite the others, then put it in force."""
    return await idempotency(
        lambda: partnerships.create(session, caller, body, language),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{partnership_id}")
@policy("agreements.read")
async def read(
    session: Session, caller: CurrentCaller, partnership_id: UUID, language: AskedLanguage, response: Response
) -> PartnershipOut:
    """A partnership with its parties, its current term and what its legal form changes."""
    partnership = await partnerships.read(session, caller, partnership_id, language)
    tag(response, partnership.version)
    return partnership


@router.patch(
    "/{partnership_id}",
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
    partnership_id: UUID,
    body: PartnershipChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> PartnershipOut:
    """Change a partnership, for its lead. In a draft, who had accepted is asked anew; in force, a signed amendment is needed."""
    partnership = await partnerships.change(session, caller, partnership_id, version, body, language)
    tag(response, partnership.version)
    return partnership


@router.post(
    "/{partnership_id}/activate",
    responses=responses(OnlyTheLead, NotDraft, TooFewParties, SideMissing, *FORBIDDEN),
)
@policy("agreements.manage")
async def activate(
    session: Session, caller: CurrentCaller, partnership_id: UUID, language: AskedLanguage, response: Response
) -> PartnershipOut:
    """Put a draft in force, for its lead, once parties of both sides have accepted."""
    partnership = await partnerships.activate(session, caller, partnership_id, language)
    tag(response, partnership.version)
    return partnership


@router.post("/{partnership_id}/end", responses=responses(OnlyTheLead, AgreementEnded, StillRunning))
@policy("agreements.manage")
async def end(
    session: Session, caller: CurrentCaller, partnership_id: UUID, language: AskedLanguage, response: Response
) -> PartnershipOut:
    """Abandon a draft, or close a partnership whose term is over or which fewer than two parties keep."""
    partnership = await partnerships.end(session, caller, partnership_id, language)
    tag(response, partnership.version)
    return partnership


@router.get("/{partnership_id}/balance")
@policy("agreements.read")
async def read_balance(
    session: Session, caller: CurrentCaller, partnership_id: UUID, language: AskedLanguage
) -> BalanceOut:
    """What both sides promise, valued; whether it balances; what would bring it within the tolerance."""
    return await queries.read_balance(session, caller, partnership_id, language)


@router.get("/{partnership_id}/commitments")
@policy("agreements.read")
async def read_commitments(
    session: Session, caller: CurrentCaller, partnership_id: UUID, page: Paging, language: AskedLanguage
) -> Page[CommitmentOut]:
    """Promises of both sides, side A first."""
    return await queries.list_commitments(session, caller, partnership_id, page, language)


@router.post(
    "/{partnership_id}/commitments",
    status_code=201,
    response_model=CommitmentOut,
    responses=responses(
        OnlyTakingPart,
        AgreementEnded,
        NotYourPromise,
        PromiserNotParty,
        WrongSide,
        CommitmentTooLarge,
        TooManyCommitments,
    ),
)
@policy("agreements.manage")
async def promise(
    session: Session,
    caller: CurrentCaller,
    partnership_id: UUID,
    body: CommitmentIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> CommitmentOut | Response:
    """Write a promise of one's own organisation; the lead also writes those of the others."""
    return await idempotency(
        lambda: commitments.create(session, caller, partnership_id, body, language),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.patch(
    "/{partnership_id}/commitments/{commitment_id}",
    responses=responses(
        OnlyTakingPart, AgreementEnded, NotYourPromise, CommitmentTooLarge, VersionRequired, StaleVersion
    ),
)
@policy("agreements.manage")
async def change_commitment(
    session: Session,
    caller: CurrentCaller,
    partnership_id: UUID,
    commitment_id: UUID,
    body: CommitmentChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> CommitmentOut:
    """Change a promise: by the organisation that makes it, or the lead."""
    changed = await commitments.change(
        session, caller, partnership_id, commitment_id, version, body, language
    )
    tag(response, changed.version)
    return changed


@router.delete(
    "/{partnership_id}/commitments/{commitment_id}",
    status_code=204,
    responses=responses(OnlyTakingPart, AgreementEnded, NotYourPromise, VersionRequired, StaleVersion),
)
@policy("agreements.manage")
async def remove_commitment(
    session: Session, caller: CurrentCaller, partnership_id: UUID, commitment_id: UUID, version: IfMatch
) -> None:
    """Remove a promise: by the organisation that makes it, or the lead."""
    await commitments.remove(session, caller, partnership_id, commitment_id, version)
