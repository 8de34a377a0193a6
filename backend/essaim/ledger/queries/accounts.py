"""Accounts as a party may read them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.access import Reader, readable_accounts
from essaim.ledger.models import Account, Posting, Transaction
from essaim.ledger.queries.publications import told_to
from essaim.ledger.rules import Closing, decimals_of
from essaim.ledger.schemas import OPENABLE, AccountOut, AccountQuery, PublishedOut, Withheld
from essaim.organisations.models import Organisation


def _told() -> Select[Account, str]:
    return select(Account, Organisation.name.label("organisation_name")).outerjoin(
        Organisation, Organisation.id == Account.organisation_id
    )


async def search(session: AsyncSession, reader: Reader, page: AccountQuery) -> Page[AccountOut]:
    statement = _told().where(readable_accounts(reader))
    if page.organisation_id is not None:
        statement = statement.where(Account.organisation_id == page.organisation_id)
    if page.purpose is not None:
        statement = statement.where(Account.purpose == page.purpose)
    if page.unit is not None:
        statement = statement.where(Account.unit == page.unit)
    rows, cursor = await fetch_page(
        session, statement, key=(Account.id.expression,), kinds=(UUID,), page=page
    )
    return Page(items=await _read(session, reader, rows), next_cursor=cursor)


async def read(session: AsyncSession, reader: Reader, account_id: UUID) -> AccountOut:
    row = await session.execute(_told().where(Account.id == account_id))
    return (await _read(session, reader, row.all()))[0]


async def _read(session: AsyncSession, reader: Reader, rows: Sequence[Any]) -> list[AccountOut]:
    until = reader.until
    cut = [row.Account.id for row in rows if until is not None and not reader.owns(row.Account)]
    earlier = await _balances_on(session, cut, until) if cut and until is not None else {}
    published = await told_to(session, reader)
    return [
        _account(row.Account, row.organisation_name, reader, earlier, published.get(row.Account.id))
        for row in rows
    ]


async def _balances_on(session: AsyncSession, accounts: Collection[UUID], day: date) -> dict[UUID, int]:
    """Balances counting what is dated up to a day only, for parties that left."""
    legs = union_all(
        *(
            select(near.label("account_id"), (sign * Posting.amount).label("change"))
            .join(Transaction, Transaction.id == Posting.transaction_id)
            .where(near.in_(accounts), Transaction.occurred_on <= day)
            for near, sign in ((Posting.source_id, -1), (Posting.destination_id, 1))
        )
    ).subquery()
    sums = select(legs.c.account_id, func.sum(legs.c.change)).group_by(legs.c.account_id)
    return {account_id: int(total) for account_id, total in (await session.execute(sums))}


def _account(
    account: Account,
    organisation_name: str | None,
    reader: Reader,
    earlier: dict[UUID, int],
    published: Closing | None,
) -> AccountOut:
    balance: int | None = None
    withheld: Withheld | None = None
    if not reader.reads_balance(account):
        withheld = (published and published.withheld) or "at_closings_only"
    elif reader.until is None or reader.owns(account):
        balance = account.balance
    else:
        balance = earlier.get(account.id, 0)
    figure = published.figure if published else None
    return AccountOut(
        id=account.id,
        agreement_id=account.agreement_id,
        organisation_id=account.organisation_id,
        organisation_name=organisation_name,
        purpose=account.purpose,
        subject_id=account.subject_id,
        label=account.label,
        unit=account.unit,
        decimals=decimals_of(account.unit),
        balance=balance,
        withheld=withheld,
        published=PublishedOut(balance=figure.balance, through=figure.as_of, contributors=figure.contributors)
        if figure
        else None,
        minimum_balance=account.minimum_balance,
        mine=reader.owns(account),
        by_hand=account.purpose in OPENABLE,
        opened_at=account.opened_at,
        closed_on=account.closed_on,
    )
