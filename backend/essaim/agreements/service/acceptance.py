"""Who has accepted, asked anew when what they accepted changes."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement, Party
from essaim.kit import clock


async def staying(session: AsyncSession, agreement_id: UUID) -> list[Party]:
    """Parties that have accepted and have not left, observers apart; locked, lowest id first."""
    statement = (
        select(Party)
        .where(
            Party.agreement_id == agreement_id,
            Party.state == "accepted",
            Party.role != "observer",
            func.coalesce(Party.left_on >= clock.today(), True),
        )
        .order_by(Party.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.scalars(statement))


async def ask_anew(session: AsyncSession, agreement_id: UUID) -> None:
    """In a draft whose terms change, who had accepted is invited again, its lead apart."""
    # Locked before they are read: an acceptance under way ends first, and is then asked anew.
    for party in await staying(session, agreement_id):
        if party.role != "lead":
            party.state, party.answered_at, party.joined_on = "invited", None, None
            party.version += 1


async def written(session: AsyncSession, agreement: Agreement) -> int:
    """A new version of the agreement, written."""
    agreement.version += 1
    agreement.updated_at = clock.now()
    await session.flush()
    return agreement.version
