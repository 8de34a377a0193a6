"""Who buys what of a lot: the needs stated, with their reference prices, less those who left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Party
from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.purchases.models import Lot, Member, Need, OptOut


@dataclass(frozen=True, slots=True)
class Reference:
    """What it pays today for one unit (EUR/4), known from where and of when."""

    price: int
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that needs something of a lot. `volumes` and `references`: by item."""

    organisation_id: UUID
    name: str
    volumes: dict[UUID, int]
    references: dict[UUID, Reference]


def gone() -> ColumnElement[bool]:
    """Whether who stated a need left its lot, or was no party any more on the day of the decision (today, while it is open).

    In a statement on needs.
    """
    left = exists().where(OptOut.lot_id == Need.lot_id, OptOut.organisation_id == Need.organisation_id)
    decided = select(func.date(func.timezone(clock.PARIS.key, Lot.decided_at))).where(Lot.id == Need.lot_id)
    day = func.coalesce(decided.correlate(Need).scalar_subquery(), clock.today())
    present = exists().where(
        Party.agreement_id == Need.agreement_id,
        Party.organisation_id == Need.organisation_id,
        Party.joined_on <= day,
        or_(Party.left_on.is_(None), Party.left_on >= day),
    )
    return or_(left, ~present)


async def of_lot(
    session: AsyncSession, lot_id: UUID, *, staying: bool = True, without: Sequence[UUID] = ()
) -> list[Buyer]:
    """Buyers of a lot in the order of those asked: the order in which cents of rounding are given.

    `staying`: without those who left the lot, or the agreement before it was decided. Row-level security shows the caller its own line alone where needs are sealed.
    """
    statement = (
        select(
            Need.organisation_id,
            Organisation.name,
            Need.item_id,
            Need.volume,
            Need.reference_price,
            Need.reference_source,
            Need.reference_on,
        )
        .join(Organisation, Organisation.id == Need.organisation_id)
        .join(Member, and_(Member.round_id == Need.round_id, Member.organisation_id == Need.organisation_id))
        .where(Need.lot_id == lot_id, Need.organisation_id.not_in(without))
        .order_by(Member.position, Need.item_id)
    )
    buyers: dict[UUID, Buyer] = {}
    for row in (await session.execute(statement.where(~gone()) if staying else statement)).all():
        buyer = buyers.setdefault(row.organisation_id, Buyer(row.organisation_id, row.name, {}, {}))
        buyer.volumes[row.item_id] = row.volume
        if row.reference_price is not None:
            buyer.references[row.item_id] = Reference(
                row.reference_price, row.reference_source, row.reference_on
            )
    return list(buyers.values())
