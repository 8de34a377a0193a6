"""Terms, silent renewal, notice and exit: pure arithmetic on civil days."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

ExitRule = Literal["any_time", "financial_year_end", "agreement_terms"]


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later (or earlier); the last day when there is no such day.

    2030-08-31 minus 6 months is 2030-02-28.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True, slots=True)
class Terms:
    """What the parties agreed about duration. `term_ends_on` is the last day of the initial term."""

    starts_on: date
    term_ends_on: date | None
    renewal_months: int
    maximum_renewals: int | None
    notice_months: int

    def end_after(self, renewals: int) -> date | None:
        """Last day of the term after so many renewals, always counted from the initial end: no drift."""
        if self.term_ends_on is None:
            return None
        return add_months(self.term_ends_on, renewals * self.renewal_months)

    def may_renew_after(self, renewals: int) -> bool:
        if self.term_ends_on is None or self.renewal_months == 0:
            return False
        return self.maximum_renewals is None or renewals < self.maximum_renewals


@dataclass(frozen=True, slots=True)
class Term:
    """The term that runs on a given day.

    `notice_deadline` is the last day to give notice against silent renewal, null when nothing renews;
    `notice_days_left` counts to it, null once it has passed; `days_left` counts to the end, 0 on the last day.
    """

    current_ends_on: date | None
    renewals_done: int
    notice_deadline: date | None
    notice_days_left: int | None
    renews_to: date | None
    days_left: int | None
    over: bool


def term_on(terms: Terms, today: date, *, denounced_for: date | None = None) -> Term:
    """The current term on a day.

    `denounced_for`: the last day on which two parties remain, when notices already given stop the renewal.
    """
    renewals = _renewals_by(terms, today if denounced_for is None else min(today, denounced_for))
    ends_on = terms.end_after(renewals)
    renews = terms.may_renew_after(renewals)
    if denounced_for is not None:
        ends_on = denounced_for if ends_on is None else min(ends_on, denounced_for)
        renews = False
    deadline = add_months(ends_on, -terms.notice_months) if renews and ends_on else None
    days_left = (ends_on - today).days if ends_on else None
    return Term(
        current_ends_on=ends_on,
        renewals_done=renewals,
        notice_deadline=deadline,
        notice_days_left=(deadline - today).days if deadline and deadline >= today else None,
        renews_to=terms.end_after(renewals + 1) if renews else None,
        days_left=max(days_left, 0) if days_left is not None else None,
        over=days_left is not None and days_left < 0,
    )


def earliest_exit(rule: ExitRule, terms: Terms, today: date, *, minimum_notice_months: int = 0) -> date:
    """The earliest last day of a party that gives notice today.

    At any time: the notice period from today, none in an association (law of 1 July 1901, art. 4). Cooperation groups: the end of a financial year, with
    notice (CASF R.312-194-10). Otherwise the agreement's own terms: the end of a term whose notice deadline has
    not passed, or, without a term, the notice period from today.
    """
    notice = max(terms.notice_months, minimum_notice_months)
    if rule == "any_time":
        return add_months(today, notice)
    if rule == "financial_year_end":
        year_end = date(today.year, 12, 31)
        while today > add_months(year_end, -notice):
            year_end = add_months(year_end, 12)
        return year_end
    return _exit_by_terms(terms, today, notice)


def _exit_by_terms(terms: Terms, today: date, notice: int) -> date:
    renewals = _renewals_by(terms, today)
    ends_on = terms.end_after(renewals)
    if ends_on is None:
        return add_months(today, notice)
    while terms.may_renew_after(renewals) and today > add_months(ends_on, -notice):
        renewals += 1
        ends_on = add_months(terms.term_ends_on or ends_on, renewals * terms.renewal_months)
    return max(ends_on, today)


def _renewals_by(terms: Terms, today: date) -> int:
    """Silent renewals that have happened: the fewest that reach today, within the maximum."""
    if terms.term_ends_on is None or terms.renewal_months == 0 or today <= terms.term_ends_on:
        return 0
    months = (today.year - terms.term_ends_on.year) * 12 + today.month - terms.term_ends_on.month
    renewals = max(months // terms.renewal_months, 0)
    while add_months(terms.term_ends_on, renewals * terms.renewal_months) < today:
        renewals += 1
    return renewals if terms.maximum_renewals is None else min(renewals, terms.maximum_renewals)
