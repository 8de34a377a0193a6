"""Reference data of 2026: what is loaded, and how communes are found."""

import asyncio

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.territories.loading import load
from make import Make

BULLY = {"14112", "42027", "69032", "76147"}


async def codes(client: httpx.AsyncClient, **query: object) -> list[str]:
    answer = await client.get("/v1/territories/communes", params={"limit": 100, **query})
    assert answer.status_code == 200, answer.text
    return [commune["code"] for commune in answer.json()["items"]]


class TestLoading:
    async def test_the_edition_of_2026_is_whole(self, make: Make) -> None:
        counts = await make.rows(
            "SELECT (SELECT count(*) FROM regions) AS regions, (SELECT count(*) FROM departments) AS departments, "
            "(SELECT count(*) FROM epcis) AS epcis, count(*) FILTER (WHERE kind = 'commune') AS communes, "
            "count(*) FILTER (WHERE kind = 'municipal_district') AS districts, "
            "count(*) FILTER (WHERE kind = 'commune' AND epci_siren IS NULL) AS alone FROM communes"
        )
        assert dict(counts[0]) == {
            "regions": 26,
            "departments": 109,
            "epcis": 1255,
            "communes": 34969,
            "districts": 45,
            "alone": 98,
        }

    async def test_every_former_commune_belongs_to_a_present_one(self, make: Make) -> None:
        orphans = await make.rows(
            "SELECT code FROM communes former WHERE kind <> 'commune' AND NOT EXISTS "
            "(SELECT FROM communes WHERE kind = 'commune' AND code = former.parent_code)"
        )
        assert orphans == []

    async def test_loading_again_writes_nothing(self, owner_engine: AsyncEngine) -> None:
        async with owner_engine.begin() as connection:
            assert await load(connection) == 0

    async def test_a_new_edition_replaces_lines_and_keeps_codes_that_disappeared(
        self, owner_engine: AsyncEngine
    ) -> None:
        async with owner_engine.begin() as connection:
            await connection.execute(text("UPDATE reference_versions SET version = '2025'"))
            await connection.execute(text("UPDATE communes SET name = 'Ancien nom' WHERE code = '69032'"))
            await connection.execute(
                text("INSERT INTO communes (code, name, kind) VALUES ('69999', 'Partie', 'commune')")
            )
            assert await load(connection) == 26 + 109 + 1255 + 37006
            names = await connection.execute(
                text("SELECT name FROM communes WHERE code IN ('69032', '69999') ORDER BY 1")
            )
            assert list(names.scalars()) == ["Bully", "Partie"]

    async def test_two_processes_that_start_together_load_once(self, owner_engine: AsyncEngine) -> None:
        async with owner_engine.begin() as connection:
            await connection.execute(text("DELETE FROM reference_versions"))

        async def start() -> int:
            async with owner_engine.begin() as connection:
                return await load(connection)

        written = await asyncio.gather(start(), start())
        assert sorted(written) == [0, 26 + 109 + 1255 + 37006]


class TestCommunes:
    async def test_four_communes_are_called_bully(self, stranger: httpx.AsyncClient) -> None:
        answer = await stranger.get("/v1/territories/communes", params={"q": "bully", "limit": 100})
        found = [commune for commune in answer.json()["items"] if commune["name"] == "Bully"]
        assert {commune["code"] for commune in found} == BULLY
        assert all(commune["department_code"] and commune["postal_codes"] for commune in found)

    async def test_the_bully_of_the_rhone_is_known_by_department_or_postal_code(
        self, stranger: httpx.AsyncClient
    ) -> None:
        assert await codes(stranger, q="Bully", department="69") == ["69032"]
        assert await codes(stranger, q="Bully", postal_code="69210") == ["69032"]
        answer = await stranger.get("/v1/territories/communes", params={"q": "bully", "department": "69"})
        assert answer.json()["items"][0] == {
            "code": "69032",
            "name": "Bully",
            "kind": "commune",
            "parent_code": None,
            "department_code": "69",
            "department_name": "Rhône",
            "region_code": "84",
            "epci_siren": "246900625",
            "epci_name": "CC du Pays de l'Arbresle (CCPA)",
            "postal_codes": ["69210"],
            "population": 2213,
        }

    async def test_a_former_commune_names_the_one_it_belongs_to(self, stranger: httpx.AsyncClient) -> None:
        answer = await stranger.get("/v1/territories/communes", params={"q": "bully", "department": "14"})
        former = answer.json()["items"][0]
        assert (former["code"], former["kind"], former["parent_code"]) == ("14112", "associated", "14266")

    async def test_accents_hyphens_and_short_forms_are_ignored(self, stranger: httpx.AsyncClient) -> None:
        for typed in ("saint étienne", "St-Etienne", "SAINT-ETIENNE", "saint-étienne"):
            assert "42218" in await codes(stranger, q=typed, department="42"), typed

    async def test_a_postal_code_may_serve_many_communes(self, stranger: httpx.AsyncClient) -> None:
        assert len(await codes(stranger, postal_code="51300")) >= 46

    async def test_the_beginning_of_a_postal_code_finds_communes(self, stranger: httpx.AsyncClient) -> None:
        assert "69032" in await codes(stranger, q="6921", department="69")
        assert "69032" in await codes(stranger, q="69210")

    async def test_pages_follow_each_other_without_loss_or_repetition(
        self, stranger: httpx.AsyncClient
    ) -> None:
        seen: list[str] = []
        cursor: str | None = None
        while True:
            query: dict[str, str | int] = {"department": "69", "limit": 100}
            if cursor is not None:
                query["cursor"] = cursor
            body = (await stranger.get("/v1/territories/communes", params=query)).json()
            seen += [commune["code"] for commune in body["items"]]
            cursor = body["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen))
        assert len([code for code in seen if code.startswith("69")]) == len(seen) > 266

    async def test_wrong_parameters_are_refused(self, stranger: httpx.AsyncClient) -> None:
        for query in (
            {"departement": "69"},
            {"department": "699999"},
            {"postal_code": "6921"},
            {"q": "a\x00b"},
            {"limit": "101"},
            {"cursor": "@@@"},
            {"cursor": "WyJhIl0"},
        ):
            answer = await stranger.get("/v1/territories/communes", params=query)
            assert answer.status_code == 422, query

    async def test_signs_are_never_read_as_patterns(self, stranger: httpx.AsyncClient) -> None:
        for typed in ("%", "_", "(", "\\", ".*", "٣٤", "²", "'; DROP TABLE communes; --"):
            assert await codes(stranger, q=typed) == [], typed


class TestGroupings:
    async def test_the_metropole_de_lyon_is_a_grouping_of_its_own_kind(
        self, stranger: httpx.AsyncClient
    ) -> None:
        answer = await stranger.get("/v1/territories/epcis", params={"department": "69", "limit": 100})
        by_siren = {grouping["siren"]: grouping for grouping in answer.json()["items"]}
        assert by_siren["200046977"]["kind"] == "MET69"
        assert "246900625" in by_siren
        assert len(by_siren) < 30

    async def test_a_grouping_is_found_by_a_word_of_its_name(self, stranger: httpx.AsyncClient) -> None:
        answer = await stranger.get("/v1/territories/epcis", params={"q": "pays de l’arbresle"})
        assert [grouping["siren"] for grouping in answer.json()["items"]] == ["246900625"]


class TestDepartmentsAndRegions:
    async def test_departments_come_in_french_order(self, stranger: httpx.AsyncClient) -> None:
        items: list[dict[str, str]] = []
        query: dict[str, str | int] = {"limit": 100}
        while True:
            body = (await stranger.get("/v1/territories/departments", params=query)).json()
            items += body["items"]
            if body["next_cursor"] is None:
                break
            query["cursor"] = body["next_cursor"]
        names = [item["name"] for item in items]
        assert len(names) == 109
        assert names.index("Drôme") < names.index("Essonne") < names.index("Eure") < names.index("Finistère")
        assert {item["code"] for item in items} >= {"01", "2A", "971", "988"}

    async def test_departments_of_one_region(self, stranger: httpx.AsyncClient) -> None:
        body = (await stranger.get("/v1/territories/departments", params={"region": "84"})).json()
        assert len(body["items"]) == 12

    async def test_regions_are_all_there(self, stranger: httpx.AsyncClient) -> None:
        body = (await stranger.get("/v1/territories/regions", params={"limit": 100})).json()
        assert len(body["items"]) == 26
        assert {"code": "84", "name": "Auvergne-Rhône-Alpes"} in body["items"]
