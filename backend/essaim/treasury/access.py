"""Who sees payment files, and who may make one.

A file belongs to the organisation whose bank receives it: it names accounts of the others, so nobody else reads it,
not even the lead.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.treasury.errors import FilesForParties
from essaim.treasury.models import PaymentFile


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as the organisation that made it stands to its agreement."""

    file: PaymentFile
    standing: Standing


def visible_files(caller: Caller) -> Select[Agreement, Party, PaymentFile]:
    return (
        agreements.visible_to(caller)
        .join(PaymentFile, PaymentFile.agreement_id == Agreement.id)
        .add_columns(PaymentFile)
        .where(
            PaymentFile.organisation_id == caller.organisation_id,
            agreements.state_on(clock.today()).in_(("accepted", "left")),
        )
    )


async def find_file(session: AsyncSession, caller: Caller, file_id: UUID) -> FileView:
    row = (await session.execute(visible_files(caller).where(PaymentFile.id == file_id))).one_or_none()
    if row is None:
        raise NotFound
    return FileView(row.PaymentFile, Standing(row.Agreement, row.Party))


async def lock_file(session: AsyncSession, caller: Caller, file_id: UUID) -> FileView:
    """The file, for a party that takes part: its sending and its cancelling wait for each other."""
    view = await find_file(session, caller, file_id)
    view.standing.require_taking_part()
    locked = visible_files(caller).where(PaymentFile.id == file_id).with_for_update(of=PaymentFile)
    row = (await session.execute(locked.execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise NotFound
    return FileView(row.PaymentFile, view.standing)


async def require_reading_files(session: AsyncSession, caller: Caller, agreement_id: UUID) -> None:
    """Parties of an agreement and those that left read their files; an invited one answers first."""
    standing = await agreements.find(session, caller, agreement_id)
    if standing.state not in ("accepted", "left"):
        raise FilesForParties
