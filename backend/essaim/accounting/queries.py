"""Read codes, and of the ledger what a year of accounts is made of. The caller has made sure that it reads as the lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import SQLColumnExpression, extract, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.accounting.models import AccountingCode
from essaim.accounting.rules.chart import DEFAULTS, MEANINGS, Chart, Code
from essaim.accounting.rules.entries import Carried, Held, Movement, Third
from essaim.accounting.schemas import CodeOut, CodesOut, LeftOutOut
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.service.posting import EUR
from essaim.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Kept:
    """An account in euros, and the organisation it is kept for."""

    held: Held
    organisation_id: UUID | None


async def codes(session: AsyncSession, agreement_id: UUID, language: Language) -> CodesOut:
    chosen: dict[str, AccountingCode] = {code.purpose: code for code in await _chosen(session, agreement_id)}
    return CodesOut(
        agreement_id=agreement_id,
        codes=[
            CodeOut.model_validate(
                {
                    "purpose": purpose,
                    "meaning": MEANINGS[purpose].in_(language),
                    "number": code.number if code else default.number,
                    "name": code.name if code else default.name,
                    "default_number": default.number,
                    "default_name": default.name,
                    "chosen": code is not None,
                    "version": code.version if code else 0,
                }
            )
            for purpose, default in DEFAULTS.items()
            for code in (chosen.get(purpose),)
        ],
    )


async def chart(session: AsyncSession, agreement_id: UUID) -> Chart:
    return Chart(
        {code.purpose: Code(code.number, code.name) for code in await _chosen(session, agreement_id)}
    )


async def _chosen(session: AsyncSession, agreement_id: UUID) -> list[AccountingCode]:
    statement = select(AccountingCode).where(AccountingCode.agreement_id == agreement_id)
    return list(await session.scalars(statement))


async def accounts(session: AsyncSession, agreement_id: UUID) -> dict[UUID, Kept]:
    statement = (
        select(
            Account.id,
            Account.purpose,
            Account.organisation_id,
            Organisation.name,
            Organisation.siren,
            Organisation.rna,
        )
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.agreement_id == agreement_id, Account.unit == EUR)
    )
    return {
        row.id: Kept(Held(row.purpose, _third(row)), row.organisation_id)
        for row in (await session.execute(statement))
    }


def _third(row: Any) -> Third | None:
    if row.organisation_id is None:
        return None
    return Third(row.siren or row.rna or f"O{row.organisation_id.hex[-12:].upper()}", row.name)


async def movements(
    session: AsyncSession, agreement_id: UUID, year: int, kept: Mapping[UUID, Kept], limit: int
) -> list[Movement]:
    """Movements in euros of the transactions dated in a year, in the order of the book; so many at most."""
    reversed_ = aliased(Transaction)
    statement = (
        select(
            Transaction.number,
            Transaction.occurred_on,
            Transaction.recorded_at,
            func.coalesce(reversed_.kind, Transaction.kind).label("kind"),
            Transaction.description,
            Transaction.reference,
            Posting.source_id,
            Posting.destination_id,
            Posting.amount,
        )
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Account, Account.id == Posting.source_id)
        .outerjoin(reversed_, reversed_.id == Transaction.reverses_id)
        .where(
            Posting.agreement_id == agreement_id,
            Account.unit == EUR,
            Transaction.occurred_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Transaction.number, Posting.id)
        .limit(limit)
    )
    return [
        Movement(
            transaction=row.number,
            occurred_on=row.occurred_on,
            recorded_on=row.recorded_at.astimezone(clock.PARIS).date(),
            kind=row.kind,
            description=row.description,
            reference=row.reference,
            source=kept[row.source_id].held,
            destination=kept[row.destination_id].held,
            cents=row.amount,
        )
        for row in (await session.execute(statement))
    ]


async def carried(
    session: AsyncSession, agreement_id: UUID, year: int, kept: Mapping[UUID, Kept]
) -> tuple[list[Carried], date]:
    """What each account received, net, year after year before this one; and the last day that was written to."""
    occurred = extract("year", Transaction.occurred_on)
    legs = union_all(
        *(
            select(
                near.label("account_id"),
                occurred.label("year"),
                amount.label("change"),
                Transaction.recorded_at.label("recorded_at"),
            )
            .join(Transaction, Transaction.id == Posting.transaction_id)
            .where(Posting.agreement_id == agreement_id, Transaction.occurred_on < date(year, 1, 1))
            for near, amount in _sides()
        )
    ).subquery()
    sums = select(
        legs.c.account_id,
        legs.c.year,
        func.sum(legs.c.change).label("cents"),
        func.max(legs.c.recorded_at).label("recorded_at"),
    ).group_by(legs.c.account_id, legs.c.year)
    rows = [row for row in (await session.execute(sums)) if row.account_id in kept]
    days = [row.recorded_at.astimezone(clock.PARIS).date() for row in rows]
    found = [Carried(kept[row.account_id].held, int(row.year), int(row.cents)) for row in rows]
    return found, max(days, default=date(year, 1, 1))


def _sides() -> tuple[tuple[SQLColumnExpression[UUID], SQLColumnExpression[int]], ...]:
    return (Posting.source_id, -Posting.amount), (Posting.destination_id, Posting.amount.expression)


async def left_out(session: AsyncSession, agreement_id: UUID, year: int) -> list[LeftOutOut]:
    """Other units moved in the year."""
    statement = (
        select(Account.unit, func.count().label("movements"))
        .select_from(Posting)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Account, Account.id == Posting.source_id)
        .where(
            Posting.agreement_id == agreement_id,
            Account.unit != EUR,
            Transaction.occurred_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Account.unit)
        .order_by(Account.unit)
    )
    return [LeftOutOut.model_validate(row) for row in (await session.execute(statement))]


async def siren_of(session: AsyncSession, organisation_id: UUID) -> str | None:
    return await session.scalar(select(Organisation.siren).where(Organisation.id == organisation_id))
