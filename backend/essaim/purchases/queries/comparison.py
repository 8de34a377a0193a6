"""The quotes of a lot side by side, at volumes their reader may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.kit import clock
from essaim.kit.text import Language, Text
from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot, Publication
from essaim.purchases.queries import buyers, quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules import scoring, scoring_said
from essaim.purchases.rules.pricing import item_cents, lot_cents, reached, total
from essaim.purchases.rules.scoring import PRICE, Criterion, Score
from essaim.purchases.schemas.quotes import (
    Basis,
    ComparedCriterion,
    ComparedLine,
    ComparedPoints,
    ComparedQuote,
    ComparedVolume,
    ComparisonOut,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The volumes quotes are compared at: by item, null where they may not be told.

    `lone`: organisations that need an item nobody else needs, whose line a live total is.
    """

    basis: Basis
    volumes: Mapping[UUID, int | None]
    lone: frozenset[UUID] = frozenset()

    @property
    def known(self) -> dict[UUID, int] | None:
        """Every volume, or none: a sum with a part withheld would tell it."""
        known = {item: volume for item, volume in self.volumes.items() if volume is not None}
        return known if len(known) == len(self.volumes) else None

    @property
    def said(self) -> Text:
        empty = self.known is not None and not any(self.known.values())
        return scoring_said.NOBODY if empty else scoring_said.BASES[self.basis]


async def compare(
    session: AsyncSession,
    view: View,
    lot: Lot,
    items: Sequence[Item],
    compared: Compared,
    language: Language,
) -> ComparisonOut:
    opened = await quotes.opened(session, lot.id)
    on = judged_on(lot)
    criteria = scoring.criteria_of(view.round.criteria)
    scores = quotes.scores(view.round, opened, compared.known, on)
    by_id = {quote.id: quote for quote in opened}
    lowest = scoring.lowest_price([quotes.bid(quote, compared.known, on) for quote in opened])
    told = _Told(view, criteria, compared, lowest, on, language)
    return ComparisonOut(
        lot_id=lot.id,
        lot_state=lot.state,
        basis=compared.basis,
        basis_said=compared.said.in_(language),
        how=scoring_said.how(view.round.price_formula, criteria).in_(language),
        price_formula=view.round.price_formula,
        on=on,
        criteria=[ComparedCriterion.model_validate(one) for one in criteria],
        volumes=[
            ComparedVolume(
                item_id=item.id, item_name=item.name, unit=item.unit, volume=compared.volumes[item.id]
            )
            for item in items
        ],
        quotes=[told.quote(by_id[score.quote_id], score) for score in scores],
    )


def judged_on(lot: Lot) -> date:
    """The day the validity of quotes is judged: that of the decision, else today."""
    return clock.today() if lot.decided_at is None else lot.decided_at.astimezone(clock.PARIS).date()


async def volumes_told(session: AsyncSession, view: View, lot: Lot, items: Sequence[Item]) -> Compared:
    """For who reads every line, what members staying need; else the totals published, which nobody's leaving changes.

    A party that left reads what was published in its time, never what others did since.
    """
    left = view.standing.state == "left"
    if view.sees_all and not left:
        staying = await buyers.of_lot(session, lot.id)
        needed = total([buyer.volumes for buyer in staying])
        return Compared("live", {item.id: needed.get(item.id, 0) for item in items}, _lone(staying))
    moments = ("award", "needs") if lot.state in ("awarded", "closed") and not left else ("needs",)
    told: dict[UUID, int | None] = {}
    for moment in moments:
        told = await _published(session, items, moment)
        if None not in told.values():
            return Compared("published", told)
    return Compared("withheld", told)


def _lone(staying: Sequence[Buyer]) -> frozenset[UUID]:
    needing: dict[UUID, list[UUID]] = {}
    for buyer in staying:
        for item in buyer.volumes:
            needing.setdefault(item, []).append(buyer.organisation_id)
    return frozenset(alone[0] for alone in needing.values() if len(alone) == 1)


async def _published(session: AsyncSession, items: Sequence[Item], moment: str) -> dict[UUID, int | None]:
    statement = select(Publication.item_id, Publication.volume).where(
        Publication.item_id.in_([item.id for item in items]), Publication.moment == moment
    )
    published = {row.item_id: row.volume for row in (await session.execute(statement)).all()}
    return {item.id: published.get(item.id) for item in items}


@dataclass(frozen=True, slots=True)
class _Told:
    """Says quotes at the volumes compared."""

    view: View
    criteria: list[Criterion]
    compared: Compared
    lowest: int | None
    on: date
    language: Language

    def quote(self, quote: OpenedQuote, score: Score) -> ComparedQuote:
        volumes = self.compared.known
        expired = quote.expired(self.on)
        below = None if volumes is None else quote.below_minimum(volumes)
        cents = None if volumes is None else lot_cents(quote.offer, volumes)
        return ComparedQuote(
            quote_id=quote.id,
            supplier_id=quote.supplier_id,
            supplier_name=quote.supplier_name,
            siae=quote.siae,
            mode=quote.offer.mode,
            rank=score.rank,
            total_points=score.total,
            criteria=[self._points(one, quote, score, cents) for one in self.criteria],
            excluded="expired" if expired else "below_minimum" if below else None,
            expired=expired,
            below_minimum=below,
            valid_until=quote.valid_until,
            cents=cents,
            fixed_cents=quote.offer.fixed_cents,
            lines=[self._line(quote, item, volume) for item, volume in self.compared.volumes.items()],
            rebate_paid_to=None
            if quote.rebate is None
            else "network"
            if quote.rebate.to_network
            else "members",
            rebate_expected_cents=None
            if quote.rebate is None or cents is None
            else quote.rebate.expected(cents),
            version=quote.version,
        )

    def _points(self, one: Criterion, quote: OpenedQuote, score: Score, cents: int | None) -> ComparedPoints:
        points = score.points[one.code]
        if one.kind != PRICE:
            mark = quote.marks.get(one.code)
            return ComparedPoints(
                code=one.code, points=points, out_of=one.most, why=mark["why"] if mark else None
            )
        why = (
            None
            if points is None or cents is None or self.lowest is None
            else scoring_said.why_price(
                self.view.round.price_formula, one.weight, self.lowest, cents, points
            ).in_(self.language)
        )
        return ComparedPoints(code=one.code, points=points, out_of=one.most, why=why)

    def _line(self, quote: OpenedQuote, item: UUID, volume: int | None) -> ComparedLine:
        if not volume:
            return ComparedLine(
                item_id=item,
                volume=volume,
                reached_from=None,
                unit_price=None,
                cents=None if volume is None else 0,
            )
        step = reached(quote.offer, item, volume)
        return ComparedLine(
            item_id=item,
            volume=volume,
            reached_from=step.start if step else None,
            unit_price=half_up(Fraction(quote.offer.tiers(item).price(volume), volume)),
            cents=item_cents(quote.offer, item, volume),
        )
