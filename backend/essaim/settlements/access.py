"""Who reads a settlement, how much of it, and who may act on it.

Where lines are open to all, and as the lead, a party reads it whole; elsewhere its own answer, the statements and transfers
where it is an end. A party that left reads whole what was decided within its time, its own part to the end.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.settlements.errors import SettlementsForParties
from essaim.settlements.models import Settlement, SettlementAnswer, Transfer
from essaim.statements.access import Reader


@dataclass(frozen=True, slots=True)
class View:
    """A settlement as the caller's organisation stands to it."""

    settlement: Settlement
    reader: Reader
    party_of_it: bool

    @property
    def standing(self) -> Standing:
        return self.reader.standing

    @property
    def me(self) -> UUID:
        return self.reader.me

    @property
    def whole(self) -> bool:
        """Whether it reads what concerns others only."""
        return reads_whole(self.reader, self.settlement)


def reads_whole(reader: Reader, settlement: Settlement) -> bool:
    if not reader.every_line or reader.before is None:
        return reader.every_line
    return settlement.decided_at is not None and settlement.decided_at < reader.before


def concerns(organisation_id: UUID) -> ColumnElement[bool]:
    """Settlements of statements that this organisation owes or is owed itself."""
    return exists().where(
        SettlementAnswer.settlement_id == Settlement.id, SettlementAnswer.organisation_id == organisation_id
    )


def readable(reader: Reader) -> ColumnElement[bool]:
    of_agreement = Settlement.agreement_id == reader.agreement_id
    mine = concerns(reader.me)
    if not reader.every_line:
        return and_(of_agreement, mine)
    return (
        of_agreement
        if reader.before is None
        else and_(of_agreement, or_(mine, Settlement.decided_at < reader.before))
    )


def paid_within(reader: Reader, transfer: Transfer) -> bool:
    """Whether this reader may know that a transfer was paid: its own, or paid within its time."""
    if reader.until is None or reader.me in (transfer.payer_id, transfer.payee_id):
        return True
    return transfer.paid_on is not None and transfer.paid_on <= reader.until


async def open_settlements(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Reader:
    """The settlements of an agreement, for its parties of today and of the past; an invited one answers first."""
    standing = await agreements.find(session, caller, agreement_id)
    if standing.state not in ("accepted", "left"):
        raise SettlementsForParties
    return Reader(standing)


async def open_as_lead(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Reader:
    reader = await open_settlements(session, caller, agreement_id)
    reader.standing.require_lead()
    return reader


async def find(session: AsyncSession, caller: Caller, settlement_id: UUID) -> View:
    """A settlement this organisation may read at least in part; not found for everybody else."""
    wanted = (
        agreements.visible_to(caller)
        .join(Settlement, Settlement.agreement_id == Agreement.id)
        .add_columns(Settlement, concerns(caller.organisation_id).label("mine"))
        .where(Settlement.id == settlement_id)
    )
    row = (await session.execute(wanted)).one_or_none()
    if row is None:
        raise NotFound
    standing = Standing(row.Agreement, row.Party)
    view = View(row.Settlement, Reader(standing), row.mine)
    if standing.state not in ("accepted", "left") or not (view.whole or view.party_of_it):
        raise NotFound
    return view


async def find_as_lead(session: AsyncSession, caller: Caller, settlement_id: UUID) -> View:
    """The settlement locked, for a change by the lead."""
    view = await find(session, caller, settlement_id)
    view.standing.require_lead()
    locked = select(Settlement).where(Settlement.id == settlement_id).with_for_update()
    settlement = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    return View(settlement, view.reader, view.party_of_it)


async def taking_part(session: AsyncSession, agreement_id: UUID, day: date | None = None) -> list[UUID]:
    """Organisations that can accept, in the order of the parties."""
    statement = (
        select(Party.organisation_id)
        .where(
            Party.agreement_id == agreement_id,
            Party.role != "observer",
            agreements.state_on(day or clock.today()) == "accepted",
        )
        .order_by(Party.id)
    )
    return list((await session.scalars(statement)).all())


def may_record(reader: Reader, transfer: Transfer, present: set[UUID]) -> bool:
    """Whether this organisation says that a transfer came: whoever receives it, or the lead for others.

    Of what it owes itself the lead says it only for the pool, whose money it keeps, and for who left.
    """
    if transfer.payee_id == reader.me:
        return reader.writes
    if not reader.standing.leads:
        return False
    return transfer.payer_id != reader.me or transfer.payee_id is None or transfer.payee_id not in present
