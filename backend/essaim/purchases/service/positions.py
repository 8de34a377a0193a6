"""Where an awarded lot stands: one's own figures, and those of all for who reads them."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Item
from essaim.purchases.queries import bought
from essaim.purchases.queries.bought import Line
from essaim.purchases.rules.closing import ItemClosing, ShortfallRule, close_lot, own_price, prices_awarded
from essaim.purchases.rules.pricing import PER_CENT, Offer, ladder, reached
from essaim.purchases.schemas.orders import (
    LivePositionOut,
    MemberPositionOut,
    NextStepOut,
    OwnPositionOut,
    PositionItemOut,
    PositionOut,
)
from essaim.purchases.service import closing_words as words
from essaim.purchases.service import readings
from essaim.purchases.service.closing_plan import Plan, by_item, plan, quote_of


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> PositionOut:
    view = await access.find(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id)
    quote = await quote_of(session, lot)
    whole = await plan(session, view, lot) if bought.sees_whole(view) else None
    lines = whole.lines if whole is not None else by_item(await bought.of_lot(session, view, lot.id))
    if whole is not None:
        await readings.note(session, caller, view, "purchases.read_position", whole.names)
    takes_part = any(line.organisation_id == view.me for of_item in lines.values() for line in of_item)
    return PositionOut(
        round_id=view.round.id,
        lot_id=lot.id,
        lot_name=lot.name,
        lot_state=lot.state,
        supplier_name=quote.supplier_name,
        shortfall=view.round.shortfall,
        told=(words.LIVE if whole is not None else words.OWN).in_(language),
        items=[
            PositionItemOut(
                item_id=item.id,
                item_name=item.name,
                unit=item.unit,
                mine=_mine(view, quote.offer, item, lines.get(item.id, []), whole is not None)
                if takes_part
                else None,
                live=_live(quote.offer, item, lines[item.id], whole.closed[item.id])
                if whole is not None and any(line.committed for line in lines.get(item.id, []))
                else None,
            )
            for item in await access.items_of(session, view.round.id, lot.id)
        ],
        members=[] if whole is None else _members(view, whole),
    )


def _mine(view: View, offer: Offer, item: Item, lines: Sequence[Line], whole: bool) -> OwnPositionOut:
    place = next((place for place, line in enumerate(lines) if line.organisation_id == view.me), None)
    own = lines[place] if place is not None else None
    committed, cents = (own.committed, own.cents) if own is not None else (0, 0)
    sharing = view.round.sharing
    if whole and place is not None and any(line.committed for line in lines):
        price: Fraction | None = prices_awarded(offer, sharing, item.id, [line.bought for line in lines])[
            place
        ]
    else:
        price = own_price(offer, sharing, item.id, committed, cents)
    ordered = own.ordered if own is not None else 0
    return OwnPositionOut(
        committed_volume=committed,
        committed_cents=cents,
        ordered_volume=ordered,
        delivered_volume=own.delivered if own is not None else 0,
        remaining_volume=max(committed - ordered, 0),
        unit_price=None if price is None else words.unit_price(price),
        ordered_cents=_worth(price, ordered),
    )


def _worth(price: Fraction | None, volume: int) -> int | None:
    if not volume:
        return 0
    return None if price is None else half_up(price * volume)


def _live(offer: Offer, item: Item, lines: Sequence[Line], closed: ItemClosing) -> LivePositionOut:
    committed = sum(line.committed for line in lines)
    ordered = sum(line.ordered for line in lines)
    kept = reached(offer, item.id, committed)
    start = kept.start if kept is not None else 1
    ahead = next((rung for rung in ladder(offer, item.id, ordered) if rung.missing), None)
    return LivePositionOut(
        committed_volume=committed,
        ordered_volume=ordered,
        delivered_volume=sum(line.delivered for line in lines),
        remaining_volume=max(committed - ordered, 0),
        unit_price_committed=average(offer, item.id, committed),
        unit_price_now=average(offer, item.id, max(committed, ordered)),
        unit_price_if_closed=average(offer, item.id, ordered) if ordered else None,
        kept_start=start,
        kept_missing=max(start - ordered, 0),
        next_step=None
        if ahead is None
        else NextStepOut(start=ahead.start, unit_price=ahead.unit_price, missing=ahead.missing),
        difference_cents=closed.difference_cents,
    )


def average(offer: Offer, item: UUID, volume: int) -> int:
    """The price of one at this volume, what is paid once left out (EUR/4, halves up)."""
    return words.unit_price(Fraction(offer.tiers(item).price(volume), PER_CENT * volume))


def _members(view: View, plan: Plan) -> list[MemberPositionOut]:
    """What each would owe by the rule of the round, and by either rule were nothing withheld."""
    rules: tuple[ShortfallRule, ...] = ("by_orders", "by_shortfall")
    wanted = {item: [line.bought for line in lines] for item, lines in plan.lines.items()}
    either = {
        rule: _owed(plan, close_lot(plan.quote.offer, view.round.sharing, rule, wanted)) for rule in rules
    }
    chosen = _owed(plan, dict(plan.closed))
    invoiced = _invoiced(plan)
    own: dict[UUID, list[Line]] = {organisation: [] for organisation in plan.names}
    for lines in plan.lines.values():
        for line in lines:
            own[line.organisation_id].append(line)
    return [
        MemberPositionOut(
            organisation_id=organisation,
            organisation_name=name,
            committed_volume=sum(line.committed for line in own[organisation]),
            ordered_volume=sum(line.ordered for line in own[organisation]),
            short_volume=sum(line.bought.short for line in own[organisation]),
            ordered_cents=invoiced[organisation],
            by_orders_cents=either["by_orders"][organisation],
            by_shortfall_cents=either["by_shortfall"][organisation],
            adjustment_cents=chosen[organisation],
        )
        for organisation, name in plan.names.items()
    ]


def _owed(plan: Plan, closed: dict[UUID, ItemClosing]) -> dict[UUID, int]:
    owed: dict[UUID, int] = {}
    for item, lines in plan.lines.items():
        for line, outcome in zip(lines, closed[item].outcomes, strict=True):
            owed[line.organisation_id] = owed.get(line.organisation_id, 0) + outcome.adjustment
    return owed


def _invoiced(plan: Plan) -> dict[UUID, int]:
    invoiced: dict[UUID, int] = {}
    for item, lines in plan.lines.items():
        for line, outcome in zip(lines, plan.closed[item].outcomes, strict=True):
            invoiced[line.organisation_id] = invoiced.get(line.organisation_id, 0) + outcome.invoiced
    return invoiced
