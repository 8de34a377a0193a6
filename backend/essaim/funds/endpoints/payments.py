"""Request, approve, refuse and withdraw payments."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTakingPart
from essaim.agreements.language import AskedLanguage
from essaim.funds.endpoints.routing import router, run_once
from essaim.funds.errors import (
    AboveProject,
    AlreadyApproved,
    AnotherPersonNeeded,
    BeneficiaryNotParty,
    BeneficiaryToName,
    NotYetParty,
    NotYourRequest,
    OwnPayment,
    PaymentDecided,
    TooFewApprovers,
    WrongProjectState,
)
from essaim.funds.queries import payments as queries
from essaim.funds.schemas import PaymentIn, PaymentOut, PaymentQuery, PaymentRefusal
from essaim.funds.service import payments as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.etag import tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("/{fund_id}/payments", responses=responses(NotYetParty))
@policy("funds.read")
async def list_payments(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    page: Annotated[PaymentQuery, Query()],
    language: AskedLanguage,
) -> Page[PaymentOut]:
    """Payments with their approvals, the newest first; `to_approve=true` are those your organisation may approve now."""
    return await queries.search(session, caller, fund_id, page, language)


@router.post(
    "/{fund_id}/payments",
    status_code=201,
    response_model=PaymentOut,
    responses=responses(
        NotYetParty,
        OnlyTakingPart,
        WrongProjectState,
        AboveProject,
        BeneficiaryNotParty,
        BeneficiaryToName,
        TooFewApprovers,
    ),
)
@policy("funds.spend")
async def request_payment(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    body: PaymentIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> PaymentOut | Response:
    """Ask for a payment of a committed project; paid at once when your organisation's approval is enough.

    Once the payments of the fund pending or made in the window of the rules exceed the threshold, this one included,
    two organisations must approve. A payment to your own organisation always awaits the others.
    """
    return await run_once(
        idempotency, caller, lambda: service.request(session, caller, fund_id, body, language)
    )


@router.get("/{fund_id}/payments/{payment_id}", responses=responses(NotYetParty))
@policy("funds.read")
async def read_payment(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    payment_id: UUID,
    language: AskedLanguage,
    response: Response,
) -> PaymentOut:
    """One payment: who asked, who approved, how many must and why."""
    payment = await queries.read(session, caller, fund_id, payment_id, language)
    tag(response, payment.version)
    return payment


@router.post(
    "/{fund_id}/payments/{payment_id}/approve",
    response_model=PaymentOut,
    responses=responses(
        NotYetParty, OnlyTakingPart, PaymentDecided, OwnPayment, AlreadyApproved, AnotherPersonNeeded
    ),
)
@policy("funds.spend")
async def approve_payment(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    payment_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> PaymentOut | Response:
    """Approve a payment for your organisation; the last approval needed pays it."""
    return await run_once(
        idempotency, caller, lambda: service.approve(session, caller, fund_id, payment_id, language)
    )


@router.post(
    "/{fund_id}/payments/{payment_id}/refuse",
    response_model=PaymentOut,
    responses=responses(NotYetParty, OnlyTakingPart, PaymentDecided, OwnPayment),
)
@policy("funds.spend")
async def refuse_payment(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    payment_id: UUID,
    body: PaymentRefusal,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> PaymentOut | Response:
    """Refuse a pending payment, saying why. It may be requested anew."""
    return await run_once(
        idempotency, caller, lambda: service.refuse(session, caller, fund_id, payment_id, body, language)
    )


@router.post(
    "/{fund_id}/payments/{payment_id}/withdraw",
    response_model=PaymentOut,
    responses=responses(NotYetParty, OnlyTakingPart, PaymentDecided, NotYourRequest),
)
@policy("funds.spend")
async def withdraw_payment(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    payment_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> PaymentOut | Response:
    """Withdraw a pending payment that your organisation requested."""
    return await run_once(
        idempotency, caller, lambda: service.withdraw(session, caller, fund_id, payment_id, language)
    )
