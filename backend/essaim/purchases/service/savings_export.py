"""The savings of a round to file."""

from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.purchases.schemas.savings import SavingsExportQuery


async def read(session: AsyncSession, caller: Caller, round_id: UUID, chosen: SavingsExportQuery) -> object:
    raise NotImplementedError


async def made(document: object) -> Response:
    raise NotImplementedError
