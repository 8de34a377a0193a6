"""Read bank accounts and mandates; find the account an organisation is paid on."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.models import Agreement
from essaim.banking import access, rules
from essaim.banking.models import BankAccount, DebitMandate
from essaim.banking.schemas import AccountQuery, BankAccountOut, DebitMandateOut, MandateQuery
from essaim.banking.sealed import iban_of
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation

__all__ = ["creditor_account_of", "iban_of", "open_account_of", "search_accounts", "search_mandates"]

DEBTOR = aliased(Organisation)
CREDITOR = aliased(Organisation)


async def open_account_of(session: AsyncSession, organisation_id: UUID) -> BankAccount | None:
    """The account an organisation is paid on: of its open ones, the oldest, or none."""
    return await session.scalar(_open_accounts(organisation_id))


async def creditor_account_of(session: AsyncSession, organisation_id: UUID) -> BankAccount | None:
    """Its oldest open account with a creditor identifier: it may collect on it."""
    return await session.scalar(
        _open_accounts(organisation_id).where(BankAccount.creditor_identifier.is_not(None))
    )


def _open_accounts(organisation_id: UUID) -> Select[BankAccount]:
    return (
        select(BankAccount)
        .where(BankAccount.organisation_id == organisation_id, BankAccount.closed_at.is_(None))
        .order_by(BankAccount.added_at, BankAccount.id)
        .limit(1)
    )


async def search_accounts(session: AsyncSession, caller: Caller, page: AccountQuery) -> Page[BankAccountOut]:
    statement = access.own_accounts(caller)
    if page.open is not None:
        shut = BankAccount.closed_at
        statement = statement.where(shut.is_(None) if page.open else shut.is_not(None))
    rows, cursor = await fetch_page(
        session, statement, key=(BankAccount.id.expression,), kinds=(UUID,), page=page
    )
    items = [BankAccountOut.model_validate(row.BankAccount) for row in rows]
    return Page(items=items, next_cursor=cursor)


async def read_account(session: AsyncSession, caller: Caller, account_id: UUID) -> BankAccountOut:
    account = await session.scalar(access.own_accounts(caller).where(BankAccount.id == account_id))
    if account is None:
        raise NotFound
    return BankAccountOut.model_validate(account)


def _told(caller: Caller) -> Select[*tuple[Any, ...]]:
    return (
        access.visible_mandates(caller)
        .join(Agreement, Agreement.id == DebitMandate.agreement_id)
        .join(DEBTOR, DEBTOR.id == DebitMandate.debtor_id)
        .join(CREDITOR, CREDITOR.id == DebitMandate.creditor_id)
        .outerjoin(BankAccount, BankAccount.id == DebitMandate.bank_account_id)
        .add_columns(
            Agreement.name.label("agreement_name"),
            DEBTOR.name.label("debtor_name"),
            CREDITOR.name.label("creditor_name"),
            BankAccount.iban_masked,
        )
    )


async def search_mandates(session: AsyncSession, caller: Caller, page: MandateQuery) -> Page[DebitMandateOut]:
    statement = _told(caller)
    if page.agreement_id is not None:
        statement = statement.where(DebitMandate.agreement_id == page.agreement_id)
    if page.live is not None:
        revoked = DebitMandate.revoked_at
        statement = statement.where(revoked.is_(None) if page.live else revoked.is_not(None))
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(DebitMandate.id.expression,),
        kinds=(UUID,),
        page=page,
        descending=True,
    )
    return Page(items=[_mandate(row) for row in rows], next_cursor=cursor)


async def read_mandate(session: AsyncSession, caller: Caller, mandate_id: UUID) -> DebitMandateOut:
    row = (await session.execute(_told(caller).where(DebitMandate.id == mandate_id))).one_or_none()
    if row is None:
        raise NotFound
    return _mandate(row)


def _mandate(row: Row[Any]) -> DebitMandateOut:
    mandate: DebitMandate = row.DebitMandate
    return DebitMandateOut(
        id=mandate.id,
        agreement_id=mandate.agreement_id,
        agreement_name=row.agreement_name,
        debtor_id=mandate.debtor_id,
        debtor_name=row.debtor_name,
        creditor_id=mandate.creditor_id,
        creditor_name=row.creditor_name,
        reference=mandate.reference,
        iban_masked=row.iban_masked,
        signed_on=mandate.signed_on,
        revoked_at=mandate.revoked_at,
        last_used_on=mandate.last_used_on,
        lapses_on=rules.lapses_on(mandate.signed_on, mandate.last_used_on),
        version=mandate.version,
    )
