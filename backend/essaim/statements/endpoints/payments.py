"""Record what was paid, take it back, set a credit against a call."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.statements.endpoints.routing import router, run_once
from essaim.statements.errors import (
    AboveRemaining,
    DateToCome,
    MoneySpentSince,
    NettedPayment,
    NotOffsettable,
    OnlyTheIssuer,
    PaymentReversed,
    StatementCancelled,
)
from essaim.statements.schemas import OffsetIn, PaymentIn, ReversalIn, StatementOut
from essaim.statements.service import receiving


@router.post(
    "/{statement_id}/payments",
    status_code=201,
    response_model=StatementOut,
    responses=responses(OnlyTheIssuer, StatementCancelled, AboveRemaining, DateToCome, MoneySpentSince),
)
@policy("statements.record")
async def record_payment(
    session: Session,
    caller: CurrentCaller,
    statement_id: UUID,
    body: PaymentIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> StatementOut | Response:
    """Record what was received, as the issuer or the lead; of a credit, what the pool paid out. Never by who owes it."""
    return await run_once(
        idempotency, caller, lambda: receiving.record(session, caller, statement_id, body, language)
    )


@router.post(
    "/{statement_id}/payments/{payment_id}/reverse",
    response_model=StatementOut,
    responses=responses(OnlyTheIssuer, StatementCancelled, PaymentReversed, NettedPayment, MoneySpentSince),
)
@policy("statements.record")
async def reverse_payment(
    session: Session,
    caller: CurrentCaller,
    statement_id: UUID,
    payment_id: UUID,
    body: ReversalIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> StatementOut | Response:
    """Take back a payment recorded by mistake or returned by the bank; an offset is taken back on both its statements."""
    return await run_once(
        idempotency,
        caller,
        lambda: receiving.reverse(session, caller, statement_id, payment_id, body, language),
    )


@router.post(
    "/{statement_id}/offset",
    status_code=201,
    response_model=StatementOut,
    responses=responses(
        OnlyTheIssuer, OnlyTheLead, NotOffsettable, StatementCancelled, AboveRemaining, MoneySpentSince
    ),
)
@policy("statements.record")
async def offset_credit(
    session: Session,
    caller: CurrentCaller,
    statement_id: UUID,
    body: OffsetIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> StatementOut | Response:
    """Set a credit of an organisation against a call of the same organisation, as the lead: no money moves."""
    return await run_once(
        idempotency, caller, lambda: receiving.offset(session, caller, statement_id, body, language)
    )
