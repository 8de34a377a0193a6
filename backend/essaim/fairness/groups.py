"""The group with most to gain by leaving: the oracle behind certificates and stable rules.

`largest_gain(structure, shares)` looks at every group of some members but not all, and finds the largest of what its members
pay together here less what they would pay together alone. Positive: they would gain that by leaving. Negative: even the
least happy group gains that by staying. Shares may be integers (exact answers) or floats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import (
    TABLE_LIMIT,
    Aggregated,
    Levels,
    Lines,
    Structure,
    Table,
    Tiers,
    masses,
    places_of,
    tabulate,
)
from essaim.fairness.errors import TooLarge

Vector = npt.NDArray[Any]
Method = Literal["every_group", "levels", "falling_prices", "whole_quantities", "bounds", "line_by_line"]
QUICK = 20_000_000
"""Members × quantities below which every attainable quantity is simply tried."""
SLOW = 4_000_000_000
CHOICES = 200_000_000


@dataclass(frozen=True, slots=True)
class Worst:
    """The least happy group, what it gains by leaving (negative: by staying), and how that is known.

    `exact` is false when `gain` is only an upper bound, which then names no group.
    """

    gain: int | float
    group: tuple[int, ...]
    method: Method
    exact: bool = True


def largest_gain(
    structure: Structure, shares: Sequence[int] | Vector, *, quickly: bool = False
) -> Worst | None:
    """None when there is no group but the whole. `quickly`: a bound that proves nobody gains is enough.

    Raises `TooLarge` when no exact method is quick enough.
    """
    paid: Vector = np.asarray(shares)
    if structure.size < 2:
        return None
    if isinstance(structure, Levels):
        return _of_levels(structure, paid)
    if isinstance(structure, Aggregated):
        return _of_quantities(structure, paid, quickly)
    if isinstance(structure, Lines) and structure.size > TABLE_LIMIT:
        raise TooLarge("Contracts of several lines with more than 20 members are proved line by line.")
    return _of_table(tabulate(structure), paid)


def _of_table(table: Table, paid: Vector) -> Worst:
    gains = _paid_by_group(paid) - table.values
    mask = 1 + int(np.argmax(gains[1:-1]))
    return Worst(gains[mask].item(), places_of(mask), "every_group")


def _paid_by_group(paid: Vector) -> Vector:
    if paid.dtype.kind == "i":
        return masses([int(share) for share in paid])
    sums = np.zeros(1)
    for share in paid:
        sums = np.concatenate((sums, sums + share))
    return sums


def _chosen(positive: Vector) -> tuple[int, ...]:
    return tuple(int(place) for place in np.flatnonzero(positive))


def _best_group(values: Vector, whole: bool) -> tuple[int | float, Vector]:
    """The non-empty choice of most value and its members; `whole`: choosing everybody is not allowed."""
    taken = values > 0
    if not taken.any():
        taken = np.zeros(len(values), dtype=bool)
        taken[int(np.argmax(values))] = True
    elif whole and taken.all():
        taken[int(np.argmin(values))] = False
    return values[taken].sum().item(), taken


# Levels of need


def _of_levels(levels: Levels, paid: Vector) -> Worst:
    """For each level as the highest of the group: everybody within it who pays something, against its cost.

    A group costs no more than the level it is counted at, and exactly that at its own highest: the best is exact.
    """
    costs = np.array(levels.costs, dtype=np.int64)
    order = np.argsort(costs, kind="stable")
    cost, share = costs[order], paid[order]
    last = np.append(np.flatnonzero(np.diff(cost)), len(cost) - 1)
    sums = np.cumsum(np.maximum(share, 0))[last]
    highest = np.maximum.accumulate(share)[last]
    gains = np.where(highest > 0, sums, highest) - cost[last]
    best_top, taken_top = _best_group(share, whole=True)
    gains[-1] = best_top - cost[-1]
    place = int(np.argmax(gains))
    if place == len(last) - 1:
        taken = taken_top
    else:
        taken = np.zeros(len(cost), dtype=bool)
        _, taken[: last[place] + 1] = _best_group(share[: last[place] + 1], whole=False)
    return Worst(gains[place].item(), tuple(sorted(int(i) for i in order[taken])), "levels")


# Quantities bought together


def _of_quantities(structure: Aggregated, paid: Vector, quickly: bool) -> Worst:
    pricing = structure.pricing
    if isinstance(pricing, Tiers) and pricing.mode == "incremental" and pricing.falling:
        return _of_falling_slices(structure, pricing, paid)
    grains = sum(structure.quantities) // structure.grain
    work = structure.size * grains
    if (
        isinstance(pricing, Tiers)
        and pricing.mode == "all_units"
        and pricing.falling
        and (quickly or work > QUICK)
    ):
        bound = _bound_of_steps(structure, pricing, paid)
        if paid.dtype.kind == "i":
            bound = floor(bound + 1e-6)
        if bound <= 0:
            return Worst(bound, (), "bounds", exact=False)
    if work > SLOW:
        raise TooLarge("Quantities too finely divided to try them all: state them in a coarser unit.")
    return _of_whole_quantities(structure, paid)


def _of_falling_slices(structure: Aggregated, pricing: Tiers, paid: Vector) -> Worst:
    """The price is the lowest of a few lines A + p × quantity: against each line, whoever pays more than p per unit leaves."""
    quantities = np.array(structure.quantities, dtype=np.int64)
    found: list[tuple[int | float, Vector]] = []
    for base, unit in pricing.slices():
        value, taken = _best_group(paid - unit * quantities, whole=True)
        found.append((value - (base if quantities[taken].any() else 0), taken))
    nothing = quantities == 0
    if nothing.any():
        value, among = _best_group(paid[nothing], whole=bool(nothing.all()))
        taken = np.zeros(structure.size, dtype=bool)
        taken[np.flatnonzero(nothing)[among]] = True
        found.append((value, taken))
    gain, taken = max(found, key=lambda one: one[0])
    return Worst(gain, _chosen(taken), "falling_prices")


def _bound_of_steps(structure: Aggregated, pricing: Tiers, paid: Vector) -> float:
    """No group gains more than this, whichever step it reaches (members counted in part).

    At step k a group of total s pays at least p_k × max(s, start_k) (with over-ordering), or p_k × s with s ≥ start_k. Both are
    at least θ p_k s + (1 - θ) p_k start_k for any θ in [0, 1]: the lowest over θ of what the members who pay more than θ p_k a
    unit pay in excess. It is convex in θ and turns at the ratios x_i / (p_k q_i).
    """
    quantities = np.array(structure.quantities, dtype=float)
    shares = np.asarray(paid, dtype=float)
    free = float(np.maximum(shares[quantities == 0], 0).sum())
    with np.errstate(divide="ignore"):
        per_unit = np.where(quantities > 0, shares / np.where(quantities > 0, quantities, 1), 0.0)
    order = np.argsort(-per_unit)
    excess, mass = np.cumsum((shares * (quantities > 0))[order]), np.cumsum(quantities[order])
    worst = -np.inf
    for start, unit in pricing.steps:
        theta = np.clip(per_unit[order] / unit, 0.0, 1.0) if unit else np.zeros(len(order))
        theta = np.concatenate((theta, [0.0, 1.0]))
        count = np.searchsorted(-per_unit[order], -theta * unit, side="right")
        value = np.where(count > 0, excess[count - 1] - theta * unit * mass[count - 1], 0.0)
        worst = max(worst, float((value - (1.0 - theta) * unit * start).min()))
    worst += free - pricing.fixed
    return max(worst, free) if not quantities.all() else worst


def _of_whole_quantities(structure: Aggregated, paid: Vector) -> Worst:
    """For each attainable quantity, the group that pays most for it, in whole numbers (a knapsack); then the best of all."""
    quantities = np.array(structure.quantities, dtype=np.int64) // structure.grain
    buying, nothing = np.flatnonzero(quantities), np.flatnonzero(quantities == 0)
    extra = tuple(int(place) for place in nothing if paid[place] > 0)
    candidates: list[Worst] = []
    if len(nothing):
        value, taken = _best_group(paid[nothing], whole=not len(buying))
        candidates.append(Worst(value, tuple(int(place) for place in nothing[taken]), "whole_quantities"))
    if len(buying):
        prices = structure.grid()
        best = _most_paid(quantities[buying], paid[buying])
        gains = best - prices
        gains[0] = _never(best.dtype)
        if len(gains) > 2 or len(nothing):
            total = int(np.argmax(gains[1:-1])) + 1 if len(gains) > 2 else 0
            if total and best[total] > _never(best.dtype):
                group = tuple(
                    int(buying[place]) for place in _payers(quantities[buying], paid[buying], total)
                )
                gain = gains[total] + sum(paid[place] for place in extra)
                candidates.append(Worst(gain.item(), tuple(sorted(group + extra)), "whole_quantities"))
        candidates += _all_buyers(structure, paid, buying, nothing)
    return max(candidates, key=lambda worst: worst.gain)


def _all_buyers(structure: Aggregated, paid: Vector, buying: Vector, nothing: Vector) -> list[Worst]:
    """Everybody who buys, with some of those who buy nothing but not all of them."""
    if not len(nothing):
        return []
    order = sorted((int(place) for place in nothing), key=lambda place: paid[place])
    kept = [place for place in order[1:] if paid[place] > 0]
    gain = paid[buying].sum() + sum(paid[place] for place in kept) - structure.bill()
    return [Worst(gain.item(), tuple(sorted([*(int(p) for p in buying), *kept])), "whole_quantities")]


def _never(kind: np.dtype[Any]) -> Any:
    """The value of a quantity no group attains: very low, and safe to add to."""
    return np.int64(-(1 << 60)) if kind.kind == "i" else -1e300


def _most_paid(quantities: Vector, paid: Vector) -> Vector:
    best = np.full(int(quantities.sum()) + 1, _never(paid.dtype), dtype=paid.dtype)
    best[0] = 0
    reached = 0
    for quantity, share in zip(quantities.tolist(), paid, strict=True):
        reached += quantity
        np.maximum(
            best[quantity : reached + 1],
            best[: reached - quantity + 1] + share,
            out=best[quantity : reached + 1],
        )
    best[best < _never(paid.dtype) // 2] = _never(paid.dtype)
    return best


def _payers(quantities: Vector, paid: Vector, total: int) -> list[int]:
    """A group that pays most for exactly this total: kept choices when they fit in memory, halves otherwise (Hirschberg 1975)."""
    size = len(quantities)
    if size == 1:
        return [0] if total else []
    if size * (total + 1) > CHOICES:
        half = size // 2
        left = _most_paid(quantities[:half], paid[:half])[: total + 1]
        right = _most_paid(quantities[half:], paid[half:])[: total + 1]
        lowest, highest = total - len(right) + 1, len(left) - 1
        options = np.arange(max(lowest, 0), min(highest, total) + 1)
        cut = int(options[np.argmax(left[options] + right[total - options])])
        first = _payers(quantities[:half], paid[:half], cut)
        second = _payers(quantities[half:], paid[half:], total - cut)
        return first + [half + place for place in second]
    best = np.full(total + 1, _never(paid.dtype), dtype=paid.dtype)
    best[0] = 0
    taken = np.zeros((size, total + 1), dtype=bool)
    for place, (quantity, share) in enumerate(zip(quantities.tolist(), paid, strict=True)):
        if quantity <= total:
            offered = best[: total - quantity + 1] + share
            better = offered > best[quantity:]
            taken[place, quantity:] = better
            best[quantity:] = np.where(better, offered, best[quantity:])
    chosen = []
    for place in range(size - 1, -1, -1):
        if taken[place, total]:
            chosen.append(place)
            total -= int(quantities[place])
    return chosen[::-1]
