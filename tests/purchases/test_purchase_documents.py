"""Documents of a round: the coordinator's are everybody's, evidence is its organisation's and the coordinator's, who is noted."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from buying import Buying, buying, match, refusal, told

from essaim.kit import clock
from make import Make, Member

PDF = b"%PDF-1.7 facture"
FEW = {"names": ("O1", "O2", "O3"), "volumes": (12, 8, 24), "references": (51_000, None, 43_000)}


async def few(make: Make, stage: str = "needs", **values: Any) -> Buying:
    return await buying(make, stage=stage, **{**FEW, **values})


async def send(
    world: Buying, sender: Member, kind: str, content: bytes = PDF, **label: Any
) -> httpx.Response:
    answer: httpx.Response = await sender.post(
        f"{world.path}/documents",
        params={"kind": kind, "title": "Pièce", "file_name": "dossier/piece.pdf", **label},
        content=content,
        headers={"Content-Type": "application/pdf"},
    )
    return answer


async def titles(world: Buying, reader: Member, **query: str) -> list[str]:
    found = told(await reader.get(f"{world.path}/documents", params=query))
    return [one["title"] for one in found["items"]]


class TestWhoReads:
    async def test_the_round_s_documents_are_everybody_s_and_evidence_its_own(self, make: Make) -> None:
        world = await few(make)
        one, two = await world.member(0), await world.member(1)
        told(await send(world, world.lead, "specification", title="Cahier des charges"), 201)
        mine = told(await send(world, one, "evidence", title="Facture d’O1"), 201)
        assert (mine["organisation_name"], mine["file_name"], mine["removable"]) == (
            "O1",
            "piece.pdf",
            True,
        )
        assert await titles(world, one) == ["Facture d’O1", "Cahier des charges"]
        assert await titles(world, two) == ["Cahier des charges"]
        assert await titles(world, two, kind="evidence") == []
        assert await titles(world, world.lead) == ["Facture d’O1", "Cahier des charges"]
        path = f"{world.path}/documents/{mine['id']}/content"
        read = await one.get(path)
        assert (read.content, read.headers["content-disposition"]) == (
            PDF,
            "attachment; filename*=UTF-8''piece.pdf",
        )
        assert refusal(await two.get(path)) == (404, "not_found")
        assert refusal(await two.delete(path.removesuffix("/content"))) == (404, "not_found")
        assert (await world.read(two))["documents_count"] == 1
        assert (await world.read(one))["documents_count"] == 2

    @pytest.mark.parametrize(("confidentiality", "noted"), [("open", 0), ("coopetition", 2)])
    async def test_what_the_coordinator_reads_of_evidence_is_written_down(
        self, make: Make, confidentiality: str, noted: int
    ) -> None:
        world = await few(make, confidentiality=confidentiality)
        one = await world.member(0)
        mine = told(await send(world, one, "evidence"), 201)
        assert await titles(world, world.lead) == ["Pièce"]
        await world.lead.get(f"{world.path}/documents/{mine['id']}/content")
        assert await titles(world, one) == ["Pièce"]
        rows = await make.rows("SELECT * FROM purchase_readings WHERE granted ORDER BY id")
        assert len(rows) == noted
        assert {tuple(row.about) for row in rows} <= {(world.parties[0].id,)}

    async def test_one_that_left_reads_those_of_its_time(self, make: Make) -> None:
        world = await few(make, opened_at=clock.now() - timedelta(days=9))
        told(await send(world, world.lead, "specification"), 201)
        leaver = await world.member(2)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=clock.today() - timedelta(days=1),
            id=leaver.organisation.id,
        )
        assert await titles(world, leaver) == []
        assert (await world.read(leaver))["documents_count"] == 0


class TestAdding:
    async def test_only_the_coordinator_adds_what_everybody_reads(self, make: Make) -> None:
        world = await few(make)
        assert refusal(await send(world, await world.member(0), "minutes")) == (403, "only_the_lead")
        staff = await make.signed_in(world.lead.organisation, role="staff")
        assert refusal(await send(world, staff, "minutes")) == (403, "not_allowed")

    async def test_evidence_is_of_one_that_is_asked_while_needs_are_surveyed(self, make: Make) -> None:
        world = await few(make)
        other = await make.organisation()
        for_other = {"organisation_id": str(other.id)}
        for_two = {"organisation_id": str(world.parties[1].id)}
        assert refusal(await send(world, world.lead, "evidence")) == (403, "not_asked")
        for answer in (
            await send(world, world.lead, "evidence", **for_other),
            await send(world, await world.member(0), "evidence", **for_two),
            await send(world, world.lead, "minutes", **for_two),
        ):
            assert refusal(answer) == (422, "evidence_for_whom")
        told(await send(world, world.lead, "evidence", **for_two), 201)
        assert await titles(world, await world.member(1)) == ["Pièce"]
        await world.move("quotes")
        assert refusal(await send(world, await world.member(0), "evidence")) == (409, "wrong_round_state")
        told(await send(world, world.lead, "minutes"), 201)

    async def test_a_content_that_is_not_what_it_says_is_refused(self, make: Make) -> None:
        world = await few(make)
        assert refusal(await send(world, world.lead, "minutes", b"MZ")) == (415, "document_format_refused")
        assert refusal(await send(world, world.lead, "minutes", b"")) == (422, "document_empty")


class TestRemoving:
    async def test_each_removes_its_own_until_the_survey_closes(self, make: Make) -> None:
        world = await few(make)
        one = await world.member(0)
        mine = told(await send(world, one, "evidence"), 201)
        common = told(await send(world, world.lead, "specification"), 201)
        path = f"{world.path}/documents"
        assert refusal(await one.delete(f"{path}/{common['id']}")) == (403, "only_the_lead")
        assert (await one.delete(f"{path}/{mine['id']}")).status_code == 204
        await world.move("quotes")
        assert refusal(await world.lead.delete(f"{path}/{common['id']}")) == (409, "wrong_round_state")

    async def test_evidence_that_a_price_cites_stays(self, make: Make) -> None:
        world = await few(make)
        one = await world.member(0)
        mine = told(await send(world, one, "evidence"), 201)
        await make.rows(
            "UPDATE purchase_needs SET evidence_id = CAST(:id AS uuid) WHERE organisation_id = :me",
            id=mine["id"],
            me=one.organisation.id,
        )
        assert refusal(await one.delete(f"{world.path}/documents/{mine['id']}")) == (409, "evidence_in_use")


class TestSuppliers:
    async def test_suppliers_are_the_coordinator_s_to_keep_and_every_party_s_to_read(
        self, make: Make
    ) -> None:
        world = await few(make)
        party = await world.member(0)
        body = {
            "agreement_id": str(world.agreement.id),
            "name": "Gants du Rhône",
            "siren": "732 829 320",
            "siae": True,
        }
        assert refusal(await party.post("/v1/purchases/suppliers", json=body)) == (403, "only_the_lead")
        made = told(await world.lead.post("/v1/purchases/suppliers", json=body), 201)
        assert (made["siren"], made["siae"]) == ("732829320", True)
        assert refusal(await world.lead.post("/v1/purchases/suppliers", json=body)) == (409, "supplier_named")
        path = f"/v1/purchases/suppliers/{made['id']}"
        change = {"name": "Gants de la Saône"}
        changed = told(await world.lead.patch(path, json=change, headers=match(made)))
        assert (changed["name"], changed["version"]) == ("Gants de la Saône", 2)
        assert refusal(await world.lead.patch(path, json=change, headers=match(made))) == (
            412,
            "stale_version",
        )
        assert refusal(await party.patch(path, json=change, headers=match(changed))) == (403, "only_the_lead")
        listed = f"/v1/purchases/suppliers?agreement_id={world.agreement.id}"
        assert [one["name"] for one in told(await party.get(listed))["items"]] == ["Gants de la Saône"]

    async def test_a_wrong_siren_is_refused_and_a_stranger_finds_nothing(self, make: Make) -> None:
        world = await few(make)
        body = {"agreement_id": str(world.agreement.id), "name": "X", "siren": "732829321"}
        answer = await world.lead.post("/v1/purchases/suppliers", json=body)
        assert [one["pointer"] for one in answer.json()["errors"]] == ["/siren"]
        supplier = await world.supplier("Y")
        stranger = await make.signed_in()
        listed = await stranger.get(f"/v1/purchases/suppliers?agreement_id={world.agreement.id}")
        assert refusal(listed) == (404, "not_found")
        changed = await stranger.patch(
            f"/v1/purchases/suppliers/{supplier.id}", json={"name": "Z"}, headers={"If-Match": '"1"'}
        )
        assert refusal(changed) == (404, "not_found")
