"""The proof that some shares are the nucleolus (Kohlberg, SIAM J. Appl. Math. 20, 1971).

From the unhappiest groups down: at every level, nobody can be made happier without making unhappier a group that is
already at least as unhappy. Unhappiness is compared in exact integers; what is left at each level is a question on 0/1
vectors only, settled by a linear program whose answer is zero or far from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import Table
from essaim.fairness.linear import minimise

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Level:
    """A degree of unhappiness (what the group could gain by leaving, per its measure) and the groups at it, as masks."""

    unhappiness: Fraction
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kohlberg:
    """Whether it is proved, and the levels that were needed."""

    proved: bool
    levels: tuple[Level, ...]


def membership(size: int) -> npt.NDArray[np.int8]:
    """By mask, a row of 0 and 1: who is in."""
    masks = np.arange(1 << size)
    return ((masks[:, None] >> np.arange(size)) & 1).astype(np.int8)


def check(
    gains: Table,
    shares: Sequence[Fraction],
    weights: npt.NDArray[np.int64] | None = None,
    *,
    individually_rational: bool = True,
) -> Kohlberg:
    """Prove, or fail to prove, that shares are the nucleolus of a table of gains (of the prenucleolus without `individually_rational`).

    `weights`: what the unhappiness of each group is divided by; 0 leaves a group out.
    """
    whole = len(gains.values) - 1
    if sum(shares) != gains.bill():
        return Kohlberg(False, ())
    singles = gains.alone()
    if individually_rational and any(share < own for share, own in zip(shares, singles, strict=True)):
        return Kohlberg(False, ())
    divisors = np.ones(len(gains.values), dtype=np.int64) if weights is None else weights
    inside = membership(gains.size).astype(float)
    at_least = (
        inside[[1 << place for place, share in enumerate(shares) if share == singles[place]]]
        if individually_rational
        else inside[:0]
    )
    known, found = inside[[whole]], []
    for unhappiness, masks in _levels(gains, shares, divisors):
        if np.linalg.matrix_rank(known, tol=1e-9) == gains.size:
            break
        rows = inside[masks]
        found.append(Level(unhappiness, tuple(int(mask) for mask in masks)))
        if not _cannot_improve(rows, known, at_least):
            return Kohlberg(False, tuple(found))
        known = _basis(known, rows)
    return Kohlberg(int(np.linalg.matrix_rank(known, tol=1e-9)) == gains.size, tuple(found))


def _levels(
    gains: Table, shares: Sequence[Fraction], divisors: npt.NDArray[np.int64]
) -> "list[tuple[Fraction, npt.NDArray[np.int64]]]":
    """Groups by exact unhappiness, the unhappiest first."""
    scale = lcm(*(share.denominator for share in shares))
    paid: npt.NDArray[Any] = np.zeros(1, dtype=object)
    for share in shares:
        paid = np.concatenate((paid, paid + int(share * scale)))
    excess = gains.values.astype(object) * scale - paid
    counted = np.flatnonzero(divisors > 0)
    counted = counted[(counted != 0) & (counted != len(gains.values) - 1)]
    if len(set(divisors[counted].tolist())) <= 1:
        sorting: npt.NDArray[Any] = _as_integers(excess)
    else:
        sorting = np.zeros(len(excess), dtype=object)
        sorting[counted] = [Fraction(int(excess[mask]), int(divisors[mask])) for mask in counted]
    order = counted[np.argsort(-sorting[counted], kind="stable")]
    keys = sorting[order]
    starts = [0, *(np.flatnonzero(keys[1:] != keys[:-1]) + 1).tolist(), len(order)] if len(order) else []
    return [
        (Fraction(int(excess[order[low]]), scale * int(divisors[order[low]])), order[low:high])
        for low, high in pairwise(starts)
    ]


def _as_integers(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Machine integers when they fit, which sorts quicker."""
    highest = max((abs(int(value)) for value in values), default=0)
    return values.astype(np.int64) if highest < 1 << 62 else values


def _cannot_improve(rows: Floats, known: Floats, at_least: Floats) -> bool:
    """No move that keeps the known groups where they are, and takes nothing from the others, gives something to one of them."""
    free = _null_space(known)
    moving = np.round(rows @ free, 9)
    if not np.abs(rows.sum(axis=0) @ free).max(initial=0.0) > 1e-9:
        return True  # what one gains, the others lose
    distinct = np.unique(moving, axis=0, return_index=True)[1]
    rows = rows[[place for place in distinct if moving[place].any()]]
    if not len(rows):
        return True
    kept = np.vstack((rows, at_least))
    total = rows.sum(axis=0)
    limits = np.append(np.zeros(len(kept)), 1.0)
    found = minimise(-total, np.vstack((-kept, total)), limits, known, np.zeros(len(known)))
    return found.value > -1e-6


def _basis(known: Floats, rows: Floats) -> Floats:
    """Known rows, and as many of the others as are independent of them: 0 and 1 stay 0 and 1."""
    while True:
        moving = np.flatnonzero(np.abs(rows @ _null_space(known)).max(axis=1, initial=0.0) > 1e-9)
        if not len(moving):
            return known
        known, rows = np.vstack((known, rows[moving[:1]])), rows[moving[1:]]


def _null_space(rows: Floats) -> Floats:
    _, values, directions = np.linalg.svd(rows)
    return np.asarray(directions[int((values > 1e-9).sum()) :].T)
