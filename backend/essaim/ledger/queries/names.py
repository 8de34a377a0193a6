"""How accounts are named beside movements."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.ledger.models import Account
from essaim.ledger.schemas import AccountNameOut
from essaim.organisations.models import Organisation


async def names_of(session: AsyncSession, accounts: Collection[UUID]) -> dict[UUID, AccountNameOut]:
    """Names of accounts whose movements the reader may read."""
    statement = (
        select(Account, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id.in_(accounts))
    )
    return {
        account.id: AccountNameOut(
            id=account.id,
            purpose=account.purpose,
            organisation_id=account.organisation_id,
            organisation_name=name,
            label=account.label,
        )
        for account, name in (await session.execute(statement))
    }
