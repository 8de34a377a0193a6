"""Whole numbers in proportion: seats per college, places per member.

Largest remainder may take a seat from somebody when there are more seats (the Alabama paradox): it is for cents. Divisor
methods never do: Sainte-Laguë for seats that recur, D'Hondt when large lists must not lose by splitting.
Source: Balinski and Young, Fair Representation, 2001.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from heapq import heapify, heapreplace

from essaim.fairness.exact import largest_remainder

__all__ = ["d_hondt", "largest_remainder", "sainte_lague"]


def sainte_lague(seats: int, votes: Sequence[int]) -> list[int]:
    """Webster 1832, Sainte-Laguë 1910: divisors 1, 3, 5…; neutral between large and small."""
    return _by_divisors(seats, votes, lambda held: 2 * held + 1)


def d_hondt(seats: int, votes: Sequence[int]) -> list[int]:
    """Jefferson 1792, D'Hondt 1878: divisors 1, 2, 3…; favours the large."""
    return _by_divisors(seats, votes, lambda held: held + 1)


def _by_divisors(seats: int, votes: Sequence[int], divisor: Callable[[int], int]) -> list[int]:
    """One seat at a time to the largest votes / divisor; ties to the most votes, then to the first in order."""
    if seats < 0 or any(count < 0 for count in votes):
        raise ValueError("Seats and votes are never negative.")
    if seats and not any(votes):
        raise ValueError("Nobody has a vote.")
    held = [0] * len(votes)
    queue = [(-Fraction(count, divisor(0)), -count, place) for place, count in enumerate(votes)]
    heapify(queue)
    for _ in range(seats):
        place = queue[0][2]
        held[place] += 1
        heapreplace(queue, (-Fraction(votes[place], divisor(held[place])), -votes[place], place))
    return held
