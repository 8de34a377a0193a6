"""What a page of the directory costs with 200,000 organisations, beside the same SQL through asyncpg alone.

    .venv/bin/python benchmarks/directory.py [--rows 200000] [--rounds 60] [--keep FOLDER]

Builds its own embedded database of invented organisations in a temporary folder (about two minutes for 200,000;
`--keep` leaves it for the next run). No sockets on our side: the application is called in process, and blocks of
requests alternate with blocks of bare statements, so that whatever else the machine does weighs on both.
CPU is this process's; milliseconds are from the request to the last byte of the answer, database included.
"""

import argparse
import asyncio
import io
import itertools
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import asyncpg
import pydantic_core
import structlog
from fastapi import FastAPI
from invented import KINDS, SUBJECTS, fill
from sqlalchemy.ext.asyncio import create_async_engine

from essaim.app import create_app
from essaim.kit import logs
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import Prepared, migrate, prepare_embedded
from essaim.organisations.queries.directory import page_statement
from essaim.organisations.schemas import DirectoryQuery
from essaim.settings import Settings
from essaim.territories.loading import load

PAGE = 50
BLOCK = 8
DEPARTMENTS = ("69", "01", "38", "42", "59", "75", "15", "31", "33", "62")
SECTORS = ("elderly_care", "disability", "childhood", "training", "holiday_centres")

Ask = Callable[[], Awaitable[int]]


@dataclass
class Measures:
    """Per block: CPU and wall seconds per page."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


async def main() -> None:
    options = _options()
    async with _database(options.rows, options.keep) as prepared:
        # Requests are logged as in production, to memory.
        logs.configure("json")
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
        engine = make_engine(prepared.app_url, pool_size=2)
        app = create_app(Settings(environment="production"), engine)
        connection = await asyncpg.connect(
            prepared.app_url.replace("+asyncpg", ""), server_settings={"jit": "off"}
        )
        version = await connection.fetchval("SELECT version()")
        print(f"{options.rows:,} organisations; {machine(version)}")
        print(f"{PAGE} lines a page, {options.rounds} rounds of {BLOCK} requests each way\n")
        print(
            f"{'page':<26}{'CPU ratio min/p25/median':>26}{'CPU µs':>16}{'ms a page: p50/p95':>22}{'SQL ms':>9}"
        )
        for name, queries in (await _scenarios(app)).items():
            print(await _compare(name, app, connection, queries, options.rounds))
        await connection.close()
        await engine.dispose()


async def _scenarios(app: FastAPI) -> dict[str, list[dict[str, str]]]:
    # Words that find something: a search that finds nothing is corrected, in three statements.
    words = [{"q": f"{kind} {subject}"} for kind, subject in zip(KINDS, SUBJECTS, strict=False)]
    mistyped = [{"q": f"{kind} tileuls"} for kind in KINDS]
    broad = [{"q": subject} for subject in SUBJECTS]
    filtered = [
        {"department": department, "sector": sector} for department in DEPARTMENTS for sector in SECTORS
    ]
    cursors: list[dict[str, str]] = []
    page: dict[str, str] = {}
    for _ in range(40):
        answer = json.loads(await _get(app, page))
        page = {"cursor": answer["next_cursor"]}
        cursors.append(page)
    return {
        "search, two or more words": words,
        "search, one common word": broad,
        "corrected: 3 SQL beside 1": mistyped,
        "department and sector": filtered,
        "next page by cursor": cursors,
    }


async def _compare(
    name: str, app: FastAPI, connection: asyncpg.Connection, queries: list[dict[str, str]], rounds: int
) -> str:
    statements = [_statement(query) for query in queries]
    ours, theirs = itertools.cycle(queries), itertools.cycle(statements)

    async def page() -> int:
        return len(await _get(app, next(ours)))

    async def bare() -> int:
        sql, values = next(theirs)
        rows = await connection.fetch(sql, *values)
        return len(pydantic_core.to_json([dict(row) for row in rows]))

    for ask in (page, bare):
        for _ in range(len(queries)):
            await ask()
    through, alone = Measures(), Measures()
    for turn in range(rounds):
        # Who goes first changes, so that neither always finds the caches warm.
        for ask, measures in ((page, through), (bare, alone))[:: 1 if turn % 2 else -1]:
            await _block(ask, measures)
    return _line(name, through, alone)


async def _block(ask: Ask, measures: Measures) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(BLOCK):
        await ask()
    measures.cpu.append((time.process_time() - cpu) / BLOCK)
    measures.wall.append((time.perf_counter() - wall) / BLOCK)


def _line(name: str, through: Measures, alone: Measures) -> str:
    ratios = "/".join(
        f"{pick(through.cpu) / pick(alone.cpu):.2f}" for pick in (min, _quartile, statistics.median)
    )
    cpu = f"{statistics.median(through.cpu) * 1e6:.0f} / {statistics.median(alone.cpu) * 1e6:.0f}"
    wall = f"{statistics.median(through.wall) * 1e3:.2f} / {_late(through.wall) * 1e3:.2f}"
    return f"{name:<26}{ratios:>26}{cpu:>16}{wall:>22}{statistics.median(alone.wall) * 1e3:>9.2f}"


def _quartile(values: list[float]) -> float:
    return statistics.quantiles(values, n=4)[0]


def _late(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _statement(query: dict[str, str]) -> tuple[str, tuple[Any, ...]]:
    """The very SQL of the page, as the driver gets it."""
    asked = DirectoryQuery.model_validate({**query, "limit": PAGE})
    return page_statement(asked)


async def _get(app: FastAPI, query: dict[str, str]) -> bytes:
    """One page, through the whole application and no socket."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/v1/organisations",
        "raw_path": b"/v1/organisations",
        "root_path": "",
        "query_string": urlencode({**query, "limit": PAGE}).encode(),
        "headers": [(b"host", b"essaim.test"), (b"accept-language", b"fr")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    body = bytearray()
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        body.extend(message.get("body", b""))

    await app(scope, receive, send)
    if status != 200:
        raise RuntimeError(f"{status}: {body.decode()}")
    return bytes(body)


@asynccontextmanager
async def _database(rows: int, keep: Path | None) -> AsyncIterator[Prepared]:
    with tempfile.TemporaryDirectory(prefix="essaim-directory-") as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "data") as server:
            prepared = await prepare_embedded(server)
            await migrate(prepared.owner_url)
            await _fill(prepared.owner_url, rows)
            yield prepared


async def _fill(owner_url: str, rows: int) -> None:
    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        await load(connection)
    await engine.dispose()
    owner = await asyncpg.connect(owner_url.replace("+asyncpg", ""))
    if not await owner.fetchval("SELECT EXISTS (SELECT FROM organisations)"):
        print(f"Building {rows:,} invented organisations…", flush=True)
        await fill(owner, rows)
    await owner.close()


def machine(engine: str) -> str:
    """What it was measured on."""
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return (
        f"{os.cpu_count()} cores ({processor}), load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {engine.split(' on ')[0]}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="folder of the database, reused by the next run")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
