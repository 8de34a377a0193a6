"""Typeset a document: a Typst template that reads its data, and never the other way round.

What people typed travels as data (`sys.inputs.data`, JSON): it cannot become markup. Fonts are those inside the library, so
that a page looks the same everywhere. Tagged PDF/A-2b: kept for ten years, and read aloud. Source: typst.app/docs/reference/pdf.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

Data = Mapping[str, Any]


async def render(template: Path, data: Data, *, made_at: datetime) -> bytes:
    """The document as PDF bytes. Typesetting takes some tens of milliseconds: it runs beside the event loop.

    `made_at` is the date written in the file: the same data at the same instant give the same bytes.
    """
    return await asyncio.to_thread(_compile, template, data, made_at)


def _compile(template: Path, data: Data, made_at: datetime) -> bytes:
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2b"],
        timestamp=int(made_at.timestamp()),
    )
