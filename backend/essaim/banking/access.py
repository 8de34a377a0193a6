"""Who sees which bank accounts and mandates.

An account is its organisation's alone. A mandate is between the debtor and the creditor: who is debited, and who collects.
"""

from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.banking.errors import AccountShut
from essaim.banking.models import BankAccount, DebitMandate
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound


def own_accounts(caller: Caller) -> Select[BankAccount]:
    return select(BankAccount).where(BankAccount.organisation_id == caller.organisation_id)


def visible_mandates(caller: Caller) -> Select[DebitMandate]:
    me = caller.organisation_id
    return select(DebitMandate).where(or_(DebitMandate.debtor_id == me, DebitMandate.creditor_id == me))


async def lock_account(session: AsyncSession, caller: Caller, account_id: UUID) -> BankAccount:
    statement = own_accounts(caller).where(BankAccount.id == account_id).with_for_update()
    account = (await session.scalars(statement)).one_or_none()
    if account is None:
        raise NotFound
    return account


async def own_open_account(session: AsyncSession, caller: Caller, account_id: UUID) -> BankAccount:
    """An account of the organisation acted for, to pay from, to collect on or to be debited; locked against closing."""
    account = await lock_account(session, caller, account_id)
    if account.closed_at is not None:
        raise AccountShut
    return account
