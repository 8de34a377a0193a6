"""Declare, deliver and cancel orders."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.schemas import Page
from essaim.purchases.schemas.orders import DeliveryIn, OrderCancellation, OrderIn, OrderOut, OrderQuery


async def search(session: AsyncSession, caller: Caller, round_id: UUID, page: OrderQuery) -> Page[OrderOut]:
    raise NotImplementedError


async def declare(session: AsyncSession, caller: Caller, round_id: UUID, body: OrderIn) -> OrderOut:
    raise NotImplementedError


async def deliver(
    session: AsyncSession, caller: Caller, round_id: UUID, order_id: UUID, body: DeliveryIn, version: int
) -> OrderOut:
    raise NotImplementedError


async def cancel(
    session: AsyncSession, caller: Caller, round_id: UUID, order_id: UUID, body: OrderCancellation
) -> OrderOut:
    raise NotImplementedError
