"""What a closing makes, or made: for all, or for one's own organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot
from essaim.purchases.queries import bought, savings
from essaim.purchases.queries.bought import Line
from essaim.purchases.rules.closing import Outcome, applied_rule, own_price, prices_awarded, real_costs
from essaim.purchases.rules.pricing import Offer
from essaim.purchases.schemas.closing import ClosingItemOut, ClosingLineOut, ClosingMemberOut, ClosingOut
from essaim.purchases.service import closing_words as words
from essaim.purchases.service import readings
from essaim.purchases.service.closing_bills import title_of
from essaim.purchases.service.closing_plan import plan, quote_of
from essaim.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A line and what it comes to; `adjustment` is null until the lot closes, for who does not read every line."""

    line: Line
    invoiced: int | None
    adjustment: int | None


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> ClosingOut:
    view = await access.find(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id)
    return await of_lot(session, caller, view, lot, language)


async def of_lot(
    session: AsyncSession, caller: Caller, view: View, lot: Lot, language: Language
) -> ClosingOut:
    offer = (await quote_of(session, lot)).offer
    lines = await _lines(session, view, lot, offer)
    items = await access.items_of(session, view.round.id, lot.id)
    members = _members(lines, await _statements(session, view, lot))
    whole = bought.sees_whole_closed(view, lot)
    if not whole:
        return _out(view, lot, language, await _published(session, view, items), members, None)
    await readings.note(
        session, caller, view, "purchases.read_closing", [member.organisation_id for member in members]
    )
    by_item: dict[UUID, list[Told]] = {item.id: [] for item in items}
    for one in lines:
        by_item[one.line.item_id].append(one)
    costs = real_costs(
        offer, {item: sum(one.line.ordered for one in of_item) for item, of_item in by_item.items()}
    )
    described = [_item(view, offer, item, by_item[item.id], costs[item.id]) for item in items]
    return _out(view, lot, language, described, members, sum(costs.values()))


def _out(
    view: View,
    lot: Lot,
    language: Language,
    items: list[ClosingItemOut],
    members: list[ClosingMemberOut],
    real: int | None,
) -> ClosingOut:
    """`real`: what the supplier bills of the lot, in cents; none for who reads its own line alone."""
    invoiced = sum(one.invoiced_cents or 0 for one in members)
    adjusted = sum(one.adjustment_cents or 0 for one in members)
    return ClosingOut(
        round_id=view.round.id,
        lot_id=lot.id,
        lot_name=lot.name,
        lot_state=lot.state,
        closed_at=lot.closed_at,
        shortfall=view.round.shortfall,
        items=items,
        members=members,
        invoiced_cents=None if real is None else invoiced,
        actual_cents=real,
        adjustment_cents=None if real is None else adjusted,
        difference_kept_cents=None if real is None else real - invoiced - adjusted,
        how=words.HOW[view.round.shortfall].in_(language),
    )


async def _lines(session: AsyncSession, view: View, lot: Lot, offer: Offer) -> list[Told]:
    """Frozen once the lot is closed; until then as they would be, one's own at the price awarded alone where sealed."""
    if lot.state == "closed":
        return [
            Told(result.line, result.outcome.invoiced, result.outcome.adjustment)
            for result in await bought.results_of(session, view, lot)
        ]
    if bought.sees_whole(view):
        planned = await plan(session, view, lot)
        found: dict[UUID, list[Told]] = {organisation: [] for organisation in planned.names}
        for item, lines in planned.lines.items():
            for line, outcome in zip(lines, planned.closed[item].outcomes, strict=True):
                found[line.organisation_id].append(Told(line, outcome.invoiced, outcome.adjustment))
        return [told for of_member in found.values() for told in of_member]
    return [
        Told(line, _at_own_price(view, offer, line), None)
        for line in await bought.of_lot(session, view, lot.id)
    ]


def _at_own_price(view: View, offer: Offer, line: Line) -> int | None:
    price = own_price(offer, view.round.sharing, line.item_id, line.committed, line.cents)
    if price is None:
        return None if line.ordered else 0
    return half_up(price * line.ordered)


def _item(view: View, offer: Offer, item: Item, lines: Sequence[Told], cost: int) -> ClosingItemOut:
    committed = sum(one.line.committed for one in lines)
    ordered = sum(one.line.ordered for one in lines)
    invoiced = sum(one.invoiced or 0 for one in lines)
    outcomes = [Outcome(one.invoiced or 0, one.adjustment or 0) for one in lines]
    wanted = [one.line.bought for one in lines]
    return ClosingItemOut(
        item_id=item.id,
        item_name=item.name,
        unit=item.unit,
        committed_volume=committed,
        ordered_volume=ordered,
        unit_price_awarded=_awarded(view, offer, item, lines, committed),
        unit_price_reached=words.unit_price(Fraction(cost, ordered)) if ordered else None,
        invoiced_cents=invoiced,
        actual_cents=cost,
        difference_cents=cost - invoiced,
        applied=applied_rule(outcomes, cost, wanted),
    )


def _awarded(view: View, offer: Offer, item: Item, lines: Sequence[Told], committed: int) -> int | None:
    if not committed:
        return None
    if view.round.sharing == "same_price":
        return words.unit_price(
            prices_awarded(offer, "same_price", item.id, [one.line.bought for one in lines])[0]
        )
    return words.unit_price(Fraction(sum(one.line.cents for one in lines), committed))


async def _published(session: AsyncSession, view: View, items: Sequence[Item]) -> list[ClosingItemOut]:
    """The totals that were told of each item: committed at the award, ordered at the closing."""
    committed = await savings.published(session, view, "award")
    ordered = await savings.published(session, view, "closing")
    return [
        ClosingItemOut(
            item_id=item.id,
            item_name=item.name,
            unit=item.unit,
            committed_volume=committed[item.id].volume if item.id in committed else None,
            ordered_volume=ordered[item.id].volume if item.id in ordered else None,
            unit_price_awarded=None,
            unit_price_reached=None,
            invoiced_cents=None,
            actual_cents=None,
            difference_cents=None,
            applied=None,
        )
        for item in items
    ]


def _members(lines: Sequence[Told], statements: Mapping[UUID, UUID]) -> list[ClosingMemberOut]:
    by_member: dict[UUID, list[Told]] = {}
    for one in lines:
        by_member.setdefault(one.line.organisation_id, []).append(one)
    return [
        ClosingMemberOut(
            organisation_id=organisation,
            organisation_name=own[0].line.name,
            lines=[_line(one) for one in own],
            invoiced_cents=_sum([one.invoiced for one in own]),
            adjustment_cents=_sum([one.adjustment for one in own]),
            actual_cents=_sum([_actual(one) for one in own]),
            statement_id=statements.get(organisation),
        )
        for organisation, own in by_member.items()
    ]


def _line(told: Told) -> ClosingLineOut:
    return ClosingLineOut(
        item_id=told.line.item_id,
        committed_volume=told.line.committed,
        ordered_volume=told.line.ordered,
        delivered_volume=told.line.delivered,
        committed_cents=told.line.cents,
        invoiced_cents=told.invoiced,
        adjustment_cents=told.adjustment,
        actual_cents=_actual(told),
    )


def _actual(told: Told) -> int | None:
    return None if told.adjustment is None or told.invoiced is None else told.invoiced + told.adjustment


def _sum(cents: Sequence[int | None]) -> int | None:
    """Null as soon as one is."""
    known = [one for one in cents if one is not None]
    return sum(known) if len(known) == len(cents) else None


async def _statements(session: AsyncSession, view: View, lot: Lot) -> dict[UUID, UUID]:
    """The statements of this closing that the caller may read, by organisation."""
    statement = select(Statement.organisation_id, Statement.id).where(
        Statement.purchase_round_id == view.round.id, Statement.title == title_of(view, lot)
    )
    if not view.sees_all:
        statement = statement.where(Statement.organisation_id == view.me)
    return {row.organisation_id: row.id for row in (await session.execute(statement)).all()}
