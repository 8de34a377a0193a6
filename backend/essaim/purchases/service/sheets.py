"""Forms in XLSX or CSV: a model to download, filled in and sent back. Columns are said once, for both ways."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from essaim.kit.errors import FieldFault
from essaim.kit.spreadsheet import MEDIA_TYPE, Cell, Column, Sheet, workbook
from essaim.kit.text import Language
from essaim.ledger.rules import french_amount, neutral, spreadsheet
from essaim.purchases.errors.forms import FormEmpty, FormFaulty, FormUnreadable, TooManyFormLines
from essaim.purchases.rules import forms
from essaim.purchases.rules.form_files import lines_of
from essaim.purchases.rules.forms import Form, FormColumn, FormFault, FormRefused, TooManyLines, Value
from essaim.purchases.schemas.forms import FormFaultOut, FormFormat

MAXIMUM_BYTES: Final = 2 * 1024 * 1024
MAXIMUM_LINES: Final = 5_000
FAULTS_TOLD: Final = 100
CSV_MEDIA_TYPE: Final = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class File:
    """A file to save."""

    name: str
    media_type: str
    content: bytes


def write(
    format_: FormFormat,
    name: str,
    columns: Sequence[FormColumn],
    rows: Sequence[Sequence[Value]],
    language: Language,
) -> File:
    """A form, with what is known already. `name`: of the file, without its ending. Cells in the order of `columns`.

    No cell is ever taken for a formula: text is text in a workbook, and shielded in a CSV file.
    """
    if format_ == "csv":
        header = [column.title.in_(language) for column in columns]
        written = [
            [_written(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows
        ]
        return File(f"{name}.csv", CSV_MEDIA_TYPE, spreadsheet(header, written))
    kinds = {"text": "text", "whole": "whole", "price": "price", "date": "date", "id": "text"}
    sheet = Sheet(
        "Essaim",
        [Column(column.title.in_(language), kinds[column.kind], column.width) for column in columns],  # type: ignore[arg-type]
        [[_cell(cell) for cell in row] for row in rows],
    )
    return File(f"{name}.xlsx", MEDIA_TYPE, workbook([sheet]))


def _cell(value: Value) -> Cell:
    return str(value) if isinstance(value, UUID) else value


def _written(column: FormColumn, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return french_amount(value, 4) if column.kind == "price" else str(value)
    return neutral(str(value))


async def read(content: bytes, columns: Sequence[FormColumn], *, limit: int = MAXIMUM_LINES) -> Form:
    """What a file says, beside the loop of the application. Its faults are told, not raised.

    Refused: `form_empty`, `form_unreadable`, `too_many_form_lines`.
    """
    if not content.strip():
        raise FormEmpty
    try:
        form = await asyncio.to_thread(_read, content, columns, limit)
    except FormRefused as refused:
        raise FormUnreadable(why=refused.why) from refused
    except TooManyLines as many:
        raise TooManyFormLines(limit=limit, context={"limit": limit}) from many
    if not form.rows:
        raise FormEmpty
    return form


def _read(content: bytes, columns: Sequence[FormColumn], limit: int) -> Form:
    return forms.read(lines_of(content), columns, limit=limit)


def require_sound(form: Form) -> None:
    """Refuse a form of which a cell cannot be read: nothing of it is taken. Refused: `form_faulty`."""
    if form.faults:
        errors = [
            FieldFault(f"file/{fault.line}/{fault.column.fr}", fault.code, fault.message)
            for fault in form.faults[:FAULTS_TOLD]
        ]
        raise FormFaulty(errors=errors, count=len(form.faults))


def told(form: Form, language: Language) -> list[FormFaultOut]:
    """The first faults, for a dry run."""
    return [_fault(fault, language) for fault in form.faults[:FAULTS_TOLD]]


def _fault(fault: FormFault, language: Language) -> FormFaultOut:
    return FormFaultOut(
        line=fault.line,
        column=fault.column.in_(language),
        code=fault.code,
        value=fault.value,
        message=fault.message.in_(language),
    )
