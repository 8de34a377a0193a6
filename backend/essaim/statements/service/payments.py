"""Record what was paid on a statement, and take it back when it was a mistake."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.money import euros
from essaim.ledger.errors import Overdraft
from essaim.ledger.service.posting import Move, account, post
from essaim.statements import access
from essaim.statements.errors import (
    AboveRemaining,
    DateToCome,
    MoneySpentSince,
    NettedPayment,
    PaymentReversed,
    StatementCancelled,
)
from essaim.statements.models import PaymentMethod, Statement, StatementPayment
from essaim.statements.service import issuing


async def record(
    session: AsyncSession,
    caller: Caller,
    statement: Statement,
    *,
    cents: int,
    paid_on: date,
    method: PaymentMethod,
    reference: str | None,
    settlement_id: UUID | None = None,
    transaction_id: UUID | None = None,
) -> StatementPayment:
    """Count a payment on a statement, and post it; the caller has made sure that it may (`access.find_receiving`).

    `transaction_id`: posted already (an offset); a netting posts for all its statements, here nothing. Of two payments of
    the last remainder one is refused. Refused: `statement_cancelled`, `above_remaining`, `date_to_come`, `money_spent_since`.
    """
    if paid_on > clock.today():
        raise DateToCome
    statement = await access.lock(session, statement.id)
    require_open(statement, cents)
    if transaction_id is None and method != "netting":
        transaction_id = await _post(session, statement, cents, paid_on, reference)
    payment = StatementPayment(
        agreement_id=statement.agreement_id,
        statement_id=statement.id,
        organisation_id=statement.organisation_id,
        issuer_id=statement.issuer_id,
        cents=cents,
        paid_on=paid_on,
        method=method,
        reference=reference,
        transaction_id=transaction_id,
        settlement_id=settlement_id,
        recorded_by=caller.organisation_id,
        recorded_by_person=caller.person_id,
        version=1,
    )
    session.add(payment)
    issuing.settle(statement, cents)
    await session.flush()
    return payment


def require_open(statement: Statement, cents: int) -> None:
    """Refuse more than is left, and anything on a cancelled statement."""
    if statement.state == "cancelled":
        raise StatementCancelled
    remaining = remaining_of(statement)
    if cents > remaining:
        raise AboveRemaining(remaining=euros(remaining), context={"remaining_cents": remaining})


def remaining_of(statement: Statement) -> int:
    """What is left to settle, never signed; nothing of a cancelled one. Cents."""
    return 0 if statement.state == "cancelled" else abs(statement.amount_cents) - statement.settled_cents


async def _post(
    session: AsyncSession, statement: Statement, cents: int, paid_on: date, reference: str | None
) -> UUID:
    try:
        posted = await post(
            session,
            agreement_id=statement.agreement_id,
            kind="payment",
            description=f"{statement.title} ({statement.reference})",
            occurred_on=paid_on,
            moves=await _moves(session, statement, cents),
            reference=reference,
        )
    except Overdraft as spent:
        raise MoneySpentSince from spent
    return posted.transaction_id


async def _moves(session: AsyncSession, statement: Statement, cents: int) -> Sequence[Move]:
    """To the pool: means → due. Of a credit: payable → means. Between parties: both, from one's means to the other's."""
    agreement_id, organisation_id = statement.agreement_id, statement.organisation_id
    means = await account(session, agreement_id, "party", organisation_id=organisation_id)
    if statement.amount_cents < 0:
        payable = await account(session, agreement_id, "payable", organisation_id=organisation_id)
        return [Move(payable, means, cents)]
    due = await account(session, agreement_id, "due", organisation_id=organisation_id)
    if statement.to_pool:
        return [Move(means, due, cents)]
    owed = await account(session, agreement_id, "payable", organisation_id=statement.issuer_id)
    theirs = await account(session, agreement_id, "party", organisation_id=statement.issuer_id)
    return [Move(means, due, cents), Move(owed, theirs, cents)]


async def reverse(
    session: AsyncSession, statement: Statement, payment_id: UUID, *, because: str
) -> StatementPayment:
    """Take a payment back, its transaction reversed; an offset on both its statements. The caller may act on the statement.

    Refused: `payment_reversed`, `netted_payment`, `statement_cancelled`, `money_spent_since`.
    """
    payment = await _find(session, statement.id, payment_id)
    both = await _same_offset(session, payment)
    # In the order of their keys, as everybody else who locks several.
    statements = {key: await access.lock(session, key) for key in sorted({one.statement_id for one in both})}
    await session.refresh(payment)
    if payment.reversed_at is not None:
        raise PaymentReversed
    if payment.method == "netting":
        raise NettedPayment
    if any(one.state == "cancelled" for one in statements.values()):
        raise StatementCancelled
    reversal = await _post_back(session, statements[statement.id], payment, because)
    for one in both:
        one.reversed_at = clock.now()
        one.reversed_because = because
        one.reversal_id = reversal
        one.version += 1
        issuing.settle(statements[one.statement_id], -one.cents)
    await session.flush()
    return payment


async def _find(session: AsyncSession, statement_id: UUID, payment_id: UUID) -> StatementPayment:
    wanted = select(StatementPayment).where(
        StatementPayment.id == payment_id, StatementPayment.statement_id == statement_id
    )
    payment = (await session.scalars(wanted)).one_or_none()
    if payment is None:
        raise NotFound
    return payment


async def _same_offset(session: AsyncSession, payment: StatementPayment) -> Sequence[StatementPayment]:
    """The payments of its transaction: two of an offset, on the credit and on the call; else itself."""
    if payment.method != "offset":
        return [payment]
    wanted = select(StatementPayment).where(StatementPayment.transaction_id == payment.transaction_id)
    return (await session.scalars(wanted)).all()


async def _post_back(
    session: AsyncSession, statement: Statement, payment: StatementPayment, because: str
) -> UUID:
    if payment.transaction_id is not None:
        return await issuing.reverse(session, payment.agreement_id, payment.transaction_id, because)
    # Carried: it was paid on a statement since cancelled; the money goes back to whom it came from.
    due = await account(session, payment.agreement_id, "due", organisation_id=statement.organisation_id)
    means = await account(session, payment.agreement_id, "party", organisation_id=statement.organisation_id)
    posted = await post(
        session,
        agreement_id=payment.agreement_id,
        kind="payment",
        description=because,
        occurred_on=clock.today(),
        moves=[Move(due, means, payment.cents)],
    )
    return posted.transaction_id
