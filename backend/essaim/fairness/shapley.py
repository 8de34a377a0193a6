"""What each adds to the bill, averaged over every order of arrival (Shapley, Contributions to the Theory of Games II, 1953).

Exact fractions for tables and short lists of levels. For quantities bought together, an integral computed exactly by
quadrature (below): floats within about 1e-8 cents, without listing the 2^n groups. The same members in another order get the
same figures, to the last bit: everything is computed from sorted, distinct quantities.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import ceil, factorial, sqrt

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import TABLE_LIMIT, Aggregated, Levels, Numbers, Structure, Table, tabulate
from essaim.fairness.errors import TooLarge
from essaim.fairness.rounding import Real

Floats = npt.NDArray[np.float64]
Complexes = npt.NDArray[np.complex128]

LISTED_AT_MOST = 10
"""Quantities of so few members are tabulated: as quick, and exact."""
EXACT_LEVELS = 64
WORK_LIMIT = 2_000_000_000
"""Complex products of a quadrature; about 30 seconds of one core."""
BLOCK = 1 << 15


def shapley(structure: Structure) -> Sequence[Real]:
    """The share of each, in order. Raises `TooLarge` when quantities are too finely divided for an exact answer."""
    if isinstance(structure, Table):
        return shapley_of_table(structure)
    if isinstance(structure, Levels):
        return shapley_of_levels(structure)
    if isinstance(structure, Aggregated):
        return shapley_of_quantities(structure)
    return [sum(column, Fraction(0)) for column in zip(*map(shapley, structure.lines), strict=True)]


def shapley_of_table(table: Table) -> list[Fraction]:
    """In exact fractions, from sums of the costs of the groups of each size, with and without each member."""
    size = table.size
    if size == 0:
        return []
    if int(np.abs(table.values).max()) << size >= 1 << 62:
        raise TooLarge("Amounts too large for exact sums over every group.")
    by_size, starts = _groups_by_size(size)
    values = table.values[by_size]
    whole = np.add.reduceat(values, starts)
    shares = []
    for place in range(size):
        inside = np.add.reduceat(np.where(by_size >> place & 1, values, 0), starts)
        share = sum(
            int(inside[count]) * factorial(count - 1) * factorial(size - count)
            - int(whole[count - 1] - inside[count - 1]) * factorial(count - 1) * factorial(size - count)
            for count in range(1, size + 1)
        )
        shares.append(Fraction(share, factorial(size)))
    return shares


def _groups_by_size(size: int) -> tuple[Numbers, Numbers]:
    """Masks sorted by number of members, and where each number begins."""
    counts = np.zeros(1, dtype=np.int8)
    for _ in range(size):
        counts = np.concatenate((counts, counts + np.int8(1)))
    order = np.argsort(counts, kind="stable").astype(np.int64)
    starts = np.concatenate(([0], np.cumsum(np.bincount(counts))[:-1])).astype(np.int64)
    return order, starts


def shapley_of_levels(levels: Levels) -> Sequence[Real]:
    """Each slice of need is paid equally by those who need it (Littlechild and Owen 1973)."""
    if levels.size <= EXACT_LEVELS:
        paid: dict[int, Fraction] = {0: Fraction(0)}
        below, each = 0, Fraction(0)
        in_order = sorted(levels.costs)
        for served, cost in enumerate(in_order):
            each += Fraction(cost - below, len(in_order) - served)
            below = paid_at = cost
            paid[paid_at] = each
        return [paid[cost] for cost in levels.costs]
    return [float(share) for share in level_shares(np.array(levels.costs, dtype=np.int64))]


def level_shares(costs: Numbers) -> Floats:
    """The same for many members, as an array."""
    order = np.argsort(costs, kind="stable")
    in_order = costs[order]
    shares = np.empty(len(costs))
    shares[order] = np.cumsum(np.diff(in_order, prepend=0) / np.arange(len(costs), 0, -1))
    return shares


def shapley_of_quantities(structure: Aggregated) -> Sequence[Real]:
    """By table for few members, by quadrature otherwise."""
    if structure.size <= LISTED_AT_MOST:
        return shapley_of_table(tabulate(structure))
    if quadrature_work(structure) > WORK_LIMIT:
        if structure.size <= TABLE_LIMIT:
            return shapley_of_table(tabulate(structure))
        raise TooLarge("Quantities too finely divided for an exact answer: state them in a coarser unit.")
    by_quantity = _quadrature(structure)
    return [by_quantity[quantity] for quantity in structure.quantities]


def quadrature_work(structure: Aggregated) -> int:
    """Complex products needed."""
    grid = sum(structure.quantities) // structure.grain + 1
    return _nodes(structure.size) * len(set(structure.quantities)) * (grid // 2 + 1)


def _nodes(size: int) -> int:
    """Gauss-Legendre points: n/2 are exact for a polynomial of degree n - 1; about 4.2 √n are enough beyond 120 members.

    Always even, so that none is 1/2, where the division below may be by zero.
    """
    enough = ceil(size / 2) if size <= 120 else max(60, ceil(4.2 * sqrt(size)))
    return enough + enough % 2


def _quadrature(structure: Aggregated) -> dict[int, float]:
    """The share of each distinct quantity.

    share_i = ∫₀¹ E[f(X + q_i) - f(X)] dt, X the total of the others when each is there with probability t: a polynomial in
    t of degree n - 1. The law of the whole total is a product in Fourier space; leaving one member out divides by its own
    factor, and the expectation is a scalar product with the transform of f (Parseval): no law is ever transformed back.
    The straight part of f is shared apart, which keeps the digits of the rest.
    """
    grain = structure.grain
    counts = sorted(Counter(quantity // grain for quantity in structure.quantities if quantity).items())
    prices = structure.grid()
    total = len(prices) - 1
    slope = float(prices[-1]) / total if total else 0.0
    bent = prices - slope * np.arange(total + 1)
    length = total + 1
    spectrum: Complexes = np.asarray(np.conj(np.fft.rfft(bent)) / length, dtype=np.complex128)
    spectrum[1:] *= 2.0
    if length % 2 == 0:
        spectrum[-1] /= 2.0
    roots = np.exp(-2j * np.pi * np.arange(length) / length)
    turns = np.arange(len(spectrum), dtype=np.int64)
    steps = [roots[(turns * quantity) % length] - 1.0 for quantity, _ in counts]
    points, weights = _gauss(_nodes(structure.size))
    expected = np.zeros(len(counts))
    rows = max(1, BLOCK // len(spectrum))
    for start in range(0, len(points), rows):
        times = (points[start : start + rows, None] + 1.0) / 2.0
        law: Complexes = spectrum * (weights[start : start + rows, None] / 2.0)
        for step, (_, count) in zip(steps, counts, strict=True):
            law = law * _power(1.0 + times * step, count)
        for place, step in enumerate(steps):
            factor = 1.0 + times * step
            expected[place] += float(np.einsum("ij,j->", law / factor, step).real)
    found = {
        quantity * grain: slope * quantity + float(e)
        for (quantity, _), e in zip(counts, expected, strict=True)
    }
    missing = float(prices[-1]) - sum(found[quantity * grain] * count for quantity, count in counts)
    if abs(missing) > 5e-5:
        raise TooLarge("The quadrature lost its digits.")
    return {0: 0.0, **found}


@cache
def _gauss(count: int) -> tuple[Floats, Floats]:
    """Points and weights of Gauss and Legendre on [-1, 1]."""
    points, weights = np.polynomial.legendre.leggauss(count)
    return points, weights


def _power(base: Complexes, exponent: int) -> Complexes:
    """Integer power by squaring (numpy's own goes through logarithms)."""
    result, odd = base, exponent - 1
    square = base
    while odd:
        if odd & 1:
            result = result * square
        odd >>= 1
        if odd:
            square = square * square
    return result
