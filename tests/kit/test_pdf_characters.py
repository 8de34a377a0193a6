"""Documents are typeset whatever people typed."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from essaim.kit import pdf

NOW = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "words.typ"
    path.write_text('#set document(title: "Essai")\n#let data = json(bytes(sys.inputs.data))\n#data.words\n')
    return path


async def words(template: Path, typed: str) -> str:
    target = template.with_suffix(".pdf")
    target.write_bytes(await pdf.render(template, {"words": typed}, made_at=NOW))
    return PdfReader(target).pages[0].extract_text()


@pytest.mark.parametrize("kept", [pdf._UNSHOWN, pdf._BASIC], ids=["wide", "basic"])
def test_every_character_kept_has_a_shape(template: Path, kept: re.Pattern[str]) -> None:
    shown = [
        chr(code)
        for code in range(0x20, 0x10000)
        if not 0xD800 <= code < 0xE000
        and not kept.match(chr(code))
        and unicodedata.category(chr(code)) != "Cn"
    ]
    assert len(shown) > 300
    pdf._typeset(template, json.dumps({"words": "".join(shown)}, ensure_ascii=False), NOW)


@pytest.mark.parametrize(
    "typed", ["🌻 互助会", "👩‍👩‍👧\u200d", "\u0e01\u0e33\u0300\u0489", "नमस्ते", "\ufdd0\U0001f9ff"]
)
async def test_what_no_font_shows_becomes_a_square(template: Path, typed: str) -> None:
    assert "pain" in await words(template, f"{typed} pain")


async def test_nothing_turns_the_direction_of_the_figures(template: Path) -> None:
    assert await words(template, "a\u202e12,00\u2066b\u200fc") == "a12,00bc"
