"""Who really decides in a weighted vote: the chance that a member's vote changes the result.

Counts of groups by their votes are exact whole numbers; one member is taken out of the count by subtraction.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

import numpy as np
import numpy.typing as npt

from essaim.fairness.costs import Table
from essaim.fairness.errors import TooLarge

WORK_LIMIT = 500_000_000


def shapley_shubik(votes: Sequence[int], quota: int) -> list[Fraction]:
    """How often each turns a losing group into a winning one, over every order of voting (Shapley and Shubik, APSR 48, 1954). Sums to 1."""
    _checked(votes, quota)
    size, whole = len(votes), sum(votes)
    if size * size * (whole + 1) > WORK_LIMIT:
        raise TooLarge("Too many votes to count: state them in a coarser unit.")
    counts: npt.NDArray[np.object_] = np.zeros((size + 1, whole + 1), dtype=object)
    counts[0, 0] = 1
    for weight in votes:
        counts[1:, weight:] = counts[1:, weight:] + counts[:-1, : whole + 1 - weight]
    powers: dict[int, Fraction] = {}
    for weight in sorted(set(votes)):
        others = counts.copy()
        for count in range(1, size + 1):
            others[count, weight:] = counts[count, weight:] - others[count - 1, : whole + 1 - weight]
        turned = [int(others[count, max(quota - weight, 0) : quota].sum()) for count in range(size)]
        powers[weight] = Fraction(
            sum(times * factorial(count) * factorial(size - count - 1) for count, times in enumerate(turned)),
            factorial(size),
        )
    return [powers[weight] for weight in votes]


def banzhaf(votes: Sequence[int], quota: int) -> list[Fraction]:
    """The part of the groups of others that each turns from losing to winning (Penrose 1946; Banzhaf 1965). Not normalised."""
    _checked(votes, quota)
    whole = sum(votes)
    if len(votes) * (whole + 1) > WORK_LIMIT:
        raise TooLarge("Too many votes to count: state them in a coarser unit.")
    counts: npt.NDArray[np.object_] = np.zeros(whole + 1, dtype=object)
    counts[0] = 1
    for weight in votes:
        counts[weight:] = counts[weight:] + counts[: whole + 1 - weight]
    powers: dict[int, Fraction] = {}
    for weight in set(votes):
        others = counts.copy()
        if weight == 0:
            powers[0] = Fraction(0)
            continue
        for start in range(weight, whole + 1, weight):
            end = min(start + weight, whole + 1)
            others[start:end] = counts[start:end] - others[start - weight : end - weight]
        turned = int(others[max(quota - weight, 0) : quota].sum())
        powers[weight] = Fraction(turned, 1 << (len(votes) - 1))
    return [powers[weight] for weight in votes]


def normalised(powers: Sequence[Fraction]) -> list[Fraction]:
    """The same powers, summing to 1."""
    whole = sum(powers)
    return [power / whole if whole else Fraction(0) for power in powers]


def banzhaf_value(gains: Table) -> list[Fraction]:
    """What each adds to a group of others, averaged over every group of them."""
    values, masks = gains.values, np.arange(len(gains.values))
    added = []
    for place in range(gains.size):
        inside = (masks >> place & 1).astype(bool)
        added.append(Fraction(int(values[inside].sum()) - int(values[~inside].sum()), 1 << (gains.size - 1)))
    return added


def _checked(votes: Sequence[int], quota: int) -> None:
    if any(weight < 0 for weight in votes) or not 0 < quota <= sum(votes):
        raise ValueError("Votes are not negative, and the quota is between one vote and all of them.")
