"""What group purchases save."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.savings import SavingsOut, SavingsQuery, SavingsYearQuery, YearSavingsOut


async def of_year(
    session: AsyncSession, caller: Caller, chosen: SavingsYearQuery, language: Language
) -> YearSavingsOut:
    raise NotImplementedError


async def of_round(
    session: AsyncSession, caller: Caller, round_id: UUID, chosen: SavingsQuery, language: Language
) -> SavingsOut:
    raise NotImplementedError
