"""What each reads of a settlement: all where lines are open, elsewhere what concerns it; nobody decides for another."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from essaim.kit import clock
from essaim.kit.db import constraint_name
from make import Make, Member
from settlements.netting_world import SETTLEMENTS, Debts, acting, refusal, told, usual


async def listed(member: Member, **filters: str) -> list[dict[str, Any]]:
    return list(told(await member.get(SETTLEMENTS, params=filters))["items"])


def own_only(lines: list[dict[str, Any]], member: Member, *ends: str) -> bool:
    me = str(member.organisation.id)
    return bool(lines) and all(me in {line[end] for end in ends} for line in lines)


class TestWhereLinesAreNotOpen:
    @pytest.fixture
    async def world(self, make: Make) -> Debts:
        return await usual(make, members=5, confidentiality="aggregates")

    async def test_a_party_reads_what_concerns_it_and_nothing_that_tells_the_rest(self, world: Debts) -> None:
        b = world.members[1]
        settlement = await world.carried_out()
        read = await world.read(settlement, b)
        assert [line["organisation_name"] for line in read["positions"]] == ["Maison B"]
        assert own_only(read["items"], b, "debtor_id", "creditor_id")
        assert len(read["items"]) == 2
        assert own_only(read["transfers"], b, "payer_id", "payee_id")
        for withheld in ("gross_cents", "net_cents", "awaited", "payments_before", "payments_after"):
            assert read[withheld] is None
        assert read["withheld"].startswith("Dans cet accord, chaque partie ne lit que ce qui la concerne")
        # Neither organisation nor amount of the others, but those at the other end of its own lines.
        ends = {
            line[end] for line in read["items"] + read["transfers"] for end in line if end.endswith("_name")
        }
        for member in world.members:
            if member.organisation.name not in ends and member not in (b, world.lead):
                assert str(member.organisation.id) not in json.dumps(read)
        (line,) = await listed(b)
        assert (line["gross_cents"], line["net_cents"], line["awaited"]) == (None, None, None)
        assert line["mine"]["net_cents"] == -250_00

    async def test_the_lead_reads_it_whole_the_pool_included(self, world: Debts) -> None:
        settlement = await world.propose()
        assert [line["organisation_name"] for line in settlement["positions"]] == [
            "Caisse commune",
            "Maison A",
            "Maison B",
            "Maison C",
            "Maison D",
        ]
        assert (settlement["withheld"], settlement["gross_cents"], settlement["payments_before"]) == (
            None,
            790_00,
            6,
        )

    async def test_who_has_no_part_in_it_does_not_know_of_it(self, world: Debts) -> None:
        e = world.members[4]
        settlement = await world.propose()
        assert await listed(e) == await listed(e, agreement_id=str(world.agreement.id)) == []
        assert refusal(await e.get(f"{SETTLEMENTS}/{settlement['id']}")) == (404, "not_found")
        assert refusal(await world.answer(e, settlement)) == (404, "not_found")
        owed = await world.owed(e)
        assert (owed["rows"], owed["total_cents"], owed["withheld"] is None) == ([], None, False)

    async def test_another_s_transfer_is_not_found(self, world: Debts) -> None:
        settlement = await world.carried_out()
        for member in world.members[1:]:
            for transfer in settlement["transfers"]:
                mine = str(member.organisation.id) in (transfer["payer_id"], transfer["payee_id"])
                path = f"{SETTLEMENTS}/{settlement['id']}/transfers/{transfer['id']}"
                assert (await member.get(path)).status_code == (200 if mine else 404)
                if not mine:
                    assert refusal(await world.move(member, transfer)) == (404, "not_found")

    async def test_one_s_own_debts_and_claims_only(self, world: Debts) -> None:
        b = world.members[1]
        before = await world.owed(b)
        assert {(row["debtor_name"], row["creditor_name"], row["cents"]) for row in before["rows"]} == {
            ("Maison B", "Caisse commune", 300_00),
            ("Maison C", "Maison B", 50_00),
        }
        await world.carried_out()
        after = await world.owed(b)
        assert own_only(after["rows"], b, "debtor_id", "creditor_id")
        assert own_only(after["transfers"], b, "payer_id", "payee_id")
        assert sum(row["cents"] for row in after["rows"]) == 250_00

    async def test_the_database_hides_the_rest_and_keeps_answers_to_their_organisation(
        self, world: Debts
    ) -> None:
        settlement = await world.propose()
        b = world.members[1]
        async with acting(world.make, b) as session:
            for table, seen in (("settlement_answers", 1), ("settlement_items", 2)):
                assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == seen
            assert (
                await session.scalar(
                    text("SELECT count(*) FROM filed_statements(:id)"), {"id": world.agreement.id}
                )
                == 0
            )
            for change in (
                "UPDATE settlements SET state = 'accepted' RETURNING id",
                "UPDATE settlement_answers SET answer = 'accepted', answered_at = now()"
                f" WHERE organisation_id = '{world.members[2].organisation.id}' RETURNING settlement_id",
            ):
                assert (await session.execute(text(change))).all() == []
        for change, constraint in (
            ("UPDATE settlement_answers SET must_accept = false", "settlement_answers_once"),
            ("UPDATE settlement_answers SET owes_cents = 1", "settlement_answers_once"),
        ):
            with pytest.raises(DBAPIError) as breach:
                async with acting(world.make, b) as session:
                    await session.execute(text(change))
            assert constraint_name(breach.value) == constraint
        with pytest.raises(DBAPIError) as breach:
            async with acting(world.make, world.lead) as session:
                await session.execute(text("UPDATE settlements SET state = 'accepted'"))
        assert constraint_name(breach.value) == "settlements_accepted"
        assert (await world.read(settlement))["state"] == "proposed"


class TestBetweenCompetitors:
    async def test_what_the_lead_reads_of_others_is_written_down(self, make: Make) -> None:
        world = await usual(make, confidentiality="coopetition")
        await world.preview()
        settlement = await world.accepted()
        await world.owed()
        await world.read(settlement, world.members[1])
        readings = await make.rows("SELECT operation, about, organisation_id FROM ledger_readings")
        assert {reading.operation for reading in readings} == {
            "settlements.preview_settlement",
            "settlements.read_settlement",
            "settlements.read_owed",
        }
        others = {member.organisation.id for member in world.members[1:]}
        assert all(set(reading.about) == others for reading in readings)
        assert {reading.organisation_id for reading in readings} == {world.lead.organisation.id}


class TestWhereLinesAreOpen:
    @pytest.fixture
    async def world(self, make: Make) -> Debts:
        return await usual(make, members=5)

    async def test_every_party_reads_it_whole_and_observers_only_read(self, make: Make, world: Debts) -> None:
        settlement = await world.propose()
        observer = await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        for reader in (world.members[4], observer):
            read = await world.read(settlement, reader)
            assert (len(read["positions"]), len(read["items"]), read["gross_cents"]) == (5, 6, 790_00)
            assert (read["mine"], read["may_answer"], read["may_withdraw"]) == (None, False, False)
            assert [line["id"] for line in await listed(reader, agreement_id=str(world.agreement.id))] == [
                settlement["id"]
            ]
            assert await listed(reader) == []
            assert (await world.owed(reader))["total_cents"] == 790_00
        assert refusal(await world.act(settlement, "withdraw", observer)) == (403, "only_the_lead")

    async def test_in_the_language_of_the_reader(self, world: Debts) -> None:
        settlement = await world.propose()
        read: httpx.Response = await world.lead.get(
            f"{SETTLEMENTS}/{settlement['id']}", headers={"Accept-Language": "en"}
        )
        assert told(read)["positions"][0]["organisation_name"] == "Common cash"

    async def test_who_left_reads_whole_what_was_decided_in_its_time(
        self, world: Debts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        e = world.members[4]
        theirs = await world.owe(4, None, 10_00)
        await world.pay_statement(theirs, 10_00)
        early = await world.carried_out()
        today, now = clock.today(), clock.now()
        await world.leave(e, today)
        monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=3))
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
        await world.owe(1, None, 10_00)
        late = await world.propose()
        assert [line["id"] for line in await listed(e, agreement_id=str(world.agreement.id))] == [early["id"]]
        assert refusal(await e.get(f"{SETTLEMENTS}/{late['id']}")) == (404, "not_found")
        assert len((await world.read(early, e))["items"]) == 6
        # What happened since, between others, is not told.
        payee = next(line for line in early["transfers"] if line["payee_name"] == "Maison C")
        told(await world.move(world.members[2], payee))
        read = await world.read(early, e)
        assert all(line["paid_on"] is None and line["transaction_id"] is None for line in read["transfers"])
        owed = await world.owed(e)
        assert (owed["rows"], owed["total_cents"]) == ([], None)
        assert refusal(await world.answer(e, late)) == (404, "not_found")

    async def test_who_has_not_joined_answers_first_and_others_know_nothing(
        self, make: Make, world: Debts
    ) -> None:
        settlement = await world.propose()
        guest, stranger = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, guest.organisation, state="invited", joined_on=None)
        asked = {"agreement_id": str(world.agreement.id)}
        for path in (SETTLEMENTS, f"{SETTLEMENTS}/owed"):
            assert refusal(await guest.get(path, params=asked)) == (403, "settlements_for_parties")
            assert refusal(await stranger.get(path, params=asked)) == (404, "not_found")
        for member in (guest, stranger):
            assert refusal(await member.get(f"{SETTLEMENTS}/{settlement['id']}")) == (404, "not_found")
            assert await listed(member) == []
