"""Close a lot."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.closing import ClosingIn, ClosingOut


async def close(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: ClosingIn, language: Language
) -> ClosingOut:
    raise NotImplementedError
