"""Write XLSX: text is always text, never a formula; amounts are numbers with their format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Literal

import xlsxwriter

Cell = str | int | Decimal | date | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "text": {},
    "whole": {"num_format": "#,##0"},
    "euros": {"num_format": "#,##0.00"},
    "price": {"num_format": "#,##0.00##"},
    "percent": {"num_format": "0.00%"},
    "date": {"num_format": "dd/mm/yyyy"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `euros` takes integer cents, `price` ten-thousandths of a euro, `percent` basis points, `whole` integers."""

    title: str
    kind: Literal["text", "whole", "euros", "price", "percent", "date"] = "text"
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns, and rows of as many cells; the last row is in bold when it is a total."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: bool = False


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file of some sheets."""
    target = BytesIO()
    # What a cell holds is said by its column, never guessed from what it looks like: "=1+1" stays text.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        for sheet in sheets:
            _write(book, sheet)
    return target.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name[:31])
    title = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, title)
    plain = {kind: book.add_format(shape) for kind, shape in _FORMATS.items()}
    bold = {kind: book.add_format({**shape, "bold": True, "top": 1}) for kind, shape in _FORMATS.items()}
    for number, row in enumerate(sheet.rows, 1):
        formats = bold if sheet.total and number == len(sheet.rows) else plain
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, place, column, cell, formats[column.kind])


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    place: int,
    column: Column,
    cell: Cell,
    shape: xlsxwriter.format.Format,
) -> None:
    if cell is None:
        page.write_blank(row, place, None, shape)
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, shape)
    elif column.kind == "euros":
        page.write_number(row, place, Decimal(cell) / 100, shape)
    elif column.kind in ("percent", "price"):
        page.write_number(row, place, Decimal(cell) / 10_000, shape)
    elif isinstance(cell, str):
        page.write_string(row, place, cell, shape)
    else:
        page.write_number(row, place, cell, shape)
