"""Payment files over HTTP: who pays or collects what, once, and who reads it."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from banking.bank_world import add, everything_kept, masked, member, refusal, told
from essaim.kit import clock
from make import Make, Member
from treasury.paying import FILES, NEXT_WEEK, Document, Pool, paying_pool


@pytest.fixture
async def pool(make: Make) -> Pool:
    return await paying_pool(make)


class TestTransfers:
    async def test_a_party_pays_its_calls_and_what_others_rebilled(self, pool: Pool) -> None:
        payer, other = pool.parties[:2]
        call = await pool.call(payer, 1_200_50, "Appel 1 – L’eau & le gaz")
        rebilled = await pool.rebill(other, payer, 300_00)
        await pool.pay(call, 200_50, "cheque")
        file = await pool.file(payer, "transfers", rebilled, call)
        assert (file["format"], file["state"], file["item_count"]) == ("pain.001.001.09", "made", 2)
        assert file["total_cents"] == 1_300_00
        assert file["iban_masked"] == masked(pool.account(payer)["iban"])
        assert [
            (item["organisation_name"], item["cents"], item["end_to_end_id"], item["iban_masked"])
            for item in file["items"]
        ] == [
            ("La Salette-Bully", 1_000_00, call["reference"], masked(pool.account(pool.lead)["iban"])),
            ("Maison B", 300_00, rebilled["reference"], masked(pool.account(other)["iban"])),
        ]
        document = Document(await pool.content(payer, file))
        document.require_valid()
        assert document.schema == "pain.001.001.09"
        assert document.texts("DbtrAcct/Id/IBAN") == [pool.account(payer)["iban"]]
        assert document.texts("CdtrAcct/Id/IBAN") == [
            pool.account(pool.lead)["iban"],
            pool.account(other)["iban"],
        ]
        assert document.texts("EndToEndId") == [call["reference"], rebilled["reference"]]
        assert document.texts("ReqdExctnDt/Dt") == [NEXT_WEEK]
        assert document.texts("Ustrd")[0] == f"{call['reference']} Appel 1 - L'eau + le gaz"
        assert document.texts("Cdtr/PstlAdr/TwnNm") == ["Sarcey", "Bully"]

    async def test_the_lead_pays_the_credits_of_the_pool(self, pool: Pool) -> None:
        party = pool.parties[0]
        credit = await pool.call(party, -75_00, "Trop-perçu")
        file = await pool.file(pool.lead, "transfers", credit)
        document = Document(await pool.content(pool.lead, file))
        document.require_valid()
        assert document.texts("InstdAmt") == ["75.00"]
        assert document.texts("CdtrAcct/Id/IBAN") == [pool.account(party)["iban"]]

    async def test_transfers_of_a_settlement_go_from_who_pays_to_who_is_paid(self, pool: Pool) -> None:
        first, second = pool.parties[:2]
        to_second = await pool.transfer(first, second, 40_00)
        to_pool = await pool.transfer(first, None, 60_00)
        from_pool = await pool.transfer(None, second, 50_00)
        paid = await pool.file(first, "transfers", to_second, to_pool)
        assert [item["organisation_name"] for item in paid["items"]] == ["Maison B", "La Salette-Bully"]
        Document(await pool.content(first, paid)).require_valid()
        led = await pool.file(pool.lead, "transfers", from_pool)
        assert [(item["organisation_name"], item["cents"]) for item in led["items"]] == [("Maison B", 50_00)]
        # The party that is paid has nothing to pay.
        assert refusal(await pool.ask(second, "transfers", to_second)) == (422, "not_payable")

    async def test_what_is_not_one_s_own_is_refused_like_what_does_not_exist(self, pool: Pool) -> None:
        mine, others = await pool.call(pool.parties[0], 10_00), await pool.call(pool.parties[1], 20_00)
        leads_own = await pool.call(pool.lead, 30_00)
        unknown = {"id": str(uuid4())}
        for asked in (others, unknown, leads_own):
            answer = await pool.ask(pool.parties[0], "transfers", mine, asked)
            assert refusal(answer) == (422, "not_payable")
            assert answer.json()["context"] == {"statement_ids": [asked["id"]], "transfer_ids": []}
        # Between the pool and the organisation that keeps it, no bank is asked.
        assert refusal(await pool.ask(pool.lead, "transfers", leads_own)) == (422, "not_payable")

    async def test_what_is_paid_or_cancelled_or_being_netted_is_refused(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        call = await pool.call(payer, 10_00)
        await pool.pay(call, 10_00)
        refused = await pool.ask(payer, "transfers", call)
        assert refusal(refused) == (409, "paid_already")
        assert call["reference"] in refused.json()["detail"]
        netted = await pool.call(payer, 20_00)
        settlement = await make.row(
            "settlements",
            agreement_id=pool.agreement.id,
            number=1,
            through=date(2026, 12, 31),
            gross_cents=1,
            net_cents=1,
            proposed_by=pool.lead.organisation.id,
            proposed_by_person=pool.lead.person.id,
        )
        await make.row(
            "settlement_items",
            settlement_id=settlement.id,
            statement_id=netted["id"],
            agreement_id=pool.agreement.id,
            debtor_id=payer.organisation.id,
            cents=20_00,
        )
        assert refusal(await pool.ask(payer, "transfers", netted)) == (409, "being_netted")


class TestOnce:
    async def test_an_item_is_in_one_live_file_whoever_made_it(self, pool: Pool) -> None:
        payer = pool.parties[0]
        await pool.mandate(payer)
        call = await pool.call(payer, 10_00)
        file = await pool.file(payer, "transfers", call)
        again = await pool.ask(payer, "transfers", call)
        assert refusal(again) == (409, "already_filed")
        assert again.json()["context"] == {"file_ids": [file["id"]]}
        # The lead learns that it is in a file, not in which.
        collected = await pool.ask(pool.lead, "debits", call)
        assert refusal(collected) == (409, "already_filed")
        assert file["id"] not in collected.text
        told(await payer.post(f"{FILES}/{file['id']}/cancel"))
        await pool.file(pool.lead, "debits", call)

    async def test_of_files_asked_at_once_one_is_made(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        calls = [await pool.call(payer, 10_00), await pool.call(payer, 20_00)]
        answers = await asyncio.gather(*(pool.ask(payer, "transfers", *calls) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        assert await make.count("payment_files") == 1
        assert await make.count("payment_file_items", "live") == 2

    async def test_transfer_and_debit_at_once_one_wins(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        await pool.mandate(payer)
        call = await pool.call(payer, 10_00)
        answers = await asyncio.gather(
            pool.ask(payer, "transfers", call), pool.ask(pool.lead, "debits", call)
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        assert await make.count("payment_file_items") == 1

    async def test_a_retry_makes_no_second_file(self, make: Make, pool: Pool) -> None:
        call = await pool.call(pool.parties[0], 10_00)
        body = {
            "agreement_id": str(pool.agreement.id),
            "kind": "transfers",
            "bank_account_id": pool.account(pool.parties[0])["id"],
            "execution_on": NEXT_WEEK,
            "statement_ids": [call["id"], call["id"]],
        }
        key = {"Idempotency-Key": "fichier"}
        first = told(await pool.parties[0].post(FILES, json=body, headers=key), 201)
        again = await pool.parties[0].post(FILES, json=body, headers=key)
        assert (told(again, 201), again.headers["idempotency-hit"]) == (first, "true")
        assert await make.count("payment_files") == 1

    async def test_a_recorded_payment_frees_what_it_pays(self, pool: Pool) -> None:
        payer = pool.parties[0]
        call = await pool.call(payer, 10_00)
        file = await pool.file(payer, "transfers", call)
        await pool.pay(call, 4_00, "cheque")
        assert [item["live"] for item in (await _read(payer, file))["items"]] == [True]
        assert (await _read(payer, file))["live_count"] == 1
        stale = await payer.get(f"{FILES}/{file['id']}/content")
        assert refusal(stale) == (409, "file_stale")
        assert refusal(await payer.post(f"{FILES}/{file['id']}/sent")) == (409, "file_stale")
        told(await payer.post(f"{FILES}/{file['id']}/cancel"))
        second = await pool.file(payer, "transfers", call)
        assert second["total_cents"] == 6_00
        told(await payer.post(f"{FILES}/{second['id']}/sent"))
        await pool.pay(call, 6_00, "transfer")
        assert [item["live"] for item in (await _read(payer, second))["items"]] == [False]
        listed = told(await payer.get(FILES))["items"]
        assert [(one["state"], one["live_count"]) for one in listed] == [("sent", 0), ("cancelled", 0)]

    async def test_a_paid_transfer_is_free_too(self, make: Make, pool: Pool) -> None:
        payer, payee = pool.parties[:2]
        transfer = await pool.transfer(payer, payee, 40_00)
        file = await pool.file(payer, "transfers", transfer)
        await pool.call(payer, 1_00)
        (transaction,) = await make.rows("SELECT id FROM ledger_transactions")
        await make.rows(
            "UPDATE settlement_transfers SET paid_on = :day, transaction_id = :done WHERE id = :id",
            day=clock.today(),
            done=transaction.id,
            id=transfer.id,
        )
        assert [item["live"] for item in (await _read(payer, file))["items"]] == [False]
        assert refusal(await pool.ask(payer, "transfers", transfer)) == (409, "paid_already")


async def _read(reader: Member, file: dict[str, Any]) -> dict[str, Any]:
    return told(await reader.get(f"{FILES}/{file['id']}"))


class TestDebits:
    async def test_the_lead_collects_by_mandate_first_then_recurrent(self, pool: Pool) -> None:
        first, second = pool.parties[:2]
        mandates = [await pool.mandate(first), await pool.mandate(second)]
        calls = [
            await pool.call(first, 100_00),
            await pool.call(first, 50_01),
            await pool.call(second, 70_00),
        ]
        file = await pool.file(pool.lead, "debits", *calls)
        assert (file["format"], file["total_cents"]) == ("pain.008.001.08", 220_01)
        document = Document(await pool.content(pool.lead, file))
        document.require_valid()
        assert document.texts("SeqTp") == ["FRST", "RCUR"]
        assert [_references(document, batch) for batch in document.all("PmtInf")] == [
            [calls[0]["reference"], calls[2]["reference"]],
            [calls[1]["reference"]],
        ]
        assert set(document.texts("MndtId")) == {mandate["reference"] for mandate in mandates}
        assert set(document.texts("DbtrAcct/Id/IBAN")) == {
            pool.account(one)["iban"] for one in (first, second)
        }
        assert set(document.texts("CdtrAcct/Id/IBAN")) == {pool.account(pool.lead)["iban"]}
        assert document.texts("DtOfSgntr") == ["2026-01-10"] * 3
        later = await pool.call(first, 10_00)
        again = Document(await pool.content(pool.lead, await pool.file(pool.lead, "debits", later)))
        assert again.texts("SeqTp") == ["RCUR"]

    async def test_cancelling_the_only_file_makes_the_next_debit_the_first_again(self, pool: Pool) -> None:
        party = pool.parties[0]
        mandate = await pool.mandate(party)
        call = await pool.call(party, 10_00)
        path = f"/v1/banking/mandates/{mandate['id']}"
        file = await pool.file(pool.lead, "debits", call)
        assert told(await party.get(path))["last_used_on"] == NEXT_WEEK
        told(await pool.lead.post(f"{FILES}/{file['id']}/cancel"))
        assert told(await party.get(path))["last_used_on"] is None
        document = Document(await pool.content(pool.lead, await pool.file(pool.lead, "debits", call)))
        assert document.texts("SeqTp") == ["FRST"]

    async def test_without_a_live_mandate_the_debtor_is_named(self, make: Make, pool: Pool) -> None:
        first, second, third = pool.parties
        mandate = await pool.mandate(first)
        told(await first.post(f"/v1/banking/mandates/{mandate['id']}/revoke"))
        lapsed = await pool.mandate(second, signed_on="2023-01-10")
        assert lapsed["lapses_on"] == "2026-01-10"
        calls = [await pool.call(party, 10_00) for party in (first, second, third)]
        refused = await pool.ask(pool.lead, "debits", *calls)
        assert refusal(refused) == (409, "payment_details_missing")
        assert refused.json()["context"]["lacking"] == [
            {
                "organisation_id": str(party.organisation.id),
                "name": party.organisation.name,
                "lacks": ["mandate"],
            }
            for party in (first, second, third)
        ]
        assert "Maison A" in refused.json()["detail"]

    async def test_for_the_lead_only_on_an_account_that_may_collect(self, pool: Pool) -> None:
        party = pool.parties[0]
        call = await pool.call(party, 10_00)
        assert refusal(await pool.ask(party, "debits", call)) == (403, "only_the_lead")
        plain = await add(pool.lead)
        refused = await pool.ask(pool.lead, "debits", call, bank_account_id=plain["id"])
        assert refusal(refused) == (409, "creditor_identifier_missing")
        # What a party owes another is not the lead's to collect.
        await pool.mandate(party)
        rebilled = await pool.rebill(pool.parties[1], party, 5_00)
        assert refusal(await pool.ask(pool.lead, "debits", rebilled)) == (422, "not_payable")

    async def test_what_a_settlement_leaves_owed_to_the_pool_is_collected_too(self, pool: Pool) -> None:
        party = pool.parties[0]
        await pool.mandate(party)
        transfer = await pool.transfer(party, None, 60_00)
        document = Document(await pool.content(pool.lead, await pool.file(pool.lead, "debits", transfer)))
        document.require_valid()
        assert document.texts("InstdAmt") == ["60.00"]


def _references(document: Document, batch: Any) -> list[str]:
    return document.texts("EndToEndId", batch)


class TestDetails:
    async def test_what_lacks_is_named_all_at_once(self, make: Make) -> None:
        pool = await paying_pool(make, accounts=False)
        payer, other = pool.parties[:2]
        pool.accounts[payer.organisation.id] = await add(payer)
        await make.rows(
            "UPDATE organisations SET city = NULL WHERE id = ANY (:ids)",
            ids=[payer.organisation.id, other.organisation.id],
        )
        account = pool.account(payer)
        told(
            await payer.patch(
                f"/v1/banking/accounts/{account['id']}", json={"bic": None}, headers={"If-Match": '"1"'}
            )
        )
        rebilled = await pool.rebill(other, payer, 10_00)
        refused = await pool.ask(payer, "transfers", rebilled)
        assert refusal(refused) == (409, "payment_details_missing")
        assert [(one["name"], one["lacks"]) for one in refused.json()["context"]["lacking"]] == [
            ("Maison A", ["city", "bic"]),
            ("Maison B", ["city", "account"]),
        ]
        assert "la ville de son adresse" in refused.json()["detail"]
        assert await make.count("payment_files") == 0

    async def test_days_accounts_and_empty_requests(self, pool: Pool) -> None:
        payer = pool.parties[0]
        call = await pool.call(payer, 10_00)
        today = clock.today()
        for day in (today - timedelta(days=1), today + timedelta(days=366)):
            refused = await pool.ask(payer, "transfers", call, execution_on=day.isoformat())
            assert refusal(refused) == (422, "bad_execution_date")
        others = pool.account(pool.lead)["id"]
        assert refusal(await pool.ask(payer, "transfers", call, bank_account_id=others)) == (
            422,
            "unknown_account",
        )
        told(await payer.post(f"/v1/banking/accounts/{pool.account(payer)['id']}/close"))
        assert refusal(await pool.ask(payer, "transfers", call)) == (409, "account_shut")
        assert refusal(await pool.ask(payer, "transfers")) == (422, "invalid_request")

    async def test_the_oldest_open_account_is_paid_on(self, pool: Pool) -> None:
        payer = pool.parties[0]
        call = await pool.call(payer, 10_00)
        newer = await add(pool.lead)
        first = await pool.file(payer, "transfers", call)
        assert first["items"][0]["iban_masked"] == masked(pool.account(pool.lead)["iban"])
        told(await payer.post(f"{FILES}/{first['id']}/cancel"))
        told(await pool.lead.post(f"/v1/banking/accounts/{pool.account(pool.lead)['id']}/close"))
        second = await pool.file(payer, "transfers", call)
        assert second["items"][0]["iban_masked"] == masked(newer["iban"])


class TestLife:
    async def test_made_then_sent_then_cancelled(self, pool: Pool) -> None:
        payer = pool.parties[0]
        call = await pool.call(payer, 10_00)
        file = await pool.file(payer, "transfers", call)
        path = f"{FILES}/{file['id']}"
        assert told(await payer.post(f"{path}/sent"))["state"] == "sent"
        assert refusal(await payer.post(f"{path}/sent")) == (409, "wrong_file_state")
        answer = await payer.get(f"{path}/content")
        assert answer.headers["content-type"].startswith("application/xml")
        assert answer.headers["content-disposition"] == f'attachment; filename="{file["message_id"]}.xml"'
        assert answer.headers["cache-control"] == "no-store"
        cancelled = told(await payer.post(f"{path}/cancel"))
        assert (cancelled["state"], cancelled["items"][0]["live"]) == ("cancelled", False)
        assert refusal(await payer.post(f"{path}/cancel")) == (409, "wrong_file_state")
        assert refusal(await payer.get(f"{path}/content")) == (409, "wrong_file_state")

    async def test_sent_against_cancelled_one_after_the_other(self, pool: Pool) -> None:
        payer = pool.parties[0]
        file = await pool.file(payer, "transfers", await pool.call(payer, 10_00))
        path = f"{FILES}/{file['id']}"
        sent, cancelled = await asyncio.gather(payer.post(f"{path}/sent"), payer.post(f"{path}/cancel"))
        assert told(cancelled)["state"] == "cancelled"
        assert sent.status_code in (200, 409)
        assert (await _read(payer, file))["state"] == "cancelled"

    async def test_the_list_tells_one_s_own_files(self, pool: Pool) -> None:
        payer = pool.parties[0]
        first = await pool.file(payer, "transfers", await pool.call(payer, 10_00))
        second = await pool.file(payer, "transfers", await pool.call(payer, 20_00))
        told(await payer.post(f"{FILES}/{first['id']}/cancel"))

        async def ids(**filters: str) -> list[str]:
            return [line["id"] for line in told(await payer.get(FILES, params=filters))["items"]]

        assert await ids() == [second["id"], first["id"]]
        assert await ids(state="made", kind="transfers", agreement_id=str(pool.agreement.id)) == [
            second["id"]
        ]
        assert await ids(kind="debits") == []


class TestWalls:
    async def test_nobody_but_its_maker_reads_a_file(self, make: Make, pool: Pool) -> None:
        payer, rival = pool.parties[:2]
        file = await pool.file(payer, "transfers", await pool.call(payer, 10_00))
        path = f"{FILES}/{file['id']}"
        for other in (pool.lead, rival, await member(make, "Voisine")):
            assert told(await other.get(FILES))["items"] == []
            for answer in (
                await other.get(path),
                await other.get(f"{path}/content"),
                await other.post(f"{path}/sent"),
                await other.post(f"{path}/cancel"),
            ):
                assert refusal(answer) == (404, "not_found")

    async def test_who_may_read_but_not_pay_does_not_get_the_content(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        file = await pool.file(payer, "transfers", await pool.call(payer, 10_00))
        idle = await make.signed_in(payer.organisation, powers=["vote"])
        assert (await _read(idle, file))["iban_masked"] == masked(pool.account(payer)["iban"])
        assert refusal(await idle.get(f"{FILES}/{file['id']}/content")) == (403, "missing_power")

    async def test_who_has_not_joined_or_only_observes(self, make: Make, pool: Pool) -> None:
        invited, watcher, stranger = [await member(make, name) for name in ("Invitée", "Témoin", "Voisine")]
        await make.party(pool.agreement, invited.organisation, state="invited", joined_on=None)
        await make.party(pool.agreement, watcher.organisation, role="observer")
        for other, expected in (
            (invited, (403, "only_taking_part")),
            (watcher, (403, "only_taking_part")),
            (stranger, (404, "not_found")),
        ):
            pool.accounts[other.organisation.id] = await add(other)
            assert refusal(await pool.ask(other, "transfers", {"id": str(uuid4())})) == expected
        asked = {"agreement_id": str(pool.agreement.id)}
        assert refusal(await invited.get(FILES, params=asked)) == (403, "files_for_parties")
        assert refusal(await stranger.get(FILES, params=asked)) == (404, "not_found")

    async def test_who_left_reads_its_files_and_makes_no_more(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        calls = [await pool.call(payer, 10_00), await pool.call(payer, 20_00)]
        file = await pool.file(payer, "transfers", calls[0])
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=clock.today(),
            id=payer.organisation.id,
        )
        assert (await _read(payer, file))["id"] == file["id"]
        assert refusal(await pool.ask(payer, "transfers", calls[1])) == (403, "only_taking_part")
        assert refusal(await payer.post(f"{FILES}/{file['id']}/cancel")) == (403, "only_taking_part")

    async def test_nothing_kept_or_logged_holds_a_number(
        self, make: Make, pool: Pool, capfd: pytest.CaptureFixture[str]
    ) -> None:
        payer = pool.parties[0]
        await pool.mandate(payer)
        call = await pool.call(payer, 10_00)
        body = {
            "agreement_id": str(pool.agreement.id),
            "kind": "debits",
            "bank_account_id": pool.account(pool.lead)["id"],
            "execution_on": NEXT_WEEK,
            "statement_ids": [call["id"]],
        }
        answer = await pool.lead.post(FILES, json=body, headers={"Idempotency-Key": "secret"})
        file = told(answer, 201)
        content = await pool.content(pool.lead, file)
        kept = await everything_kept(make)
        seen = [kept, answer.text, str(answer.headers), *capfd.readouterr()]
        for member_ in (pool.lead, *pool.parties):
            number = pool.account(member_)["iban"]
            assert all(number not in text and number[8:] not in text for text in seen)
        assert pool.account(payer)["iban"].encode() in content
        assert "CstmrDrctDbtInitn" not in kept

    async def test_another_key_opens_nothing_and_says_so(self, make: Make, pool: Pool) -> None:
        payer = pool.parties[0]
        file = await pool.file(payer, "transfers", await pool.call(payer, 10_00))
        (make.app.state.settings.data_dir / "sealing.key").unlink()
        assert refusal(await payer.get(f"{FILES}/{file['id']}/content")) == (409, "file_unreadable")
        refused = await pool.ask(payer, "transfers", await pool.call(payer, 20_00))
        assert refusal(refused) == (409, "account_unreadable")

    async def test_a_number_moved_to_another_organisation_does_not_open(self, make: Make, pool: Pool) -> None:
        payer, thief = pool.parties[:2]
        call = await pool.call(payer, 10_00)
        await make.rows("ALTER TABLE bank_accounts DISABLE TRIGGER bank_accounts_immutable")
        await make.rows(
            "UPDATE bank_accounts SET iban_sealed = (SELECT iban_sealed FROM bank_accounts WHERE organisation_id = :thief)"
            " WHERE organisation_id = :lead",
            thief=thief.organisation.id,
            lead=pool.lead.organisation.id,
        )
        assert refusal(await pool.ask(payer, "transfers", call)) == (409, "account_unreadable")
