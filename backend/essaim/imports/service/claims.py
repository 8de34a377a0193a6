"""Which process reads which import, and how an import ends. Each function is one transaction."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.imports.models import Format, Import, ImportFile, ImportLine, State
from essaim.kit.text import Text

Sessions = async_sessionmaker[AsyncSession]

SILENCE: Final = timedelta(seconds=30)
"""A running import not heard of for so long has lost its process; a batch takes about a second."""
ATTEMPTS: Final = 5
"""An import whose process died so often is given up: the file may be what kills it."""

COUNTERS: Final = ("created", "updated", "unchanged", "skipped", "refused", "warnings")

GIVEN_UP: Final = Text(
    "L’import s’est arrêté plusieurs fois sans finir. Ce qui est compté est enregistré\u00a0; "
    "prévenez la personne qui exploite Essaim.",
    "The import stopped several times without ending. What is counted is stored; tell whoever runs Essaim.",
)
UNEXPECTED: Final = Text(
    "Une erreur imprévue a arrêté l’import. Ce qui est compté est enregistré\u00a0; "
    "prévenez la personne qui exploite Essaim.",
    "An unexpected error stopped the import. What is counted is stored; tell whoever runs Essaim.",
)
FILE_GONE: Final = Text(
    "L’import lancé en ligne de commande a été interrompu\u00a0: relancez la commande, rien ne sera doublé.",
    "The import run from the command line was interrupted: run the command again, nothing will be doubled.",
)


class ClaimLost(Exception):
    """Another process reads this import now."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to read an import on from a place. `attempt` and `items_done` together name it once and for all."""

    id: UUID
    organisation_id: UUID | None
    format: Format
    size: int
    dry_run: bool
    attempt: int
    items_done: int

    def after(self, items: int) -> "Claim":
        return replace(self, items_done=self.items_done + items)


def claim_of(row: Import) -> Claim:
    return Claim(row.id, row.organisation_id, row.format, row.size, row.dry_run, row.attempts, row.items_done)


async def claim_next(sessions: Sessions) -> Claim | None:
    """The oldest import that waits or has lost its process; None when there is nothing to do."""
    while True:
        async with sessions() as session, session.begin():
            row = await session.scalar(_CLAIMABLE)
            if row is None:
                return None
            if row.state == "running" and row.attempts >= ATTEMPTS:
                await end(session, row.id, "failed", "given_up", GIVEN_UP)
                continue
            if row.dry_run and row.items_done:
                await _forget_progress(session, row)
            row.state = "running"
            row.attempts += 1
            now = await session.scalar(select(func.clock_timestamp()))
            row.started_at = row.started_at or now
            row.heartbeat_at = now
            return claim_of(row)


_FORLORN = func.coalesce(Import.heartbeat_at, Import.created_at) < func.clock_timestamp() - SILENCE
_CLAIMABLE = (
    select(Import)
    .where((Import.state == "waiting") | ((Import.state == "running") & _FORLORN))
    .order_by(Import.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


async def _forget_progress(session: AsyncSession, row: Import) -> None:
    """A dry run begins again: what it foresaw was in the memory of the process that died."""
    await session.execute(delete(ImportLine).where(ImportLine.import_id == row.id))
    for counter in ("items_done", "bytes_read", "lines_read", *COUNTERS):
        setattr(row, counter, 0)


async def hold(session: AsyncSession, claim: Claim) -> None:
    """Lock the import for this batch. Raises ClaimLost when another process went on with it."""
    held = await session.scalar(
        select(Import.id)
        .where(
            Import.id == claim.id,
            Import.state == "running",
            Import.attempts == claim.attempt,
            Import.items_done == claim.items_done,
        )
        .with_for_update()
    )
    if held is None:
        raise ClaimLost


async def hand_back(sessions: Sessions, claim: Claim) -> None:
    """Let another process go on at once: this one stops."""
    async with sessions() as session, session.begin():
        await session.execute(
            update(Import)
            .where(Import.id == claim.id, Import.state == "running", Import.attempts == claim.attempt)
            .values(state="waiting")
        )


async def finish(sessions: Sessions, claim: Claim) -> None:
    """The file is read to its end."""
    async with sessions() as session, session.begin():
        await hold(session, claim)
        await end(session, claim.id, "done")
        await session.execute(
            update(Import)
            .where(Import.id == claim.id)
            .values(lines_read=func.coalesce(Import.lines_total, Import.lines_read), bytes_read=Import.size)
        )


async def refuse(sessions: Sessions, claim: Claim, code: str, sentence: Text) -> None:
    """The file cannot be used, or not beyond this place."""
    async with sessions() as session, session.begin():
        await hold(session, claim)
        written = await session.scalar(
            select(Import.created + Import.updated).where(Import.id == claim.id, Import.dry_run.is_(False))
        )
        await end(
            session, claim.id, "refused", code, _and_what_was_written(sentence) if written else sentence
        )


def _and_what_was_written(sentence: Text) -> Text:
    return Text(
        f"{sentence.fr} Les lignes lues avant sont enregistrées\u00a0; reprendre le fichier ne les doublera pas.",
        f"{sentence.en} The lines read before are stored; taking the file again will not double them.",
    )


async def fail(sessions: Sessions, claim: Claim, code: str, sentence: Text) -> None:
    """Something of ours broke."""
    async with sessions() as session, session.begin():
        await hold(session, claim)
        await end(session, claim.id, "failed", code, sentence)


async def end(
    session: AsyncSession,
    import_id: UUID,
    state: State,
    code: str | None = None,
    sentence: Text | None = None,
) -> None:
    """Close an import and erase its file: it is not needed any more, and may name people."""
    await session.execute(delete(ImportFile).where(ImportFile.import_id == import_id))
    await session.execute(
        update(Import)
        .where(Import.id == import_id)
        .values(
            state=state,
            failure_code=code,
            failure_fr=sentence.fr if sentence else None,
            failure_en=sentence.en if sentence else None,
            finished_at=func.clock_timestamp(),
        )
    )
