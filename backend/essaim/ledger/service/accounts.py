"""Open accounts that the lead moves by hand."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Party
from essaim.identity.caller import Caller
from essaim.ledger.access import open_book
from essaim.ledger.errors import AccountAlreadyOpen, PartyUnknown
from essaim.ledger.models import Account
from essaim.ledger.queries import accounts
from essaim.ledger.schemas import AccountIn, AccountOut
from essaim.ledger.service.posting import hold, lowest


async def open_account(session: AsyncSession, caller: Caller, body: AccountIn) -> AccountOut:
    reader = await open_book(session, caller, body.agreement_id)
    reader.standing.require_lead()
    if body.organisation_id is not None:
        await _require_party(session, body.agreement_id, body.organisation_id)
    await hold(session, body.agreement_id)
    names = body.model_dump(exclude={"minimum_balance"})
    opening = (
        insert(Account)
        .values(**names, minimum_balance=lowest(body.purpose, body.minimum_balance))
        .on_conflict_do_nothing(constraint="ledger_accounts_key")
        .returning(Account.id)
    )
    opened = await session.scalar(opening)
    if opened is None:
        columns = Account.__table__.c
        same = (columns[name].is_not_distinct_from(value) for name, value in names.items())
        other = await session.scalar(select(Account.id).where(*same, Account.subject_id.is_(None)))
        raise AccountAlreadyOpen(context={"account_id": str(other)})
    return await accounts.read(session, reader, opened)


async def _require_party(session: AsyncSession, agreement_id: UUID, organisation_id: UUID) -> None:
    """Parties of today and of the past: what one that left still owes is settled here."""
    party = select(Party.id).where(
        Party.agreement_id == agreement_id,
        Party.organisation_id == organisation_id,
        Party.state.in_(("accepted", "left")),
    )
    if await session.scalar(party) is None:
        raise PartyUnknown
