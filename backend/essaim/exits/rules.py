"""What who leaves owes, gets back and when: pure arithmetic in cents and civil days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from essaim.agreements.rules import add_months
from essaim.fairness.exact import largest_remainder

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a repayment: numbered from 1."""

    number: int
    due_on: date
    amount_cents: int


def instalments(amount: int, count: int, months_between: int, left_on: date) -> list[Instalment]:
    """Equal parts, so many months apart, the first one such period after the last day in the agreement.

    Cents that do not divide go to the first parts; parts of nothing are left out. Dates are counted from the last day,
    never from one another: an exit on 31 August with monthly parts is paid on 30 September, 31 October…
    """
    if amount == 0:
        return []
    parts = largest_remainder(amount, [1] * count)
    return [
        Instalment(number, add_months(left_on, number * months_between), part)
        for number, part in enumerate(parts, start=1)
        if part
    ]


def last_day_owed(left_on: date, *, owes_current_year: bool) -> date:
    """Charges dated after this day are not owed: the end of the calendar year of the exit, or the last day itself."""
    return date(left_on.year, 12, 31) if owes_current_year else left_on


@dataclass(frozen=True, slots=True)
class Debt:
    """What who leaves owes, and what had been called already for later years."""

    owed: int
    later: int


def debt(outstanding: int, later: int) -> Debt:
    """`outstanding`: all that was called and not paid; `later`: of that, what was called for after the last day owed.

    What was paid is taken to have paid the oldest charges first, so what remains is the latest.
    """
    cancelled = min(later, max(outstanding, 0))
    return Debt(max(outstanding, 0) - cancelled, cancelled)


@dataclass(frozen=True, slots=True)
class Repayment:
    """A stake, divided between what is given back and what stays in the common pot."""

    repaid: int
    kept: int


WhyNotRepaid = Literal["irrevocable", "rules"]


def why_not_repaid(*, form_can_repay: bool | None, repays_stake: bool) -> WhyNotRepaid | None:
    """The legal form comes before the rules the parties chose."""
    if form_can_repay is False:
        return "irrevocable"
    return None if repays_stake else "rules"


def repayment(stake: int, why_not: WhyNotRepaid | None) -> Repayment:
    return Repayment(stake, 0) if why_not is None else Repayment(0, stake)


def shares_bp(stakes: Sequence[int]) -> list[int]:
    """Shares of the whole in basis points, which sum to 10,000 (largest remainder); zeros when there is nothing."""
    return largest_remainder(WHOLE_BP if sum(stakes) else 0, stakes)


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of all, and how many organisations hold them."""

    votes: int
    voters: int
