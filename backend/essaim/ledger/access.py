"""Who reads which lines of a book: the confidentiality rule of the agreement decides.

A party reads its own accounts, whole. Where lines are open to all, and as the lead that keeps the book, it reads the
others' too; elsewhere, of common accounts, the lines that move its own and what was published at a closing. A party that
left reads what is dated within its time; its own accounts, which its exit still moves, to the end.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.ledger.errors import BookForParties
from essaim.ledger.models import Account, Posting, Transaction


def sees_every_line(standing: Standing) -> bool:
    """Whether this party reads the other parties' lines: where they are open to all, or as the lead that keeps the book.

    Elsewhere it reads its own lines, and of common accounts what was published at a closing.
    """
    return standing.agreement.confidentiality == "open" or standing.leads


@dataclass(frozen=True, slots=True)
class Reader:
    """How far a party reads a book. `until`: its last day, once it left."""

    standing: Standing
    me: UUID
    every_line: bool
    until: date | None

    @property
    def agreement_id(self) -> UUID:
        return self.standing.agreement.id

    def owns(self, account: Account) -> bool:
        return account.organisation_id == self.me

    def reads_balance(self, account: Account) -> bool:
        return self.every_line or self.owns(account)

    def reads_running_balance(self, account: Account) -> bool:
        """Whether the balance after a line tells nothing of lines this party may not read."""
        return self.owns(account) or (self.every_line and self.until is None)


async def open_book(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Reader:
    """The book of an agreement, for its parties of today and of the past; an invited one answers first."""
    return _reader(await agreements.find(session, caller, agreement_id), caller)


def _reader(standing: Standing, caller: Caller) -> Reader:
    if standing.state not in ("accepted", "left"):
        raise BookForParties
    until = (standing.mine.left_on or date.min) if standing.state == "left" else None
    return Reader(standing, caller.organisation_id, sees_every_line(standing), until)


async def find_account(session: AsyncSession, caller: Caller, account_id: UUID) -> tuple[Account, Reader]:
    """An account this party may read, at least in part."""
    statement = agreements.visible_to(caller).join_from(
        Agreement, Account, Account.agreement_id == Agreement.id
    )
    row = (
        await session.execute(statement.add_columns(Account).where(Account.id == account_id))
    ).one_or_none()
    if row is None:
        raise NotFound
    reader = _reader(Standing(row.Agreement, row.Party), caller)
    if (
        await session.scalar(select(Account.id).where(Account.id == account_id, readable_accounts(reader)))
        is None
    ):
        raise NotFound
    return row.Account, reader


async def find_transaction(
    session: AsyncSession, caller: Caller, transaction_id: UUID
) -> tuple[Transaction, Reader]:
    """A transaction of which this party may read at least one movement."""
    statement = agreements.visible_to(caller).join_from(
        Agreement, Transaction, Transaction.agreement_id == Agreement.id
    )
    row = (
        await session.execute(statement.add_columns(Transaction).where(Transaction.id == transaction_id))
    ).one_or_none()
    if row is None:
        raise NotFound
    reader = _reader(Standing(row.Agreement, row.Party), caller)
    seen = select(Transaction.id).where(Transaction.id == transaction_id, readable_transactions(reader))
    if await session.scalar(seen) is None:
        raise NotFound
    return row.Transaction, reader


def my_accounts(reader: Reader) -> Select[UUID]:
    mine = aliased(Account)
    return select(mine.id).where(mine.agreement_id == reader.agreement_id, mine.organisation_id == reader.me)


def readable_accounts(reader: Reader) -> ColumnElement[bool]:
    mine = Account.organisation_id == reader.me
    of_book = Account.agreement_id == reader.agreement_id
    others: ColumnElement[bool] = true() if reader.every_line else Account.organisation_id.is_(None)
    if reader.until is not None:
        others = and_(others, _moved_by(reader.until))
    return and_(of_book, or_(mine, others))


def _moved_by(day: date) -> ColumnElement[bool]:
    """Accounts moved at the latest on a day."""
    return exists(
        select(Posting.id)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(
            or_(Posting.source_id == Account.id, Posting.destination_id == Account.id),
            Transaction.occurred_on <= day,
        )
        .correlate(Account)
    )


def readable_dates(reader: Reader) -> ColumnElement[bool]:
    """Transactions read whole: none where lines are not open; those of its time for a party that left."""
    if not reader.every_line:
        return false()
    return true() if reader.until is None else Transaction.occurred_on <= reader.until


def readable_transactions(reader: Reader) -> ColumnElement[bool]:
    of_book = Transaction.agreement_id == reader.agreement_id
    if reader.every_line and reader.until is None:
        return of_book
    mine = my_accounts(reader)
    moving_mine = union_all(
        select(Posting.transaction_id).where(Posting.source_id.in_(mine)),
        select(Posting.transaction_id).where(Posting.destination_id.in_(mine)),
    )
    return and_(of_book, or_(readable_dates(reader), Transaction.id.in_(moving_mine)))


def readable_postings(reader: Reader) -> ColumnElement[bool]:
    """Movements of transactions joined in the statement."""
    if reader.every_line and reader.until is None:
        return true()
    mine = my_accounts(reader)
    return or_(readable_dates(reader), Posting.source_id.in_(mine), Posting.destination_id.in_(mine))
