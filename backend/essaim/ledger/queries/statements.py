"""Statement of an account: two scans, of what it gave and of what it received, merged by posting.

Each scan stops after one page, so a page costs the same however long the history. Filters on the transaction read
back until a page is full; the time limit of statements bounds them.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, or_, select, true, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from essaim.kit.pagination import PageQuery, decode_cursor, fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.access import Reader, my_accounts, readable_dates
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.queries.entries import ENTRY, chosen_entries, reversed_since
from essaim.ledger.queries.names import names_of
from essaim.ledger.schemas import EntryOut, LineFilter, LineQuery, StatementLineOut


async def search(
    session: AsyncSession, reader: Reader, account: Account, page: LineQuery
) -> Page[StatementLineOut]:
    """Lines last recorded first."""
    return await _lines(session, reader, account, page, page)


async def all_lines(
    session: AsyncSession, reader: Reader, account: Account, chosen: LineFilter, limit: int
) -> list[StatementLineOut]:
    """So many lines at most, first recorded first."""
    # More than a page of the contract: the bound of an export is its own.
    page = PageQuery.model_construct(cursor=None, limit=limit)
    return (await _lines(session, reader, account, chosen, page)).items[::-1]


async def _lines(
    session: AsyncSession, reader: Reader, account: Account, chosen: LineFilter, page: PageQuery
) -> Page[StatementLineOut]:
    readable = await _readable(session, reader, account)
    conditions = chosen_entries(chosen)
    if page.cursor is not None:
        conditions.append(Posting.id < decode_cursor(page.cursor, (int,))[0])
    arms = [
        _arm(account, near, far, amount, after)
        .where(*conditions, readable(far))
        .order_by(Posting.id.desc())
        .limit(page.limit + 1)
        for near, far, amount, after in (
            (Posting.source_id, Posting.destination_id, -Posting.amount, Posting.source_balance),
            (Posting.destination_id, Posting.source_id, Posting.amount, Posting.destination_balance),
        )
    ]
    lines = union_all(*arms).subquery("lines")
    statement = select(lines, reversed_since(lines.c.id))
    rows, cursor = await fetch_page(
        session, statement, key=(lines.c.posting_id,), kinds=(int,), page=page, descending=True
    )
    names = await names_of(session, {row.other_id for row in rows})
    whole = reader.reads_running_balance(account)
    items = [
        StatementLineOut(
            posting_id=row.posting_id,
            transaction=EntryOut.model_validate(row),
            other=names[row.other_id],
            amount=row.amount,
            unit=account.unit,
            balance_after=row.balance_after if whole else None,
        )
        for row in rows
    ]
    return Page(items=items, next_cursor=cursor)


def _arm(
    account: Account,
    near: InstrumentedAttribute[UUID],
    far: InstrumentedAttribute[UUID],
    amount: SQLColumnExpression[int],
    after: InstrumentedAttribute[int],
) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Posting.id.label("posting_id"),
            far.label("other_id"),
            amount.label("amount"),
            after.label("balance_after"),
            *ENTRY,
        )
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(near == account.id)
    )


async def _readable(
    session: AsyncSession, reader: Reader, account: Account
) -> Callable[[InstrumentedAttribute[UUID]], ColumnElement[bool]]:
    """All lines of one's own account; of another, those this party may read whole and those that move its own."""
    if reader.reads_running_balance(account):
        return lambda far: true()
    # Its accounts by name, so that their few lines are read rather than all of the common one.
    mine = (await session.scalars(my_accounts(reader))).all()
    whole = readable_dates(reader)
    return lambda far: or_(whole, far.in_(mine))
