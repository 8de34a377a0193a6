"""Read statements. Between competitors, what the lead reads of another party's is written down as it is read."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.ledger.service.reading import note
from essaim.statements import access
from essaim.statements.access import Reader
from essaim.statements.queries import arrears as arrears_queries
from essaim.statements.queries import statements as queries
from essaim.statements.schemas import ArrearsOut, StatementOut, StatementQuery, StatementSummary


async def search(session: AsyncSession, caller: Caller, page: StatementQuery) -> Page[StatementSummary]:
    if page.agreement_id is None:
        return await queries.search(session, caller, None, page)
    reader = await access.open_statements(session, caller, page.agreement_id)
    found = await queries.search(session, caller, reader, page)
    about = {one.organisation_id for one in found.items}
    await note(session, caller, reader.standing, "statements.list_statements", about)
    return found


async def arrears(session: AsyncSession, caller: Caller, agreement_id: UUID) -> ArrearsOut:
    reader = await access.open_statements(session, caller, agreement_id)
    told = await arrears_queries.read(session, reader)
    about = {line.organisation_id for line in told.organisations}
    await note(session, caller, reader.standing, "statements.read_arrears", about)
    return told


async def read(
    session: AsyncSession,
    caller: Caller,
    statement_id: UUID,
    language: Language,
    operation: str = "statements.read_statement",
) -> StatementOut:
    _, reader = await access.find(session, caller, statement_id)
    return await tell(session, caller, reader, statement_id, language, operation)


async def tell(
    session: AsyncSession,
    caller: Caller,
    reader: Reader,
    statement_id: UUID,
    language: Language,
    operation: str = "statements.read_statement",
) -> StatementOut:
    told = await queries.read(session, reader, statement_id, language)
    await note(session, caller, reader.standing, operation, {told.organisation_id}, statement_id)
    return told
