"""Scarce places: raise the smallest first (max-min fairness; Bertsekas and Gallager, Data Networks, 1992, §6.5)."""

from collections.abc import Sequence
from fractions import Fraction

from essaim.fairness.clauses import Clause, share_within


def max_min(
    capacity: int, wishes: Sequence[int], weights: Sequence[int | Fraction] | None = None
) -> list[int]:
    """Whole places for each, never more than its wish, the smallest (per unit of weight) as large as possible.

    Everything wished is given when it fits; otherwise all places are given. A member of weight 0 has what nobody else wants.
    """
    if capacity < 0 or any(wish < 0 for wish in wishes):
        raise ValueError("Places and wishes are never negative.")
    weighed = [1] * len(wishes) if weights is None else list(weights)
    if sum(wishes) <= capacity:
        return list(wishes)
    served = [wish if weight else 0 for wish, weight in zip(wishes, weighed, strict=True)]
    if sum(served) <= capacity:
        last = [wish - given for wish, given in zip(wishes, served, strict=True)]
        rest = max_min(capacity - sum(served), last)
        return [given + more for given, more in zip(served, rest, strict=True)]
    caps = [Clause("cap", cents=wish, members=frozenset({place})) for place, wish in enumerate(served)]
    return share_within(capacity, weighed, caps).cents
