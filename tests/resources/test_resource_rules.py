"""Opening hours through both clock changes, what may be booked, what it costs, when it is free."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kit.clock import PARIS
from essaim.resources import rules
from essaim.resources.rules import Opening, Period, Terms

NOW = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
DAY = 24 * 60
ALWAYS: tuple[Opening, ...] = ()
OFFICE = tuple(Opening(weekday, 8 * 60, 18 * 60) for weekday in range(1, 6))


def terms(openings: tuple[Opening, ...] = ALWAYS, **values: object) -> Terms:
    given = {
        "kind": "room",
        "tariff_cents": 0,
        "tariff_unit": "hour",
        "minimum_minutes": 30,
        "maximum_minutes": 7 * DAY,
        "notice_minutes": 0,
        "horizon_days": 365,
        "units": 1,
        "retired_on": None,
    }
    return Terms(**{**given, **values}, openings=openings)  # type: ignore[arg-type]


def paris(text: str) -> datetime:
    """`2027-01-11 09:00`, a clock in Paris."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=PARIS).astimezone(UTC)


def period(start: str, end: str) -> Period:
    return Period(paris(start), paris(end))


def codes(terms: Terms, period: Period, quantity: int = 1, now: datetime = NOW) -> list[str]:
    return [problem.code for problem in rules.problems(terms, period, quantity, now=now)]


class TestOpeningHours:
    def test_a_period_inside_an_opening_is_open_to_its_last_minute(self) -> None:
        assert rules.is_open(terms(OFFICE), period("2027-01-11 08:00", "2027-01-11 18:00"))

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2027-01-11 07:59", "2027-01-11 09:00"),
            ("2027-01-11 17:00", "2027-01-11 18:01"),
            ("2027-01-16 10:00", "2027-01-16 11:00"),  # a Saturday
        ],
    )
    def test_outside_it_is_not(self, start: str, end: str) -> None:
        assert codes(terms(OFFICE), period(start, end)) == ["outside_opening_hours"]

    def test_lunch_closing_splits_the_day(self) -> None:
        halves = (Opening(1, 8 * 60, 12 * 60), Opening(1, 14 * 60, 18 * 60))
        assert not rules.is_open(terms(halves), period("2027-01-11 11:00", "2027-01-11 15:00"))

    def test_openings_that_meet_at_midnight_are_one(self) -> None:
        evenings = (Opening(5, 18 * 60, DAY), Opening(6, 0, 2 * 60))
        assert rules.is_open(terms(evenings), period("2027-01-15 20:00", "2027-01-16 02:00"))
        assert not rules.is_open(terms(evenings), period("2027-01-15 20:00", "2027-01-16 02:01"))

    def test_the_hours_are_those_of_the_clock_in_winter_and_in_summer(self) -> None:
        for day in ("2027-01-11", "2027-07-12"):
            assert rules.is_open(terms(OFFICE), period(f"{day} 08:00", f"{day} 18:00"))
            assert not rules.is_open(terms(OFFICE), period(f"{day} 07:00", f"{day} 17:00"))

    def test_the_spring_sunday_has_23_hours_open(self) -> None:
        sundays = (Opening(7, 0, DAY),)
        within = Period(rules.moment(date(2027, 3, 28), 0), rules.moment(date(2027, 3, 28), DAY))
        (opened,) = rules.open_periods(sundays, within)
        assert opened.ends_at - opened.starts_at == timedelta(hours=23)

    def test_the_autumn_sunday_has_25_hours_open(self) -> None:
        sundays = (Opening(7, 0, DAY),)
        within = Period(rules.moment(date(2027, 10, 31), 0), rules.moment(date(2027, 10, 31), DAY))
        (opened,) = rules.open_periods(sundays, within)
        assert opened.ends_at - opened.starts_at == timedelta(hours=25)

    def test_an_hour_no_clock_shows_is_the_end_of_the_gap(self) -> None:
        assert rules.moment(date(2027, 3, 28), 2 * 60 + 30) == paris("2027-03-28 03:00")

    def test_an_hour_shown_twice_opens_at_the_first_and_closes_at_the_last(self) -> None:
        first = rules.moment(date(2027, 10, 31), 2 * 60 + 30)
        assert rules.moment(date(2027, 10, 31), 2 * 60 + 30, last=True) - first == timedelta(hours=1)

    def test_a_vehicle_kept_overnight_is_handed_over_and_back_during_hours(self) -> None:
        weekend = period("2027-01-15 17:00", "2027-01-18 08:30")
        assert rules.is_open(terms(OFFICE, kind="vehicle"), weekend)
        assert not rules.is_open(terms(OFFICE, kind="room"), weekend)
        assert not rules.is_open(
            terms(OFFICE, kind="vehicle"), period("2027-01-15 17:00", "2027-01-17 10:00")
        )

    def test_a_lodging_takes_arrivals_and_departures_during_its_hours(self) -> None:
        reception = tuple(
            opening
            for weekday in range(1, 8)
            for opening in (Opening(weekday, 8 * 60, 11 * 60), Opening(weekday, 15 * 60, 22 * 60))
        )
        lodging = terms(reception, kind="lodging")
        assert rules.is_open(lodging, period("2027-03-27 16:00", "2027-03-28 10:00"))
        assert not rules.is_open(lodging, period("2027-03-27 16:00", "2027-03-28 12:00"))


class TestProblems:
    def test_a_period_within_the_rules_has_none(self) -> None:
        assert codes(terms(), period("2027-01-11 09:00", "2027-01-11 10:00")) == []

    @pytest.mark.parametrize(
        ("values", "start", "end", "expected"),
        [
            ({}, "2027-01-04 08:59", "2027-01-04 10:00", "in_past"),
            ({"notice_minutes": 120}, "2027-01-04 10:59", "2027-01-04 12:00", "too_soon"),
            ({"horizon_days": 7}, "2027-01-11 09:01", "2027-01-11 10:00", "too_far"),
            ({"minimum_minutes": 60}, "2027-01-11 09:00", "2027-01-11 09:59", "too_short"),
            ({"maximum_minutes": 60}, "2027-01-11 09:00", "2027-01-11 10:01", "too_long"),
            ({"units": 0}, "2027-01-11 09:00", "2027-01-11 10:00", "not_bookable"),
            ({"retired_on": date(2027, 1, 11)}, "2027-01-11 09:00", "2027-01-11 10:00", "not_bookable"),
        ],
    )
    def test_each_rule_just_broken_is_named(
        self, values: dict[str, object], start: str, end: str, expected: str
    ) -> None:
        assert codes(terms(**values), period(start, end)) == [expected]

    @pytest.mark.parametrize(
        ("values", "start", "end"),
        [
            ({}, "2027-01-04 09:00", "2027-01-04 10:00"),
            ({"notice_minutes": 120}, "2027-01-04 11:00", "2027-01-04 12:00"),
            ({"horizon_days": 7}, "2027-01-11 09:00", "2027-01-11 10:00"),
            ({"minimum_minutes": 60}, "2027-01-11 09:00", "2027-01-11 10:00"),
            ({"maximum_minutes": 60}, "2027-01-11 09:00", "2027-01-11 10:00"),
            ({"retired_on": date(2027, 1, 12)}, "2027-01-11 09:00", "2027-01-12 00:00"),
            ({"maximum_minutes": DAY}, "2027-03-27 12:00", "2027-03-28 12:00"),  # 23 hours by the stopwatch
            ({"maximum_minutes": DAY}, "2027-10-30 12:00", "2027-10-31 12:00"),  # 25 hours
            ({"minimum_minutes": DAY}, "2027-03-27 12:00", "2027-03-28 12:00"),
        ],
    )
    def test_each_rule_just_kept_is_not(self, values: dict[str, object], start: str, end: str) -> None:
        assert codes(terms(**values), period(start, end)) == []

    def test_more_units_than_there_are(self) -> None:
        assert codes(terms(units=2), period("2027-01-11 09:00", "2027-01-11 10:00"), 3) == ["too_many"]


class TestCost:
    @pytest.mark.parametrize(
        ("unit", "cents", "start", "end", "quantity", "expected"),
        [
            ("hour", 1800, "2027-01-11 09:00", "2027-01-11 11:30", 1, 4500),
            ("hour", 1000, "2027-01-11 09:00", "2027-01-11 09:20", 1, 333),
            ("hour", 1000, "2027-01-11 09:00", "2027-01-11 09:20", 3, 1000),  # rounded once, at the end
            ("hour", 30, "2027-01-11 09:00", "2027-01-11 09:01", 1, 1),  # half a cent goes up
            ("hour", 100, "2027-03-28 01:00", "2027-03-28 04:00", 1, 200),  # two hours pass
            ("hour", 100, "2027-10-31 01:00", "2027-10-31 04:00", 1, 400),  # four
            ("half_day", 4500, "2027-01-11 08:00", "2027-01-11 13:00", 1, 4500),
            ("half_day", 4500, "2027-01-11 08:00", "2027-01-11 13:01", 1, 9000),
            ("half_day", 4500, "2027-01-11 13:00", "2027-01-12 12:00", 2, 18000),
            ("day", 8000, "2027-01-11 09:00", "2027-01-11 18:00", 1, 8000),
            ("day", 8000, "2027-01-11 22:00", "2027-01-12 00:00", 1, 8000),
            ("day", 8000, "2027-01-11 22:00", "2027-01-12 02:00", 1, 16000),
            ("night", 5000, "2027-01-15 16:00", "2027-01-17 10:00", 2, 20000),
            ("night", 5000, "2027-10-30 16:00", "2027-10-31 10:00", 1, 5000),
            ("night", 5000, "2027-01-15 14:00", "2027-01-15 18:00", 1, 5000),
            ("week", 30000, "2027-03-27 16:00", "2027-04-03 16:00", 1, 30000),  # 167 hours
            ("week", 30000, "2027-10-30 16:00", "2027-11-06 16:00", 1, 30000),  # 169 hours
            ("week", 30000, "2027-01-02 16:00", "2027-01-09 16:01", 1, 60000),
            ("booking", 1500, "2027-01-11 09:00", "2027-01-14 09:00", 2, 3000),
        ],
    )
    def test_follows_the_tariff(
        self, unit: str, cents: int, start: str, end: str, quantity: int, expected: int
    ) -> None:
        tariff = terms(tariff_unit=unit, tariff_cents=cents)
        assert rules.cost(tariff, period(start, end), quantity).cents == expected

    def test_says_in_both_languages_how_it_comes_about(self) -> None:
        tariff = terms(tariff_unit="half_day", tariff_cents=123_450)
        explanation = rules.cost(tariff, period("2027-01-11 09:00", "2027-01-12 12:00"), 2).explanation
        assert (
            explanation.fr
            == "3\u00a0demi-journées × 1\u202f234,50\u00a0€ × 2\u00a0unités = 7\u202f407,00\u00a0€"
        )
        assert explanation.en == "3 half-days × €1,234.50 × 2 units = €7,407.00"

    def test_hours_and_minutes(self) -> None:
        tariff = terms(tariff_cents=1800)
        explanation = rules.cost(tariff, period("2027-01-11 09:00", "2027-01-11 11:05"), 1).explanation
        assert explanation.fr == "2\u00a0h\u00a005 × 18,00\u00a0€ = 37,50\u00a0€"

    def test_free_of_charge(self) -> None:
        cost = rules.cost(terms(), period("2027-01-11 09:00", "2027-01-11 10:00"), 5)
        assert (cost.cents, cost.explanation.en) == (0, "Free of charge.")

    @given(
        minutes=st.integers(1, 5000),
        split=st.integers(1, 4999),
        cents=st.integers(0, 10**6),
        quantity=st.integers(1, 50),
    )
    def test_an_hourly_cost_is_within_half_a_cent_and_never_falls_with_time(
        self, minutes: int, split: int, cents: int, quantity: int
    ) -> None:
        start = paris("2027-01-11 09:00")

        def of(length: int) -> int:
            return rules.cost(
                terms(tariff_cents=cents), Period(start, start + timedelta(minutes=length)), quantity
            ).cents

        assert abs(of(minutes) * 60 - cents * minutes * quantity) <= 30
        if split < minutes:
            assert of(split) <= of(minutes)


class TestNextFree:
    UNTIL = datetime(2027, 1, 25, tzinfo=UTC)

    def next_free(
        self, terms: Terms, asked: Period, taken: list[list[Period]], quantity: int = 1
    ) -> list[Period]:
        return rules.next_free(terms, asked, quantity, taken, now=NOW, until=self.UNTIL)

    def test_the_moments_after_what_is_taken(self) -> None:
        asked = period("2027-01-11 09:00", "2027-01-11 11:00")
        taken = [[asked, period("2027-01-11 12:00", "2027-01-11 14:00")]]
        assert self.next_free(terms(OFFICE), asked, taken) == [
            period("2027-01-11 14:00", "2027-01-11 16:00"),
            period("2027-01-11 16:00", "2027-01-11 18:00"),
            period("2027-01-12 08:00", "2027-01-12 10:00"),
        ]

    def test_enough_units_must_be_free_at_once(self) -> None:
        asked = period("2027-01-11 09:00", "2027-01-11 10:00")
        taken = [[asked], [period("2027-01-11 10:00", "2027-01-11 11:00")]]
        (first, *_) = self.next_free(terms(units=2), asked, taken, quantity=2)
        assert first == period("2027-01-11 11:00", "2027-01-11 12:00")

    def test_overnight_the_same_hours_of_another_day_through_a_clock_change(self) -> None:
        asked = period("2027-03-27 16:00", "2027-03-28 10:00")
        proposals = rules.next_free(
            terms(kind="lodging"), asked, 1, [[asked]], now=NOW, until=asked.starts_at + timedelta(days=14)
        )
        assert proposals[0] == period("2027-03-28 16:00", "2027-03-29 10:00")
        assert proposals[1] == period("2027-03-29 16:00", "2027-03-30 10:00")

    def test_nothing_is_proposed_that_is_never_open(self) -> None:
        asked = period("2027-01-11 09:00", "2027-01-11 20:00")
        assert self.next_free(terms(OFFICE), asked, [[]]) == []

    @given(data=st.data())
    def test_every_proposal_could_be_booked_and_none_overlap(self, data: st.DataObject) -> None:
        start = paris("2027-01-11 00:00")
        moments = st.integers(0, 96).map(lambda quarter: start + timedelta(minutes=15 * quarter))
        periods = st.tuples(moments, st.integers(1, 24)).map(
            lambda drawn: Period(drawn[0], drawn[0] + timedelta(minutes=15 * drawn[1]))
        )
        taken = data.draw(st.lists(st.lists(periods, max_size=6), min_size=1, max_size=4))
        asked = data.draw(periods)
        quantity = data.draw(st.integers(1, len(taken)))
        resource = terms(OFFICE, units=len(taken), kind="vehicle")
        proposals = self.next_free(resource, asked, taken, quantity)
        for proposal in proposals:
            assert codes(resource, proposal, quantity) == []
            assert rules.free_units(taken, proposal) >= quantity
            assert proposal.starts_at >= asked.starts_at
        assert proposals == sorted(proposals)
        assert not any(a.overlaps(b) for a, b in itertools.pairwise(proposals))
        if codes(resource, asked, quantity) == [] and rules.free_units(taken, asked) >= quantity:
            assert proposals[0] == asked
