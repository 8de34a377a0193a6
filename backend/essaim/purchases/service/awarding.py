"""Award a lot, or choose no quote for it; what is committed is written then, for good."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.purchases.schemas.choice import (
    AwardDetailOut,
    AwardIn,
    AwardOut,
    CommitmentOut,
    CommitmentsQuery,
    UnsuccessfulIn,
)


async def award(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: AwardIn
) -> AwardOut:
    raise NotImplementedError


async def declare_unsuccessful(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: UnsuccessfulIn
) -> AwardOut:
    raise NotImplementedError


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> AwardDetailOut:
    raise NotImplementedError


async def commitments(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, query: CommitmentsQuery
) -> Page[CommitmentOut]:
    raise NotImplementedError
