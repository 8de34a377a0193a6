"""How long each organisation shares the costs of a period."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From a day through another."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def present(self, joined_on: date | None, through: date | None) -> int:
        """Days of the period from the day it joined (none: before) through its last day charged (none: still there)."""
        start = max(self.starts_on, joined_on or self.starts_on)
        end = min(self.ends_on, through or self.ends_on)
        return max((end - start).days + 1, 0)


def last_day_charged(left_on: date | None, *, owes_current_year: bool) -> date | None:
    """Where the rules say that charges of the calendar year of an exit remain due, the last day of that year."""
    if left_on is None or not owes_current_year:
        return left_on
    return date(left_on.year, 12, 31)
