"""The trial balance, as an answer and as a workbook; the codes it is made with."""

import asyncio
import io
from typing import Any

import openpyxl
from accounts_world import accounts, refusal, three_years, told

from make import Make

PAIRS = (
    ("opening_debit_cents", "opening_credit_cents"),
    ("debit_cents", "credit_cents"),
    (
        "closing_debit_cents",
        "closing_credit_cents",
    ),
)


def by_number(balance: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["number"]: line for line in balance["accounts"]}


class TestTheBalance:
    async def test_debits_equal_credits_in_each_pair_of_columns(self, make: Make) -> None:
        world = await three_years(make)

        for year in (2024, 2025, 2026):
            totals = (await world.balance(year))["totals"]
            for debit, credit in PAIRS:
                assert totals[debit] == totals[credit]

    async def test_it_says_what_each_account_was_moved_and_is(self, make: Make) -> None:
        world = await three_years(make)

        balance = await world.balance(2025)

        due = by_number(balance)["467100"]
        assert due == {
            "number": "467100",
            "name": "Membres, sommes à recevoir",
            "third_number": None,
            "third_name": None,
            "opening_debit_cents": 600_00,
            "opening_credit_cents": 0,
            "debit_cents": 999_99,
            "credit_cents": 999_99 + 300_00,
            "closing_debit_cents": 300_00,
            "closing_credit_cents": 0,
        }
        owing = {
            line["third_name"]: line["closing_debit_cents"]
            for line in balance["thirds"]
            if line["number"] == "467100"
        }
        assert owing == {"Structure 1": 0, "Structure 2": 0, "Structure 3": 300_00}
        assert balance["result_cents"] == -700_00
        assert balance["entries"] == 6
        assert balance["left_out"] == []

    async def test_it_says_what_is_not_in_euros(self, make: Make) -> None:
        balance = await (await three_years(make)).balance(2026)

        assert balance["left_out"] == [{"unit": "HOUR/2", "movements": 1}]
        assert balance["entries"] == 2

    async def test_the_bank_holds_what_the_ledger_holds(self, make: Make) -> None:
        world = await three_years(make)

        bank = by_number(await world.balance(2026))["512000"]

        (row,) = await make.rows(
            "SELECT -sum(balance) AS cents FROM ledger_accounts WHERE agreement_id = :id AND unit = 'EUR/2'"
            " AND purpose IN ('world', 'party')",
            id=world.agreement.id,
        )
        assert bank["closing_debit_cents"] == row.cents

    async def test_the_workbook_holds_the_same_with_texts_as_texts(self, make: Make) -> None:
        world = await three_years(make)
        await world.spend("2026-05-01", 12_34, "=1+1")

        answer = await world.lead.get(f"{world.path}/export", params={"year": 2026, "format": "xlsx"})

        assert answer.status_code == 200
        assert answer.headers["x-essaim-left-out"] == "HOUR/2"
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert book.sheetnames == ["Balance 2026", "Tiers 2026", "Écritures 2026"]
        *_, total = book["Balance 2026"].iter_rows(values_only=True)
        assert total[0] == "Total"
        assert total[2] == total[3]
        assert total[6] == total[7]
        labels = [cell for cell in book["Écritures 2026"]["H"] if cell.value == "=1+1"]
        assert {cell.data_type for cell in labels} == {"s"}
        assert {row[8] for row in book["Écritures 2026"].iter_rows(min_row=2, values_only=True)} >= {12.34}


class TestCodes:
    async def test_each_purpose_has_a_number_until_the_lead_chooses_another(self, make: Make) -> None:
        world = await accounts(make)

        codes = told(await world.lead.get(f"{world.path}/codes"))["codes"]

        assert {code["purpose"]: code["number"] for code in codes} == {
            "world": "512000",
            "party": "512000",
            "stake": "103400",
            "common": "102400",
            "project": "194000",
            "due": "467100",
            "payable": "467200",
            "income": "756200",
            "expense": "628000",
            "reserve": "106800",
            "other": "471000",
        }
        assert {(code["chosen"], code["version"]) for code in codes} == {(False, 0)}

        answer = await world.choose("income", "708000", "Refacturation à l’euro")
        assert answer.headers["etag"] == '"1"'
        chosen = told(answer)
        assert (chosen["number"], chosen["default_number"], chosen["chosen"]) == ("708000", "756200", True)

    async def test_the_file_follows_them_past_years_included(self, make: Make) -> None:
        world = await three_years(make)
        told(await world.choose("due", "411000", "Membres"))
        told(await world.choose("world", "401000", "Fournisseurs"))

        file = await world.fec(2024)

        assert {line["CompteLib"] for line in file.lines if line["CompteNum"] == "411000"} == {"Membres"}
        # What reaches no bank account is no bank entry.
        spent = [line for line in file.lines if line["EcritureLib"] == "Électricité"]
        assert {line["JournalCode"] for line in spent} == {"OD"}

    async def test_one_number_has_one_name(self, make: Make) -> None:
        world = await three_years(make)
        told(await world.choose("party", "512000", "Crédit coopératif"))

        file = await world.fec(2024)

        assert {line["CompteLib"] for line in file.lines if line["CompteNum"] == "512000"} == {
            "Crédit coopératif"
        }

    async def test_a_code_given_back_is_the_default(self, make: Make) -> None:
        world = await accounts(make)
        told(await world.choose("income", "708000", "Refacturation"))

        for _ in range(2):
            assert (await world.lead.delete(f"{world.path}/codes/income")).status_code == 204

        codes = told(await world.lead.get(f"{world.path}/codes"))["codes"]
        assert {code["number"] for code in codes if code["purpose"] == "income"} == {"756200"}

    async def test_a_number_has_three_to_ten_digits_of_classes_one_to_seven_results_apart(
        self, make: Make
    ) -> None:
        world = await accounts(make, parties=1)

        for number in ("12", "120000", "812000", "0123", "512A00", "51200000000", "٥١٢٠٠٠"):
            assert (await world.choose("income", number, "Nom")).status_code == 422, number

    async def test_of_two_choices_at_once_one_is_kept(self, make: Make) -> None:
        world = await accounts(make)

        answers = await asyncio.gather(*(world.choose("income", f"70800{i}", f"Nom {i}") for i in range(5)))

        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]
        (winner,) = [answer.json() for answer in answers if answer.status_code == 200]
        codes = told(await world.lead.get(f"{world.path}/codes"))["codes"]
        assert winner in codes

    async def test_whoever_changes_says_what_it_read(self, make: Make) -> None:
        world = await accounts(make, parties=1)

        answer = await world.lead.put(f"{world.path}/codes/income", json={"number": "708000", "name": "Nom"})

        assert refusal(answer) == (428, "version_required")

    async def test_a_party_changes_nothing(self, make: Make) -> None:
        world = await accounts(make)
        party = world.parties[0]

        put = await party.put(
            f"{world.path}/codes/income",
            json={"number": "708000", "name": "Nom"},
            headers={"If-Match": '"0"'},
        )
        delete = await party.delete(f"{world.path}/codes/income")

        assert refusal(put) == refusal(delete) == (403, "only_the_lead")
        assert await make.count("accounting_codes") == 0
