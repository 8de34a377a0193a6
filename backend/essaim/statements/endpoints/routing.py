"""The one router of statements, and how their POSTs run once per key."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import Response

from essaim.identity.caller import Caller
from essaim.identity.caller import router as feature_router
from essaim.kit.idempotency import Answer, Once

router = feature_router("statements")


async def run_once(
    idempotency: Once, caller: Caller, effect: Callable[[], Awaitable[Answer]]
) -> Answer | Response:
    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)


def file_to_save(content: bytes, media_type: str, plain_name: str, name: str) -> Response:
    """A file to save, never shown inside the page. `plain_name`: for programs that read ASCII only (RFC 6266)."""
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
