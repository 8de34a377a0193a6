"""What a purchase saves against the prices paid before: forecast, actual, on twelve months and by calendar year.

The effect of the price is what was bought at the reference price, less what it costs; that of the volume is apart, and
what an item without a reference price avoided is apart too. Losses count like gains. Source: the method of the French
State for its purchases (2013): reference price × volume, on twelve months, pro rata by calendar year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

import numpy as np

from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up
from essaim.purchases.rules.pricing import PER_CENT, Offer

YEAR = 365
BASIS_POINTS = 10_000


def worth(unit_price: int, volume: int) -> int:
    """A volume at a unit price (EUR/4), both positive, in cents, halves up. Integers: it is asked of thousands of lines."""
    return (unit_price * volume + PER_CENT // 2) // PER_CENT


def alone(offer: Offer, item: UUID, volumes: Sequence[int]) -> list[int]:
    """What each volume costs bought alone on this quote, in the cheapest way (over-ordering allowed), without what is
    paid once. Cents."""
    prices = offer.tiers(item, over_ordering=True).prices(np.array(volumes, dtype=np.int64))
    return [half_up(Fraction(int(price), PER_CENT)) for price in prices]


def rate(gain: int, reference: int) -> int | None:
    """A gain over its reference in basis points; none where there is no reference."""
    return half_up(Fraction(gain * BASIS_POINTS, reference)) if reference else None


@dataclass(frozen=True, slots=True)
class Bought:
    """A volume of an item, what it costs its buyer, and what it would cost it otherwise. Cents; unit price EUR/4."""

    volume: int
    cents: int
    alone_cents: int
    reference_price: int | None

    @property
    def reference_cents(self) -> int | None:
        return None if self.reference_price is None else worth(self.reference_price, self.volume)

    @property
    def gain_cents(self) -> int | None:
        """Effect of the price; negative: it loses."""
        reference = self.reference_cents
        return None if reference is None else reference - self.cents

    @property
    def gain_bp(self) -> int | None:
        gain = self.gain_cents
        return None if gain is None else rate(gain, self.reference_cents or 0)

    @property
    def avoided_cents(self) -> int | None:
        """Where nothing is known of what was paid before."""
        return self.alone_cents - self.cents if self.reference_price is None else None


def volume_effect(actual: Bought, committed: int) -> int | None:
    """What was committed and not ordered, at the reference price; with the effect of the price it is that on the budget."""
    if actual.reference_price is None:
        return None
    return worth(actual.reference_price, committed) - worth(actual.reference_price, actual.volume)


@dataclass(frozen=True, slots=True)
class Total:
    """Lines together. `compared_cents`: what those with a reference price cost."""

    spend_cents: int
    compared_cents: int
    reference_cents: int
    avoided_cents: int
    rebate_cents: int = 0

    @property
    def gain_cents(self) -> int:
        return self.reference_cents - self.compared_cents

    @property
    def gain_bp(self) -> int | None:
        return rate(self.gain_cents, self.reference_cents)

    @property
    def net_gain_cents(self) -> int:
        return self.gain_cents + self.rebate_cents


def total(lines: Iterable[Bought], rebate_cents: int = 0) -> Total:
    """Sum of lines, each rounded once; what has no reference price counts in the spending, not in the gain."""
    spend = compared = reference = avoided = 0
    for line in lines:
        spend += line.cents
        known = line.reference_cents
        if known is not None:
            compared += line.cents
            reference += known
        avoided += line.avoided_cents or 0
    return Total(spend, compared, reference, avoided, rebate_cents)


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a contract, both ends included."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def days_in(self, year: int) -> int:
        first, last = max(self.starts_on, date(year, 1, 1)), min(self.ends_on, date(year, 12, 31))
        return max((last - first).days + 1, 0)

    def on_twelve_months(self, cents: int) -> int:
        return half_up(Fraction(cents * YEAR, self.days))

    def by_year(self, cents: int) -> list[tuple[int, int, int]]:
        """`(year, days, cents)`, by days; the parts sum to the whole, a loss split like a gain."""
        years = range(self.starts_on.year, self.ends_on.year + 1)
        days = [self.days_in(year) for year in years]
        sign = -1 if cents < 0 else 1
        parts = largest_remainder(abs(cents), days)
        return [(year, in_it, sign * part) for year, in_it, part in zip(years, days, parts, strict=True)]

    def part_of(self, year: int, cents: int) -> int:
        return next((part for one, _, part in self.by_year(cents) if one == year), 0)
