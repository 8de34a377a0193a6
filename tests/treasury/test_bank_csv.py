"""CSV statements of French banks: what is certain is read, what is not is told by line and column."""

from contextlib import suppress
from datetime import date

import pytest
from bank_files import LAYOUTS, csv_of
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.treasury.rules import bank_csv
from essaim.treasury.rules.bank_cells import BadCell, read_cents, read_day
from essaim.treasury.rules.bank_header import is_balance
from essaim.treasury.rules.bank_rows import BankFile, BankFileRefused, TooManyRows, keys_of, legible

LIMIT = 1000


def read(text: str | bytes) -> BankFile:
    return bank_csv.read(text if isinstance(text, bytes) else text.encode(), limit=LIMIT)


def refused(text: str | bytes) -> str:
    with pytest.raises(BankFileRefused) as refusal:
        read(text)
    return refusal.value.fault.code


class TestLayouts:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("bank", LAYOUTS)
    def test_the_same_two_movements_are_read_in_each(self, bank: str, encoding: str) -> None:
        file = read(LAYOUTS[bank].encode(encoding))

        assert [(row.booked_on, row.cents) for row in file.rows] == [
            (date(2026, 3, 5), 4_580_83),
            (date(2026, 3, 6), -12_50),
        ]
        assert all("2026-0001" in row.label for row in file.rows[:1])
        assert file.rows[1].label == "FRAIS DE TENUE DE COMPTE"
        assert file.faults == []

    def test_a_label_over_several_lines_is_one(self) -> None:
        file = read(LAYOUTS["crédit agricole"])

        assert file.rows[0].label == "VIREMENT EN VOTRE FAVEUR MAISON A 2026-0001"
        assert [row.place for row in file.rows] == [9, 12]

    def test_more_is_kept_where_the_bank_tells_more(self) -> None:
        first, _ = read(LAYOUTS["caisse d’épargne"]).rows
        assert (first.label, first.bank_reference) == ("VIR SEPA MAISON A Appel 2026-0001", "AB12")

        first, _ = read(LAYOUTS["english"]).rows
        assert first.counterparty == "Maison A"

    def test_balances_and_totals_are_no_movements(self) -> None:
        file = read(
            "Date;Libellé;Montant\n01/03/2026;SOLDE PRECEDENT;100,00\n02/03/2026;Solde facture 12;5,00\n"
            "03/03/2026;VIR;0,00\n;;\n;Total;105,00\nSolde au 31/03/2026;;105,00\n"
        )

        assert [row.label for row in file.rows] == ["Solde facture 12"]
        assert file.faults == []
        assert file.skipped == 4


class TestFaults:
    @pytest.mark.parametrize(
        ("line", "column", "code"),
        [
            ("31/02/2026;VIR;5,00", "Date", "date"),
            ("hier;VIR;5,00", "Date", "date"),
            (";VIR;5,00", "Date", "date"),
            ("05/03/2026;VIR;cinq", "Montant", "amount"),
            ("05/03/2026;VIR;1.234", "Montant", "amount"),
            ("05/03/2026;VIR;1,2,3", "Montant", "amount"),
            ("05/03/2026;VIR;12 34,567", "Montant", "amount"),
            ("05/03/2026;VIR;99999999999999,00", "Montant", "amount_too_large"),
            ("05/03/2026;VIR;", "Montant", "amount_missing"),
        ],
    )
    def test_one_line_is_told_by_its_number_and_column_and_the_others_are_kept(
        self, line: str, column: str, code: str
    ) -> None:
        file = read(f"Date;Libellé;Montant\n04/03/2026;AVANT;1,00\n{line}\n06/03/2026;APRES;2,00\n")

        assert [row.label for row in file.rows] == ["AVANT", "APRES"]
        (fault,) = file.faults
        assert (fault.place, fault.column, fault.code) == (3, column, code)
        assert fault.message.fr
        assert fault.message.en

    def test_a_debit_and_a_credit_on_one_line_are_told(self) -> None:
        (fault,) = read("Date;Libellé;Débit;Crédit\n05/03/2026;VIR;5,00;5,00\n").faults

        assert (fault.place, fault.column, fault.code) == (2, "Débit", "debit_and_credit")

    def test_another_currency_is_told(self) -> None:
        (fault,) = read("Date;Libellé;Montant;Devise\n05/03/2026;VIR;5,00;USD\n").faults

        assert (fault.column, fault.code, fault.value) == ("Devise", "currency", "USD")

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("Nom;Prénom\nMartin;Camille\n", "header_missing"),
            ("05/03/2026;VIR;5,00\n", "header_missing"),
            ("Date;Montant\n05/03/2026;5,00\n", "header_missing"),
            (b"PK\x03\x04classeur", "not_text"),
            (b"%PDF-1.7", "not_text"),
            (b"Date;Libell\x00e;Montant\n", "not_text"),
            ('Date;Libellé;Montant\n05/03/2026;"VIR;5,00\n' + "06/03/2026;VIR;5,00\n" * 30, "unclosed_quote"),
            ('Date;Libellé;Montant\n05/03/2026;"' + "A" * 200_000, "unclosed_quote"),
        ],
    )
    def test_what_is_no_statement_is_refused_whole(self, content: str | bytes, code: str) -> None:
        assert refused(content) == code

    def test_lines_swallowed_by_a_quote_are_told(self) -> None:
        file = read('Date;Libellé;Montant\n05/03/2026;"VIR;5,00\n06/03/2026;VIR;6,00\n')

        assert [(fault.place, fault.code) for fault in file.faults] == [(2, "unclosed_quote")]

    def test_a_file_has_a_longest_length(self) -> None:
        for line in ("05/03/2026;VIR;5,00\n", "05/03/2026;VIR;cinq\n"):
            with pytest.raises(TooManyRows):
                read("Date;Libellé;Montant\n" + line * (LIMIT + 1))


class TestCells:
    @pytest.mark.parametrize(
        ("text", "cents"),
        [
            ("1234,56", 123456),
            ("1 234,56 €", 123456),
            ("1\u202f234,56\u00a0EUR", 123456),
            ("1.234,56", 123456),
            ("1,234.56", 123456),
            ("1'234.50", 123450),
            ("-12,5", -1250),
            ("−12,50", -1250),
            ("12,50-", -1250),
            ("(12,50)", -1250),
            ("+7", 700),
            ("1.234.567", 123456700),
            (",50", 50),
            ("12,50€", 1250),
        ],
    )
    def test_amounts_as_banks_write_them(self, text: str, cents: int) -> None:
        assert read_cents(text) == cents

    @pytest.mark.parametrize(
        "text", ["", "-", "1.234", "1,234", "1,2.3", "12,,5", "--5", "5%", "٥", "1e5", "9" * 5000]
    )
    def test_an_amount_that_may_be_two_is_none(self, text: str) -> None:
        with pytest.raises(BadCell):
            read_cents(text)

    @pytest.mark.parametrize(
        "text",
        ["05/03/2026", "5/3/26", "05-03-2026", "05.03.2026", "2026-03-05", "20260305", "2026-03-05T10:00:00"],
    )
    def test_days_as_banks_write_them(self, text: str) -> None:
        assert read_day(text) == date(2026, 3, 5)

    @given(st.integers(-(10**12), 10**12), st.sampled_from([" ", "\u202f", ".", "", "'"]))
    @settings(max_examples=200)
    def test_an_amount_written_in_french_is_read_back(self, cents: int, thousands: str) -> None:
        whole = f"{abs(cents) // 100:,}".replace(",", thousands)

        assert read_cents(f"{'-' if cents < 0 else ''}{whole},{abs(cents) % 100:02}") == cents

    @given(st.text(max_size=30))
    @settings(max_examples=200)
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        for reader in (read_cents, read_day):
            with suppress(BadCell):
                reader(text)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30
)
MOVEMENTS = st.lists(
    st.tuples(
        st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(str),
        WORDS,
        st.integers(-(10**9), 10**9).filter(bool),
    ),
    min_size=1,
    max_size=15,
)


class TestAnyFile:
    @given(MOVEMENTS)
    @settings(max_examples=100)
    def test_what_was_written_is_read_back_or_told(self, movements: list[tuple[str, str, int]]) -> None:
        file = read(csv_of(*movements))

        assert len(file.rows) + len(file.faults) + file.skipped == len(movements)
        expected = [(day, cents) for day, label, cents in movements if not is_balance(label)]
        assert [(str(row.booked_on), row.cents) for row in file.rows] == expected
        labels = [legible(label) or "—" for _, label, _ in movements if not is_balance(label)]
        assert [row.label for row in file.rows] == labels

    @given(
        st.binary(max_size=300)
        | st.text('Date;Libellé,Montant\n"05/03/2026\t|-', max_size=200).map(str.encode)
    )
    @settings(max_examples=200)
    def test_no_content_breaks_the_reader(self, content: bytes) -> None:
        with suppress(BankFileRefused):
            read(b"Date;Libell\xe9;Montant\n" + content)

    @given(MOVEMENTS, st.integers(0, 15))
    @settings(max_examples=100)
    def test_a_movement_has_the_same_key_in_every_file_that_holds_its_day_whole(
        self, movements: list[tuple[str, str, int]], cut: int
    ) -> None:
        movements.sort()
        days = sorted({day for day, _, _ in movements})
        later = [movement for movement in movements if movement[0] >= days[min(cut, len(days) - 1)]]

        whole, end = (keys_of(read(csv_of(*each)).rows) for each in (movements, later))

        assert len(set(whole)) == len(whole)
        assert set(end) <= set(whole)
