"""From real shares to integer cents, once, so that they sum to the bill.

Shares computed exactly are ints or `Fraction`; shares computed by quadrature or by a linear program are floats, read to
the millionth of a cent so that noise below it decides nothing.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

Real = int | Fraction | float
MILLION = 10**6


def to_exact(share: Real) -> Fraction:
    """A share as a fraction: itself, or the float read to the millionth."""
    return Fraction(round(share * MILLION), MILLION) if isinstance(share, float) else Fraction(share)


def in_cents(bill: int, shares: Sequence[Real]) -> list[int]:
    """Round shares that sum to the bill: each down, then the cents left to the largest fractions, ties to the first in order.

    Negative shares (a member that receives) are rounded down too. Same rule as `exact.largest_remainder`, for amounts
    already known rather than weights. Raises `ValueError` when the shares do not sum to the bill.
    """
    millionths = [_in_millionths(share) for share in shares]
    off = sum(millionths) - bill * MILLION
    if not -100 - len(shares) <= off <= 100 + len(shares):
        raise ValueError("These shares do not sum to the bill.")
    cents = [floor(share // MILLION) for share in millionths]
    left = bill - sum(cents)
    by_fraction = sorted(range(len(cents)), key=lambda place: (-(millionths[place] % MILLION), place))
    for place in by_fraction[:left]:
        cents[place] += 1
    return cents


def _in_millionths(share: Real) -> int | Fraction:
    return round(share * MILLION) if isinstance(share, float) else share * MILLION


def half_up(amount: Fraction) -> int:
    """A single product (unit price × quantity) to the cent, halves away from zero."""
    cents = floor(abs(amount) + Fraction(1, 2))
    return cents if amount >= 0 else -cents
