"""How the ledger bears its growth, what a post costs through the API, alone and in a crowd, and how long checking takes.

    .venv/bin/python benchmarks/ledger.py [--sizes 10000,1000000,10000000] [--rounds 60] [--keep FOLDER]

Builds an embedded database per size, all in one server and in a temporary folder (`--keep` leaves them for the next run):
see `books.py`. Postings are written in bulk, without triggers; each transaction is then recorded in the journal, as its
trigger would have done.

Blocks of requests alternate between the sizes, and between the API and the bare driver, so that whatever else the machine
does weighs on all. Milliseconds are those of one client that waits for each answer on an open connection, as the role of
the API: a post ends when it is on disk. CPU is this process's, the application being called in process.
"""

import argparse
import asyncio
import io
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import pydantic_core
import structlog
from books import AGREEMENTS, AMOUNT, PARTIES, TOKEN, Place, fill, places_of
from directory import machine
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from essaim.app import create_app
from essaim.audit.service import verify
from essaim.checking.running import check
from essaim.kit import logs
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.postgres_binaries import find_binaries
from essaim.kit.preparation import Prepared, migrate, prepare_embedded
from essaim.settings import Settings

PAGE = 50
BLOCK = 8
CLIENTS = 32
SECONDS = 3
POST = "SELECT * FROM post_transaction($1, $2, 'transfer', 'Mesure', NULL, NULL, NULL, $3, $4, $5)"
CROWD = """
    SELECT posted.* FROM benchmark_parties b, post_transaction(b.agreement_id, current_date, 'transfer', 'Mesure', NULL, NULL,
        NULL, ARRAY[b.party_id, b.party_id], ARRAY[b.common_id, b.own_id], ARRAY[100, 100]::bigint[]) posted
    WHERE b.agreement = {agreement} AND b.party = 1;
"""

Ask = Callable[[], Awaitable[Any]]


@dataclass
class Measures:
    """Per block: CPU and wall seconds per request."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


@dataclass
class Books:
    """A database with so many postings, open as the API opens it."""

    postings: int
    prepared: Prepared
    connection: asyncpg.Connection
    engine: AsyncEngine
    app: FastAPI
    places: list[Place]
    context: dict[str, str]

    async def close(self) -> None:
        await self.connection.close()
        await self.engine.dispose()


async def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="essaim-ledger-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "data") as server:
            books = [await _open(server, size) for size in options.sizes]
            # Requests are logged as in production, to memory.
            logs.configure("json")
            structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
            version = await books[0].connection.fetchval("SELECT version()")
            print(f"{machine(version)}; {AGREEMENTS} agreements of {PARTIES} parties")
            print(f"{options.rounds} rounds of {BLOCK} requests each way\n")
            await _growth(books, options.rounds)
            # What follows posts by the thousand: not into the smallest, which would no longer be small.
            await _through_the_api(books[len(books) // 2], options.rounds)
            await _crowd(server, books[len(books) // 2])
            for each in books:
                if each.postings <= options.verify_up_to:
                    await _verification(each)
            for each in books:
                await each.close()


async def _open(server: EmbeddedPostgres, postings: int) -> Books:
    name = f"essaim_{postings}"
    prepared = await prepare_embedded(server, name)
    await migrate(prepared.owner_url)
    await fill(server.dsn(name), postings)
    superuser = await asyncpg.connect(server.dsn(name))
    context = {
        "essaim.organisation": str(await superuser.fetchval("SELECT organisation_id FROM mandates")),
        "essaim.person": str(await superuser.fetchval("SELECT person_id FROM mandates")),
    }
    await superuser.close()
    connection = await asyncpg.connect(
        prepared.app_url.replace("+asyncpg", ""), server_settings={"jit": "off", **context}
    )
    engine = make_engine(prepared.app_url, pool_size=2)
    app = create_app(Settings(environment="production"), engine)
    return Books(postings, prepared, connection, engine, app, await places_of(connection), context)


# Growth


async def _growth(books: list[Books], rounds: int) -> None:
    """What is done all day, on each size in turn."""
    print(
        f"{'ms: p50 / p95 of blocks':<26}"
        + "".join(f"{each.postings:>20,}" for each in books)
        + f"{'ratio':>9}"
    )
    for name, make in (("post", _post), ("balance", _balance), (f"statement, {PAGE} lines", _statement)):
        measured = await _alternate([await make(each) for each in books], rounds)
        cells = [
            f"{statistics.median(each.wall) * 1e3:.2f} / {_late(each.wall) * 1e3:.2f}" for each in measured
        ]
        ratio = statistics.median(measured[-1].wall) / statistics.median(measured[0].wall)
        print(f"{name:<26}" + "".join(f"{cell:>20}" for cell in cells) + f"{ratio:>9.2f}")
    print()


async def _post(books: Books) -> Ask:
    """A transaction of two postings, in an agreement drawn by lot."""
    chance = random.Random(7)  # noqa: S311 - a choice of agreements, no secret

    async def post() -> bytes:
        row = await books.connection.fetchrow(POST, *_moves(chance.choice(books.places)))
        return pydantic_core.to_json(dict(row))

    return post


def _moves(place: Place) -> tuple[Any, ...]:
    return (
        place.agreement_id,
        date(2026, 11, 23),
        [place.party_id, place.party_id],
        [place.common_id, place.own_id],
        [AMOUNT, AMOUNT],
    )


async def _balance(books: Books) -> Ask:
    rows = await books.connection.fetch("SELECT id FROM ledger_accounts ORDER BY md5(id::text)")
    accounts = itertools.cycle([row["id"] for row in rows])

    async def balance() -> Any:
        return await books.connection.fetchval(
            "SELECT balance FROM ledger_accounts WHERE id = $1", next(accounts)
        )

    return balance


async def _statement(books: Books) -> Ask:
    """The last lines of the common account of each agreement in turn, by the very SQL of the API."""
    sql, values = await _sql_of_statement(books, books.places[0].common_id)
    turn = itertools.cycle(books.places)

    async def statement() -> int:
        place = next(turn)
        asked = [place.common_id if value == books.places[0].common_id else value for value in values]
        rows = await books.connection.fetch(sql, *asked)
        if len(rows) < PAGE:
            raise RuntimeError(f"{len(rows)} lines")
        return len(pydantic_core.to_json([dict(row) for row in rows]))

    return statement


async def _sql_of_statement(books: Books, account: Any) -> tuple[str, tuple[Any, ...]]:
    caught: list[tuple[str, tuple[Any, ...]]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        if "UNION ALL" in statement and "ledger_postings" in statement:
            caught.append((statement, tuple(parameters)))

    event.listen(books.engine.sync_engine, "before_cursor_execute", keep)
    await _call(books.app, "GET", f"/v1/ledger/accounts/{account}/lines?limit={PAGE}")
    event.remove(books.engine.sync_engine, "before_cursor_execute", keep)
    (found,) = caught
    return found


# The API


async def _through_the_api(books: Books, rounds: int) -> None:
    """The same post and the same statement, through the whole application and through the driver alone."""
    print(
        f"{'through the API':<26}{'CPU ratio min/p25/median':>26}{'CPU µs':>16}{'ms: p50/p95':>18}{'bare ms':>9}"
    )
    turn = itertools.cycle(books.places)

    async def post() -> bytes:
        agreement_id, _, sources, destinations, amounts = _moves(next(turn))
        moves = [
            {"source_id": str(source), "destination_id": str(destination), "amount": amount}
            for source, destination, amount in zip(sources, destinations, amounts, strict=True)
        ]
        body = {
            "agreement_id": str(agreement_id),
            "kind": "transfer",
            "description": "Mesure",
            "occurred_on": "2026-11-23",
            "moves": moves,
        }
        return await _call(books.app, "POST", "/v1/ledger/transactions", body)

    async def statement() -> bytes:
        return await _call(books.app, "GET", f"/v1/ledger/accounts/{next(turn).common_id}/lines?limit={PAGE}")

    for name, through, bare in (
        ("post", post, await _post(books)),
        (f"statement, {PAGE} lines", statement, await _statement(books)),
    ):
        ours, theirs = await _alternate([through, bare], rounds)
        ratios = "/".join(
            f"{pick(ours.cpu) / pick(theirs.cpu):.2f}" for pick in (min, _quartile, statistics.median)
        )
        cpu = f"{statistics.median(ours.cpu) * 1e6:.0f} / {statistics.median(theirs.cpu) * 1e6:.0f}"
        wall = f"{statistics.median(ours.wall) * 1e3:.2f} / {_late(ours.wall) * 1e3:.2f}"
        print(f"{name:<26}{ratios:>26}{cpu:>16}{wall:>18}{statistics.median(theirs.wall) * 1e3:>9.2f}")
    print()


async def _call(app: FastAPI, method: str, target: str, body: Any = None) -> bytes:
    """One request, through the whole application and no socket."""
    path, _, query = target.partition("?")
    content = b"" if body is None else json.dumps(body).encode()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (b"host", b"essaim.test"),
            (b"authorization", f"Bearer {TOKEN}".encode()),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    answer = bytearray()
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        answer.extend(message.get("body", b""))

    await app(scope, receive, send)
    if status not in (200, 201):
        raise RuntimeError(f"{status}: {answer.decode()}")
    return bytes(answer)


# A crowd


async def _crowd(server: EmbeddedPostgres, books: Books, rounds: int = 5) -> None:
    """Posts a second of many clients at once (pgbench): each in its own agreement, then all into the same accounts."""
    rates: dict[str, list[float]] = {"each in its own agreement": [], "all in one": [], "one client": []}
    for _ in range(rounds):
        for name, agreement, clients in zip(
            rates, (":client_id", "0", "0"), (CLIENTS, CLIENTS, 1), strict=True
        ):
            script = CROWD.format(agreement=agreement)
            rates[name].append(await asyncio.to_thread(_pgbench, server, books, script, clients))
    apart = statistics.median(rates["each in its own agreement"])
    print(f"{f'posts/s, {CLIENTS} clients':<28}{'min / median / max':>24}{'share':>8}")
    for name, each in rates.items():
        spread = f"{min(each):,.0f} / {statistics.median(each):,.0f} / {max(each):,.0f}"
        print(f"{name:<28}{spread:>24}{statistics.median(each) / apart:>8.2f}")
    kept = await books.connection.fetchval("SELECT sum(balance) FROM ledger_accounts")
    print(f"sum of all balances afterwards: {kept}\n")


def _pgbench(server: EmbeddedPostgres, books: Books, script: str, clients: int) -> float:
    url = make_url(books.prepared.app_url)
    environment = {
        **os.environ,
        **server.environment(),
        "PGUSER": str(url.username),
        "PGPASSWORD": str(url.password),
        "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in books.context.items()),
    }
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file, closing(file):
        file.write(script)
        file.flush()
        command = [
            str(find_binaries() / "pgbench"),
            "--no-vacuum",
            "--protocol=prepared",
            f"--file={file.name}",
        ]
        command += [f"--client={clients}", f"--time={SECONDS}", str(url.database)]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603
    if "number of failed transactions: 0 " not in said:
        raise RuntimeError(said)
    found = re.search(r"tps = ([\d.]+)", said)
    assert found is not None
    return float(found[1])


# Checking


async def _verification(books: Books) -> None:
    """`essaim check` and `essaim audit verify`, without the start of the command."""
    owner = create_async_engine(books.prepared.owner_url, poolclass=NullPool)
    began = time.perf_counter()
    outcomes = await check(owner)
    checked = time.perf_counter() - began
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:4]
    broken = [outcome.name for outcome in outcomes if outcome.rows]
    print(
        f"{books.postings:,} postings: check {checked:.1f} s, {len(outcomes)} promises, broken: {broken or 'none'}"
    )
    print("  slowest: " + ", ".join(f"{outcome.name} {outcome.seconds:.1f} s" for outcome in slowest))
    began, spent = time.perf_counter(), time.process_time()
    verified = await verify(owner)
    print(
        f"  audit verify {time.perf_counter() - began:.1f} s ({time.process_time() - spent:.1f} s CPU here), "
        f"{verified.count.records:,} records, {verified.count.rows:,} rows, findings: {verified.found}"
    )
    await owner.dispose()


# Blocks


async def _alternate(asks: list[Ask], rounds: int) -> list[Measures]:
    measured = [Measures() for _ in asks]
    for ask in asks:
        # Every agreement once: what is read often is in memory, as on a server in use.
        for _ in range(AGREEMENTS):
            await ask()
    for turn in range(rounds):
        # Who goes first changes, so that none always finds the caches warm.
        for ask, measures in list(zip(asks, measured, strict=True))[:: 1 if turn % 2 else -1]:
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in range(BLOCK):
                await ask()
            measures.cpu.append((time.process_time() - cpu) / BLOCK)
            measures.wall.append((time.perf_counter() - wall) / BLOCK)
    return measured


def _quartile(values: list[float]) -> float:
    return statistics.quantiles(values, n=4)[0]


def _late(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=lambda words: [int(word) for word in words.split(",")], default=[10**4, 10**6, 10**7],
        help="postings of each database, smallest first",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument(
        "--verify-up-to", type=int, default=10**6, help="largest database checked and verified"
    )
    parser.add_argument("--keep", type=Path, help="folder of the databases, reused by the next run")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
