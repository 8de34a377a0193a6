"""Documents: what people typed stays text, and the same data give the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from essaim.kit.pdf import render

MADE_AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
TEMPLATE = """
#set document(title: "Essai")
#set page(width: 60cm)
#set text(lang: "fr")
#let data = json(bytes(sys.inputs.data))
#data.name
"""
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/anything:1.0.0"',
    '#panic("non")',
    "*gras* _italique_ `code`",
    "= Titre",
    "$x^2$",
    "@etiquette <etiquette>",
    "// commentaire",
    "[contenu] {code}",
    'guillemets " et \\ barre',
    "#{while true {}}",
]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "essai.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def words(content: bytes) -> str:
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(text.split())


class TestHostileData:
    @pytest.mark.parametrize("typed", HOSTILE)
    async def test_markup_is_printed_as_typed(self, template: Path, typed: str) -> None:
        assert words(await render(template, {"name": typed}, made_at=MADE_AT)) == typed

    async def test_no_file_of_the_server_is_read(self, template: Path) -> None:
        secret = template.parent / "secret.txt"
        secret.write_text("tres secret", encoding="utf-8")
        typed = f'#read("{secret.name}") #read("{secret}")'
        assert "tres secret" not in words(await render(template, {"name": typed}, made_at=MADE_AT))

    async def test_what_turns_the_direction_of_writing_is_left_out(self, template: Path) -> None:
        made = await render(template, {"name": "dû \u202e1 234,50\u202c €"}, made_at=MADE_AT)
        assert words(made) == "dû 1 234,50 €"

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(typed=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
    async def test_whatever_is_typed_a_document_is_made(self, template: Path, typed: str) -> None:
        made = await render(template, {"name": typed}, made_at=MADE_AT)
        assert made.startswith(b"%PDF")
        assert len(PdfReader(BytesIO(made)).pages) == 1


class TestBytes:
    async def test_the_same_data_at_the_same_instant_give_the_same_bytes(self, template: Path) -> None:
        first, second, other = [
            await render(template, {"name": name}, made_at=MADE_AT) for name in ("Été", "Été", "Hiver")
        ]
        assert first == second != other

    async def test_it_is_tagged_dated_and_made_to_be_kept(self, template: Path) -> None:
        made = await render(template, {"name": "Essai"}, made_at=MADE_AT)
        reader = PdfReader(BytesIO(made))
        assert reader.metadata is not None
        assert reader.metadata.title == "Essai"
        assert reader.metadata.creation_date == MADE_AT
        assert b"<pdfaid:part>2</pdfaid:part>" in made
        assert "/MarkInfo" in reader.trailer["/Root"]  # type: ignore[operator]
