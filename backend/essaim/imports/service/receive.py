"""Receiving a file: to disk first, then into the database in parts; no connection is held while it arrives."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity.caller import Caller
from essaim.imports.errors import EmptyFile, TooManyImports
from essaim.imports.models import Import, ImportFile
from essaim.imports.schemas import UploadQuery
from essaim.kit.db import enter
from essaim.kit.errors import BodyTooLarge

PART: Final = 1 << 20
"""Bytes of a stored part."""
WAITING_ALLOWED: Final = 5
"""Imports of one organisation that wait or run: a bound on what is stored for it."""


@dataclass(slots=True)
class Received:
    """A file on disk, its size and number of lines known."""

    stream: BinaryIO
    size: int = 0
    lines: int = 0


@contextmanager
def to_disk() -> Iterator[Received]:
    """A place for a file that arrives; erased with the block."""
    with tempfile.TemporaryFile(prefix="essaim-import-") as stream:
        yield Received(stream)


async def require_room(session: AsyncSession, caller: Caller) -> None:
    """Refuse while too many imports of the organisation wait."""
    waiting = await session.scalar(
        select(func.count()).where(
            Import.organisation_id == caller.organisation_id, Import.state.in_(("waiting", "running"))
        )
    )
    if (waiting or 0) >= WAITING_ALLOWED:
        raise TooManyImports(limit=WAITING_ALLOWED, context={"limit": WAITING_ALLOWED})


async def take(received: Received, chunks: AsyncIterator[bytes], *, limit: int) -> None:
    """Write the body to disk as it comes. Raises BodyTooLarge at the byte beyond `limit`, EmptyFile for nothing."""
    last = b"\n"
    async for chunk in chunks:
        if not chunk:
            continue
        received.size += len(chunk)
        if received.size > limit:
            raise too_large(limit)
        received.lines += chunk.count(b"\n")
        last = chunk[-1:]
        await asyncio.to_thread(received.stream.write, chunk)
    if received.size == 0:
        raise EmptyFile
    received.lines += last != b"\n"
    received.stream.seek(0)


def too_large(limit: int) -> BodyTooLarge:
    return BodyTooLarge(context={"limit_bytes": limit})


async def store(
    sessions: async_sessionmaker[AsyncSession], caller: Caller, order: UploadQuery, received: Received
) -> UUID:
    """Keep the file and queue its import, in one transaction of its own; the import's id."""
    async with sessions() as session, session.begin():
        await enter(session, organisation=caller.organisation_id, person=caller.person_id)
        await require_room(session, caller)
        row = Import(
            organisation_id=caller.organisation_id,
            person_id=caller.person_id,
            format=order.format,
            file_name=order.file_name,
            size=received.size,
            dry_run=order.dry_run,
            lines_total=received.lines,
        )
        session.add(row)
        await session.flush()
        part = 0
        while content := await asyncio.to_thread(received.stream.read, PART):
            await session.execute(insert(ImportFile).values(import_id=row.id, part=part, content=content))
            part += 1
        return row.id
