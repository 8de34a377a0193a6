"""Entries over random books against a small model of their own; and a checker that sees each fault."""

from collections import Counter
from datetime import date, timedelta

import pytest
from fec_checker import amount, defects, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.accounting.rules import fec
from essaim.accounting.rules.balance import trial_balance
from essaim.accounting.rules.chart import DEFAULTS, Chart, Code
from essaim.accounting.rules.checking import check_fec
from essaim.accounting.rules.entries import Carried, Entry, Held, Movement, Third, year_of

SIREN = "123456782"
YEAR = 2026
PURPOSES = tuple(DEFAULTS)
THIRDS = [None, *(Third(f"99000000{n}", name) for n, name in enumerate(("Été", "=A|B", "L\tM")))]
TEXTS = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "@x", "|", "\t", " ", "+33", "Appel\r\nde fonds", "\u2028"]
)
HELD = st.builds(Held, st.sampled_from(PURPOSES), st.sampled_from(THIRDS))
CODES = st.dictionaries(
    st.sampled_from(PURPOSES),
    st.builds(Code, st.from_regex(r"(1[013-9]|[2-7][0-9])[0-9]{1,8}", fullmatch=True), TEXTS),
    max_size=4,
)


@st.composite
def books(draw: st.DrawFn, size: int = 8) -> list[Movement]:
    """Movements of a year, grouped in transactions recorded one after the other."""
    found: list[Movement] = []
    recorded = date(YEAR, 1, 1)
    for number in range(1, draw(st.integers(0, size)) + 1):
        recorded += timedelta(days=draw(st.integers(0, 20)))
        day = date(YEAR, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
        kind = draw(st.sampled_from(["charge", "payment", "transfer", "contribution"]))
        words, reference = draw(TEXTS), draw(st.none() | TEXTS)
        found += [
            Movement(
                number * 3,
                day,
                recorded,
                kind,
                words,
                reference,
                draw(HELD),
                draw(HELD),
                draw(st.integers(1, 10**9)),
            )
            for _ in range(draw(st.integers(1, 4)))
        ]
    return found


@st.composite
def pasts(draw: st.DrawFn) -> list[Carried]:
    """Balances of earlier years: what one account gave another received."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        year, cents = draw(st.integers(YEAR - 3, YEAR - 1)), draw(st.integers(1, 10**9))
        found += [Carried(draw(HELD), year, -cents), Carried(draw(HELD), year, cents)]
    return found


def entries_of(movements: list[Movement], past: list[Carried], codes: dict[str, Code]) -> list[Entry]:
    return year_of(Chart(codes), YEAR, past, movements, date(YEAR, 2, 1))


class TestRandomBooks:
    @given(books(), pasts(), CODES)
    @settings(max_examples=80)
    def test_every_file_passes_both_checkers(
        self, movements: list[Movement], past: list[Carried], codes: dict[str, Code]
    ) -> None:
        entries = entries_of(movements, past, codes)
        opening = bool(entries) and entries[0].journal == "AN"

        text = fec.write(entries)

        assert check_fec(text, year=YEAR, opening=opening) == []
        name = fec.file_name(SIREN, YEAR)
        assert defects(name, text.encode(), siren=SIREN, year=YEAR, opening=opening) == []

    @given(books(), pasts(), CODES)
    @settings(max_examples=80)
    def test_accounts_hold_what_a_plain_sum_says(
        self, movements: list[Movement], past: list[Carried], codes: dict[str, Code]
    ) -> None:
        """Debit less credit by account: what sources gave less what destinations received."""
        number = {purpose: codes.get(purpose, DEFAULTS[purpose]).number for purpose in PURPOSES}
        expected: Counter[str] = Counter()
        for movement in movements:
            expected[number[movement.source.purpose]] += movement.cents
            expected[number[movement.destination.purpose]] -= movement.cents
        for part in past:
            account = number[part.held.purpose]
            if account[0] not in "67":
                expected[account] -= part.cents
        earlier = -sum(part.cents for part in past if number[part.held.purpose][0] in "67")

        file = opened("", fec.write(entries_of(movements, past, codes)).encode())

        found: Counter[str] = Counter()
        for line in file.lines:
            found[line["CompteNum"]] += int((amount(line["Debit"]) - amount(line["Credit"])) * 100)
        waiting = {"120000", "129000"} - set(number.values())
        if len(waiting) == 2:
            assert sum(found.pop(account, 0) for account in waiting) == earlier
            assert {key: cents for key, cents in found.items() if cents} == {
                key: cents for key, cents in expected.items() if cents
            }
        assert sum(found.values()) + earlier * (len(waiting) == 2) == 0

    @given(books(), books(size=5))
    @settings(max_examples=50)
    def test_what_was_numbered_keeps_its_number(self, first: list[Movement], later: list[Movement]) -> None:
        """Whatever is recorded afterwards, even dated before."""
        moved = [
            Movement(
                m.transaction + 1000,
                m.occurred_on,
                m.recorded_on,
                m.kind,
                m.description,
                m.reference,
                m.source,
                m.destination,
                m.cents,
            )
            for m in later
        ]

        before = entries_of(first, [], {})
        after = entries_of([*first, *moved], [], {})

        assert after[: len(before)] == before

    @given(books(), pasts())
    @settings(max_examples=50)
    def test_the_balance_says_what_the_file_says(
        self, movements: list[Movement], past: list[Carried]
    ) -> None:
        entries = entries_of(movements, past, {})
        file = opened("", fec.write(entries).encode())

        balance = trial_balance(entries)

        for account in balance.accounts:
            assert account.closing == file.balance(account.number) * 100
        assert sum(account.opening for account in balance.accounts) == 0
        assert sum(account.closing for account in balance.accounts) == 0
        for third in balance.thirds:
            assert third.third is not None
            assert third.closing == file.balance(third.number, auxiliary=third.third.number) * 100


def a_file() -> str:
    """An opening, two calls and a payment."""
    due, income, bank = (
        Held("due", Third("111111118", "Un")),
        Held("income"),
        Held("party", Third("111111118", "Un")),
    )
    past = [Carried(bank, YEAR - 1, -500), Carried(Held("reserve"), YEAR - 1, 500)]
    day = date(YEAR, 3, 1)
    movements = [
        Movement(1, day, day, "charge", "Appel", "2026-0001", due, income, 1000),
        Movement(2, day, day, "charge", "Appel", "2026-0002", due, income, 1000),
        Movement(3, day, day, "payment", "Virement", None, bank, due, 1000),
    ]
    return fec.write(year_of(Chart(), YEAR, past, movements, day))


def changed(line: int, **cells: str) -> str:
    """The file with other cells on one line (from 1, the names of the columns being the first)."""
    lines = a_file().split("\r\n")
    row = lines[line - 1].split("\t")
    for name, cell in cells.items():
        row[fec.COLUMNS.index(name)] = cell
    lines[line - 1] = "\t".join(row)
    return "\r\n".join(lines)


def without(*numbers: int) -> str:
    return "\r\n".join(line for number, line in enumerate(a_file().split("\r\n"), 1) if number not in numbers)


class TestACheckerSeesEachFault:
    """Lines 2–3: opening; 4–5 and 6–7: calls AP 1 and 2; 8–9: payment."""

    def test_nothing_where_nothing_is_wrong(self) -> None:
        assert check_fec(a_file(), year=YEAR, opening=True) == []

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            (a_file().replace("EcritureLib", "Libelle"), "columns", 1),
            (a_file().replace("Appel\t10,00", "Appel\t\t10,00", 1), "columns", 4),
            (changed(4, PieceRef=""), "missing", 4),
            (changed(4, CompAuxLib=""), "half_a_pair", 4),
            (changed(4, EcritureLet="A"), "half_a_pair", 4),
            (changed(4, Idevise="USD"), "half_a_pair", 4),
            (changed(4, PieceDate="2026-03-01"), "date", 4),
            (changed(4, ValidDate="20260230"), "date", 4),
            (changed(4, EcritureDate="20260302"), "several_dates", 4),
            (changed(4, EcritureDate="20250301"), "outside_the_year", 4),
            (changed(4, Debit="10,01"), "unbalanced_entry", 4),
            (changed(4, Debit="10.00"), "amount", 4),
            (changed(4, Debit="1 000,00"), "amount", 4),
            (changed(4, CompteNum="46A100"), "account", 4),
            (changed(5, CompteNum="129000").replace("467100", "628000"), "closing_entry", 4),
            (without(4, 5), "sequence", 4),
            (without(2, 3), "opening_missing", 2),
        ],
    )
    def test_and_says_where(self, text: str, code: str, line: int) -> None:
        faults = check_fec(text, year=YEAR, opening=True)

        assert (line, code) in {(fault.line, fault.code) for fault in faults}

    def test_a_file_out_of_balance_is_told_as_a_whole(self) -> None:
        faults = check_fec(changed(4, Debit="10,01"), year=YEAR, opening=True)

        assert (None, "unbalanced_file") in {(fault.line, fault.code) for fault in faults}
