"""What a lot costs on a quote, to all and to each: steps reached, gains and losses, what buying alone would cost.

A gain compares what is paid today (the reference price) with what would be paid; items without reference are spent, never
gained. Amounts are cents, unit prices ten-thousandths of a euro (EUR/4).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from essaim.fairness.rounding import half_up
from essaim.purchases.rules.committing import Shares, Sharing, alone, fixed_by_item, share, spread
from essaim.purchases.rules.pricing import PER_CENT, Offer, Volumes, item_cents, lot_cents, reached, total
from essaim.purchases.rules.rebates import RebateRule, split

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Need:
    """What one organisation buys, and what it pays today for one of each (`references`, those it knows); by item."""

    volumes: Volumes
    references: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Line:
    """An item for one buyer. `reference_cents`: what it pays today; none if not known."""

    item: UUID
    volume: int
    cents: int
    alone_cents: int
    reference_price: int | None

    @property
    def reference_cents(self) -> int | None:
        return None if self.reference_price is None else amount(self.volume, self.reference_price)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one buyer, or of all of them."""

    lines: tuple[Line, ...]

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)

    @property
    def alone_cents(self) -> int:
        return sum(line.alone_cents for line in self.lines)

    @property
    def reference_cents(self) -> int:
        return sum(line.reference_cents or 0 for line in self.lines)

    @property
    def compared_cents(self) -> int:
        """What it would pay for the items whose price of today is known."""
        return sum(line.cents for line in self.lines if line.reference_price is not None)

    @property
    def gain_cents(self) -> int:
        return self.reference_cents - self.compared_cents

    @property
    def gain_bp(self) -> int | None:
        return in_bp(self.gain_cents, self.reference_cents)

    @property
    def avoided_cents(self) -> int:
        """Items without a reference price: what is saved against buying alone on the same quote."""
        return sum(line.alone_cents - line.cents for line in self.lines if line.reference_price is None)


@dataclass(frozen=True, slots=True)
class Simulated:
    """`buyers` in the order given; `whole`: all their lines; `rebates`: each's part of what is expected."""

    buyers: tuple[Figures, ...]
    shares: tuple[Shares, ...]
    volumes: Volumes
    spend_cents: int
    rebate_cents: int
    kept_cents: int
    rebates: tuple[int, ...]

    @property
    def whole(self) -> Figures:
        return Figures(tuple(line for buyer in self.buyers for line in buyer.lines))


def simulate(
    offer: Offer,
    sharing: Sharing,
    needs: Sequence[Need],
    *,
    rebate: RebateRule | None = None,
    kept_bp: int = 0,
) -> Simulated:
    """Everybody buying together. Raises `TooLarge` when this way to share is not computed in time."""
    volumes = [need.volumes for need in needs]
    shares = share(offer, sharing, volumes)
    own = alone_by_item(offer, volumes)
    buyers = tuple(
        Figures(
            tuple(
                Line(item, volume, paid.of(item), own_price[item], need.references.get(item))
                for item, volume in need.volumes.items()
                if volume
            )
        )
        for need, paid, own_price in zip(needs, shares, own, strict=True)
    )
    spent = [buyer.cents for buyer in buyers]
    expected, kept, rebates = promised(rebate, kept_bp, spent)
    return Simulated(buyers, tuple(shares), total(volumes), sum(spent), expected, kept, rebates)


def promised(
    rebate: RebateRule | None, kept_bp: int, spent: Sequence[int]
) -> tuple[int, int, tuple[int, ...]]:
    """The rebate expected of this spend, what the network keeps of it, and each's part."""
    if rebate is None:
        return 0, 0, (0,) * len(spent)
    expected = rebate.expected(sum(spent))
    shared = split(expected, WHOLE_BP if rebate.to_network else kept_bp, spent)
    return expected, shared.kept_cents, shared.shares


def alone_by_item(offer: Offer, needs: Sequence[Volumes]) -> list[dict[UUID, int]]:
    """What each would pay alone, item by item, with what is paid once spread over them."""
    found: list[dict[UUID, int]] = [{} for _ in needs]
    for item in total(needs):
        buying = [place for place, need in enumerate(needs) if need.get(item, 0)]
        for place, cents in zip(
            buying, alone(offer, item, [needs[place][item] for place in buying]), strict=True
        ):
            found[place][item] = cents
    if not offer.fixed_cents:
        return found
    return [
        {
            item: cents + fixed
            for (item, cents), fixed in zip(own.items(), spread(offer.fixed_cents, own).values(), strict=True)
        }
        if own
        else own
        for own in found
    ]


# Steps


@dataclass(frozen=True, slots=True)
class Cheaper:
    """Ordering up to a further step costs the whole less."""

    start: int
    more: int
    unit_price: int
    cents: int
    saved: int


def cheaper_to_order(offer: Offer, item: UUID, volume: int) -> Cheaper | None:
    """The cheapest way to order more than needed and pay less; only where the step reached is the price of every unit."""
    if offer.mode != "all_units" or not volume:
        return None
    now = item_cents(offer, item, volume)
    further = [
        Cheaper(step.start, step.start - volume, step.unit_price, cents, now - cents)
        for step in offer.prices[item]
        if step.start > volume and (cents := item_cents(offer, item, step.start)) < now
    ]
    return min(further, key=lambda one: (one.cents, one.start), default=None)


def drop_bp(offer: Offer, item: UUID, volume: int, unit_price: int) -> int | None:
    """How much lower a unit price is than that of the step reached, basis points."""
    step = reached(offer, item, volume)
    return None if step is None else in_bp(step.unit_price - unit_price, step.unit_price)


def average(cents: int, volume: int) -> int | None:
    """What a unit costs on average, EUR/4, halves up; none of nothing."""
    return half_up(Fraction(cents * PER_CENT, volume)) if volume else None


def amount(volume: int, unit_price: int) -> int:
    """Cents, halves up. In whole numbers, neither being negative: asked for every line of every buyer."""
    return (volume * unit_price + PER_CENT // 2) // PER_CENT


def in_bp(part: int, whole: int) -> int | None:
    return half_up(Fraction(part * WHOLE_BP, whole)) if whole else None


# One buyer that knows the totals told, not who makes them


@dataclass(frozen=True, slots=True)
class Own:
    """What one buyer would pay. `at_most`: a total it needs is not told, so that it is counted as buying alone."""

    figures: Figures
    at_most: bool


def own_line(
    offer: Offer, sharing: Sharing, need: Need, told: Mapping[UUID, int | None], items: Sequence[UUID]
) -> Own:
    """Its part of the totals told (`told`, by item, its own volumes in them); alone where one is not told.

    Other ways to share than one price for all depend on who makes the totals: buying alone is then the most it pays. What is
    paid once follows what each spends, so that every total of the lot is needed for it.
    """
    own = alone_by_item(offer, [need.volumes])[0]
    known = {item: volume for item in items if (volume := told.get(item)) is not None}
    shared = sharing == "same_price" and (len(known) == len(items) or not offer.fixed_cents)
    fixed = fixed_by_item(offer, known) if shared and offer.fixed_cents else {}
    lines, at_most = [], False
    for item, volume in need.volumes.items():
        whole = known.get(item)
        cents = own[item]
        if shared and whole:
            cents = half_up(Fraction((item_cents(offer, item, whole) + fixed.get(item, 0)) * volume, whole))
        else:
            at_most = True
        lines.append(Line(item, volume, cents, own[item], need.references.get(item)))
    return Own(Figures(tuple(lines)), at_most)


def spend_told(offer: Offer, told: Mapping[UUID, int | None]) -> int | None:
    """What the lot costs at the totals told; none when one is not."""
    volumes = {item: volume for item, volume in told.items() if volume is not None}
    return lot_cents(offer, volumes) if len(volumes) == len(told) else None


# What was decided on


def fingerprint(inputs: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text: keys sorted, no spaces, UTF-8."""
    return hashlib.sha256(canonical(inputs)).hexdigest()


def canonical(inputs: Mapping[str, Any]) -> bytes:
    return json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
