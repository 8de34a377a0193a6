"""The figures that explain a share to who pays it: alone, here, saved, and what its arrival changes. Words are made elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from essaim.fairness.costs import Aggregated, Levels, Lines, Structure, tabulate
from essaim.fairness.rounding import in_cents

LISTED = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a member adds to the bill depending on who is already there: between `least` and `most`. `attained` is false for bounds."""

    least: int
    most: int
    attained: bool = True


@dataclass(frozen=True, slots=True)
class Explanation:
    """In cents. `saved` is negative for who pays more than alone; `saved_part` is a fraction of the price alone, none when that is nothing."""

    alone: int
    share: int
    saved: int
    saved_part: Fraction | None
    arrival: Arrival


def explain(structure: Structure, cents: Sequence[int]) -> list[Explanation]:
    """One per member, in order."""
    return [
        Explanation(alone, share, alone - share, Fraction(alone - share, alone) if alone else None, arrival)
        for alone, share, arrival in zip(structure.alone(), cents, arrivals(structure), strict=True)
    ]


def arrivals(structure: Structure) -> list[Arrival]:
    """What each adds, at least and at most, over every group of others (nobody included)."""
    if isinstance(structure, Levels):
        return _of_levels(structure)
    if isinstance(structure, Aggregated):
        return _of_quantities(structure)
    if isinstance(structure, Lines) and structure.size > LISTED:
        return _of_lines(structure)
    return _of_table(structure)


def _of_table(structure: Structure) -> list[Arrival]:
    values = tabulate(structure).values
    masks = np.arange(len(values))
    found = []
    for place in range(structure.size):
        without = masks[(masks >> place & 1) == 0]
        added = values[without | 1 << place] - values[without]
        found.append(Arrival(int(added.min()), int(added.max())))
    return found


def _of_levels(levels: Levels) -> list[Arrival]:
    """Most when it comes first; least when everybody else is there."""
    bill = levels.bill()
    return [
        Arrival(bill - without, cost)
        for cost, without in zip(levels.costs, levels.without_each(), strict=True)
    ]


def _of_quantities(structure: Aggregated) -> list[Arrival]:
    """Over every total the others can reach, kept as the bits of one number."""
    grain, prices = structure.grain, structure.grid()
    counts = Counter(quantity // grain for quantity in structure.quantities)
    found: dict[int, Arrival] = {}
    for own in counts:
        reached = 1
        for quantity, count in (counts - Counter({own: 1})).items():
            reached = _with_copies(reached, quantity, count)
        length = len(prices) - own
        bits = np.frombuffer(reached.to_bytes(length // 8 + 1, "little"), dtype=np.uint8)
        totals = np.flatnonzero(np.unpackbits(bits, bitorder="little", count=length))
        added = prices[totals + own] - prices[totals]
        found[own] = Arrival(int(added.min()), int(added.max()))
    return [found[quantity // grain] for quantity in structure.quantities]


def _with_copies(reached: int, quantity: int, count: int) -> int:
    """Totals reachable with none to `count` more of a quantity: doubling groups of copies."""
    together = 1
    while count > 0:
        copies = min(together, count)
        reached |= reached << copies * quantity
        count -= copies
        together *= 2
    return reached


def _of_lines(contract: Lines) -> list[Arrival]:
    """Bounds: the line by line extremes, which no single order may attain together."""
    by_line = [arrivals(line) for line in contract.lines]
    return [
        Arrival(sum(one.least for one in column), sum(one.most for one in column), attained=False)
        for column in zip(*by_line, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice of need: what it costs, who needs it, and what each of them pays of it."""

    cost: int
    members: tuple[int, ...]

    @property
    def each(self) -> Fraction:
        return Fraction(self.cost, len(self.members))


def slices_of_levels(levels: Levels) -> list[Slice]:
    """From the first level up: the extra cost of each, shared equally by whoever needs at least that. Sums to the Shapley shares."""
    slices, below = [], 0
    for cost in sorted(set(levels.costs) - {0}):
        members = tuple(place for place, own in enumerate(levels.costs) if own >= cost)
        slices.append(Slice(cost - below, members))
        below = cost
    return slices


def cents_by_slice(share: int, exact: Sequence[Fraction]) -> list[int]:
    """The cents of one member over its slices (or lines), which sum to its share."""
    whole = sum(exact, Fraction(0))
    return in_cents(share, [part * share / whole if whole else Fraction(0) for part in exact])
