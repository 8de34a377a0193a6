"""Who reads a round of group purchasing, and who may act on it.

A draft is read by the coordinator (the lead of the agreement) alone; then the round, its lots and what was published by
every party. Needs, commitments, orders and results: one's own; the others' for the coordinator, and for all where lines
are open. The stricter counts of the agreement's confidentiality when the survey opened and today.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties
from essaim.purchases.models import Item, Lot, Member, Round
from essaim.purchases.rules.telling import stricter


@dataclass(frozen=True, slots=True)
class View:
    """A round as the caller's organisation stands to it. `member`: its line among those asked, none if it is not."""

    round: Round
    standing: Standing
    member: Member | None

    @property
    def me(self) -> UUID:
        return self.standing.mine.organisation_id

    @property
    def coordinates(self) -> bool:
        return self.standing.leads

    @property
    def confidentiality(self) -> str:
        return stricter(self.round.confidentiality, self.standing.agreement.confidentiality)

    @property
    def sees_all(self) -> bool:
        """Whether it reads the needs, orders and results of the others."""
        return self.coordinates or self.confidentiality == "open"

    @property
    def before(self) -> datetime | None:
        """The instant from which it reads nothing, once it has left."""
        return before(self.standing)

    def reads(self, organisation_id: UUID) -> bool:
        return self.sees_all or organisation_id == self.me

    def require_asked(self) -> Member:
        """Its line among those asked, of a party that takes part; refused to the others."""
        self.standing.require_taking_part()
        if self.member is None:
            raise NotAsked
        return self.member


def has_joined(standing: Standing) -> bool:
    return standing.state in ("accepted", "left")


async def enter(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    """The agreement, for its parties of today and of the past; refused to who has not joined."""
    standing = await agreements.find(session, caller, agreement_id)
    if not has_joined(standing):
        raise PurchasesForParties
    return standing


async def enter_as_coordinator(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    standing = await enter(session, caller, agreement_id)
    standing.require_lead()
    return standing


def before(standing: Standing) -> datetime | None:
    """The instant from which a party that left reads nothing: the end of its last day. None while it is there."""
    if standing.state != "left" or standing.mine.left_on is None:
        return None
    return datetime.combine(standing.mine.left_on + timedelta(days=1), time.min, clock.PARIS)


def readable(standing: Standing) -> ColumnElement[bool]:
    """The rounds of this agreement that this party may read, in a statement on rounds alone.

    Who left reads those that had begun while it was there.
    """
    end = before(standing)
    if end is not None:
        return Round.opened_at < end
    return Round.opened_at.is_not(None) if not standing.leads else Round.id.is_not(None)


async def find(session: AsyncSession, caller: Caller, round_id: UUID, *, lock: bool = False) -> View:
    """The round, for a party that may read it; refused to who has not joined, not found for everybody else.

    `lock`: the round is held for a change, so that two changes cannot cross.
    """
    statement = (
        agreements.visible_to(caller)
        .join(Round, Round.agreement_id == Agreement.id)
        .outerjoin(Member, (Member.round_id == Round.id) & (Member.organisation_id == caller.organisation_id))
        .add_columns(Round, Member)
        .where(Round.id == round_id)
    )
    if lock:
        statement = statement.with_for_update(of=Round).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    standing = Standing(row.Agreement, row.Party)
    if not has_joined(standing):
        raise PurchasesForParties
    seen = select(Round.id).where(Round.id == round_id, readable(standing))
    if await session.scalar(seen) is None:
        raise NotFound
    return View(row.Round, standing, row.Member)


async def find_as_coordinator(session: AsyncSession, caller: Caller, round_id: UUID) -> View:
    view = await find(session, caller, round_id)
    view.standing.require_lead()
    return view


async def lock_as_coordinator(session: AsyncSession, caller: Caller, round_id: UUID) -> View:
    """The round locked for a change by its coordinator."""
    await find_as_coordinator(session, caller, round_id)
    return await find(session, caller, round_id, lock=True)


async def lot_of(session: AsyncSession, view: View, lot_id: UUID, *, lock: bool = False) -> Lot:
    """A lot of the round. `lock`: held against awards, opt-outs and closings."""
    statement = select(Lot).where(Lot.id == lot_id, Lot.round_id == view.round.id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    lot = (await session.scalars(statement)).one_or_none()
    if lot is None:
        raise NotFound
    return lot


async def items_of(session: AsyncSession, round_id: UUID, lot_id: UUID | None = None) -> list[Item]:
    """Items in the order of their lots, then their own."""
    statement = (
        select(Item)
        .join(Lot, Lot.id == Item.lot_id)
        .where(Item.round_id == round_id)
        .order_by(Lot.position, Item.position)
    )
    if lot_id is not None:
        statement = statement.where(Item.lot_id == lot_id)
    return list((await session.scalars(statement)).all())
