"""What any group of members would pay alone: the three structures the product needs, and their sum.

Members are places, 0 to n - 1. Costs are integers of one unit (cents, or finer when unit prices need it); nobody costs
nothing. A group is any collection of places; in tables, group `mask` holds place `i` when bit `i` of `mask` is set.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import gcd
from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from essaim.fairness.errors import TooLarge

Numbers = npt.NDArray[np.int64]
TABLE_LIMIT = 20


class Pricing(Protocol):
    """What a whole quantity costs; nothing costs nothing."""

    def price(self, quantity: int, /) -> int: ...
    def prices(self, quantities: Numbers, /) -> Numbers: ...


# Explicit tables


class Table:
    """The cost of each of the 2^n groups, listed: up to 20 members.

    `values[mask]` is the cost of the group; `values[0]` is 0. Nothing else is required of them (published tables are not
    always subadditive): `dearer_together` tells where the data are strange.
    """

    def __init__(self, values: Sequence[int] | Numbers) -> None:
        self.values = np.asarray(values, dtype=np.int64)
        self.size = max(len(self.values).bit_length() - 1, 0)
        if len(self.values) != 1 << self.size or self.size > TABLE_LIMIT:
            raise TooLarge(f"A table lists every group of at most {TABLE_LIMIT} members.")
        if self.values[0] != 0:
            raise ValueError("The empty group costs nothing.")

    def of(self, group: Collection[int]) -> int:
        return int(self.values[sum(1 << place for place in group)])

    def alone(self) -> list[int]:
        return [int(self.values[1 << place]) for place in range(self.size)]

    def bill(self) -> int:
        return int(self.values[-1])

    def without_each(self) -> list[int]:
        return [int(self.values[(len(self.values) - 1) ^ (1 << place)]) for place in range(self.size)]


def dearer_together(table: Table) -> list[tuple[tuple[int, ...], tuple[int, ...], int]]:
    """Pairs of separate groups that pay more together than apart, and how much more (first 20, from the smallest masks)."""
    found = []
    for mask in range(1, len(table.values)):
        part = (mask - 1) & mask
        while part > (mask ^ part):
            more = int(table.values[mask] - table.values[part] - table.values[mask ^ part])
            if more > 0:
                found.append((places_of(part), places_of(mask ^ part), more))
                if len(found) == 20:
                    return found
            part = (part - 1) & mask
    return found


# Nested levels of need


@dataclass(frozen=True)
class Levels:
    """Nested needs: a group pays for its greediest member (size of room, class of vehicle, level of service).

    `costs[i]` is what member i would pay alone. The airport problem of Littlechild and Owen (Management Science 20, 1973).
    """

    costs: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(cost < 0 for cost in self.costs):
            raise ValueError("A level of need has no negative cost.")

    @property
    def size(self) -> int:
        return len(self.costs)

    def of(self, group: Collection[int]) -> int:
        return max((self.costs[place] for place in group), default=0)

    def alone(self) -> list[int]:
        return list(self.costs)

    def bill(self) -> int:
        return max(self.costs, default=0)

    def without_each(self) -> list[int]:
        first, second = sorted((0, 0, *self.costs), reverse=True)[:2]
        return [second if cost == first else first for cost in self.costs]


# Quantities bought together


class Step(NamedTuple):
    """From this quantity, this price of a unit."""

    start: int
    unit_price: int


@dataclass(frozen=True)
class Tiers:
    """A price list by quantity.

    `all_units`: the whole order at the price of the step reached. `incremental`: each slice at its own price. The first
    step starts at 0 (steps bound quantities: slice two begins after `start` units) or at 1 (steps number units: unit
    `start` is the first at the new price). `fixed` is paid once by whoever orders anything.

    `over_ordering`: a group may order more than it needs to reach a step, and pays the cheapest way to get at least its
    quantity; it matters for `all_units` only.
    """

    mode: Literal["all_units", "incremental"]
    steps: tuple[Step, ...]
    fixed: int = 0
    over_ordering: bool = True

    def __post_init__(self) -> None:
        starts = [step.start for step in self.steps]
        if not starts or starts[0] not in (0, 1) or any(low >= high for low, high in pairwise(starts)):
            raise ValueError("Steps start at 0 or 1 and follow each other upwards.")
        if self.fixed < 0 or any(step.unit_price < 0 for step in self.steps):
            raise ValueError("A price is never negative.")

    @property
    def falling(self) -> bool:
        """Unit prices never rise with the quantity."""
        return all(low.unit_price >= high.unit_price for low, high in pairwise(self.steps))

    def price(self, quantity: int) -> int:
        return int(self.prices(np.array([quantity], dtype=np.int64))[0])

    def prices(self, quantities: Numbers) -> Numbers:
        starts = np.array([step.start for step in self.steps], dtype=np.int64)
        units = np.array([step.unit_price for step in self.steps], dtype=np.int64)
        if self.mode == "incremental":
            edges = starts - starts[0]
            before = np.concatenate(([0], np.cumsum(np.diff(edges) * units[:-1])))
            reached = np.maximum(np.searchsorted(edges, quantities, side="right") - 1, 0)
            paid = before[reached] + (quantities - edges[reached]) * units[reached]
        else:
            reached = np.maximum(np.searchsorted(starts, quantities, side="right") - 1, 0)
            paid = quantities * units[reached]
            if self.over_ordering:
                for start, unit in zip(starts[::-1], units[::-1], strict=True):
                    paid = np.where(quantities < start, np.minimum(paid, start * unit), paid)
        return np.where(quantities > 0, paid + self.fixed, 0)

    def slices(self) -> list[tuple[int, int]]:
        """Of an incremental list: the lines `A + p × quantity` whose lowest is the price, when unit prices fall."""
        first = self.steps[0].start
        lines, base = [], self.fixed
        for place, step in enumerate(self.steps):
            if place:
                before = self.steps[place - 1]
                base += (before.unit_price - step.unit_price) * (step.start - first)
            lines.append((base, step.unit_price))
        return lines


@dataclass(frozen=True)
class Aggregated:
    """A group pays the price of its total quantity. `quantities` are whole numbers of some unit, none negative."""

    quantities: tuple[int, ...]
    pricing: Pricing

    def __post_init__(self) -> None:
        if any(quantity < 0 for quantity in self.quantities):
            raise ValueError("A quantity is never negative.")

    @property
    def size(self) -> int:
        return len(self.quantities)

    @cached_property
    def grain(self) -> int:
        """The largest unit in which every quantity is whole."""
        return gcd(*self.quantities) or 1

    def of(self, group: Collection[int]) -> int:
        return int(self.pricing.price(sum(self.quantities[place] for place in group)))

    def alone(self) -> list[int]:
        return self._prices(np.array(self.quantities, dtype=np.int64))

    def bill(self) -> int:
        return int(self.pricing.price(sum(self.quantities)))

    def without_each(self) -> list[int]:
        return self._prices(sum(self.quantities) - np.array(self.quantities, dtype=np.int64))

    def grid(self) -> Numbers:
        """Prices of 0, 1, 2… grains up to the whole quantity."""
        return self.pricing.prices(
            np.arange(sum(self.quantities) // self.grain + 1, dtype=np.int64) * self.grain
        )

    def _prices(self, quantities: Numbers) -> list[int]:
        return [int(price) for price in self.pricing.prices(quantities)]


# Sums


@dataclass(frozen=True)
class Lines:
    """A contract of several lines, each with its own structure over the same members (0 for who is not concerned)."""

    lines: "tuple[Structure, ...]"

    def __post_init__(self) -> None:
        if not self.lines or len({line.size for line in self.lines}) != 1:
            raise ValueError("A contract has lines, all over the same members.")

    @property
    def size(self) -> int:
        return self.lines[0].size

    def of(self, group: Collection[int]) -> int:
        return sum(line.of(group) for line in self.lines)

    def alone(self) -> list[int]:
        return _added([line.alone() for line in self.lines])

    def bill(self) -> int:
        return sum(line.bill() for line in self.lines)

    def without_each(self) -> list[int]:
        return _added([line.without_each() for line in self.lines])


Structure = Table | Levels | Aggregated | Lines


def _added(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


# Every group at once


def places_of(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def masses(amounts: Sequence[int]) -> Numbers:
    """The sum of the amounts of each of the 2^n groups, by mask."""
    sums = np.zeros(1, dtype=np.int64)
    for amount in amounts:
        sums = np.concatenate((sums, sums + amount))
    return sums


def tabulate(structure: Structure, limit: int = TABLE_LIMIT) -> Table:
    """The same costs as a table of every group. Raises `TooLarge` above `limit` members."""
    if structure.size > limit:
        raise TooLarge(f"Every group can be listed up to {limit} members, not {structure.size}.")
    if isinstance(structure, Table):
        return structure
    if isinstance(structure, Levels):
        costs = np.zeros(1, dtype=np.int64)
        for cost in structure.costs:
            costs = np.concatenate((costs, np.maximum(costs, cost)))
        return Table(costs)
    if isinstance(structure, Aggregated):
        return Table(structure.pricing.prices(masses(structure.quantities)))
    return Table(np.sum([tabulate(line, limit).values for line in structure.lines], axis=0))
