"""What must come one after the other about the rules of an agreement."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('rules ' || CAST(:agreement AS text), 0))")
_TOGETHER = text(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended('rules ' || CAST(:agreement AS text), 0))"
)


async def lock_rules(session: AsyncSession, agreement_id: UUID, *, shared: bool = False) -> None:
    """Until the end of the transaction: nobody else writes rules of this agreement; alone, nobody relies on them either.

    An advisory lock, because second-wall rights let a party read the agreement it leaves but not lock its row.
    """
    await session.execute(_TOGETHER if shared else _ALONE, {"agreement": str(agreement_id)})
