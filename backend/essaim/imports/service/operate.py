"""An import by the operator, read from its own disk: no limit of size, nothing stored of the file, no organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import func, select

from essaim.imports.models import Format, Import, ImportLine
from essaim.imports.service.claims import Claim, Sessions, claim_of
from essaim.imports.service.run import Progress, run


@dataclass(frozen=True, slots=True)
class Report:
    """An import that ended, and the first lines it refused."""

    done: Import
    refused: Sequence[ImportLine]


async def import_file(
    sessions: Sessions,
    stream: BinaryIO,
    *,
    format_: Format,
    file_name: str,
    size: int,
    dry_run: bool,
    progress: Progress,
    refused_shown: int = 20,
) -> Report:
    """Read a file to its end in this process. Run again after an interruption, it doubles nothing."""
    claim = await _begin(sessions, format_, file_name, size, dry_run)
    await run(sessions, claim, stream, progress=progress)
    async with sessions() as session, session.begin():
        done = await session.get_one(Import, claim.id)
        refused = await session.scalars(
            select(ImportLine)
            .where(ImportLine.import_id == claim.id, ImportLine.outcome == "refused")
            .order_by(ImportLine.position)
            .limit(refused_shown)
        )
        return Report(done, refused.all())


async def _begin(sessions: Sessions, format_: Format, file_name: str, size: int, dry_run: bool) -> Claim:
    """Claimed from the start: a server that runs at the same time leaves it to this process."""
    async with sessions() as session, session.begin():
        now = await session.scalar(select(func.clock_timestamp()))
        row = Import(
            format=format_,
            file_name=file_name[:200],
            size=size,
            dry_run=dry_run,
            state="running",
            attempts=1,
            items_done=0,
            started_at=now,
            heartbeat_at=now,
        )
        session.add(row)
        await session.flush()
        return claim_of(row)
