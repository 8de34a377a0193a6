"""Record that a transfer of a settlement came, and take that back when it was a mistake."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.etag import check_version
from essaim.kit.text import Language
from essaim.ledger.errors import Overdraft
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move, account, post
from essaim.settlements import access
from essaim.settlements.access import View
from essaim.settlements.errors import NotCarriedOut, OnlyThePayee, TransferNotPaid, TransferPaid
from essaim.settlements.models import Transfer
from essaim.settlements.queries import transfers as queries
from essaim.settlements.schemas import PaidIn, TransferOut, TransferReversalIn
from essaim.settlements.service import reading
from essaim.statements.errors import DateToCome, MoneySpentSince


async def pay(
    session: AsyncSession,
    caller: Caller,
    settlement_id: UUID,
    transfer_id: UUID,
    body: PaidIn,
    version: int,
    language: Language,
) -> TransferOut:
    """Means → due of who pays, payable → means of who receives; of the pool, only the other half."""
    view, transfer = await _receiving(session, caller, settlement_id, transfer_id)
    if body.paid_on > clock.today():
        raise DateToCome
    if transfer.paid_on is not None:
        raise TransferPaid
    check_version(transfer.version, version)
    transfer.paid_on, transfer.transaction_id = (
        body.paid_on,
        await _post(session, view, transfer, body.paid_on),
    )
    transfer.version += 1
    await session.flush()
    return await reading.tell_transfer(session, caller, view, transfer, language)


async def reverse(
    session: AsyncSession,
    caller: Caller,
    settlement_id: UUID,
    transfer_id: UUID,
    body: TransferReversalIn,
    version: int,
    language: Language,
) -> TransferOut:
    """The money did not come, or was returned by the bank: its transaction is reversed, and the transfer owed again."""
    view, transfer = await _receiving(session, caller, settlement_id, transfer_id)
    if transfer.transaction_id is None:
        raise TransferNotPaid
    check_version(transfer.version, version)
    await posting.reverse(
        session,
        agreement_id=transfer.agreement_id,
        transaction_id=transfer.transaction_id,
        description=body.reason,
        occurred_on=clock.today(),
    )
    transfer.paid_on = transfer.transaction_id = None
    transfer.version += 1
    await session.flush()
    return await reading.tell_transfer(session, caller, view, transfer, language)


async def _receiving(
    session: AsyncSession, caller: Caller, settlement_id: UUID, transfer_id: UUID
) -> tuple[View, Transfer]:
    """A transfer to act on, locked, as whoever receives it or as the lead."""
    view = await access.find(session, caller, settlement_id)
    known = await queries.find(session, view, transfer_id)
    view.standing.require_taking_part()
    present = set(await access.taking_part(session, known.agreement_id))
    if not access.may_record(view.reader, known, present):
        raise OnlyThePayee
    if view.settlement.state != "carried_out":
        raise NotCarriedOut
    locked = select(Transfer).where(Transfer.id == transfer_id).with_for_update()
    transfer = (await session.scalars(locked.execution_options(populate_existing=True))).one()
    return view, transfer


async def _post(session: AsyncSession, view: View, transfer: Transfer, paid_on: date) -> UUID:
    moves: list[Move] = []
    of, cents = transfer.agreement_id, transfer.cents
    if transfer.payer_id is not None:
        means = await account(session, of, "party", organisation_id=transfer.payer_id)
        due = await account(session, of, "due", organisation_id=transfer.payer_id)
        moves.append(Move(means, due, cents))
    if transfer.payee_id is not None:
        payable = await account(session, of, "payable", organisation_id=transfer.payee_id)
        means = await account(session, of, "party", organisation_id=transfer.payee_id)
        moves.append(Move(payable, means, cents))
    try:
        posted = await post(
            session,
            agreement_id=of,
            kind="payment",
            description=f"Virement de la compensation n°\u00a0{view.settlement.number}",
            occurred_on=paid_on,
            moves=moves,
        )
    except Overdraft as spent:
        raise MoneySpentSince from spent
    return posted.transaction_id
