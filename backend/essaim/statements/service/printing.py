"""Print a statement: what a treasurer files. The same statement gives the same bytes."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.banking.errors import AccountUnreadable
from essaim.banking.models import BankAccount
from essaim.banking.queries import iban_of
from essaim.identity.caller import Caller
from essaim.kit import clock, pdf
from essaim.kit.sealing import Seal
from essaim.statements import access
from essaim.statements.queries import statements as queries
from essaim.statements.schemas import StatementOut
from essaim.statements.service import reading
from essaim.statements.service.sheet import Bank, sheet

TEMPLATE = Path(__file__).parent.parent / "templates" / "statement.typ"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed of a statement, and the date written in the file."""

    reference: str
    data: pdf.Data
    made_at: datetime


async def read_sheet(session: AsyncSession, caller: Caller, statement_id: UUID, seal: Seal) -> Sheet:
    """Everything the document says, read in the request's transaction; it is typeset afterwards."""
    statement, reader = await access.find(session, caller, statement_id)
    told = await reading.tell(session, caller, reader, statement_id, "fr", "statements.read_pdf")
    account = await queries.bank_of(
        session, statement.issuer_id, statement.bank_account_id, told.remaining_cents
    )
    called = await queries.called_through(session, statement) if statement.instalment else None
    return Sheet(told.reference, sheet(told, called, _bank(seal, account)), _last_change(told))


async def typeset(printed: Sheet) -> bytes:
    return await pdf.render(TEMPLATE, printed.data, made_at=printed.made_at)


def _bank(seal: Seal, account: BankAccount | None) -> Bank | None:
    """Where to pay; nothing where the key of the seal was lost: the rest of the statement stays readable."""
    if account is None:
        return None
    try:
        iban = iban_of(seal, account)
    except AccountUnreadable:
        return None
    return Bank(account.holder, iban, account.bic, account.bank_name)


def _last_change(told: StatementOut) -> datetime:
    """The date written in the file: that of what it says, not of its printing."""
    moments = [datetime.combine(told.issued_on, time.min, clock.PARIS)]
    for payment in told.payments:
        moments += [payment.recorded_at, *([payment.reversed_at] if payment.reversed_at else [])]
    if told.cancelled_at is not None:
        moments.append(told.cancelled_at)
    return max(moments)
