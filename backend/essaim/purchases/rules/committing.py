"""What each buyer of a lot pays of each item on a quote, by one way to share: the cents that are committed at the award.

The cents of an item sum to its price for all; those of the lot to the price of the lot. What is paid once is spread over the
items pro rata to what they cost, then over their buyers as the rest of the item, so that invoices and closings need one
figure per item and buyer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal
from uuid import UUID

import numpy as np

from essaim.fairness.costs import Aggregated, Levels, Lines, Numbers, Pricing, Step, Structure, Tiers
from essaim.fairness.errors import TooLarge
from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import to_exact
from essaim.fairness.shapley import LISTED_AT_MOST, quadrature_work, shapley
from essaim.purchases.rules.pricing import PER_CENT, Offer, Volumes, item_cents, total

Sharing = Literal["same_price", "arrival", "same_percentage"]
SHARINGS: tuple[Sharing, ...] = ("same_price", "arrival", "same_percentage")
LARGEST = 10**15
"""Cents above which nothing is counted: sums of whole numbers would no longer be exact."""
WORK = 200_000_000
"""Products of a quadrature: some seconds of one core."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What one buyer pays, by item: `items` for what it buys, `fixed` for what is paid once."""

    items: dict[UUID, int]
    fixed: dict[UUID, int]

    def of(self, item: UUID) -> int:
        return self.items[item] + self.fixed[item]

    @property
    def cents(self) -> int:
        return sum(self.items.values()) + sum(self.fixed.values())


def share(offer: Offer, sharing: Sharing, needs: Sequence[Volumes]) -> list[Shares]:
    """By buyer in the order given, which decides who gets the cents left over. Raises `TooLarge` when not computed in time."""
    found = [Shares({}, {}) for _ in needs]
    volumes = {item: volume for item, volume in total(needs).items() if volume}
    fixed = fixed_by_item(offer, volumes)
    for item, whole in volumes.items():
        own = [need.get(item, 0) for need in needs]
        weights = _weights(offer, sharing, item, own)
        paid = largest_remainder(item_cents(offer, item, whole), weights)
        parts = largest_remainder(fixed[item], weights)
        for place, volume in enumerate(own):
            if volume:
                found[place].items[item], found[place].fixed[item] = paid[place], parts[place]
    return found


def fixed_by_item(offer: Offer, volumes: Volumes) -> dict[UUID, int]:
    """What is paid once, over the items pro rata to what they cost (to units if they are free)."""
    spent = [item_cents(offer, item, volume) if volume else 0 for item, volume in volumes.items()]
    weights = spent if any(spent) else list(volumes.values())
    fixed = offer.fixed_cents if any(weights) else 0
    return dict(zip(volumes, largest_remainder(fixed, weights), strict=True))


def _weights(offer: Offer, sharing: Sharing, item: UUID, own: Sequence[int]) -> Sequence[int | Fraction]:
    """What the price of an item is shared by."""
    if sharing == "same_price":
        return own
    # Who buys nothing of the item is no part of it: as many fewer to compute with.
    buying = [place for place, volume in enumerate(own) if volume]
    volumes = [own[place] for place in buying]
    found: Sequence[int | Fraction] = (
        _arrival(offer, item, volumes) if sharing == "arrival" else alone(offer, item, volumes)
    )
    weights: list[int | Fraction] = [0] * len(own)
    for place, weight in zip(buying, found if any(found) else volumes, strict=True):
        weights[place] = weight
    return weights


def _arrival(offer: Offer, item: UUID, volumes: Sequence[int]) -> list[Fraction]:
    """What each adds, on average over every order of arrival; of the cheapest way to have what is needed.

    Where all together should have ordered more, the bill is more than that: it is shared in proportion. Otherwise who comes
    just before a step would be paid to come.
    """
    line = Aggregated(tuple(volumes), pricing_of(offer, item, over_ordering=True))
    if line.size > LISTED_AT_MOST and quadrature_work(line) > WORK:
        raise TooLarge("Too many buyers of volumes too finely divided.")
    return [max(to_exact(part), Fraction(0)) for part in shapley(line)]


# What any group of buyers would pay


@dataclass(frozen=True, slots=True)
class InCents:
    """A price list in ten-thousandths of a euro, each price rounded half up to the cent."""

    tiers: Tiers

    def price(self, quantity: int) -> int:
        return int(self.prices(np.array([quantity], dtype=np.int64))[0])

    def prices(self, quantities: Numbers) -> Numbers:
        return (self.tiers.prices(quantities) + PER_CENT // 2) // PER_CENT


def pricing_of(offer: Offer, item: UUID, *, over_ordering: bool) -> Pricing:
    """What a volume of an item costs, in cents."""
    steps = offer.prices[item]
    if any(step.unit_price % PER_CENT for step in steps):
        return InCents(offer.tiers(item, over_ordering=over_ordering))
    whole = tuple(Step(step.start, step.unit_price // PER_CENT) for step in steps)
    return Tiers(offer.mode, whole, over_ordering=over_ordering)


def line_of(offer: Offer, item: UUID, volumes: Sequence[int]) -> Aggregated:
    """An item for these buyers. A group alone may order more to reach a step, unless all together should have done so too:
    the bill is that of what is needed."""
    line = Aggregated(tuple(volumes), pricing_of(offer, item, over_ordering=True))
    if line.bill() == item_cents(offer, item, sum(volumes)):
        return line
    return Aggregated(tuple(volumes), pricing_of(offer, item, over_ordering=False))


def structure_of(offer: Offer, needs: Sequence[Volumes]) -> tuple[Structure, list[UUID]]:
    """What any group of buyers would pay for the lot, and the items its lines are of (what is paid once comes last)."""
    items = [item for item, volume in total(needs).items() if volume]
    lines: list[Structure] = [line_of(offer, item, [need.get(item, 0) for need in needs]) for item in items]
    if offer.fixed_cents:
        lines.append(Levels(tuple(offer.fixed_cents if any(need.values()) else 0 for need in needs)))
    return (lines[0] if len(lines) == 1 else Lines(tuple(lines))), items


def alone(offer: Offer, item: UUID, volumes: Sequence[int]) -> list[int]:
    """What each would pay alone for an item, in cents, ordering more than it needs where that costs less."""
    priced = pricing_of(offer, item, over_ordering=True).prices(np.array(volumes, dtype=np.int64))
    return [int(cents) for cents in priced]


def too_large(offer: Offer, volumes: Volumes) -> bool:
    """Whether amounts of this size cannot be counted exactly."""
    dearest = {item: max(step.unit_price for step in steps) for item, steps in offer.prices.items()}
    return (
        sum(dearest[item] * volume for item, volume in volumes.items()) > LARGEST * PER_CENT
        or offer.fixed_cents > LARGEST
    )


def spread(cents: int, weights: Mapping[UUID, int]) -> dict[UUID, int]:
    """An amount over items pro rata to their weights, equally when all are nothing; exact cents."""
    own = list(weights.values())
    return dict(zip(weights, largest_remainder(cents, own if any(own) else [1] * len(own)), strict=True))
