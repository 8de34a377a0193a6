"""Reading a CSV file with a header: delimiter, columns, broken lines. Yields only the columns asked for."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import BinaryIO

from essaim.imports.parsing.records import FileRefused, LineError, shown
from essaim.imports.parsing.textlines import decoded_lines

DELIMITERS = ";,\t|"
LINES_IN_ONE_CELL = 40
"""Line ends inside a quoted cell, at most: beyond, the quote was never closed."""

Line = tuple[int, str]


def read_table(
    stream: BinaryIO, *, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, tuple[str, ...]] | LineError]:
    """Line number and cells of the columns asked for, in the order `required` then `optional`.

    An optional column the file does not have reads as empty. Columns not named are never read.
    Raises `FileRefused` when a required column is missing or a column asked for appears twice.
    """
    lines = _Lines(decoded_lines(stream))
    number, header_text = lines.first()
    delimiter, header = _header(header_text, required)
    wanted = (*required, *optional)
    _refuse_wrong_columns(header, required, wanted, number)
    places = [header.index(column) if column in header else -1 for column in wanted]
    pick = itemgetter(*places)
    width = len(header)
    for item in lines:
        if isinstance(item, LineError):
            yield item
            continue
        number, text = item
        if not text or text.isspace():
            continue
        if '"' not in text:
            cells: list[str] | None = text.split(delimiter)
        else:
            cells = _quoted_cells(lines, item, delimiter, width)
        if cells is None:
            yield _unclosed_quote(number, text)
        elif len(cells) != width:
            yield _wrong_width(number, len(cells), width)
        else:
            cells.append("")  # what place -1 reads: a column the file does not have
            yield number, pick(cells)


class _Lines:
    """Decoded lines that can be given back, for cells that never close their quote."""

    def __init__(self, source: Iterator[Line | LineError]) -> None:
        self._source = source
        self._returned: deque[Line | LineError] = deque()

    def __iter__(self) -> Iterator[Line | LineError]:
        return self

    def __next__(self) -> Line | LineError:
        return self._returned.popleft() if self._returned else next(self._source)

    def give_back(self, lines: Sequence[Line | LineError]) -> None:
        self._returned.extendleft(reversed(lines))

    def first(self) -> Line:
        for item in self:
            if isinstance(item, LineError):
                raise FileRefused(item.code, item.message_fr, item.message_en, line=item.line)
            if item[1].strip():
                return item
        raise FileRefused(
            "empty_file",
            "Le fichier est vide\u00a0: choisissez-en un autre.",
            "The file is empty: choose another one.",
        )


def _header(text: str, required: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter that makes the most required columns appear, and the column names."""
    readings = [
        (delimiter, [name.strip() for name in _cells(text, delimiter) or []]) for delimiter in DELIMITERS
    ]
    return max(readings, key=lambda reading: (len(set(required) & set(reading[1])), len(reading[1])))


def _refuse_wrong_columns(
    header: list[str], required: Sequence[str], wanted: Sequence[str], number: int
) -> None:
    missing = [column for column in required if column not in header]
    if missing:
        names = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
        raise FileRefused(
            "missing_column",
            f"Colonnes absentes de la première ligne\u00a0: {names}. Vérifiez le type de fichier choisi, "
            "ou reprenez le fichier tel que publié.",
            f"Columns missing from the first line: {names}. Check the kind of file chosen, "
            "or take the file as it was published.",
            line=number,
            column=missing[0],
        )
    twice = next((column for column in wanted if header.count(column) > 1), None)
    if twice is not None:
        raise FileRefused(
            "duplicated_column",
            f"La colonne {twice} apparaît deux fois\u00a0: gardez-en une.",
            f"Column {twice} appears twice: keep one.",
            line=number,
            column=twice,
        )


def _quoted_cells(lines: _Lines, start: Line, delimiter: str, width: int) -> list[str] | None:
    """Cells of a line with quotes. A quoted cell may run over several lines; when it never ends,
    the following lines are given back so that only the broken line is lost."""
    text = start[1]
    taken: list[Line | LineError] = []
    while text.count('"') % 2:
        following = next(lines, None)
        if following is not None:
            taken.append(following)
        if not isinstance(following, tuple) or len(taken) > LINES_IN_ONE_CELL:
            break
        text = f"{text}\n{following[1]}"
    else:
        cells = _cells(text, delimiter)
        if not taken or (cells is not None and len(cells) == width):
            return cells
    lines.give_back(taken)
    # A quote that is only a character (a nickname, inches) leaves the number of cells right.
    literal = start[1].split(delimiter)
    return literal if len(literal) == width else None


def _cells(text: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return None


def _wrong_width(number: int, found: int, expected: int) -> LineError:
    return LineError(
        number,
        None,
        "field_count",
        str(found),
        f"La ligne a {found} colonnes au lieu de {expected}\u00a0: il y manque ou il y a en trop un séparateur.",
        f"The line has {found} columns instead of {expected}: a separator is missing or in excess.",
    )


def _unclosed_quote(number: int, text: str) -> LineError:
    return LineError(
        number,
        None,
        "unclosed_quote",
        shown(text),
        "Un guillemet ouvert n’est jamais refermé sur cette ligne\u00a0: fermez-le ou doublez-le.",
        "A quote opened on this line is never closed: close it or double it.",
    )
