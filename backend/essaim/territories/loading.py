"""Loads the reference data of territories into the database; does nothing when the edition is there."""

import csv
import gzip
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

NAME = "territories"
VERSION = "2026 (decoupage-administratif 6.0.0)"

Row = dict[str, str]

# In the order of their foreign keys.
TABLES: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "regions": lambda row: (row["code"], row["name"]),
    "departments": lambda row: (row["code"], row["name"], row["region_code"]),
    "epcis": lambda row: (row["siren"], row["name"], row["kind"]),
    "communes": lambda row: (
        row["code"],
        row["name"],
        row["kind"],
        row["parent_code"] or None,
        row["department_code"],
        row["region_code"],
        row["epci_siren"] or None,
        row["postal_codes"].split(),
        int(row["population"]) if row["population"] else None,
    ),
}
COLUMNS = {
    "regions": ("code", "name"),
    "departments": ("code", "name", "region_code"),
    "epcis": ("siren", "name", "kind"),
    "communes": (
        "code",
        "name",
        "kind",
        "parent_code",
        "department_code",
        "region_code",
        "epci_siren",
        "postal_codes",
        "population",
    ),
}


async def load(connection: AsyncConnection) -> int:
    """Number of lines written; 0 when this edition was already loaded. The caller commits.

    Lines are replaced by their code, so that a new edition keeps whatever refers to them; a code
    that disappeared stays, since organisations may still bear it.
    """
    # Two processes that start together: the second waits, then finds the work done.
    await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('essaim.territories'))"))
    known = await connection.scalar(
        text("SELECT version FROM reference_versions WHERE name = :name"), {"name": NAME}
    )
    if known == VERSION:
        return 0
    written = 0
    for table in TABLES:
        written += await _replace(connection, table)
    await connection.execute(
        text(
            "INSERT INTO reference_versions (name, version) VALUES (:name, :version) "
            "ON CONFLICT (name) DO UPDATE SET version = excluded.version"
        ),
        {"name": NAME, "version": VERSION},
    )
    return written


async def _replace(connection: AsyncConnection, table: str) -> int:
    columns = COLUMNS[table]
    key, *others = columns
    raw: Any = (await connection.get_raw_connection()).driver_connection
    # The names below are this module's own constants.
    await raw.execute(
        f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {table} WITH NO DATA"  # noqa: S608
    )
    rows = [TABLES[table](row) for row in _read(table)]
    await raw.copy_records_to_table("incoming", records=rows, columns=columns)
    await raw.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM incoming "  # noqa: S608
        f"ON CONFLICT ({key}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in others)}"
    )
    await raw.execute("DROP TABLE incoming")
    return len(rows)


def _read(table: str) -> Iterator[Row]:
    packed = files("essaim.territories").joinpath("data", f"{table}.csv.gz").read_bytes()
    return csv.DictReader(gzip.decompress(packed).decode().splitlines())
