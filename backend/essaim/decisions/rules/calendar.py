"""When a vote may open, and who may convene it."""

from datetime import datetime, timedelta


def earliest_opening(now: datetime, *, notice_days: int, urgent_notice_hours: int, urgent: bool) -> datetime:
    """The first moment a vote convened now may open."""
    return now + (timedelta(hours=urgent_notice_hours) if urgent else timedelta(days=notice_days))


def supports_needed(members: int) -> int:
    """A third of the members, rounded up: a decision may then be convened without the lead."""
    return max(1, -(-members // 3))


def allowed_proxies(proxy_limit: int, members: int) -> int:
    """Between two members a proxy would let one decide alone (CASF, R. 312-194-19 and following)."""
    return proxy_limit if members > 2 else 0
