"""Lending: what is offered, to whom, when it is open, how many units."""

from datetime import date, datetime

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

from conftest import Database
from make import Make, Member, Row

OFFICE = [{"weekday": day, "opens_at": "08:00", "closes_at": "18:00"} for day in range(1, 6)]


def slot(start: str, end: str, day: str = "2027-01-11") -> dict[str, str]:
    return {"starts_at": f"{day}T{start}:00+01:00", "ends_at": f"{day}T{end}:00+01:00"}


def moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


@pytest.fixture
async def steward(make: Make) -> Member:
    return await make.signed_in(await make.organisation("EHPAD La Salette"), role="coordinator")


@pytest.fixture
async def partner(make: Make) -> Member:
    return await make.signed_in(await make.organisation("Résidence Les Tilleuls"))


@pytest.fixture
async def minibus(make: Make, steward: Member, partner: Member) -> Row:
    """Shared by the steward in a pool with the partner."""
    resource = await make.resource(steward.organisation, "Minibus", tariff_cents=4500, tariff_unit="half_day")
    pool = await make.pool(steward.organisation, partner.organisation)
    await make.share(resource, agreement=pool)
    return resource


class TestOffering:
    async def test_a_new_resource_has_its_units_and_is_seen_by_its_owner_alone(
        self, steward: Member, partner: Member
    ) -> None:
        created = await steward.post(
            "/v1/resources",
            json={"kind": "lodging", "name": "Chambre de passage", "quantity": 3, "commune_code": "69032"},
        )
        assert created.status_code == 201, created.text
        resource = created.json()
        assert [unit["number"] for unit in resource["units"]] == [1, 2, 3]
        assert (resource["commune_name"], resource["department_name"]) == ("Bully", "Rhône")
        assert resource["is_mine"] is True
        assert (await steward.get(f"/v1/resources/{resource['id']}")).headers["etag"] == '"1"'
        assert (await partner.get(f"/v1/resources/{resource['id']}")).status_code == 404
        assert (await partner.get("/v1/resources")).json()["items"] == []

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"minimum_minutes": 60, "maximum_minutes": 30}, "maximum_below_minimum"),
            ({"commune_code": "69999"}, "unknown_commune"),
            ({"site_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d"}, "unknown_site"),
            ({"quantity": 501}, "invalid_request"),
        ],
    )
    async def test_what_does_not_fit_is_refused(
        self, steward: Member, values: dict[str, object], code: str
    ) -> None:
        answer = await steward.post("/v1/resources", json={"kind": "room", "name": "Salle", **values})
        assert (answer.status_code, answer.json()["code"]) == (422, code)

    async def test_another_organisations_site_is_unknown(
        self, make: Make, steward: Member, partner: Member
    ) -> None:
        site = await make.row("sites", organisation_id=partner.organisation.id, name="Les Tilleuls")
        answer = await steward.post(
            "/v1/resources", json={"kind": "room", "name": "Salle", "site_id": str(site.id)}
        )
        assert answer.json()["code"] == "unknown_site"

    async def test_a_change_needs_the_version_read(self, steward: Member, minibus: Row) -> None:
        address = f"/v1/resources/{minibus.id}"
        assert (await steward.patch(address, json={"capacity": 9})).status_code == 428
        changed = await steward.patch(address, json={"capacity": 9}, headers={"If-Match": '"1"'})
        assert (changed.json()["capacity"], changed.headers["etag"]) == (9, '"2"')
        stale = await steward.patch(address, json={"capacity": 8}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412

    async def test_a_name_cannot_be_taken_away(self, steward: Member, minibus: Row) -> None:
        answer = await steward.patch(
            f"/v1/resources/{minibus.id}", json={"name": None}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 422

    async def test_who_may_use_it_may_not_manage_it(self, partner: Member, minibus: Row) -> None:
        address = f"/v1/resources/{minibus.id}"
        match = {"If-Match": '"1"'}
        answers = [
            await partner.patch(address, json={"name": "À moi"}, headers=match),
            await partner.put(f"{address}/openings", json={"openings": []}, headers=match),
            await partner.put(f"{address}/quantity", json={"quantity": 0}, headers=match),
            await partner.post(f"{address}/shares", json={"network_id": str(partner.organisation.id)}),
        ]
        assert {answer.status_code for answer in answers} == {403}


class TestFinding:
    async def test_filters(self, make: Make, steward: Member, partner: Member, minibus: Row) -> None:
        await make.resource(steward.organisation, "Étuve du labo", kind="equipment", department_code="15")
        await make.resource(steward.organisation, "Ancienne salle", retired_on=date(2020, 1, 1))
        pool = (await make.rows("SELECT agreement_id AS id FROM resource_shares"))[0]

        async def names(member: Member, **filters: object) -> list[str]:
            answer = await member.get("/v1/resources", params=filters)
            assert answer.status_code == 200, answer.text
            return [item["name"] for item in answer.json()["items"]]

        assert await names(steward) == ["Étuve du labo", "Minibus"]
        assert await names(steward, retired="true") == ["Ancienne salle", "Étuve du labo", "Minibus"]
        assert await names(steward, q="etuve") == ["Étuve du labo"]
        assert await names(steward, kind="vehicle") == ["Minibus"]
        assert await names(steward, department="15") == ["Étuve du labo"]
        assert await names(steward, mine="false") == []
        assert await names(steward, shared_with=str(pool.id)) == ["Minibus"]
        assert await names(partner) == ["Minibus"]
        assert await names(partner, mine="false", owner=str(steward.organisation.id)) == ["Minibus"]
        assert await names(partner, network=str(steward.organisation.id)) == []
        assert (await partner.get("/v1/resources", params={"colour": "red"})).status_code == 422

    async def test_pages_follow_french_order(self, make: Make, steward: Member) -> None:
        for name in ("Zone", "Écran", "eau", "Atelier"):
            await make.resource(steward.organisation, name, kind="equipment")
        seen: list[str] = []
        cursor = None
        while True:
            page = (
                await steward.get(
                    "/v1/resources", params={"limit": 3, **({"cursor": cursor} if cursor else {})}
                )
            ).json()
            seen += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == ["Atelier", "eau", "Écran", "Zone"]

    async def test_a_list_costs_the_same_round_trips_whatever_its_length(
        self, make: Make, steward: Member
    ) -> None:
        for number in range(5):
            await make.resource(steward.organisation, f"Salle {number}", kind="room")
        statements: list[str] = []
        engine = make.app.state.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
        assert len((await steward.get("/v1/resources")).json()["items"]) == 5
        assert len(statements) == 2  # the caller, the list


class TestSharing:
    async def test_members_of_a_network_use_what_is_shared_with_it(self, make: Make, steward: Member) -> None:
        network = await make.network("IDDJ")
        centre = await make.signed_in()
        await make.membership(network, steward.organisation)
        await make.membership(network, centre.organisation)
        resource = await make.resource(steward.organisation, "Tente")
        address = f"/v1/resources/{resource.id}"
        assert (await centre.get(address)).status_code == 404

        shared = await steward.post(f"{address}/shares", json={"network_id": str(network.id)})
        assert (shared.status_code, shared.json()["name"]) == (201, "IDDJ")
        assert (await centre.get(address)).status_code == 200
        assert (await centre.get("/v1/resources", params={"network": str(network.id)})).json()["items"]
        again = await steward.post(f"{address}/shares", json={"network_id": str(network.id)})
        assert (again.status_code, again.json()["code"]) == (409, "already_shared")

        listed = (await centre.get(f"{address}/shares")).json()["items"]
        assert [share["name"] for share in listed] == ["IDDJ"]
        ended = await steward.delete(f"{address}/shares/{shared.json()['id']}")
        assert ended.status_code == 204
        assert (await centre.get(address)).status_code == 404

    async def test_only_with_ones_own_agreements_and_networks(
        self, make: Make, steward: Member, partner: Member
    ) -> None:
        resource = await make.resource(steward.organisation)
        foreign = await make.pool(partner.organisation)
        network = await make.network()
        for target in ({"agreement_id": str(foreign.id)}, {"network_id": str(network.id)}):
            answer = await steward.post(f"/v1/resources/{resource.id}/shares", json=target)
            assert (answer.status_code, answer.json()["code"]) == (409, "not_among_yours")

    async def test_another_member_does_not_learn_of_other_shares(
        self, make: Make, steward: Member, partner: Member, minibus: Row
    ) -> None:
        await make.share(minibus, agreement=await make.pool(steward.organisation, name="Confidentiel"))
        listed = (await partner.get(f"/v1/resources/{minibus.id}/shares")).json()["items"]
        assert len(listed) == 1
        assert len((await steward.get(f"/v1/resources/{minibus.id}/shares")).json()["items"]) == 2


class TestOpenings:
    async def test_replaces_the_week_and_may_end_at_midnight(self, steward: Member, minibus: Row) -> None:
        week = [*OFFICE, {"weekday": 6, "opens_at": "20:00", "closes_at": "24:00"}]
        answer = await steward.put(
            f"/v1/resources/{minibus.id}/openings", json={"openings": week}, headers={"If-Match": '"1"'}
        )
        assert answer.json()["openings"] == week
        cleared = await steward.put(
            f"/v1/resources/{minibus.id}/openings", json={"openings": []}, headers={"If-Match": '"2"'}
        )
        assert cleared.json()["openings"] == []

    @pytest.mark.parametrize(
        "openings",
        [
            [{"weekday": 8, "opens_at": "08:00", "closes_at": "18:00"}],
            [{"weekday": 1, "opens_at": "18:00", "closes_at": "08:00"}],
            [{"weekday": 1, "opens_at": "25:00", "closes_at": "26:00"}],
            [
                {"weekday": 1, "opens_at": "08:00", "closes_at": "12:00"},
                {"weekday": 1, "opens_at": "11:00", "closes_at": "14:00"},
            ],
        ],
    )
    async def test_refuses_what_no_clock_shows_and_what_overlaps(
        self, steward: Member, minibus: Row, openings: list[object]
    ) -> None:
        answer = await steward.put(
            f"/v1/resources/{minibus.id}/openings",
            json={"openings": openings},
            headers={"If-Match": '"1"'},
        )
        assert answer.status_code == 422


class TestQuantity:
    async def test_units_are_added_retired_and_taken_back(self, steward: Member, minibus: Row) -> None:
        address = f"/v1/resources/{minibus.id}/quantity"

        async def units(quantity: int, version: int) -> list[int]:
            answer = await steward.put(
                address, json={"quantity": quantity}, headers={"If-Match": f'"{version}"'}
            )
            assert answer.json()["quantity"] == quantity
            return [unit["number"] for unit in answer.json()["units"]]

        assert await units(3, 1) == [1, 2, 3]
        assert await units(1, 2) == [1]
        assert await units(4, 3) == [1, 2, 3, 4]
        assert await units(0, 4) == []

    async def test_a_unit_booked_is_kept_and_a_free_one_retired_instead(
        self, make: Make, steward: Member
    ) -> None:
        resource = await make.resource(steward.organisation, quantity=2)
        start, end = moment("2027-01-11T09:00:00+01:00"), moment("2027-01-11T11:00:00+01:00")
        await make.booking(resource, steward.organisation, start, end, quantity=2)
        blocker = (await make.rows("SELECT booking_id FROM booking_slots"))[0]
        address = f"/v1/resources/{resource.id}/quantity"
        refused = await steward.put(address, json={"quantity": 1}, headers={"If-Match": '"1"'})
        assert refused.json()["code"] == "units_booked"
        assert refused.json()["context"] == {"free": 0, "asked": 1}
        await make.rows(
            "DELETE FROM booking_slots WHERE booking_id = :id AND unit_id ="
            " (SELECT id FROM resource_units WHERE number = 1)",
            id=blocker.booking_id,
        )
        kept = await steward.put(address, json={"quantity": 1}, headers={"If-Match": '"1"'})
        assert [unit["number"] for unit in kept.json()["units"]] == [2]


class TestPreview:
    async def test_says_the_cost_and_how_it_comes_about(self, partner: Member, minibus: Row) -> None:
        answer = await partner.post(
            f"/v1/resources/{minibus.id}/preview",
            json={**slot("09:00", "16:00"), "quantity": 1},
            headers={"Accept-Language": "en"},
        )
        assert answer.json() == {
            "cost_cents": 9000,
            "explanation": "2 half-days × €45.00 = €90.00",
            "available_quantity": 1,
            "problems": [],
            "next_free": [],
        }

    async def test_says_what_would_refuse_it_and_what_is_free_next(
        self, make: Make, partner: Member, minibus: Row
    ) -> None:
        await make.booking(
            minibus,
            minibus_owner := await make.organisation(),
            moment("2027-01-11T09:00:00+01:00"),
            moment("2027-01-11T11:00:00+01:00"),
        )
        assert minibus_owner.id != partner.organisation.id
        answer = (
            await partner.post(f"/v1/resources/{minibus.id}/preview", json=slot("10:00", "12:00"))
        ).json()
        assert (answer["available_quantity"], answer["problems"]) == (0, ["slot_taken"])
        assert answer["next_free"][0] == {
            "starts_at": "2027-01-11T10:00:00Z",
            "ends_at": "2027-01-11T12:00:00Z",
        }

    @pytest.mark.parametrize(
        "body",
        [
            slot("11:00", "09:00"),
            slot("09:00", "09:00"),
            {"starts_at": "2027-01-11T09:00:00", "ends_at": "2027-01-11T10:00:00"},
            {"starts_at": "2027-01-11T09:00:30Z", "ends_at": "2027-01-11T10:00:00Z"},
            {"starts_at": "0001-01-01T00:00:00+14:00", "ends_at": "9999-12-31T23:59:00-12:00"},
            {**slot("09:00", "11:00"), "quantity": 0},
            {**slot("09:00", "11:00"), "quantity": 10**30},
        ],
    )
    async def test_refuses_periods_that_are_none(
        self, partner: Member, minibus: Row, body: dict[str, object]
    ) -> None:
        answer = await partner.post(f"/v1/resources/{minibus.id}/preview", json=body)
        assert answer.status_code == 422

    async def test_centuries_are_refused_at_once(self, steward: Member, minibus: Row) -> None:
        answer = await steward.post(
            f"/v1/resources/{minibus.id}/preview",
            json={"starts_at": "2027-01-01T00:00:00Z", "ends_at": "2199-12-31T00:00:00Z"},
        )
        assert "too_long" in answer.json()["problems"]


class TestCalendar:
    async def test_tells_whose_and_why_to_the_two_sides_only(
        self, make: Make, steward: Member, partner: Member, minibus: Row
    ) -> None:
        rival = await make.signed_in(await make.organisation("Rival"))
        await make.party(
            (await make.rows("SELECT agreement_id AS id, organisation_id AS created_by FROM parties"))[0],
            rival.organisation,
        )
        booked = await partner.post(
            "/v1/bookings",
            json={"resource_id": str(minibus.id), **slot("09:00", "11:00"), "purpose": "Sortie au marché"},
        )
        address = f"/v1/resources/{minibus.id}/calendar"

        async def taken(member: Member) -> dict[str, object]:
            answer = await member.get(address, params={"week_of": "2027-01-13"})
            (unit,) = answer.json()["units"]
            (line,) = unit["taken"]
            return dict(line)

        period = {"starts_at": "2027-01-11T08:00:00Z", "ends_at": "2027-01-11T10:00:00Z"}
        told = {
            "booking_id": booked.json()["id"],
            "state": "confirmed",
            "organisation_name": "Résidence Les Tilleuls",
            "purpose": "Sortie au marché",
        }
        assert await taken(partner) == {**period, "mine": True, **told}
        assert await taken(steward) == {**period, "mine": False, **told}
        assert await taken(rival) == {**period, "mine": False, **dict.fromkeys(told)}

    async def test_a_week_goes_from_monday_to_sunday_through_a_clock_change(
        self, make: Make, steward: Member, minibus: Row
    ) -> None:
        await make.opening(minibus, 7, "00:00", "24:00")
        answer = await steward.get(f"/v1/resources/{minibus.id}/calendar", params={"week_of": "2027-03-28"})
        week = answer.json()
        assert (week["first_day"], week["last_day"]) == ("2027-03-22", "2027-03-28")
        assert (week["starts_at"], week["ends_at"]) == ("2027-03-21T23:00:00Z", "2027-03-28T22:00:00Z")
        assert week["openings"] == [{"starts_at": "2027-03-27T23:00:00Z", "ends_at": "2027-03-28T22:00:00Z"}]
        assert week["complete"] is True

    @pytest.mark.parametrize(
        "span",
        [
            {"from": "2027-01-01"},
            {"from": "2027-01-01", "to": "2027-03-04"},
            {"from": "2027-01-02", "to": "2027-01-01"},
            {"from": "2027-01-01", "to": "2027-01-02", "week_of": "2027-01-01"},
            {"week_of": "0001-01-01"},
            {"month": "2027-01"},
        ],
    )
    async def test_refuses_a_span_it_cannot_show(
        self, steward: Member, minibus: Row, span: dict[str, str]
    ) -> None:
        answer = await steward.get(f"/v1/resources/{minibus.id}/calendar", params=span)
        assert answer.status_code == 422


class TestWalls:
    async def test_a_stranger_organisation_meets_nothing(self, make: Make, minibus: Row) -> None:
        outsider = await make.signed_in()
        address = f"/v1/resources/{minibus.id}"
        match = {"If-Match": '"1"'}
        answers: list[httpx.Response] = [
            await outsider.get(address),
            await outsider.get(f"{address}/calendar"),
            await outsider.get(f"{address}/shares"),
            await outsider.post(f"{address}/preview", json=slot("09:00", "11:00")),
            await outsider.patch(address, json={"name": "À moi"}, headers=match),
            await outsider.put(f"{address}/openings", json={"openings": []}, headers=match),
            await outsider.put(f"{address}/quantity", json={"quantity": 0}, headers=match),
            await outsider.delete(f"{address}/shares/{minibus.id}"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}

    async def test_without_any_condition_the_database_shows_no_foreign_row(
        self, make: Make, database: Database, minibus: Row
    ) -> None:
        await make.opening(minibus, 1, "08:00", "18:00")
        await make.booking(
            minibus,
            await make.organisation(),
            moment("2027-01-11T09:00:00+01:00"),
            moment("2027-01-11T11:00:00+01:00"),
        )
        outsider = await make.organisation()
        engine = create_async_engine(database.app_url)
        async with engine.begin() as connection:
            await connection.execute(
                text("SELECT set_config('essaim.organisation', :id, true)"), {"id": str(outsider.id)}
            )
            for table in (
                "resources",
                "resource_openings",
                "resource_units",
                "resource_shares",
                "bookings",
                "booking_slots",
            ):
                assert await make.count(table) > 0
                assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar() == 0
        await engine.dispose()

    async def test_who_is_not_signed_in_is_asked_to(self, stranger: httpx.AsyncClient) -> None:
        assert (await stranger.get("/v1/resources")).status_code == 401
