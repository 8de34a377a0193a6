"""Commitments, results and rebates as savings are made of them, and the totals published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Numeric, and_, cast, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.organisations.models import Organisation
from essaim.purchases.access import View, has_joined
from essaim.purchases.models import (
    Item,
    Lot,
    Member,
    Need,
    Publication,
    PurchaseCommitment,
    PurchaseResult,
    Quote,
    RebateShare,
    Round,
    Supplier,
)
from essaim.purchases.rules.pricing import PER_CENT

HALF_CENT = PER_CENT // 2


def mine_or_whole(view: View, owner: Any) -> ColumnElement[bool]:
    """One's own lines, and those of the others where they may be read."""
    return Lot.id.is_not(None) if view.sees_all else owner == view.me


def in_time(view: View, moment: Any) -> ColumnElement[bool]:
    """What happened while it was there, for a party that left."""
    return true() if view.before is None else moment < view.before


async def lots(session: AsyncSession, round_id: UUID) -> Sequence[Any]:
    """Lots in order, with the content of the quote awarded and its supplier."""
    return (
        await session.execute(
            select(Lot, Quote.content, Supplier.name.label("supplier_name"))
            .outerjoin(Quote, Quote.id == Lot.quote_id)
            .outerjoin(Supplier, Supplier.id == Quote.supplier_id)
            .where(Lot.round_id == round_id)
            .order_by(Lot.position)
        )
    ).all()


async def commitments(session: AsyncSession, view: View) -> Sequence[Any]:
    """With the evidence of the reference price, in the order of those asked."""
    statement = (
        select(PurchaseCommitment, Need.evidence_id, Organisation.name.label("organisation_name"))
        .join(Lot, Lot.id == PurchaseCommitment.lot_id)
        .join(Organisation, Organisation.id == PurchaseCommitment.organisation_id)
        .outerjoin(Member, _asked(PurchaseCommitment))
        .outerjoin(
            Need,
            and_(
                Need.item_id == PurchaseCommitment.item_id,
                Need.organisation_id == PurchaseCommitment.organisation_id,
            ),
        )
        .where(
            PurchaseCommitment.round_id == view.round.id,
            mine_or_whole(view, PurchaseCommitment.organisation_id),
            in_time(view, Lot.decided_at),
        )
        .order_by(Member.position, Organisation.name, Organisation.id)
    )
    return (await session.execute(statement)).all()


async def results(session: AsyncSession, view: View) -> Sequence[Any]:
    """Lines of the lots closed."""
    statement = (
        select(PurchaseResult, Organisation.name.label("organisation_name"))
        .join(Lot, Lot.id == PurchaseResult.lot_id)
        .join(Organisation, Organisation.id == PurchaseResult.organisation_id)
        .outerjoin(Member, _asked(PurchaseResult))
        .where(
            PurchaseResult.round_id == view.round.id,
            mine_or_whole(view, PurchaseResult.organisation_id),
            in_time(view, Lot.closed_at),
        )
        .order_by(Member.position, Organisation.name, Organisation.id)
    )
    return (await session.execute(statement)).all()


def _asked(table: type[PurchaseCommitment] | type[PurchaseResult]) -> ColumnElement[bool]:
    return and_(Member.round_id == table.round_id, Member.organisation_id == table.organisation_id)


async def rebates(session: AsyncSession, view: View) -> dict[UUID, int]:
    """Rebates received on the whole round, by organisation that may be read; none is dated for who left."""
    if view.before is not None:
        return {}
    statement = (
        select(RebateShare.organisation_id, func.sum(RebateShare.cents).label("cents"))
        .join(Lot, Lot.id == RebateShare.lot_id)
        .where(RebateShare.round_id == view.round.id, mine_or_whole(view, RebateShare.organisation_id))
        .group_by(RebateShare.organisation_id)
    )
    return {row.organisation_id: int(row.cents) for row in (await session.execute(statement)).all()}


async def items(session: AsyncSession, round_id: UUID) -> dict[UUID, Item]:
    """In the order of lots, then their own."""
    found = await session.scalars(
        select(Item)
        .join(Lot, Lot.id == Item.lot_id)
        .where(Item.round_id == round_id)
        .order_by(Lot.position, Item.position)
    )
    return {item.id: item for item in found}


async def published(session: AsyncSession, view: View, moment: str) -> dict[UUID, Publication]:
    """Totals told at this moment, by item; not those told since the party left."""
    statement = select(Publication).where(
        Publication.round_id == view.round.id,
        Publication.moment == moment,
        Publication.volume.is_not(None),
        in_time(view, Publication.published_at),
    )
    return {row.item_id: row for row in await session.scalars(statement)}


# A calendar year


async def rounds_of_year(
    session: AsyncSession, caller: Caller, agreement_id: UUID | None, year: int, limit: int
) -> list[View]:
    """Rounds whose contract runs in that year, newest first, as the caller stands to each."""
    statement = (
        agreements.visible_to(caller)
        .join(Round, Round.agreement_id == Agreement.id)
        .outerjoin(
            Member, and_(Member.round_id == Round.id, Member.organisation_id == caller.organisation_id)
        )
        .add_columns(Round, Member)
        .where(
            Round.opened_at.is_not(None),
            Round.state != "cancelled",
            Round.starts_on <= date(year, 12, 31),
            Round.ends_on >= date(year, 1, 1),
        )
        .order_by(Round.id.desc())
        .limit(limit)
    )
    if agreement_id is not None:
        statement = statement.where(Agreement.id == agreement_id)
    views = [
        View(row.Round, Standing(row.Agreement, row.Party), row.Member)
        for row in (await session.execute(statement)).all()
    ]
    return [view for view in views if has_joined(view.standing) and _begun_in_its_time(view)]


def _begun_in_its_time(view: View) -> bool:
    opened_at = view.round.opened_at
    return view.before is None or (opened_at is not None and opened_at < view.before)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose gains are read: one's own in all these rounds, everybody's where the view sees all; or of `only` one."""

    views: Sequence[View]
    me: UUID
    only: UUID | None

    def readable(self, table: Any, moment: Any) -> ColumnElement[bool]:
        whole = [view.round.id for view in self.views if view.sees_all]
        left = [view for view in self.views if view.before is not None]
        conditions = [
            table.round_id.in_([view.round.id for view in self.views]),
            or_(table.organisation_id == self.me, table.round_id.in_(whole)),
            *(or_(table.round_id != view.round.id, in_time(view, moment)) for view in left),
        ]
        if self.only is not None:
            conditions.append(table.organisation_id == self.only)
        return and_(*conditions)


Gains = dict[tuple[UUID, UUID], int]
"""By round and organisation, in cents."""


async def forecasts(session: AsyncSession, asked: Asked) -> Gains:
    """Gain forecast over the items that have a reference price."""
    of = PurchaseCommitment
    gain = _worth(of.reference_price, of.volume) - of.cents
    return await _gains(session, of, gain, asked.readable(of, Lot.decided_at))


async def actuals(session: AsyncSession, asked: Asked) -> Gains:
    """Actual gain, without rebates, over the lots closed."""
    of = PurchaseResult
    gain = _worth(of.reference_price, of.ordered_volume) - of.actual_cents
    return await _gains(session, of, gain, asked.readable(of, Lot.closed_at))


async def rebates_of(session: AsyncSession, asked: Asked) -> Gains:
    """None is dated for who left."""
    there = Asked([view for view in asked.views if view.before is None], asked.me, asked.only)
    return await _gains(session, RebateShare, RebateShare.cents, there.readable(RebateShare, Lot.closed_at))


async def names(session: AsyncSession, organisations: Collection[UUID]) -> dict[UUID, str]:
    found = await session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisations))
    )
    return {row.id: row.name for row in found.all()}


async def _gains(session: AsyncSession, table: Any, gain: Any, readable: ColumnElement[bool]) -> Gains:
    statement = (
        select(table.round_id, table.organisation_id, func.coalesce(func.sum(gain), 0).label("cents"))
        .join(Lot, Lot.id == table.lot_id)
        .where(readable)
        .group_by(table.round_id, table.organisation_id)
    )
    return {
        (row.round_id, row.organisation_id): int(row.cents)
        for row in (await session.execute(statement)).all()
    }


def _worth(price: Any, volume: Any) -> ColumnElement[Any]:
    """`rules.savings.worth` in SQL: both are positive, and their product may pass eight bytes. Null without a price."""
    return func.floor((cast(price, Numeric) * volume + HALF_CENT) / PER_CENT)


async def saved_since(session: AsyncSession, organisation_id: UUID, since: date) -> int | None:
    """Actual gains of an organisation, with their rebates, on the lots closed since a day; none where no gain is known."""
    of = PurchaseResult
    recent = select(Lot.id).where(func.date(func.timezone("Europe/Paris", Lot.closed_at)) >= since)
    gain = select(func.sum(_worth(of.reference_price, of.ordered_volume) - of.actual_cents)).where(
        of.organisation_id == organisation_id, of.reference_price.is_not(None), of.lot_id.in_(recent)
    )
    rebates = select(func.coalesce(func.sum(RebateShare.cents), 0)).where(
        RebateShare.organisation_id == organisation_id, RebateShare.lot_id.in_(recent)
    )
    row = (
        await session.execute(
            select(gain.scalar_subquery().label("gain"), rebates.scalar_subquery().label("rebates"))
        )
    ).one()
    return None if row.gain is None else int(row.gain + row.rebates)
