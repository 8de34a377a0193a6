"""Checks of a tax file (FEC), from its text alone: what a checker of the administration or of an accountant looks at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from essaim.accounting.rules.fec import COLUMNS, SEPARATOR
from essaim.kit.text import Text

OPTIONAL: Final = frozenset(
    {"CompAuxNum", "CompAuxLib", "EcritureLet", "DateLet", "Montantdevise", "Idevise"}
)
PAIRS: Final = (("CompAuxNum", "CompAuxLib"), ("EcritureLet", "DateLet"), ("Montantdevise", "Idevise"))
DATES: Final = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong; `line` from 1, the first being the names of the columns; null when it is of the whole file."""

    line: int | None
    column: str | None
    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: dict[str, str]

    @property
    def entry(self) -> tuple[str, str]:
        return self.cells["JournalCode"], self.cells["EcritureNum"]


def check_fec(text: str, *, year: int, opening: bool) -> list[Fault]:
    """Faults of a file, in the order of its lines; none when it may be handed out.

    `opening`: whether an earlier year left balances, so that the file must begin with them.
    """
    header, *lines = text.splitlines()
    if tuple(header.split(SEPARATOR)) != COLUMNS:
        return [
            Fault(
                1,
                None,
                "columns",
                Text(
                    "Les 18 colonnes ne sont pas celles attendues.", "The 18 columns are not those expected."
                ),
            )
        ]
    faults: list[Fault] = []
    rows: list[_Row] = []
    for number, line in enumerate(lines, 2):
        cells = line.split(SEPARATOR)
        if len(cells) == len(COLUMNS):
            rows.append(_Row(number, dict(zip(COLUMNS, cells, strict=True))))
        else:
            faults.append(
                Fault(
                    number, None, "columns", Text("La ligne n’a pas 18 zones.", "The line has not 18 fields.")
                )
            )
    for row in rows:
        faults += _of_row(row, year)
    faults += _of_entries(rows)
    faults += _of_sequences(rows)
    faults += _of_opening(rows, opening)
    return sorted(faults, key=lambda fault: fault.line or 0)


def _of_row(row: _Row, year: int) -> Iterator[Fault]:
    cells = row.cells
    for column in COLUMNS:
        if column not in OPTIONAL and not cells[column].strip():
            yield Fault(
                row.line, column, "missing", Text("Cette zone est obligatoire.", "This field is required.")
            )
    for one, other in PAIRS:
        if bool(cells[one]) != bool(cells[other]):
            yield Fault(
                row.line,
                one,
                "half_a_pair",
                Text(f"{one} et {other} vont ensemble.", f"{one} and {other} go together."),
            )
    for column in DATES:
        if cells[column] and _date(cells[column]) is None:
            yield Fault(
                row.line, column, "date", Text("Date attendue\u00a0: AAAAMMJJ.", "Date expected: YYYYMMDD.")
            )
    day = _date(cells["EcritureDate"])
    if day is not None and day.year != year:
        yield Fault(
            row.line,
            "EcritureDate",
            "outside_the_year",
            Text(f"L’écriture n’est pas de {year}.", f"The entry is not of {year}."),
        )
    if not _digits(cells["CompteNum"][:3]) or len(cells["CompteNum"]) < 3:
        yield Fault(
            row.line,
            "CompteNum",
            "account",
            Text(
                "Les trois premiers caractères du compte sont des chiffres.",
                "An account begins with three digits.",
            ),
        )
    for column in ("Debit", "Credit"):
        if cells[column] and _cents(cells[column]) is None:
            yield Fault(
                row.line,
                column,
                "amount",
                Text("Montant attendu\u00a0: 1234,05.", "Amount expected: 1234,05."),
            )


def _of_entries(rows: Sequence[_Row]) -> Iterator[Fault]:
    """Each entry has one date and is balanced; so is the file; none closes charges and products."""
    entries: dict[tuple[str, str], list[_Row]] = {}
    for row in rows:
        entries.setdefault(row.entry, []).append(row)
    whole = 0
    for (journal, number), own in entries.items():
        first = own[0].line
        if len({row.cells["EcritureDate"] for row in own}) > 1:
            yield Fault(
                first,
                "EcritureDate",
                "several_dates",
                Text(
                    f"L’écriture {journal} {number} a plusieurs dates.",
                    f"Entry {journal} {number} has several dates.",
                ),
            )
        balance = sum((_cents(row.cells["Debit"]) or 0) - (_cents(row.cells["Credit"]) or 0) for row in own)
        whole += balance
        if balance:
            yield Fault(
                first,
                "Debit",
                "unbalanced_entry",
                Text(
                    f"L’écriture {journal} {number} n’est pas équilibrée.",
                    f"Entry {journal} {number} is not balanced.",
                ),
            )
        accounts = [row.cells["CompteNum"] for row in own]
        if any(account[:2] == "12" for account in accounts) and any(
            account[:1] in ("6", "7") for account in accounts
        ):
            yield Fault(
                first,
                "CompteNum",
                "closing_entry",
                Text(
                    f"L’écriture {journal} {number} solde des comptes de charges ou de produits.",
                    f"Entry {journal} {number} closes charges or products.",
                ),
            )
    if whole:
        yield Fault(
            None,
            None,
            "unbalanced_file",
            Text("Le fichier n’est pas équilibré.", "The file is not balanced."),
        )


def _of_sequences(rows: Sequence[_Row]) -> Iterator[Fault]:
    """In each journal, entries are numbered 1, 2, 3… and an entry's lines stand together."""
    last: dict[str, int] = {}
    before: tuple[str, str] | None = None
    for row in rows:
        if row.entry == before:
            continue
        before = row.entry
        journal, number = row.entry
        expected = last.get(journal, 0) + 1
        if not _digits(number) or int(number) != expected:
            yield Fault(
                row.line,
                "EcritureNum",
                "sequence",
                Text(
                    f"Dans le journal {journal}, le numéro {expected} est attendu.",
                    f"In journal {journal}, number {expected} is expected.",
                ),
            )
        last[journal] = int(number) if _digits(number) else expected


def _of_opening(rows: Sequence[_Row], opening: bool) -> Iterator[Fault]:
    if opening and (not rows or rows[0].cells["JournalCode"] != "AN"):
        yield Fault(
            2,
            "JournalCode",
            "opening_missing",
            Text(
                "Le fichier commence par la reprise des soldes de l’année précédente.",
                "The file begins with the balances of the year before.",
            ),
        )


def _date(text: str) -> date | None:
    if len(text) != 8 or not _digits(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _cents(text: str) -> int | None:
    whole, comma, part = text.partition(",")
    if not comma or not _digits(whole) or len(part) != 2 or not _digits(part):
        return None
    return int(whole) * 100 + int(part)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
