"""Pure decisions of reports."""

from datetime import date, timedelta

NOTICE_SHOWN = timedelta(days=270)
"""A notice deadline is shown nine months before it: time to convene an assembly and decide."""


def is_worth_showing(deadline: date | None, today: date) -> bool:
    return deadline is not None and today <= deadline <= today + NOTICE_SHOWN
