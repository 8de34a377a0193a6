"""Who reads a statement, through which day, and who may act on it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.ledger.access import sees_every_line
from essaim.statements.errors import OnlyTheIssuer, StatementsForParties
from essaim.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Reader:
    """How far a party reads the statements of an agreement."""

    standing: Standing

    @property
    def me(self) -> UUID:
        return self.standing.mine.organisation_id

    @property
    def agreement_id(self) -> UUID:
        return self.standing.agreement.id

    @property
    def every_line(self) -> bool:
        return sees_every_line(self.standing)

    @property
    def until(self) -> date | None:
        """The last day it reads of the others, once it has left."""
        if self.standing.state != "left":
            return None
        return self.standing.mine.left_on or date.min

    @property
    def before(self) -> datetime | None:
        """The instant from which it reads nothing of the others, once it has left."""
        if self.until is None:
            return None
        return datetime.combine(self.until + timedelta(days=1), time.min, clock.PARIS)

    @property
    def writes(self) -> bool:
        return self.standing.takes_part

    def receives(self, statement: "Statement | Row[Any]") -> bool:
        """Whether this organisation says what was paid on it: the lead, which keeps the money of the pool, or the issuer.

        Between two parties, the lead may say it for others; of what it owes itself, never.
        """
        if self.standing.leads and (statement.to_pool or statement.organisation_id != self.me):
            return True
        return self.writes and not statement.to_pool and statement.issuer_id == self.me

    def reminds(self, statement: "Statement | Row[Any]") -> bool:
        """Whether it is owed to this organisation, or to the pool it leads."""
        if statement.to_pool:
            return self.standing.leads
        return self.writes and statement.issuer_id == self.me


def own(organisation_id: UUID) -> ColumnElement[bool]:
    """Statements an organisation owes or is owed itself. What the pool is owed is the lead's to read, not a former lead's."""
    issued = and_(Statement.issuer_id == organisation_id, Statement.to_pool.is_(False))
    return or_(Statement.organisation_id == organisation_id, issued)


def readable(reader: Reader) -> ColumnElement[bool]:
    """Its own to the end, for what it still owes; the others' where lines are open, issued within its time."""
    of_agreement = Statement.agreement_id == reader.agreement_id
    if not reader.every_line:
        return and_(of_agreement, own(reader.me))
    within = true() if reader.until is None else Statement.issued_on <= reader.until
    return and_(of_agreement, or_(own(reader.me), within))


async def open_statements(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Reader:
    """The statements of an agreement, for its parties of today and of the past; an invited one answers first."""
    standing = await agreements.find(session, caller, agreement_id)
    if standing.state not in ("accepted", "left"):
        raise StatementsForParties
    return Reader(standing)


async def find(session: AsyncSession, caller: Caller, statement_id: UUID) -> tuple[Statement, Reader]:
    """A statement this organisation may read; not found for everybody else."""
    wanted = (
        agreements.visible_to(caller)
        .join(Statement, Statement.agreement_id == Agreement.id)
        .add_columns(Statement)
        .where(Statement.id == statement_id)
    )
    row = (await session.execute(wanted)).one_or_none()
    if row is None:
        raise NotFound
    reader = Reader(Standing(row.Agreement, row.Party))
    if reader.standing.state not in ("accepted", "left"):
        raise NotFound
    if (
        await session.scalar(select(Statement.id).where(Statement.id == statement_id, readable(reader)))
        is None
    ):
        raise NotFound
    return row.Statement, reader


async def lock(session: AsyncSession, statement_id: UUID) -> Statement:
    """The statement locked, as it is now, so that two changes cannot cross; the caller may act on it."""
    locked = (
        select(Statement)
        .where(Statement.id == statement_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    statement = (await session.scalars(locked)).one_or_none()
    if statement is None:
        raise NotFound
    return statement


async def find_receiving(
    session: AsyncSession, caller: Caller, statement_id: UUID
) -> tuple[Statement, Reader]:
    """A statement to act on as its issuer or as the lead, locked. Known but another's: refused."""
    statement, reader = await find(session, caller, statement_id)
    if not reader.receives(statement):
        raise OnlyTheIssuer
    return await lock(session, statement_id), reader
