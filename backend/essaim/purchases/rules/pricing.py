"""What volumes cost on a quote, step by step of its prices, and how that is shared.

Volumes are whole units of an item. A unit price is an integer of ten-thousandths of a euro (EUR/4, so that 0.0432 € is
exact); what is paid is in whole cents, rounded once per item, halves up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal
from uuid import UUID

from essaim.fairness.costs import Step, Tiers
from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up

Mode = Literal["all_units", "incremental"]
Volumes = Mapping[UUID, int]
"""Volume by item; an item left out is not bought."""
PER_CENT = 100
"""Ten-thousandths of a euro in a cent."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote as it was opened. `prices`: by item, from the first step (`start` 1) up."""

    mode: Mode
    prices: Mapping[UUID, tuple[Step, ...]]
    fixed_cents: int = 0
    minimum_cents: int = 0

    def tiers(self, item: UUID, *, over_ordering: bool = False) -> Tiers:
        """The price list of one item. `over_ordering`: a buyer may order more than it needs to reach a step."""
        return Tiers(self.mode, self.prices[item], over_ordering=over_ordering)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the price list of an item, and where a volume stands to it. `missing`: units short of it, 0 once reached."""

    start: int
    unit_price: int
    missing: int


def offer_of(content: Mapping[str, Any]) -> Offer:
    """From the opened content of a quote (`purchase_quotes.content`)."""
    return Offer(
        content["mode"],
        {
            UUID(price["item_id"]): tuple(
                Step(tier["from_volume"], tier["unit_price"]) for tier in price["tiers"]
            )
            for price in content["prices"]
        },
        content["fixed_cents"],
        content["minimum_cents"] or 0,
    )


def item_cents(offer: Offer, item: UUID, volume: int) -> int:
    """What a whole volume of an item costs, in cents."""
    return half_up(Fraction(offer.tiers(item).price(volume), PER_CENT))


def lot_cents(offer: Offer, volumes: Volumes) -> int:
    """What volumes of a lot cost in all, with what is paid once; nothing bought costs nothing."""
    bought = [(item, volume) for item, volume in volumes.items() if volume]
    return sum(item_cents(offer, item, volume) for item, volume in bought) + (
        offer.fixed_cents if bought else 0
    )


def reached(offer: Offer, item: UUID, volume: int) -> Step | None:
    """The step a volume reaches; none under the first."""
    return next((step for step in reversed(offer.prices[item]) if volume >= step.start), None)


def ladder(offer: Offer, item: UUID, volume: int) -> list[Rung]:
    """Every step of an item, from the dearest, and how far the volume is from it."""
    return [Rung(step.start, step.unit_price, max(step.start - volume, 0)) for step in offer.prices[item]]


def total(needs: Sequence[Volumes]) -> dict[UUID, int]:
    """The volumes of several buyers together, by item."""
    sums: dict[UUID, int] = {}
    for volumes in needs:
        for item, volume in volumes.items():
            sums[item] = sums.get(item, 0) + volume
    return sums


@dataclass(frozen=True, slots=True)
class Bill:
    """What one buyer pays: by item, and its part of what is paid once. Cents."""

    items: Mapping[UUID, int]
    fixed_cents: int

    @property
    def cents(self) -> int:
        return sum(self.items.values()) + self.fixed_cents


def same_price(offer: Offer, needs: Sequence[Volumes]) -> list[Bill]:
    """Everybody pays one price of an item, and what is paid once pro rata to what it buys; exact cents in the order given.

    Cents left by rounding go to the largest fractions, ties to the first (`largest_remainder`): the bills sum to the lot.
    """
    shares: list[dict[UUID, int]] = [{} for _ in needs]
    for item, volume in total(needs).items():
        if not volume:
            continue
        own = [volumes.get(item, 0) for volumes in needs]
        for bought, cents, share in zip(
            own, largest_remainder(item_cents(offer, item, volume), own), shares, strict=True
        ):
            if bought:
                share[item] = cents
    spent = [sum(share.values()) for share in shares]
    buying = any(shares)
    fixed = (
        largest_remainder(offer.fixed_cents, spent if any(spent) else [len(share) for share in shares])
        if buying
        else [0] * len(shares)
    )
    return [Bill(share, cents) for share, cents in zip(shares, fixed, strict=True)]
