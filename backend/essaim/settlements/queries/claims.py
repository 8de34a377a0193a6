"""Open statements as debts between organisations and the pool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.settlements import access
from essaim.settlements.models import SettlementItem
from essaim.settlements.rules import Debt
from essaim.settlements.words import POOL, LeftOutReason
from essaim.statements.models import Statement

Place = UUID | None


@dataclass(frozen=True, slots=True)
class Open:
    """An open statement as a debt: of the pool where an end is null."""

    statement: Statement
    debtor: Place
    creditor: Place

    @property
    def cents(self) -> int:
        return remaining(self.statement)

    @property
    def debt(self) -> Debt[Place]:
        return Debt(self.debtor, self.creditor, self.cents)


def remaining(statement: Statement) -> int:
    """What is left to settle, never signed. Cents."""
    return abs(statement.amount_cents) - statement.settled_cents if statement.state == "issued" else 0


def as_debt(statement: Statement) -> Open:
    """A call is owed to the pool, a rebilling to its issuer; a credit is owed by them."""
    other = None if statement.to_pool else statement.issuer_id
    if statement.amount_cents > 0:
        return Open(statement, statement.organisation_id, other)
    return Open(statement, other, statement.organisation_id)


def open_by(agreement_id: UUID, through: date) -> Select[Statement]:
    return (
        select(Statement)
        .where(
            Statement.agreement_id == agreement_id,
            Statement.state == "issued",
            Statement.due_on <= through,
        )
        .order_by(Statement.id)
    )


@dataclass(frozen=True, slots=True)
class Sorted:
    """Open statements that can be netted, and those that cannot with the reason."""

    order: list[Place]
    items: list[Open]
    left_out: list[tuple[Open, LeftOutReason]]


async def sort(session: AsyncSession, agreement_id: UUID, statements: Iterable[Statement]) -> Sorted:
    """For the lead: only it reads what is at the bank."""
    opened = [as_debt(statement) for statement in statements]
    parties = await access.taking_part(session, agreement_id)
    taken = await _in_settlements(session, [one.statement.id for one in opened])
    filed = await at_the_bank(session, agreement_id)
    ends = {None, *parties}
    kept: list[Open] = []
    left_out: list[tuple[Open, LeftOutReason]] = []
    for one in sorted(opened, key=lambda one: (one.statement.due_on, one.statement.number)):
        if one.statement.id in taken:
            left_out.append((one, "in_settlement"))
        elif one.statement.id in filed:
            left_out.append((one, "at_the_bank"))
        elif not {one.debtor, one.creditor} <= ends:
            left_out.append((one, "party_left"))
        else:
            kept.append(one)
    return Sorted([None, *parties], kept, left_out)


async def _in_settlements(session: AsyncSession, statements: Sequence[UUID]) -> set[UUID]:
    found = select(SettlementItem.statement_id).where(
        SettlementItem.statement_id.in_(statements), SettlementItem.live
    )
    return set((await session.scalars(found)).all())


async def at_the_bank(session: AsyncSession, agreement_id: UUID) -> set[UUID]:
    """Statements in a payment file of anybody, for the lead."""
    filed: Any = func.filed_statements(agreement_id).column_valued("statement_id")
    return set((await session.scalars(select(filed))).all())


async def names(session: AsyncSession, places: Iterable[Place], language: Language) -> dict[Place, str]:
    """Names of organisations, and of the pool."""
    asked = {place for place in places if place is not None}
    rows = await session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(asked)))
    return {None: POOL.in_(language), **{row.id: row.name for row in rows.all()}}
