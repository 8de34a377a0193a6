"""Award a lot, or choose no quote for it; what is committed is written then, for good.

The lot is locked first, then its round: an opt-out that came before is seen, one that comes later is refused.
"""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.fairness.certificate import Certificate
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.purchases import access
from essaim.purchases.errors.choice import (
    AwardNeedsVote,
    AwardWouldTell,
    BelowMinimum,
    MarksMissing,
    NobodyBuys,
    QuoteExpired,
    ReasonRequired,
    SimulationChanged,
)
from essaim.purchases.errors.rounds import WrongLotState, WrongRoundState
from essaim.purchases.models import Item, Lot, Position, PurchaseCommitment, Round
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules.scoring import Score
from essaim.purchases.rules.simulation import fingerprint
from essaim.purchases.rules.stability import prove
from essaim.purchases.rules.telling import stricter
from essaim.purchases.schemas.choice import AwardIn, AwardOut, UnsuccessfulIn
from essaim.purchases.service import publishing, sealed_bills
from essaim.purchases.service.simulated import Computed, compute, fingerprint_of, need_of, vote_from
from essaim.purchases.words import LOT_STATES, ROUND_STATES

SHORTEST_REASON = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A lot about to be awarded, held: who stays, what the quote makes of it, how quotes compare."""

    agreement: Agreement
    round: Round
    lot: Lot
    items: Sequence[Item]
    offered: Sequence[OpenedQuote]
    quote: OpenedQuote
    computed: Computed
    scores: Sequence[Score]

    @property
    def confidentiality(self) -> str:
        return stricter(self.round.confidentiality, self.agreement.confidentiality)

    @property
    def cents(self) -> int:
        return self.computed.figures.spend_cents

    @property
    def rank(self) -> int | None:
        return next(score.rank for score in self.scores if score.quote_id == self.quote.id)


@dataclass(frozen=True, slots=True)
class Decided:
    """By whom, when and why: the coordinator, or a vote."""

    at: datetime
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    decision_id: UUID | None = None
    reason: str | None = None


async def award(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: AwardIn
) -> AwardOut:
    agreement, round_, lot = await _held(session, caller, round_id, lot_id)
    case = await case_of(session, agreement, round_, lot, body.quote_id, on=clock.today())
    current = fingerprint_of(lot.id, round_, case.offered, case.computed.buyers)
    if current != body.fingerprint:
        raise SimulationChanged
    await require_awardable(session, case, on=clock.today())
    threshold = await vote_from(session, agreement)
    if threshold is not None and case.cents >= threshold:
        raise AwardNeedsVote(threshold=euros(threshold))
    if case.rank != 1 and len(body.reason or "") < SHORTEST_REASON:
        raise ReasonRequired(characters=SHORTEST_REASON)
    await write(
        session,
        case,
        Decided(clock.now(), caller.organisation_id, caller.person_id, reason=body.reason or None),
    )
    return award_out(round_, lot, case.quote.supplier_name, case.cents)


async def declare_unsuccessful(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: UnsuccessfulIn
) -> AwardOut:
    _, round_, lot = await _held(session, caller, round_id, lot_id)
    lot.state = "unsuccessful"
    _mark(lot, Decided(clock.now(), caller.organisation_id, caller.person_id, reason=body.reason))
    await _go_on(session, round_)
    return award_out(round_, lot, None, None)


async def _held(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID
) -> tuple[Agreement, Round, Lot]:
    view = await access.find_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    lot = await access.lot_of(session, view, lot_id, lock=True)
    round_ = await hold(session, lot)
    return view.standing.agreement, round_, lot


async def hold(session: AsyncSession, lot: Lot) -> Round:
    """The round of a lot already locked, held so that its last lots are decided one after the other.

    Its key is left free: an opt-out that holds the other lot of it refers to the round.
    """
    statement = select(Round).where(Round.id == lot.round_id).with_for_update(key_share=True)
    round_ = (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()
    if round_ is None:
        raise NotFound
    if lot.state != "open":
        raise WrongLotState(state=LOT_STATES[lot.state])
    if round_.state != "choice":
        raise WrongRoundState(state=ROUND_STATES[round_.state])
    return round_


async def case_of(
    session: AsyncSession, agreement: Agreement, round_: Round, lot: Lot, quote_id: UUID, *, on: date
) -> Case:
    """Everything an award follows from, computed again. `on`: the day the validity of quotes is judged."""
    offered = await quotes.opened(session, lot.id)
    quote = next((one for one in offered if one.id == quote_id), None)
    if quote is None:
        raise NotFound
    staying = await buyer_queries.of_lot(session, lot.id)
    computed = await compute(round_, quote, staying)
    return Case(
        agreement,
        round_,
        lot,
        await access.items_of(session, round_.id, lot.id),
        offered,
        quote,
        computed,
        quotes.scores(round_, offered, computed.figures.volumes, on),
    )


async def require_awardable(session: AsyncSession, case: Case, *, on: date) -> None:
    quote, figures = case.quote, case.computed.figures
    if not case.computed.buyers:
        raise NobodyBuys
    if quote.expired(on):
        raise QuoteExpired(until=day_said(quote.valid_until))
    if quote.below_minimum(figures.volumes):
        raise BelowMinimum
    if case.rank is None:
        raise MarksMissing
    if await sealed_bills.would_tell(
        session, case.round, case.confidentiality, quote.offer, case.computed.buyers, figures.shares
    ):
        raise AwardWouldTell


def day_said(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}")


# Writing


async def write(session: AsyncSession, case: Case, decided: Decided) -> None:
    """Commitments, positions, publications, then the lot; the round goes on when it was the last."""
    buyers, figures = case.computed.buyers, case.computed.figures
    session.add_all(
        _commitment(case, buyer, item, figures.shares[place].of(item))
        for place, buyer in enumerate(buyers)
        for item in buyer.volumes
    )
    session.add_all(
        Position(
            item_id=item,
            lot_id=case.lot.id,
            round_id=case.round.id,
            agreement_id=case.round.agreement_id,
            committed_volume=volume,
        )
        for item, volume in figures.volumes.items()
    )
    await session.flush()
    amounts = sealed_bills.volumes_by_item(buyers)
    await publishing.publish(
        session,
        case.round,
        case.confidentiality,
        "award",
        {item.id: amounts.get(item.id, {}) for item in case.items},
        sealed_bills.references_by_item(buyers),
    )
    needs = [need_of(buyer).volumes for buyer in buyers]
    proof = await asyncio.to_thread(prove, case.quote.offer, needs, figures.shares)
    lot = case.lot
    lot.state, lot.quote_id = "awarded", case.quote.id
    # Its hash is read by all: without a salt, who guesses the volumes of others could check them against it.
    salt = secrets.token_hex(16)
    lot.certificate, lot.hash = {**_certificate(case, proof), "salt": salt}, _hash(case, salt)
    _mark(lot, decided)
    await _go_on(session, case.round)


def _commitment(case: Case, buyer: Buyer, item: UUID, cents: int) -> PurchaseCommitment:
    known = buyer.references.get(item)
    return PurchaseCommitment(
        item_id=item,
        organisation_id=buyer.organisation_id,
        lot_id=case.lot.id,
        round_id=case.round.id,
        agreement_id=case.round.agreement_id,
        volume=buyer.volumes[item],
        reference_price=known.price if known else None,
        reference_source=known.source if known else None,
        reference_on=known.on if known else None,
        cents=cents,
    )


def _mark(lot: Lot, decided: Decided) -> None:
    lot.decided_at = decided.at
    lot.decided_by = decided.organisation_id
    lot.decided_by_person = decided.person_id
    lot.decision_id = decided.decision_id
    lot.reason = decided.reason
    lot.version += 1


async def _go_on(session: AsyncSession, round_: Round) -> None:
    """The last lot decided: orders begin, or the round ends there if none was awarded."""
    await session.flush()
    states = set(await session.scalars(select(Lot.state).where(Lot.round_id == round_.id)))
    if "open" in states:
        return
    if states == {"unsuccessful"}:
        round_.state, round_.closed_at = "closed", clock.now()
    else:
        round_.state = "orders"
    round_.version += 1
    await session.flush()


def _hash(case: Case, salt: str) -> str:
    """Of needs, quote and rule, and the cents that follow from them."""
    return fingerprint(
        {
            "salt": salt,
            "lot": str(case.lot.id),
            "sharing": case.round.sharing,
            "quote": {"id": str(case.quote.id), "content": case.quote.content},
            "commitments": [
                [str(buyer.organisation_id), str(item), buyer.volumes[item], paid.of(item)]
                for buyer, paid in zip(case.computed.buyers, case.computed.figures.shares, strict=True)
                for item in sorted(buyer.volumes)
            ],
        }
    )


def _certificate(case: Case, proof: Certificate | None) -> dict[str, Any]:
    """What was compared, simulated and proved on that day. Read by who reads every line."""
    names = {quote.id: quote.supplier_name for quote in case.offered}
    figures, whole = case.computed.figures, case.computed.figures.whole
    return {
        "fingerprint": fingerprint_of(case.lot.id, case.round, case.offered, case.computed.buyers),
        "scores": [
            {
                "quote_id": str(score.quote_id),
                "supplier_name": names[score.quote_id],
                "rank": score.rank,
                "points": score.total,
                "criteria": dict(score.points),
            }
            for score in case.scores
        ],
        "simulation": {
            "volumes": {str(item): volume for item, volume in figures.volumes.items()},
            "spend_cents": figures.spend_cents,
            "reference_cents": whole.reference_cents,
            "gain_cents": whole.gain_cents,
            "rebate_cents": figures.rebate_cents,
            "buyers": len(case.computed.buyers),
        },
        "buyers": [str(buyer.organisation_id) for buyer in case.computed.buyers],
        "proof": None if proof is None else asdict(proof),
    }


def award_out(round_: Round, lot: Lot, supplier: str | None, cents: int | None) -> AwardOut:
    return AwardOut(
        lot_id=lot.id,
        state=lot.state,
        version=lot.version,
        quote_id=lot.quote_id,
        supplier_name=supplier,
        cents=cents,
        hash=lot.hash,
        reason=lot.reason,
        round_state=round_.state,
    )
