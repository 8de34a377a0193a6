"""Transactions as a party may read them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.access import Reader, my_accounts, readable_postings, readable_transactions
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.queries.names import names_of
from essaim.ledger.schemas import (
    LineFilter,
    MovedOut,
    PostingOut,
    TransactionLineOut,
    TransactionOut,
    TransactionQuery,
)
from essaim.organisations.models import Organisation

ENTRY: tuple[Any, ...] = (
    Transaction.id,
    Transaction.number,
    Transaction.occurred_on,
    Transaction.recorded_at,
    Transaction.kind,
    Transaction.description,
    Transaction.reference,
    Transaction.decision_id,
    Transaction.reverses_id,
)


def reversed_since(transaction_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    # A scalar, not EXISTS, which the planner may answer by hashing every reversal there is.
    reversal = aliased(Transaction)
    found = select(reversal.id).where(reversal.reverses_id == transaction_id).scalar_subquery()
    return found.is_not(None).label("reversed")


def chosen_entries(chosen: LineFilter) -> list[ColumnElement[bool]]:
    """What the filters ask of a transaction."""
    conditions: list[ColumnElement[bool]] = []
    if chosen.from_ is not None:
        conditions.append(Transaction.occurred_on >= chosen.from_)
    if chosen.to is not None:
        conditions.append(Transaction.occurred_on <= chosen.to)
    if chosen.kind is not None:
        conditions.append(Transaction.kind == chosen.kind)
    if chosen.q:
        conditions.append(
            or_(_says(Transaction.description, chosen.q), _says(Transaction.reference, chosen.q))
        )
    return conditions


def _says(column: SQLColumnExpression[Any], words: str) -> ColumnElement[bool]:
    """Without accents or case; the words are no pattern."""
    return func.strpos(func.french_key(column), func.french_key(words)) > 0


async def search(session: AsyncSession, reader: Reader, page: TransactionQuery) -> Page[TransactionLineOut]:
    statement = select(*ENTRY, reversed_since(Transaction.id)).where(
        readable_transactions(reader), *chosen_entries(page)
    )
    rows, cursor = await fetch_page(
        session, statement, key=(Transaction.number.expression,), kinds=(int,), page=page, descending=True
    )
    moved = await _moved(session, reader, [row.id for row in rows])
    items = [_line(row, moved[row.id]) for row in rows]
    return Page(items=items, next_cursor=cursor)


def _line(row: Row[Any], moved: list[MovedOut]) -> TransactionLineOut:
    columns = {name: value for name, value in row._mapping.items() if not name.startswith("key_")}
    return TransactionLineOut(**columns, moved=moved)


async def _moved(
    session: AsyncSession, reader: Reader, transactions: Collection[UUID]
) -> defaultdict[UUID, list[MovedOut]]:
    """What each transaction moved, by unit, as far as this party may read."""
    statement = (
        select(Posting.transaction_id, Account.unit, func.sum(Posting.amount))
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Account, Account.id == Posting.source_id)
        .where(Posting.transaction_id.in_(transactions), readable_postings(reader))
        .group_by(Posting.transaction_id, Account.unit)
        .order_by(Account.unit)
    )
    moved: defaultdict[UUID, list[MovedOut]] = defaultdict(list)
    for transaction_id, unit, amount in await session.execute(statement):
        moved[transaction_id].append(MovedOut(unit=unit, amount=int(amount)))
    return moved


async def read(session: AsyncSession, reader: Reader, transaction_id: UUID) -> TransactionOut:
    """A transaction this party may read, with those of its movements it may read."""
    reversal = aliased(Transaction)
    entry = (
        select(
            *ENTRY,
            Transaction.agreement_id,
            Organisation.name.label("organisation_name"),
            reversal.id.label("reversed_by_id"),
        )
        .join(Organisation, Organisation.id == Transaction.organisation_id)
        .outerjoin(reversal, reversal.reverses_id == Transaction.id)
        .where(Transaction.id == transaction_id)
    )
    row = (await session.execute(entry)).one()
    postings = await _postings(session, reader, transaction_id)
    every = select(func.count()).where(Posting.transaction_id == transaction_id)
    return TransactionOut(
        **row._mapping,
        reversed=row.reversed_by_id is not None,
        postings=postings,
        complete=len(postings) == await session.scalar(every),
    )


async def _postings(session: AsyncSession, reader: Reader, transaction_id: UUID) -> list[PostingOut]:
    mine = my_accounts(reader)
    whole = reader.every_line and reader.until is None
    statement = (
        select(
            Posting,
            Account.unit,
            Posting.source_id.in_(mine).label("source_is_mine"),
            Posting.destination_id.in_(mine).label("destination_is_mine"),
        )
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .join(Account, Account.id == Posting.source_id)
        .where(Posting.transaction_id == transaction_id, readable_postings(reader))
        .order_by(Posting.id)
    )
    rows = (await session.execute(statement)).all()
    names = await names_of(
        session, {end for row in rows for end in (row.Posting.source_id, row.Posting.destination_id)}
    )
    return [
        PostingOut(
            id=row.Posting.id,
            source=names[row.Posting.source_id],
            destination=names[row.Posting.destination_id],
            amount=row.Posting.amount,
            unit=row.unit,
            source_balance=row.Posting.source_balance if whole or row.source_is_mine else None,
            destination_balance=row.Posting.destination_balance if whole or row.destination_is_mine else None,
        )
        for row in rows
    ]


async def parties_of(session: AsyncSession, transactions: Collection[UUID]) -> set[UUID]:
    """The organisations whose accounts these transactions move."""
    statement = (
        select(Account.organisation_id)
        .join(Posting, or_(Posting.source_id == Account.id, Posting.destination_id == Account.id))
        .where(Posting.transaction_id.in_(transactions), Account.organisation_id.is_not(None))
        .distinct()
    )
    return {organisation for organisation in await session.scalars(statement) if organisation is not None}
