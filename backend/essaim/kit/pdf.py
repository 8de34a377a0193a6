"""Typeset a document: a Typst template that reads its data, and never the other way round.

What people typed travels as data (`sys.inputs.data`, JSON): it cannot become markup. Fonts are those inside the library, so
that a page looks the same everywhere. Tagged PDF/A-2b: kept for ten years, and read aloud. Source: typst.app/docs/reference/pdf.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

Data = Mapping[str, Any]

# Every character of these scripts and symbols has its shape in the fonts of the library (tried one by one): Latin, Greek,
# Cyrillic, Arabic, punctuation, currencies, arrows, mathematics. PDF/A refuses a character without one.
_UNSHOWN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u04ff\u0621-\u063a\u0640-\u0655\u1e00-\u1eff\u2000-\u200a\u2010-\u2027\u202f-\u2040\u2044-\u205f\u20a0-\u20bf"
    "\u2100-\u211e\u2190-\u23ff\u2460-\u2606\u27c0-\u27ff\ufb00-\ufb06]"
)
_BASIC = re.compile("[^\n\u0020-\u007e\u00a0-\u017f\u2009\u200a\u2010-\u2026\u202f\u20ac\u2212]")
# What turns the direction of writing would turn the figures beside it.
_REORDERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PLACEHOLDER = "\u25a1"


async def render(template: Path, data: Data, *, made_at: datetime) -> bytes:
    """The document as PDF bytes. Typesetting takes some tens of milliseconds: it runs beside the event loop.

    `made_at` is the date written in the file: the same data at the same instant give the same bytes.
    """
    return await asyncio.to_thread(_compile, template, data, made_at)


def _compile(template: Path, data: Data, made_at: datetime) -> bytes:
    written = _REORDERING.sub("", json.dumps(data, ensure_ascii=False))
    # A smiley in a name must not keep a treasurer from the document: it becomes a square.
    for kept in (_UNSHOWN, _BASIC):
        try:
            return _typeset(template, written, made_at)
        except typst.TypstError as fault:
            if "could not be displayed" not in str(fault):
                raise
            written = kept.sub(_PLACEHOLDER if kept is _UNSHOWN else "?", written)
    return _typeset(template, written, made_at)


def _typeset(template: Path, data: str, made_at: datetime) -> bytes:
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["a-2b"],
        timestamp=int(made_at.timestamp()),
    )
