"""Issue statements: one ledger transaction for all of them, numbers that follow each other, both sides as they are today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.banking import queries as banking
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.ledger.errors import Overdraft
from essaim.ledger.models import Purpose
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move, Posted, account, accounts, hold, post
from essaim.statements import rules
from essaim.statements.errors import MoneySpentSince
from essaim.statements.models import Statement, StatementKind, VatCategory
from essaim.statements.queries import snapshots

_NEXT_NUMBER = text("SELECT next_statement_number(:agreement)")


@dataclass(frozen=True, slots=True)
class Bill:
    """What one organisation owes (`amount_cents` > 0) or is owed (< 0, a credit), and why.

    `lines`: each `{label, cents, total_cents, driver, ratio}`: what it is for, the share, the whole it is a share of (null:
    no share), and in French as it is printed by what it was shared (`84 lits sur 1 025`) and how much of it (`8,20 %`).
    """

    organisation_id: UUID
    kind: StatementKind
    amount_cents: int
    due_on: date
    title: str
    lines: list[dict[str, Any]]
    instalment: int | None = None
    instalments: int | None = None


async def issue(
    session: AsyncSession,
    caller: Caller,
    agreement: Agreement,
    bills: Sequence[Bill],
    *,
    allocation_id: UUID | None,
    starts_on: date,
    ends_on: date,
    description: str,
    vat_category: VatCategory,
    purchase_round_id: UUID | None = None,
) -> list[Statement]:
    """Issue bills between the pool, whose money the caller keeps as lead, and organisations; those of 0 are left out.

    A charge of due → income each; a credit of income → payable. The statements in the order of the bills, flushed.
    Refused: `amount_too_large`. Lock the rows of the domain first: the book is held from here on.
    """
    bills = [bill for bill in bills if bill.amount_cents]
    if not bills:
        return []
    await hold(session, agreement.id)
    income = await account(session, agreement.id, "income")
    known = await accounts(
        session, agreement.id, ("due", "payable"), {bill.organisation_id for bill in bills}
    )
    moves = [await _move(session, agreement.id, bill, income, known) for bill in bills]
    posted = await _post(session, agreement, description, moves)
    given = Given(
        allocation_id, starts_on, ends_on, vat_category, to_pool=True, purchase_round_id=purchase_round_id
    )
    return await write(session, caller, agreement, bills, posted, given)


async def _move(
    session: AsyncSession,
    agreement_id: UUID,
    bill: Bill,
    income: UUID,
    known: Mapping[tuple[Purpose, UUID], UUID],
) -> Move:
    purpose: Purpose = "due" if bill.amount_cents > 0 else "payable"
    own = known.get((purpose, bill.organisation_id)) or await account(
        session, agreement_id, purpose, organisation_id=bill.organisation_id
    )
    return Move(own, income, bill.amount_cents) if purpose == "due" else Move(income, own, -bill.amount_cents)


async def issue_between(
    session: AsyncSession, caller: Caller, agreement: Agreement, bill: Bill, given: "Given"
) -> Statement:
    """A party bills another at cost: due of the payer → payable of the issuer, which is the caller's organisation."""
    await hold(session, agreement.id)
    due = await account(session, agreement.id, "due", organisation_id=bill.organisation_id)
    payable = await account(session, agreement.id, "payable", organisation_id=caller.organisation_id)
    posted = await _post(session, agreement, bill.title, [Move(due, payable, bill.amount_cents)])
    (statement,) = await write(session, caller, agreement, [bill], posted, given)
    return statement


async def _post(
    session: AsyncSession, agreement: Agreement, description: str, moves: Sequence[Move]
) -> Posted:
    return await post(
        session,
        agreement_id=agreement.id,
        kind="charge",
        description=description,
        occurred_on=clock.today(),
        moves=moves,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What the statements of one issue have in common."""

    allocation_id: UUID | None
    starts_on: date
    ends_on: date
    vat_category: VatCategory
    to_pool: bool
    purchase_round_id: UUID | None = None


async def write(
    session: AsyncSession,
    caller: Caller,
    agreement: Agreement,
    bills: Sequence[Bill],
    posted: Posted,
    given: Given,
) -> list[Statement]:
    """Number and keep the statements of a transaction; the book is held, so that no number is skipped or given twice."""
    first = (await session.execute(_NEXT_NUMBER, {"agreement": agreement.id})).scalar_one()
    sides = await snapshots.of(session, {caller.organisation_id, *(bill.organisation_id for bill in bills)})
    bank = await banking.open_account_of(session, caller.organisation_id)
    today = clock.today()
    written = [
        Statement(
            agreement_id=agreement.id,
            number=number,
            reference=rules.reference(today, number),
            organisation_id=bill.organisation_id,
            issuer_id=caller.organisation_id,
            to_pool=given.to_pool,
            kind=bill.kind,
            title=bill.title,
            allocation_id=given.allocation_id,
            purchase_round_id=given.purchase_round_id,
            instalment=bill.instalment,
            instalments=bill.instalments,
            starts_on=given.starts_on,
            ends_on=given.ends_on,
            issued_on=today,
            due_on=bill.due_on,
            amount_cents=bill.amount_cents,
            settled_cents=0,
            state="issued",
            vat_category=given.vat_category,
            issuer=sides[caller.organisation_id],
            payer=sides[bill.organisation_id],
            lines=bill.lines,
            # One pays to this account what one owes; a credit is paid the other way.
            bank_account_id=bank.id if bank is not None and bill.amount_cents > 0 else None,
            transaction_id=posted.transaction_id,
            issued_by_person=caller.person_id,
            fictional=agreement.fictional,
            version=1,
        )
        for number, bill in enumerate(bills, first)
    ]
    session.add_all(written)
    await session.flush()
    return written


async def reverse(session: AsyncSession, agreement_id: UUID, transaction_id: UUID, because: str) -> UUID:
    """Reverse a transaction today; refused `money_spent_since` where an account no longer holds what it moved."""
    try:
        posted = await posting.reverse(
            session,
            agreement_id=agreement_id,
            transaction_id=transaction_id,
            description=because,
            occurred_on=clock.today(),
        )
    except Overdraft as spent:
        raise MoneySpentSince from spent
    return posted.transaction_id


def mark_cancelled(statement: Statement, because: str, reversal: UUID) -> None:
    statement.state = "cancelled"
    statement.cancelled_at = clock.now()
    statement.cancelled_because = because
    statement.cancelling_transaction_id = reversal
    statement.version += 1


def settle(statement: Statement, cents: int) -> None:
    """Count cents more as settled (fewer if negative), and its state with them."""
    statement.settled_cents += cents
    statement.state = "settled" if statement.settled_cents == abs(statement.amount_cents) else "issued"
    statement.version += 1
