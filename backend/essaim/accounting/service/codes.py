"""Read, choose and give back the accounting codes of an agreement, as its lead."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.accounting import queries
from essaim.accounting.models import AccountingCode
from essaim.accounting.schemas import CodeIn, CodeOut, CodesOut
from essaim.agreements import access as agreements
from essaim.identity.caller import Caller
from essaim.kit.etag import check_version
from essaim.kit.text import Language
from essaim.ledger.models import Purpose


async def read(session: AsyncSession, caller: Caller, agreement_id: UUID, language: Language) -> CodesOut:
    standing = await agreements.find(session, caller, agreement_id)
    standing.require_lead()
    return await queries.codes(session, agreement_id, language)


async def choose(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    purpose: Purpose,
    body: CodeIn,
    version: int,
    language: Language,
) -> CodeOut:
    """The code of a purpose, from now on and for every export to come, past years included."""
    await agreements.lock_as_lead(session, caller, agreement_id)
    code = await _find(session, agreement_id, purpose)
    check_version(code.version if code else 0, version)
    if code is None:
        code = AccountingCode(agreement_id=agreement_id, purpose=purpose, version=1)
        session.add(code)
    else:
        code.version += 1
    code.number, code.name = body.number, body.name
    await session.flush()
    return await _told(session, agreement_id, purpose, language)


async def give_back(session: AsyncSession, caller: Caller, agreement_id: UUID, purpose: Purpose) -> None:
    """Back to the default; nothing to do when it is already."""
    await agreements.lock_as_lead(session, caller, agreement_id)
    code = await _find(session, agreement_id, purpose)
    if code is not None:
        await session.delete(code)
        await session.flush()


async def _find(session: AsyncSession, agreement_id: UUID, purpose: Purpose) -> AccountingCode | None:
    statement = select(AccountingCode).where(
        AccountingCode.agreement_id == agreement_id, AccountingCode.purpose == purpose
    )
    return (await session.scalars(statement)).one_or_none()


async def _told(session: AsyncSession, agreement_id: UUID, purpose: Purpose, language: Language) -> CodeOut:
    found = await queries.codes(session, agreement_id, language)
    return next(code for code in found.codes if code.purpose == purpose)
