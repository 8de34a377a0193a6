"""One batch, one transaction: staged, matched, compared, written, counted, and the place reached kept with it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import asyncpg
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.imports import staging
from essaim.imports.batches import (
    Batch,
    Foreseen,
    Remark,
    Reported,
    StagedRow,
    Tally,
    judge_organisations,
    judge_sites,
    organisation_rows,
    site_rows,
    tally,
)
from essaim.imports.models import Import, ImportLine
from essaim.imports.rules import ORGANISATION_RANKS, SITE_RANKS, SOURCES
from essaim.imports.service.claims import COUNTERS, Claim, Sessions, hold
from essaim.kit.db import sqlstate

REMARKS_KEPT: Final = 1000
"""Of each outcome: enough to correct a file, few enough to read."""
TRIES: Final = 5
# Somebody wrote the same record meanwhile: unique violation, deadlock, serialization, foreign key gone.
_TAKEN_AGAIN: Final = ("23505", "40P01", "40001", "23503")


class ChangedMeanwhile(Exception):
    """A record changed between its comparison and its update."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far the file is read once the batch is."""

    bytes_read: int
    lines_read: int


async def apply(
    sessions: Sessions, claim: Claim, batch: Batch, place: Place, foreseen: Foreseen | None
) -> Tally:
    """Write a batch, or foresee it when the import is a dry run; taken again when somebody writes the same records.

    Raises ClaimLost when another process reads this import now.
    """
    for attempt in range(1, TRIES + 1):
        try:
            return await _apply_once(sessions, claim, batch, place, foreseen)
        except ChangedMeanwhile:
            if attempt == TRIES:
                raise
        except DBAPIError as breach:
            if attempt == TRIES or sqlstate(breach) not in _TAKEN_AGAIN:
                raise
        await asyncio.sleep(0.05 * attempt)
    raise AssertionError("unreachable")


async def _apply_once(
    sessions: Sessions, claim: Claim, batch: Batch, place: Place, foreseen: Foreseen | None
) -> Tally:
    settled = len(batch.remarks)
    try:
        async with sessions() as session, session.begin():
            await hold(session, claim)
            remarks = await _judge(session, claim, batch, foreseen)
            counted = tally(batch, remarks)
            await _keep_remarks(session, claim, remarks)
            await _keep_place(session, claim, batch, place, counted)
            return counted
    except BaseException:
        del batch.remarks[settled:]  # said while staging; said again if the batch is taken again
        raise


async def _judge(
    session: AsyncSession, claim: Claim, batch: Batch, foreseen: Foreseen | None
) -> list[Remark]:
    raw = await _driver(session)
    await raw.execute(staging.CREATE_TABLES)
    said: list[Remark] = []
    if batch.organisations:
        statements = staging.organisations(claim.format)
        await _stage(raw, "incoming_organisations", organisation_rows(batch), staging.ORGANISATION_COLUMNS)
        reported = await _run(session, claim, statements, ORGANISATION_RANKS)
        said += judge_organisations(batch, reported, foreseen)
    if batch.sites:
        statements = staging.sites(claim.format)
        await _stage(raw, "incoming_sites", site_rows(batch), staging.SITE_COLUMNS)
        reported = await _run(session, claim, statements, SITE_RANKS)
        said += judge_sites(batch, reported, foreseen)
        if not claim.dry_run:
            await session.execute(text(staging.GIVE_PLACE))
            await session.execute(text(staging.GIVE_SECTOR))
    return sorted([*batch.remarks, *said], key=lambda remark: remark.line)


async def _driver(session: AsyncSession) -> asyncpg.Connection:
    """The driver's connection, inside the session's transaction: only it can COPY."""
    connection = await (await session.connection()).get_raw_connection()
    driver: asyncpg.Connection | None = connection.driver_connection
    if driver is None:
        raise ConnectionError("the connection is closed")
    return driver


async def _stage(
    raw: asyncpg.Connection,
    table: str,
    rows: Iterable[StagedRow],
    columns: Sequence[str],
) -> None:
    await raw.copy_records_to_table(table, records=rows, columns=columns)


async def _run(
    session: AsyncSession, claim: Claim, statements: staging.Statements, ranks: dict[str, int]
) -> list[Reported]:
    source = SOURCES[claim.format]
    parameters = {"source": source, "rank": ranks[source], "own": claim.organisation_id}
    if ":dry_run" in statements.plan:
        parameters["dry_run"] = claim.dry_run
    raw = await _driver(session)
    await raw.execute(staging.MATCH_BY_INDEX)
    await session.execute(text(statements.plan), parameters)
    await raw.execute(staging.PLAN_AS_USUAL)
    reported = [Reported(*row) for row in await session.execute(text(statements.report))]
    if not claim.dry_run:
        await _write(session, statements, reported)
    return reported


async def _write(session: AsyncSession, statements: staging.Statements, reported: list[Reported]) -> None:
    outcomes = [row.outcome for row in reported]
    if "update" in outcomes:
        changed = await session.execute(text(statements.update))
        if len(changed.all()) != outcomes.count("update"):
            raise ChangedMeanwhile
    if "create" in outcomes:
        await session.execute(text(statements.insert))


async def _keep_remarks(session: AsyncSession, claim: Claim, remarks: list[Remark]) -> None:
    """The first of each outcome, numbered in the order of the file."""
    if not remarks:
        return
    rows = await session.execute(
        select(ImportLine.outcome, func.count(), func.max(ImportLine.position))
        .where(ImportLine.import_id == claim.id)
        .group_by(ImportLine.outcome)
    )
    kept: dict[str, int] = {}
    last = 0
    for outcome, count, position in rows:
        kept[outcome] = count
        last = max(last, position)
    lines = []
    for remark in remarks:
        if kept.get(remark.outcome, 0) < REMARKS_KEPT:
            kept[remark.outcome] = kept.get(remark.outcome, 0) + 1
            last += 1
            lines.append(_line(claim, last, remark))
    if lines:
        await session.execute(insert(ImportLine), lines)


def _line(claim: Claim, position: int, remark: Remark) -> dict[str, object]:
    return {
        "import_id": claim.id,
        "position": position,
        "line": remark.line,
        "outcome": remark.outcome,
        "column_name": remark.column,
        "code": remark.code,
        "value": remark.value,
        "message_fr": remark.message.fr or None,
        "message_en": remark.message.en or None,
        "organisation_id": remark.organisation_id,
    }


async def _keep_place(
    session: AsyncSession, claim: Claim, batch: Batch, place: Place, counted: Tally
) -> None:
    await session.execute(
        update(Import)
        .where(Import.id == claim.id)
        .values(
            items_done=claim.items_done + batch.size,
            bytes_read=place.bytes_read,
            lines_read=place.lines_read,
            heartbeat_at=func.clock_timestamp(),
            **{name: getattr(Import, name) + getattr(counted, name) for name in COUNTERS},
        )
    )
