"""How fast a register is imported, beside a raw COPY of the same rows: the way of writing that cannot be beaten.

    .venv/bin/python benchmarks/imports.py [--lines 100000] [--rounds 5]

Each round makes an empty database, then takes the same invented SIRENE file of legal units four times: COPY of its
rows, already parsed, into an unlogged table without index; COPY of the same rows, unchecked, straight into the
directory with its indexes, constraints and triggers; the import, from the bytes of the file to `done` (parsed,
checked, matched, compared, written with every index and trigger of the directory, in batches committed with their
progress); and the same import again, which changes nothing. Everything is interleaved, so that whatever else the
machine does weighs on all four.
"""

import argparse
import asyncio
import io
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import structlog
from invented import KINDS, SUBJECTS
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import essaim.models  # noqa: F401 - foreign keys of imports name tables of other features
from essaim.imports import staging
from essaim.imports.batches import gather, organisation_rows
from essaim.imports.parsing import sirene_units
from essaim.imports.service import operate
from essaim.kit.db import make_engine, make_sessions
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import Prepared, migrate, prepare_embedded
from essaim.organisations.identifiers import luhn_is_right
from essaim.territories.loading import load

FORMAT = "sirene_units"
SYLLABLES = ("ma", "ro", "lin", "ver", "cha", "bou", "sé", "gny")
COLUMNS = (
    "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,denominationUniteLegale,sigleUniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,dateCreationUniteLegale,"
    "identifiantAssociationUniteLegale,economieSocialeSolidaireUniteLegale"
)
CATEGORIES = ("9220", "9220", "9220", "9230", "9300", "8210", "6316", "5458")
ACTIVITIES = ("87.10A", "88.91A", "94.99Z", "85.59B", "55.20Z", "93.12Z", "86.90F", "88.99B")


async def main() -> None:
    options = _options()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
    content = invented_file(options.lines)
    rates: dict[str, list[float]] = {
        name: [] for name in ("raw COPY", "COPY, indexed", "import", "import again")
    }
    with _server() as server:
        for round_ in range(options.rounds):
            prepared = await _empty(server, f"round_{round_}")
            rates["raw COPY"].append(options.lines / await _raw_copy(prepared, content))
            # As superuser: COPY is refused where row-level security is forced.
            superuser = server.dsn(f"round_{round_}")
            rates["COPY, indexed"].append(options.lines / await _indexed_copy(superuser, content))
            for name in ("import", "import again"):
                rates[name].append(options.lines / await _import(prepared, content))
            print(
                f"round {round_ + 1}: "
                + ", ".join(f"{name} {each[-1]:,.0f}/s" for name, each in rates.items())
            )
        version = await _version(server)
    _report(options.lines, rates, version)


@contextmanager
def _server() -> Iterator[EmbeddedPostgres]:
    with tempfile.TemporaryDirectory(prefix="essaim-benchmark-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as server:
            yield server


def invented_file(lines: int) -> bytes:
    """A SIRENE file of invented associations. None of them exists."""
    rows = [COLUMNS]
    number = 0
    while len(rows) <= lines:
        siren = f"9{number:08d}"
        number += 1
        if luhn_is_right(siren):
            r = number * 2654435761 % 4294967296
            name = f"{KINDS[r % len(KINDS)]} {SUBJECTS[r // 24 % len(SUBJECTS)]} {SYLLABLES[r // 1024 % 8]}{SYLLABLES[r // 8192 % 8]}"
            rows.append(
                f"{siren},O,A,{name},,{CATEGORIES[r % 8]},{ACTIVITIES[r // 8 % 8]},"
                f"{1950 + r % 70}-0{1 + r % 9}-{10 + r % 18},,O"
            )
    return "\n".join(rows).encode()


async def _empty(server: EmbeddedPostgres, name: str) -> Prepared:
    prepared = await prepare_embedded(server, name)
    await migrate(prepared.owner_url)
    engine = create_async_engine(prepared.owner_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await load(connection)
    await engine.dispose()
    return prepared


async def _raw_copy(prepared: Prepared, content: bytes) -> float:
    """Seconds to COPY the parsed rows into a table that keeps nothing else: the limit."""
    batch = gather(FORMAT, sirene_units.parse(io.BytesIO(content)))
    rows = list(organisation_rows(batch))
    connection = await asyncpg.connect(prepared.owner_url.replace("+asyncpg", ""))
    try:
        await connection.execute(staging.CREATE_TABLES)
        await connection.execute("CREATE UNLOGGED TABLE raw_copy (LIKE incoming_organisations)")
        return await _seconds(
            lambda: connection.copy_records_to_table(
                "raw_copy", records=rows, columns=staging.ORGANISATION_COLUMNS, timeout=600
            )
        )
    finally:
        await connection.execute("DROP TABLE IF EXISTS raw_copy")
        await connection.close()


async def _indexed_copy(dsn: str, content: bytes) -> float:
    """Seconds to COPY the parsed rows into the directory itself, which is emptied again."""
    batch = gather(FORMAT, sirene_units.parse(io.BytesIO(content)))
    staged = [dict(zip(staging.ORGANISATION_COLUMNS, row, strict=True)) for row in organisation_rows(batch)]
    columns = ("name", "legal_category", "legal_form", "sector", "naf", "is_ess", "founded_on")
    rows = [
        (row["key"], *(row[name] or "other" if name == "sector" else row[name] for name in columns))
        for row in staged
    ]
    connection = await asyncpg.connect(dsn)
    try:
        return await _seconds(
            lambda: connection.copy_records_to_table(
                "organisations", records=rows, columns=("siren", *columns), timeout=600
            )
        )
    finally:
        await connection.execute("TRUNCATE organisations, organisation_words CASCADE")
        await connection.close()


async def _import(prepared: Prepared, content: bytes) -> float:
    engine = make_engine(prepared.owner_url, pool_size=1, statement_timeout=600)
    try:
        return await _seconds(
            lambda: operate.import_file(
                make_sessions(engine),
                io.BytesIO(content),
                format_=FORMAT,
                file_name="invented.csv",
                size=len(content),
                dry_run=False,
                progress=lambda _place, _counted: None,
            )
        )
    finally:
        await engine.dispose()


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def _version(server: EmbeddedPostgres) -> str:
    connection = await asyncpg.connect(server.dsn())
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()


def _report(lines: int, rates: dict[str, list[float]], version: str) -> None:
    load_average = os.getloadavg()[0]
    print(
        f"\n{lines:,} lines, Python {platform.python_version()}, PostgreSQL {version}, load {load_average:.1f} "
        f"on {os.cpu_count()} cores"
    )
    print("min / median / max; ratios are taken within a round")
    for name, each in rates.items():
        print(
            f"{name:<14}{min(each):>10,.0f} /{statistics.median(each):>9,.0f} /{max(each):>9,.0f} lines/s"
            f"   to raw COPY {_ratios(each, rates['raw COPY'])}   to COPY, indexed {_ratios(each, rates['COPY, indexed'])}"
        )


def _ratios(rates: list[float], limits: list[float]) -> str:
    ratios = [rate / limit for rate, limit in zip(rates, limits, strict=True)]
    return f"{min(ratios):.3f} / {statistics.median(ratios):.3f} / {max(ratios):.3f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
