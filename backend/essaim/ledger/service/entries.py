"""What the lead posts and reverses by hand."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.ledger.access import find_transaction, open_book
from essaim.ledger.errors import ManagedAccount, NotYetHappened
from essaim.ledger.models import Account, Posting
from essaim.ledger.queries import entries
from essaim.ledger.schemas import OPENABLE, ReversalIn, TransactionIn, TransactionOut
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move


async def post(session: AsyncSession, caller: Caller, body: TransactionIn) -> TransactionOut:
    reader = await open_book(session, caller, body.agreement_id)
    reader.standing.require_lead()
    _require_happened(body.occurred_on)
    moved = {end for move in body.moves for end in (move.source_id, move.destination_id)}
    await _require_by_hand(session, body.agreement_id, moved)
    posted = await posting.post(
        session,
        agreement_id=body.agreement_id,
        kind=body.kind,
        description=body.description,
        occurred_on=body.occurred_on,
        reference=body.reference,
        moves=[Move(move.source_id, move.destination_id, move.amount) for move in body.moves],
    )
    return await entries.read(session, reader, posted.transaction_id)


async def reverse(
    session: AsyncSession, caller: Caller, transaction_id: UUID, body: ReversalIn
) -> TransactionOut:
    transaction, reader = await find_transaction(session, caller, transaction_id)
    reader.standing.require_lead()
    _require_happened(body.occurred_on)
    moved = select(Account.id).join(
        Posting, or_(Posting.source_id == Account.id, Posting.destination_id == Account.id)
    )
    touched = await session.scalars(moved.where(Posting.transaction_id == transaction_id).distinct())
    await _require_by_hand(session, transaction.agreement_id, touched.all())
    posted = await posting.reverse(
        session,
        agreement_id=transaction.agreement_id,
        transaction_id=transaction_id,
        description=body.description,
        occurred_on=body.occurred_on,
    )
    return await entries.read(session, reader, posted.transaction_id)


def _require_happened(day: date) -> None:
    if day > clock.today():
        raise NotYetHappened


async def _require_by_hand(session: AsyncSession, agreement_id: UUID, accounts: Collection[UUID]) -> None:
    """The fund and exits keep their accounts true to what was voted: nobody moves them beside."""
    managed = select(Account.id).where(
        Account.id.in_(accounts), Account.agreement_id == agreement_id, Account.purpose.not_in(OPENABLE)
    )
    if await session.scalar(managed.limit(1)) is not None:
        raise ManagedAccount
