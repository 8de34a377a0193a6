"""Bank accounts and direct-debit mandates over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTakingPart
from essaim.banking import queries, service
from essaim.banking.errors import (
    AccountKnown,
    AccountMandated,
    AccountShut,
    InvalidBic,
    InvalidCreditorIdentifier,
    InvalidIban,
    MandateKnown,
    MandateRevoked,
    NoCreditorIdentifier,
    OutsideSepa,
    OwnMandate,
    SignedAhead,
)
from essaim.banking.schemas import (
    AccountQuery,
    BankAccountChange,
    BankAccountIn,
    BankAccountOut,
    DebitMandateIn,
    DebitMandateOut,
    MandateQuery,
)
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.kit.sealing import CurrentSeal

router = feature_router("banking")


@router.get("/accounts")
@policy("banking.read")
async def list_accounts(
    session: Session, caller: CurrentCaller, page: Annotated[AccountQuery, Query()]
) -> Page[BankAccountOut]:
    """Bank accounts of the organisation acted for, first added first; their numbers masked."""
    return await queries.search_accounts(session, caller, page)


@router.post(
    "/accounts",
    status_code=201,
    response_model=BankAccountOut,
    responses=responses(InvalidIban, InvalidBic, OutsideSepa, InvalidCreditorIdentifier, AccountKnown),
)
@policy("banking.manage")
async def add_account(
    session: Session, caller: CurrentCaller, body: BankAccountIn, seal: CurrentSeal, idempotency: Idempotency
) -> BankAccountOut | Response:
    """Record a bank account. Its number is encrypted, and from then on shown masked, even to your organisation."""
    return await idempotency(
        lambda: service.add_account(session, caller, body, seal),
        person=caller.person_id,
        organisation=caller.organisation_id,
        # A plain digest of a number that can be guessed would tell it to whoever reads the database.
        covering=seal.digest(body.model_dump_json().encode(), "idempotency"),
    )


@router.get("/accounts/{account_id}")
@policy("banking.read")
async def read_account(
    session: Session, caller: CurrentCaller, account_id: UUID, response: Response
) -> BankAccountOut:
    """One bank account of the organisation acted for."""
    account = await queries.read_account(session, caller, account_id)
    tag(response, account.version)
    return account


@router.patch(
    "/accounts/{account_id}",
    responses=responses(
        NotFound, AccountShut, InvalidBic, InvalidCreditorIdentifier, VersionRequired, StaleVersion
    ),
)
@policy("banking.manage")
async def change_account(
    session: Session,
    caller: CurrentCaller,
    account_id: UUID,
    body: BankAccountChange,
    version: IfMatch,
    response: Response,
) -> BankAccountOut:
    """Change the label, the BIC or the creditor identifier of an account; its number and holder never change."""
    account = await service.change_account(session, caller, account_id, body, version)
    tag(response, account.version)
    return account


@router.post("/accounts/{account_id}/close", responses=responses(NotFound, AccountShut, AccountMandated))
@policy("banking.manage")
async def close_account(session: Session, caller: CurrentCaller, account_id: UUID) -> BankAccountOut:
    """Close an account: nothing is paid on it or from it any more. What it was used for stays."""
    return await service.close_account(session, caller, account_id)


@router.get("/mandates")
@policy("banking.read")
async def list_mandates(
    session: Session, caller: CurrentCaller, page: Annotated[MandateQuery, Query()]
) -> Page[DebitMandateOut]:
    """Mandates that your organisation signed, and those by which it collects; the newest first."""
    return await queries.search_mandates(session, caller, page)


@router.post(
    "/mandates",
    status_code=201,
    response_model=DebitMandateOut,
    responses=responses(
        NotFound,
        OnlyTakingPart,
        AgreementEnded,
        OwnMandate,
        SignedAhead,
        AccountShut,
        NoCreditorIdentifier,
        MandateKnown,
    ),
)
@policy("banking.manage")
async def sign_mandate(
    session: Session, caller: CurrentCaller, body: DebitMandateIn, idempotency: Idempotency
) -> DebitMandateOut | Response:
    """Consent to be debited by the lead of an agreement, for what your organisation owes under it."""
    return await idempotency(
        lambda: service.sign_mandate(session, caller, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/mandates/{mandate_id}")
@policy("banking.read")
async def read_mandate(
    session: Session, caller: CurrentCaller, mandate_id: UUID, response: Response
) -> DebitMandateOut:
    """One mandate, for its debtor and its creditor."""
    mandate = await queries.read_mandate(session, caller, mandate_id)
    tag(response, mandate.version)
    return mandate


@router.post("/mandates/{mandate_id}/revoke", responses=responses(NotFound, MandateRevoked))
@policy("banking.manage")
async def revoke_mandate(session: Session, caller: CurrentCaller, mandate_id: UUID) -> DebitMandateOut:
    """Revoke a mandate, as its debtor or its creditor: no file collects by it any more."""
    return await service.revoke_mandate(session, caller, mandate_id)
