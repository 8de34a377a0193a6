"""Read lots with their items and what is one's own of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot, Need, OptOut, Quote, Supplier
from essaim.purchases.schemas.lots import ItemOut, LotOut, MyLotOut


async def list_lots(session: AsyncSession, caller: Caller, round_id: UUID, page: PageQuery) -> Page[LotOut]:
    view = await access.find(session, caller, round_id)
    rows, cursor = await fetch_page(
        session, _told(view), key=(Lot.position.expression,), kinds=(int,), page=page
    )
    return Page(items=await _lots(session, view, rows), next_cursor=cursor)


async def read_all(session: AsyncSession, view: View) -> list[LotOut]:
    rows = (await session.execute(_told(view).order_by(Lot.position))).all()
    return await _lots(session, view, list(rows))


async def read_in(session: AsyncSession, view: View, lot_id: UUID) -> LotOut:
    rows = (await session.execute(_told(view).where(Lot.id == lot_id))).all()
    return (await _lots(session, view, list(rows)))[0]


def _told(view: View) -> Select[*tuple[Any, ...]]:
    left = and_(OptOut.lot_id == Lot.id, OptOut.organisation_id == view.me)
    return (
        select(Lot, Supplier.name.label("supplier_name"), OptOut.opted_out_at.label("left_at"))
        .outerjoin(Quote, Quote.id == Lot.quote_id)
        .outerjoin(Supplier, Supplier.id == Quote.supplier_id)
        .outerjoin(OptOut, left)
        .where(Lot.round_id == view.round.id)
        .execution_options(populate_existing=True)
    )


async def _lots(session: AsyncSession, view: View, rows: list[Any]) -> list[LotOut]:
    ids = [row.Lot.id for row in rows]
    items: dict[UUID, list[ItemOut]] = {}
    asked = select(Item).where(Item.lot_id.in_(ids)).order_by(Item.position)
    for item in (await session.scalars(asked.execution_options(populate_existing=True))).all():
        items.setdefault(item.lot_id, []).append(ItemOut.model_validate(item))
    counted = (
        select(Need.lot_id, func.count())
        .where(Need.lot_id.in_(ids), Need.organisation_id == view.me)
        .group_by(Need.lot_id)
    )
    needs: dict[UUID, int] = {row[0]: row[1] for row in (await session.execute(counted)).all()}
    return [
        LotOut.model_validate(
            {
                **_as_seen(view, row),
                "items": items.get(row.Lot.id, []),
                "my": _mine(view, needs.get(row.Lot.id, 0), opted_out=row.left_at is not None),
            }
        )
        for row in rows
    ]


def _mine(view: View, volumes: int, *, opted_out: bool) -> MyLotOut | None:
    return MyLotOut(volumes_count=volumes, opted_out=opted_out) if view.member is not None else None


def _as_seen(view: View, row: Any) -> dict[str, Any]:
    """The lot; for a party that left, as it was on its last day."""
    lot: Lot = row.Lot
    seen = {name: getattr(lot, name) for name in LotOut.model_fields if hasattr(lot, name)}
    seen["supplier_name"] = row.supplier_name
    if view.before is None:
        return seen
    if lot.decided_at is not None and lot.decided_at >= view.before:
        later = ("quote_id", "supplier_name", "decision_id", "decided_at", "reason", "hash", "closed_at")
        return {**seen, **dict.fromkeys(later), "state": "open"}
    if lot.closed_at is not None and lot.closed_at >= view.before:
        return {**seen, "state": "awarded", "closed_at": None}
    return seen
