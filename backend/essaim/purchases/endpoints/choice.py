"""Simulate, opt out, award."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTakingPart, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.choice import (
    AlreadyLeftLot,
    AwardNeedsVote,
    AwardWouldTell,
    BelowMinimum,
    MarksMissing,
    NobodyBuys,
    NothingToLeave,
    NotLeftLot,
    QuoteExpired,
    QuotesStillSealed,
    ReasonRequired,
    SharingTooLarge,
    SimulationChanged,
    VolumesTooLarge,
)
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties, WrongLotState, WrongRoundState
from essaim.purchases.schemas.choice import (
    AwardDetailOut,
    AwardIn,
    AwardOut,
    CommitmentOut,
    CommitmentsQuery,
    OptOutIn,
    OptOutOut,
    SimulationOut,
    SimulationQuery,
    UnsuccessfulIn,
    WaysOut,
    WaysQuery,
)
from essaim.purchases.service import awarding, awards, leaving, simulating

READING = (PurchasesForParties, QuotesStillSealed, VolumesTooLarge, SharingTooLarge)
BY_THE_LEAD = (PurchasesForParties, OnlyTheLead, AgreementEnded, WrongRoundState, WrongLotState)


@router.get("/{round_id}/lots/{lot_id}/simulation", responses=responses(*READING))
@policy("purchases.read")
async def simulate(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    query: Annotated[SimulationQuery, Query()],
    language: AskedLanguage,
) -> SimulationOut:
    """What each would pay on a quote, together and alone, the steps reached, who gains and who loses; nothing is kept.

    Where needs are sealed, your own line, counted on the totals told when needs closed.
    """
    return await simulating.simulate(session, caller, round_id, lot_id, query, language)


@router.get("/{round_id}/lots/{lot_id}/rules", responses=responses(*READING))
@policy("purchases.read")
async def compare_rules(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    query: Annotated[WaysQuery, Query()],
    language: AskedLanguage,
) -> WaysOut:
    """The three ways to share the price of the lot side by side, and who would gain by buying on their own."""
    return await simulating.compare_ways(session, caller, round_id, lot_id, query.quote_id, language)


@router.post(
    "/{round_id}/lots/{lot_id}/opt-out",
    response_model=OptOutOut,
    responses=responses(
        PurchasesForParties,
        OnlyTakingPart,
        NotAsked,
        WrongRoundState,
        WrongLotState,
        NothingToLeave,
        AlreadyLeftLot,
    ),
)
@policy("purchases.leave")
async def leave_lot(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: OptOutIn,
    idempotency: Idempotency,
) -> OptOutOut | Response:
    """Leave a lot before its award: your organisation buys nothing of it, and owes nothing."""
    return await run_once(idempotency, caller, lambda: leaving.leave(session, caller, round_id, lot_id, body))


@router.delete(
    "/{round_id}/lots/{lot_id}/opt-out",
    responses=responses(
        PurchasesForParties, OnlyTakingPart, NotAsked, WrongRoundState, WrongLotState, NotLeftLot
    ),
)
@policy("purchases.leave")
async def come_back(session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID) -> OptOutOut:
    """Come back into a lot left, until its award, with the needs stated."""
    return await leaving.come_back(session, caller, round_id, lot_id)


@router.post(
    "/{round_id}/lots/{lot_id}/award",
    response_model=AwardOut,
    responses=responses(
        *BY_THE_LEAD,
        SimulationChanged,
        MarksMissing,
        QuoteExpired,
        BelowMinimum,
        NobodyBuys,
        AwardWouldTell,
        AwardNeedsVote,
        ReasonRequired,
        VolumesTooLarge,
        SharingTooLarge,
    ),
)
@policy("purchases.award")
async def award(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: AwardIn,
    idempotency: Idempotency,
) -> AwardOut | Response:
    """Award a lot to a quote: what each stated and did not leave becomes its commitment, for good.

    The last lot decided opens the orders of the round.
    """
    return await run_once(
        idempotency, caller, lambda: awarding.award(session, caller, round_id, lot_id, body)
    )


@router.post(
    "/{round_id}/lots/{lot_id}/unsuccessful",
    response_model=AwardOut,
    responses=responses(*BY_THE_LEAD),
)
@policy("purchases.award")
async def declare_unsuccessful(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: UnsuccessfulIn,
    idempotency: Idempotency,
) -> AwardOut | Response:
    """Choose no quote for a lot, saying why: nobody is committed to anything."""
    return await run_once(
        idempotency, caller, lambda: awarding.declare_unsuccessful(session, caller, round_id, lot_id, body)
    )


@router.get(
    "/{round_id}/lots/{lot_id}/award",
    responses=responses(PurchasesForParties, QuotesStillSealed, WrongLotState),
)
@policy("purchases.read")
async def read_award(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, language: AskedLanguage
) -> AwardDetailOut:
    """How a lot was decided: by whom, why, on what comparison, and who would gain by buying on their own."""
    return await awards.read(session, caller, round_id, lot_id, language)


@router.get(
    "/{round_id}/lots/{lot_id}/commitments", responses=responses(PurchasesForParties, QuotesStillSealed)
)
@policy("purchases.read")
async def list_commitments(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    query: Annotated[CommitmentsQuery, Query()],
) -> Page[CommitmentOut]:
    """What was committed at the award: your own, and the others’ where you may read them."""
    return await awards.commitments(session, caller, round_id, lot_id, query)
