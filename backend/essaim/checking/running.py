"""Running every invariant on one state of the database."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.checking import (
    agreements,
    bookings,
    decisions,
    funds,
    journal,
    ledger,
    people,
    purchases,
    sharing,
)
from essaim.checking.invariant import Invariant
from essaim.kit.db import snapshot

SHOWN = 20
INVARIANTS: tuple[Invariant, ...] = (
    *people.INVARIANTS,
    *agreements.INVARIANTS,
    *bookings.INVARIANTS,
    *ledger.INVARIANTS,
    *decisions.INVARIANTS,
    *funds.INVARIANTS,
    *sharing.INVARIANTS,
    *purchases.INVARIANTS,
    *journal.INVARIANTS,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One invariant, the first rows that break it (none if it holds), and how long it took."""

    name: str
    sentence: str
    rows: list[dict[str, Any]]
    seconds: float


async def check(owner: AsyncEngine) -> list[Outcome]:
    """Every invariant, in order, on one snapshot; changes nothing."""
    outcomes = []
    async with snapshot(owner) as connection:
        for name, sentence, offending in INVARIANTS:
            began = time.perf_counter()
            statement = f"SELECT * FROM ({offending}) AS offending LIMIT {SHOWN}"  # noqa: S608 - constants of this package
            result = await connection.exec_driver_sql(statement)
            rows = [{key: _plain(value) for key, value in row.items()} for row in result.mappings()]
            outcomes.append(Outcome(name, sentence, rows, time.perf_counter() - began))
    return outcomes


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str | bool) else str(value)
