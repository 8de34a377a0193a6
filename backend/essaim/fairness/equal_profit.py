"""Percentages saved as equal as possible, while no group would pay less alone (equal profit method, Frisk et al., EJOR 205, 2010).

Frisk's program (smallest gap between the largest and the smallest percentage saved) often has many answers, and a solver
picks any. Ours is unique: within the smallest gap, the lowest percentage is made as high as possible, then the next, and so on.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import Aggregated, Levels, Structure, Tiers
from essaim.fairness.errors import NoStableShare, NotDefined, TooLarge
from essaim.fairness.groups import largest_gain
from essaim.fairness.linear import NoSolution, Optimum, minimise

Floats = npt.NDArray[np.float64]
ROUNDS = 400
SCALE = 1_000.0
SLACK = 1e-9
LISTED = 16


def equal_profit(structure: Structure) -> list[float]:
    """Shares that sum to the bill, to about a millionth of it at worst.

    Raises `NoStableShare` when every share leaves a group that would pay less alone, `NotDefined` when a member costs
    nothing alone (it has no percentage), `TooLarge` when the groups that matter are too many to find.
    """
    if structure.size == 0:
        return []
    if structure.size == 1:
        return [float(structure.bill())]
    if structure.bill() <= 0 or min(structure.alone()) <= 0:
        raise NotDefined("Who costs nothing saves no percentage.")
    try:
        return _Program(structure).solve()
    except NoSolution as failure:
        raise NoStableShare("Whatever the share, some group pays less alone.") from failure


Row = tuple[dict[int, float], float]


class _Program:
    """Variables: percentages paid of the price alone (x_i / c_i), the lowest, the highest, the one being lowered, then helpers.

    Levels and falling incremental prices need only a few helpers per member to say that no group gains; for other costs
    the groups that matter are found one by one, up to 16 members.
    """

    def __init__(self, structure: Structure) -> None:
        self.structure, self.size = structure, structure.size
        self.lowest, self.highest, self.level = self.size, self.size + 1, self.size + 2
        self.alone = np.array(structure.alone(), dtype=float)
        self.scale = SCALE / structure.bill()
        self.helpers, self.stable = self._compactly()
        self.groups: list[tuple[int, ...]] = [(place,) for place in range(self.size)]

    def solve(self) -> list[float]:
        gap = self._optimum({self.lowest: -1.0, self.highest: 1.0}, None, {}).value
        settled: dict[int, float] = {}
        while len(settled) < self.size:
            found = self._optimum({self.level: 1.0}, gap, settled)
            left = [place for place in range(self.size) if place not in settled]
            stuck = [place for place in left if found.row_prices[place] > 1e-9]
            for place in stuck or left:
                settled[place] = float(found.point[place])
        shares = np.array([settled[place] for place in range(self.size)]) * self.alone
        return [float(share) for share in shares * (self.structure.bill() / shares.sum())]

    def _compactly(self) -> tuple[int, list[Row] | None]:
        """Helpers z ≥ what a member pays above a line, z ≥ 0, whose sums are bounded: exactly that no group gains."""
        structure = self.structure
        if isinstance(structure, Levels):
            return self.size, self._under(dict.fromkeys(range(self.size), 0.0), 0) + [
                (
                    self._sum(place for place, own in enumerate(structure.costs) if own <= cost),
                    cost * self.scale,
                )
                for cost in sorted(set(structure.costs))
            ]
        pricing = structure.pricing if isinstance(structure, Aggregated) else None
        if (
            isinstance(structure, Aggregated)
            and isinstance(pricing, Tiers)
            and pricing.mode == "incremental"
            and pricing.falling
        ):
            rows: list[Row] = []
            for step, (base, unit) in enumerate(pricing.slices()):
                first = step * self.size
                rows += self._under(
                    {place: float(unit * own) for place, own in enumerate(structure.quantities)}, first
                )
                rows.append((self._sum(range(first, first + self.size)), base * self.scale))
            return self.size * len(pricing.steps), rows
        if self.size > LISTED:
            raise TooLarge(f"For these costs, equal percentages are computed up to {LISTED} members.")
        return 0, None

    def _under(self, lines: dict[int, float], first: int) -> list[Row]:
        """`x_i - z_i ≤ line_i` and `z_i ≥ 0`."""
        rows: list[Row] = []
        for place, line in lines.items():
            helper = self.size + 3 + first + place
            rows.append(({place: float(self.alone[place]) * self.scale, helper: -1.0}, line * self.scale))
            rows.append(({helper: -1.0}, 0.0))
        return rows

    def _sum(self, helpers: Iterable[int]) -> dict[int, float]:
        return {self.size + 3 + helper: 1.0 for helper in helpers}

    def _optimum(self, cost: dict[int, float], gap: float | None, settled: dict[int, float]) -> Optimum:
        """Solve; when groups are found one by one, add the one that gains most until none does."""
        bill = self._matrix([(dict(enumerate(self.alone * self.scale)), 0.0)])
        wanted = self._matrix([(cost, 0.0)])[0]
        for _ in range(ROUNDS):
            rows = self._rows(gap, settled)
            limits = np.array([limit for _, limit in rows])
            found = minimise(wanted, self._matrix(rows), limits, bill, [self.structure.bill() * self.scale])
            if self.stable is not None:
                return found
            worst = largest_gain(self.structure, found.point[: self.size] * self.alone)
            if worst is None or worst.gain * self.scale <= 1e-7 or worst.group in self.groups:
                return found
            self.groups.append(worst.group)
        raise TooLarge("Too many groups matter for an equal percentage.")

    def _rows(self, gap: float | None, settled: dict[int, float]) -> list[Row]:
        """First, one row per member: not above the level being lowered, or where it was settled; then gap and groups."""
        rows: list[Row] = []
        for place in range(self.size):
            if gap is None:
                rows.append(({}, 0.0))
            elif place in settled:
                rows.append(({place: 1.0}, settled[place] + SLACK))
            else:
                rows.append(({place: 1.0, self.level: -1.0}, 0.0))
        for place in range(self.size):
            rows.append(({place: -1.0, self.lowest: 1.0}, 0.0))
            rows.append(({place: 1.0, self.highest: -1.0}, 0.0))
        rows.append(({self.level: -1.0}, 0.0 if gap is None else 1e6))
        if gap is not None:
            rows.append(({self.lowest: -1.0, self.highest: 1.0}, gap + SLACK))
        if self.stable is not None:
            return rows + self.stable
        return rows + [
            (
                {place: float(self.alone[place]) * self.scale for place in group},
                self.structure.of(group) * self.scale,
            )
            for group in self.groups
        ]

    def _matrix(self, rows: Sequence[Row]) -> Floats:
        matrix = np.zeros((len(rows), self.size + 3 + self.helpers))
        for place, (row, _) in enumerate(rows):
            for column, value in row.items():
                matrix[place, column] = value
        return matrix
