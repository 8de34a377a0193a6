"""Reads one import to its end, batch by batch."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from essaim.imports.batches import Batch, Foreseen, Tally, gather
from essaim.imports.models import Format, ImportFile
from essaim.imports.parsing import finess_csv, finess_json, rna, sirene_establishments, sirene_units
from essaim.imports.parsing.records import FileRefused, Item, Items
from essaim.imports.service import claims
from essaim.imports.service.apply import Place, apply
from essaim.imports.service.claims import Claim, ClaimLost, Sessions
from essaim.kit.text import Text

log = structlog.get_logger("essaim.imports")

BATCH: Final = 4000
"""Items a batch: large enough for set-based SQL, small enough for progress each second."""

PARSERS: Final[dict[Format, Callable[[BinaryIO], Items]]] = {
    "sirene_units": sirene_units.parse,
    "sirene_establishments": sirene_establishments.parse,
    "rna": rna.parse,
    "finess_csv": finess_csv.parse,
    "finess_json": finess_json.parse,
}

Progress = Callable[[Place, Tally], None]


def _silent(_place: Place, _counted: Tally) -> None: ...


async def run_next(sessions: Sessions, *, batch_size: int = BATCH) -> bool:
    """Read the oldest import that waits to its end. False when there is none."""
    claim = await claims.claim_next(sessions)
    if claim is None:
        return False
    try:
        with stored_file() as stream:
            if await fetch(sessions, claim, stream):
                await run(sessions, claim, stream, batch_size=batch_size)
            else:
                await claims.fail(sessions, claim, "interrupted", claims.FILE_GONE)
    except ClaimLost:
        log.info("import taken over by another process", import_id=str(claim.id))
    except asyncio.CancelledError:
        await asyncio.shield(claims.hand_back(sessions, claim))
        raise
    return True


async def run(
    sessions: Sessions,
    claim: Claim,
    stream: BinaryIO,
    *,
    batch_size: int = BATCH,
    progress: Progress = _silent,
) -> None:
    """Read a claimed import on from its place to the end of its file.

    What the database refuses for a while (lost, too slow) is raised, and the import taken again later;
    any other fault ends it as failed.
    """
    reading = Reading(claim, stream, batch_size)
    try:
        await asyncio.to_thread(reading.skip, claim.items_done)
        await _apply_all(sessions, reading, progress)
        if reading.refused is None:
            await claims.finish(sessions, reading.claim)
        else:
            await _refuse(sessions, reading.claim, reading.refused)
    except (ClaimLost, DBAPIError, PoolTimeout, OSError):
        raise
    except Exception:
        log.exception("import failed", import_id=str(claim.id), items_done=reading.claim.items_done)
        await claims.fail(sessions, reading.claim, "unexpected", claims.UNEXPECTED)


@dataclass(frozen=True, slots=True)
class Step:
    """A batch, and how far the file is read with it."""

    batch: Batch
    place: Place
    last: bool


async def _apply_all(sessions: Sessions, reading: "Reading", progress: Progress) -> None:
    """The next batch is parsed while the database works on this one."""
    step = await asyncio.to_thread(reading.next_step)
    while step.batch.size:
        ahead = None if step.last else asyncio.create_task(asyncio.to_thread(reading.next_step))
        try:
            counted = await apply(sessions, reading.claim, step.batch, step.place, reading.foreseen)
        except BaseException:
            if ahead is not None:
                await asyncio.wait({ahead})  # the stream is closed after us
            raise
        reading.advance(step)
        progress(step.place, counted)
        if ahead is None:
            return
        step = await ahead


class Reading:
    """A file being parsed, and the place reached in it."""

    def __init__(self, claim: Claim, stream: BinaryIO, batch_size: int) -> None:
        self.claim = claim
        self.refused: FileRefused | None = None
        self.foreseen = Foreseen() if claim.dry_run else None
        self._stream = stream
        self._items = PARSERS[claim.format](stream)
        self._batch_size = batch_size
        self._lines_read = 0

    def skip(self, items: int) -> None:
        """Pass over what an earlier attempt did; the parser yields the same items from the same file."""
        for item in self._take(items):
            self._lines_read = max(self._lines_read, item.line)

    def next_step(self) -> Step:
        batch = gather(self.claim.format, self._take(self._batch_size))
        self._lines_read = max(self._lines_read, batch.last_line)
        place = Place(self._stream.tell(), self._lines_read)
        return Step(batch, place, last=batch.size < self._batch_size)

    def advance(self, step: Step) -> None:
        self.claim = self.claim.after(step.batch.size)

    def _take(self, many: int) -> Iterator[Item]:
        try:
            yield from islice(self._items, many)
        except FileRefused as refusal:
            self.refused = refusal


async def _refuse(sessions: Sessions, claim: Claim, refusal: FileRefused) -> None:
    await claims.refuse(sessions, claim, refusal.code, Text(refusal.message_fr, refusal.message_en))


@contextmanager
def stored_file() -> Iterator[BinaryIO]:
    """On disk: a file may be larger than the memory one would give it."""
    with tempfile.TemporaryFile(prefix="essaim-import-") as stream:
        yield stream


async def fetch(sessions: Sessions, claim: Claim, stream: BinaryIO) -> bool:
    """Copy the stored parts into `stream`, one in memory at a time. False when the file is not stored whole."""
    part = 0
    while True:
        async with sessions() as session, session.begin():
            content = await session.scalar(
                select(ImportFile.content).where(ImportFile.import_id == claim.id, ImportFile.part == part)
            )
        if content is None:
            break
        await asyncio.to_thread(stream.write, content)
        part += 1
    whole = stream.tell() == claim.size
    stream.seek(0)
    return whole
