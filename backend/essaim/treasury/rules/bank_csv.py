"""Reading the CSV statement of a French bank, whatever its columns: the header is found by its words.

Banks put titles and balances above the header, split amounts in two columns or sign them, write UTF-8 or Windows-1252,
close lines with one separator too many and labels over several lines. What is read is what is certain; the rest is told.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from essaim.kit.text import Text
from essaim.treasury.rules.bank_cells import BadCell, read_cents, read_day
from essaim.treasury.rules.bank_header import Columns, columns_of, is_balance
from essaim.treasury.rules.bank_rows import (
    BankFault,
    BankFile,
    BankFileRefused,
    BankRow,
    TooManyRows,
    legible,
    shown,
)

DELIMITERS: Final = ";\t,|"
LINES_ABOVE_HEADER: Final = 60
LINES_IN_ONE_CELL: Final = 20
"""Line ends in one quoted cell, at most: beyond, a quote was never closed."""
LONGEST_CELL: Final = 20_000

_NOT_TEXT = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")

_Cell = Callable[[int], str]
_Value = TypeVar("_Value")


def read(content: bytes, *, limit: int) -> BankFile:
    """Movements and faults. Raises `BankFileRefused` for what is no bank statement, `TooManyRows` beyond `limit`."""
    text = _decoded(content)
    delimiter, header, columns = _find_header(text)
    rows: list[BankRow] = []
    faults: list[BankFault] = []
    skipped = 0
    for place, cells in _lines(text, delimiter):
        if place <= header or not any(cell.strip() for cell in cells):
            continue
        try:
            row = _row(place, cells, columns)
        except _AtColumn as bad:
            faults.append(bad.fault)
        else:
            rows += [row] if row else []
            skipped += row is None
        if len(rows) + len(faults) > limit:
            raise TooManyRows
    return BankFile("csv", rows, faults, skipped)


def _decoded(content: bytes) -> str:
    if content.startswith(_NOT_TEXT):
        raise BankFileRefused(
            "not_text",
            Text(
                "Ce fichier est un classeur, un PDF ou une archive.",
                "This file is a workbook, a PDF or an archive.",
            ),
        )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _checked(content.decode(encoding, errors="replace"))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(content.decode("cp1252", errors="replace"))


def _checked(text: str) -> str:
    if "\x00" in text:
        raise BankFileRefused("not_text", Text("Ce fichier n’est pas du texte.", "This file is not text."))
    return text


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Cells with the number of the line they begin on. A label in quotes may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        place = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _unclosed(place) from fault
        if reader.line_num - place > LINES_IN_ONE_CELL or any(len(cell) > LONGEST_CELL for cell in cells):
            raise _unclosed(place)
        yield place, cells


def _unclosed(place: int) -> BankFileRefused:
    return BankFileRefused(
        "unclosed_quote",
        Text(
            f"Un guillemet ouvert à la ligne {place} n’est jamais refermé.",
            f"A quote opened on line {place} is never closed.",
        ),
        place=place,
    )


def _find_header(text: str) -> tuple[str, int, Columns]:
    """The separator and the line under which movements stand: the first that names a date, a label and an amount."""
    for delimiter in DELIMITERS:
        try:
            for place, cells in _lines(text, delimiter):
                if place > LINES_ABOVE_HEADER:
                    break
                columns = columns_of(cells)
                if columns is not None:
                    return delimiter, place, columns
        except BankFileRefused:
            if delimiter == DELIMITERS[-1]:
                raise
    raise BankFileRefused(
        "header_missing",
        Text(
            "Aucune ligne ne nomme les colonnes\u00a0: une date, un libellé, et un montant ou un débit et un crédit.",
            "No line names the columns: a date, a label, and an amount or a debit and a credit.",
        ),
    )


class _AtColumn(Exception):
    def __init__(self, fault: BankFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _row(place: int, cells: Sequence[str], columns: Columns) -> BankRow | None:
    """A movement; None for a line that is none, such as a balance under the last one or an amount of zero."""

    def cell(at: int) -> str:
        return cells[at].strip() if 0 <= at < len(cells) else ""

    day, label = cell(columns.day), legible(" ".join(cell(at) for at in columns.labels))
    if not any(cell(at) for at in (columns.amount, columns.debit, columns.credit)):
        if "\n" in "".join(cells) and len(cells) < len(columns.names):
            raise _AtColumn(_unclosed(place).fault)
        if _is_day(day):
            raise _missing_amount(place, columns)
        return None
    if is_balance(label) or is_balance(day) or not (day or label):
        return None
    currency = cell(columns.currency)
    if currency and currency.upper() not in ("EUR", "€", "EURO", "EUROS"):
        raise _AtColumn(_not_euros(place, columns.names[columns.currency], currency))
    booked_on = _read(place, columns, columns.day, cell, read_day)
    cents = _cents(place, columns, cell)
    if cents == 0:
        return None
    party = legible(cell(columns.party))
    return BankRow(
        place=place,
        booked_on=booked_on,
        cents=cents,
        label=label or party or "—",
        counterparty=party or None,
        bank_reference=legible(cell(columns.reference)) or None,
    )


def _cents(place: int, columns: Columns, cell: _Cell) -> int:
    """One signed amount; or a debit and a credit, of which one is there, whatever sign the bank gives its debits."""
    if columns.amount >= 0:
        return _read(place, columns, columns.amount, cell, read_cents)
    debit, credit = (
        _read(place, columns, at, cell, read_cents) if cell(at) else 0
        for at in (columns.debit, columns.credit)
    )
    if debit and credit:
        raise _AtColumn(
            BankFault(
                place,
                columns.names[columns.debit],
                "debit_and_credit",
                shown(cell(columns.debit)),
                Text("La ligne a un débit et un crédit.", "The line has a debit and a credit."),
            )
        )
    return credit - abs(debit)


def _read(place: int, columns: Columns, at: int, cell: _Cell, reader: Callable[[str], _Value]) -> _Value:
    try:
        return reader(cell(at))
    except BadCell as bad:
        raise _AtColumn(bad.at(place, columns.names[at])) from bad


def _missing_amount(place: int, columns: Columns) -> _AtColumn:
    name = columns.names[max(columns.amount, columns.credit)]
    message = Text("Cette ligne a une date et pas de montant.", "This line has a date and no amount.")
    return _AtColumn(BankFault(place, name, "amount_missing", None, message))


def _not_euros(place: int, name: str, currency: str) -> BankFault:
    return BankFault(
        place,
        name,
        "currency",
        shown(currency),
        Text("Seules les opérations en euros sont lues.", "Only movements in euros are read."),
    )


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except BadCell:
        return False
    return True
