"""Use cases of pools: those of agreements, under their own address."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import queries
from essaim.agreements.service import agreements
from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.pools.schemas import PoolChange, PoolIn, PoolOut


async def create(session: AsyncSession, caller: Caller, body: PoolIn, language: Language) -> PoolOut:
    created = await agreements.create(session, caller, "pool", body, legal_form=body.legal_form)
    return await read(session, caller, created, language)


async def change(
    session: AsyncSession, caller: Caller, pool_id: UUID, version: int, body: PoolChange, language: Language
) -> PoolOut:
    await agreements.change(session, caller, "pool", pool_id, version, body)
    return await read(session, caller, pool_id, language)


async def activate(session: AsyncSession, caller: Caller, pool_id: UUID, language: Language) -> PoolOut:
    await agreements.activate(session, caller, "pool", pool_id)
    return await read(session, caller, pool_id, language)


async def end(session: AsyncSession, caller: Caller, pool_id: UUID, language: Language) -> PoolOut:
    await agreements.end(session, caller, "pool", pool_id)
    return await read(session, caller, pool_id, language)


async def read(session: AsyncSession, caller: Caller, pool_id: UUID, language: Language) -> PoolOut:
    return await queries.read(session, caller, "pool", pool_id, language, PoolOut)
