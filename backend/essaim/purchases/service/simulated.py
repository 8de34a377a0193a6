"""A simulation where every line is read: live, by who stays."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.governing import in_force
from essaim.agreements.models import Agreement
from essaim.fairness.errors import TooLarge
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.purchases.errors.choice import SharingTooLarge, VolumesTooLarge
from essaim.purchases.models import Item, Round
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.choice import Scene
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules import choice_said
from essaim.purchases.rules.committing import too_large
from essaim.purchases.rules.pricing import Offer, item_cents, ladder, reached, total
from essaim.purchases.rules.simulation import (
    Figures,
    Need,
    Simulated,
    alone_by_item,
    amount,
    average,
    cheaper_to_order,
    drop_bp,
    fingerprint,
    simulate,
)
from essaim.purchases.schemas.choice import (
    Basis,
    BuyerState,
    CheaperOut,
    RungOut,
    SimulatedItemOut,
    SimulatedLineOut,
    SimulatedMemberOut,
    SimulationOut,
    SimulationTotalsOut,
    TurnsNegativeOut,
)
from essaim.purchases.service import sealed_bills


@dataclass(frozen=True, slots=True)
class Computed:
    """Buyers that stay, and what a quote makes of them."""

    buyers: tuple[Buyer, ...]
    figures: Simulated

    def gains(self) -> dict[UUID, int]:
        return {
            buyer.organisation_id: own.gain_cents
            for buyer, own in zip(self.buyers, self.figures.buyers, strict=True)
        }


async def compute(round_: Round, quote: OpenedQuote, staying: Sequence[Buyer]) -> Computed:
    """By the sharing of the round. Refused when amounts or sharing are too large to be computed."""
    needs = [need_of(buyer) for buyer in staying]
    if too_large(quote.offer, total([need.volumes for need in needs])):
        raise VolumesTooLarge
    try:
        figures = await asyncio.to_thread(
            simulate,
            quote.offer,
            round_.sharing,
            needs,
            rebate=quote.rebate,
            kept_bp=round_.rebate_kept_bp,
        )
    except TooLarge as fault:
        raise SharingTooLarge from fault
    return Computed(tuple(staying), figures)


def need_of(buyer: Buyer) -> Need:
    return Need(buyer.volumes, {item: known.price for item, known in buyer.references.items()})


def fingerprint_of(
    lot_id: UUID, round_: Round, offered: Sequence[OpenedQuote], staying: Sequence[Buyer]
) -> str:
    """What an award follows from: who stays with what, the quotes and their marks, the way to share."""
    return fingerprint(
        {
            "lot": str(lot_id),
            "sharing": round_.sharing,
            "quotes": sorted([str(quote.id), quote.version] for quote in offered),
            "needs": [
                [
                    str(buyer.organisation_id),
                    sorted([str(item), volume] for item, volume in buyer.volumes.items()),
                    sorted([str(item), known.price] for item, known in buyer.references.items()),
                ]
                for buyer in staying
            ],
        }
    )


def turned(before: Computed, after: Computed) -> list[TurnsNegativeOut]:
    """Who gained and would lose."""
    gains = after.gains()
    return [
        TurnsNegativeOut(
            organisation_id=buyer.organisation_id,
            organisation_name=buyer.name,
            gain_before_cents=gain,
            gain_after_cents=gains[buyer.organisation_id],
        )
        for buyer, gain in zip(before.buyers, before.gains().values(), strict=True)
        if gain >= 0 > gains.get(buyer.organisation_id, 0)
    ]


async def whole(
    session: AsyncSession, of: Scene, quote: OpenedQuote, without: Collection[UUID], language: Language
) -> tuple[SimulationOut, set[UUID]]:
    """The simulation, and whose lines it shows."""
    round_, lot = of.view.round, of.lot
    everybody = await buyer_queries.of_lot(session, lot.id, staying=False)
    gone = await queries.gone(session, lot.id)
    stated = [buyer for buyer in everybody if buyer.organisation_id not in gone]
    staying = [buyer for buyer in stated if buyer.organisation_id not in without]
    leaving = {buyer.organisation_id for buyer in stated} & set(without)
    now = await compute(round_, quote, staying)
    before = await compute(round_, quote, stated) if leaving else now
    told = _Told(of, quote, gone, leaving, language)
    basis: Basis = "awarded" if of.awarded(quote.id) else "live"
    decides = of.view.coordinates and lot.state == "open"
    return (
        SimulationOut(
            round_id=round_.id,
            lot_id=lot.id,
            lot_state=of.state,
            quote_id=quote.id,
            supplier_name=quote.supplier_name,
            mode=quote.offer.mode,
            sharing=round_.sharing,
            basis=basis,
            basis_in_words=choice_said.BASES[basis].in_(language),
            valid_until=quote.valid_until,
            expired=quote.expired(clock.today()),
            below_minimum=quote.below_minimum(now.figures.volumes),
            needs_vote=await needs_vote(session, of.view.standing.agreement, now.figures.spend_cents),
            would_tell=await sealed_bills.would_tell(
                session, round_, of.view.confidentiality, quote.offer, now.buyers, now.figures.shares
            )
            if decides
            else None,
            without=sorted(leaving),
            items=[
                item_out(
                    item,
                    quote.offer,
                    basis,
                    now.figures.volumes.get(item.id, 0),
                    sum(1 for buyer in staying if buyer.volumes.get(item.id)),
                    language,
                )
                for item in of.items
            ],
            totals=_totals(now, quote),
            members=told.members(everybody, now),
            turns_negative=turned(before, now) if leaving else [],
            missing_references=missing_references(of.items, staying),
            fingerprint=fingerprint_of(lot.id, round_, await quotes.opened(session, lot.id), staying)
            if decides and not leaving
            else None,
        ),
        {buyer.organisation_id for buyer in everybody},
    )


async def needs_vote(session: AsyncSession, agreement: Agreement, cents: int) -> bool:
    threshold = await vote_from(session, agreement)
    return threshold is not None and cents >= threshold


async def vote_from(session: AsyncSession, agreement: Agreement) -> int | None:
    """The amount from which the rules in force ask for a vote; null: never."""
    book = (await in_force(session, agreement, clock.today())).book
    return book.purchasing.vote_from_cents


def missing_references(items: Sequence[Item], staying: Sequence[Buyer]) -> list[str]:
    return [
        item.name
        for item in items
        if any(item.id in buyer.volumes and item.id not in buyer.references for buyer in staying)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """Says the lines of each."""

    of: Scene
    quote: OpenedQuote
    gone: Collection[UUID]
    leaving: Collection[UUID]
    language: Language

    def members(self, everybody: Sequence[Buyer], now: Computed) -> list[SimulatedMemberOut]:
        paying = dict(
            zip(
                (buyer.organisation_id for buyer in now.buyers),
                zip(now.figures.buyers, now.figures.rebates, strict=True),
                strict=True,
            )
        )
        return [
            member_out(buyer, self.quote, "stays", *paying[buyer.organisation_id])
            if buyer.organisation_id in paying
            else absent_out(
                buyer, self.quote, "left" if buyer.organisation_id in self.gone else "would_leave"
            )
            for buyer in everybody
        ]


def member_out(
    buyer: Buyer,
    quote: OpenedQuote,
    state: BuyerState,
    own: Figures,
    rebate: int | None,
    *,
    at_most: bool = False,
) -> SimulatedMemberOut:
    return SimulatedMemberOut(
        organisation_id=buyer.organisation_id,
        organisation_name=buyer.name,
        state=state,
        at_most=at_most,
        cents=own.cents,
        reference_cents=own.reference_cents,
        compared_cents=own.compared_cents,
        gain_cents=own.gain_cents,
        gain_bp=own.gain_bp,
        alone_cents=own.alone_cents,
        alone_possible=not quote.below_minimum(buyer.volumes),
        avoided_cents=own.avoided_cents,
        rebate_cents=rebate,
        net_gain_cents=None if rebate is None else own.gain_cents + rebate,
        lines=[
            SimulatedLineOut(
                item_id=line.item,
                volume=line.volume,
                cents=line.cents,
                reference_price=line.reference_price,
                reference_cents=line.reference_cents,
            )
            for line in own.lines
        ],
    )


def absent_out(buyer: Buyer, quote: OpenedQuote, state: BuyerState) -> SimulatedMemberOut:
    """Who left, or would: what it needs and pays today, nothing it would pay here."""
    lines = [
        SimulatedLineOut(
            item_id=item,
            volume=volume,
            cents=None,
            reference_price=buyer.references[item].price if item in buyer.references else None,
            reference_cents=amount(volume, buyer.references[item].price)
            if item in buyer.references
            else None,
        )
        for item, volume in buyer.volumes.items()
    ]
    return SimulatedMemberOut(
        organisation_id=buyer.organisation_id,
        organisation_name=buyer.name,
        state=state,
        at_most=False,
        cents=None,
        reference_cents=sum(line.reference_cents or 0 for line in lines),
        compared_cents=None,
        gain_cents=None,
        gain_bp=None,
        alone_cents=sum(alone_by_item(quote.offer, [buyer.volumes])[0].values()),
        alone_possible=not quote.below_minimum(buyer.volumes),
        avoided_cents=None,
        rebate_cents=None,
        net_gain_cents=None,
        lines=lines,
    )


def item_out(
    item: Item,
    offer: Offer,
    basis: Basis,
    volume: int | None,
    contributors: int | None,
    language: Language,
    *,
    average_price: int | None = None,
) -> SimulatedItemOut:
    """`volume`: null where it is not told; then the price list alone is, and `average_price` if the reader knows its own."""
    step = None if volume is None else reached(offer, item.id, volume)
    cents = None if volume is None else item_cents(offer, item.id, volume) if volume else 0
    rungs = [
        RungOut(
            from_volume=rung.start,
            unit_price=rung.unit_price,
            reached=None if volume is None else rung.missing == 0,
            missing=None if volume is None else rung.missing,
            drop_bp=drop_bp(offer, item.id, volume, rung.unit_price) if volume and rung.missing else None,
        )
        for rung in ladder(offer, item.id, volume or 0)
    ]
    further = next((rung for rung in rungs if rung.missing and rung.drop_bp), None)
    cheaper = cheaper_to_order(offer, item.id, volume) if volume else None
    return SimulatedItemOut(
        item_id=item.id,
        name=item.name,
        unit=item.unit,
        basis=basis,
        volume=volume,
        contributors=contributors,
        from_volume=step.start if step else None,
        unit_price=step.unit_price if step else None,
        average_price=average(cents, volume) if cents is not None and volume else average_price,
        cents=cents,
        ladder=rungs,
        next_step=choice_said.next_step(further.missing or 0, item.unit, further.drop_bp or 0).in_(language)
        if further
        else None,
        cheaper_to_order=CheaperOut(
            more_volume=cheaper.more,
            volume=cheaper.start,
            unit_price=cheaper.unit_price,
            cents=cheaper.cents,
            saved_cents=cheaper.saved,
            sentence=choice_said.cheaper(cheaper, item.unit).in_(language),
        )
        if cheaper
        else None,
    )


def _totals(now: Computed, quote: OpenedQuote) -> SimulationTotalsOut:
    figures, whole = now.figures, now.figures.whole
    return SimulationTotalsOut(
        spend_cents=figures.spend_cents,
        compared_cents=whole.compared_cents,
        reference_cents=whole.reference_cents,
        gain_cents=whole.gain_cents,
        gain_bp=whole.gain_bp,
        uncompared_cents=whole.cents - whole.compared_cents,
        avoided_cents=whole.avoided_cents,
        rebate_rate_bp=quote.rebate.rate_bp(figures.spend_cents) if quote.rebate else 0,
        rebate_expected_cents=figures.rebate_cents,
        rebate_kept_cents=figures.kept_cents,
        net_gain_cents=whole.gain_cents + figures.rebate_cents - figures.kept_cents,
        buyers_count=len(now.buyers),
    )
