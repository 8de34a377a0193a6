"""Declare orders and their deliveries, and cancel them; the database counts them as they are written."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.plain.numbers import written_day
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound, Refusal
from essaim.kit.etag import check_version
from essaim.kit.schemas import Page
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.orders import (
    DeliveredTooMuch,
    DeliveryDate,
    NotCommitted,
    OrderCancelled,
    OrderDelivered,
    OrderedAhead,
    OrderOutsideContract,
    OrderReferenceTaken,
)
from essaim.purchases.errors.rounds import WrongLotState
from essaim.purchases.models import Item, Lot, Order, PurchaseCommitment, Round
from essaim.purchases.queries import orders as queries
from essaim.purchases.schemas.orders import DeliveryIn, OrderCancellation, OrderIn, OrderOut, OrderQuery
from essaim.purchases.service import readings
from essaim.purchases.words import LOT_STATES

BREACHES: dict[str, Refusal] = {
    # A closing came in between.
    "purchase_orders_frozen": WrongLotState(state=LOT_STATES["closed"]),
    "purchase_orders_reference_key": OrderReferenceTaken(),
}


async def search(session: AsyncSession, caller: Caller, round_id: UUID, page: OrderQuery) -> Page[OrderOut]:
    view = await access.find(session, caller, round_id)
    found = await queries.search(session, view, page)
    await readings.note(
        session, caller, view, "purchases.list_orders", [order.organisation_id for order in found.items]
    )
    return found


async def declare(session: AsyncSession, caller: Caller, round_id: UUID, body: OrderIn) -> OrderOut:
    """An order counts from here on for the step all reach; a closing waits for it, or it is refused."""
    view = await access.find(session, caller, round_id)
    owner = require_may_order_for(view, body.organisation_id or view.me)
    item, lot = await _item_of(session, view, body.item_id)
    require_orders_open(lot)
    await _require_committed(session, lot.id, owner)
    require_day(view.round, lot, body.ordered_on)
    order = order_of(caller, view, item, owner, body.volume, body.ordered_on, body.reference)
    async with refuse_if_violated(session, BREACHES):
        session.add(order)
    return await queries.read(session, view, order.id)


def require_may_order_for(view: View, organisation_id: UUID) -> UUID:
    """One's own orders, as one of those asked; anybody's as the coordinator."""
    if view.coordinates:
        return organisation_id
    view.require_asked()
    if organisation_id != view.me:
        raise OnlyTheLead
    return organisation_id


async def _item_of(session: AsyncSession, view: View, item_id: UUID) -> tuple[Item, Lot]:
    statement = (
        select(Item, Lot)
        .join(Lot, Lot.id == Item.lot_id)
        .where(Item.id == item_id, Item.round_id == view.round.id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row.Item, row.Lot


def require_orders_open(lot: Lot) -> None:
    if lot.state != "awarded":
        raise WrongLotState(state=LOT_STATES[lot.state])


async def _require_committed(session: AsyncSession, lot_id: UUID, organisation_id: UUID) -> None:
    committed = exists().where(
        PurchaseCommitment.lot_id == lot_id, PurchaseCommitment.organisation_id == organisation_id
    )
    if not await session.scalar(select(committed)):
        raise NotCommitted


def first_day(round_: Round, lot: Lot) -> date:
    """Orders begin with the contract, or with the award of the lot where it came earlier."""
    awarded = lot.decided_at.astimezone(clock.PARIS).date() if lot.decided_at else round_.starts_on
    return min(awarded, round_.starts_on)


def require_day(round_: Round, lot: Lot, day: date) -> None:
    if day > clock.today():
        raise OrderedAhead
    if not first_day(round_, lot) <= day <= round_.ends_on:
        raise OrderOutsideContract(
            starts_on=written_day(first_day(round_, lot)), ends_on=written_day(round_.ends_on)
        )


def order_of(
    caller: Caller,
    view: View,
    item: Item,
    organisation_id: UUID,
    volume: int,
    ordered_on: date,
    reference: str | None,
) -> Order:
    return Order(
        agreement_id=view.round.agreement_id,
        round_id=view.round.id,
        lot_id=item.lot_id,
        item_id=item.id,
        organisation_id=organisation_id,
        volume=volume,
        ordered_on=ordered_on,
        reference=reference,
        state="placed",
        declared_by=caller.organisation_id,
        declared_by_person=caller.person_id,
        fictional=view.round.fictional,
        version=1,
    )


async def deliver(
    session: AsyncSession, caller: Caller, round_id: UUID, order_id: UUID, body: DeliveryIn, version: int
) -> OrderOut:
    view, order = await _lock(session, caller, round_id, order_id)
    check_version(order.version, version)
    if order.state == "cancelled":
        raise OrderCancelled
    require_delivery(order, body.delivered_volume, body.delivered_on)
    async with refuse_if_violated(session, BREACHES):
        mark_delivered(order, body.delivered_volume, body.delivered_on)
    return await queries.read(session, view, order_id)


def require_delivery(order: Order, volume: int, day: date) -> None:
    if volume > order.volume:
        raise DeliveredTooMuch
    if not order.ordered_on <= day <= clock.today():
        raise DeliveryDate


def mark_delivered(order: Order, volume: int, day: date) -> None:
    """What was received so far; nothing received is as if nothing was declared."""
    order.delivered_volume = volume or None
    order.delivered_on = day if volume else None
    order.state = "delivered" if volume == order.volume else "placed"
    order.version += 1


async def cancel(
    session: AsyncSession, caller: Caller, round_id: UUID, order_id: UUID, body: OrderCancellation
) -> OrderOut:
    view, order = await _lock(session, caller, round_id, order_id)
    if order.state == "cancelled":
        raise OrderCancelled
    if order.delivered_volume:
        raise OrderDelivered
    async with refuse_if_violated(session, BREACHES):
        order.state = "cancelled"
        order.cancelled_because = body.reason
        order.version += 1
    return await queries.read(session, view, order_id)


async def _lock(session: AsyncSession, caller: Caller, round_id: UUID, order_id: UUID) -> tuple[View, Order]:
    """An order held for a change by its organisation or the coordinator; not found for who may not read it."""
    view = await access.find(session, caller, round_id)
    seen = await queries.read(session, view, order_id)
    require_may_order_for(view, seen.organisation_id)
    locked = select(Order).where(Order.id == order_id).with_for_update()
    order = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    lot = await access.lot_of(session, view, order.lot_id)
    require_orders_open(lot)
    return view, order
