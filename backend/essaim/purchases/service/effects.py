"""What decisions may change in group purchases: a lot is awarded to a quote.

Subject: the lot, and `quote_id`. What a decision tells is read by every party: where needs are sealed, totals published only.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import AgreementEnded
from essaim.agreements.models import Agreement
from essaim.agreements.plain.numbers import say
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.purchases import access
from essaim.purchases.errors.choice import (
    AwardNotPossible,
    AwardWouldTell,
    BelowMinimum,
    MarksMissing,
    NobodyBuys,
    QuoteExpired,
    SharingTooLarge,
    VolumesTooLarge,
)
from essaim.purchases.errors.rounds import WrongLotState, WrongRoundState
from essaim.purchases.models import Lot, Round
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules import choice_said
from essaim.purchases.rules.pricing import lot_cents, total
from essaim.purchases.rules.scoring import PRICE, criteria_of
from essaim.purchases.rules.simulation import spend_told
from essaim.purchases.rules.telling import stricter
from essaim.purchases.service import awarding
from essaim.purchases.service.awarding import Decided
from essaim.purchases.words import LOT_STATES, ROUND_STATES

TELLING = (NobodyBuys, BelowMinimum, AwardWouldTell, VolumesTooLarge, SharingTooLarge)
"""Refusals that would tell every party who left, or what some need."""


async def preview(session: AsyncSession, question: Question) -> Change:
    """To whom the lot goes, and what it costs at volumes that every party may know."""
    agreement, round_, lot = await _find(session, question)
    if round_.opened_at is None:  # a draft is its coordinator's
        raise NotFound
    if lot.state != "open":
        raise WrongLotState(state=LOT_STATES[lot.state])
    if round_.state != "choice":
        raise WrongRoundState(state=ROUND_STATES[round_.state])
    offered = await quotes.opened(session, lot.id)
    quote = _chosen(offered, question)
    if quote.expired(clock.today()):
        raise QuoteExpired(until=awarding.day_said(quote.valid_until))
    _require_marks(round_, offered)
    awarded = say(choice_said.AWARDED, lot=lot.name, round=round_.title, supplier=quote.supplier_name)
    return Change(
        sentences=(awarded, *await _price(session, agreement, round_, lot, quote), choice_said.COMMITTED)
    )


async def apply(session: AsyncSession, question: Question) -> Applied:
    """Award as the coordinator would, whatever the amount and the rank; dated from the closing of the vote."""
    agreement, _, lot = await _find(session, question, lock=True)
    if agreement.state == "ended":
        raise AgreementEnded
    round_ = await awarding.hold(session, lot)
    at = question.decided_at or clock.now()
    on = at.astimezone(clock.PARIS).date()
    try:
        quote_id = _chosen(await quotes.opened(session, lot.id), question).id
        case = await awarding.case_of(session, agreement, round_, lot, quote_id, on=on)
        await awarding.require_awardable(session, case, on=on)
    except TELLING as why:
        if stricter(round_.confidentiality, agreement.confidentiality) == "open":
            raise
        raise AwardNotPossible from why
    await awarding.write(session, case, Decided(at, decision_id=question.decision_id))
    return Applied()


async def _price(
    session: AsyncSession, agreement: Agreement, round_: Round, lot: Lot, quote: OpenedQuote
) -> tuple[Text, ...]:
    if stricter(round_.confidentiality, agreement.confidentiality) == "open":
        staying = await buyer_queries.of_lot(session, lot.id)
        volumes = total([buyer.volumes for buyer in staying])
        return (say(choice_said.AT_TODAYS_VOLUMES, cents=euros(lot_cents(quote.offer, volumes))),)
    items = await access.items_of(session, round_.id, lot.id)
    told = queries.volumes_of(await queries.published(session, items, "needs"), items)
    cents = spend_told(quote.offer, told)
    return () if cents is None else (say(choice_said.AT_PUBLISHED_VOLUMES, cents=euros(cents)),)


def _chosen(offered: list[OpenedQuote], question: Question) -> OpenedQuote:
    wanted = question.subject.get("quote_id")
    found = next((quote for quote in offered if str(quote.id) == wanted), None)
    if found is None:
        raise NotFound
    return found


def _require_marks(round_: Round, offered: list[OpenedQuote]) -> None:
    marked = {one.code for one in criteria_of(round_.criteria) if one.kind != PRICE}
    if any(not marked <= quote.marks.keys() for quote in offered):
        raise MarksMissing


async def _find(
    session: AsyncSession, question: Question, *, lock: bool = False
) -> tuple[Agreement, Round, Lot]:
    lot = await _lot(session, question.agreement_id, question.subject_id, lock=lock)
    round_ = (await session.scalars(select(Round).where(Round.id == lot.round_id))).one()
    agreement = (await session.scalars(select(Agreement).where(Agreement.id == question.agreement_id))).one()
    return agreement, round_, lot


async def _lot(session: AsyncSession, agreement_id: UUID, lot_id: UUID | None, *, lock: bool) -> Lot:
    statement = (
        select(Lot)
        .where(Lot.id == lot_id, Lot.agreement_id == agreement_id)
        .execution_options(populate_existing=True)
    )
    lot = (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()
    if lot is None:
        raise NotFound
    return lot


AWARD_LOT = Effect(
    matter="award_lot",
    name=Text("Attribuer un lot d’achat groupé", "Award a lot of a group purchase"),
    needs_subject=True,
    preview=preview,
    apply=apply,
)
EFFECTS: tuple[Effect, ...] = (AWARD_LOT,)
