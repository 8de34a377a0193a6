"""Read a bank file and keep its movements, each once whatever the files it comes in."""

import asyncio
import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import any_, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.identity.caller import Caller
from essaim.kit.errors import FieldFault
from essaim.kit.text import Language
from essaim.treasury.errors import BankFileEmpty, BankFileUnreadable, NoBankLine, TooManyBankLines
from essaim.treasury.models import BankImport, BankLine
from essaim.treasury.queries import imports as queries
from essaim.treasury.rules import bank_csv, camt
from essaim.treasury.rules.bank_rows import (
    BankFault,
    BankFile,
    BankFileRefused,
    BankRow,
    TooManyRows,
    keys_of,
)
from essaim.treasury.schemas.lines import BankFaultOut, BankFileQuery, BankImportReport

MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_LINES = 10_000
FAULTS_TOLD = 100


async def require_may_import(session: AsyncSession, caller: Caller, agreement_id: UUID) -> None:
    (await agreements.find(session, caller, agreement_id)).require_lead()


async def take(
    session: AsyncSession, caller: Caller, order: BankFileQuery, content: bytes, language: Language
) -> BankImportReport:
    """Keep the movements that are new. The same file again adds nothing and answers as the first time.

    Refused: `bank_file_empty`, `bank_file_unreadable`, `too_many_bank_lines`, `no_bank_line`.
    """
    file = await asyncio.to_thread(read_file, content)
    sha256 = hashlib.sha256(content).hexdigest()
    # Of two imports at once the second finds the movements of the first.
    await agreements.lock_as_lead(session, caller, order.agreement_id)
    import_id = await _find(session, order.agreement_id, sha256)
    already = import_id is not None
    if import_id is None:
        import_id = await _keep(session, caller, order, file, sha256)
    kept = await queries.read(session, caller, import_id)
    return BankImportReport(
        **kept.model_dump(),
        already_imported=already,
        skipped=file.skipped,
        fault_count=len(file.faults),
        faults=[_told(fault, language) for fault in file.faults[:FAULTS_TOLD]],
    )


def read_file(content: bytes) -> BankFile:
    """The movements of a file, whatever it is; refused when there is none."""
    if not content.strip():
        raise BankFileEmpty
    try:
        read = camt.read if camt.looks_like(content) else bank_csv.read
        file = read(content, limit=MAXIMUM_LINES)
    except BankFileRefused as refused:
        fault = refused.fault
        raise BankFileUnreadable(why=fault.message, errors=[_pointed(fault)]) from refused
    except TooManyRows as many:
        raise TooManyBankLines(limit=MAXIMUM_LINES, context={"limit": MAXIMUM_LINES}) from many
    if not file.rows:
        raise NoBankLine(errors=[_pointed(fault) for fault in file.faults[:20]])
    return file


async def _find(session: AsyncSession, agreement_id: UUID, sha256: str) -> UUID | None:
    statement = select(BankImport.id).where(
        BankImport.agreement_id == agreement_id, BankImport.sha256 == sha256
    )
    return await session.scalar(statement)


async def _keep(
    session: AsyncSession, caller: Caller, order: BankFileQuery, file: BankFile, sha256: str
) -> UUID:
    keys = keys_of(file.rows)
    known = await _known(session, order.agreement_id, keys)
    days = [row.booked_on for row in file.rows]
    row = BankImport(
        agreement_id=order.agreement_id,
        organisation_id=caller.organisation_id,
        format=file.format,
        file_name=order.file_name,
        sha256=sha256,
        line_count=len(file.rows),
        known_count=len(known),
        starts_on=min(days),
        ends_on=max(days),
        imported_by_person=caller.person_id,
    )
    session.add(row)
    await session.flush()
    new = [
        _values(order.agreement_id, row.id, movement, key)
        for movement, key in zip(file.rows, keys, strict=True)
        if key not in known
    ]
    if new:
        await session.execute(insert(BankLine), new)
    return row.id


async def _known(session: AsyncSession, agreement_id: UUID, keys: Sequence[str]) -> set[str]:
    among = literal(list(keys), ARRAY(SqlText))
    statement = select(BankLine.key).where(BankLine.agreement_id == agreement_id, BankLine.key == any_(among))
    return set(await session.scalars(statement))


def _values(agreement_id: UUID, import_id: UUID, row: BankRow, key: str) -> dict[str, object]:
    return {
        "agreement_id": agreement_id,
        "import_id": import_id,
        "booked_on": row.booked_on,
        "cents": row.cents,
        "label": row.label,
        "counterparty": row.counterparty,
        "bank_reference": row.bank_reference,
        "key": key,
    }


def _pointed(fault: BankFault) -> FieldFault:
    place = ["file", *(str(part) for part in (fault.place, fault.column) if part is not None)]
    return FieldFault("/".join(place), fault.code, fault.message)


def _told(fault: BankFault, language: Language) -> BankFaultOut:
    return BankFaultOut(
        line=fault.place,
        column=fault.column,
        code=fault.code,
        value=fault.value,
        message=fault.message.in_(language),
    )
