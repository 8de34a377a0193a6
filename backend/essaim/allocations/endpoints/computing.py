"""Compute the shares, review, return, post; charge a newcomer's tariff."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router, run_once
from essaim.allocations.errors import (
    ActualPosted,
    AgreementNotStarted,
    AlreadyReplaced,
    AlreadySharing,
    AmountNotPriced,
    AnotherMustReview,
    CalledSince,
    ClausesConflicting,
    CreditNotPriced,
    MissingFigures,
    NeedsNotStated,
    NobodyShares,
    NotComputed,
    NothingToShare,
    OutsidePeriod,
    OutsideTheRun,
    PricesNotKnown,
    RuleWithoutAnswer,
    SharesOutOfDate,
    SharingForParties,
    TariffCharged,
    TariffFree,
    UnknownKey,
    UnknownTariff,
    WrongRunState,
)
from essaim.allocations.schemas.runs import AllocationOut, ReturnIn
from essaim.allocations.schemas.shares import NewcomerIn, PostedOut, TariffOut
from essaim.allocations.service import computing, newcomers, posting, reviewing
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.ledger.errors import AmountTooLarge
from essaim.statements.errors import MoneySpentSince

BY_THE_LEAD = (SharingForParties, OnlyTheLead, WrongRunState)


@router.post(
    "/{allocation_id}/compute",
    responses=responses(
        *BY_THE_LEAD,
        UnknownKey,
        NothingToShare,
        MissingFigures,
        NeedsNotStated,
        NobodyShares,
        ClausesConflicting,
        AmountNotPriced,
        PricesNotKnown,
        CreditNotPriced,
        RuleWithoutAnswer,
        VersionRequired,
        StaleVersion,
    ),
)
@policy("allocations.prepare")
async def compute(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> AllocationOut:
    """Freeze members, keys and figures, share each line to the cent, and say who would gain by leaving.

    May be done again as long as the run is a draft.
    """
    run = await computing.compute(session, caller, allocation_id, version, language)
    tag(response, run.version)
    return run


@router.post(
    "/{allocation_id}/review",
    response_model=AllocationOut,
    responses=responses(*BY_THE_LEAD, AnotherMustReview, NotComputed, SharesOutOfDate),
)
@policy("allocations.review")
async def review(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> AllocationOut | Response:
    """Review the shares, as another person of the lead than the one who computed them; nothing of them changes any more."""
    return await run_once(
        idempotency, caller, lambda: reviewing.review(session, caller, allocation_id, language)
    )


@router.post("/{allocation_id}/return", response_model=AllocationOut, responses=responses(*BY_THE_LEAD))
@policy("allocations.prepare")
async def return_to_draft(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    body: ReturnIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> AllocationOut | Response:
    """Send a reviewed run back to draft, saying why; the reason is kept in its note."""
    return await run_once(
        idempotency, caller, lambda: reviewing.return_to_draft(session, caller, allocation_id, body, language)
    )


@router.post(
    "/{allocation_id}/post",
    response_model=PostedOut,
    responses=responses(
        *BY_THE_LEAD,
        AgreementNotStarted,
        ActualPosted,
        AlreadyReplaced,
        CalledSince,
        MoneySpentSince,
        AmountTooLarge,
        VersionRequired,
        StaleVersion,
    ),
)
@policy("allocations.post")
async def post(
    session: Session, caller: CurrentCaller, allocation_id: UUID, version: IfMatch, idempotency: Idempotency
) -> PostedOut | Response:
    """Post a reviewed run: the calls of a budget, or what is still owed or given back of actual costs.

    A budget that replaces another cancels its calls and counts what was paid on them. A posted run never changes: only
    another run corrects it.
    """
    return await run_once(idempotency, caller, lambda: posting.post(session, caller, allocation_id, version))


@router.post(
    "/{allocation_id}/newcomers",
    status_code=201,
    response_model=TariffOut,
    responses=responses(
        *BY_THE_LEAD,
        AgreementNotStarted,
        OutsideTheRun,
        UnknownTariff,
        AlreadySharing,
        OutsidePeriod,
        TariffCharged,
        TariffFree,
        ActualPosted,
        MissingFigures,
        AmountTooLarge,
    ),
)
@policy("allocations.post")
async def add_newcomer(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    body: NewcomerIn,
    idempotency: Idempotency,
) -> TariffOut | Response:
    """Call the voted tariff of an organisation that joined after the budget was shared, pro rata to its days.

    The others' calls do not change; actual costs are shared with it.
    """
    return await run_once(idempotency, caller, lambda: newcomers.charge(session, caller, allocation_id, body))
