"""The share that makes the least happy group as happy as possible, then the next, and so on (Schmeidler, SIAM J. Appl. Math. 17, 1969).

Found by a sequence of linear programs, each over the few groups that matter (rows generated as they are violated), then
recomputed in exact fractions from the groups that decided it, and accepted only with the certificate of Kohlberg
(SIAM J. Appl. Math. 20, 1971): see `kohlberg`. Stopping at a stage whose optimum is not unique, the classic mistake
(Guajardo and Jörnsten, EJOR 241, 2015), is excluded by both. Up to 16 members; any number for levels of need.

Tables are of gains; for costs use `nucleolus_of_costs`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from essaim.fairness.compromise import costs_as_gains
from essaim.fairness.costs import Levels, Structure, Table, tabulate
from essaim.fairness.errors import NoStableShare, NotDefined, TooLarge
from essaim.fairness.kohlberg import Kohlberg, check, membership
from essaim.fairness.linear import NoSolution, minimise
from essaim.fairness.rounding import Real

LIMIT = 16
SCALE = 1_000.0
ADDED = 24
LISTED = 6
"""So few members: every group is a row from the start."""
EXACT_LEVELS = 64
Measure = Literal["group", "member", "gain"]
"""Unhappiness counted per group, per member of it, or per euro it could gain alone (groups that gain nothing are left out)."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Nucleolus:
    """Exact shares and the proof that they are the nucleolus."""

    shares: list[Fraction]
    proof: Kohlberg


def nucleolus(gains: Table, *, measure: Measure = "group", individually_rational: bool = True) -> Nucleolus:
    """The nucleolus of a table of gains; without `individually_rational`, the prenucleolus.

    Raises `TooLarge` above 16 members, `NoStableShare` when members would lose by being together whatever the share,
    `NotDefined` when the proof fails (never seen on the published cases nor in the random tests).
    """
    if gains.size > LIMIT:
        raise TooLarge(f"The nucleolus is computed and proved up to {LIMIT} members.")
    if gains.size == 0:
        return Nucleolus([], Kohlberg(True, ()))
    if individually_rational and sum(gains.alone()) > gains.bill():
        raise NoStableShare("Members gain less together than apart.")
    sequence = _Sequence(gains, _weights(gains, measure), individually_rational)
    shares = sequence.solve()
    proof = check(gains, shares, sequence.weights, individually_rational=individually_rational)
    if not proof.proved:
        raise NotDefined("The shares found could not be proved to be the nucleolus.")
    return Nucleolus(shares, proof)


def nucleolus_of_costs(structure: Structure, *, measure: Measure = "group") -> Sequence[Real]:
    """Shares of costs: a closed form for levels of need, the proved sequence otherwise."""
    if isinstance(structure, Levels):
        return nucleolus_of_levels(structure)
    return [-share for share in proved_nucleolus_of_costs(structure, measure=measure).shares]


def proved_nucleolus_of_costs(structure: Structure, *, measure: Measure = "group") -> Nucleolus:
    """The nucleolus of the gains `-cost`, with its proof: the shares of costs are minus these."""
    return nucleolus(costs_as_gains(tabulate(structure, LIMIT)), measure=measure)


def _weights(gains: Table, measure: Measure) -> npt.NDArray[np.int64]:
    """What unhappiness is divided by, by group; 0 leaves the group out."""
    if measure == "group":
        return np.ones(len(gains.values), dtype=np.int64)
    if measure == "member":
        return np.asarray(membership(gains.size).sum(axis=1), dtype=np.int64)
    if gains.values.min() < 0:
        raise NotDefined("Unhappiness per euro needs gains that are not negative.")
    return gains.values.copy()


class _Sequence:
    """The linear programs: lower the greatest unhappiness, settle the groups that stop it, start again with the others."""

    def __init__(self, gains: Table, weights: npt.NDArray[np.int64], individually_rational: bool) -> None:
        self.gains, self.weights, self.bounded = gains, weights, individually_rational
        self.size = gains.size
        self.inside = membership(self.size).astype(float)
        self.scale = SCALE / max(int(np.abs(gains.values).max()), 1)
        self.values = gains.values * self.scale
        self.measure_scale = 1.0 if weights.max() <= LIMIT else float(weights.max())
        self.divisors = weights / self.measure_scale
        whole = len(gains.values) - 1
        self.settled: list[tuple[int, int | None]] = [(whole, None)]
        self.fixed: list[tuple[Floats, float]] = [(self.inside[whole], float(self.values[whole]))]
        self.open = weights > 0
        self.open[0] = self.open[whole] = False
        self.rows = self._first_rows()

    def _first_rows(self) -> list[int]:
        if self.size <= LISTED:
            return [int(mask) for mask in np.flatnonzero(self.open)]
        everybody = len(self.gains.values) - 1
        first = [1 << place for place in range(self.size)]
        return [mask for mask in (*first, *(everybody ^ mask for mask in first)) if self.open[mask]]

    def solve(self) -> list[Fraction]:
        level = 0
        while self._rank() < self.size:
            if not self.open.any():
                raise NotDefined("The groups counted do not decide a share.")
            self._stage(level)
            level += 1
        return self._exactly()

    def _rank(self) -> int:
        return int(np.linalg.matrix_rank(np.array([row for row, _ in self.fixed]), tol=1e-9))

    def _stage(self, level: int) -> None:
        """One program, with rows added until no group is unhappier than its optimum; then settle what has a price."""
        optimum, rows = self._optimum()
        lowest = float(optimum.point[-1])
        priced = [mask for mask, price in zip(rows, optimum.row_prices, strict=True) if price > 1e-9]
        for mask in priced:
            self.settled.append((mask, level))
            self._fix(self.inside[mask], float(self.values[mask] - lowest * self.divisors[mask]))
        if self.bounded:
            for place in np.flatnonzero(optimum.bound_prices[:-1] > 1e-9):
                mask = 1 << int(place)
                self.settled.append((mask, None))
                self._fix(self.inside[mask], float(self.values[mask]))
        if not priced:
            raise NotDefined("A stage of the nucleolus was decided by no group.")
        free = _null_space(np.array([row for row, _ in self.fixed]))
        self.open &= np.abs(self.inside @ free).max(axis=1, initial=0.0) > 1e-9
        self.rows = [mask for mask in self.rows if self.open[mask]]

    def _fix(self, row: Floats, value: float) -> None:
        if int(np.linalg.matrix_rank(np.array([*(one for one, _ in self.fixed), row]), tol=1e-9)) > len(
            self.fixed
        ):
            self.fixed.append((row, value))

    def _optimum(self) -> tuple[Any, list[int]]:
        lowest = [float(self.values[1 << place]) if self.bounded else None for place in range(self.size)]
        known = np.array([[*row, 0.0] for row, _ in self.fixed])
        values = np.array([value for _, value in self.fixed])
        floor = -4.0 * SCALE * self.size * (1.0 / max(float(self.divisors[self.open].min()), 1e-9))
        while True:
            rows = list(self.rows)
            matrix = -np.column_stack((self.inside[rows], self.divisors[rows])) if rows else None
            limits = -self.values[rows] if rows else None
            try:
                found = minimise(
                    [0.0] * self.size + [1.0], matrix, limits, known, values,
                    [*((low, None) for low in lowest), (floor, None)],
                )  # fmt: skip
            except NoSolution as failure:
                raise NotDefined("A stage of the nucleolus has no solution.") from failure
            unhappy = np.full(len(self.values), -np.inf)
            unhappy[self.open] = (self.values - self.inside @ found.point[:-1])[self.open] / self.divisors[
                self.open
            ]
            missed = unhappy - found.point[-1]
            missed[rows] = -np.inf
            worst = np.argsort(-missed)[:ADDED]
            added = [
                int(mask) for mask in worst if missed[mask] > 1e-9 * max(1.0, abs(float(found.point[-1])))
            ]
            if not added:
                return found, rows
            self.rows += added

    def _exactly(self) -> list[Fraction]:
        """The shares from the groups that decided, as a system of exact equations in the shares and the levels."""
        levels = 1 + max((level for _, level in self.settled if level is not None), default=-1)
        equations = []
        for mask, level in self.settled:
            row = [Fraction(mask >> place & 1) for place in range(self.size)] + [Fraction(0)] * levels
            if level is not None:
                row[self.size + level] = Fraction(int(self.weights[mask]))
            equations.append([*row, Fraction(int(self.gains.values[mask]))])
        solution = _solved(equations, self.size + levels)
        if solution is None:
            raise NotDefined("The groups settled do not decide a share.")
        return solution[: self.size]


def _null_space(rows: Floats) -> Floats:
    _, values, directions = np.linalg.svd(rows)
    return np.asarray(directions[int((values > 1e-9).sum()) :].T)


def _solved(equations: list[list[Fraction]], unknowns: int) -> list[Fraction] | None:
    """Gaussian elimination in fractions; none when the system does not decide every unknown, or contradicts itself."""
    rows = equations
    for column in range(unknowns):
        pivot = next((place for place in range(column, len(rows)) if rows[place][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for place, row in enumerate(rows):
            if place != column and row[column]:
                factor = row[column]
                rows[place] = [
                    value - factor * own if own else value
                    for value, own in zip(row, rows[column], strict=True)
                ]
    if any(row[-1] for row in rows[unknowns:]):
        return None
    return [rows[place][-1] for place in range(unknowns)]


# Levels of need


def nucleolus_of_levels(levels: Levels) -> Sequence[Real]:
    """Closed form (Littlechild, International Journal of Game Theory 3, 1974): the first members up to the level where the price per head plus one is lowest pay the same, and so on with the rest.

    Exact fractions up to 64 members, floats beyond.
    """
    exact = levels.size <= EXACT_LEVELS
    order = sorted(range(levels.size), key=lambda place: levels.costs[place])
    costs = [levels.costs[place] for place in order]
    shares: list[Real] = [Fraction(0)] * levels.size
    for first, last, share in _steps_exactly(costs) if exact else _steps(costs):
        for place in range(first, last):
            shares[order[place]] = share
    return shares


def _steps_exactly(costs: Sequence[int]) -> Iterator[tuple[int, int, Fraction]]:
    def lowest(first: int, paid: Real) -> tuple[Fraction, int]:
        base = Fraction(paid)
        return min(((costs[k] - base) / (k - first + 2), -k) for k in range(first, len(costs) - 1))

    yield from _staircase(costs, lowest, Fraction(0))


def _steps(costs: Sequence[int]) -> Iterator[tuple[int, int, Real]]:
    levels = np.array(costs, dtype=float)

    def lowest(first: int, paid: Real) -> tuple[float, int]:
        heads = np.arange(2, len(costs) - first + 1)
        each = (levels[first:-1] - float(paid)) / heads
        last = len(each) - 1 - int(np.argmin(each[::-1]))
        return float(each[last]), -(first + last)

    yield from _staircase(costs, lowest, 0.0)


def _staircase(
    costs: Sequence[int], lowest: Callable[[int, Any], tuple[Any, int]], nothing: Any
) -> Iterator[tuple[int, int, Any]]:
    """First and after-last places of each run of members that pay the same, and what; the last member pays the rest."""
    first, paid = 0, nothing
    while first < len(costs) - 1:
        each, last = lowest(first, paid)
        yield first, 1 - last, each
        paid += each * (1 - last - first)
        first = 1 - last
    if costs:
        yield len(costs) - 1, len(costs), costs[-1] - paid
