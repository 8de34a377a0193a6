"""What may be booked, when, and for how much: pure decisions, the clock is given.

Opening hours are wall-clock times of Paris. On the night clocks go forward, a time that does not exist is the end
of the gap; on the night they go back, an opening begins at the first passing of its hour and ends at the last.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args

from essaim.kit.clock import PARIS
from essaim.kit.errors import Refusal
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.resources.errors import (
    InPast,
    NotBookable,
    OutsideOpeningHours,
    TooFar,
    TooLong,
    TooMany,
    TooShort,
    TooSoon,
)

Kind = Literal["room", "vehicle", "equipment", "lodging", "skill", "staff_hours", "placement_site"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TariffUnit = Literal["hour", "half_day", "day", "night", "week", "booking"]
TARIFF_UNITS: tuple[TariffUnit, ...] = get_args(TariffUnit)

KEPT_OVERNIGHT: frozenset[Kind] = frozenset({"lodging", "vehicle", "equipment"})
"""Handed over and brought back during opening hours, kept in between. The others must be open throughout."""

MIDNIGHT = 24 * 60
NOON_BREAK = time(13)
"""A morning ends and an afternoon begins at 13:00."""
PROPOSALS = 3
MAXIMUM_TRIES = 1000


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a moment up to, not including, another; both in UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Period") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Opening:
    """Open on an ISO weekday between two wall-clock times, in minutes since midnight (1440: end of the day)."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a resource asks of its bookings. No opening at all: always open."""

    kind: Kind
    tariff_cents: int
    tariff_unit: TariffUnit
    minimum_minutes: int
    maximum_minutes: int
    notice_minutes: int
    horizon_days: int
    units: int
    retired_on: date | None
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    cents: int
    explanation: Text


# Opening hours


def minutes_of(clock: str) -> int:
    """Minutes since midnight of `08:30` or `24:00`."""
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def moment(day: date, minutes: int, *, last: bool = False) -> datetime:
    """The moment a clock of Paris shows this time on this day; of two, the first unless `last`."""
    naive = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first = naive.replace(tzinfo=PARIS).astimezone(UTC)
    if first.astimezone(PARIS).replace(tzinfo=None) != naive:
        # No clock shows it: they jump from 02:00 to 03:00 on a whole hour of UTC.
        return first.replace(minute=0)
    return naive.replace(tzinfo=PARIS, fold=1).astimezone(UTC) if last else first


def day_of(instant: datetime) -> date:
    return instant.astimezone(PARIS).date()


def last_day_of(period: Period) -> date:
    """The last day a period touches: one that ends at midnight does not touch the next day."""
    return day_of(period.ends_at - timedelta(microseconds=1))


def open_periods(openings: Sequence[Opening], within: Period) -> list[Period]:
    """When a resource is open on the days a period touches; openings that meet, at midnight too, are one."""
    if not openings:
        return [within]
    periods: list[Period] = []
    day = day_of(within.starts_at) - timedelta(days=1)
    while day <= day_of(within.ends_at):
        periods += [
            Period(moment(day, opening.opens), moment(day, opening.closes, last=True))
            for opening in openings
            if opening.weekday == day.isoweekday()
        ]
        day += timedelta(days=1)
    return _joined(period for period in sorted(periods) if period.starts_at < period.ends_at)


def _joined(periods: Iterable[Period]) -> list[Period]:
    joined: list[Period] = []
    for period in periods:
        if joined and period.starts_at <= joined[-1].ends_at:
            joined[-1] = Period(joined[-1].starts_at, max(joined[-1].ends_at, period.ends_at))
        else:
            joined.append(period)
    return joined


def clipped(periods: Iterable[Period], within: Period) -> list[Period]:
    """The parts of periods that lie within another."""
    return [
        Period(max(period.starts_at, within.starts_at), min(period.ends_at, within.ends_at))
        for period in periods
        if period.overlaps(within)
    ]


def is_open(terms: Terms, period: Period) -> bool:
    """Open for this period: throughout, or at both ends for what is kept overnight."""
    periods = open_periods(terms.openings, period)
    if terms.kind in KEPT_OVERNIGHT and day_of(period.starts_at) < last_day_of(period):
        return any(p.starts_at <= period.starts_at < p.ends_at for p in periods) and any(
            p.starts_at < period.ends_at <= p.ends_at for p in periods
        )
    return any(p.starts_at <= period.starts_at and period.ends_at <= p.ends_at for p in periods)


# What may be booked


def problems(terms: Terms, period: Period, quantity: int, *, now: datetime) -> list[Refusal]:
    """Every reason to refuse this period, whoever else has booked; the first is the one to say."""
    found: list[Refusal] = []
    minute = now.replace(second=0, microsecond=0)
    if terms.units == 0 or (terms.retired_on is not None and last_day_of(period) >= terms.retired_on):
        found.append(NotBookable())
    elif quantity > terms.units:
        found.append(TooMany(available=terms.units, context={"available": terms.units}))
    if period.starts_at < minute:
        found.append(InPast())
    elif period.starts_at < minute + timedelta(minutes=terms.notice_minutes):
        found.append(TooSoon(minutes=terms.notice_minutes, context={"notice_minutes": terms.notice_minutes}))
    if period.starts_at > now + timedelta(days=terms.horizon_days):
        found.append(TooFar(days=terms.horizon_days, context={"horizon_days": terms.horizon_days}))
    found += _length_problems(terms, period)
    # A period over the maximum may touch thousands of days: not worth walking through.
    if not any(isinstance(problem, TooLong) for problem in found) and not is_open(terms, period):
        found.append(OutsideOpeningHours())
    return found


def _length_problems(terms: Terms, period: Period) -> list[Refusal]:
    """Lengths as a clock or a stopwatch has them, whichever is kinder on the nights clocks change."""
    elapsed, shown = elapsed_minutes(period), _shown_minutes(period)
    if max(elapsed, shown) < terms.minimum_minutes:
        return [TooShort(minutes=terms.minimum_minutes, context={"minimum_minutes": terms.minimum_minutes})]
    if min(elapsed, shown) > terms.maximum_minutes:
        return [TooLong(minutes=terms.maximum_minutes, context={"maximum_minutes": terms.maximum_minutes})]
    return []


def elapsed_minutes(period: Period) -> int:
    return (period.ends_at - period.starts_at) // timedelta(minutes=1)


def _shown_minutes(period: Period) -> int:
    return (_wall(period.ends_at) - _wall(period.starts_at)) // timedelta(minutes=1)


def _wall(instant: datetime) -> datetime:
    return instant.astimezone(PARIS).replace(tzinfo=None)


# What it costs


def cost(terms: Terms, period: Period, quantity: int) -> Cost:
    """Hours: to the minute, half a cent up, rounded once. Other units: each one begun, on the calendar of Paris."""
    if terms.tariff_cents == 0:
        return Cost(0, Text("Mise à disposition gratuite.", "Free of charge."))
    if terms.tariff_unit == "hour":
        minutes = elapsed_minutes(period)
        cents = (2 * terms.tariff_cents * minutes * quantity + 60) // 120
        count = _hours(minutes)
    else:
        number = units_begun(terms.tariff_unit, period)
        cents = terms.tariff_cents * number * quantity
        count = _counted(number, *_UNIT_NAMES[terms.tariff_unit])
    price, total = euros(terms.tariff_cents), euros(cents)
    times = _counted(quantity, *_PIECES) if quantity > 1 else None
    return Cost(
        cents,
        Text(
            f"{count.fr} × {price.fr}{f' × {times.fr}' if times else ''} = {total.fr}",
            f"{count.en} × {price.en}{f' × {times.en}' if times else ''} = {total.en}",
        ),
    )


def units_begun(unit: TariffUnit, period: Period) -> int:
    """How many half-days, days, nights or weeks a period begins; at least one."""
    start, end = _wall(period.starts_at), _wall(period.ends_at)
    last = end - timedelta(microseconds=1)
    if unit == "half_day":
        return _half_day(last) - _half_day(start) + 1
    if unit == "day":
        return (last.date() - start.date()).days + 1
    if unit == "night":
        return max(1, (end.date() - start.date()).days)
    if unit == "week":
        return max(1, -((start - end) // timedelta(days=7)))
    return 1


def _half_day(wall: datetime) -> int:
    return 2 * wall.toordinal() + (wall.time() >= NOON_BREAK)


_UNIT_NAMES: dict[TariffUnit, tuple[Text, Text]] = {
    "half_day": (Text("demi-journée", "half-day"), Text("demi-journées", "half-days")),
    "day": (Text("jour", "day"), Text("jours", "days")),
    "night": (Text("nuit", "night"), Text("nuits", "nights")),
    "week": (Text("semaine", "week"), Text("semaines", "weeks")),
    "booking": (Text("réservation", "booking"), Text("réservations", "bookings")),
}
_PIECES = (Text("unité", "unit"), Text("unités", "units"))


def _counted(number: int, one: Text, many: Text) -> Text:
    name = one if number == 1 else many
    return Text(f"{number}\u00a0{name.fr}", f"{number} {name.en}")


def _hours(minutes: int) -> Text:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return Text(f"{hours}\u00a0h", f"{hours} h")
    return Text(f"{hours}\u00a0h\u00a0{rest:02d}", f"{hours} h {rest:02d}")


# When it is free


def free_units(taken: Sequence[Sequence[Period]], period: Period) -> int:
    """How many units are free for all of a period; `taken` holds the periods of each unit in use."""
    return sum(not any(period.overlaps(other) for other in unit) for unit in taken)


def next_free(
    terms: Terms,
    asked: Period,
    quantity: int,
    taken: Sequence[Sequence[Period]],
    *,
    now: datetime,
    until: datetime,
    proposals: int = PROPOSALS,
) -> list[Period]:
    """The next periods of the same length, from the one asked on, with enough units free at once; none overlap."""
    found: list[Period] = []
    for candidate in _candidates(terms, asked, taken, now, until):
        if len(found) == proposals:
            break
        if found and candidate.overlaps(found[-1]):
            continue
        if problems(terms, candidate, quantity, now=now) or free_units(taken, candidate) < quantity:
            continue
        found.append(candidate)
    return found


def _candidates(
    terms: Terms, asked: Period, taken: Sequence[Sequence[Period]], now: datetime, until: datetime
) -> Iterator[Period]:
    if day_of(asked.starts_at) < last_day_of(asked):
        return _same_hours_later(asked, until)
    return _as_soon_as_possible(terms, asked, taken, now, until)


def _same_hours_later(asked: Period, until: datetime) -> Iterator[Period]:
    """Over midnight people come and go at the same hours, on another day."""
    start, end = asked.starts_at.astimezone(PARIS), asked.ends_at.astimezone(PARIS)
    for days in range(MAXIMUM_TRIES):
        shift = timedelta(days=days)
        candidate = Period(_at(start + shift), _at(end + shift))
        if candidate.starts_at >= until:
            return
        yield candidate


def _at(wall: datetime) -> datetime:
    return moment(wall.date(), wall.hour * 60 + wall.minute)


def _as_soon_as_possible(
    terms: Terms, asked: Period, taken: Sequence[Sequence[Period]], now: datetime, until: datetime
) -> Iterator[Period]:
    """Within a day: at the moment asked, when a unit is freed, when the resource opens, after a proposal."""
    length = asked.ends_at - asked.starts_at
    earliest = max(asked.starts_at, _next_quarter(now + timedelta(minutes=terms.notice_minutes)))
    if earliest >= until:
        return
    freed = {other.ends_at for unit in taken for other in unit}
    opened = {period.starts_at for period in open_periods(terms.openings, Period(earliest, until))}
    starts = sorted({earliest} | {start for start in freed | opened if earliest < start < until})
    seen: set[datetime] = set()
    for _ in range(MAXIMUM_TRIES):
        if not starts:
            return
        start = heapq.heappop(starts)
        if start in seen or start >= until:
            continue
        seen.add(start)
        candidate = Period(start, start + length)
        yield candidate
        if free_units(taken, candidate):
            heapq.heappush(starts, candidate.ends_at)


def _next_quarter(instant: datetime) -> datetime:
    """The next full quarter of an hour: nobody is offered 10:07."""
    quarter = timedelta(minutes=15)
    return instant + (-(instant - datetime.min.replace(tzinfo=UTC)) % quarter)
