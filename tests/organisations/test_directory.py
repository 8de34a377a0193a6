"""Searching the directory as a visitor."""

from typing import Any

import httpx
import pytest
from sqlalchemy import event

from make import Make

DIRECTORY = "/v1/organisations"


async def names(client: httpx.AsyncClient, **query: Any) -> list[str]:
    answer = await client.get(DIRECTORY, params=query)
    assert answer.status_code == 200, answer.text
    return [line["name"] for line in answer.json()["items"]]


class TestOrder:
    async def test_names_come_in_french_order(self, make: Make, stranger: httpx.AsyncClient) -> None:
        for name in ("Zoé", "étang", "École", "eau", "Œuvre"):
            await make.organisation(name)
        assert await names(stranger) == ["eau", "École", "étang", "Œuvre", "Zoé"]
        assert await names(stranger, sort="-name") == ["Zoé", "Œuvre", "étang", "École", "eau"]

    @pytest.mark.parametrize(
        "query", [{}, {"sort": "-name"}, {"q": "maison"}, {"q": "maison", "sort": "name"}]
    )
    async def test_pages_show_each_organisation_once(
        self, make: Make, stranger: httpx.AsyncClient, query: dict[str, str]
    ) -> None:
        for number in range(7):
            await make.organisation(f"Maison {number % 3}")
        seen: list[str] = []
        cursor: str | None = None
        while cursor is not None or not seen:
            parameters = {**query, "limit": "3", **({"cursor": cursor} if cursor else {})}
            page = (await stranger.get(DIRECTORY, params=parameters)).json()
            seen += [line["id"] for line in page["items"]]
            cursor = page["next_cursor"]
        assert len(seen) == len(set(seen)) == 7


class TestWords:
    @pytest.mark.parametrize(
        "typed",
        ["tilleuls", "TILLEUL", "residence tilleuls", "résidences", "tilleuls bully", "résid", "les till"],
    )
    async def test_accents_plurals_and_unfinished_words_find(
        self, make: Make, stranger: httpx.AsyncClient, typed: str
    ) -> None:
        await make.organisation("Résidence Les Tilleuls", city="Bully")
        await make.organisation("Foyer du Lac", city="Annecy")
        assert await names(stranger, q=typed) == ["Résidence Les Tilleuls"]

    async def test_all_words_must_be_there(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.organisation("Résidence Les Tilleuls")
        assert await names(stranger, q="résidence glycines") == []

    async def test_the_same_name_comes_first_then_beginnings_then_the_rest(
        self, make: Make, stranger: httpx.AsyncClient
    ) -> None:
        for name in ("Amis de la Ruche", "La Ruche solidaire", "La Ruche"):
            await make.organisation(name)
        assert await names(stranger, q="la ruche") == ["La Ruche", "La Ruche solidaire", "Amis de la Ruche"]

    async def test_a_short_name_finds_like_the_name(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.organisation("Apogées du Sud")
        await make.organisation("Réseau de mutualisation", short_name="APOGÉES")
        assert (await names(stranger, q="apogees"))[0] == "Réseau de mutualisation"

    async def test_mistakes_are_corrected_and_said(self, make: Make, stranger: httpx.AsyncClient) -> None:
        for number in range(3):
            await make.organisation(f"Les Tilleuls {number}")
        page = (await stranger.get(DIRECTORY, params={"q": "les tileuls", "limit": 2})).json()
        assert page["corrected_query"] == "les tilleuls"
        assert len(page["items"]) == 2
        rest = await stranger.get(
            DIRECTORY, params={"q": "les tileuls", "limit": 2, "cursor": page["next_cursor"]}
        )
        assert len(rest.json()["items"]) == 1
        assert rest.json()["corrected_query"] == "les tilleuls"

    async def test_what_is_found_is_not_corrected(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.organisation("Les Tilleuls")
        page = (await stranger.get(DIRECTORY, params={"q": "tilleuls"})).json()
        assert page["corrected_query"] is None

    @pytest.mark.parametrize(
        "typed", ["'", "a & | ! :*", "''':*", "%", "\\", "( (", "le", "…", "œ", "a" * 100]
    )
    async def test_any_text_is_answered(self, make: Make, stranger: httpx.AsyncClient, typed: str) -> None:
        await make.organisation("Les Tilleuls")
        assert (await stranger.get(DIRECTORY, params={"q": typed})).status_code == 200
        assert (await stranger.get(f"{DIRECTORY}/suggestions", params={"q": typed})).status_code == 200


class TestNumbers:
    async def test_any_identifier_finds_its_organisation(
        self, make: Make, stranger: httpx.AsyncClient
    ) -> None:
        found = await make.organisation(
            "Le Hameau", siren="980000012", rna="W691000123", nda="84690000069", finess="690000005"
        )
        await make.row(
            "sites", organisation_id=found.id, name="Le Parc", siret="98000001200016", finess="690000013"
        )
        await make.organisation("Une autre")
        for typed in (
            "980 000 012", "980 000 012 00016", "W691000123", "84690000069", "690000005", "69 000 001 3",
        ):  # fmt: skip
            assert await names(stranger, q=typed) == ["Le Hameau"], typed


class TestFilters:
    async def test_each_filter_narrows(self, make: Make, stranger: httpx.AsyncClient) -> None:
        network = await make.network("Réseau", department_code="75", region_code="11")
        kept = await make.organisation(
            "Gardée",
            department_code="69",
            region_code="84",
            commune_code="69032",
            sector="elderly_care",
            legal_form="association",
        )
        left = await make.organisation("Partie", department_code="01", region_code="84")
        await make.membership(network, kept)
        await make.membership(network, left, ends_on=left.created_at.date().replace(year=2021))
        for query in (
            {"department": "69"},
            {"commune": "69032"},
            {"sector": "elderly_care"},
            {"legal_form": "association"},
            {"network": str(network.id)},
            {"department": "69", "sector": "elderly_care", "q": "gardée"},
        ):
            assert await names(stranger, **query) == ["Gardée"], query
        assert await names(stranger, is_network="true") == ["Réseau"]
        assert await names(stranger, region="84") == ["Gardée", "Partie"]

    async def test_lines_name_the_department(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.organisation("Gardée", department_code="69")
        line = (await stranger.get(DIRECTORY)).json()["items"][0]
        assert (line["department_name"], line["fictional"]) == ("Rhône", True)

    @pytest.mark.parametrize(
        "query",
        [{"sort": "relevance"}, {"unknown": "1"}, {"cursor": "abc"}, {"sector": "x"}, {"limit": "101"}],
    )
    async def test_what_makes_no_sense_is_refused(
        self, stranger: httpx.AsyncClient, query: dict[str, str]
    ) -> None:
        assert (await stranger.get(DIRECTORY, params=query)).status_code == 422

    async def test_a_cursor_of_another_order_is_refused(
        self, make: Make, stranger: httpx.AsyncClient
    ) -> None:
        for number in range(2):
            await make.organisation(f"Maison {number}")
        page = (await stranger.get(DIRECTORY, params={"limit": 1})).json()
        other = await stranger.get(DIRECTORY, params={"q": "maison", "cursor": page["next_cursor"]})
        assert (other.status_code, other.json()["code"]) == (422, "invalid_cursor")


class TestCount:
    async def test_counts_what_the_search_finds(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.organisation("Les Tilleuls")
        await make.organisation("Le Lac")
        answer = await stranger.get(f"{DIRECTORY}/count", params={"q": "tileuls"})
        assert answer.json() == {"count": 1, "capped": False, "corrected_query": "tilleuls"}

    async def test_stops_at_a_thousand(self, make: Make, stranger: httpx.AsyncClient) -> None:
        await make.rows(
            "INSERT INTO organisations (name) SELECT 'Maison ' || n FROM generate_series(1, 1001) n"
        )
        answer = await stranger.get(f"{DIRECTORY}/count")
        assert answer.json() == {"count": 1000, "capped": True, "corrected_query": None}


class TestSuggestions:
    async def test_names_that_begin_so_come_before_names_that_hold_it(
        self, make: Make, stranger: httpx.AsyncClient
    ) -> None:
        for name in ("Amis de l’École", "École du Lac", "Foyer"):
            await make.organisation(name)
        answer = await stranger.get(f"{DIRECTORY}/suggestions", params={"q": "eco"})
        assert [line["name"] for line in answer.json()["items"]] == ["École du Lac", "Amis de l’École"]

    async def test_at_most_eight(self, make: Make, stranger: httpx.AsyncClient) -> None:
        for number in range(10):
            await make.organisation(f"École {number}")
        answer = await stranger.get(f"{DIRECTORY}/suggestions", params={"q": "École"})
        assert len(answer.json()["items"]) == 8


async def test_a_page_is_one_statement_without_a_transaction(make: Make, stranger: httpx.AsyncClient) -> None:
    for number in range(5):
        await make.organisation(f"Maison {number}", department_code="69")
    said: list[str] = []
    engine = make.app.state.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *event: said.append(event[2]))
    event.listen(engine, "begin", lambda _: said.append("begin"))
    await names(stranger, q="maison", department="69")
    statements = [each for each in said if each != "begin"]
    assert len(statements) == 1
