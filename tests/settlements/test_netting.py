"""Settlements: previewed, proposed, accepted by each payer, carried out without moving a net balance, then paid."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.kit import clock
from make import Make, Row
from settlements.netting_world import SETTLEMENTS, Debts, debts, refusal, told, usual

NETS = [-80_00, -250_00, 230_00, -200_00]


@pytest.fixture
async def world(make: Make) -> Debts:
    return await usual(make)


def by_place(lines: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    return {
        line["organisation_name"]: (line["owes_cents"], line["owed_cents"], line["net_cents"])
        for line in lines
    }


async def file_payment(make: Make, world: Debts, statement_id: Any) -> None:
    """The statement is in a payment file of its debtor's, as the treasury keeps them."""
    debtor = world.members[1]
    account = await make.row(
        "bank_accounts",
        organisation_id=debtor.organisation.id,
        label="Compte",
        holder="Maison B",
        iban_sealed=b"sealed",
        iban_digest=b"digest",
        iban_masked="FR76 **** 0189",
        added_by_person=debtor.person.id,
    )
    of: dict[str, Any] = {
        "agreement_id": world.agreement.id,
        "organisation_id": debtor.organisation.id,
    }
    file: Row = await make.row(
        "payment_files",
        **of,
        kind="transfers",
        message_id="ESSAIM-1",
        bank_account_id=account.id,
        execution_on=clock.today(),
        item_count=1,
        total_cents=300_00,
        sha256="0" * 64,
        content_sealed=b"sealed",
        made_by_person=debtor.person.id,
    )
    await make.row(
        "payment_file_items",
        **of,
        file_id=file.id,
        position=1,
        statement_id=statement_id,
        cents=300_00,
        end_to_end_id="1",
        iban_masked="FR76 **** 0189",
    )


class TestPreview:
    async def test_few_payments_replace_many_and_every_balance_stays(self, world: Debts) -> None:
        preview = await world.preview()
        assert by_place(preview["positions"]) == {
            "Caisse commune": (120_00, 420_00, 300_00),
            "Maison A": (80_00, 0, -80_00),
            "Maison B": (300_00, 50_00, -250_00),
            "Maison C": (90_00, 320_00, 230_00),
            "Maison D": (200_00, 0, -200_00),
        }
        assert (preview["gross_cents"], preview["net_cents"]) == (790_00, 530_00)
        assert (preview["payments_before"], preview["payments_after"]) == (6, 4)
        assert [line["must_accept"] for line in preview["positions"]] == [False, True, True, True, True]
        paid = {line["organisation_id"]: 0 for line in preview["positions"]}
        for transfer in preview["transfers"]:
            paid[transfer["payer_id"]] -= transfer["cents"]
            paid[transfer["payee_id"]] += transfer["cents"]
        assert list(paid.values()) == [300_00, *NETS]
        assert await world.make.count("settlements") == 0

    async def test_only_what_is_due_by_then_and_still_open(self, world: Debts) -> None:
        late = await world.owe(3, None, 1_00, clock.today() + timedelta(days=90))
        part = await world.owe(3, 0, 10_00)
        await world.pay_statement(part, 4_00)
        preview = await world.preview()
        items = {item["statement_id"]: item["cents"] for item in preview["items"]}
        assert str(late) not in items
        assert items[str(part)] == 6_00
        assert (await world.preview(through="2020-01-01"))["items"] == []
        assert refusal(await world.ask(through="2020-01-01")) == (409, "nothing_to_settle")

    async def test_what_cannot_be_netted_is_left_out_and_why(self, make: Make, world: Debts) -> None:
        gone = await world.owe(3, None, 7_00)
        filed = await world.owe(1, None, 300_00)
        await world.leave(world.members[3], clock.today() - timedelta(days=1))
        await file_payment(make, world, filed)
        preview = await world.preview()
        left = {line["statement_id"]: line["reason"] for line in preview["left_out"]}
        assert left[str(gone)] == "party_left"
        assert left[str(filed)] == "at_the_bank"
        assert sorted(left.values()) == ["at_the_bank", "party_left", "party_left"]
        assert preview["left_out"][0]["because"].startswith("Une des deux organisations ne prend plus part")
        await world.propose()
        english = await world.lead.get(
            f"{SETTLEMENTS}/preview",
            params={"agreement_id": str(world.agreement.id), "through": world.through},
            headers={"Accept-Language": "en"},
        )
        taken = [line for line in told(english)["left_out"] if line["reason"] == "in_settlement"]
        assert len(taken) == 5
        assert taken[0]["because"] == "This statement is in a settlement under way already."
        assert refusal(await world.ask()) == (409, "nothing_to_settle")

    async def test_only_the_lead_previews_and_proposes(self, make: Make, world: Debts) -> None:
        asked = {"agreement_id": str(world.agreement.id), "through": world.through}
        guest, stranger = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, guest.organisation, state="invited", joined_on=None)
        powerless = await make.signed_in(world.lead.organisation, powers=["vote"])
        for member, told_to in (
            (world.members[1], (403, "only_the_lead")),
            (guest, (403, "settlements_for_parties")),
            (stranger, (404, "not_found")),
            (powerless, (403, "missing_power")),
        ):
            assert refusal(await member.get(f"{SETTLEMENTS}/preview", params=asked)) == told_to
            assert refusal(await world.ask(member)) == told_to


class TestAnswers:
    async def test_the_last_acceptance_accepts(self, world: Debts) -> None:
        settlement = await world.propose()
        assert (settlement["state"], settlement["number"], settlement["awaited"]) == ("proposed", 1, 4)
        assert settlement["mine"]["owes_cents"] == 80_00
        assert (settlement["may_answer"], settlement["may_carry_out"], settlement["may_withdraw"]) == (
            True,
            False,
            True,
        )
        assert refusal(await world.act(settlement, "carry-out")) == (409, "answers_missing")
        for awaited, member in zip((3, 2, 1), world.members, strict=False):
            told(await world.answer(member, settlement))
            assert (await world.read(settlement))["awaited"] == awaited
        last = told(await world.answer(world.members[3], settlement, note="D’accord"))
        assert (last["state"], last["decided_at"], last["mine"]["note"]) == ("accepted", None, "D’accord")
        assert (await world.read(settlement))["may_carry_out"] is True
        assert refusal(await world.answer(world.members[3], settlement)) == (409, "answer_given")

    async def test_one_refusal_ends_it_and_frees_the_statements(self, world: Debts) -> None:
        settlement = await world.propose()
        told(await world.answer(world.members[1], settlement))
        refused = told(await world.answer(world.members[2], settlement, "refused", note="Je conteste"))
        assert (refused["state"], refused["decided_at"] is None) == ("refused", False)
        assert refusal(await world.answer(world.members[3], settlement)) == (409, "settlement_decided")
        assert refusal(await world.act(settlement, "carry-out")) == (409, "settlement_decided")
        # What was written to the lead is for the lead.
        notes = {line["note"] for line in (await world.read(settlement))["positions"]}
        assert notes == {None, "Je conteste"}
        assert {line["note"] for line in (await world.read(settlement, world.members[3]))["positions"]} == {
            None
        }
        again = await world.propose()
        assert (again["number"], len(again["items"])) == (2, 6)

    async def test_the_lead_withdraws_until_it_is_carried_out(self, world: Debts) -> None:
        settlement = await world.accepted()
        assert refusal(await world.act(settlement, "withdraw", world.members[1])) == (403, "only_the_lead")
        assert told(await world.act(settlement, "withdraw"))["state"] == "withdrawn"
        assert refusal(await world.act(settlement, "withdraw")) == (409, "settlement_decided")
        carried = await world.carried_out()
        assert refusal(await world.act(carried, "withdraw")) == (409, "settlement_decided")

    async def test_only_who_owes_is_asked(self, make: Make) -> None:
        world = await debts(make)
        await world.owe(1, None, 100_00)
        await world.owe(None, 2, 30_00)
        settlement = await world.propose()
        assert refusal(await world.answer(world.members[2], settlement)) == (403, "not_asked")
        assert refusal(await world.answer(world.lead, settlement)) == (403, "not_asked")
        observer, stranger = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        assert refusal(await world.answer(observer, settlement)) == (403, "only_taking_part")
        assert refusal(await world.answer(stranger, settlement)) == (404, "not_found")
        powerless = await make.signed_in(world.members[1].organisation, powers=["vote"])
        assert refusal(await world.answer(powerless, settlement)) == (403, "missing_power")
        assert told(await world.answer(world.members[1], settlement))["state"] == "accepted"

    async def test_those_that_await_an_answer_are_found(self, world: Debts) -> None:
        settlement = await world.propose()

        async def found(**filters: str) -> list[str]:
            answer = await world.members[1].get(SETTLEMENTS, params=filters)
            return [line["id"] for line in told(answer)["items"]]

        assert await found(to_answer="true") == [settlement["id"]]
        told(await world.answer(world.members[1], settlement))
        assert await found(to_answer="true") == []
        assert await found(to_answer="false", agreement_id=str(world.agreement.id)) == [settlement["id"]]
        assert await found(state="accepted") == []


class TestCarryingOut:
    async def test_statements_are_settled_and_no_net_balance_moves(self, world: Debts) -> None:
        assert await world.nets() == NETS
        carried = await world.carried_out()
        assert (carried["state"], carried["may_withdraw"], carried["may_carry_out"]) == (
            "carried_out",
            False,
            False,
        )
        assert await world.nets() == NETS
        # B and C both owed and were owed: each account is left with what the transfers move.
        assert await world.balances("due") == [-80_00, -250_00, 0, -200_00]
        assert await world.balances("payable") == [0, 0, 230_00, 0]
        assert await world.make.count("statements", "state = 'settled'") == 6
        assert await world.make.count("statement_payments", "method = 'netting'") == 6
        (posted,) = await world.make.rows(
            "SELECT kind, description FROM ledger_transactions WHERE id = CAST(:id AS uuid)",
            id=carried["transaction_id"],
        )
        assert (posted.kind, posted.description) == ("settlement", "Compensation n°\u00a01")

    async def test_once_the_transfers_are_paid_nobody_owes_anything(self, world: Debts) -> None:
        carried = await world.carried_out()
        for transfer in carried["transfers"]:
            paid = await world.pay(transfer)
            assert paid["paid_on"] == clock.today().isoformat()
        for purpose in ("due", "payable"):
            assert await world.balances(purpose) == [0, 0, 0, 0]
        assert await world.balances("party") == NETS
        assert (await world.owed())["rows"] == []

    async def test_where_nobody_both_owes_and_is_owed_the_ledger_does_not_move(self, make: Make) -> None:
        world = await debts(make)
        await world.owe(1, None, 100_00)
        await world.owe(None, 2, 100_00)
        before = await make.count("ledger_transactions")
        carried = await world.carried_out()
        assert carried["transaction_id"] is None
        assert await make.count("ledger_transactions") == before
        (transfer,) = carried["transfers"]
        assert (transfer["payer_name"], transfer["payee_name"]) == ("Maison B", "Maison C")
        await world.pay(transfer)
        assert await world.nets() == [0, 0, 0, 0]

    async def test_a_circle_of_equal_debts_is_settled_without_a_payment(self, make: Make) -> None:
        world = await debts(make)
        for debtor, creditor in ((1, 2), (2, 3), (3, 1)):
            await world.owe(debtor, creditor, 50_00)
        carried = await world.carried_out()
        assert (carried["net_cents"], carried["transfers"], carried["payments_before"]) == (0, [], 3)
        for purpose in ("due", "payable", "party"):
            assert await world.balances(purpose) == [0, 0, 0, 0]

    async def test_a_statement_paid_since_makes_it_stale(self, world: Debts) -> None:
        paid = await world.owe(3, None, 9_00)
        settlement = await world.accepted()
        await world.pay_statement(paid, 1_00)
        refused = await world.act(settlement, "carry-out")
        assert refusal(refused) == (409, "settlement_stale")
        (reference,) = await world.make.rows("SELECT reference FROM statements WHERE id = :id", id=paid)
        assert refused.json()["context"] == {"references": [reference.reference]}
        assert reference.reference in refused.json()["detail"]
        assert await world.make.count("statement_payments", "method = 'netting'") == 0
        assert told(await world.act(settlement, "withdraw"))["state"] == "withdrawn"
        assert len((await world.carried_out())["items"]) == 7

    async def test_so_do_a_cancelled_one_and_one_sent_to_the_bank(self, make: Make, world: Debts) -> None:
        rebilled = await world.owe(3, 1, 9_00)
        settlement = await world.accepted()
        cancelled = await world.members[1].post(
            f"/v1/statements/{rebilled}/cancel", json={"reason": "Erreur"}
        )
        told(cancelled)
        assert refusal(await world.act(settlement, "carry-out")) == (409, "settlement_stale")
        told(await world.act(settlement, "withdraw"))
        filed = await world.owe(1, None, 300_00)
        settlement = await world.accepted()
        await file_payment(make, world, filed)
        assert refusal(await world.act(settlement, "carry-out")) == (409, "settlement_stale")

    async def test_a_retry_has_one_effect(self, world: Debts) -> None:
        settlement = await world.accepted()
        path = f"{SETTLEMENTS}/{settlement['id']}/carry-out"
        first = told(await world.lead.post(path, headers={"Idempotency-Key": "once"}))
        assert told(await world.lead.post(path, headers={"Idempotency-Key": "once"})) == first
        assert refusal(await world.lead.post(path)) == (409, "settlement_decided")


class TestTransfers:
    async def test_whoever_receives_says_that_it_came(self, world: Debts) -> None:
        carried = await world.carried_out()
        to_c = next(each for each in carried["transfers"] if each["payee_name"] == "Maison C")
        payer = next(m for m in world.members if m.organisation.name == to_c["payer_name"])
        assert refusal(await world.move(payer, to_c)) == (403, "only_the_payee")
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        c = world.members[2]
        assert refusal(await world.move(c, to_c, paid_on=tomorrow)) == (422, "date_to_come")
        assert refusal(await world.move(c, to_c, version=2)) == (412, "stale_version")
        read = await c.get(f"{SETTLEMENTS}/{carried['id']}/transfers/{to_c['id']}")
        assert (told(read)["may_record"], read.headers["etag"]) == (True, '"1"')
        paid = told(await world.move(c, to_c))
        assert (paid["may_record"], paid["may_reverse"], paid["version"]) == (False, True, 2)
        assert refusal(await world.move(c, to_c)) == (409, "transfer_paid")

    async def test_one_recorded_by_mistake_is_owed_again(self, world: Debts) -> None:
        carried = await world.carried_out()
        transfer = carried["transfers"][0]
        nets = await world.nets()
        paid = await world.pay(transfer)
        payee = next((m for m in world.members if m.organisation.name == transfer["payee_name"]), world.lead)
        back = told(await world.move(payee, paid, "reverse"))
        assert (back["paid_on"], back["transaction_id"], back["version"]) == (None, None, 3)
        assert await world.nets() == nets
        assert refusal(await world.move(payee, back, "reverse")) == (409, "transfer_not_paid")
        await world.pay(back)

    async def test_none_is_paid_before_the_settlement_is_carried_out(self, world: Debts) -> None:
        settlement = await world.accepted()
        to_c = next(each for each in settlement["transfers"] if each["payee_name"] == "Maison C")
        assert to_c["may_record"] is False
        assert refusal(await world.move(world.members[2], to_c)) == (409, "not_carried_out")

    async def test_of_what_it_owes_another_the_lead_does_not_say_that_it_came(self, make: Make) -> None:
        world = await debts(make)
        await world.owe(0, 1, 10_00)
        await world.owe(1, 2, 10_00)
        (transfer,) = (await world.carried_out())["transfers"]
        assert (transfer["payer_name"], transfer["payee_name"]) == ("Maison A", "Maison C")
        assert refusal(await world.move(world.lead, transfer)) == (403, "only_the_payee")
        # Once the payee has left, nobody else can.
        await world.leave(world.members[2], clock.today() - timedelta(days=1))
        assert refusal(await world.move(world.members[2], transfer)) == (403, "only_taking_part")
        told(await world.move(world.lead, transfer))


class TestOwed:
    async def test_who_owes_whom_now(self, world: Debts) -> None:
        await world.owe(3, 2, 5_00, clock.today() - timedelta(days=1))
        owed = await world.owed()
        rows = {(row["debtor_name"], row["creditor_name"]): row for row in owed["rows"]}
        both = rows["Maison D", "Maison C"]
        assert (both["cents"], both["overdue_cents"], both["statements"], both["transfers"]) == (
            205_00,
            5_00,
            2,
            0,
        )
        assert rows["Caisse commune", "Maison C"]["cents"] == 120_00
        assert owed["total_cents"] == 795_00
        carried = await world.carried_out()
        after = await world.owed()
        assert after["total_cents"] == carried["net_cents"] == 535_00
        assert [row["transfers"] for row in after["rows"]] == [1, 1, 1, 1]
        assert [line["id"] for line in after["transfers"]] == [line["id"] for line in carried["transfers"]]


class TestAnyDebts:
    async def test_the_ledger_agrees_whatever_is_owed(self, make: Make) -> None:
        """For any debts, in one agreement after the other: nets kept at carry-out, everything zero once paid."""
        drawn: list[list[tuple[int | None, int | None, int]]] = []
        places = st.one_of(st.none(), st.integers(0, 3))

        @settings(max_examples=6, suppress_health_check=list(HealthCheck))
        @given(
            st.lists(
                st.tuples(places, places, st.integers(1, 10**7)).filter(lambda debt: debt[0] != debt[1]),
                min_size=1,
                max_size=8,
            )
        )
        def draw(owed: list[tuple[int | None, int | None, int]]) -> None:
            drawn.append(owed)

        draw()
        world = await debts(make)
        for owed in drawn:
            await world.owe_all(owed)
            nets = await world.nets()
            carried = await world.carried_out()
            assert await world.nets() == nets
            for transfer in carried["transfers"]:
                await world.pay(transfer)
            assert await world.balances("due") == await world.balances("payable") == [0, 0, 0, 0]
