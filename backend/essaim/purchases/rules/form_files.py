"""The cells of a form, from the bytes of a CSV or XLSX file, as text.

A workbook is read by hand, sheet by sheet row by row: readers of whole sheets reserve the rectangle that its cells span,
which a file of a few kilobytes makes larger than any memory. Bounded: bytes unpacked, lines, columns.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from essaim.kit.text import Text
from essaim.purchases.rules.forms import FormRefused

UNPACKED_BYTES: Final = 32 * 1024 * 1024
"""Of one part of a workbook."""
LARGEST_COLUMN: Final = 64
DELIMITERS: Final = ";\t,"
LINES_LOOKED_AT: Final = 20
"""To know the separator: the sign that comes most often in them."""
LONGEST_CELL: Final = 20_000

_RELATION: Final = re.compile(r"\{.*/relationships\}id")
_COLUMN: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NOT_READ: Final = Text(
    "Ce fichier n’est ni un classeur XLSX ni un fichier CSV lisible.",
    "This file is neither an XLSX workbook nor a CSV file that can be read.",
)
_TOO_BIG: Final = Text("Ce classeur est trop volumineux.", "This workbook is too large.")


def lines_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers, from 1. Raises `FormRefused` for what is neither CSV nor XLSX."""
    if content.startswith(b"PK"):
        return _workbook(content)
    return _csv(content)


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    beginning = "".join(text.splitlines()[:LINES_LOOKED_AT])
    delimiter = max(DELIMITERS, key=beginning.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        place = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise FormRefused(_NOT_READ, place) from fault
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FormRefused(
                Text(
                    f"Un guillemet ouvert à la ligne {place} n’est jamais refermé.",
                    f"A quote opened on line {place} is never closed.",
                ),
                place,
            )
        yield place, cells[:LARGEST_COLUMN]


def _decoded(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace")
            break
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise FormRefused(_NOT_READ)
    return text


def _workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            strings = _shared_strings(archive)
            with _part(archive, _first_sheet(archive)) as sheet:
                yield from _rows(sheet, strings)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ParseError,
        DefusedXmlException,
        UnicodeError,
    ) as fault:
        raise FormRefused(_NOT_READ) from fault


def _part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A part of the workbook, unpacked up to the limit: what a file says of its own size is not believed."""
    with archive.open(name) as packed:
        content = packed.read(UNPACKED_BYTES + 1)
    if len(content) > UNPACKED_BYTES:
        raise FormRefused(_TOO_BIG)
    return io.BytesIO(content)


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The path of the first sheet, as the workbook orders them."""
    book = fromstring(_part(archive, "xl/workbook.xml").read())
    sheet = next(one for one in book.iter() if _tag(one) == "sheet")
    relation = next(value for name, value in sheet.attrib.items() if _RELATION.fullmatch(name))
    relations = fromstring(_part(archive, "xl/_rels/workbook.xml.rels").read())
    target = next(str(one.get("Target")) for one in relations if one.get("Id") == relation)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    strings = []
    for _, element in iterparse(_part(archive, "xl/sharedStrings.xml"), events=("end",)):
        if _tag(element) == "si":
            strings.append(_words(element))
            element.clear()
    return strings


def _rows(sheet: IO[bytes], strings: list[str]) -> Iterator[tuple[int, list[str]]]:
    last = 0
    for _, element in iterparse(sheet, events=("end",)):
        if _tag(element) != "row":
            continue
        number = str(element.get("r") or "")
        last = int(number) if number.isascii() and number.isdigit() and len(number) <= 7 else last + 1
        yield last, _cells(element, strings)
        element.clear()


def _cells(row: Element, strings: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _tag(cell) != "c":
            continue
        place = _place(cell.get("r"), len(cells))
        if place >= LARGEST_COLUMN:
            continue
        cells += [""] * (place + 1 - len(cells))
        cells[place] = _value(cell, strings)[:LONGEST_CELL]
    return cells


def _place(reference: str | None, following: int) -> int:
    match = _COLUMN.fullmatch(reference or "")
    if match is None:
        return following
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _value(cell: Element, strings: list[str]) -> str:
    """What a cell shows: the last value of a formula, never the formula."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _words(cell)
    value = next((one.text or "" for one in cell if _tag(one) == "v"), "")
    if kind == "s":
        known = value.isascii() and value.isdigit() and len(value) < 9 and int(value) < len(strings)
        return strings[int(value)] if known else ""
    return "" if kind == "e" else _plain(value) if kind == "n" else value


def _plain(number: str) -> str:
    """`1.2E+3` is how a workbook may keep 1200."""
    if "e" not in number.lower():
        return number
    try:
        return format(float(number), "f").rstrip("0").rstrip(".")
    except ValueError:
        return number


def _words(element: Element) -> str:
    """The text of its runs, without the reading aids of some languages."""
    if _tag(element) == "rPh":
        return ""
    own = (element.text or "") if _tag(element) == "t" else ""
    return own + "".join(_words(child) for child in element)


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
