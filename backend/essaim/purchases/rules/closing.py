"""What a lot really costs once closed, and who bears what the step really reached changes.

Each organisation was billed for what it ordered at the price awarded; the supplier bills the whole at the price of what was
really ordered. The difference is shared by the rule chosen beforehand: by units ordered, or by units short of what was
committed. Cents, exact: they sum to the bill of the supplier, item by item.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal
from uuid import UUID

from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up
from essaim.purchases.rules.pricing import PER_CENT, Offer, item_cents

ShortfallRule = Literal["by_orders", "by_shortfall"]
Applied = Literal["by_orders", "by_shortfall", "kept"]
"""The rule that was applied; `kept`: billed at the price awarded, the difference stays with the network."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What one organisation committed to and ordered of an item. `cents`: its share of the item at the award."""

    organisation_id: UUID
    committed: int
    cents: int
    ordered: int

    @property
    def short(self) -> int:
        return max(self.committed - self.ordered, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one organisation, for an item. `adjustment` > 0: it owes it; < 0: it is given back."""

    invoiced: int
    adjustment: int

    @property
    def actual(self) -> int:
        return self.invoiced + self.adjustment


@dataclass(frozen=True, slots=True)
class ItemClosing:
    """An item closed. `actual_cents`: the supplier's; `outcomes` in the order of who bought."""

    applied: Applied
    invoiced_cents: int
    actual_cents: int
    outcomes: tuple[Outcome, ...]

    @property
    def difference_cents(self) -> int:
        """What the step really reached changes, in all."""
        return self.actual_cents - self.invoiced_cents

    @property
    def kept_cents(self) -> int:
        """The part of it that no member bears."""
        return self.actual_cents - sum(outcome.actual for outcome in self.outcomes)


def prices_awarded(offer: Offer, sharing: str, item: UUID, bought: Sequence[Bought]) -> list[Fraction]:
    """The price of one unit for each, in cents, as awarded: one price for all, or one's own share by what one committed.

    Who committed to nothing of the item pays the average. An item without commitment has no price awarded: 0.
    """
    committed = sum(one.committed for one in bought)
    if not committed:
        return [Fraction(0)] * len(bought)
    average = Fraction(sum(one.cents for one in bought), committed)
    if sharing == "same_price":
        exact = Fraction(offer.tiers(item).price(committed), PER_CENT * committed)
        # What is paid once is in the shares, not in the price list.
        return [average if offer.fixed_cents else exact] * len(bought)
    return [Fraction(one.cents, one.committed) if one.committed else average for one in bought]


def close_lot(
    offer: Offer,
    sharing: str,
    rule: ShortfallRule,
    bought: Mapping[UUID, Sequence[Bought]],
    *,
    by_orders: Collection[UUID] = (),
    kept: Collection[UUID] = (),
) -> dict[UUID, ItemClosing]:
    """Close a lot, item by item. What is paid once is spread over what the items really cost.

    `by_orders`: items whose shortfalls may not be told: they follow the units ordered. `kept`: items where any adjustment
    would tell a total that may not be told: billed at the price awarded.
    """
    costs = real_costs(offer, {item: sum(one.ordered for one in lines) for item, lines in bought.items()})
    closed = {}
    for item, lines in bought.items():
        asked: Applied = "kept" if item in kept else "by_orders" if item in by_orders else rule
        closed[item] = _close_item(prices_awarded(offer, sharing, item, lines), costs[item], asked, lines)
    return closed


def real_costs(offer: Offer, ordered: Mapping[UUID, int]) -> dict[UUID, int]:
    """What the supplier bills of each item for these volumes; what is paid once is spread over what the items cost."""
    spent = {item: item_cents(offer, item, volume) if volume else 0 for item, volume in ordered.items()}
    weights = list(spent.values()) if any(spent.values()) else list(ordered.values())
    fixed = largest_remainder(offer.fixed_cents if any(weights) else 0, weights)
    return {item: cents + part for (item, cents), part in zip(spent.items(), fixed, strict=True)}


def _close_item(
    prices: Sequence[Fraction], actual: int, asked: Applied, lines: Sequence[Bought]
) -> ItemClosing:
    exact = [price * one.ordered for price, one in zip(prices, lines, strict=True)]
    invoiced = largest_remainder(half_up(sum(exact, Fraction(0))), exact)
    difference = actual - sum(invoiced)
    applied = _applicable(asked, difference, lines)
    shares = [0] * len(lines) if applied == "kept" else share_difference(difference, applied, lines)
    outcomes = tuple(Outcome(cents, share) for cents, share in zip(invoiced, shares, strict=True))
    return ItemClosing(applied, sum(invoiced), actual, outcomes)


def _applicable(asked: Applied, difference: int, lines: Sequence[Bought]) -> Applied:
    """A better step is given back by units ordered; nobody short, the units ordered decide."""
    if asked == "by_shortfall" and (difference <= 0 or not any(one.short for one in lines)):
        return "by_orders"
    return asked


def share_difference(difference: int, rule: Applied, lines: Sequence[Bought]) -> list[int]:
    """Share cents owed (> 0) or given back (< 0), largest remainder, ties to the first in order."""
    weights = [one.short if rule == "by_shortfall" else one.ordered for one in lines]
    if not difference:
        return [0] * len(lines)
    sign = 1 if difference > 0 else -1
    return [sign * cents for cents in largest_remainder(abs(difference), weights)]


def own_price(offer: Offer, sharing: str, item: UUID, committed: int, cents: int) -> Fraction | None:
    """The price of one unit awarded to who knows its own commitment alone, in cents.

    Where all pay the price of one step, it is that step's; else its share by what it committed to. None: it committed to
    nothing of the item.
    """
    if not committed:
        return None
    average = Fraction(cents, committed)
    if sharing != "same_price" or offer.mode != "all_units" or offer.fixed_cents:
        return average
    steps = [Fraction(step.unit_price, PER_CENT) for step in offer.prices[item]]
    return min(steps, key=lambda price: abs(price - average))


def applied_rule(outcomes: Sequence[Outcome], actual_cents: int, lines: Sequence[Bought]) -> Applied | None:
    """How the difference of a closed item was shared, from what was frozen; None: there was none."""
    difference = actual_cents - sum(outcome.invoiced for outcome in outcomes)
    if not difference:
        return None
    shares = [outcome.adjustment for outcome in outcomes]
    if not any(shares):
        return "kept"
    return "by_orders" if shares == share_difference(difference, "by_orders", lines) else "by_shortfall"
