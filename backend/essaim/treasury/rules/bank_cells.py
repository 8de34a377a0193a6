"""Reading one cell of a bank file: a day, an amount. What is wrong is raised as `BadCell`; nothing is guessed."""

import re
from datetime import date
from typing import Final

from essaim.kit.text import Text
from essaim.treasury.rules.bank_rows import LARGEST, BankFault, shown

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2199
LONGEST_AMOUNT: Final = 30

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s.*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T\s].*)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})*|\d+", re.ASCII)
_CURRENCY = re.compile(r"(?:€|eur|euros?)$", re.IGNORECASE)
_SPACES = re.compile(r"\s")


class BadCell(ValueError):
    """A value that cannot be read, with the words for the person who has the file."""

    def __init__(self, code: str, value: str, message: Text) -> None:
        super().__init__(message.en)
        self.code = code
        self.value = value
        self.message = message

    def at(self, place: int, column: str) -> BankFault:
        return BankFault(place, column, self.code, shown(self.value), self.message)


def read_day(text: str) -> date:
    """`05/03/2026`, `5.3.26`, `2026-03-05`, `20260305`, with or without a time after it. The day comes first in France."""
    cell = text.strip()
    if match := _DAY_FIRST.fullmatch(cell):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(cell) or _COMPACT.fullmatch(cell):
        year, month, day = match.groups()
    else:
        raise _bad_day(text)
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = date(number, int(month), int(day))
    except ValueError as fault:
        raise _bad_day(text) from fault
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _bad_day(text)
    return found


def _bad_day(text: str) -> BadCell:
    return BadCell(
        "date",
        text,
        Text("Date illisible\u00a0: JJ/MM/AAAA attendu.", "Unreadable date: DD/MM/YYYY expected."),
    )


def read_cents(text: str) -> int:
    """`-1 234,56`, `1.234,56 €`, `1,234.56`, `(12,50)`, `12,50-` in cents.

    `1.234` alone is refused: nothing says whether it is a thousand or a little over one.
    """
    cell = _CURRENCY.sub("", _SPACES.sub("", text)).replace("−", "-")
    negative = False
    if cell.startswith("(") and cell.endswith(")"):
        negative, cell = True, cell[1:-1]
    elif cell[:1] in ("-", "+"):
        negative, cell = cell[0] == "-", cell[1:]
    elif cell[-1:] in ("-", "+"):
        negative, cell = cell[-1] == "-", cell[:-1]
    whole, part = _split(_CURRENCY.sub("", cell))
    if part is None or len(whole) > LONGEST_AMOUNT or not _GROUPED.fullmatch(whole):
        raise _bad_amount(text)
    cents = int(re.sub(r"\D", "", whole)) * 100 + int(part)
    if cents > LARGEST:
        raise BadCell(
            "amount_too_large",
            text,
            Text("Montant trop grand\u00a0: vérifiez-le.", "Amount too large: check it."),
        )
    return -cents if negative else cents


def _split(cell: str) -> tuple[str, str | None]:
    """Whole part and the two digits of cents; no cents when they cannot be told from thousands."""
    match = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", cell, re.ASCII | re.DOTALL)
    assert match is not None  # noqa: S101 - the pattern takes anything
    whole, point, part = match.groups()
    if point is None:
        # Groups of three digits after one mark: a thousand, or three decimals?
        ambiguous = sum(mark in ".,'’" for mark in whole) == 1
        return whole, None if ambiguous else "00"
    if point in whole:
        return whole, None
    return whole or "0", part.ljust(2, "0")


def _bad_amount(text: str) -> BadCell:
    return BadCell(
        "amount",
        text,
        Text(
            "Montant illisible\u00a0: 1234,56 attendu, deux décimales au plus.",
            "Unreadable amount: 1234.56 expected, two decimals at most.",
        ),
    )
