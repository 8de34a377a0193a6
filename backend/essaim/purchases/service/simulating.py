"""Simulate a quote and compare the ways to share it; the coordinator's readings of sealed needs are kept."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.purchases.schemas.choice import SimulationOut, SimulationQuery, WaysOut


async def simulate(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    lot_id: UUID,
    query: SimulationQuery,
    language: Language,
) -> SimulationOut:
    raise NotImplementedError


async def compare_ways(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, quote_id: UUID, language: Language
) -> WaysOut:
    raise NotImplementedError
