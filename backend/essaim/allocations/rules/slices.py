"""What explains one member's share where group prices are known: what its arrival adds, and the slices of the bill it pays.

A slice is `{start, end, unit_price, cost, members, cents}`: from a level or a quantity to the next, what it costs in all, how many
need it, and the cents this member pays of it. Slices sum to the share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from essaim.fairness.bills import LineShares
from essaim.fairness.costs import Aggregated, Levels, Numbers, Tiers
from essaim.fairness.errors import TooLarge
from essaim.fairness.explanation import Arrival, arrivals, cents_by_slice, slices_of_levels
from essaim.fairness.rounding import Real, to_exact
from essaim.fairness.shapley import quadrature_work, shapley

WORK = 50_000_000
"""Above so much work the slices of a price list are left out: they are an explanation, not the share."""


def arrivals_of(line: LineShares) -> list[Arrival | None]:
    """What each adds to the bill depending on who is there already; none where group prices are not known."""
    if line.structure is None:
        return [None] * len(line.cents)
    try:
        return list(arrivals(line.structure))
    except TooLarge:
        return [None] * len(line.cents)


def slices_of(line: LineShares) -> list[list[dict[str, Any]]]:
    """By member. Only the average over orders of arrival is a sum over slices."""
    nothing: list[list[dict[str, Any]]] = [[] for _ in line.cents]
    if line.line.rule != "arrival" or line.structure is None or line.line.key.get("limits"):
        return nothing
    if isinstance(line.structure, Levels):
        return _of_levels(line.structure, line.cents)
    if isinstance(line.structure, Aggregated) and isinstance(line.structure.pricing, Tiers):
        return _of_tiers(line.structure, line.structure.pricing, line.cents)
    return nothing


def _of_levels(levels: Levels, cents: Sequence[int]) -> list[list[dict[str, Any]]]:
    slices = slices_of_levels(levels)
    told: list[list[dict[str, Any]]] = []
    for place, paid in enumerate(cents):
        mine = [one for one in slices if place in one.members]
        parts = cents_by_slice(paid, [one.each for one in mine]) if mine else []
        ends = {one.members: sum(low.cost for low in slices[: rank + 1]) for rank, one in enumerate(slices)}
        told.append(
            [
                _slice(
                    ends[one.members] - one.cost, ends[one.members], None, one.cost, len(one.members), part
                )
                for one, part in zip(mine, parts, strict=True)
            ]
        )
    return told


@dataclass(frozen=True)
class _Band:
    """The units of a price list between two quantities, at their price; or what is paid once (`fixed`)."""

    start: int
    end: int | None
    unit_price: int
    fixed: int = 0

    def price(self, quantity: int, /) -> int:
        return int(self.prices(np.array([quantity], dtype=np.int64))[0])

    def prices(self, quantities: Numbers, /) -> Numbers:
        above = np.maximum(quantities - self.start, 0)
        inside = above if self.end is None else np.minimum(above, self.end - self.start)
        return inside * self.unit_price + np.where(quantities > 0, self.fixed, 0)


def _of_tiers(structure: Aggregated, tiers: Tiers, cents: Sequence[int]) -> list[list[dict[str, Any]]]:
    """Of a price list by slices, each shared apart in the same way: their shares sum to the share (the rule is additive)."""
    nothing: list[list[dict[str, Any]]] = [[] for _ in cents]
    if tiers.mode != "incremental":
        return nothing
    bands = _bands(tiers, sum(structure.quantities))
    if quadrature_work(structure) * len(bands) > WORK:
        return nothing
    by_band: list[list[Fraction]] = []
    for band in bands:
        shares: Sequence[Real] = shapley(Aggregated(structure.quantities, band))
        by_band.append([to_exact(share) for share in shares])
    needing = sum(1 for quantity in structure.quantities if quantity)
    told: list[list[dict[str, Any]]] = []
    for place, paid in enumerate(cents):
        if not structure.quantities[place]:
            told.append([])
            continue
        parts = cents_by_slice(paid, [shares[place] for shares in by_band])
        told.append(
            [
                _slice(
                    band.start,
                    band.end,
                    None if band.fixed else band.unit_price,
                    band.price(sum(structure.quantities)),
                    needing,
                    part,
                )
                for band, part in zip(bands, parts, strict=True)
            ]
        )
    return told


def _bands(tiers: Tiers, total: int) -> list[_Band]:
    first = tiers.steps[0].start
    edges = [step.start - first for step in tiers.steps] + [None]
    bands = [
        _Band(low or 0, high, step.unit_price)
        for (low, high), step in zip(pairwise(edges), tiers.steps, strict=True)
        if (low or 0) < total
    ]
    return [*([_Band(0, 0, 0, tiers.fixed)] if tiers.fixed else []), *bands]


def _slice(
    start: int, end: int | None, unit_price: int | None, cost: int, members: int, cents: int
) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "unit_price": unit_price,
        "cost": cost,
        "members": members,
        "cents": cents,
    }
