"""Who reads what of a run: its own share, the others' where lines are open, and totals that enough organisations make."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sharing_world import BEDS, EQUAL, Sharing, acting, refusal, sharing, told
from sqlalchemy import text

from make import Make, Member

NAMES = ("Bleuets", "Capucines", "Dahlias", "Églantines")


async def posted(
    make: Make, confidentiality: str, *beds: int, **needs: int
) -> tuple[Sharing, dict[str, Any]]:
    """A posted budget of 600 € by beds, the lead first; with a price alone of each."""
    world = await sharing(make, *NAMES[: len(beds) - 1], lead="Acacias", confidentiality=confidentiality)
    await world.adopt(EQUAL, BEDS)
    for organisation, count in zip(world.everybody, beds, strict=True):
        await world.figure(organisation, "beds", count)
    run = await world.budget()
    line = await world.line(run, "Coordination", 600_00, "Lits", basis="alone", evidence="Devis")
    await world.needs(run, line, "alone_cents", [needs.get("alone", 500_00)] * len(beds))
    await world.compute_review_post(run)
    return world, run


def figures(answer: Any) -> list[int]:
    """Every number of an answer."""
    if isinstance(answer, dict):
        return [number for value in answer.values() for number in figures(value)]
    if isinstance(answer, list):
        return [number for value in answer for number in figures(value)]
    return [answer] if isinstance(answer, int) and not isinstance(answer, bool) else []


async def party(world: Sharing, place: int = 0) -> Member:
    return await world.make.signed_in(world.parties[place])


class TestAmongCompetitors:
    async def test_a_rival_reads_its_own_share_and_totals_of_enough_organisations(self, make: Make) -> None:
        world, run = await posted(make, "coopetition", 10, 20, 30, 40)
        rival = await party(world)
        shares = await world.shares(run, rival)
        assert [one["organisation_name"] for one in shares["items"]] == ["Bleuets"]
        assert (shares["totals"][0]["amount_cents"], shares["totals"][0]["contributors"]) == (600_00, 4)
        assert shares["called_cents"] is None
        explained = await world.explained(run, world.parties[0], rival)
        assert explained["lines"][0]["parts"][0]["ratio"] == "1/5"
        for path in (f"/shares/{world.parties[1].id}", f"/shares/{world.lead.organisation.id}"):
            assert refusal(await rival.get(f"/v1/allocations/{run['id']}{path}")) == (404, "not_found")

    @pytest.mark.parametrize(
        ("confidentiality", "beds"),
        [("aggregates", (10, 20)), ("coopetition", (10, 20, 30)), ("coopetition", (80, 5, 5, 10))],
    )
    async def test_too_few_or_too_heavy_and_no_total_nor_ratio_is_told(
        self, make: Make, confidentiality: str, beds: tuple[int, ...]
    ) -> None:
        world, run = await posted(make, confidentiality, *beds)
        rival = await party(world)
        listed = f"/v1/allocations?agreement_id={world.agreement.id}"
        for path in ("", "/shares", f"/shares/{world.parties[0].id}", "/record"):
            seen = told(await rival.get(f"/v1/allocations/{run['id']}{path}"))
            assert not {600_00, sum(beds)} & set(figures(seen)), path
        assert 600_00 not in figures(told(await rival.get(listed)))
        (line,) = (await world.explained(run, world.parties[0], rival))["lines"]
        (part,) = line["parts"]
        hidden = ("amount_cents", "whole", "ratio", "ratio_bp")
        assert {part[name] for name in hidden} == {None}
        assert line["amount_cents"] is None
        assert line["sentences"][0].startswith(f"{beds[1]}\u00a0lits, soit")
        (call,) = [one for one in await world.statements(run) if one.organisation_id == world.parties[0].id]
        assert (call.lines[0]["total_cents"], call.lines[0]["ratio"]) == (None, None)

    async def test_the_extract_of_a_rival_tells_only_of_itself(self, make: Make) -> None:
        world, run = await posted(make, "coopetition", 10, 20, 30, 40)
        rival = await party(world)
        record = told(await rival.get(f"/v1/allocations/{run['id']}/record"))
        whole = told(await world.lead.get(f"/v1/allocations/{run['id']}/record"))
        assert (record["complete"], whole["complete"]) == (False, True)
        assert record["hash"] == whole["hash"]
        text = str(record)
        assert all(str(other.id) not in text for other in (world.lead.organisation, *world.parties[1:]))
        assert len(whole["record"]["members"]) == 4

    async def test_a_rival_is_not_told_who_else_pays_more_than_alone(self, make: Make) -> None:
        world, run = await posted(make, "coopetition", 10, 20, 30, 40, alone=130_00)
        rival, loser = await party(world), await party(world, 2)
        certificate = (await world.explained(run, world.parties[0], rival))["certificate"]
        assert (certificate["state"], certificate["blocking"], certificate["losers"]) == (
            "somebody_gains",
            None,
            [],
        )
        assert "ne permet pas de dire qui" in certificate["sentence"]
        mine = (await world.explained(run, world.parties[2], loser))["certificate"]
        assert mine["blocking"]["gain_cents"] == 110_00
        assert [one["organisation_name"] for one in mine["losers"]] == ["Dahlias"]
        everything = (await world.read(run))["certificate"]
        assert {one["organisation_name"] for one in everything["losers"]} == {"Capucines", "Dahlias"}

    async def test_what_the_lead_reads_of_the_others_is_written_down(self, make: Make) -> None:
        world, run = await posted(make, "coopetition", 10, 20, 30, 40)
        before = await make.count("ledger_readings")
        await world.explained(run, world.parties[0])
        await world.shares(run)
        readings = await make.rows("SELECT operation, about FROM ledger_readings ORDER BY id")
        assert [(one.operation, len(one.about)) for one in readings[before:]] == [
            ("allocations.explain", 1),
            ("allocations.list_shares", 3),
        ]

    async def test_the_wall_of_the_database_stands_behind(self, make: Make) -> None:
        world, _ = await posted(make, "coopetition", 10, 20, 30, 40)
        rival = await party(world)
        async with acting(make, rival) as session:
            for table in ("allocation_members", "allocation_shares", "allocation_bases", "allocation_needs"):
                rows = (await session.execute(text(f"SELECT organisation_id FROM {table}"))).scalars().all()
                assert set(rows) == {world.parties[0].id}, table


class TestDraftsAndTheOutside:
    async def test_drafts_are_read_by_who_reads_every_line(self, make: Make) -> None:
        for confidentiality, status in (("open", 200), ("aggregates", 404)):
            world = await sharing(make, "Bleuets", confidentiality=confidentiality)
            await world.adopt(EQUAL)
            run = await world.budget()
            reader = await party(world)
            assert (await reader.get(f"/v1/allocations/{run['id']}")).status_code == status
            listed = told(await reader.get(f"/v1/allocations?agreement_id={world.agreement.id}"))["items"]
            assert len(listed) == (status == 200)

    async def test_outside_nothing_is_found_and_an_invitation_opens_nothing(self, make: Make) -> None:
        world, run = await posted(make, "open", 10, 20, 30)
        invited = await make.organisation()
        await make.party(world.agreement, invited, state="invited")
        guest, foreigner = await make.signed_in(invited), await make.signed_in()
        paths = ("", "/shares", f"/shares/{world.parties[0].id}", "/record", "/export")
        for reader in (guest, foreigner):
            for path in paths:
                assert refusal(await reader.get(f"/v1/allocations/{run['id']}{path}"))[0] in (403, 404)
        listing = f"/v1/allocations?agreement_id={world.agreement.id}"
        assert refusal(await guest.get(listing)) == (403, "sharing_for_parties")
        assert refusal(await foreigner.get(listing)) == (404, "not_found")

    async def test_a_party_that_left_reads_its_years_and_nothing_later(self, make: Make) -> None:
        world, run = await posted(make, "open", 10, 20, 30)
        later = await world.budget(
            title="Budget 2026", starts_on="2026-01-01", ends_on="2026-12-31", figures_on="2026-01-01"
        )
        await world.line(later, "Coordination", 600_00, "Lits")
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = '2025-12-31' WHERE organisation_id = :id",
            id=world.parties[0].id,
        )
        await world.compute_review_post(later)
        gone = await party(world)
        assert len((await world.shares(run, gone))["items"]) == 3
        assert refusal(await gone.get(f"/v1/allocations/{later['id']}")) == (404, "not_found")
        listed = told(await gone.get(f"/v1/allocations?agreement_id={world.agreement.id}"))["items"]
        assert [one["id"] for one in listed] == [run["id"]]
        need = {"alone_cents": 1, "source": "x", "dated_on": "2025-01-01"}
        line = run["id"], (await world.read(run))["lines"][0]["id"]
        path = f"/v1/allocations/{line[0]}/lines/{line[1]}/needs/{world.parties[0].id}"
        assert refusal(await gone.put(path, json=need)) == (403, "only_own_needs")

    async def test_an_observer_of_an_open_agreement_reads_and_states_nothing(self, make: Make) -> None:
        world, run = await posted(make, "open", 10, 20, 30)
        watching = await make.organisation()
        await make.party(world.agreement, watching, role="observer")
        observer = await make.signed_in(watching)
        seen = await world.read(run, observer)
        assert seen["actions"] == []
        assert len((await world.shares(run, observer))["items"]) == 3


class TestNeeds:
    async def test_each_states_its_own_price_and_the_lead_any(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias", confidentiality="coopetition")
        await world.adopt(EQUAL)
        run = await world.budget()
        line = await world.line(run, "Coordination", 300_00, "Parts égales", basis="alone")
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}/needs"
        member = await party(world)
        body = {"alone_cents": 150_00, "source": "Devis Martin", "dated_on": "2024-11-01"}
        stated = told(await member.put(f"{path}/{world.parties[0].id}", json=body))
        assert stated["stated_by"] == str(world.parties[0].id)
        assert refusal(await member.put(f"{path}/{world.parties[1].id}", json=body)) == (
            403,
            "only_own_needs",
        )
        wrong = {"quantity": 3, "source": "Devis", "dated_on": "2024-11-01"}
        assert refusal(await member.put(f"{path}/{world.parties[0].id}", json=wrong)) == (
            422,
            "need_mismatch",
        )
        other = await make.organisation()
        assert refusal(await world.lead.put(f"{path}/{other.id}", json=body)) == (422, "outside_the_run")
        assert (await member.delete(f"{path}/{world.parties[0].id}")).status_code == 204
        assert (await world.read(run))["lines"][0]["needs"] == []

    async def test_a_need_stated_or_withdrawn_after_computing_stops_the_review(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias", confidentiality="coopetition")
        await world.adopt(EQUAL)
        run = await world.budget()
        line = await world.line(run, "Coordination", 300_00, "Parts égales", basis="alone")
        await world.needs(run, line, "alone_cents", [150_00] * 3)
        await world.compute(run)
        member = await party(world)
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}/needs/{world.parties[0].id}"
        told(await member.put(path, json={"alone_cents": 90_00, "source": "Devis", "dated_on": "2025-01-02"}))
        assert (await world.read(run))["out_of_date"]
        review = f"/v1/allocations/{run['id']}/review"
        assert refusal(await world.second.post(review)) == (409, "shares_out_of_date")
        assert (await world.compute(run))["certificate"]["state"] == "somebody_gains"
        await member.delete(path)
        assert refusal(await world.second.post(review)) == (409, "shares_out_of_date")


class TestExport:
    async def test_the_spreadsheet_holds_the_rows_that_may_be_read(self, make: Make) -> None:
        world, run = await posted(make, "aggregates", 10, 20, 30)
        sheets = await self._sheets(run, world.lead)
        rows = list(sheets["Répartition"].values)
        assert [row[0] for row in rows] == ["Organisation", "Acacias", "Bleuets", "Capucines", "Total"]
        assert (rows[2][2], rows[4][2], rows[2][4]) == (200, 600, 500)
        drivers = list(sheets["Assiettes"].values)
        assert drivers[2][:5] == ("Bleuets", "Coordination", "Lits", "20\u00a0lits sur 60 (33,33\u00a0%)", 20)
        mine = await self._sheets(run, await party(world))
        assert [row[0] for row in mine["Répartition"].values] == ["Organisation", "Bleuets"]

    async def _sheets(self, run: dict[str, Any], reader: Member) -> Any:
        answer = await reader.get(f"/v1/allocations/{run['id']}/export")
        assert answer.status_code == 200
        return openpyxl.load_workbook(BytesIO(answer.content))
