"""Spreadsheets, read back by another library: text stays text, amounts are exact."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.kit.spreadsheet import Column, Sheet, workbook

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=1+1}",
    '=HYPERLINK("http://exemple.test","ici")',
    "=cmd|' /C calc'!A0",
    "http://exemple.test",
    "mailto:a@exemple.test",
    "internal:Feuille!A1",
    "\t=1+1",
    "<b>&amp;</b>",
    "1234",
    "TRUE",
]


def read(sheet: Sheet) -> tuple[Any, bytes]:
    content = workbook([sheet])
    return openpyxl.load_workbook(BytesIO(content)).active, content


class TestText:
    def test_no_text_becomes_a_formula_a_number_or_a_link(self) -> None:
        rows = [[text] for text in HOSTILE]
        page, content = read(Sheet("Feuille", [Column("Nom")], rows))
        cells = [row[0] for row in page.iter_rows(min_row=2)]
        assert [cell.value for cell in cells] == HOSTILE
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.hyperlink is None for cell in cells)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name]
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")

    def test_titles_are_text_too_and_in_every_kind_of_column(self) -> None:
        columns = [Column("=1+1", kind) for kind in ("text", "whole", "euros", "percent", "date")]
        page, _ = read(Sheet("Feuille", columns, []))
        assert [(cell.value, cell.data_type) for cell in page[1]] == [("=1+1", "s")] * 5

    @settings(max_examples=100, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=50))
    def test_any_text_comes_back(self, text: str) -> None:
        page, _ = read(Sheet("Feuille", [Column("Nom")], [[text]]))
        assert (page["A2"].value, page["A2"].data_type) == (text, "s")


class TestAmounts:
    @settings(max_examples=200, deadline=None)
    @given(st.integers(-(10**15) + 1, 10**15 - 1))
    def test_cents_are_exact_euros(self, cents: int) -> None:
        page, _ = read(Sheet("Feuille", [Column("Part", "euros")], [[cents]]))
        cell = page["A2"]
        assert cell.data_type == "n"
        assert Decimal(repr(cell.value)) == Decimal(cents) / 100
        assert cell.number_format == "#,##0.00"

    def test_other_kinds_are_numbers_and_dates_with_their_format(self) -> None:
        columns = [Column("Lits", "whole"), Column("Part", "percent"), Column("Jour", "date"), Column("Vide")]
        page, _ = read(Sheet("Feuille", columns, [[84, 820, date(2026, 12, 31), None]]))
        lits, part, day, empty = page[2]
        assert (lits.value, lits.number_format) == (84, "#,##0")
        assert (Decimal(repr(part.value)), part.number_format) == (Decimal("0.082"), "0.00%")
        assert (day.value.date(), day.number_format) == (date(2026, 12, 31), "dd/mm/yyyy")
        assert empty.value is None


class TestSheets:
    def test_the_total_is_in_bold_and_the_first_row_stays(self) -> None:
        page, _ = read(Sheet("Feuille", [Column("Part", "euros")], [[1], [2], [3]], total=True))
        assert [page.cell(row, 1).font.bold for row in (2, 3, 4)] == [False, False, True]
        assert page.freeze_panes == "A2"

    def test_long_names_are_cut(self) -> None:
        page, _ = read(Sheet("x" * 40, [Column("Nom")], []))
        assert page.title == "x" * 31
