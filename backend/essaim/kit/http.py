"""Pure ASGI wrappers around every request: identity of the request, its time limit, headers of the answer.

Pure ASGI because a BaseHTTPMiddleware costs more than all of them together.
"""

import asyncio
import re
import time
import traceback
import uuid
from collections.abc import Iterable
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from essaim.kit.db import constraint_name, sqlstate
from essaim.kit.errors import (
    PROBLEM_JSON,
    BodyTooLarge,
    ForeignOrigin,
    Refusal,
    TooSlow,
    Unavailable,
    Unexpected,
)
from essaim.kit.text import preferred_language

log = structlog.get_logger("essaim.http")

_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class RequestContext:
    """Gives each request its number and language, its answer the security headers, and the log one line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        state["language"] = preferred_language(headers.get("accept-language"))
        started = time.perf_counter()
        status = 0
        replaced = False

        async def send_with_headers(message: Message) -> None:
            nonlocal status, replaced
            if replaced:
                return
            if message["type"] == "http.response.start":
                status = message["status"]
                answer = MutableHeaders(scope=message)
                if status == BodyTooLarge.status and answer.get("content-type") != PROBLEM_JSON:
                    # The framework's body limit answers plain text when nothing had read the body yet.
                    status = 0
                    await send_problem(BodyTooLarge(), scope, send_with_headers)
                    replaced = True
                    return
                answer["X-Request-Id"] = request_id
                for name, value in SECURITY_HEADERS.items():
                    answer.setdefault(name, value)
                if scope["path"].startswith("/v1/"):
                    answer.setdefault("Cache-Control", "no-store")
                    answer.add_vary_header("Accept-Language")
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as fault:
            if status:
                raise
            report_unexpected(fault, scope)
            await send_problem(Unexpected(), scope, send_with_headers)
        finally:
            # The route's template, never the address itself: addresses may hold secrets.
            route = scope.get("route")
            log.info(
                "request",
                method=scope["method"],
                route=getattr(route, "path", "unrouted"),
                status=status or 500,
                ms=round((time.perf_counter() - started) * 1000, 1),
                request_id=request_id,
            )


class SameOriginOnly:
    """Refuse unsafe requests that come from another site, unless they bring their own `Authorization`.

    Requests without our cookie too: another site must not sign somebody in under a name they did not choose. The order of checks is that of Go's CrossOriginProtection: `Sec-Fetch-Site` first, then `Origin` against
    `Host`; neither header means the caller is no browser.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in _UNSAFE:
            headers = Headers(scope=scope)
            if self._is_foreign(headers):
                await send_problem(ForeignOrigin(), scope, send)
                return
        await self._app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        if "authorization" in headers:
            return False
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return False
        return origin.split("://", 1)[-1] != headers.get("host")


class Deadline:
    """Answer 503 when a request is not answered in time, whatever holds it (pool, statement, lost network).

    Time spent waiting for the client's own bytes does not count; it has a limit of its own, then 408.
    The work is cancelled, so its transaction rolls back; a cancelled commit has an unknown end, which is why
    unsafe requests carry an Idempotency-Key.
    """

    def __init__(
        self, app: ASGIApp, seconds: float, exempt: Iterable[str] = (), upload_seconds: float = 120
    ) -> None:
        self._app = app
        self._seconds = seconds
        self._upload_seconds = upload_seconds
        self._exempt = tuple(exempt)
        self._abandoned: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self._exempt):
            await self._app(scope, receive, send)
            return
        answering = False
        expired = False

        async def send_unless_expired(message: Message) -> None:
            nonlocal answering
            if not expired:
                answering = True
                await send(message)

        upload = _Upload(receive)
        started = time.perf_counter()
        task: asyncio.Task[None] = asyncio.create_task(self._run(scope, upload.receive, send_unless_expired))
        while True:
            uploading = upload.seconds()
            left = self._seconds - (time.perf_counter() - started - uploading)
            left_for_upload = self._upload_seconds - uploading
            if min(left, left_for_upload) <= 0:
                break
            try:
                done, _ = await asyncio.wait({task}, timeout=min(left, left_for_upload))
            except asyncio.CancelledError:
                task.cancel()
                raise
            if done or answering:
                await task
                return
        expired = True
        task.cancel()
        # Kept until it ends, and not awaited: a black-holed connection may take long to die.
        self._abandoned.add(task)
        task.add_done_callback(self._forget)
        late: Refusal = Unavailable(headers={"Retry-After": "5"})
        await send_problem(late if left <= 0 else TooSlow(headers={"Connection": "close"}), scope, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._abandoned.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.warning("abandoned request failed", fault=type(fault).__name__)


class _Upload:
    """Measures how long a request waits for its client."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._ended = 0.0
        self._since: float | None = None

    async def receive(self) -> Message:
        self._since = time.perf_counter()
        try:
            return await self._receive()
        finally:
            self._ended += time.perf_counter() - self._since
            self._since = None

    def seconds(self) -> float:
        return self._ended + (time.perf_counter() - self._since if self._since is not None else 0.0)


def report_unexpected(fault: Exception, scope: Scope) -> None:
    """Log a fault of ours. Not the words of the database: they repeat values that people typed."""
    facts: dict[str, Any] = {
        "request_id": scope.get("state", {}).get("request_id", ""),
        "method": scope["method"],
        "fault": type(fault).__name__,
    }
    chain: BaseException | None = fault
    while chain is not None and not isinstance(chain, DBAPIError):
        chain = chain.__cause__ or chain.__context__
    if chain is None:
        log.error("unexpected error", **facts, exc_info=fault)
        return
    log.error(
        "unexpected error",
        **facts,
        sqlstate=sqlstate(chain),
        constraint=constraint_name(chain),
        stack="".join(traceback.format_tb(fault.__traceback__)),
    )


async def send_problem(refusal: Refusal, scope: Scope, send: Send) -> None:
    """Answer a refusal from a wrapper, outside the framework's error rendering."""
    state = scope.get("state", {})
    problem = refusal.problem(
        language=state.get("language", "fr"),
        instance=scope["path"],
        request_id=state.get("request_id", ""),
    )
    body = problem.model_dump_json().encode()
    headers = [(b"content-type", PROBLEM_JSON.encode()), (b"content-length", str(len(body)).encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in refusal.headers.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
