"""Bank lines through the API: imported once, matched once, paid on the ledger, and taken back."""

import asyncio
from typing import Any

import httpx
import pytest
from bank_files import LAYOUTS, Detail, Entry, camt_of, csv_of
from paying import Pool, paying_pool

from essaim.treasury.service import imports
from make import Make, Member

LINES = "/v1/treasury/lines"
IMPORTS = "/v1/treasury/imports"


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


async def send(
    pool: Pool, content: bytes, name: str = "releve.csv", by: Member | None = None, **headers: str
) -> httpx.Response:
    answer: httpx.Response = await (by or pool.lead).post(
        IMPORTS,
        params={"agreement_id": str(pool.agreement.id), "file_name": name},
        content=content,
        headers={"Content-Type": "application/octet-stream", **headers},
    )
    return answer


async def take(pool: Pool, content: bytes, name: str = "releve.csv") -> dict[str, Any]:
    return told(await send(pool, content, name), 201)


async def lines_of(pool: Pool, **query: Any) -> list[dict[str, Any]]:
    found = told(await pool.lead.get(LINES, params={"agreement_id": str(pool.agreement.id), **query}))
    return list(found["items"])


async def a_line(pool: Pool, cents: int, label: str = "VIR", day: str = "2026-03-05") -> dict[str, Any]:
    """One movement, imported."""
    await take(pool, csv_of((day, label, cents)))
    (line,) = [line for line in await lines_of(pool) if line["label"] == label and line["cents"] == cents]
    return line


async def match(pool: Pool, line: dict[str, Any], statement: dict[str, str], **values: Any) -> httpx.Response:
    body = {"statement_id": statement["id"], **values}
    answer: httpx.Response = await pool.lead.post(f"{LINES}/{line['id']}/match", json=body)
    return answer


async def unmatch(pool: Pool, line: dict[str, Any]) -> httpx.Response:
    answer: httpx.Response = await pool.lead.post(
        f"{LINES}/{line['id']}/unmatch", json={"reason": "Mauvais relevé"}
    )
    return answer


async def proposals(pool: Pool, line: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
    return list(told(await pool.lead.get(f"{LINES}/{line['id']}/proposals", headers=headers))["items"])


async def settled(pool: Pool, statement: dict[str, str]) -> tuple[str, int]:
    (row,) = await pool.make.rows(
        "SELECT state, settled_cents FROM statements WHERE id = :id", id=statement["id"]
    )
    return row.state, row.settled_cents


async def balance(pool: Pool, purpose: str, member: Member) -> int:
    (row,) = await pool.make.rows(
        "SELECT coalesce(sum(balance), 0)::bigint AS cents FROM ledger_accounts"
        " WHERE agreement_id = :agreement AND purpose = :purpose AND organisation_id = :organisation",
        agreement=pool.agreement.id,
        purpose=purpose,
        organisation=member.organisation.id,
    )
    return int(row.cents)


async def a_pool(make: Make, **values: Any) -> Pool:
    return await paying_pool(make, accounts=False, **values)


class TestImport:
    async def test_movements_of_any_layout_wait_to_be_matched(self, make: Make) -> None:
        pool = await a_pool(make)

        report = await take(pool, LAYOUTS["crédit agricole"].encode("cp1252"), "mars.csv")

        assert (report["format"], report["line_count"], report["known_count"]) == ("csv", 2, 0)
        assert (report["starts_on"], report["ends_on"]) == ("2026-03-05", "2026-03-06")
        assert (report["already_imported"], report["fault_count"], report["faults"]) == (False, 0, [])
        fees, received = await lines_of(pool)
        assert (received["cents"], received["state"], received["rest_cents"]) == (4_580_83, "open", 4_580_83)
        assert (fees["cents"], fees["matched"]) == (-12_50, None)
        assert [line["cents"] for line in await lines_of(pool, direction="sent")] == [-12_50]
        assert await lines_of(pool, state="matched") == []

    async def test_and_of_a_camt_statement(self, make: Make) -> None:
        pool = await a_pool(make)
        details = [
            Detail(300_00, "2026-0001", debtor="Maison A"),
            Detail(200_00, "2026-0002", debtor="Maison B"),
        ]

        report = await take(pool, camt_of(Entry(500_00, details=details), version="08"), "mars.xml")

        assert (report["format"], report["line_count"]) == ("camt053", 2)
        assert {(line["counterparty"], line["cents"]) for line in await lines_of(pool)} == {
            ("Maison A", 300_00),
            ("Maison B", 200_00),
        }

    async def test_the_same_file_and_the_same_line_count_once(self, make: Make) -> None:
        pool = await a_pool(make)
        march = ("2026-03-05", "VIR A", 100), ("2026-03-05", "VIR A", 100)
        april = ("2026-04-01", "VIR B", 300)

        first = await take(pool, csv_of(*march))
        again = await take(pool, csv_of(*march))
        both = await take(pool, csv_of(*march, april))

        assert (again["id"], again["already_imported"]) == (first["id"], True)
        assert (both["line_count"], both["known_count"]) == (3, 2)
        # Two movements alike on one day are two.
        assert sorted(line["cents"] for line in await lines_of(pool)) == [100, 100, 300]
        listed = told(await pool.lead.get(IMPORTS, params={"agreement_id": str(pool.agreement.id)}))["items"]
        assert [each["id"] for each in listed] == [both["id"], first["id"]]
        assert [each["open_count"] for each in listed] == [1, 2]
        assert listed[0]["imported_by_name"] == pool.lead.person.name

    async def test_overlapping_files_at_once_count_each_movement_once(self, make: Make) -> None:
        pool = await a_pool(make)
        moved = [("2026-03-05", f"VIR {n}", 100 + n) for n in range(6)]
        files = [csv_of(*moved[n : n + 3]) for n in range(4)]

        answers = await asyncio.gather(*(send(pool, file) for file in (*files, *files)))

        assert {answer.status_code for answer in answers} == {201}
        assert sorted(line["cents"] for line in await lines_of(pool)) == [100, 101, 102, 103, 104, 105]
        assert await make.count("bank_imports") == 4

    async def test_what_cannot_be_read_is_told_and_the_rest_is_kept(self, make: Make) -> None:
        pool = await a_pool(make)
        content = "Date;Libellé;Montant\n05/03/2026;BON;1,00\n05/03/2026;MAUVAIS;un\n".encode()

        answer = await send(pool, content, **{"Accept-Language": "en"})

        report = told(answer, 201)
        assert report["line_count"] == 1
        assert report["faults"] == [
            {
                "line": 3,
                "column": "Montant",
                "code": "amount",
                "value": "un",
                "message": "Unreadable amount: 1234.56 expected, two decimals at most.",
            }
        ]

    @pytest.mark.parametrize(
        ("content", "status", "code"),
        [
            (b"", 422, "bank_file_empty"),
            (b"  \r\n", 422, "bank_file_empty"),
            (b"%PDF-1.7", 422, "bank_file_unreadable"),
            (b"<html/>", 422, "bank_file_unreadable"),
            (
                b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
                422,
                "bank_file_unreadable",
            ),
            (b"Date;Libelle;Montant\n", 422, "no_bank_line"),
            (b"Date;Libelle;Montant\n05/03/2026;X;un\n", 422, "no_bank_line"),
        ],
    )
    async def test_what_is_no_statement_is_refused(
        self, make: Make, content: bytes, status: int, code: str
    ) -> None:
        pool = await a_pool(make)

        assert refusal(await send(pool, content)) == (status, code)
        assert await make.count("bank_imports") == 0

    async def test_a_refusal_says_what_was_met(self, make: Make) -> None:
        pool = await a_pool(make)

        problem = (await send(pool, b"Nom;Ville\nX;Y\n")).json()

        assert problem["detail"].startswith("Aucune ligne ne nomme les colonnes")
        assert [error["code"] for error in problem["errors"]] == ["header_missing"]

    async def test_size_and_lines_are_bounded(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        pool = await a_pool(make)
        assert refusal(await send(pool, b"x" * (imports.MAXIMUM_BYTES + 1))) == (413, "body_too_large")

        monkeypatch.setattr(imports, "MAXIMUM_LINES", 2)
        many = csv_of(*[("2026-03-05", "VIR", 100)] * 3)
        assert refusal(await send(pool, many)) == (422, "too_many_bank_lines")

    async def test_a_form_is_not_a_file(self, make: Make) -> None:
        pool = await a_pool(make)

        answer = await send(pool, b"file=1", **{"Content-Type": "application/x-www-form-urlencoded"})

        assert refusal(answer) == (415, "bank_file_expected")


class TestWhoSeesTheBank:
    async def test_the_lead_only(self, make: Make) -> None:
        pool = await a_pool(make)
        line = await a_line(pool, 100)
        party, outsider = pool.parties[0], await make.signed_in()
        query = {"agreement_id": str(pool.agreement.id)}

        for path in (LINES, IMPORTS):
            assert refusal(await party.get(path, params=query)) == (403, "only_the_lead")
            assert refusal(await outsider.get(path, params=query)) == (404, "not_found")
        assert refusal(await send(pool, b"x", by=party)) == (403, "only_the_lead")
        assert refusal(await send(pool, b"x", by=outsider)) == (404, "not_found")
        for other in (party, outsider):
            assert refusal(await other.get(f"{LINES}/{line['id']}")) == (404, "not_found")
            assert refusal(await other.get(f"{LINES}/{line['id']}/proposals")) == (404, "not_found")
            for action, body in (
                ("match", {"statement_id": line["id"]}),
                ("unmatch", {"reason": "x"}),
                ("set-aside", {"note": "x"}),
                ("reopen", None),
            ):
                answer = await other.post(f"{LINES}/{line['id']}/{action}", json=body)
                assert refusal(answer) == (404, "not_found")

    async def test_between_competitors_what_it_shows_of_others_is_written_down(self, make: Make) -> None:
        pool = await a_pool(make, confidentiality="coopetition")
        statement = await pool.call(pool.parties[0], 100)
        line = await a_line(pool, 100, f"VIR {statement['reference']}")

        await proposals(pool, line)

        read = await make.rows("SELECT operation, about FROM ledger_readings")
        assert [(row.operation, row.about) for row in read] == [
            ("treasury.list_proposals", [pool.parties[0].organisation.id])
        ]


class TestProposals:
    async def test_a_movement_says_what_it_may_pay_the_surest_first(self, make: Make) -> None:
        pool = await a_pool(make)
        one, two, three = pool.parties
        quoted = await pool.call(one, 300_00)
        named = await pool.call(two, 300_00)
        alike = await pool.call(three, 300_00)
        await pool.call(three, 299_99)
        line = await a_line(pool, 300_00, f"VIR MAISON B REF {quoted['reference']}")

        found = await proposals(pool, line)

        assert [(each["reference"], each["confidence"]) for each in found] == [
            (quoted["reference"], "sure"),
            (named["reference"], "likely"),
            (alike["reference"], "possible"),
        ]
        assert found[0]["organisation_name"] == "Maison A"
        assert found[0]["why"].startswith("Le montant est exactement ce qui reste dû")
        english = await proposals(pool, line, **{"Accept-Language": "en"})
        assert english[0]["why"].startswith("The amount is exactly what is left")

    async def test_what_remains_counts_not_what_was_issued(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        await pool.pay(statement, 100_00)
        line = await a_line(pool, 200_00)

        (proposal,) = await proposals(pool, line)

        assert (proposal["remaining_cents"], proposal["confidence"]) == (200_00, "possible")

    async def test_money_sent_pays_credits_of_the_pool_and_what_the_lead_owes(self, make: Make) -> None:
        pool = await a_pool(make)
        one, two, three = pool.parties
        await pool.call(one, 500_00)
        await pool.call(two, 50_00)
        credit = await pool.call(two, -50_00)
        owed = await pool.rebill(three, pool.lead, 50_00)
        await pool.rebill(three, one, 50_00)

        sent = await proposals(pool, await a_line(pool, -50_00, "VIR EMIS"))

        assert {each["reference"] for each in sent} == {credit["reference"], owed["reference"]}
        names = {each["reference"]: each["organisation_name"] for each in sent}
        assert names == {credit["reference"]: "Maison B", owed["reference"]: "Maison C"}

    async def test_transfers_of_settlements_are_proposed_to_be_recorded_there(self, make: Make) -> None:
        pool = await a_pool(make)
        transfer = await pool.transfer(pool.parties[1], None, 70_00)
        await pool.transfer(pool.parties[0], pool.parties[1], 70_00)
        line = await a_line(pool, 70_00, "VIR MAISON B")

        (proposal,) = await proposals(pool, line)

        assert (proposal["kind"], proposal["transfer_id"], proposal["statement_id"]) == (
            "transfer",
            str(transfer.id),
            None,
        )
        assert (proposal["settlement_id"], proposal["confidence"]) == (str(transfer.settlement_id), "likely")
        assert await proposals(pool, await a_line(pool, -70_00, "VIR EMIS")) == []

    async def test_of_another_agreement_nothing_is_proposed(self, make: Make) -> None:
        pool, other = await a_pool(make), await a_pool(make)
        await other.call(other.parties[0], 100)

        assert await proposals(pool, await a_line(pool, 100)) == []


class TestMatch:
    async def test_a_match_pays_the_statement_on_the_day_of_the_bank(self, make: Make) -> None:
        pool = await a_pool(make)
        one = pool.parties[0]
        statement = await pool.call(one, 300_00)
        line = await a_line(pool, 300_00, "VIR MAISON A")

        matched = told(await match(pool, line, statement))

        assert matched["state"] == "matched"
        assert matched["rest_cents"] == 0
        assert matched["matched"]["statement_reference"] == statement["reference"]
        assert await settled(pool, statement) == ("settled", 300_00)
        assert (await balance(pool, "due", one), await balance(pool, "party", one)) == (0, -300_00)
        (payment,) = await make.rows("SELECT paid_on::text, method, reference FROM statement_payments")
        assert (payment.paid_on, payment.method, payment.reference) == (
            "2026-03-05",
            "transfer",
            "VIR MAISON A",
        )
        assert await proposals(pool, matched) == []

    async def test_money_sent_pays_a_credit(self, make: Make) -> None:
        pool = await a_pool(make)
        one = pool.parties[0]
        await pool.call(one, 100_00)
        credit = await pool.call(one, -40_00)
        line = await a_line(pool, -40_00)

        told(await match(pool, line, credit))

        assert await settled(pool, credit) == ("settled", 40_00)
        assert await balance(pool, "payable", one) == 0

    async def test_more_than_is_left_leaves_a_rest_and_less_a_remainder(self, make: Make) -> None:
        pool = await a_pool(make)
        first, second = await pool.call(pool.parties[0], 300_00), await pool.call(pool.parties[0], 300_00)
        more, less = await a_line(pool, 350_00, "TROP"), await a_line(pool, 100_00, "MOINS")

        assert told(await match(pool, more, first))["rest_cents"] == 50_00
        assert told(await match(pool, less, second))["rest_cents"] == 0
        assert await settled(pool, second) == ("issued", 100_00)

    async def test_a_part_may_be_counted(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        line = await a_line(pool, 300_00)

        matched = told(await match(pool, line, statement, cents=120_00, method="cheque"))

        assert (matched["matched"]["cents"], matched["rest_cents"]) == (120_00, 180_00)

    async def test_what_cannot_be_is_refused(self, make: Make) -> None:
        pool = await a_pool(make)
        one, two, _ = pool.parties
        call, credit = await pool.call(one, 300_00), await pool.call(one, -40_00)
        between = await pool.rebill(one, two, 300_00)
        received, sent = await a_line(pool, 300_00), await a_line(pool, -300_00)

        assert refusal(await match(pool, received, credit)) == (422, "not_on_this_account")
        assert refusal(await match(pool, received, between)) == (422, "not_on_this_account")
        assert refusal(await match(pool, sent, call)) == (422, "not_on_this_account")
        assert refusal(await match(pool, received, call, cents=300_01)) == (422, "above_line")
        await pool.pay(call, 250_00)
        assert refusal(await match(pool, received, call, cents=50_01)) == (409, "above_remaining")
        await pool.pay(call, 50_00)
        assert refusal(await match(pool, received, call)) == (409, "above_remaining")
        assert refusal(await match(pool, received, {"id": received["id"]})) == (404, "not_found")
        tomorrow = await a_line(pool, 40_00, "DEMAIN", day="2099-01-01")
        other = await pool.call(two, 40_00)
        assert refusal(await match(pool, tomorrow, other)) == (422, "date_to_come")
        assert {line["state"] for line in await lines_of(pool)} == {"open"}

    async def test_a_statement_of_another_agreement_is_refused(self, make: Make) -> None:
        pool = await a_pool(make)
        agreement = await make.pool(pool.lead.organisation, pool.parties[0].organisation)
        elsewhere = Pool(make, pool.lead, pool.parties, agreement, {})
        statement = await elsewhere.call(pool.parties[0], 300_00)

        answer = await match(pool, await a_line(pool, 300_00), statement)

        assert refusal(answer) == (422, "not_on_this_account")

    async def test_the_same_request_sent_twice_pays_once(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        line = await a_line(pool, 100_00)
        path, body = f"{LINES}/{line['id']}/match", {"statement_id": statement["id"]}

        answers = [await pool.lead.post(path, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)]

        assert answers[0].json() == answers[1].json()
        assert await settled(pool, statement) == ("issued", 100_00)


class TestRaces:
    async def test_of_two_people_who_match_one_movement_one_does(self, make: Make) -> None:
        pool = await a_pool(make)
        statements = [await pool.call(party, 300_00) for party in pool.parties]
        line = await a_line(pool, 300_00)
        colleague = await make.signed_in(pool.lead.organisation)

        answers = await asyncio.gather(
            *(
                who.post(f"{LINES}/{line['id']}/match", json={"statement_id": statement["id"]})
                for who, statement in zip((pool.lead, colleague, pool.lead), statements, strict=True)
            )
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        losers = [answer for answer in answers if answer.status_code == 409]
        assert {refusal(answer) for answer in losers} == {(409, "wrong_line_state")}
        assert "rapprochée" in losers[0].json()["detail"]
        assert await make.count("statement_payments") == 1
        assert sum([(await settled(pool, statement))[1] for statement in statements]) == 300_00

    async def test_of_two_movements_that_pay_one_statement_one_does(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        first, second = await a_line(pool, 300_00, "UN"), await a_line(pool, 300_00, "DEUX")

        answers = await asyncio.gather(match(pool, first, statement), match(pool, second, statement))

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert await settled(pool, statement) == ("settled", 300_00)
        assert sorted(line["state"] for line in await lines_of(pool)) == ["matched", "open"]

    async def test_matching_against_setting_aside_has_one_winner(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        line = await a_line(pool, 300_00)

        matched, aside = await asyncio.gather(
            match(pool, line, statement),
            pool.lead.post(f"{LINES}/{line['id']}/set-aside", json={"note": "Autre chose"}),
        )

        assert sorted((matched.status_code, aside.status_code)) == [200, 409]
        assert (await settled(pool, statement))[1] == (300_00 if matched.status_code == 200 else 0)

    async def test_a_match_taken_back_twice_is_taken_back_once(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        line = await a_line(pool, 300_00)
        told(await match(pool, line, statement))

        answers = await asyncio.gather(*(unmatch(pool, line) for _ in range(4)))

        assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
        assert await settled(pool, statement) == ("issued", 0)
        assert await make.count("ledger_transactions", "kind = 'reversal'") == 1


class TestUndo:
    async def test_taking_a_match_back_reverses_the_payment(self, make: Make) -> None:
        pool = await a_pool(make)
        one = pool.parties[0]
        wrong, right = await pool.call(one, 300_00), await pool.call(one, 300_00)
        line = await a_line(pool, 300_00)
        told(await match(pool, line, wrong))

        opened = told(await unmatch(pool, line))

        assert (opened["state"], opened["matched"], opened["rest_cents"]) == ("open", None, 300_00)
        assert await settled(pool, wrong) == ("issued", 0)
        assert (await balance(pool, "due", one), await balance(pool, "party", one)) == (-600_00, 0)
        (payment,) = await make.rows("SELECT reversed_because FROM statement_payments")
        assert payment.reversed_because == "Mauvais relevé"
        told(await match(pool, line, right))
        assert await settled(pool, right) == ("settled", 300_00)

    async def test_a_payment_reversed_elsewhere_only_frees_the_movement(self, make: Make) -> None:
        pool = await a_pool(make)
        statement = await pool.call(pool.parties[0], 300_00)
        line = await a_line(pool, 300_00)
        payment = told(await match(pool, line, statement))["matched"]["payment_id"]
        path = f"/v1/statements/{statement['id']}/payments/{payment}/reverse"
        told(await pool.lead.post(path, json={"reason": "Erreur"}))

        shown = told(await pool.lead.get(f"{LINES}/{line['id']}"))
        assert (shown["matched"]["reversed"], shown["rest_cents"]) == (True, 300_00)
        assert told(await unmatch(pool, line))["state"] == "open"
        assert await settled(pool, statement) == ("issued", 0)

    async def test_what_pays_nothing_is_set_aside_and_opened_again(self, make: Make) -> None:
        pool = await a_pool(make)
        line = await a_line(pool, -12_50, "FRAIS")

        aside = told(
            await pool.lead.post(f"{LINES}/{line['id']}/set-aside", json={"note": "Frais bancaires"})
        )
        assert (aside["state"], aside["note"], aside["rest_cents"]) == ("set_aside", "Frais bancaires", 0)
        listed = told(await pool.lead.get(IMPORTS, params={"agreement_id": str(pool.agreement.id)}))["items"]
        assert [(each["line_count"], each["open_count"]) for each in listed] == [(1, 0)]
        assert refusal(await unmatch(pool, line)) == (409, "wrong_line_state")
        again = await pool.lead.post(f"{LINES}/{line['id']}/set-aside", json={"note": "x"})
        assert refusal(again) == (409, "wrong_line_state")

        opened = told(await pool.lead.post(f"{LINES}/{line['id']}/reopen"))
        assert (opened["state"], opened["note"], opened["version"]) == ("open", None, 3)
        assert refusal(await pool.lead.post(f"{LINES}/{line['id']}/reopen")) == (409, "wrong_line_state")

    async def test_a_movement_has_its_version_as_etag(self, make: Make) -> None:
        pool = await a_pool(make)
        line = await a_line(pool, 100)

        assert (await pool.lead.get(f"{LINES}/{line['id']}")).headers["etag"] == '"1"'
