"""Record bank accounts and mandates. The number is sealed as it comes in; no step writes it elsewhere."""

import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.models import Party
from essaim.banking import access, queries, rules
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
from essaim.banking.models import BankAccount, DebitMandate
from essaim.banking.schemas import (
    BankAccountChange,
    BankAccountIn,
    BankAccountOut,
    DebitMandateIn,
    DebitMandateOut,
)
from essaim.banking.sealed import purpose
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.kit.sealing import Seal
from essaim.organisations.models import Organisation


async def add_account(
    session: AsyncSession, caller: Caller, body: BankAccountIn, seal: Seal
) -> BankAccountOut:
    iban = _iban(body.iban)
    number = iban.number.encode()
    bound = purpose(caller.organisation_id)
    account = BankAccount(
        organisation_id=caller.organisation_id,
        label=body.label,
        holder=body.holder,
        iban_sealed=seal.close(number, bound),
        iban_digest=seal.digest(number, bound),
        iban_masked=iban.masked,
        bic=_bic(body.bic) or iban.bic,
        bank_name=iban.bank_name,
        creditor_identifier=_creditor_identifier(body.creditor_identifier),
        added_by_person=caller.person_id,
        fictional=await _is_fictional(session, caller.organisation_id),
    )
    async with refuse_if_violated(session, {"bank_accounts_open_key": AccountKnown()}):
        session.add(account)
    return await queries.read_account(session, caller, account.id)


async def change_account(
    session: AsyncSession, caller: Caller, account_id: UUID, body: BankAccountChange, version: int
) -> BankAccountOut:
    account = await access.own_open_account(session, caller, account_id)
    check_version(account.version, version)
    if "label" in body.model_fields_set:
        account.label = body.label
    if "bic" in body.model_fields_set:
        account.bic = _bic(body.bic)
    if "creditor_identifier" in body.model_fields_set:
        account.creditor_identifier = _creditor_identifier(body.creditor_identifier)
    account.version += 1
    await session.flush()
    return await queries.read_account(session, caller, account_id)


async def close_account(session: AsyncSession, caller: Caller, account_id: UUID) -> BankAccountOut:
    account = await access.lock_account(session, caller, account_id)
    if account.closed_at is not None:
        raise AccountShut
    mandated = select(DebitMandate.id).where(
        DebitMandate.bank_account_id == account_id, DebitMandate.revoked_at.is_(None)
    )
    if await session.scalar(mandated.limit(1)) is not None:
        raise AccountMandated
    account.closed_at = clock.now()
    account.version += 1
    await session.flush()
    return await queries.read_account(session, caller, account_id)


async def sign_mandate(session: AsyncSession, caller: Caller, body: DebitMandateIn) -> DebitMandateOut:
    """The debtor consents; the lead of the agreement collects."""
    standing = await agreements.find(session, caller, body.agreement_id)
    standing.require_taking_part()
    standing.require_not_ended()
    if standing.leads:
        raise OwnMandate
    if body.signed_on > clock.today():
        raise SignedAhead
    account = await access.own_open_account(session, caller, body.bank_account_id)
    mandate = DebitMandate(
        agreement_id=body.agreement_id,
        debtor_id=caller.organisation_id,
        creditor_id=await _creditor(session, body.agreement_id),
        bank_account_id=account.id,
        reference=f"ESSAIM-{secrets.token_hex(8).upper()}",
        signed_on=body.signed_on,
        signed_by_person=caller.person_id,
    )
    async with refuse_if_violated(session, {"debit_mandates_live_key": MandateKnown()}):
        session.add(mandate)
    return await queries.read_mandate(session, caller, mandate.id)


async def revoke_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID) -> DebitMandateOut:
    """By the debtor at any time, even once it has left; or by the creditor that gives up collecting."""
    statement = access.visible_mandates(caller).where(DebitMandate.id == mandate_id)
    if await session.scalar(statement) is None:
        raise NotFound
    locked = statement.with_for_update().execution_options(populate_existing=True)
    mandate = await session.scalar(locked)
    if mandate is None:
        raise NotFound
    if mandate.revoked_at is not None:
        raise MandateRevoked
    mandate.revoked_at = clock.now()
    mandate.version += 1
    await session.flush()
    return await queries.read_mandate(session, caller, mandate_id)


async def _creditor(session: AsyncSession, agreement_id: UUID) -> UUID:
    """The lead, which needs a creditor identifier before anybody consents."""
    statement = (
        select(Organisation.id, Organisation.name)
        .join(Party, Party.organisation_id == Organisation.id)
        .where(Party.agreement_id == agreement_id, Party.role == "lead", Party.state == "accepted")
    )
    lead = (await session.execute(statement)).one_or_none()
    if lead is None:
        raise NotFound
    if await queries.creditor_account_of(session, lead.id) is None:
        raise NoCreditorIdentifier(
            name=lead.name, context={"organisation_id": str(lead.id), "name": lead.name}
        )
    creditor: UUID = lead.id
    return creditor


async def _is_fictional(session: AsyncSession, organisation_id: UUID) -> bool:
    known = await session.scalar(select(Organisation.fictional).where(Organisation.id == organisation_id))
    return bool(known)


def _iban(text: str) -> rules.Iban:
    try:
        iban = rules.read_iban(text)
    except rules.Fault as fault:
        raise InvalidIban(fault=rules.FAULTS[fault.code], context={"fault": fault.code}) from None
    if not iban.in_sepa:
        raise OutsideSepa
    return iban


def _bic(text: str | None) -> str | None:
    try:
        return None if text is None else rules.read_bic(text)
    except rules.Fault:
        raise InvalidBic from None


def _creditor_identifier(text: str | None) -> str | None:
    try:
        return None if text is None else rules.read_creditor_identifier(text)
    except rules.Fault as fault:
        raise InvalidCreditorIdentifier(
            fault=rules.FAULTS[fault.code], context={"fault": fault.code}
        ) from None
