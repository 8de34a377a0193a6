"""Every error as a problem document, in the caller's language."""

import asyncio
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from essaim.kit.db import sqlstate
from essaim.kit.errors import (
    PROBLEM_JSON,
    BodyTooLarge,
    FieldProblem,
    InvalidRequest,
    MediaTypeRefused,
    MethodNotAllowed,
    NotFound,
    Refusal,
    Unavailable,
    Unexpected,
)
from essaim.kit.http import report_unexpected
from essaim.kit.text import Language
from essaim.kit.validation import message_of

log = structlog.get_logger("essaim.errors")

# Classes 08 (connection), 53 (resources), 57 (operator: cancelled, shutting down), lock and deadlock.
_PASSING = ("08", "53", "57", "55P03", "40P01", "40001", "25P03")


def install(app: FastAPI) -> None:
    """Register the rendering of refusals and faults."""
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(asyncpg.PostgresError, _connecting)
    app.add_exception_handler(PoolTimeout, _unavailable)
    app.add_exception_handler(ConnectionError, _unavailable)
    app.add_exception_handler(TimeoutError, _unavailable)
    app.add_exception_handler(asyncio.TimeoutError, _unavailable)
    app.add_exception_handler(OSError, _unavailable)
    app.add_exception_handler(Exception, _unexpected)


def language_of(request: Request) -> Language:
    return getattr(request.state, "language", "fr")


def render(request: Request, refusal: Refusal) -> Response:
    problem = refusal.problem(
        language=language_of(request),
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", ""),
    )
    return Response(
        problem.model_dump_json(),
        status_code=refusal.status,
        media_type=PROBLEM_JSON,
        headers=refusal.headers,
    )


async def _refusal(request: Request, refusal: Any) -> Response:
    return render(request, refusal)


async def _validation(request: Request, invalid: Any) -> Response:
    language = language_of(request)
    errors = [
        FieldProblem(pointer=pointer(error["loc"]), code=error["type"], message=message_of(error, language))
        for error in invalid.errors()[:50]
    ]
    body_not_read = any(
        error["loc"] == ("body",) and error["type"].endswith("_type") for error in invalid.errors()
    )
    if body_not_read and not _is_json(request.headers.get("content-type", "")):
        return render(request, MediaTypeRefused(errors=errors))
    return render(request, InvalidRequest(errors=errors))


def pointer(location: tuple[int | str, ...]) -> str:
    """JSON pointer of a pydantic location: `/lines/0/amount` in the body, else `query/limit`."""
    source, *rest = location
    # A name made of halves of characters could not be written in the answer.
    parts = [str(part).encode("utf-8", "replace").decode() for part in rest]
    path = "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)
    if source == "body":
        return f"/{path}" if path else ""
    return f"{source}/{path}" if path else str(source)


def _is_json(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


async def _http(request: Request, fault: Any) -> Response:
    known: dict[int, type[Refusal]] = {
        404: NotFound,
        405: MethodNotAllowed,
        413: BodyTooLarge,
        415: MediaTypeRefused,
    }
    refusal = known.get(fault.status_code, InvalidRequest)
    headers = dict(fault.headers or {})
    if refusal is MethodNotAllowed:
        headers["Allow"] = ", ".join(_allowed(request))
    return render(request, refusal(headers=headers))


def _allowed(request: Request) -> list[str]:
    """Every method of this address: the router alone would name those of the first route it found."""
    return [
        method
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.router.routes
        )
    ]


async def _database(request: Request, fault: Any) -> Response:
    state = sqlstate(fault) or ""
    cause = getattr(fault.orig, "__cause__", None)
    lost = fault.connection_invalidated or isinstance(cause, TimeoutError | OSError)
    if lost or state.startswith(_PASSING):
        log.warning("database unavailable", sqlstate=state, request_id=request.state.request_id)
        return render(request, Unavailable(headers={"Retry-After": "5"}))
    return await _unexpected(request, fault)


async def _connecting(request: Request, fault: Any) -> Response:
    """A connection refused by the server itself: starting, stopping, full."""
    if str(fault.sqlstate or "").startswith(_PASSING):
        return await _unavailable(request, fault)
    return await _unexpected(request, fault)


async def _unavailable(request: Request, fault: Any) -> Response:
    log.warning("database unavailable", fault=type(fault).__name__, request_id=request.state.request_id)
    return render(request, Unavailable(headers={"Retry-After": "5"}))


async def _unexpected(request: Request, fault: Exception) -> Response:
    report_unexpected(fault, request.scope)
    return render(request, Unexpected())
