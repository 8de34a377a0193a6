"""CSV reading: encodings, delimiters, columns and broken lines; good lines are unharmed."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.imports.parsing.csvfile import read_table
from essaim.imports.parsing.records import FileRefused, LineError
from essaim.imports.parsing.textlines import LONGEST_LINE


def read(
    content: bytes, *, optional: tuple[str, ...] = ()
) -> tuple[list[tuple[int, tuple[str, ...]]], list[LineError]]:
    items = list(read_table(BytesIO(content), required=("id", "nom"), optional=optional))
    return (
        [item for item in items if not isinstance(item, LineError)],
        [item for item in items if isinstance(item, LineError)],
    )


def refusal(content: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read(content)
    return refused.value


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "cp1252"])
    def test_accents_are_read_whatever_the_encoding(self, encoding: str) -> None:
        rows, errors = read("id,nom\n1,Crèche d’été\n".replace("’", "'").encode(encoding))
        assert rows == [(2, ("1", "Crèche d'été"))]
        assert errors == []

    def test_a_line_in_another_encoding_is_the_only_one_lost(self) -> None:
        rows, errors = read("id,nom\n1,Été\n".encode() + "2,Forêt\n".encode("latin-1") + b"3,Mer\n")
        assert rows == [(2, ("1", "Été")), (4, ("3", "Mer"))]
        assert [(error.line, error.code) for error in errors] == [(3, "mixed_encoding")]

    def test_nul_bytes_cost_their_line_only(self) -> None:
        rows, errors = read(b"id,nom\n1,a\x00b\n2,c\n")
        assert rows == [(3, ("2", "c"))]
        assert [(error.line, error.code) for error in errors] == [(2, "nul_byte")]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty_file"),
            (b"\n\n", "empty_file"),
            ("id,nom\n1,a\n".encode("utf-16"), "utf16"),
            (b"PK\x03\x04\x14\x00", "not_text"),
            (b"\x1f\x8b\x08", "not_text"),
            (b"%PDF-1.7\n", "not_text"),
            (b"x" * (LONGEST_LINE + 1), "line_too_long"),
        ],
    )
    def test_files_that_are_not_csv_are_refused_with_what_to_do(self, content: bytes, code: str) -> None:
        refused = refusal(content)
        assert refused.code == code
        assert refused.message_fr.endswith(".")
        assert refused.message_en.endswith(".")


class TestColumns:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found(self, delimiter: str) -> None:
        rows, _ = read(f"x{delimiter}nom{delimiter}id\n9{delimiter}a{delimiter}1\n".encode())
        assert rows == [(2, ("1", "a"))]

    def test_a_missing_column_is_named(self) -> None:
        refused = refusal(b"id;titre\n1;a\n")
        assert (refused.code, refused.column, refused.line) == ("missing_column", "nom", 1)
        assert "nom" in refused.message_fr

    def test_a_duplicated_column_is_named(self) -> None:
        refused = refusal(b"id;nom;nom\n1;a;b\n")
        assert (refused.code, refused.column) == ("duplicated_column", "nom")

    def test_an_optional_column_may_be_absent(self) -> None:
        rows, _ = read(b"id,nom\n1,a\n", optional=("sigle",))
        assert rows == [(2, ("1", "a", ""))]


class TestBrokenLines:
    @pytest.mark.parametrize("broken", ["2", "2,b,c", "2,b,c,d"])
    def test_too_few_or_too_many_cells_cost_one_line(self, broken: str) -> None:
        rows, errors = read(f"id,nom\n1,a\n{broken}\n3,c\n".encode())
        assert rows == [(2, ("1", "a")), (4, ("3", "c"))]
        assert [(error.line, error.code) for error in errors] == [(3, "field_count")]
        assert "2" in errors[0].message_fr

    def test_quoted_cells_may_hold_separators_quotes_and_line_ends(self) -> None:
        rows, errors = read(b'id,nom\r\n1,"a, ""b""\nc"\r\n2,d\r\n')
        assert rows == [(2, ("1", 'a, "b"\nc')), (4, ("2", "d"))]
        assert errors == []

    def test_a_quote_that_is_only_a_character_is_kept(self) -> None:
        rows, errors = read(b'id,nom\n1,Les 24" du livre\n2,c\n')
        assert rows == [(2, ("1", 'Les 24" du livre')), (3, ("2", "c"))]
        assert errors == []

    def test_a_quote_never_closed_costs_its_line_only(self) -> None:
        following = "".join(f"{number},n{number}\n" for number in range(2, 200))
        rows, errors = read(f'id,nom\n1,"a,b\n{following}'.encode())
        assert [cells[0] for _, cells in rows] == [str(number) for number in range(2, 200)]
        assert [(error.line, error.code) for error in errors] == [(2, "unclosed_quote")]

    def test_blank_lines_are_nothing(self) -> None:
        rows, errors = read(b"\nid,nom\n\n1,a\n \n")
        assert (rows, errors) == ([(4, ("1", "a"))], [])


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_never_a_crash(content: bytes) -> None:
    try:
        items = list(read_table(BytesIO(b"id;nom\n" + content), required=("id", "nom")))
    except FileRefused:
        return
    assert all(isinstance(item, LineError) or len(item[1]) == 2 for item in items)


cells = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    quoted = ["{};{}".format(*('"{}"'.format(cell.replace('"', '""')) for cell in row)) for row in rows]
    read_rows, errors = read("\ufeffid;nom\n".encode() + "\n".join(quoted).encode())
    assert [cells for _, cells in read_rows] == rows
    assert errors == []
