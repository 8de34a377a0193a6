"""Quotas that the members voted: what one organisation may book of what others share through an agreement."""

import asyncio
import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.agreements.rulebook import Rulebook
from essaim.bookings.rules import Use, hours_in_words, minutes_within, spans
from essaim.kit import clock
from essaim.resources.rules import Period, moment
from make import LONG_AGO, Make, Member, Row

MOMENTS = st.datetimes(datetime(2027, 1, 1), datetime(2028, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001


def slot(start: str, end: str, day: str = "2027-01-11") -> dict[str, str]:
    return {"starts_at": f"{day}T{start}:00+01:00", "ends_at": f"{day}T{end}:00+01:00"}


async def book(member: Member, resource: Row, **body: Any) -> httpx.Response:
    answer: httpx.Response = await member.post("/v1/bookings", json={"resource_id": str(resource.id), **body})
    return answer


async def set_quota(make: Make, agreement: Row, member: Member, *quotas: dict[str, Any]) -> None:
    await make.row(
        "agreement_rules",
        agreement_id=agreement.id,
        number=1,
        state="adopted",
        content=Rulebook(quotas=list(quotas)).model_dump_json(),
        note="Quotas",
        proposed_by=member.organisation.id,
        proposed_by_person=member.person.id,
        basis="founding",
        adopted_at=datetime.now(UTC),
        in_force_from=LONG_AGO,
    )


def hours(maximum: int, period: str = "week", kind: str = "vehicle") -> dict[str, Any]:
    return {"resource_kind": kind, "maximum_hours": maximum, "period": period}


@pytest.fixture
async def steward(make: Make) -> Member:
    return await make.signed_in(role="coordinator")


@pytest.fixture
async def booker(make: Make) -> Member:
    return await make.signed_in(role="staff")


@pytest.fixture
async def pool(make: Make, steward: Member, booker: Member) -> Row:
    """Vehicles: three hours a week for each organisation."""
    pool = await make.pool(steward.organisation, booker.organisation, name="Moyens partagés")
    await set_quota(make, pool, steward, hours(3))
    return pool


@pytest.fixture
async def minibus(make: Make, steward: Member, pool: Row) -> Row:
    resource = await make.resource(steward.organisation, quantity=2)
    await make.share(resource, agreement=pool)
    return resource


class TestOneOrganisation:
    async def test_books_up_to_its_quota_and_is_told_what_is_left(
        self, make: Make, booker: Member, steward: Member, minibus: Row, pool: Row
    ) -> None:
        second = await make.resource(steward.organisation, "Fourgon")
        await make.share(second, agreement=pool)
        first = await book(booker, minibus, **slot("09:00", "11:00"))
        assert first.status_code == 201, first.text

        refused = await book(booker, second, **slot("14:00", "15:30"))
        assert (refused.status_code, refused.json()["code"]) == (409, "quota_exceeded")
        assert refused.json()["context"] == {
            "agreement_id": str(pool.id),
            "maximum_hours": 3,
            "period": "week",
            "starts_on": "2027-01-11",
            "ends_on": "2027-01-17",
            "used_minutes": 120,
            "asked_minutes": 90,
            "left_minutes": 60,
        }
        assert "«\u00a0Moyens partagés\u00a0»" in refused.json()["detail"]
        assert "Il vous reste 1\u00a0h du 11/01/2027 au 17/01/2027" in refused.json()["detail"]

        assert (await book(booker, second, **slot("14:00", "15:00"))).status_code == 201
        assert (await book(booker, minibus, **slot("09:00", "12:00", "2027-01-18"))).status_code == 201

    async def test_counts_every_unit_and_not_what_was_cancelled(self, booker: Member, minibus: Row) -> None:
        two = await book(booker, minibus, quantity=2, **slot("09:00", "11:00"))
        assert two.json()["code"] == "quota_exceeded"
        one = await book(booker, minibus, quantity=2, **slot("09:00", "10:00"))
        assert one.status_code == 201
        assert (await book(booker, minibus, **slot("11:00", "13:00"))).status_code == 409
        await booker.post(f"/v1/bookings/{one.json()['id']}/cancel")
        assert (await book(booker, minibus, **slot("11:00", "13:00"))).status_code == 201

    async def test_changes_a_booking_within_the_quota(self, booker: Member, minibus: Row) -> None:
        booking = (await book(booker, minibus, **slot("09:00", "11:00"))).json()
        address = f"/v1/bookings/{booking['id']}"
        longer = await booker.patch(address, json=slot("08:00", "12:00"), headers={"If-Match": '"1"'})
        assert longer.json()["code"] == "quota_exceeded"
        moved = await booker.patch(address, json=slot("13:00", "16:00"), headers={"If-Match": '"1"'})
        assert moved.status_code == 200

    async def test_counts_a_booking_over_two_weeks_in_each(self, booker: Member, minibus: Row) -> None:
        # From Sunday 22:00 to Monday 02:00: two hours in each week.
        night = {"starts_at": "2027-01-17T22:00:00+01:00", "ends_at": "2027-01-18T02:00:00+01:00"}
        assert (await book(booker, minibus, **night)).status_code == 201
        assert (await book(booker, minibus, **slot("09:00", "11:00", "2027-01-18"))).status_code == 409
        assert (await book(booker, minibus, **slot("09:00", "10:00", "2027-01-18"))).status_code == 201


class TestWhoIsFree:
    async def test_the_owner_and_who_has_another_way_in(
        self, make: Make, steward: Member, booker: Member, minibus: Row
    ) -> None:
        day = slot("08:00", "18:00")
        assert (await book(steward, minibus, **day)).status_code == 201
        assert (await book(booker, minibus, **day)).status_code == 409
        other_pool = await make.pool(steward.organisation, booker.organisation)
        await make.share(minibus, agreement=other_pool)
        assert (await book(booker, minibus, **day)).status_code == 201

    async def test_another_kind_of_resource_and_another_organisation(
        self, make: Make, steward: Member, booker: Member, minibus: Row, pool: Row
    ) -> None:
        room = await make.resource(steward.organisation, "Salle", kind="room")
        await make.share(room, agreement=pool)
        newcomer = await make.signed_in(role="staff")
        await make.party(pool, newcomer.organisation)
        assert (await book(booker, room, **slot("08:00", "18:00"))).status_code == 201
        assert (await book(booker, minibus, **slot("09:00", "12:00"))).status_code == 201
        assert (await book(newcomer, minibus, **slot("09:00", "12:00"))).status_code == 201

    async def test_rules_to_come_do_not_bind_yet(
        self, make: Make, booker: Member, minibus: Row, pool: Row, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "today", lambda: date(2019, 12, 31))
        assert (await book(booker, minibus, **slot("09:00", "13:00"))).status_code == 201


class TestTogether:
    async def test_exactly_as_much_as_the_quota_is_booked(
        self, make: Make, steward: Member, booker: Member, pool: Row
    ) -> None:
        vehicles = [await make.resource(steward.organisation, f"Vélo {number}") for number in range(12)]
        for vehicle in vehicles:
            await make.share(vehicle, agreement=pool)

        answers = await asyncio.gather(
            *(book(booker, vehicle, **slot("09:00", "10:00")) for vehicle in vehicles)
        )

        outcomes = Counter(answer.json().get("code", answer.status_code) for answer in answers)
        assert outcomes == {201: 3, "quota_exceeded": 9}


class TestRules:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("week", [("2027-12-27", "2028-01-03"), ("2028-01-03", "2028-01-10")]),
            ("month", [("2027-12-01", "2028-01-01"), ("2028-01-01", "2028-02-01")]),
            ("year", [("2027-01-01", "2028-01-01"), ("2028-01-01", "2029-01-01")]),
        ],
    )
    def test_civil_periods(self, kind: Any, expected: list[tuple[str, str]]) -> None:
        period = Period(moment(date(2027, 12, 30), 0), moment(date(2028, 1, 4), 0))
        found = [(span.starts_on.isoformat(), span.ends_on.isoformat()) for span in spans(kind, period)]
        assert found == expected

    def test_a_day_of_25_hours_counts_25(self) -> None:
        day = Period(moment(date(2027, 10, 31), 0), moment(date(2027, 11, 1), 0))
        (month,) = spans("month", day)
        assert minutes_within(month, [Use(day, 2)]) == 2 * 25 * 60

    @settings(max_examples=200, deadline=None)
    @given(st.sampled_from(["week", "month", "year"]), MOMENTS, st.integers(1, 100_000), st.integers(1, 9))
    def test_a_booking_is_counted_once_whatever_it_crosses(
        self, kind: Any, start: datetime, minutes: int, quantity: int
    ) -> None:
        period = Period(start, start + timedelta(minutes=minutes))
        touched = list(spans(kind, period))
        assert sum(minutes_within(span, [Use(period, quantity)]) for span in touched) in range(
            # A moment within a minute may split it over two periods.
            (minutes - len(touched) + 1) * quantity,
            minutes * quantity + 1,
        )
        assert all(one.ends_on == next_.starts_on for one, next_ in itertools.pairwise(touched))

    def test_hours_as_people_say_them(self) -> None:
        assert [hours_in_words(minutes).fr for minutes in (60, 210, 0)] == [
            "1\u00a0h",
            "3\u00a0h\u00a030",
            "0\u00a0h",
        ]
