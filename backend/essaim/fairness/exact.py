"""Exact shares of an amount: integers that sum to it, whatever the weights."""

from collections.abc import Sequence
from fractions import Fraction

Weight = int | Fraction


def largest_remainder(total: int, weights: Sequence[Weight]) -> list[int]:
    """Share `total` (smallest units, ≥ 0) pro rata to `weights` (≥ 0), in their order.

    Each gets `floor(total × w / Σw)`; the units left go one by one to the largest fractional parts, ties to the first
    in order. The shares always sum to `total`, and each is its exact quota rounded down or up: a share never exceeds its
    weight when `total ≤ Σw` and weights are integers. Method of Hamilton (1792), also known as Hare-Niemeyer.

    100.00 in three equal parts: 33.34, 33.33, 33.33.

    Raises `ValueError` for a negative total or weight, and when there is something to share and every weight is zero.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("An amount and its weights are never negative.")
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("Nobody has a weight: there is nobody to share with.")
        return [0] * len(weights)
    shares = [int(total * weight // whole) for weight in weights]
    left = total - sum(shares)
    by_fraction = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_fraction[:left]:
        shares[place] += 1
    return shares
