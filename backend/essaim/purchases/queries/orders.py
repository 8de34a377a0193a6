"""Orders: those that the caller may read, and what they make of each item."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot, Member, Order, PurchaseCommitment
from essaim.purchases.schemas.orders import OrderOut, OrderQuery


def readable(view: View) -> ColumnElement[bool]:
    """One's own orders, and the others' where they may be read; those of its time for who left."""
    mine = Order.organisation_id == view.me
    if not view.sees_all:
        return mine
    if view.standing.state == "left":
        return or_(mine, Order.ordered_on <= view.standing.mine.left_on)
    return true()


def _told() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id,
            Order.round_id,
            Order.lot_id,
            Lot.name.label("lot_name"),
            Order.item_id,
            Item.name.label("item_name"),
            Item.unit,
            Order.organisation_id,
            Organisation.name.label("organisation_name"),
            Order.volume,
            Order.ordered_on,
            Order.reference,
            Order.delivered_volume,
            Order.delivered_on,
            Order.state,
            Order.cancelled_because,
            Order.declared_by,
            Order.declared_at,
            Order.version,
        )
        .join(Item, Item.id == Order.item_id)
        .join(Lot, Lot.id == Order.lot_id)
        .join(Organisation, Organisation.id == Order.organisation_id)
    )


async def search(session: AsyncSession, view: View, page: OrderQuery) -> Page[OrderOut]:
    """The last declared first."""
    asked = page.model_dump(include={"lot_id", "item_id", "organisation_id", "state"}, exclude_none=True)
    statement = _told().where(
        Order.round_id == view.round.id,
        readable(view),
        *(getattr(Order, name) == value for name, value in asked.items()),
    )
    rows, cursor = await fetch_page(
        session, statement, key=[Order.id], kinds=[UUID], page=page, descending=True
    )
    return Page(items=[OrderOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, view: View, order_id: UUID) -> OrderOut:
    statement = _told().where(Order.id == order_id, Order.round_id == view.round.id, readable(view))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return OrderOut.model_validate(row)


async def declared(session: AsyncSession, view: View) -> Sequence[Row[Any]]:
    """Every order of the lots still awarded that is not cancelled and may be read, first declared first."""
    statement = _told().where(
        Order.round_id == view.round.id,
        Order.state != "cancelled",
        Lot.state == "awarded",
        readable(view),
    )
    return (await session.execute(statement.order_by(Order.id))).all()


async def buyers(
    session: AsyncSession, lots: Collection[UUID], only: UUID | None
) -> list[tuple[UUID, str, set[UUID]]]:
    """Who committed to something of these lots, with its name and those lots, in the order of those asked."""
    committed = PurchaseCommitment
    statement = (
        select(committed.organisation_id, Organisation.name, committed.lot_id)
        .join(Organisation, Organisation.id == committed.organisation_id)
        .outerjoin(
            Member,
            and_(Member.round_id == committed.round_id, Member.organisation_id == committed.organisation_id),
        )
        .where(committed.lot_id.in_(lots))
        .order_by(Member.position, committed.organisation_id)
    )
    if only is not None:
        statement = statement.where(committed.organisation_id == only)
    found: dict[UUID, tuple[str, set[UUID]]] = {}
    for row in (await session.execute(statement)).all():
        found.setdefault(row.organisation_id, (row.name, set()))[1].add(row.lot_id)
    return [(organisation, name, of_buyer) for organisation, (name, of_buyer) in found.items()]
