"""Forms over HTTP: a file to save, a file that is sent."""

from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response

from essaim.kit.spreadsheet import MEDIA_TYPE
from essaim.purchases.errors.forms import (
    FormEmpty,
    FormExpected,
    FormFaulty,
    FormUnreadable,
    TooManyFormLines,
)
from essaim.purchases.service.sheets import File

FORM_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The model, filled in: XLSX, or CSV (UTF-8 or Windows-1252).",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
FORM_FILE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {MEDIA_TYPE: {}, "text/csv": {}}}}
"""For `responses` of a download, beside `response_class=Response`."""
FORM_REFUSALS: Final = (FormExpected, FormEmpty, FormUnreadable, TooManyFormLines, FormFaulty)
"""What sending a form may be answered, for `responses(...)`."""
_NOT_A_FILE: Final = ("multipart/form-data", "application/x-www-form-urlencoded")


def saved(file: File) -> Response:
    """A file to save: never shown inside the page."""
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        },
    )


def require_file(request: Request) -> None:
    """Refuse a form around the file, before the body is read. Refused: `form_expected`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() in _NOT_A_FILE:
        raise FormExpected
