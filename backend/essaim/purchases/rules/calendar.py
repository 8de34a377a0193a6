"""The calendar of a round, and where a round was on a day."""

from collections.abc import Mapping
from datetime import date

ENDS = ("needs_until", "quotes_until", "award_on", "starts_on", "ends_on")
MOVABLE = {
    "needs": frozenset(ENDS),
    "quotes": frozenset(ENDS[1:]),
    "choice": frozenset(ENDS[2:]),
}
"""The dates that may still be put off, by stage; in a draft all change freely."""


def in_order(needs_until: date, quotes_until: date, award_on: date, starts_on: date, ends_on: date) -> bool:
    """Needs, then quotes, then the award; the contract ends after its start and its award."""
    return needs_until <= quotes_until <= award_on <= ends_on and starts_on <= ends_on


def brought_forward(stage: str, before: Mapping[str, date], asked: Mapping[str, date]) -> list[str]:
    """Of the dates asked, those that this stage may not take: passed stages, and earlier days. Members count on them."""
    movable = MOVABLE.get(stage, frozenset())
    return [
        name
        for name, day in asked.items()
        if day != before[name] and (name not in movable or day < before[name])
    ]
