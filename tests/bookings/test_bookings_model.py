"""Bookings and cancellations drawn at random, against a small model of intervals counted hour by hour."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.bookings.errors import BookingBegun, BookingClosed
from essaim.bookings.rules import POSSIBLE, STATES, Action, State, check_action, first_state
from make import Make

START = datetime(2027, 1, 11, 0, 0, tzinfo=UTC)
HOURS = 12


class Hours:
    """The model: how many units are used in each hour. With units kept for a whole booking it may say yes too
    often for several units, so it only judges what was accepted, and every booking of one unit of one."""

    def __init__(self, units: int) -> None:
        self.units = units
        self.used = [0] * HOURS

    def fits(self, start: int, end: int, quantity: int) -> bool:
        return all(self.used[hour] + quantity <= self.units for hour in range(start, end))

    def add(self, start: int, end: int, quantity: int) -> None:
        for hour in range(start, end):
            self.used[hour] += quantity


step = st.one_of(
    st.tuples(st.just("book"), st.integers(0, HOURS - 1), st.integers(1, HOURS), st.integers(1, 3)),
    st.tuples(st.just("cancel"), st.integers(0, 99)),
)


# The database is the test's; each run of steps has a resource of its own in it.
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units=st.integers(1, 3), steps=st.lists(step, min_size=5, max_size=25))
async def test_never_more_units_than_there_are(make: Make, units: int, steps: list[Any]) -> None:
    member = await make.signed_in()
    resource = await make.resource(member.organisation, quantity=units)
    model = Hours(units)
    held: dict[str, tuple[int, int, int]] = {}
    for kind, *drawn in steps:
        if kind == "cancel":
            if held:
                booking = sorted(held)[drawn[0] % len(held)]
                start, end, quantity = held.pop(booking)
                assert (await member.post(f"/v1/bookings/{booking}/cancel")).status_code == 200
                model.add(start, end, -quantity)
            continue
        start, length, quantity = drawn
        end = min(start + length, HOURS)
        body = {
            "resource_id": str(resource.id),
            "starts_at": (START + timedelta(hours=start)).isoformat(),
            "ends_at": (START + timedelta(hours=end)).isoformat(),
            "quantity": quantity,
        }
        answer = await member.post("/v1/bookings", json=body)
        if quantity > units:
            assert answer.json()["code"] == "too_many"
        elif answer.status_code == 201:
            assert model.fits(start, end, quantity)
            model.add(start, end, quantity)
            held[answer.json()["id"]] = (start, end, quantity)
        else:
            assert answer.json()["code"] == "slot_taken"
            assert units > 1 or not model.fits(start, end, quantity)
            for free in answer.json()["context"]["next_free"]:
                first = (datetime.fromisoformat(free["starts_at"]) - START) // timedelta(hours=1)
                assert model.fits(min(first, HOURS), min(first + end - start, HOURS), quantity)
    assert await make.count("booking_slots", "resource_id = :id", id=resource.id) == sum(
        quantity for _, _, quantity in held.values()
    )


class TestStates:
    NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)

    @given(
        action=st.sampled_from(sorted(POSSIBLE)),
        state=st.sampled_from(STATES),
        minutes=st.integers(-60, 60),
    )
    @settings(max_examples=200)
    def test_nothing_closed_or_begun_moves(self, action: Action, state: State, minutes: int) -> None:
        starts_at = self.NOW + timedelta(minutes=minutes)
        if state in ("refused", "cancelled"):
            with pytest.raises(BookingClosed):
                check_action(action, state=state, starts_at=starts_at, now=self.NOW)
        elif state in POSSIBLE[action] and minutes <= 0:
            with pytest.raises(BookingBegun):
                check_action(action, state=state, starts_at=starts_at, now=self.NOW)
        elif state in POSSIBLE[action]:
            check_action(action, state=state, starts_at=starts_at, now=self.NOW)

    def test_only_bookings_of_others_wait_for_the_steward(self) -> None:
        assert first_state(needs_approval=True, by_steward=False) == "requested"
        assert first_state(needs_approval=True, by_steward=True) == "confirmed"
        assert first_state(needs_approval=False, by_steward=False) == "confirmed"
