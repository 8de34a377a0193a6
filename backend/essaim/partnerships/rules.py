"""Values and balance of reciprocal promises: exact arithmetic, rounded once, half up."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction

MAXIMUM_CENTS = 10**13
"""One hundred thousand million euros: beyond, a figure is a slip, and sums would leave what JSON numbers hold."""


def value_cents(quantity: int, measure: Decimal, unit_value_cents: int) -> int:
    """quantity × measure × value of one unit, in cents, rounded half up once at the end."""
    return int((quantity * measure * unit_value_cents).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def net_cents(a_cents: int, b_cents: int) -> int:
    """What side A promises beyond side B; negative the other way round."""
    return a_cents - b_cents


def imbalance_bp(a_cents: int, b_cents: int) -> int:
    """|A − B| / max(A, B) in basis points, rounded half up; 0 when both sides promise nothing."""
    largest = max(a_cents, b_cents)
    return (2 * abs(a_cents - b_cents) * 10_000 + largest) // (2 * largest) if largest else 0


def is_within(a_cents: int, b_cents: int, tolerance_bp: int) -> bool:
    """Whether the exact imbalance is at most the tolerance: compared before any rounding."""
    return abs(a_cents - b_cents) * 10_000 <= tolerance_bp * max(a_cents, b_cents)


def missing_cents(strong_cents: int, weak_cents: int, tolerance_bp: int) -> int:
    """The least value to add to the weaker side to come within the tolerance."""
    needed = Fraction(strong_cents * (10_000 - tolerance_bp), 10_000) - weak_cents
    return max(-(-needed.numerator // needed.denominator), 0)


@dataclass(frozen=True, slots=True)
class Addition:
    """Whole units of one promise that would bring the balance within tolerance; `exact` before rounding up."""

    units: int
    exact: Decimal
    added_cents: int


def units_to_add(
    strong_cents: int,
    weak_cents: int,
    tolerance_bp: int,
    *,
    quantity: int,
    measure: Decimal,
    unit_value_cents: int,
) -> Addition | None:
    """The fewest units to add to this promise of the weaker side to come within the tolerance.

    None when no whole number does: the promise has no value, or one unit jumps from one side of the tolerance
    to the other.
    """
    one = measure * unit_value_cents
    if one == 0 or is_within(strong_cents, weak_cents, tolerance_bp):
        return None
    before = value_cents(quantity, measure, unit_value_cents)

    def added(units: int) -> int:
        return value_cents(quantity + units, measure, unit_value_cents) - before

    exact = (Decimal(strong_cents * (10_000 - tolerance_bp)) / 10_000 - weak_cents) / one
    units = max(int(exact.to_integral_value(rounding=ROUND_CEILING)), 1)
    # The rounding of the line's value may shift the threshold by one unit (more, for units below a cent).
    while units > 1 and _reaches(strong_cents, weak_cents + added(units - 1), tolerance_bp):
        units -= 1
    while not _reaches(strong_cents, weak_cents + added(units), tolerance_bp):
        units += 1
    if not is_within(strong_cents, weak_cents + added(units), tolerance_bp):
        return None
    return Addition(units, exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), added(units))


def _reaches(strong_cents: int, weak_cents: int, tolerance_bp: int) -> bool:
    """Within the tolerance, or beyond it on the other side."""
    return weak_cents >= strong_cents or is_within(strong_cents, weak_cents, tolerance_bp)
