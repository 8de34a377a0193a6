"""Make payment files, say that they were sent, cancel them."""

import asyncio
import hashlib
import secrets
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.models import Party
from essaim.banking import access as banking
from essaim.banking.models import BankAccount, DebitMandate
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.sealing import Seal
from essaim.kit.text import Text
from essaim.treasury import access
from essaim.treasury.errors import (
    AlreadyFiled,
    BadExecutionDate,
    CreditorIdentifierMissing,
    FileNotValid,
    FileStale,
    UnknownAccount,
    WrongFileState,
)
from essaim.treasury.models import FileState, PaymentFile, PaymentFileItem
from essaim.treasury.queries import files as queries
from essaim.treasury.rules import sepa
from essaim.treasury.rules.claims import Holder
from essaim.treasury.schemas.files import FileIn, FileOut
from essaim.treasury.service import claims, details
from essaim.treasury.service.claims import Claim
from essaim.treasury.service.details import Counterparty

STATES: dict[FileState, Text] = {
    "made": Text("établi", "made"),
    "sent": Text("envoyé", "sent"),
    "cancelled": Text("annulé", "cancelled"),
}
ONE_OF_THEM = Text("Un des éléments demandés", "One of the items asked for")


async def make(session: AsyncSession, caller: Caller, body: FileIn, seal: Seal) -> FileOut:
    standing = await agreements.find(session, caller, body.agreement_id)
    standing.require_taking_part()
    if body.kind == "debits":
        standing.require_lead()
    _require_day(body)
    account = await _account(session, caller, body)
    holder = Holder(caller.organisation_id, await _lead(session, body.agreement_id))
    asked = await claims.load(session, holder, body)
    own, others = await details.load(session, body, account, asked, seal)
    order = _order(body, account, own, asked, others)
    try:
        # Its first use reads the schema: beside the event loop.
        content = await asyncio.to_thread(sepa.write, body.kind, order)
    except sepa.NotValid as fault:
        raise FileNotValid(schema=fault.schema, place=fault.place, context={"place": fault.place}) from None
    file = PaymentFile(
        agreement_id=body.agreement_id,
        organisation_id=caller.organisation_id,
        kind=body.kind,
        message_id=order.message_id,
        bank_account_id=account.id,
        execution_on=body.execution_on,
        item_count=len(asked),
        total_cents=sum(claim.cents for claim in asked),
        sha256=hashlib.sha256(content).hexdigest(),
        content_sealed=seal.close(content, queries.seal_purpose(order.message_id)),
        made_by_person=caller.person_id,
        made_at=order.made_at,
    )
    session.add(file)
    await session.flush()
    await _keep_items(session, file, order, asked, others)
    _use(body, asked, others)
    await session.flush()
    return await queries.read(session, caller, file.id)


def _require_day(body: FileIn) -> None:
    today = clock.today()
    first, last = sepa.first_day(body.kind, today), sepa.last_day(today)
    if not first <= body.execution_on <= last:
        raise BadExecutionDate(
            first=first, last=last, context={"first": first.isoformat(), "last": last.isoformat()}
        )


async def _account(session: AsyncSession, caller: Caller, body: FileIn) -> BankAccount:
    try:
        account = await banking.own_open_account(session, caller, body.bank_account_id)
    except NotFound:
        raise UnknownAccount from None
    if body.kind == "debits" and account.creditor_identifier is None:
        raise CreditorIdentifierMissing
    return account


async def _lead(session: AsyncSession, agreement_id: UUID) -> UUID | None:
    return await session.scalar(
        select(Party.organisation_id).where(
            Party.agreement_id == agreement_id, Party.role == "lead", Party.state == "accepted"
        )
    )


def _order(
    body: FileIn,
    account: BankAccount,
    own: sepa.Side,
    asked: list[Claim],
    others: dict[UUID, Counterparty],
) -> sepa.Order:
    used: set[UUID] = set()
    payments = []
    for claim in asked:
        other = others[claim.organisation_id]
        payments.append(
            sepa.Payment(
                other=other.side,
                cents=claim.cents,
                end_to_end_id=claim.end_to_end_id,
                words=claim.words,
                consent=_consent(other.mandate, used),
            )
        )
    now = clock.now()
    return sepa.Order(
        message_id=f"ESSAIM-{now:%Y%m%d}-{secrets.token_hex(6)}",
        made_at=now.astimezone(clock.PARIS),
        execution_on=body.execution_on,
        account=own,
        payments=payments,
        creditor_identifier=account.creditor_identifier,
    )


def _consent(mandate: DebitMandate | None, used: set[UUID]) -> sepa.Consent | None:
    """A mandate is first used once: of two debits by a new one, the second recurs."""
    if mandate is None:
        return None
    first = mandate.last_used_on is None and mandate.id not in used
    used.add(mandate.id)
    return sepa.Consent(mandate.reference, mandate.signed_on, "FRST" if first else "RCUR")


async def _keep_items(
    session: AsyncSession,
    file: PaymentFile,
    order: sepa.Order,
    asked: list[Claim],
    others: dict[UUID, Counterparty],
) -> None:
    """The database lets an item be live in one file; the other party's files are not ours to name."""
    filed = AlreadyFiled(references=ONE_OF_THEM)
    breaches = {"payment_file_items_statement_key": filed, "payment_file_items_transfer_key": filed}
    async with refuse_if_violated(session, breaches):
        for position, (claim, payment) in enumerate(zip(asked, order.payments, strict=True), 1):
            other = others[claim.organisation_id]
            session.add(
                PaymentFileItem(
                    file_id=file.id,
                    position=position,
                    agreement_id=file.agreement_id,
                    organisation_id=claim.organisation_id,
                    statement_id=claim.statement_id,
                    transfer_id=claim.transfer_id,
                    mandate_id=other.mandate.id if other.mandate is not None else None,
                    cents=claim.cents,
                    end_to_end_id=payment.end_to_end_id,
                    iban_masked=other.iban_masked,
                )
            )


def _use(body: FileIn, asked: Iterable[Claim], others: dict[UUID, Counterparty]) -> None:
    for organisation_id in {claim.organisation_id for claim in asked}:
        mandate = others[organisation_id].mandate
        if mandate is not None:
            mandate.last_used_on = max(body.execution_on, mandate.last_used_on or body.execution_on)
            mandate.version += 1


async def download(session: AsyncSession, caller: Caller, file_id: UUID, seal: Seal) -> tuple[str, bytes]:
    """The name of the file and what it holds."""
    view = await access.find_file(session, caller, file_id)
    _require_state(view.file, "made", "sent")
    if view.file.state == "made":
        await _require_due(session, view.file)
    return f"{view.file.message_id}.xml", await queries.content(session, view.file, seal)


async def mark_sent(session: AsyncSession, caller: Caller, file_id: UUID) -> FileOut:
    view = await access.lock_file(session, caller, file_id)
    _require_state(view.file, "made")
    await _require_due(session, view.file)
    view.file.state = "sent"
    view.file.version += 1
    await session.flush()
    return await queries.read(session, caller, file_id)


async def cancel(session: AsyncSession, caller: Caller, file_id: UUID) -> FileOut:
    view = await access.lock_file(session, caller, file_id)
    _require_state(view.file, "made", "sent")
    view.file.state = "cancelled"
    view.file.version += 1
    await session.flush()
    items = PaymentFileItem.file_id == file_id
    await session.execute(update(PaymentFileItem).where(items).values(live=False))
    await _unuse(session, file_id)
    return await queries.read(session, caller, file_id)


async def _unuse(session: AsyncSession, file_id: UUID) -> None:
    """Each mandate was last used by the files that remain: if none does, its next debit is the first."""
    used = select(PaymentFileItem.mandate_id).where(PaymentFileItem.file_id == file_id)
    statement = select(DebitMandate).where(DebitMandate.id.in_(used)).order_by(DebitMandate.id)
    for mandate in (await session.scalars(statement.with_for_update())).all():
        last = (
            select(func.max(PaymentFile.execution_on))
            .join(PaymentFileItem, PaymentFileItem.file_id == PaymentFile.id)
            .where(PaymentFileItem.mandate_id == mandate.id, PaymentFile.state != "cancelled")
        )
        mandate.last_used_on = await session.scalar(last)
        mandate.version += 1
    await session.flush()


def _require_state(file: PaymentFile, *states: FileState) -> None:
    if file.state not in states:
        raise WrongFileState(state=STATES[file.state], context={"state": file.state})


async def _require_due(session: AsyncSession, file: PaymentFile) -> None:
    """Nothing of the file was paid, cancelled or netted since it was made."""
    gone = await claims.no_longer_due(session, file.id)
    if gone:
        raise FileStale(references=", ".join(gone), context={"references": list(gone)})
