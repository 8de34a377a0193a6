"""Arithmetic of statements: numbers, lines, ages, what was paid and goes to what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Age = Literal["days_0_30", "days_31_60", "days_61_90", "days_over_90"]
AGES: tuple[Age, ...] = ("days_0_30", "days_31_60", "days_61_90", "days_over_90")


def reference(issued_on: date, number: int) -> str:
    """`2027-0012`: the year it was issued, and its number in the agreement."""
    return f"{issued_on.year}-{number:04d}"


def line_cents(quantity: int, decimals: int, unit_price_cents: int) -> int:
    """Quantity × price to the nearest cent, half a cent up (away from zero is the same: neither is negative)."""
    scale: int = 10**decimals
    return (2 * quantity * unit_price_cents + scale) // (2 * scale)


def overdue_days(due_on: date, today: date, remaining_cents: int) -> int:
    """Days since the due date while something is left; 0 on the due date and before."""
    return max((today - due_on).days, 0) if remaining_cents else 0


def age(days: int) -> Age:
    """The age of what is overdue since so many days (1 or more)."""
    if days <= 30:
        return "days_0_30"
    if days <= 60:
        return "days_31_60"
    return "days_61_90" if days <= 90 else "days_over_90"


@dataclass(frozen=True, slots=True)
class Carried(Generic[T]):
    """What of the money paid settles each claim, and what is left over. Cents."""

    parts: list[tuple[T, int]]
    left_over: int


def carry(paid: int, claims: Iterable[tuple[T, int]]) -> Carried[T]:
    """Money paid settles claims (each with what remains of it) in their order, whole before the next."""
    parts: list[tuple[T, int]] = []
    for claim, remaining in claims:
        settled = min(paid, remaining)
        if settled:
            parts.append((claim, settled))
            paid -= settled
    return Carried(parts, paid)


def first_refused(kinds: Sequence[str], allowed: Sequence[str]) -> int | None:
    """The place of the first kind of line that is not allowed."""
    return next((place for place, kind in enumerate(kinds) if kind not in allowed), None)
