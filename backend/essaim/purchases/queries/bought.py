"""What each organisation committed to, ordered and received of a lot, as far as the caller may read."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.purchases.access import View
from essaim.purchases.models import Lot, Member, Order, PurchaseCommitment, PurchaseResult
from essaim.purchases.queries.telling import reference_cents
from essaim.purchases.rules.closing import Bought, Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """An item for an organisation. `cents`: its share at the award; `reference_*`: what it paid before, if it said so."""

    organisation_id: UUID
    name: str
    item_id: UUID
    committed: int
    cents: int
    ordered: int
    delivered: int
    reference_price: int | None
    reference_source: str | None
    reference_on: date | None

    @property
    def bought(self) -> Bought:
        return Bought(self.organisation_id, self.committed, self.cents, self.ordered)

    @property
    def reference_cents(self) -> int | None:
        """What it ordered would cost it at its reference price."""
        return None if self.reference_price is None else reference_cents(self.ordered, self.reference_price)


@dataclass(frozen=True, slots=True)
class Result:
    """A line as it was frozen at the closing."""

    line: Line
    outcome: Outcome


def sees_whole(view: View) -> bool:
    """Whether it reads the lines of the others as they are today."""
    return view.sees_all and view.standing.state != "left"


def sees_whole_closed(view: View, lot: Lot) -> bool:
    """Whether it reads the results of the others: for who left, of the lots closed in its time."""
    left_on = view.standing.mine.left_on
    if lot.closed_at is None or not view.sees_all or view.standing.state != "left":
        return sees_whole(view)
    return left_on is not None and lot.closed_at.astimezone(clock.PARIS).date() <= left_on


async def of_lot(session: AsyncSession, view: View, lot_id: UUID) -> list[Line]:
    """Lines of a lot in the order of those asked, which is that of cents of rounding; one's own alone if sealed."""
    orders = (
        select(
            Order.item_id,
            Order.organisation_id,
            func.sum(Order.volume).label("ordered"),
            func.sum(func.coalesce(Order.delivered_volume, 0)).label("delivered"),
        )
        .where(Order.lot_id == lot_id, Order.state != "cancelled")
        .group_by(Order.item_id, Order.organisation_id)
        .subquery()
    )
    committed = select(PurchaseCommitment).where(PurchaseCommitment.lot_id == lot_id).subquery()
    owner = func.coalesce(committed.c.organisation_id, orders.c.organisation_id)
    item = func.coalesce(committed.c.item_id, orders.c.item_id)
    statement = select(
        owner.label("organisation_id"),
        Organisation.name,
        item.label("item_id"),
        func.coalesce(committed.c.volume, 0).label("committed"),
        func.coalesce(committed.c.cents, 0).label("cents"),
        func.coalesce(orders.c.ordered, 0).label("ordered"),
        func.coalesce(orders.c.delivered, 0).label("delivered"),
        committed.c.reference_price,
        committed.c.reference_source,
        committed.c.reference_on,
    ).select_from(
        committed.outerjoin(
            orders,
            and_(
                committed.c.item_id == orders.c.item_id,
                committed.c.organisation_id == orders.c.organisation_id,
            ),
            full=True,
        ).join(Organisation, Organisation.id == owner)
    )
    if not sees_whole(view):
        statement = statement.where(owner == view.me)
    rows = (await session.execute(_in_order(statement, view, owner, item))).all()
    return [
        Line(**{**row._asdict(), "ordered": int(row.ordered), "delivered": int(row.delivered)})
        for row in rows
    ]


async def results_of(session: AsyncSession, view: View, lot: Lot) -> list[Result]:
    """The frozen lines of a closed lot, in the same order."""
    result = PurchaseResult
    statement = (
        select(result, Organisation.name)
        .join(Organisation, Organisation.id == result.organisation_id)
        .where(result.lot_id == lot.id)
    )
    if not sees_whole_closed(view, lot):
        statement = statement.where(result.organisation_id == view.me)
    rows = await session.execute(_in_order(statement, view, result.organisation_id, result.item_id))
    return [_result(row.PurchaseResult, row.name) for row in rows.all()]


def _in_order(
    statement: Select[*tuple[Any, ...]], view: View, owner: Any, item: Any
) -> Select[*tuple[Any, ...]]:
    asked = and_(Member.round_id == view.round.id, Member.organisation_id == owner)
    return statement.outerjoin(Member, asked).order_by(Member.position, owner, item)


def _result(row: PurchaseResult, name: str) -> Result:
    line = Line(
        row.organisation_id,
        name,
        row.item_id,
        row.committed_volume,
        row.committed_cents,
        row.ordered_volume,
        row.delivered_volume,
        row.reference_price,
        row.reference_source,
        row.reference_on,
    )
    return Result(line, Outcome(row.invoiced_cents, row.adjustment_cents))
