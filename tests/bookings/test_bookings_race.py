"""Many at once, on a committed database: exactly one winner, every loser told why."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from make import Make, Member, Row


def slot(day: str = "2027-01-11", start: str = "09:00", end: str = "11:00") -> dict[str, str]:
    return {"starts_at": f"{day}T{start}:00+01:00", "ends_at": f"{day}T{end}:00+01:00"}


async def crowd(make: Make, resource: Row, owner: Row, size: int) -> list[Member]:
    """Members of one pool, each of another organisation, who may all use the resource."""
    members = [await make.signed_in(role="staff") for _ in range(size)]
    pool = await make.pool(owner, *(member.organisation for member in members))
    await make.share(resource, agreement=pool)
    # Everybody is at the door before it opens: connections are made, so that the crowd meets at the slot.
    await asyncio.gather(*(member.get(f"/v1/resources/{resource.id}") for member in members))
    return members


def outcomes(answers: list[httpx.Response]) -> Counter[tuple[int, str | None]]:
    return Counter((answer.status_code, answer.json().get("code")) for answer in answers)


async def everybody_books(members: list[Member], times: int, **body: Any) -> list[httpx.Response]:
    return await asyncio.gather(
        *(members[turn % len(members)].post("/v1/bookings", json=body) for turn in range(times))
    )


class TestHundredAtOnce:
    @pytest.mark.parametrize("quantity", [1, 3])
    async def test_exactly_as_many_win_as_there_are_units(self, make: Make, quantity: int) -> None:
        owner = await make.organisation("EHPAD La Salette")
        resource = await make.resource(owner, quantity=quantity)
        members = await crowd(make, resource, owner, 10)

        answers = await everybody_books(members, 100, resource_id=str(resource.id), **slot())

        assert outcomes(answers) == {(201, None): quantity, (409, "slot_taken"): 100 - quantity}
        assert await make.count("booking_slots") == quantity
        assert await make.count("bookings") == quantity
        units = [
            number
            for answer in answers
            if answer.status_code == 201
            for number in answer.json()["unit_numbers"]
        ]
        assert sorted(units) == list(range(1, quantity + 1))
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert len(refused.json()["context"]["next_free"]) == 3

    async def test_bookings_of_several_units_never_wait_for_each_other(self, make: Make) -> None:
        owner = await make.organisation()
        resource = await make.resource(owner, quantity=7)
        members = await crowd(make, resource, owner, 5)

        answers = await everybody_books(members, 40, resource_id=str(resource.id), quantity=2, **slot())

        assert outcomes(answers) == {(201, None): 3, (409, "slot_taken"): 37}
        assert await make.count("booking_slots") == 6

    async def test_slots_that_overlap_in_part(self, make: Make) -> None:
        owner = await make.organisation()
        resource = await make.resource(owner)
        members = await crowd(make, resource, owner, 6)
        hours = [("08:00", "10:00"), ("09:00", "11:00"), ("10:00", "12:00"), ("09:30", "10:30")]

        answers = await asyncio.gather(
            *(
                member.post(
                    "/v1/bookings",
                    json={"resource_id": str(resource.id), **slot(start=start, end=end)},
                )
                for member in members
                for start, end in hours
            )
        )

        assert set(outcomes(answers)) <= {(201, None), (409, "slot_taken")}
        assert 1 <= outcomes(answers)[(201, None)] <= 2
        assert (
            await make.rows(
                "SELECT FROM booking_slots a JOIN booking_slots b"
                " ON a.unit_id = b.unit_id AND a.booking_id < b.booking_id AND a.during && b.during"
            )
            == []
        )


class TestOneKey:
    async def test_a_hundred_copies_have_one_effect(self, make: Make) -> None:
        owner = await make.organisation()
        resource = await make.resource(owner)
        member = await make.signed_in(owner, role="staff")
        body = {"resource_id": str(resource.id), **slot(), "purpose": "Sortie au marché"}

        answers = await asyncio.gather(
            *(
                member.post("/v1/bookings", json=body, headers={"Idempotency-Key": "sortie-1"})
                for _ in range(100)
            )
        )

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum(answer.headers.get("Idempotency-Hit") == "true" for answer in answers) == 99
        assert await make.count("bookings") == 1
        assert await make.count("booking_slots") == 1


class TestChangeAgainstBook:
    async def test_one_takes_the_slot_and_the_other_keeps_what_it_had(self, make: Make) -> None:
        owner = await make.organisation()
        resource = await make.resource(owner)
        mover, *others = await crowd(make, resource, owner, 6)
        first = await mover.post("/v1/bookings", json={"resource_id": str(resource.id), **slot()})
        wanted = slot(start="14:00", end="16:00")

        changed, *booked = await asyncio.gather(
            mover.patch(f"/v1/bookings/{first.json()['id']}", json=wanted, headers={"If-Match": '"1"'}),
            *(
                other.post("/v1/bookings", json={"resource_id": str(resource.id), **wanted})
                for other in others
            ),
        )

        won = [answer for answer in (changed, *booked) if answer.status_code in (200, 201)]
        lost = [answer for answer in (changed, *booked) if answer.status_code == 409]
        assert len(won) == 1
        assert len(lost) == 5
        assert {answer.json()["code"] for answer in lost} == {"slot_taken"}
        kept = (await mover.get(f"/v1/bookings/{first.json()['id']}")).json()
        expected = wanted if changed.status_code == 200 else slot()
        assert datetime.fromisoformat(kept["starts_at"]) == datetime.fromisoformat(expected["starts_at"])
        assert kept["unit_numbers"] == [1]
        assert await make.count("booking_slots") == (1 if changed.status_code == 200 else 2)

    async def test_two_changes_from_one_version_lose_none(self, make: Make) -> None:
        member = await make.signed_in()
        resource = await make.resource(member.organisation)
        booking = await member.post("/v1/bookings", json={"resource_id": str(resource.id), **slot()})
        answers = await asyncio.gather(
            *(
                member.patch(
                    f"/v1/bookings/{booking.json()['id']}",
                    json={"purpose": purpose},
                    headers={"If-Match": '"1"'},
                )
                for purpose in ("Marché", "Gare")
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]


class TestRetireAgainstBook:
    async def test_a_unit_out_of_use_never_holds_a_booking(self, make: Make) -> None:
        director = await make.signed_in()
        resource = await make.resource(director.organisation, quantity=2)
        address = f"/v1/resources/{resource.id}/quantity"

        fewer, *booked = await asyncio.gather(
            director.put(address, json={"quantity": 1}, headers={"If-Match": '"1"'}),
            *(
                director.post("/v1/bookings", json={"resource_id": str(resource.id), **slot()})
                for _ in range(6)
            ),
        )

        assert fewer.status_code in (200, 409)
        assert {answer.status_code for answer in booked} <= {201, 409}
        assert (
            await make.count(
                "booking_slots s JOIN resource_units u ON u.id = s.unit_id", "u.retired_on IS NOT NULL"
            )
            == 0
        )
        in_use = await make.count("resource_units", "retired_on IS NULL")
        assert in_use == (1 if fewer.status_code == 200 else 2)
        assert sum(answer.status_code == 201 for answer in booked) == in_use


class TestTheDatabaseAlone:
    async def test_refuses_two_slots_of_a_unit_that_overlap(self, make: Make) -> None:
        owner = await make.organisation()
        resource = await make.resource(owner)
        start = datetime.fromisoformat("2027-01-11T09:00:00+01:00")
        end = datetime.fromisoformat("2027-01-11T11:00:00+01:00")
        await make.booking(resource, owner, start, end)
        second = await make.booking(resource, owner, start, end)  # found no unit free
        with pytest.raises(IntegrityError, match="booking_slots_no_overlap"):
            await make.rows(
                "INSERT INTO booking_slots SELECT b.id, u.id, b.resource_id, b.during FROM bookings b"
                " JOIN resource_units u ON u.resource_id = b.resource_id WHERE b.id = :booking",
                booking=second.id,
            )
