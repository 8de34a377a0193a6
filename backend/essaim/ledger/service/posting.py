"""Open accounts and move amounts between them: everything goes through the SQL function `post_transaction`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.db import constraint_name, sqlstate
from essaim.kit.errors import Refusal
from essaim.ledger.errors import (
    AccountClosed,
    AccountsElsewhere,
    AlreadyReversed,
    AmountTooLarge,
    DifferentUnits,
    NotReversible,
    Overdraft,
    SameAccount,
)
from essaim.ledger.models import Account, Kind, Purpose

EUR = "EUR/2"

_HOLD = text("SELECT hold_book(:agreement)")
_POST = text("""
    SELECT * FROM post_transaction(:agreement, :occurred_on, :kind, :description, :reference, :decision, :reverses,
        CAST(:sources AS uuid[]), CAST(:destinations AS uuid[]), CAST(:amounts AS bigint[]))
""")
_REFUSALS: dict[str, type[Refusal]] = {
    "ledger_accounts_overdraft_check": Overdraft,
    "ledger_transactions_reversed_once_key": AlreadyReversed,
    "ledger_transactions_no_double_reversal": NotReversible,
    "ledger_postings_some_check": NotReversible,
    "ledger_postings_one_agreement": AccountsElsewhere,
    "ledger_postings_open_accounts": AccountClosed,
    "ledger_postings_one_unit": DifferentUnits,
    "ledger_postings_two_accounts_check": SameAccount,
}


class Move(NamedTuple):
    """An amount (> 0, smallest unit) from one account to another."""

    source_id: UUID
    destination_id: UUID
    amount: int


@dataclass(frozen=True, slots=True)
class Posted:
    transaction_id: UUID
    number: int
    recorded_at: datetime


async def post(
    session: AsyncSession,
    *,
    agreement_id: UUID,
    kind: Kind,
    description: str,
    occurred_on: date,
    moves: Sequence[Move],
    reference: str | None = None,
    decision_id: UUID | None = None,
) -> Posted:
    """Post one transaction: all its moves or none. On whose behalf: the organisation and person of the transaction.

    Refused: `overdraft`, `different_units`, `same_account`, `accounts_elsewhere`, `account_closed`, `amount_too_large`. After a refusal the
    session stays usable. Lock the rows of the domain first, post last: the book of the agreement is held until commit.
    """
    return await _post(
        session,
        agreement=agreement_id,
        occurred_on=occurred_on,
        kind=kind,
        description=description,
        reference=reference,
        decision=decision_id,
        reverses=None,
        sources=[move.source_id for move in moves],
        destinations=[move.destination_id for move in moves],
        amounts=[move.amount for move in moves],
    )


async def reverse(
    session: AsyncSession, *, agreement_id: UUID, transaction_id: UUID, description: str, occurred_on: date
) -> Posted:
    """Post the exact opposite of a transaction, once only: `already_reversed`, `not_reversible`, `overdraft`."""
    return await _post(
        session,
        agreement=agreement_id,
        occurred_on=occurred_on,
        kind="reversal",
        description=description,
        reference=None,
        decision=None,
        reverses=transaction_id,
        sources=[],
        destinations=[],
        amounts=[],
    )


async def _post(session: AsyncSession, **values: object) -> Posted:
    try:
        async with session.begin_nested():
            row = (await session.execute(_POST, values)).one()
    except DBAPIError as breach:
        refusal = _REFUSALS.get(constraint_name(breach) or "")
        if sqlstate(breach) == "22003":
            refusal = AmountTooLarge
        if refusal is None:
            raise
        raise refusal from breach
    return Posted(row.transaction_id, row.number, row.recorded_at)


async def hold(session: AsyncSession, agreement_id: UUID) -> None:
    """Hold the book until commit: balances read from here on are those the next transaction finds."""
    await session.execute(_HOLD, {"agreement": agreement_id})


async def account(
    session: AsyncSession,
    agreement_id: UUID,
    purpose: Purpose,
    *,
    organisation_id: UUID | None = None,
    subject_id: UUID | None = None,
    label: str | None = None,
    unit: str = EUR,
) -> UUID:
    """The account of this purpose, opened if it is not there yet. `world`, `party`, `due` and `income` may go below zero."""
    names = {
        "agreement_id": agreement_id,
        "purpose": purpose,
        "organisation_id": organisation_id,
        "subject_id": subject_id,
        "label": label,
        "unit": unit,
    }
    columns = Account.__table__.c
    found = select(Account.id).where(
        *(columns[name].is_not_distinct_from(value) for name, value in names.items())
    )
    known = (await session.scalars(found)).one_or_none()
    if known is not None:
        return known
    # Openers wait for each other at the book, not at two accounts in two orders.
    await hold(session, agreement_id)
    opening = insert(Account).values(**names, minimum_balance=lowest(purpose))
    await session.execute(opening.on_conflict_do_nothing(constraint="ledger_accounts_key"))
    return (await session.scalars(found)).one()


async def accounts(
    session: AsyncSession, agreement_id: UUID, purposes: Collection[Purpose], organisations: Collection[UUID]
) -> dict[tuple[Purpose, UUID], UUID]:
    """The euro accounts of these purposes of many organisations that are open already, in one reading; see `account`."""
    found = select(Account.purpose, Account.organisation_id, Account.id).where(
        Account.agreement_id == agreement_id,
        Account.purpose.in_(purposes),
        Account.organisation_id.in_(organisations),
        Account.subject_id.is_(None),
        Account.label.is_(None),
        Account.unit == EUR,
    )
    rows = await session.execute(found)
    return {(purpose, organisation): id_ for purpose, organisation, id_ in rows if organisation is not None}


def lowest(purpose: Purpose, asked: int = 0) -> int | None:
    """The lowest balance of an account: none for the outside and for what is owed or earned."""
    return None if purpose in ("world", "party", "due", "income") else asked
