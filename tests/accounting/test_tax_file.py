"""The tax file of entries, made over real books and read by a checker that knows nothing of the code."""

import asyncio
from decimal import Decimal

import pytest
from accounts_world import Accounts, accounts, refusal, three_years, told
from fec_checker import amount

from essaim.accounting.rules.checking import Fault
from essaim.accounting.service import exports
from essaim.kit import clock
from essaim.kit.text import Text
from make import Make
from statements.billing_world import billing, call


class TestAFileHoldsAYear:
    async def test_every_year_passes_the_checks_and_begins_where_the_last_ended(self, make: Make) -> None:
        world = await three_years(make)

        first, second, third = [await world.fec(year) for year in (2024, 2025, 2026)]

        assert first.of("AN") == []
        # Year after year, accounts of the balance sheet open as they closed.
        for before, after in ((first, second), (second, third)):
            for account in ("103400", "102400", "194000", "467100", "467200", "512000"):
                opening = after.sum("Debit", account, "AN") - after.sum("Credit", account, "AN")
                assert opening == before.balance(account), account
        # Charges and products begin at zero; results of earlier years wait on 120 and 129, one line a year.
        assert not [line for line in second.of("AN") + third.of("AN") if line["CompteNum"][0] in "67"]
        results = [
            (line["CompteNum"], line["EcritureLib"], line["Debit"], line["Credit"])
            for line in third.of("AN")
            if line["CompteNum"].startswith("12")
        ]
        assert results == [
            ("120000", "Résultat 2024 en attente d’affectation", "0,00", "450,00"),
            ("129000", "Résultat 2025 en attente d’affectation", "700,00", "0,00"),
        ]

    async def test_a_call_is_a_receivable_of_each_member_and_its_payment_reaches_the_bank(
        self, make: Make
    ) -> None:
        world = await accounts(make)
        one, two, _ = world.parties
        await world.call("2026-02-01", 4_580_83, one, two, reference="2026-0007")
        await world.pay("2026-03-01", 1_000_00, one)

        file = await world.fec(2026)

        called = file.of("AP")
        assert [
            (line["CompteNum"], line["CompAuxNum"], line["Debit"], line["Credit"]) for line in called
        ] == [
            ("467100", one.organisation.siren, "4580,83", "0,00"),
            ("467100", two.organisation.siren, "4580,83", "0,00"),
            ("756200", "", "0,00", "9161,66"),
        ]
        assert {(line["PieceRef"], line["EcritureDate"]) for line in called} == {("2026-0007", "20260201")}
        assert [
            (line["JournalLib"], line["CompteNum"], line["CompAuxLib"], line["Debit"], line["Credit"])
            for line in file.of("BQ")
        ] == [
            ("Banque", "512000", "", "1000,00", "0,00"),
            ("Banque", "467100", "Structure 1", "0,00", "1000,00"),
        ]
        assert file.balance("467100", auxiliary=one.organisation.siren) == Decimal("3580.83")

    async def test_a_reversed_call_is_in_the_journal_of_calls_and_leaves_nothing(self, make: Make) -> None:
        world = await three_years(make)

        file = await world.fec(2025)

        assert [line["EcritureLib"] for line in file.of("AP")] == ["Appel de fonds"] * 2 + ["Erreur"] * 2
        assert sum(
            amount(line["Debit"]) for line in file.of("AP") if line["CompteNum"] == "467100"
        ) == Decimal("999.99")
        assert file.balance("756200") == 0

    async def test_a_project_is_set_aside_in_sundry_entries(self, make: Make) -> None:
        file = await (await three_years(make)).fec(2025)

        assert [(line["CompteNum"], line["Debit"], line["Credit"]) for line in file.of("OD")] == [
            ("103400", "2000,00", "0,00"),
            ("194000", "0,00", "2000,00"),
        ]

    async def test_a_common_fund_and_its_payments_pass_the_checks(self, make: Make) -> None:
        """Through the API of funds, as members use it."""
        world = await accounts(make)
        body = {"agreement_id": str(world.agreement.id), "name": "Fonds", "purpose": "Projets"}
        fund = told(await world.lead.post("/v1/funds", json=body), 201)
        for member, cents in zip(world.parties, (500_00, 700_00, 900_00), strict=True):
            contribution = {
                "organisation_id": str(member.organisation.id),
                "kind": "repayable",
                "amount_cents": cents,
                "occurred_on": "2026-01-15",
            }
            told(await world.lead.post(f"/v1/funds/{fund['id']}/contributions", json=contribution), 201)

        file = await world.fec(2026)

        assert file.sum("Credit", "103400") == Decimal("2100.00")
        assert file.balance("512000") == Decimal("2100.00")

    async def test_statements_paid_offset_billed_and_cancelled_pass_the_checks(self, make: Make) -> None:
        """Through the services and the API of statements, as the lead and the parties use them."""
        world = await billing(make)
        first, second = await world.issue(call(world.other, 500_00), call(world.third, 300_00))
        credit = await world.called(world.other, -120_00)
        between = await world.billed(world.third, world.other)
        cancelled = await world.billed(world.other, world.third)
        paid = await world.paid(world.lead, first, 200_00)
        told(await world.reverse(world.lead, first, paid["payments"][0]["id"]))
        told(await world.offset(first, credit, 100_00), 201)
        await world.paid(world.lead, second, 300_00)
        await world.paid(world.third, between["id"], 50_00)
        told(await world.cancel(world.other, cancelled["id"]))
        book = Accounts(make, world.agreement, world.lead, [])

        files = [await book.fec(year) for year in sorted({2026, clock.today().year})]

        # What the members owe is what is left of their statements; what they are owed, of their credits and bills.
        rows = await make.rows("SELECT amount_cents, settled_cents FROM statements WHERE state = 'issued'")
        owed = sum(row.amount_cents - row.settled_cents for row in rows if row.amount_cents > 0)
        assert files[-1].balance("467100") * 100 == owed
        left = between["amount_cents"] - 50_00 + 20_00
        assert files[-1].balance("467200") * 100 == -left

    async def test_hours_are_left_out_and_the_answer_says_so(self, make: Make) -> None:
        world = await three_years(make)

        with_hours = await world.lead.get(f"{world.path}/fec", params={"year": 2026})
        without = await world.lead.get(f"{world.path}/fec", params={"year": 2025})

        assert with_hours.headers["x-essaim-left-out"] == "HOUR/2"
        assert "x-essaim-left-out" not in without.headers
        assert b"350" not in with_hours.content
        assert (await world.fec(2026)).of("OD") == []

    async def test_texts_hold_no_separator_and_no_formula(self, make: Make) -> None:
        world = await accounts(make, parties=1)
        (one,) = world.parties
        await make.rows(
            "UPDATE organisations SET name = :name WHERE id = :id", name="=Maison|Été", id=one.organisation.id
        )
        await world.post(
            "2026-02-01",
            "charge",
            (("due", one), ("income", None), 100),
            description='=HYPERLINK("x")\tet|tube\nretour',
            reference="@ref",
        )

        line, _ = (await world.fec(2026)).lines

        assert line["EcritureLib"] == '\'=HYPERLINK("x") et tube retour'
        assert line["PieceRef"] == "'@ref"
        assert line["CompAuxLib"] == "'=Maison Été"

    async def test_a_year_without_entries_holds_the_names_of_the_columns(self, make: Make) -> None:
        world = await accounts(make)

        assert (await world.fec(2026)).lines == []

    async def test_a_member_without_siren_has_a_number_of_its_own(self, make: Make) -> None:
        world = await accounts(make, parties=2)
        one, two = world.parties
        await make.rows(
            "UPDATE organisations SET siren = NULL, rna = 'W691012345' WHERE id = :id", id=one.organisation.id
        )
        await make.rows("UPDATE organisations SET siren = NULL WHERE id = :id", id=two.organisation.id)
        await world.call("2026-02-01", 100, one, two)

        numbers = [line["CompAuxNum"] for line in (await world.fec(2026)).lines if line["CompAuxNum"]]

        assert numbers == ["W691012345", f"O{two.organisation.id.hex[-12:].upper()}"]

    async def test_a_description_goes_with_it(self, make: Make) -> None:
        world = await three_years(make)

        answer = await world.lead.get(f"{world.path}/fec/description", params={"year": 2026})

        text = answer.content.decode()
        assert "UTF-8" in text
        assert "BQ = Banque" in text
        assert "HOUR/2" in text
        assert f"{world.lead.organisation.siren}FEC20261231.txt" in text


class TestWhoExports:
    @pytest.mark.parametrize("what", ["fec", "fec/description", "balance", "export", "codes"])
    async def test_the_lead_only(self, make: Make, what: str) -> None:
        world = await accounts(make)
        outsider = await make.signed_in()
        query = {} if what == "codes" else {"year": 2026}

        assert (await world.lead.get(f"{world.path}/{what}", params=query)).status_code == 200
        party = await world.parties[0].get(f"{world.path}/{what}", params=query)
        assert refusal(party) == (403, "only_the_lead")
        assert refusal(await outsider.get(f"{world.path}/{what}", params=query)) == (404, "not_found")

    async def test_between_competitors_each_export_of_others_lines_is_written_down(self, make: Make) -> None:
        world = await three_years(make, confidentiality="coopetition")

        await world.fec(2024)
        await world.balance(2024)
        await world.lead.get(f"{world.path}/export", params={"year": 2024})

        read = told(
            await world.parties[0].get(
                "/v1/ledger/readings", params={"agreement_id": str(world.agreement.id)}
            )
        )
        assert [reading["operation"] for reading in read["items"]] == [
            "accounting.export_balance",
            "accounting.read_balance",
            "accounting.export_fec",
        ]

    async def test_where_lines_are_open_nothing_is_written_down(self, make: Make) -> None:
        world = await three_years(make)

        await world.fec(2024)

        assert await make.count("ledger_readings") == 0


class TestNoWrongFile:
    async def test_the_name_needs_the_siren_of_the_lead(self, make: Make) -> None:
        world = await accounts(make)
        await make.rows("UPDATE organisations SET siren = NULL WHERE id = :id", id=world.lead.organisation.id)

        for what in ("fec", "fec/description"):
            answer = await world.lead.get(f"{world.path}/{what}", params={"year": 2026})
            assert refusal(answer) == (409, "siren_needed")

    async def test_a_part_of_a_year_is_not_handed_out(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await three_years(make)
        monkeypatch.setattr(exports, "MOVEMENTS", 3)

        for what in ("fec", "balance", "export"):
            answer = await world.lead.get(f"{world.path}/{what}", params={"year": 2024})
            assert refusal(answer) == (422, "book_too_long")
            assert answer.json()["context"] == {"limit": 3}

    async def test_a_file_that_fails_its_checks_is_kept_back(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await three_years(make)
        fault = Fault(4, "Debit", "amount", Text("Montant attendu.", "Amount expected."))
        monkeypatch.setattr(exports, "check_fec", lambda *_, **__: [fault])

        answer = await world.lead.get(f"{world.path}/fec", params={"year": 2024})

        assert refusal(answer) == (409, "fec_faulty")
        assert answer.json()["errors"] == [
            {"pointer": "line/4/Debit", "code": "amount", "message": "Montant attendu."}
        ]

    async def test_the_year_is_asked(self, make: Make) -> None:
        world = await accounts(make, parties=1)

        assert (await world.lead.get(f"{world.path}/fec")).status_code == 422
        assert (await world.lead.get(f"{world.path}/fec", params={"year": 99999})).status_code == 422

    async def test_files_made_while_the_book_is_written_are_whole(self, make: Make) -> None:
        world = await accounts(make)
        one, *_ = world.parties

        async def write() -> None:
            for _ in range(5):
                await world.post(
                    "2026-02-01",
                    "charge",
                    (("due", one), ("income", None), 7),
                    (("income", None), ("due", one), 2),
                )

        await asyncio.gather(write(), *(world.fec(2026) for _ in range(5)))
