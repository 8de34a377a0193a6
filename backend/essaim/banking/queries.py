"""Read bank accounts and mandates."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.banking.models import BankAccount
from essaim.banking.sealed import iban_of

__all__ = ["iban_of", "open_account_of"]


async def open_account_of(session: AsyncSession, organisation_id: UUID) -> BankAccount | None:
    """The account an organisation is paid on: of its open ones, the oldest, or none."""
    statement = (
        select(BankAccount)
        .where(BankAccount.organisation_id == organisation_id, BankAccount.closed_at.is_(None))
        .order_by(BankAccount.added_at, BankAccount.id)
        .limit(1)
    )
    return (await session.scalars(statement)).one_or_none()
