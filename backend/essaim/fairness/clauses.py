"""Floors and caps: shares kept within bounds, everything else staying in proportion.

`x_i = min(cap_i, max(floor_i, L × w_i))`, with the one L for which the shares sum to the amount. When the rule gives
negative shares (a member that receives), the same sum is moved onto everybody instead: `w_i + L`.
Source: water-filling, as in max-min fairness (Bertsekas and Gallager, Data Networks, 1992, §6.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from essaim.fairness.errors import ClausesConflict, NobodyToShareWith
from essaim.fairness.rounding import Real, in_cents, to_exact


@dataclass(frozen=True, slots=True)
class Clause:
    """No less (`floor`) or no more (`cap`) than some cents, or than a fraction of the whole amount, for some members.

    `members`: their places in the order of the members; none: everybody who shares.
    """

    kind: Literal["floor", "cap"]
    cents: int | None = None
    fraction: Fraction | None = None
    members: frozenset[int] | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if (self.cents is None) == (self.fraction is None):
            raise ValueError("A clause is either in cents or a fraction of the amount.")
        if (self.cents or 0) < 0 or (self.fraction or 0) < 0:
            raise ValueError("A floor or a cap is never negative.")

    def bound(self, amount: int) -> int:
        """In whole cents, inside what the clause says."""
        if self.fraction is None:
            return self.cents or 0
        return ceil(amount * self.fraction) if self.kind == "floor" else floor(amount * self.fraction)

    def concerns(self, place: int) -> bool:
        return self.members is None or place in self.members


@dataclass(frozen=True, slots=True)
class Bounded:
    """Shares within their bounds.

    `cents` sum to the amount; `exact` are they before rounding; `decided` says, by place, which clause set the share;
    `level` is L, the common price per unit of weight (or the amount added to each, when `shifted`).
    """

    cents: list[int]
    exact: list[Fraction]
    decided: dict[int, Clause]
    level: Fraction
    shifted: bool


def share_within(
    amount: int,
    weights: Sequence[Real],
    clauses: Sequence[Clause],
    present: Sequence[bool] | None = None,
) -> Bounded:
    """Share an amount (≥ 0) pro rata to weights, within the clauses; who is not `present` has nothing.

    Raises `ClausesConflict` with the clauses that exclude each other, and `NobodyToShareWith` when every weight is zero.
    """
    takes_part = list(present) if present is not None else [True] * len(weights)
    exact_weights = [
        to_exact(weight) if taking else Fraction(0)
        for weight, taking in zip(weights, takes_part, strict=True)
    ]
    shifted = any(weight < 0 for weight in exact_weights)
    if amount and not any(exact_weights):
        raise NobodyToShareWith(0)
    lines = [
        Line(weight, Fraction(int(taking))) if shifted else Line(Fraction(0), weight)
        for weight, taking in zip(exact_weights, takes_part, strict=True)
    ]
    limits = _Limits(amount, lines, takes_part)
    limits.check(clauses)
    floors, caps, _ = limits.of(clauses)
    level = _level(amount, lines, floors, caps)
    exact = [_clip(line.at(level), low, high) for line, low, high in zip(lines, floors, caps, strict=True)]
    return Bounded(
        cents=in_cents(amount, exact),
        exact=exact,
        decided=limits.deciding(clauses, exact, [line.at(level) for line in lines]),
        level=level,
        shifted=shifted,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What a member would pay as the level rises, without any clause."""

    start: Fraction
    slope: Fraction

    def at(self, level: Fraction) -> Fraction:
        return self.start + self.slope * level

    def reaches(self, value: int | Fraction) -> Fraction:
        return (value - self.start) / self.slope


@dataclass(frozen=True, slots=True)
class _Limits:
    amount: int
    lines: list[Line]
    present: list[bool]

    def of(self, clauses: Sequence[Clause]) -> tuple[list[Fraction], list[Fraction | None], bool]:
        """Lowest and highest share of each, and whether no floor is above a cap of the same member."""
        floors = [min(Fraction(0), line.start) for line in self.lines]
        caps: list[Fraction | None] = [None if present else Fraction(0) for present in self.present]
        for clause in clauses:
            bound = Fraction(clause.bound(self.amount))
            for place in self._concerned(clause):
                if clause.kind == "floor":
                    floors[place] = max(floors[place], bound)
                else:
                    cap = caps[place]
                    caps[place] = bound if cap is None else min(cap, bound)
        ordered = all(cap is None or low <= cap for low, cap in zip(floors, caps, strict=True))
        return floors, caps, ordered

    def missing(self, clauses: Sequence[Clause]) -> int | None:
        """None when the clauses can be respected; otherwise by how many cents they miss the amount."""
        floors, caps, ordered = self.of(clauses)
        if not ordered:
            return 0
        least = sum(floors, Fraction(0))
        if least > self.amount:
            return ceil(least - self.amount)
        most = Fraction(0)
        for line, low, cap in zip(self.lines, floors, caps, strict=True):
            if line.slope == 0:
                most += low
            elif cap is None:
                return None
            else:
                most += cap
        return None if most >= self.amount else -ceil(self.amount - most)

    def check(self, clauses: Sequence[Clause]) -> None:
        """Refuse clauses that cannot be respected, keeping only those that exclude each other."""
        if self.missing(clauses) is None:
            return
        conflict = list(clauses)
        for clause in clauses:
            rest = [other for other in conflict if other is not clause]
            if self.missing(rest) is not None:
                conflict = rest
        raise ClausesConflict(conflict, self.missing(conflict) or 0)

    def deciding(
        self, clauses: Sequence[Clause], exact: list[Fraction], free: list[Fraction]
    ) -> dict[int, Clause]:
        """Of each member whose share is not what the level gives: the clause that set it."""
        decided: dict[int, Clause] = {}
        for clause in clauses:
            bound = clause.bound(self.amount)
            for place in self._concerned(clause):
                moved = exact[place] > free[place] if clause.kind == "floor" else exact[place] < free[place]
                if moved and exact[place] == bound:
                    decided.setdefault(place, clause)
        return decided

    def _concerned(self, clause: Clause) -> list[int]:
        places = range(len(self.lines)) if clause.members is None else clause.members
        return [place for place in places if self.present[place]]


def _level(amount: int, lines: list[Line], floors: list[Fraction], caps: list[Fraction | None]) -> Fraction:
    """The level at which the bounded shares sum to the amount: walk the places where a member starts or stops to follow it."""
    turns: list[tuple[Fraction, Fraction]] = []
    for line, low, cap in zip(lines, floors, caps, strict=True):
        if line.slope:
            turns.append((line.reaches(low), line.slope))
            if cap is not None:
                turns.append((line.reaches(cap), -line.slope))
    turns.sort()
    paid = sum(floors, Fraction(0))
    level, slope = (turns[0][0] if turns else Fraction(0)), Fraction(0)
    for turn, change in turns:
        reached = paid + slope * (turn - level)
        if reached >= amount:
            break
        paid, level, slope = reached, turn, slope + change
    return level + (amount - paid) / slope if slope else level


def _clip(value: Fraction, low: Fraction, high: Fraction | None) -> Fraction:
    value = max(value, low)
    return value if high is None else min(value, high)
