"""Read settlements. Between competitors, what the lead reads of another party's is written down as it is read."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.text import Language
from essaim.ledger.service.reading import note
from essaim.settlements import access
from essaim.settlements.access import View
from essaim.settlements.models import Transfer
from essaim.settlements.queries import previews, transfers
from essaim.settlements.queries import settlements as queries
from essaim.settlements.schemas import OwedNowOut, PreviewOut, PreviewQuery, SettlementDetail, TransferOut


async def preview(
    session: AsyncSession, caller: Caller, asked: PreviewQuery, language: Language
) -> PreviewOut:
    reader = await access.open_as_lead(session, caller, asked.agreement_id)
    told = await previews.preview(session, reader, asked, language)
    about = {end for item in told.items for end in (item.debtor_id, item.creditor_id)}
    about |= {end for one in told.left_out for end in (one.debtor_id, one.creditor_id)}
    await note(session, caller, reader.standing, "settlements.preview_settlement", about)
    return told


async def owed(session: AsyncSession, caller: Caller, agreement_id: UUID, language: Language) -> OwedNowOut:
    reader = await access.open_settlements(session, caller, agreement_id)
    told = await transfers.owed(session, reader, language)
    about = {end for row in told.rows for end in (row.debtor_id, row.creditor_id)}
    await note(session, caller, reader.standing, "settlements.read_owed", about)
    return told


async def read(
    session: AsyncSession, caller: Caller, settlement_id: UUID, language: Language
) -> SettlementDetail:
    return await tell(session, caller, await access.find(session, caller, settlement_id), language)


async def tell(session: AsyncSession, caller: Caller, view: View, language: Language) -> SettlementDetail:
    told = await queries.read_in(session, view, language)
    about = {position.organisation_id for position in told.positions}
    await note(session, caller, view.standing, "settlements.read_settlement", about, told.id)
    return told


async def read_transfer(
    session: AsyncSession, caller: Caller, settlement_id: UUID, transfer_id: UUID, language: Language
) -> TransferOut:
    view = await access.find(session, caller, settlement_id)
    return await tell_transfer(
        session, caller, view, await transfers.find(session, view, transfer_id), language
    )


async def tell_transfer(
    session: AsyncSession, caller: Caller, view: View, transfer: Transfer, language: Language
) -> TransferOut:
    told = await transfers.one(session, view, transfer, language)
    about = {told.payer_id, told.payee_id}
    await note(session, caller, view.standing, "settlements.read_transfer", about, transfer.id)
    return told
