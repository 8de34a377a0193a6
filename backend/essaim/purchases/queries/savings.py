"""Commitments, results and rebates as savings are made of them, and the totals published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Numeric, and_, cast, func, or_, select
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
    """One's own lines, and those of the others where they may be read; of its time alone for who left."""
    own: ColumnElement[bool] = owner == view.me
    if not view.sees_all:
        return own
    if view.standing.state == "left":
        return or_(
            own, func.date(func.timezone("Europe/Paris", Lot.decided_at)) <= view.standing.mine.left_on
        )
    return Lot.id.is_not(None)


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
        )
        .order_by(Member.position, Organisation.name, Organisation.id)
    )
    return (await session.execute(statement)).all()


async def results(session: AsyncSession, view: View) -> Sequence[Any]:
    """Lines of the lots closed; the others' of its time alone for who left."""
    readable = mine_or_whole(view, PurchaseResult.organisation_id)
    if view.standing.state == "left":
        closed_on = func.date(func.timezone("Europe/Paris", Lot.closed_at))
        readable = or_(
            PurchaseResult.organisation_id == view.me,
            and_(readable, closed_on <= view.standing.mine.left_on),
        )
    statement = (
        select(PurchaseResult, Organisation.name.label("organisation_name"))
        .join(Lot, Lot.id == PurchaseResult.lot_id)
        .join(Organisation, Organisation.id == PurchaseResult.organisation_id)
        .outerjoin(Member, _asked(PurchaseResult))
        .where(PurchaseResult.round_id == view.round.id, readable)
        .order_by(Member.position, Organisation.name, Organisation.id)
    )
    return (await session.execute(statement)).all()


def _asked(table: type[PurchaseCommitment] | type[PurchaseResult]) -> ColumnElement[bool]:
    return and_(Member.round_id == table.round_id, Member.organisation_id == table.organisation_id)


async def rebates(session: AsyncSession, view: View) -> dict[UUID, int]:
    """Rebates received on the whole round, by organisation that may be read."""
    statement = (
        select(RebateShare.organisation_id, func.sum(RebateShare.cents).label("cents"))
        .join(Lot, Lot.id == RebateShare.lot_id)
        .where(RebateShare.round_id == view.round.id, mine_or_whole(view, RebateShare.organisation_id))
        .group_by(RebateShare.organisation_id)
    )
    if view.standing.state == "left":
        statement = statement.where(RebateShare.organisation_id == view.me)
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
        Publication.round_id == view.round.id, Publication.moment == moment, Publication.volume.is_not(None)
    )
    if view.standing.state == "left":
        told_on = func.date(func.timezone("Europe/Paris", Publication.published_at))
        statement = statement.where(told_on <= view.standing.mine.left_on)
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
    left_on = view.standing.mine.left_on
    opened_at = view.round.opened_at
    return view.standing.state != "left" or (
        opened_at is not None and left_on is not None and opened_at.date() <= left_on
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose gains are read: one's own in all these rounds, everybody's in those of them that are `whole`."""

    rounds: Sequence[UUID]
    whole: Sequence[UUID]
    me: UUID
    only: UUID | None


Gains = dict[tuple[UUID, UUID], int]
"""By round and organisation, in cents."""


async def forecasts(session: AsyncSession, asked: Asked) -> Gains:
    """Gain forecast over the items that have a reference price."""
    of = PurchaseCommitment
    return await _gains(session, asked, of, _worth(of.reference_price, of.volume) - of.cents)


async def actuals(session: AsyncSession, asked: Asked) -> Gains:
    """Actual gain, without rebates, over the lots closed."""
    of = PurchaseResult
    return await _gains(session, asked, of, _worth(of.reference_price, of.ordered_volume) - of.actual_cents)


async def rebates_of(session: AsyncSession, asked: Asked) -> Gains:
    return await _gains(session, asked, RebateShare, RebateShare.cents)


async def names(session: AsyncSession, organisations: Collection[UUID]) -> dict[UUID, str]:
    found = await session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisations))
    )
    return {row.id: row.name for row in found.all()}


async def _gains(
    session: AsyncSession,
    asked: Asked,
    table: type[PurchaseCommitment] | type[PurchaseResult] | type[RebateShare],
    gain: Any,
) -> Gains:
    statement = (
        select(table.round_id, table.organisation_id, func.coalesce(func.sum(gain), 0).label("cents"))
        .where(
            table.round_id.in_(asked.rounds),
            or_(table.organisation_id == asked.me, table.round_id.in_(asked.whole)),
        )
        .group_by(table.round_id, table.organisation_id)
    )
    if asked.only is not None:
        statement = statement.where(table.organisation_id == asked.only)
    return {
        (row.round_id, row.organisation_id): int(row.cents)
        for row in (await session.execute(statement)).all()
    }


def _worth(price: Any, volume: Any) -> ColumnElement[Any]:
    """`rules.savings.worth` in SQL: both are positive, and their product may pass eight bytes. Null without a price."""
    return func.floor((cast(price, Numeric) * volume + HALF_CENT) / PER_CENT)
