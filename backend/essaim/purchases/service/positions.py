"""Read."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.orders import PositionOut


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> PositionOut:
    raise NotImplementedError
