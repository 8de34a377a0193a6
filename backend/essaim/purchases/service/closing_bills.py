"""What a closing bills and gives back, and what a rebate gives, line by line as it is printed.

Totals are printed where lines are open to all alone: elsewhere a statement says one's own figures and nothing else.
"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from essaim.agreements.plain.numbers import percent
from essaim.fairness.rounding import half_up
from essaim.kit import clock
from essaim.kit.money import euros
from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot
from essaim.purchases.queries.bought import Line
from essaim.purchases.rules.closing import ItemClosing, prices_awarded
from essaim.purchases.rules.pricing import PER_CENT
from essaim.purchases.service import closing_words as words
from essaim.purchases.service.closing_plan import Plan
from essaim.statements.service.issuing import Bill

DUE_AFTER = timedelta(days=30)


def title_of(view: View, lot: Lot) -> str:
    return words.GAP.format(number=view.round.number, lot=lot.name)


def of_closing(view: View, lot: Lot, items: Sequence[Item], plan: Plan) -> list[Bill]:
    """One for each organisation that owes or is owed something, in the order of those asked."""
    printed: dict[UUID, list[dict[str, Any]]] = {}
    for item in items:
        closed = plan.closed.get(item.id)
        if closed is None or not any(outcome.adjustment for outcome in closed.outcomes):
            continue
        lines = plan.lines[item.id]
        label = _label(view, item, plan)
        for line, outcome in zip(lines, closed.outcomes, strict=True):
            if outcome.adjustment:
                printed.setdefault(line.organisation_id, []).append(
                    _printed(view, item, label, closed, lines, line, outcome.adjustment)
                )
    title = title_of(view, lot)
    return [
        _bill(organisation, title, printed[organisation])
        for organisation in plan.names
        if organisation in printed
    ]


def _bill(organisation_id: UUID, title: str, lines: list[dict[str, Any]]) -> Bill:
    cents = sum(line["cents"] for line in lines)
    return Bill(
        organisation_id=organisation_id,
        kind="adjustment" if cents > 0 else "credit",
        amount_cents=cents,
        due_on=clock.today() + DUE_AFTER,
        title=title,
        lines=lines,
    )


def _label(view: View, item: Item, plan: Plan) -> str:
    """With both prices where all pay the price of a step."""
    offer, lines = plan.quote.offer, plan.lines[item.id]
    ordered = sum(line.ordered for line in lines)
    if offer.mode != "all_units" or offer.fixed_cents or view.round.sharing != "same_price":
        return words.AVERAGE.format(item=item.name)
    awarded = prices_awarded(offer, view.round.sharing, item.id, [line.bought for line in lines])[0]
    reached = Fraction(offer.tiers(item.id).price(ordered), PER_CENT * ordered)
    return words.STEP.format(item=item.name, reached=words.price(reached), awarded=words.price(awarded))


def _printed(
    view: View,
    item: Item,
    label: str,
    closed: ItemClosing,
    lines: Sequence[Line],
    line: Line,
    cents: int,
) -> dict[str, Any]:
    by_shortfall = closed.applied == "by_shortfall"
    own = line.bought.short if by_shortfall else line.ordered
    whole = sum(one.bought.short if by_shortfall else one.ordered for one in lines)
    said = words.SHORT if by_shortfall else words.ORDERED
    driver = said.format(own=words.grouped(own), unit=item.unit)
    open_ = view.confidentiality == "open"
    return {
        "label": label,
        "cents": cents,
        "total_cents": closed.difference_cents if open_ else None,
        "driver": driver + words.OUT_OF.format(total=words.grouped(whole)) if open_ else driver,
        "ratio": _ratio(own, whole) if open_ else None,
    }


def _ratio(own: int, whole: int) -> str:
    return percent(half_up(Fraction(own * 10_000, whole))).fr


def rebate_title(view: View, lot: Lot) -> str:
    return words.REBATE.format(number=view.round.number, lot=lot.name)


def of_rebate(
    view: View, lot: Lot, supplier: str, organisation_id: UUID, cents: int, spent: int, whole: tuple[int, int]
) -> Bill:
    """A credit. `whole`: what is shared and what all spent, in cents."""
    open_ = view.confidentiality == "open"
    driver = words.SPENT.format(own=euros(spent).fr)
    line = {
        "label": words.REBATE_LINE.format(supplier=supplier),
        "cents": -cents,
        "total_cents": -whole[0] if open_ else None,
        "driver": driver + words.OUT_OF.format(total=euros(whole[1]).fr) if open_ else driver,
        "ratio": _ratio(spent, whole[1]) if open_ else None,
    }
    return _bill(organisation_id, rebate_title(view, lot), [line])
