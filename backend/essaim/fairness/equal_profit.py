"""Percentages saved as equal as possible, while no group would pay less alone (equal profit method, Frisk et al., EJOR 205, 2010).

Frisk's program (smallest gap between the largest and the smallest percentage saved) often has many answers, and a solver
picks any. Ours is unique: within the smallest gap, the lowest percentage is made as high as possible, then the next, and so on.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import Structure
from essaim.fairness.errors import NoStableShare, NotDefined, TooLarge
from essaim.fairness.groups import largest_gain
from essaim.fairness.linear import NoSolution, Optimum, minimise

Floats = npt.NDArray[np.float64]
ROUNDS = 400
SCALE = 1_000.0


def equal_profit(structure: Structure) -> list[float]:
    """Shares that sum to the bill, to about a millionth of it at worst.

    Raises `NoStableShare` when every share leaves a group that would pay less alone, `NotDefined` when a member costs
    nothing alone (it has no percentage), `TooLarge` when the groups that matter are too many to find.
    """
    if structure.size == 0:
        return []
    if structure.size == 1 or structure.bill() == 0:
        return [float(structure.bill())] + [0.0] * (structure.size - 1)
    if min(structure.alone()) <= 0:
        raise NotDefined("A member that costs nothing alone saves no percentage.")
    try:
        return _Program(structure).solve()
    except NoSolution as failure:
        raise NoStableShare("Whatever the share, some group pays less alone.") from failure


class _Program:
    """Variables: percentages paid of the price alone (x_i / c_i), then the lowest, the highest, and the one being lowered."""

    def __init__(self, structure: Structure) -> None:
        self.structure, self.size = structure, structure.size
        self.alone = np.array(structure.alone(), dtype=float)
        self.scale = SCALE / structure.bill()
        self.groups: list[tuple[int, ...]] = [(place,) for place in range(self.size)]

    def solve(self) -> list[float]:
        gap = self._optimum(self._columns({self.size: -1.0, self.size + 1: 1.0}), None, {})
        smallest = float(gap.value)
        settled: dict[int, float] = {}
        while len(settled) < self.size:
            found = self._optimum(self._columns({self.size + 2: 1.0}), smallest, settled)
            left = [place for place in range(self.size) if place not in settled]
            stuck = [place for place in left if found.row_prices[place] > 1e-9]
            for place in stuck or left:
                settled[place] = float(found.point[place])
        shares = np.array([settled[place] for place in range(self.size)]) * self.alone
        return [float(share) for share in shares * (self.structure.bill() / shares.sum())]

    def _columns(self, values: dict[int, float]) -> Floats:
        row = np.zeros(self.size + 3)
        for place, value in values.items():
            row[place] = value
        return row

    def _optimum(self, cost: Floats, gap: float | None, settled: dict[int, float]) -> Optimum:
        """Solve with the groups known to matter; add the group that gains most until none does."""
        bill = self._columns(dict(enumerate(self.alone * self.scale)))
        for _ in range(ROUNDS):
            rows, limits = self._rows(gap, settled)
            found = minimise(cost, rows, limits, [bill], [self.structure.bill() * self.scale])
            shares = found.point[: self.size] * self.alone
            worst = largest_gain(self.structure, shares)
            if worst is None or worst.gain * self.scale <= 1e-7 or worst.group in self.groups:
                return found
            self.groups.append(worst.group)
        raise TooLarge("Too many groups matter for an equal percentage.")

    def _rows(self, gap: float | None, settled: dict[int, float]) -> tuple[Any, Any]:
        """First, one row per member: not above the level being lowered, or where it was settled; then bounds, gap and groups."""
        slack = 1e-9
        rows, limits = [], []
        for place in range(self.size):
            level = {} if gap is None or place in settled else {self.size + 2: -1.0}
            rows.append(self._columns({place: 1.0, **level}) if gap is not None else self._columns({}))
            limits.append(settled[place] + slack if place in settled else 0.0)
        for place in range(self.size):
            rows.append(self._columns({place: -1.0, self.size: 1.0}))
            rows.append(self._columns({place: 1.0, self.size + 1: -1.0}))
            limits += [0.0, 0.0]
        if gap is not None:
            rows.append(self._columns({self.size: -1.0, self.size + 1: 1.0}))
            limits.append(gap + slack)
        rows.append(self._columns({self.size + 2: -1.0}))
        limits.append(0.0 if gap is None else 1e6)
        for group in self.groups:
            rows.append(self._columns({place: self.alone[place] * self.scale for place in group}))
            limits.append(self.structure.of(group) * self.scale)
        return np.array(rows), np.array(limits)
