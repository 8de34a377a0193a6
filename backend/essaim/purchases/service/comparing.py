"""Compare the quotes of a lot; a total that is the line of one organisation alone is written down as read."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.errors.quotes import QuotesSealed
from essaim.purchases.queries import comparison, quotes
from essaim.purchases.schemas.quotes import ComparisonOut
from essaim.purchases.service import readings


async def compare(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> ComparisonOut:
    view = await access.find(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id)
    if not quotes.told_opened(view):
        raise QuotesSealed
    items = await access.items_of(session, round_id, lot_id)
    compared = await comparison.volumes_told(session, view, lot, items)
    await readings.note(session, caller, view, "purchases.compare_quotes", compared.lone)
    return await comparison.compare(session, view, lot, items, compared, language)
