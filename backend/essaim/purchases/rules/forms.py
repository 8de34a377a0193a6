"""Files that are filled in and sent back (XLSX or CSV): columns found by their titles, cells read by their kind.

What is wrong is told by line and column, and nothing is guessed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal
from uuid import UUID

from essaim.kit.text import Text
from essaim.purchases.rules.form_cells import (
    BadFormCell,
    read_day,
    read_id,
    read_price,
    read_text,
    read_whole,
)

Kind = Literal["text", "whole", "price", "date", "id"]
Value = str | int | date | UUID | None
LINES_ABOVE_HEADER: Final = 20

_READERS: Final[Mapping[Kind, Callable[[str], Value]]] = {
    "text": read_text,
    "whole": read_whole,
    "price": read_price,
    "date": read_day,
    "id": read_id,
}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form. `price`: euros in the file, ten-thousandths of a euro (EUR/4) once read; `id`: a UUID.

    `required`: a file without it is refused.
    """

    key: str
    title: Text
    kind: Kind = "text"
    required: bool = False
    width: int = 18


@dataclass(frozen=True, slots=True)
class FormFault:
    """What is wrong in one cell. `line`: of the file, the first is 1."""

    line: int
    column: Text
    code: str
    value: str | None
    message: Text


class FormRefused(ValueError):
    """The whole file cannot be read."""

    def __init__(self, why: Text, line: int | None = None) -> None:
        super().__init__(why.en)
        self.why = why
        self.line = line


class TooManyLines(ValueError):
    """More lines than asked."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A line that is filled in. `values`: by key of column, None where the cell is empty or the column absent.

    `faulty`: a cell of it cannot be read, and was told among the faults.
    """

    line: int
    values: Mapping[str, Value]
    faulty: bool

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def whole(self, key: str) -> int | None:
        """Of a column `whole` or `price`."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def id(self, key: str) -> UUID | None:
        value = self.values.get(key)
        return value if isinstance(value, UUID) else None


@dataclass(slots=True)
class Form:
    """What was read of a file: its lines, and what is wrong in them; who reads them may find more."""

    columns: Sequence[FormColumn]
    rows: list[FormRow] = field(default_factory=list)
    faults: list[FormFault] = field(default_factory=list)

    def blame(self, row: FormRow, key: str, code: str, message: Text, value: str | None = None) -> None:
        """Tell what is wrong in one cell."""
        title = next(column.title for column in self.columns if column.key == key)
        self.faults.append(FormFault(row.line, title, code, value, message))


def read(lines: Iterable[tuple[int, Sequence[str]]], columns: Sequence[FormColumn], *, limit: int) -> Form:
    """The lines under the header. Raises `FormRefused` without a header, `TooManyLines` beyond `limit`."""
    form = Form(columns)
    places: dict[str, int] | None = None
    for line, cells in lines:
        if places is None:
            places = _header(cells, columns)
            if places is None and line >= LINES_ABOVE_HEADER:
                break
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(form.rows) == limit:
            raise TooManyLines
        form.rows.append(_row(form, line, cells, places))
    if places is None:
        raise FormRefused(_without_header(columns))
    return form


def _row(form: Form, line: int, cells: Sequence[str], places: Mapping[str, int]) -> FormRow:
    values: dict[str, Value] = {}
    faulty = False
    for column in form.columns:
        place = places.get(column.key)
        cell = cells[place].strip() if place is not None and place < len(cells) else ""
        try:
            values[column.key] = _READERS[column.kind](cell) if cell else None
        except BadFormCell as bad:
            values[column.key] = None
            faulty = True
            form.faults.append(FormFault(line, column.title, bad.code, cell[:60], bad.message))
    return FormRow(line, values, faulty)


def _header(cells: Sequence[str], columns: Sequence[FormColumn]) -> dict[str, int] | None:
    """Where each column stands, by its title in either language; none when one that is required is missing."""
    titles = {_bare(cell): place for place, cell in reversed(list(enumerate(cells)))}
    places = {
        column.key: titles[name]
        for column in columns
        for name in (_bare(column.title.fr), _bare(column.title.en))
        if name in titles
    }
    return places if all(column.key in places for column in columns if column.required) else None


def _bare(title: str) -> str:
    """A title without accents, case nor spaces around: people and spreadsheets retype them."""
    plain = unicodedata.normalize("NFKD", title.strip().lower().replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _without_header(columns: Sequence[FormColumn]) -> Text:
    required = [column.title for column in columns if column.required]
    return Text(
        f"Aucune ligne ne porte les titres attendus\u00a0: {', '.join(title.fr for title in required)}.",
        f"No line holds the titles expected: {', '.join(title.en for title in required)}.",
    )
