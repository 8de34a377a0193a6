"""The whole book of an agreement: is it balanced, who read whose lines, and sums for the features above."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, any_, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.access import Reader, readable_accounts
from essaim.ledger.models import Account, Book, Kind, Posting, Purpose, Reading, Transaction
from essaim.ledger.schemas import BookOut, ReadingOut, UnitBalanceOut
from essaim.organisations.models import Organisation

EUR = "EUR/2"


async def read(session: AsyncSession, reader: Reader) -> BookOut:
    statement = (
        select(Account.unit, func.sum(Account.balance), func.count().filter(readable_accounts(reader)))
        .where(Account.agreement_id == reader.agreement_id)
        .group_by(Account.unit)
        .order_by(Account.unit)
    )
    units = [
        UnitBalanceOut(unit=unit, total=int(total), accounts=accounts)
        for unit, total, accounts in (await session.execute(statement))
        if accounts
    ]
    agreement = reader.standing.agreement
    return BookOut(
        agreement_id=agreement.id,
        agreement_name=agreement.name,
        agreement_kind=agreement.kind,
        confidentiality=agreement.confidentiality,
        leads=reader.standing.leads,
        read_until=reader.until,
        balanced=all(unit.total == 0 for unit in units),
        units=units,
        transactions=await _transactions(session, reader),
    )


async def _transactions(session: AsyncSession, reader: Reader) -> int:
    if reader.until is None:
        # Numbered without a gap: the last number is their count.
        last = select(Book.last_number).where(Book.agreement_id == reader.agreement_id)
        return await session.scalar(last) or 0
    dated = select(func.count()).where(
        Transaction.agreement_id == reader.agreement_id, Transaction.occurred_on <= reader.until
    )
    return await session.scalar(dated) or 0


async def search_readings(session: AsyncSession, reader: Reader, page: PageQuery) -> Page[ReadingOut]:
    """What one's organisation read of others, and what was read of it."""
    mine = or_(Reading.organisation_id == reader.me, literal(reader.me) == any_(Reading.about))
    statement = (
        select(
            Reading.id,
            Reading.read_at,
            Reading.organisation_id,
            Organisation.name.label("organisation_name"),
            Reading.operation,
            Reading.subject_id,
        )
        .join(Organisation, Organisation.id == Reading.organisation_id)
        .where(Reading.agreement_id == reader.agreement_id, mine)
    )
    rows, cursor = await fetch_page(
        session, statement, key=(Reading.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[ReadingOut.model_validate(row) for row in rows], next_cursor=cursor)


@dataclass(frozen=True, slots=True)
class Held:
    """An account and what it holds, in the smallest unit."""

    account_id: UUID
    organisation_id: UUID | None
    subject_id: UUID | None
    label: str | None
    balance: int


async def balances_of(
    session: AsyncSession,
    agreement_id: UUID,
    purpose: Purpose,
    *,
    organisation_id: UUID | None = None,
    subject_id: UUID | None = None,
    unit: str = EUR,
) -> list[Held]:
    """Accounts of one purpose with their balances, in the order they were opened; of one organisation or subject if given.

    For features that answer for what they show. Before writing what depends on them, `posting.hold` the book.
    """
    statement = select(
        Account.id, Account.organisation_id, Account.subject_id, Account.label, Account.balance
    ).where(Account.agreement_id == agreement_id, Account.purpose == purpose, Account.unit == unit)
    if organisation_id is not None:
        statement = statement.where(Account.organisation_id == organisation_id)
    if subject_id is not None:
        statement = statement.where(Account.subject_id == subject_id)
    return [Held(*row) for row in (await session.execute(statement.order_by(Account.id)))]


async def total_of(
    session: AsyncSession,
    agreement_id: UUID,
    purpose: Purpose,
    *,
    organisation_id: UUID | None = None,
    subject_id: UUID | None = None,
    unit: str = EUR,
) -> int:
    """Sum of the balances of `balances_of`."""
    held = await balances_of(
        session, agreement_id, purpose, organisation_id=organisation_id, subject_id=subject_id, unit=unit
    )
    return sum(account.balance for account in held)


async def brought_by(session: AsyncSession, agreement_id: UUID, unit: str = EUR) -> dict[UUID, int]:
    """What each party brought from its own means, less what it got back."""
    brought: dict[UUID, int] = {}
    for account in await balances_of(session, agreement_id, "party", unit=unit):
        if account.organisation_id is not None:
            brought[account.organisation_id] = brought.get(account.organisation_id, 0) - account.balance
    return brought


async def moved(
    session: AsyncSession,
    agreement_id: UUID,
    source: Purpose,
    destination: Purpose,
    *,
    kind: Kind,
    subject_id: UUID | None = None,
    from_: date | None = None,
    to: date | None = None,
    unit: str = EUR,
) -> dict[UUID | None, int]:
    """What transactions of a kind moved from accounts of one purpose to another, reversed ones left out.

    By organisation of whichever account is kept for one (the source first). `subject_id`: of either account.
    """
    given, taken, reversal = aliased(Account), aliased(Account), aliased(Transaction)
    party = func.coalesce(given.organisation_id, taken.organisation_id)
    conditions: list[ColumnElement[bool]] = [
        given.agreement_id == agreement_id,
        given.purpose == source,
        taken.purpose == destination,
        given.unit == unit,
        Transaction.kind == kind,
        ~exists(select(reversal.id).where(reversal.reverses_id == Transaction.id)),
    ]
    if subject_id is not None:
        conditions.append((given.subject_id == subject_id) | (taken.subject_id == subject_id))
    if from_ is not None:
        conditions.append(Transaction.occurred_on >= from_)
    if to is not None:
        conditions.append(Transaction.occurred_on <= to)
    statement = (
        select(party, func.sum(Posting.amount))
        .select_from(Posting)
        .join(given, given.id == Posting.source_id)
        .join(taken, taken.id == Posting.destination_id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(*conditions)
        .group_by(party)
    )
    return {organisation: int(amount) for organisation, amount in (await session.execute(statement))}
