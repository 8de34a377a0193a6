"""The clock, passed to rules so that a test chooses the day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The civil day in France: mandates, memberships and terms are dated there."""
    return datetime.now(PARIS).date()
