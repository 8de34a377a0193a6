"""How a booking moves from state to state: pure decisions, the clock is given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from essaim.bookings.errors import BookingBegun, BookingClosed
from essaim.kit.text import Text
from essaim.resources.rules import Period, day_of, moment

State = Literal["requested", "confirmed", "refused", "cancelled"]
STATES: tuple[State, ...] = get_args(State)
Action = Literal["change", "cancel", "confirm", "refuse"]

STATE_NAMES: dict[State, Text] = {
    "requested": Text("demandée", "requested"),
    "confirmed": Text("confirmée", "confirmed"),
    "refused": Text("refusée", "refused"),
    "cancelled": Text("annulée", "cancelled"),
}
POSSIBLE: dict[Action, frozenset[State]] = {
    "change": frozenset({"requested", "confirmed"}),
    "cancel": frozenset({"requested", "confirmed"}),
    "confirm": frozenset({"requested"}),
    "refuse": frozenset({"requested", "confirmed"}),
}
"""A steward may also withdraw a confirmed booking (a vehicle breaks down), giving the reason."""


def first_state(*, needs_approval: bool, by_steward: bool) -> State:
    """The steward's own bookings need nobody's approval."""
    return "requested" if needs_approval and not by_steward else "confirmed"


def check_action(action: Action, *, state: State, starts_at: datetime, now: datetime) -> None:
    """Refuse what the state no longer allows, and any change of what has begun."""
    if state not in POSSIBLE[action]:
        raise BookingClosed(state=STATE_NAMES[state], context={"state": state})
    if starts_at <= now:
        raise BookingBegun


# Quotas

QuotaPeriod = Literal["week", "month", "year"]

PERIOD_NAMES: dict[QuotaPeriod, Text] = {
    "week": Text("par semaine", "a week"),
    "month": Text("par mois", "a month"),
    "year": Text("par an", "a year"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A civil week (Monday first), month or year of Paris: its first day and the first one after it."""

    starts_on: date
    ends_on: date

    @property
    def period(self) -> Period:
        return Period(moment(self.starts_on, 0), moment(self.ends_on, 0))


def spans(kind: QuotaPeriod, period: Period) -> Iterator[Span]:
    """The civil periods that a booking touches."""
    start = _first_day(kind, day_of(period.starts_at))
    while moment(start, 0) < period.ends_at:
        after = _next(kind, start)
        yield Span(start, after)
        start = after


def _first_day(kind: QuotaPeriod, day: date) -> date:
    if kind == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)


def _next(kind: QuotaPeriod, first: date) -> date:
    if kind == "week":
        return first + timedelta(days=7)
    # The longest month or year, and a little: somewhere in the next one.
    return _first_day(kind, first + timedelta(days=32 if kind == "month" else 367))


@dataclass(frozen=True, slots=True)
class Use:
    """Units used during a period."""

    period: Period
    quantity: int


def minutes_within(span: Span, uses: Iterable[Use]) -> int:
    """Minutes of use inside the span, each unit counted: two minibuses for an hour are two hours."""
    return sum(_shared_minutes(span.period, use.period) * use.quantity for use in uses)


def _shared_minutes(one: Period, other: Period) -> int:
    shared = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
    return max(shared // timedelta(minutes=1), 0)


def hours_in_words(minutes: int) -> Text:
    """3 h, 3 h 30."""
    hours, rest = divmod(minutes, 60)
    more = f"\u00a0{rest:02d}" if rest else ""
    return Text(f"{hours}\u00a0h{more}", f"{hours}\u00a0h{more}")
