"""Transfers that a settlement left to pay."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTakingPart
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.ledger.errors import AlreadyReversed
from essaim.settlements.endpoints.routing import router, run_once
from essaim.settlements.errors import NotCarriedOut, OnlyThePayee, TransferNotPaid, TransferPaid
from essaim.settlements.schemas import PaidIn, TransferOut, TransferReversalIn
from essaim.settlements.service import reading
from essaim.settlements.service import transfers as service
from essaim.statements.errors import DateToCome, MoneySpentSince


@router.get("/{settlement_id}/transfers/{transfer_id}")
@policy("settlements.read")
async def read_transfer(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    transfer_id: UUID,
    language: AskedLanguage,
    response: Response,
) -> TransferOut:
    """One transfer: who pays whom, and whether it came."""
    transfer = await reading.read_transfer(session, caller, settlement_id, transfer_id, language)
    tag(response, transfer.version)
    return transfer


@router.post(
    "/{settlement_id}/transfers/{transfer_id}/pay",
    response_model=TransferOut,
    responses=responses(
        OnlyTakingPart,
        OnlyThePayee,
        NotCarriedOut,
        TransferPaid,
        DateToCome,
        MoneySpentSince,
        VersionRequired,
        StaleVersion,
    ),
)
@policy("settlements.accept")
async def pay_transfer(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    transfer_id: UUID,
    body: PaidIn,
    idempotency: Idempotency,
    version: IfMatch,
    language: AskedLanguage,
) -> TransferOut | Response:
    """Record that a transfer came, as whoever receives it, or as the lead for others. `If-Match`: the version of the transfer."""
    return await run_once(
        idempotency,
        caller,
        lambda: service.pay(session, caller, settlement_id, transfer_id, body, version, language),
    )


@router.post(
    "/{settlement_id}/transfers/{transfer_id}/reverse",
    response_model=TransferOut,
    responses=responses(
        OnlyTakingPart,
        OnlyThePayee,
        NotCarriedOut,
        TransferNotPaid,
        AlreadyReversed,
        VersionRequired,
        StaleVersion,
    ),
)
@policy("settlements.accept")
async def reverse_transfer(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    transfer_id: UUID,
    body: TransferReversalIn,
    idempotency: Idempotency,
    version: IfMatch,
    language: AskedLanguage,
) -> TransferOut | Response:
    """Take back a transfer recorded by mistake or returned by the bank: it is owed again."""
    return await run_once(
        idempotency,
        caller,
        lambda: service.reverse(session, caller, settlement_id, transfer_id, body, version, language),
    )
