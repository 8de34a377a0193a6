"""Records of organisations, their sites and figures: who reads, who writes, what is refused."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from conftest import Database
from essaim.kit.db import make_engine
from make import Make, Member, Row

ORGANISATIONS = "/v1/organisations"
FIGURE = {"value": 84, "source": "Arrêté 2025", "visibility": "public"}


def entry(**values: Any) -> dict[str, Any]:
    return {"name": "EHPAD Les Tilleuls", "sector": "elderly_care", "legal_form": "association", **values}


async def entered(member: Member, **values: Any) -> dict[str, Any]:
    answer = await member.post(ORGANISATIONS, json=entry(**values))
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


def as_read(version: int = 1) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


class TestCreate:
    async def test_territory_follows_from_the_commune(self, make: Make) -> None:
        member = await make.signed_in()
        record = await entered(member, commune_code="69032", siren="980 000 012")
        assert record["siren"] == "980000012"
        assert (record["city"], record["department_name"], record["region_name"]) == (
            "Bully",
            "Rhône",
            "Auvergne-Rhône-Alpes",
        )
        assert record["may_change"] is True
        assert record["claimed"] is False

    async def test_a_number_already_recorded_is_refused_with_its_record(self, make: Make) -> None:
        existing = await make.organisation("Le Hameau", siren="980000012")
        member = await make.signed_in()
        answer = await member.post(ORGANISATIONS, json=entry(siren="980000012"))
        assert (answer.status_code, answer.json()["code"]) == (409, "already_recorded")
        assert answer.json()["context"]["existing"] == {
            "id": str(existing.id),
            "name": "Le Hameau",
            "identifier": "980000012",
        }
        assert "Le Hameau" in answer.json()["detail"]

    async def test_entered_at_the_same_moment_only_one_is_kept(self, make: Make) -> None:
        members = [await make.signed_in() for _ in range(5)]
        answers = await asyncio.gather(
            *(member.post(ORGANISATIONS, json=entry(rna="W691000123")) for member in members)
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
        assert all("existing" in each.json()["context"] for each in answers if each.status_code == 409)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("siren", "990000018"), ("siren", "000000000"), ("rna", "W1"), ("finess", "1"), ("nda", "123")],
    )
    async def test_a_wrong_number_is_refused_in_words(self, make: Make, field: str, value: str) -> None:
        member = await make.signed_in()
        answer = await member.post(ORGANISATIONS, json=entry(**{field: value}))
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["code"]) == (f"/{field}", "invalid_identifier")
        assert "num" in error["message"].lower()

    async def test_an_unknown_commune_is_refused(self, make: Make) -> None:
        member = await make.signed_in()
        answer = await member.post(ORGANISATIONS, json=entry(commune_code="69999"))
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_territory")

    async def test_sent_twice_with_one_key_it_is_entered_once(self, make: Make) -> None:
        member = await make.signed_in()
        sent = [
            await member.post(ORGANISATIONS, json=entry(), headers={"Idempotency-Key": "essai-1"})
            for _ in "12"
        ]
        assert sent[0].json() == sent[1].json()
        assert await make.count("organisations", "name = 'EHPAD Les Tilleuls'") == 1

    async def test_staff_and_strangers_may_not(self, make: Make, stranger: httpx.AsyncClient) -> None:
        staff = await make.signed_in(role="staff")
        assert (await staff.post(ORGANISATIONS, json=entry())).status_code == 403
        assert (await stranger.post(ORGANISATIONS, json=entry())).status_code == 401


class TestChange:
    async def test_a_field_left_out_stays_and_null_empties(self, make: Make) -> None:
        member = await make.signed_in(await make.organisation("Le Hameau", city="Bully", phone="04 00"))
        url = f"{ORGANISATIONS}/{member.organisation.id}"
        answer = await member.patch(url, json={"phone": None, "name": "Le Lac"}, headers=as_read())
        assert answer.status_code == 200, answer.text
        assert (answer.json()["name"], answer.json()["city"], answer.json()["phone"]) == (
            "Le Lac",
            "Bully",
            None,
        )
        assert answer.headers["ETag"] == '"2"'

    async def test_needs_the_version_that_was_read(self, make: Make) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}"
        assert (await member.patch(url, json={"city": "Bully"})).status_code == 428
        assert (await member.patch(url, json={"city": "Bully"}, headers=as_read(9))).status_code == 412

    async def test_a_name_cannot_be_emptied(self, make: Make) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}"
        for name in (None, "", "  "):
            assert (await member.patch(url, json={"name": name}, headers=as_read())).status_code == 422

    async def test_another_organisation_is_refused(self, make: Make) -> None:
        member = await make.signed_in()
        other = await make.organisation()
        answer = await member.patch(f"{ORGANISATIONS}/{other.id}", json={"city": "x"}, headers=as_read())
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_record")
        gone = await member.patch(f"{ORGANISATIONS}/{uuid4()}", json={"city": "x"}, headers=as_read())
        assert gone.status_code == 404

    async def test_whoever_entered_it_corrects_it_until_its_people_arrive(self, make: Make) -> None:
        member = await make.signed_in()
        record = await entered(member)
        url = f"{ORGANISATIONS}/{record['id']}"
        assert (await member.patch(url, json={"city": "Bully"}, headers=as_read())).status_code == 200
        await make.mandate(await make.person(), Row(id=record["id"]))
        assert (await member.patch(url, json={"city": "Lyon"}, headers=as_read(2))).status_code == 403
        assert (await member.get(url)).json()["claimed"] is True

    async def test_a_network_with_members_remains_one(self, make: Make) -> None:
        member = await make.signed_in(await make.network())
        await make.membership(member.organisation, await make.organisation())
        url = f"{ORGANISATIONS}/{member.organisation.id}"
        answer = await member.patch(url, json={"is_network": False}, headers=as_read())
        assert (answer.status_code, answer.json()["code"]) == (409, "network_has_members")

    async def test_row_security_alone_refuses_the_same(self, make: Make, database: Database) -> None:
        mine, other = await make.organisation(), await make.organisation()
        engine = make_engine(database.app_url)
        async with engine.begin() as connection:
            await connection.execute(
                text("SELECT set_config('essaim.organisation', :id, true)"), {"id": str(mine.id)}
            )
            changed = await connection.execute(text("UPDATE organisations SET city = 'Bully' RETURNING id"))
            assert [row.id for row in changed] == [mine.id]
        await engine.dispose()
        assert await make.count("organisations", "id = :id AND city IS NULL", id=other.id) == 1


class TestSites:
    async def test_sites_are_added_changed_and_closed(self, make: Make) -> None:
        member = await make.signed_in(await make.organisation(siren="980000012"))
        url = f"{ORGANISATIONS}/{member.organisation.id}/sites"
        first = await member.post(
            url, json={"name": "Siège", "is_head_office": True, "commune_code": "69032"}
        )
        assert first.status_code == 201, first.text
        second = await member.post(url, json={"name": "Annexe", "is_head_office": True})
        changed = await member.patch(
            f"{url}/{second.json()['id']}", json={"siret": "980 000 012 00016"}, headers=as_read()
        )
        assert changed.status_code == 200, changed.text
        closed = await member.delete(f"{url}/{first.json()['id']}", headers=as_read(2))
        assert closed.status_code == 204
        record = (await member.get(f"{ORGANISATIONS}/{member.organisation.id}")).json()
        assert [(site["name"], site["siret"]) for site in record["sites"]] == [("Annexe", "98000001200016")]
        every = (await member.get(url)).json()["items"]
        assert [(site["name"], site["is_head_office"]) for site in every] == [
            ("Annexe", True),
            ("Siège", False),
        ]
        assert every[1]["closed_on"] is not None
        assert [
            site["name"] for site in (await member.get(url, params={"closed": True})).json()["items"]
        ] == ["Siège"]

    async def test_a_siret_belongs_to_its_siren_and_to_one_site(self, make: Make) -> None:
        other = await make.organisation("Le Lac", siren="980000020")
        await make.row("sites", organisation_id=other.id, name="Lac", finess="690000013")
        member = await make.signed_in(await make.organisation(siren="980000012"))
        url = f"{ORGANISATIONS}/{member.organisation.id}/sites"
        foreign = await member.post(url, json={"name": "Annexe", "siret": "35600000000048"})
        assert foreign.json()["code"] == "siret_of_another"
        taken = await member.post(url, json={"name": "Annexe", "finess": "690000013"})
        assert taken.json()["context"]["existing"]["name"] == "Le Lac"

    async def test_a_site_of_somebody_else_is_refused(self, make: Make) -> None:
        other = await make.organisation()
        site = await make.row("sites", organisation_id=other.id, name="Lac")
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{other.id}/sites"
        assert (await member.post(url, json={"name": "Annexe"})).status_code == 403
        assert (await member.delete(f"{url}/{site.id}", headers=as_read())).status_code == 403
        own = f"{ORGANISATIONS}/{member.organisation.id}/sites/{site.id}"
        assert (await member.delete(own, headers=as_read())).status_code == 404


class TestFigures:
    async def test_the_record_shows_the_latest_of_each_kind(
        self, make: Make, stranger: httpx.AsyncClient
    ) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}"
        for path, value in (("beds/2024-01-01", 80), ("beds/2025-01-01", 84), ("fte/2025-01-01", 5250)):
            answer = await member.put(f"{url}/figures/{path}", json={**FIGURE, "value": value})
            assert answer.status_code == 200, answer.text
        record = (await stranger.get(url)).json()
        assert [(figure["kind"], figure["value"], figure["unit"]) for figure in record["figures"]] == [
            ("beds", 84, "BED/0"),
            ("fte", 5250, "FTE/2"),
        ]
        every = (await stranger.get(f"{url}/figures", params={"kind": "beds", "limit": 1})).json()
        assert [figure["value"] for figure in every["items"]] == [84]
        rest = await stranger.get(f"{url}/figures", params={"kind": "beds", "cursor": every["next_cursor"]})
        assert [figure["value"] for figure in rest.json()["items"]] == [80]

    async def test_replacing_needs_the_version_that_was_read(self, make: Make) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}/figures/beds/2025-01-01"
        assert (await member.put(url, json=FIGURE, headers=as_read(3))).status_code == 412
        assert (await member.put(url, json=FIGURE)).headers["ETag"] == '"1"'
        assert (await member.put(url, json=FIGURE)).status_code == 428
        replaced = await member.put(url, json={**FIGURE, "value": 90}, headers=as_read())
        assert (replaced.json()["value"], replaced.json()["version"]) == (90, 2)
        assert (await member.delete(url, headers=as_read())).status_code == 412
        assert (await member.delete(url, headers=as_read(2))).status_code == 204
        assert (await member.delete(url, headers=as_read(2))).status_code == 404

    async def test_each_sees_what_the_owner_decided(self, make: Make, stranger: httpx.AsyncClient) -> None:
        owner = await make.organisation()
        for kind, visibility in (("beds", "public"), ("fte", "partners"), ("budget", "private")):
            await make.row(
                "figures",
                organisation_id=owner.id,
                kind=kind,
                value=1,
                valid_on=owner.created_at.date(),
                source="Essai",
                visibility=visibility,
            )
        partner, rival = await make.organisation(), await make.organisation()
        await make.pool(owner, partner)
        url = f"{ORGANISATIONS}/{owner.id}"

        async def seen(client: Any) -> set[str]:
            listed = {each["kind"] for each in (await client.get(f"{url}/figures")).json()["items"]}
            assert listed == {each["kind"] for each in (await client.get(url)).json()["figures"]}
            return listed

        assert await seen(stranger) == {"beds"}
        assert await seen(await make.signed_in(rival)) == {"beds"}
        assert await seen(await make.signed_in(partner)) == {"beds", "fte"}
        assert await seen(await make.signed_in(owner, role="reader")) == {"beds", "fte", "budget"}

    async def test_row_security_alone_hides_the_same(self, make: Make, database: Database) -> None:
        owner, rival = await make.organisation(), await make.organisation()
        for kind, visibility in (("beds", "public"), ("fte", "partners"), ("budget", "private")):
            await make.row(
                "figures",
                organisation_id=owner.id,
                kind=kind,
                value=1,
                valid_on=owner.created_at.date(),
                source="Essai",
                visibility=visibility,
            )
        engine = make_engine(database.app_url)
        async with engine.begin() as connection:
            await connection.execute(
                text("SELECT set_config('essaim.organisation', :id, true)"), {"id": str(rival.id)}
            )
            kinds = (await connection.execute(text("SELECT kind FROM figures"))).scalars().all()
        await engine.dispose()
        assert kinds == ["beds"]

    async def test_nobody_states_figures_for_others(self, make: Make) -> None:
        member = await make.signed_in()
        other = await make.organisation()
        answer = await member.put(f"{ORGANISATIONS}/{other.id}/figures/beds/2025-01-01", json=FIGURE)
        assert answer.status_code == 403

    async def test_a_negative_or_unknown_figure_is_refused(self, make: Make) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}/figures"
        assert (await member.put(f"{url}/beds/2025-01-01", json={**FIGURE, "value": -1})).status_code == 422
        assert (await member.put(f"{url}/cats/2025-01-01", json=FIGURE)).status_code == 422

    async def test_a_share_of_turnover_is_at_most_the_whole(self, make: Make) -> None:
        member = await make.signed_in()
        url = f"{ORGANISATIONS}/{member.organisation.id}/figures/taxable_share/2025-12-31"
        stated = (await member.put(url, json={**FIGURE, "value": 10_000})).json()
        assert (stated["value"], stated["unit"]) == (10_000, "PERCENT/2")
        above = await member.put(url, json={**FIGURE, "value": 10_001}, headers=as_read())
        assert (above.status_code, above.json()["code"]) == (422, "more_than_whole")
        assert above.json()["errors"][0]["pointer"] == "/value"


async def test_an_unknown_organisation_is_not_found(stranger: httpx.AsyncClient) -> None:
    for path in ("", "/sites", "/figures"):
        assert (await stranger.get(f"{ORGANISATIONS}/{uuid4()}{path}")).status_code == 404
