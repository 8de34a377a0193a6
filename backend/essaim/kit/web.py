"""Serves the built screen from a closed table read once at start: no path a client writes ever reaches the disk."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
IMMUTABLE = "public, max-age=31536000, immutable"  # names under /assets/ change with their content
REVALIDATE = "no-cache"

# Not the `mimetypes` module: what it answers depends on the machine.
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
}
ENCODINGS = {".br": "br", ".zst": "zstd", ".gz": "gzip"}

NOT_BUILT = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Essaim</title></head>
<body>
<h1>L’écran n’est pas encore construit</h1>
<p>L’interface de programmation répond, mais les pages manquent. Lancez <code>make run</code>, puis rechargez cette page.</p>
<section lang="en">
<h1>The screen is not built yet</h1>
<p>The programming interface answers, but the pages are missing. Run <code>make run</code>, then reload this page.</p>
</section>
</body>
</html>
"""


@dataclass(frozen=True)
class Representation:
    """The bytes of a file in one encoding."""

    encoding: str  # "identity" or a token of Content-Encoding
    body: bytes
    etag: str


@dataclass(frozen=True)
class Page:
    """One file of the table, in every encoding the build made; smallest first."""

    content_type: str
    cache_control: str
    representations: tuple[Representation, ...]

    @property
    def is_html(self) -> bool:
        return self.content_type.startswith("text/html")


class Screen:
    """ASGI application of the single-page screen. What it doesn't know is left to `not_found`.

    `reserved` are the path prefixes of the API: an unknown one is never answered with a page.
    """

    def __init__(
        self,
        directory: Path | None = None,
        *,
        not_found: ASGIApp | None = None,
        reserved: Iterable[str] = ("/v1/",),
    ) -> None:
        self._table = _read_table(directory or web_directory())
        self._not_found = not_found or _plain_not_found
        self._reserved = tuple(reserved)

    @property
    def is_built(self) -> bool:
        return "/index.html" in self._table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = _headers_of(scope)
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        page = self._find(path, headers.get("accept", "*/*"))
        if page is not None and scope["method"] in ("GET", "HEAD"):
            await _send_page(page, headers, send, with_body=scope["method"] == "GET")
        elif page is not None and path in self._table:
            await _send(send, 405, {"allow": "GET, HEAD"}, b"")
        elif (
            not self.is_built
            and scope["method"] in ("GET", "HEAD")
            and self._is_navigation(path, headers.get("accept", "*/*"))
        ):
            await _send_not_built(send)
        else:
            await self._not_found(scope, receive, send)

    def _find(self, path: str, accept: str) -> Page | None:
        if path in self._table:
            return self._table[path]
        return self._table.get("/index.html") if self._is_navigation(path, accept) else None

    def _is_navigation(self, path: str, accept: str) -> bool:
        """A page of the screen's own router, as opposed to a file that should exist and an address of the API."""
        if path.startswith(("/assets/", *self._reserved)) or f"{path}/" in self._reserved:
            return False
        looks_like_file = re.search(r"\.[A-Za-z0-9]{1,11}$", path.rsplit("/", 1)[-1]) is not None
        return not looks_like_file and any(kind in accept for kind in ("text/html", "text/*", "*/*"))


def web_directory() -> Path:
    """Where the build puts the screen, in a checkout as in the wheel."""
    return Path(str(resources.files("essaim"))) / "web"


def acceptable_encodings(header: str | None) -> dict[str, float]:
    """`br;q=0.5, gzip, *;q=0` → {"br": 0.5, "gzip": 1.0, "*": 0.0}. A quality that cannot be read refuses the coding."""
    found: dict[str, float] = {}
    for part in (header or "").split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not name:
            continue
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = float(parameter[2:]) if re.fullmatch(r"[01](\.\d{0,3})?", parameter[2:]) else 0.0
        found[name] = quality
    return found


def choose(representations: Iterable[Representation], header: str | None) -> Representation | None:
    """The one the client likes best, the smallest among equals. None when it refuses all of them."""
    wanted = acceptable_encodings(header)

    def quality(candidate: Representation) -> float:
        if candidate.encoding in wanted:
            return wanted[candidate.encoding]
        if candidate.encoding == "identity":
            # Allowed unless refused, and only better than nothing (RFC 9110 §12.5.3).
            return 0.0 if wanted.get("*") == 0.0 else 0.0001
        return wanted.get("*", 0.0)

    possible = [candidate for candidate in representations if quality(candidate) > 0]
    return min(possible, key=lambda each: (-quality(each), len(each.body)), default=None)


def _read_table(directory: Path) -> dict[str, Page]:
    if not (directory / "index.html").is_file():
        return {}
    table: dict[str, Page] = {}
    for file in sorted(directory.rglob("*")):
        relative = file.relative_to(directory)
        hidden = any(step.startswith(".") for step in relative.parts)
        if hidden or not file.is_file() or file.suffix in ENCODINGS:
            continue
        table[f"/{relative.as_posix()}"] = _read_page(file, immutable=relative.parts[0] == "assets")
    table["/"] = table["/index.html"]
    return table


def _read_page(file: Path, *, immutable: bool) -> Page:
    made = [_represent("identity", file.read_bytes())]
    for suffix, encoding in ENCODINGS.items():
        variant = file.with_name(file.name + suffix)
        if variant.is_file():
            made.append(_represent(encoding, variant.read_bytes()))
    return Page(
        content_type=CONTENT_TYPES.get(file.suffix, "application/octet-stream"),
        cache_control=IMMUTABLE if immutable else REVALIDATE,
        representations=tuple(sorted(made, key=lambda each: len(each.body))),
    )


def _represent(encoding: str, body: bytes) -> Representation:
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Representation(encoding, body, f'"{digest}-{encoding}"')


def _headers_of(scope: Scope) -> dict[str, str]:
    """Repeated headers are one list, as HTTP has it."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


async def _send_page(page: Page, headers: Mapping[str, str], send: Send, *, with_body: bool) -> None:
    chosen = choose(page.representations, headers.get("accept-encoding"))
    if chosen is None:
        await _send(send, 406, {"vary": "Accept-Encoding"}, b"")
        return
    answer = {"etag": chosen.etag, "cache-control": page.cache_control, "vary": "Accept-Encoding"}
    if page.is_html:
        answer["content-security-policy"] = CONTENT_SECURITY_POLICY
    if _is_known(chosen.etag, headers.get("if-none-match")):
        await _send(send, 304, answer, None)
        return
    answer["content-type"] = page.content_type
    answer["content-length"] = str(len(chosen.body))
    if chosen.encoding != "identity":
        answer["content-encoding"] = chosen.encoding
    await _send(send, 200, answer, chosen.body if with_body else None)


def _is_known(etag: str, if_none_match: str | None) -> bool:
    if if_none_match is None:
        return False
    known = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return "*" in known or etag in known


async def _send_not_built(send: Send) -> None:
    headers = {
        "content-type": CONTENT_TYPES[".html"],
        "cache-control": "no-store",
        "content-security-policy": CONTENT_SECURITY_POLICY,
    }
    await _send(send, 503, headers, NOT_BUILT.encode())


async def _plain_not_found(_scope: Scope, _receive: Receive, send: Send) -> None:
    await _send(send, 404, {"content-type": "text/plain; charset=utf-8"}, b"Not found\n")


async def _send(send: Send, status: int, headers: Mapping[str, str], body: bytes | None) -> None:
    """`None` sends no body and claims no length of its own (HEAD, 304)."""
    fields = {**headers, "content-length": str(len(body))} if body is not None else dict(headers)
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body or b""})
