"""Booking, changing, cancelling, deciding: what each side may do and see."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from essaim.kit import clock
from make import Make, Member, Row


def slot(start: str = "09:00", end: str = "11:00", day: str = "2027-01-11") -> dict[str, str]:
    return {"starts_at": f"{day}T{start}:00+01:00", "ends_at": f"{day}T{end}:00+01:00"}


@pytest.fixture
async def steward(make: Make) -> Member:
    return await make.signed_in(await make.organisation("EHPAD La Salette"), role="coordinator")


@pytest.fixture
async def booker(make: Make) -> Member:
    person = await make.person("Dominique Faure")
    return await make.signed_in(
        await make.organisation("Résidence Les Tilleuls"), role="staff", person=person
    )


@pytest.fixture
async def rival(make: Make) -> Member:
    return await make.signed_in(await make.organisation("Résidence Rivale"))


@pytest.fixture
async def pool(make: Make, steward: Member, booker: Member, rival: Member) -> Row:
    return await make.pool(steward.organisation, booker.organisation, rival.organisation)


@pytest.fixture
async def minibus(make: Make, steward: Member, pool: Row) -> Row:
    resource = await make.resource(steward.organisation, "Minibus", tariff_cents=4500, tariff_unit="half_day")
    await make.share(resource, agreement=pool)
    return resource


async def book(member: Member, resource: Row, **body: Any) -> dict[str, Any]:
    answer = await member.post("/v1/bookings", json={"resource_id": str(resource.id), **slot(), **body})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestBook:
    async def test_says_everything_with_names(self, booker: Member, steward: Member, minibus: Row) -> None:
        booking = await book(booker, minibus, purpose="Sortie au marché")
        assert booking == {
            "id": booking["id"],
            "resource_id": str(minibus.id),
            "resource_name": "Minibus",
            "resource_kind": "vehicle",
            "steward_id": str(steward.organisation.id),
            "steward_name": "EHPAD La Salette",
            "organisation_id": str(booker.organisation.id),
            "organisation_name": "Résidence Les Tilleuls",
            "booked_by_name": "Dominique Faure",
            "is_mine": True,
            "is_steward": False,
            "starts_at": "2027-01-11T08:00:00Z",
            "ends_at": "2027-01-11T10:00:00Z",
            "quantity": 1,
            "unit_numbers": [1],
            "state": "confirmed",
            "purpose": "Sortie au marché",
            "cost_cents": 4500,
            "decided_at": None,
            "decision_note": None,
            "fictional": False,
            "version": 1,
            "created_at": booking["created_at"],
        }
        read = await booker.get(f"/v1/bookings/{booking['id']}")
        assert (read.json(), read.headers["etag"]) == (booking, '"1"')

    async def test_a_taken_slot_is_refused_with_the_next_free_ones(
        self, booker: Member, rival: Member, minibus: Row
    ) -> None:
        await book(booker, minibus)
        answer = await rival.post(
            "/v1/bookings", json={"resource_id": str(minibus.id), **slot("10:00", "12:00")}
        )
        assert refusal(answer) == (409, "slot_taken")
        assert answer.json()["context"]["next_free"] == [
            {"starts_at": "2027-01-11T10:00:00Z", "ends_at": "2027-01-11T12:00:00Z"},
            {"starts_at": "2027-01-11T12:00:00Z", "ends_at": "2027-01-11T14:00:00Z"},
            {"starts_at": "2027-01-11T14:00:00Z", "ends_at": "2027-01-11T16:00:00Z"},
        ]
        proposed = answer.json()["context"]["next_free"][0]
        await book(rival, minibus, **proposed)

    async def test_bookings_may_touch(self, booker: Member, rival: Member, minibus: Row) -> None:
        await book(booker, minibus)
        await book(rival, minibus, **slot("11:00", "12:00"))

    @pytest.mark.parametrize(
        ("rules", "body", "code"),
        [
            ({"quantity": 0}, {}, "not_bookable"),
            ({"retired_on": date(2027, 1, 1)}, {}, "not_bookable"),
            ({}, {"quantity": 2}, "too_many"),
            ({}, slot(day="2026-01-11"), "in_past"),
            ({"notice_minutes": 500_000}, {}, "too_soon"),
            ({"horizon_days": 1}, {}, "too_far"),
            ({"minimum_minutes": 180}, {}, "too_short"),
            ({"maximum_minutes": 60}, {}, "too_long"),
        ],
    )
    async def test_a_rule_broken_is_named(
        self, make: Make, steward: Member, rules: dict[str, Any], body: dict[str, Any], code: str
    ) -> None:
        resource = await make.resource(steward.organisation, **rules)
        answer = await steward.post("/v1/bookings", json={"resource_id": str(resource.id), **slot(), **body})
        assert refusal(answer) == (409, code)
        assert await make.count("bookings") == 0

    async def test_outside_opening_hours(self, make: Make, booker: Member, minibus: Row) -> None:
        await make.opening(minibus, 1, "08:00", "10:00")
        answer = await booker.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
        assert refusal(answer) == (409, "outside_opening_hours")

    async def test_several_units_at_once(self, make: Make, steward: Member) -> None:
        resource = await make.resource(steward.organisation, quantity=3)
        assert len((await book(steward, resource, quantity=2))["unit_numbers"]) == 2
        answer = await steward.post(
            "/v1/bookings", json={"resource_id": str(resource.id), **slot(), "quantity": 2}
        )
        assert refusal(answer) == (409, "slot_taken")
        await book(steward, resource)

    async def test_needs_the_power_to_book(self, make: Make, minibus: Row, booker: Member) -> None:
        colleague = await make.signed_in(booker.organisation, role="staff", powers=[])
        reader = await make.signed_in(booker.organisation, role="reader")
        for member, code in ((colleague, "missing_power"), (reader, "not_allowed")):
            answer = await member.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
            assert refusal(answer) == (403, code)

    async def test_the_path_is_short(self, make: Make, booker: Member, minibus: Row) -> None:
        statements: list[str] = []
        engine = make.app.state.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
        await book(booker, minibus)
        assert len(statements) == 4  # the caller, the look, the booking, its slots
        statements.clear()
        await booker.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
        assert len(statements) == 3  # the caller, the look, the next free slots


class TestChange:
    async def change(self, member: Member, booking: dict[str, Any], **body: Any) -> httpx.Response:
        answer: httpx.Response = await member.patch(
            f"/v1/bookings/{booking['id']}",
            json=body,
            headers={"If-Match": f'"{booking["version"]}"'},
        )
        return answer

    async def test_a_new_time_costs_anew_and_frees_the_old_one(
        self, booker: Member, rival: Member, minibus: Row
    ) -> None:
        booking = await book(booker, minibus)
        changed = await self.change(booker, booking, **slot("10:00", "17:00"))
        assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
        assert (changed.json()["cost_cents"], changed.json()["version"]) == (9000, 2)
        await book(rival, minibus, **slot("09:00", "10:00"))

    async def test_refused_it_keeps_what_it_had(self, booker: Member, rival: Member, minibus: Row) -> None:
        booking = await book(booker, minibus)
        await book(rival, minibus, **slot("14:00", "16:00"))
        answer = await self.change(booker, booking, **slot("13:00", "15:00"))
        assert refusal(answer) == (409, "slot_taken")
        assert (await booker.get(f"/v1/bookings/{booking['id']}")).json() == booking
        taken = await rival.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
        assert refusal(taken) == (409, "slot_taken")

    async def test_it_keeps_its_unit_when_it_can(self, make: Make, steward: Member) -> None:
        resource = await make.resource(steward.organisation, quantity=20)
        booking = await book(steward, resource)
        changed = await self.change(steward, booking, **slot("09:00", "12:00"))
        assert changed.json()["unit_numbers"] == booking["unit_numbers"]

    async def test_every_rule_is_checked_again(self, make: Make, booker: Member, minibus: Row) -> None:
        booking = await book(booker, minibus)
        assert refusal(await self.change(booker, booking, quantity=2)) == (409, "too_many")
        assert refusal(await self.change(booker, booking, **slot(day="2026-01-11"))) == (409, "in_past")
        assert refusal(await self.change(booker, booking, ends_at="2027-01-11T08:00:00+01:00")) == (
            422,
            "invalid_request",
        )

    async def test_words_alone_ask_for_no_new_approval(
        self, make: Make, booker: Member, steward: Member, pool: Row
    ) -> None:
        room = await make.resource(steward.organisation, kind="room", needs_approval=True)
        await make.share(room, agreement=pool)
        booking = await book(booker, room)
        confirmed = await steward.post(f"/v1/bookings/{booking['id']}/confirm", json={})
        words = await self.change(booker, confirmed.json(), purpose="Réunion")
        assert words.json()["state"] == "confirmed"
        moved = await self.change(booker, words.json(), **slot("10:00", "12:00"))
        assert (moved.json()["state"], moved.json()["decided_at"]) == ("requested", None)

    async def test_one_that_has_begun_stays(self, make: Make, booker: Member, minibus: Row) -> None:
        now = clock.now().replace(second=0, microsecond=0)
        row = await make.booking(
            minibus, booker.organisation, now - timedelta(hours=1), now + timedelta(hours=1)
        )
        booking = (await booker.get(f"/v1/bookings/{row.id}")).json()
        assert refusal(await self.change(booker, booking, purpose="Trop tard")) == (409, "booking_begun")
        assert refusal(await booker.post(f"/v1/bookings/{row.id}/cancel")) == (409, "booking_begun")


class TestCancel:
    async def test_frees_the_slot_at_once(
        self, make: Make, booker: Member, rival: Member, minibus: Row
    ) -> None:
        booking = await book(booker, minibus)
        cancelled = await booker.post(f"/v1/bookings/{booking['id']}/cancel")
        assert (cancelled.json()["state"], cancelled.json()["unit_numbers"]) == ("cancelled", [])
        await book(rival, minibus)
        again = await booker.post(f"/v1/bookings/{booking['id']}/cancel")
        assert refusal(again) == (409, "booking_closed")
        assert again.json()["context"] == {"state": "cancelled"}

    async def test_only_the_organisation_that_booked(
        self, booker: Member, steward: Member, rival: Member, minibus: Row
    ) -> None:
        booking = await book(booker, minibus)
        address = f"/v1/bookings/{booking['id']}/cancel"
        assert refusal(await steward.post(address)) == (403, "not_allowed")
        assert refusal(await rival.post(address)) == (404, "not_found")

    async def test_even_after_the_resource_is_no_longer_shared(
        self, make: Make, booker: Member, minibus: Row
    ) -> None:
        booking = await book(booker, minibus)
        await make.rows("DELETE FROM resource_shares")
        assert (await booker.get(f"/v1/bookings/{booking['id']}")).json()["resource_name"] == "Minibus"
        moved = await booker.patch(
            f"/v1/bookings/{booking['id']}", json=slot("12:00", "13:00"), headers={"If-Match": '"1"'}
        )
        assert moved.status_code == 404
        assert (await booker.post(f"/v1/bookings/{booking['id']}/cancel")).status_code == 200
        assert await make.count("booking_slots") == 0


class TestDecide:
    @pytest.fixture
    async def room(self, make: Make, steward: Member, pool: Row) -> Row:
        resource = await make.resource(steward.organisation, "Salle", kind="room", needs_approval=True)
        await make.share(resource, agreement=pool)
        return resource

    async def test_a_request_holds_its_slot_until_decided(
        self, booker: Member, rival: Member, steward: Member, room: Row
    ) -> None:
        booking = await book(booker, room)
        assert booking["state"] == "requested"
        body = {"resource_id": str(room.id), **slot()}
        assert refusal(await rival.post("/v1/bookings", json=body)) == (409, "slot_taken")
        refused = await steward.post(f"/v1/bookings/{booking['id']}/refuse", json={"note": "Travaux"})
        assert (refused.json()["state"], refused.json()["decision_note"]) == ("refused", "Travaux")
        await book(rival, room)

    async def test_the_steward_confirms_and_may_withdraw_saying_why(
        self, booker: Member, steward: Member, room: Row
    ) -> None:
        booking = await book(booker, room, purpose="Réunion")
        seen = (await steward.get(f"/v1/bookings/{booking['id']}")).json()
        assert (seen["organisation_name"], seen["booked_by_name"], seen["purpose"]) == (
            "Résidence Les Tilleuls",
            "Dominique Faure",
            "Réunion",
        )
        assert (seen["is_mine"], seen["is_steward"]) == (False, True)
        address = f"/v1/bookings/{booking['id']}"
        assert (await steward.post(f"{address}/confirm", json={})).json()["state"] == "confirmed"
        assert refusal(await steward.post(f"{address}/confirm", json={})) == (409, "booking_closed")
        assert (await steward.post(f"{address}/refuse", json={})).status_code == 422
        withdrawn = await steward.post(f"{address}/refuse", json={"note": "Dégât des eaux"})
        assert withdrawn.json()["unit_numbers"] == []
        assert (await booker.get(address)).json()["decision_note"] == "Dégât des eaux"

    async def test_nobody_decides_for_the_steward(
        self, make: Make, booker: Member, rival: Member, room: Row
    ) -> None:
        booking = await book(booker, room)
        director = await make.signed_in(booker.organisation)
        address = f"/v1/bookings/{booking['id']}/confirm"
        assert refusal(await director.post(address, json={})) == (403, "not_allowed")
        assert refusal(await booker.post(address, json={})) == (403, "not_allowed")
        assert refusal(await rival.post(address, json={})) == (404, "not_found")

    async def test_its_own_bookings_need_no_approval(self, steward: Member, room: Row) -> None:
        assert (await book(steward, room))["state"] == "confirmed"


class TestList:
    async def test_by_role_state_resource_and_days(
        self, make: Make, booker: Member, steward: Member, rival: Member, minibus: Row
    ) -> None:
        first = await book(booker, minibus, **slot(day="2027-01-11"))
        second = await book(booker, minibus, **slot(day="2027-01-13"))
        own = await book(steward, minibus, **slot(day="2027-01-12"))
        await booker.post(f"/v1/bookings/{second['id']}/cancel")

        async def ids(member: Member, **filters: object) -> list[str]:
            answer = await member.get("/v1/bookings", params=filters)
            assert answer.status_code == 200, answer.text
            return [item["id"] for item in answer.json()["items"]]

        assert await ids(booker) == [first["id"], second["id"]]
        assert await ids(booker, sort="-starts_at") == [second["id"], first["id"]]
        assert await ids(booker, role="steward") == []
        assert await ids(booker, state="confirmed") == [first["id"]]
        assert await ids(steward) == [first["id"], own["id"], second["id"]]
        assert await ids(steward, role="booker") == [own["id"]]
        assert await ids(steward, resource=str(minibus.id), **{"from": "2027-01-12", "to": "2027-01-12"}) == [
            own["id"]
        ]
        assert await ids(rival) == []
        assert (await booker.get("/v1/bookings", params={"colour": "red"})).status_code == 422

    async def test_pages_one_by_one(self, booker: Member, minibus: Row) -> None:
        made = [(await book(booker, minibus, **slot(day=f"2027-01-1{day}")))["id"] for day in (1, 2, 3)]
        for sort, expected in (("starts_at", made), ("-starts_at", made[::-1])):
            seen: list[str] = []
            cursor: str | None = None
            while len(seen) < 3:
                given = {"cursor": cursor} if cursor else {}
                page = (await booker.get("/v1/bookings", params={"limit": 1, "sort": sort, **given})).json()
                seen += [item["id"] for item in page["items"]]
                cursor = page["next_cursor"]
            assert (seen, cursor) == (expected, None)

    async def test_a_list_costs_the_same_round_trips_whatever_its_length(
        self, make: Make, booker: Member, minibus: Row
    ) -> None:
        for day in range(1, 6):
            await book(booker, minibus, **slot(day=f"2027-01-1{day}"))
        statements: list[str] = []
        engine = make.app.state.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
        assert len((await booker.get("/v1/bookings")).json()["items"]) == 5
        assert len(statements) == 2  # the caller, the list


class TestWalls:
    async def test_who_may_use_the_resource_does_not_see_the_bookings_of_others(
        self, make: Make, booker: Member, rival: Member, minibus: Row
    ) -> None:
        booking = await book(booker, minibus)
        outsider = await make.signed_in()
        for member in (rival, outsider):
            address = f"/v1/bookings/{booking['id']}"
            answers = [
                await member.get(address),
                await member.patch(address, json={"purpose": "?"}, headers={"If-Match": '"1"'}),
                await member.post(f"{address}/cancel"),
                await member.post(f"{address}/confirm", json={}),
                await member.post(f"{address}/refuse", json={"note": "Non"}),
            ]
            assert {refusal(answer) for answer in answers} == {(404, "not_found")}

    async def test_a_resource_one_may_not_use_does_not_exist(self, make: Make, minibus: Row) -> None:
        outsider = await make.signed_in()
        answer = await outsider.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
        assert refusal(answer) == (404, "not_found")

    async def test_a_party_that_left_books_no_more(self, make: Make, booker: Member, minibus: Row) -> None:
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = today() - 1 WHERE organisation_id = :id",
            id=booker.organisation.id,
        )
        answer = await booker.post("/v1/bookings", json={"resource_id": str(minibus.id), **slot()})
        assert refusal(answer) == (404, "not_found")
