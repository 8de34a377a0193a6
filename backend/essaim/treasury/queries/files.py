"""Read payment files."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from essaim.agreements.models import Agreement
from essaim.banking.models import BankAccount, DebitMandate
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.sealing import CannotOpen, Seal
from essaim.organisations.models import Organisation
from essaim.treasury import access
from essaim.treasury.errors import FileUnreadable
from essaim.treasury.models import PaymentFile, PaymentFileItem
from essaim.treasury.rules.sepa import SCHEMAS
from essaim.treasury.schemas.files import FileItem, FileOut, FileQuery, FileSummary


def seal_purpose(message_id: str) -> str:
    """Bound to the message: the content of a file does not open as another's."""
    return f"payment_file:{message_id}"


def _told(caller: Caller) -> Select[*tuple[Any, ...]]:
    live = (
        select(func.count())
        .where(PaymentFileItem.file_id == PaymentFile.id, PaymentFileItem.live)
        .correlate(PaymentFile)
        .scalar_subquery()
    )
    return (
        access.visible_files(caller)
        .join(BankAccount, BankAccount.id == PaymentFile.bank_account_id)
        .with_only_columns(
            PaymentFile,
            Agreement.name.label("agreement_name"),
            BankAccount.label.label("bank_account_label"),
            BankAccount.iban_masked,
            live.label("live_count"),
        )
    )


async def search(session: AsyncSession, caller: Caller, page: FileQuery) -> Page[FileSummary]:
    statement = _told(caller)
    if page.agreement_id is not None:
        await access.require_reading_files(session, caller, page.agreement_id)
        statement = statement.where(PaymentFile.agreement_id == page.agreement_id)
    if page.kind is not None:
        statement = statement.where(PaymentFile.kind == page.kind)
    if page.state is not None:
        statement = statement.where(PaymentFile.state == page.state)
    rows, cursor = await fetch_page(
        session, statement, key=(PaymentFile.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[FileSummary.model_validate(_summary(row)) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, file_id: UUID) -> FileOut:
    row = (await session.execute(_told(caller).where(PaymentFile.id == file_id))).one_or_none()
    if row is None:
        raise NotFound
    return FileOut.model_validate({**_summary(row), "items": await _items(session, file_id)})


def _summary(row: Row[Any]) -> dict[str, Any]:
    file: PaymentFile = row.PaymentFile
    return {
        "id": file.id,
        "agreement_id": file.agreement_id,
        "agreement_name": row.agreement_name,
        "kind": file.kind,
        "format": SCHEMAS[file.kind],
        "message_id": file.message_id,
        "bank_account_id": file.bank_account_id,
        "bank_account_label": row.bank_account_label,
        "iban_masked": row.iban_masked,
        "execution_on": file.execution_on,
        "item_count": file.item_count,
        "live_count": row.live_count,
        "total_cents": file.total_cents,
        "sha256": file.sha256,
        "state": file.state,
        "made_at": file.made_at,
        "version": file.version,
    }


async def _items(session: AsyncSession, file_id: UUID) -> list[FileItem]:
    statement = (
        select(
            PaymentFileItem.position,
            PaymentFileItem.organisation_id,
            Organisation.name.label("organisation_name"),
            PaymentFileItem.iban_masked,
            PaymentFileItem.cents,
            PaymentFileItem.end_to_end_id,
            PaymentFileItem.statement_id,
            PaymentFileItem.transfer_id,
            DebitMandate.reference.label("mandate_reference"),
            PaymentFileItem.live,
        )
        .join(Organisation, Organisation.id == PaymentFileItem.organisation_id)
        .outerjoin(DebitMandate, DebitMandate.id == PaymentFileItem.mandate_id)
        .where(PaymentFileItem.file_id == file_id)
        .order_by(PaymentFileItem.position)
    )
    return [FileItem.model_validate(row) for row in (await session.execute(statement)).all()]


async def content(session: AsyncSession, file: PaymentFile, seal: Seal) -> bytes:
    """The file as it goes to the bank. Refused `file_unreadable` where the key is not the one it was sealed with."""
    statement = (
        select(PaymentFile)
        .where(PaymentFile.id == file.id)
        .options(undefer(PaymentFile.content_sealed))
        .execution_options(populate_existing=True)
    )
    sealed = (await session.scalars(statement)).one().content_sealed
    try:
        return seal.open(sealed, seal_purpose(file.message_id))
    except CannotOpen:
        raise FileUnreadable from None
