"""Forms in XLSX and CSV: what is written is read back, what is typed in France is understood, nothing is guessed."""

import contextlib
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.kit.text import LANGUAGES, Language, Text
from essaim.purchases.errors.forms import FormEmpty, FormFaulty, FormUnreadable, TooManyFormLines
from essaim.purchases.rules import form_files
from essaim.purchases.rules.form_cells import (
    BadFormCell,
    read_day,
    read_id,
    read_price,
    read_text,
    read_whole,
)
from essaim.purchases.rules.forms import FormColumn
from essaim.purchases.schemas.forms import FormFormat
from essaim.purchases.service import sheets

COLUMNS = (
    FormColumn("name", Text("Désignation", "Name")),
    FormColumn("id", Text("Identifiant de l’article", "Item id"), "id", required=True),
    FormColumn("volume", Text("Volume", "Volume"), "whole", required=True),
    FormColumn("price", Text("Prix (€)", "Price (€)"), "price"),
    FormColumn("on", Text("Date", "Date"), "date"),
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Un" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
)


def book(rows: str, **parts: str) -> bytes:
    """A workbook written by hand: rows of its first sheet, and other parts of it by path."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows))
        for path, part in parts.items():
            archive.writestr(path, part)
    return target.getvalue()


def cells(*texts: str) -> str:
    """A row of texts written in place."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


HEADER = ("Désignation", "Identifiant de l’article", "Volume", "Prix (€)", "Date")
ITEM = "019a0000-0000-7000-8000-000000000001"
LINES = st.tuples(
    st.one_of(
        st.none(),
        st.text("abcé=+-@'\";,€ ", min_size=1, max_size=20).map(lambda text: " ".join(text.split())),
    ).map(lambda text: text or None),
    st.uuids(),
    st.one_of(st.none(), st.integers(0, 10**9)),
    st.one_of(st.none(), st.integers(1, 10**12)),
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2199, 12, 31))),
)


class TestAFormIsReadBack:
    @settings(max_examples=60)
    @given(
        st.lists(LINES, min_size=1, max_size=6),
        st.sampled_from(("xlsx", "csv")),
        st.sampled_from(LANGUAGES),
    )
    def test_as_it_was_written(self, lines: list[tuple], format_: FormFormat, language: Language) -> None:
        file = sheets.write(format_, "essai", COLUMNS, lines, language)
        read = sheets._read(file.content, COLUMNS, 100)
        assert not read.faults
        found = [tuple(row.values[column.key] for column in COLUMNS) for row in read.rows]
        # An apostrophe in front of what looks like a formula is taken for the shield that spreadsheets ask for.
        assert [line[1:] for line in found] == [line[1:] for line in lines]
        assert [_unshielded(line[0]) for line in found] == [_unshielded(line[0]) for line in lines]

    @pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "=HYPERLINK(A1)"])
    def test_without_a_formula_in_it(self, text: str) -> None:
        line = (text, uuid4(), 1, None, None)
        written = sheets.write("csv", "essai", COLUMNS, [line], "fr").content.decode("utf-8-sig")
        assert written.splitlines()[1].lstrip('"').startswith("'" + text[0])
        workbook = openpyxl.load_workbook(
            io.BytesIO(sheets.write("xlsx", "essai", COLUMNS, [line], "fr").content)
        )
        cell = workbook.active["A2"]
        assert (cell.value, cell.data_type) == (text, "s")

    async def test_once_filled_in_by_another_program(self) -> None:
        line = ("Gants", UUID(ITEM), None, None, None)
        workbook = openpyxl.load_workbook(
            io.BytesIO(sheets.write("xlsx", "x", COLUMNS, [line], "fr").content)
        )
        page = workbook.active
        page["C2"], page["D2"], page["E2"] = 1200, 5.1, date(2026, 3, 5)
        target = io.BytesIO()
        workbook.save(target)
        (row,) = (await sheets.read(target.getvalue(), COLUMNS)).rows
        assert (row.id("id"), row.whole("volume"), row.whole("price"), row.day("on")) == (
            UUID(ITEM),
            1200,
            51_000,
            date(2026, 3, 5),
        )


def _unshielded(text: str | None) -> str | None:
    return None if text is None else text.lstrip("' ")


class TestACell:
    @given(st.integers(0, 10**12), st.sampled_from((" ", "\u202f", "\u00a0", "")))
    def test_reads_whole_numbers_with_thousands(self, number: int, space: str) -> None:
        assert read_whole(f"{number:,}".replace(",", space)) == number

    @given(st.integers(1, 10**12), st.sampled_from(".,"), st.sampled_from(("", " €", "€ HT", " eur")))
    def test_reads_prices_to_the_ten_thousandth(self, price: int, point: str, currency: str) -> None:
        assert read_price(f"{Decimal(price) / 10_000:f}".replace(".", point) + currency) == price

    @given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
    def test_reads_days_as_people_and_spreadsheets_write_them(self, day: date) -> None:
        serial = (day - date(1899, 12, 30)) / timedelta(days=1)
        for text in (
            f"{day:%d/%m/%Y}",
            f"{day.day}.{day.month}.{day.year:04}",
            day.isoformat(),
            f"{serial:g}",
        ):
            assert read_day(text) == day

    @pytest.mark.parametrize(
        ("reader", "cells_"),
        [
            (read_whole, ("-1", "1,5", "douze", "1.200", "1 200 boîtes", "９", "1e400", "9" * 40)),
            (read_price, ("0", "-5", "5,12345", "1.234,56", "gratuit", "9" * 30, "٥")),
            (read_day, ("05/03/26", "31/02/2026", "2026", "2026-13-01", "demain", "12/31/2026", "9" * 6)),
            (read_id, ("1", "gants", ITEM[:-1])),
            (read_text, ("x" * 201, "a\x07b")),
        ],
    )
    def test_refuses_what_it_would_have_to_guess(self, reader: object, cells_: tuple[str, ...]) -> None:
        for cell in cells_:
            with pytest.raises(BadFormCell):
                reader(cell)  # type: ignore[operator]

    def test_takes_a_price_as_a_workbook_keeps_it(self) -> None:
        assert read_price("4.0499999999999998") == 40_500
        assert read_price("5.0999999999999996") == 51_000


class TestAFile:
    async def test_tells_its_faults_by_line_and_column(self) -> None:
        text = f"Désignation;Identifiant de l'article;Volume;Prix (€);Date\n\n;{ITEM};douze;5,1;05/03/2026\nx;y;3;;\n"
        form = await sheets.read(text.encode("cp1252"), COLUMNS)
        assert [(fault.line, fault.column.fr, fault.code) for fault in form.faults] == [
            (3, "Volume", "whole_number"),
            (4, "Identifiant de l’article", "identifier"),
        ]
        with pytest.raises(FormFaulty) as refused:
            sheets.require_sound(form)
        assert refused.value.errors[0].pointer == "file/3/Volume"

    async def test_may_have_a_title_above_columns_moved_and_columns_of_its_own(self) -> None:
        text = f"Nos besoins 2027\n\nNotes,VOLUME,identifiant de l'article\nurgent,12,{ITEM}\n"
        (row,) = (await sheets.read(text.replace(",", "\t").encode(), COLUMNS)).rows
        assert (row.whole("volume"), row.id("id"), row.line) == (12, UUID(ITEM), 4)

    @pytest.mark.parametrize(
        "content",
        [
            b"PK\x03\x04 not a zip",
            b"\x00\x01\x02",
            b"just words",
            book("", **{"xl/sharedStrings.xml": "<sst"}),
            book("<row><c t='s'><v>0</v></c>"),
            book(
                "",
                **{
                    "xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst><si><t>&b;</t></si></sst>',
                },
            ),
        ],
    )
    async def test_that_is_no_form_is_refused(self, content: bytes) -> None:
        with pytest.raises(FormUnreadable):
            await sheets.read(content, COLUMNS)

    @pytest.mark.parametrize("content", [b"", b" \n ", ";".join(HEADER).encode()])
    async def test_without_a_line_is_refused(self, content: bytes) -> None:
        with pytest.raises(FormEmpty):
            await sheets.read(content, COLUMNS)

    async def test_of_too_many_lines_is_refused(self) -> None:
        text = ";".join(HEADER) + f"\n;{ITEM};1;;" * 12
        with pytest.raises(TooManyFormLines):
            await sheets.read(text.encode(), COLUMNS, limit=11)

    async def test_that_unpacks_beyond_its_limit_is_refused(self) -> None:
        content = book(cells(*HEADER) + " " * (form_files.UNPACKED_BYTES + 1))
        assert len(content) < sheets.MAXIMUM_BYTES
        with pytest.raises(FormUnreadable):
            await sheets.read(content, COLUMNS)

    async def test_whose_cells_span_the_largest_sheet_takes_no_memory(self) -> None:
        far = f'<row r="1048576"><c r="A1048576"/><c r="B1048576" t="inlineStr"><is><t>{ITEM}</t></is></c>'
        content = book(
            cells(*HEADER) + far + '<c r="C1048576"><v>1.2E1</v></c><c r="XFD1048576"><v>1</v></c></row>'
        )
        (row,) = (await sheets.read(content, COLUMNS)).rows
        assert (row.line, row.id("id"), row.whole("volume")) == (1_048_576, UUID(ITEM), 12)

    async def test_gives_the_last_value_of_a_formula(self) -> None:
        row = f'<row><c/><c t="str"><f>A1</f><v>{ITEM}</v></c><c><f>6*7</f><v>42</v></c><c t="e"><v>#REF!</v></c></row>'
        (read,) = (await sheets.read(book(cells(*HEADER) + row), COLUMNS)).rows
        assert (read.id("id"), read.whole("volume"), read.whole("price")) == (UUID(ITEM), 42, None)

    @settings(max_examples=100)
    @given(st.binary(max_size=200), st.booleans())
    def test_of_any_bytes_is_read_or_refused(self, noise: bytes, packed: bool) -> None:
        content = (b"PK" if packed else b"") + noise
        with contextlib.suppress(form_files.FormRefused, sheets.TooManyLines):
            sheets._read(content, COLUMNS, 10)

    @settings(max_examples=60)
    @given(st.integers(0, 2000), st.integers(0, 255))
    def test_damaged_anywhere_is_read_or_refused(self, place: int, byte: int) -> None:
        content = bytearray(book(cells(*HEADER) + cells("Gants", ITEM, "3", "5,1", "05/03/2026")))
        content[place % len(content)] = byte
        with contextlib.suppress(form_files.FormRefused, sheets.TooManyLines):
            sheets._read(bytes(content), COLUMNS, 10)
