"""How quotes are ranked: points for the price by a stated formula, marks for the rest, the same from the same figures.

Points are integers of hundredths. The price compared is what the whole lot costs, in cents; a year-end rebate is not in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal
from uuid import UUID

from essaim.fairness.rounding import half_up
from essaim.purchases.rules.pricing import Offer, Volumes, lot_cents

Formula = Literal["lowest_over_price", "linear"]
PRICE = "price"
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Criterion:
    """What quotes are judged on. `weight`: points of 100."""

    code: str
    kind: str
    name: str
    weight: int
    note: str | None

    @property
    def most(self) -> int:
        """The most it gives, in hundredths of a point."""
        return self.weight * HUNDREDTHS


def criteria_of(stored: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """From `purchase_rounds.criteria`."""
    return [
        Criterion(one["code"], one["kind"], one["name"], one["weight"], one.get("note")) for one in stored
    ]


@dataclass(frozen=True, slots=True)
class Bid:
    """A quote to rank. `cents`: what the lot costs, none where it may not be told; `marks`: hundredths by criterion.

    One that is not `admitted` (expired, below its own minimum) is not ranked, and its price is no measure for the others.
    """

    quote_id: UUID
    name: str
    cents: int | None
    marks: Mapping[str, int]
    admitted: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """Points by criterion, their sum once each is known, the rank once every quote has a sum."""

    quote_id: UUID
    points: Mapping[str, int | None]
    total: int | None
    rank: int | None


def price_points(formula: Formula, most: int, lowest: int, price: int) -> int:
    """`lowest_over_price`: most × lowest ÷ price; `linear`: most × (1 − (price − lowest) ÷ lowest), never below zero.

    Half up to the hundredth. The lowest price has them all.
    """
    if price <= lowest:
        return most
    if lowest == 0:
        return 0
    if formula == "lowest_over_price":
        return half_up(Fraction(most * lowest, price))
    return half_up(max(most * (1 - Fraction(price - lowest, lowest)), Fraction(0)))


def lowest_price(bids: Sequence[Bid]) -> int | None:
    """What prices are measured by: the lowest of those admitted."""
    return min((bid.cents for bid in bids if bid.admitted and bid.cents is not None), default=None)


def score(criteria: Sequence[Criterion], formula: Formula, bids: Sequence[Bid]) -> list[Score]:
    """Every bid, the best first: by points, then price, then name. Without ranks: by price, then name, the excluded last."""
    lowest = lowest_price(bids)
    points = {bid.quote_id: _points(criteria, formula, lowest, bid) for bid in bids}
    totals = {bid.quote_id: _total(points[bid.quote_id]) for bid in bids if bid.admitted}
    ranked = bool(totals) and all(total is not None for total in totals.values())

    def place(bid: Bid) -> tuple[bool, int, bool, int, str, UUID]:
        best = -(totals[bid.quote_id] or 0) if ranked and bid.admitted else 0
        return (not bid.admitted, best, bid.cents is None, bid.cents or 0, bid.name, bid.quote_id)

    return [
        Score(
            bid.quote_id,
            points[bid.quote_id],
            totals.get(bid.quote_id),
            rank if ranked and bid.admitted else None,
        )
        for rank, bid in enumerate(sorted(bids, key=place), start=1)
    ]


def _points(
    criteria: Sequence[Criterion], formula: Formula, lowest: int | None, bid: Bid
) -> dict[str, int | None]:
    priced = lowest is not None and bid.cents is not None and bid.admitted
    return {
        one.code: (
            (price_points(formula, one.most, lowest or 0, bid.cents or 0) if priced else None)
            if one.kind == PRICE
            else bid.marks.get(one.code)
        )
        for one in criteria
    }


def _total(points: Mapping[str, int | None]) -> int | None:
    known = [one for one in points.values() if one is not None]
    return sum(known) if len(known) == len(points) else None


def below_minimum(offer: Offer, minimums: Mapping[UUID, int], volumes: Volumes) -> bool:
    """Whether the supplier would not sell that little: of an item, or of the lot. Nothing bought is below nothing."""
    if not any(volumes.values()):
        return False
    return lot_cents(offer, volumes) < offer.minimum_cents or any(
        0 < volume < minimums.get(item, 0) for item, volume in volumes.items()
    )
