"""Leave a lot, or come back, until its award."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.purchases.schemas.choice import OptOutIn, OptOutOut


async def leave(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: OptOutIn
) -> OptOutOut:
    raise NotImplementedError


async def come_back(session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID) -> OptOutOut:
    raise NotImplementedError
