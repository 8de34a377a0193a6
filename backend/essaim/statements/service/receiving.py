"""What a treasurer does with a statement: record its payments, take one back, set a credit against it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.text import Language
from essaim.ledger.errors import Overdraft
from essaim.ledger.service.posting import Move, account, post
from essaim.statements import access
from essaim.statements.errors import MoneySpentSince, NotOffsettable, OnlyTheIssuer
from essaim.statements.models import Statement
from essaim.statements.schemas import OffsetIn, PaymentIn, ReversalIn, StatementOut
from essaim.statements.service import payments, reading


async def record(
    session: AsyncSession, caller: Caller, statement_id: UUID, body: PaymentIn, language: Language
) -> StatementOut:
    statement, reader = await access.find_receiving(session, caller, statement_id)
    await payments.record(
        session,
        caller,
        statement,
        cents=body.cents,
        paid_on=body.paid_on,
        method=body.method,
        reference=body.reference,
    )
    return await reading.tell(session, caller, reader, statement_id, language)


async def reverse(
    session: AsyncSession,
    caller: Caller,
    statement_id: UUID,
    payment_id: UUID,
    body: ReversalIn,
    language: Language,
) -> StatementOut:
    statement, reader = await access.find(session, caller, statement_id)
    if not reader.receives(statement):
        raise OnlyTheIssuer
    await payments.reverse(session, statement, payment_id, because=body.reason)
    return await reading.tell(session, caller, reader, statement_id, language)


async def offset(
    session: AsyncSession, caller: Caller, statement_id: UUID, body: OffsetIn, language: Language
) -> StatementOut:
    """payable → due of the same organisation; a payment on each of the two statements, of one transaction."""
    call, reader = await access.find(session, caller, statement_id)
    if not reader.receives(call):
        raise OnlyTheIssuer
    reader.standing.require_lead()
    try:
        credit, _ = await access.find(session, caller, body.credit_id)
    except NotFound:
        raise NotOffsettable from None
    _require_offsettable(call, credit)
    # In the order of their keys, so that two offsets of the same two cannot wait for each other.
    for key in sorted((call.id, credit.id)):
        await access.lock(session, key)
    for side in (call, credit):
        payments.require_open(side, body.cents)
    transaction_id = await _post(session, call, credit, body.cents)
    for side, other in ((call, credit), (credit, call)):
        await payments.record(
            session,
            caller,
            side,
            cents=body.cents,
            paid_on=clock.today(),
            method="offset",
            reference=other.reference,
            transaction_id=transaction_id,
        )
    return await reading.tell(session, caller, reader, statement_id, language)


def _require_offsettable(call: Statement, credit: Statement) -> None:
    same = call.agreement_id == credit.agreement_id and call.organisation_id == credit.organisation_id
    if not (same and call.to_pool and call.amount_cents > 0 and credit.amount_cents < 0):
        raise NotOffsettable


async def _post(session: AsyncSession, call: Statement, credit: Statement, cents: int) -> UUID:
    payable = await account(session, call.agreement_id, "payable", organisation_id=call.organisation_id)
    due = await account(session, call.agreement_id, "due", organisation_id=call.organisation_id)
    try:
        posted = await post(
            session,
            agreement_id=call.agreement_id,
            kind="transfer",
            description=f"Avoir {credit.reference} imputé sur {call.reference}",
            occurred_on=clock.today(),
            moves=[Move(payable, due, cents)],
        )
    except Overdraft as spent:
        raise MoneySpentSince from spent
    return posted.transaction_id
