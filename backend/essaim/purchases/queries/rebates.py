"""Rebates of a lot: one's own share, and the whole where it may be read."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.errors import NotFound
from essaim.organisations.models import Organisation
from essaim.purchases.access import View
from essaim.purchases.models import Lot, Member, Rebate, RebateShare
from essaim.purchases.queries.bought import sees_whole_closed
from essaim.purchases.schemas.closing import RebateOut, RebateShareOut


async def of_lot(session: AsyncSession, view: View, lot: Lot) -> list[RebateOut]:
    """First recorded first."""
    return await _told(session, view, lot, RebateShare.lot_id == lot.id)


async def read(session: AsyncSession, view: View, lot: Lot, rebate_id: UUID) -> RebateOut:
    found = await _told(session, view, lot, RebateShare.rebate_id == rebate_id)
    if not found:
        raise NotFound
    return found[0]


async def _told(session: AsyncSession, view: View, lot: Lot, wanted: ColumnElement[bool]) -> list[RebateOut]:
    whole = sees_whole_closed(view, lot)
    statement = (
        select(RebateShare, Organisation.name)
        .join(Organisation, Organisation.id == RebateShare.organisation_id)
        .outerjoin(
            Member,
            and_(
                Member.round_id == RebateShare.round_id,
                Member.organisation_id == RebateShare.organisation_id,
            ),
        )
        .where(wanted)
        .order_by(RebateShare.rebate_id, Member.position, RebateShare.organisation_id)
    )
    if not whole:
        statement = statement.where(RebateShare.organisation_id == view.me)
    shares: dict[UUID, list[RebateShareOut]] = {}
    for row in (await session.execute(statement)).all():
        shares.setdefault(row.RebateShare.rebate_id, []).append(_share(row))
    rebates: dict[UUID, Rebate] = {}
    if whole:
        of_lot = select(Rebate).where(Rebate.lot_id == lot.id)
        rebates = {rebate.id: rebate for rebate in await session.scalars(of_lot)}
    return [_out(lot, rebate_id, rebates.get(rebate_id), own) for rebate_id, own in shares.items()]


def _share(row: Any) -> RebateShareOut:
    share: RebateShare = row.RebateShare
    return RebateShareOut(
        organisation_id=share.organisation_id,
        organisation_name=row.name,
        spend_cents=share.spend_cents,
        cents=share.cents,
    )


def _out(lot: Lot, rebate_id: UUID, rebate: Rebate | None, shares: list[RebateShareOut]) -> RebateOut:
    return RebateOut(
        id=rebate_id,
        lot_id=lot.id,
        received_on=rebate.received_on if rebate else None,
        turnover_cents=rebate.turnover_cents if rebate else None,
        expected_cents=rebate.expected_cents if rebate else None,
        received_cents=rebate.received_cents if rebate else None,
        kept_cents=rebate.kept_cents if rebate else None,
        recorded_at=rebate.recorded_at if rebate else None,
        shares=shares,
    )
