"""Reads of imports, newest first."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.imports.access import visible_to
from essaim.imports.models import Import, ImportLine
from essaim.imports.schemas import ImportLineOut, ImportOut, LinesQuery
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation


async def search(
    session: AsyncSession, caller: Caller, page: PageQuery, language: Language
) -> Page[ImportOut]:
    rows, cursor = await fetch_page(
        session,
        visible_to(caller),
        key=(Import.id.expression,),
        kinds=(UUID,),
        page=page,
        descending=True,
    )
    return Page(items=[ImportOut.of(row.Import, language) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, import_id: UUID, language: Language) -> ImportOut:
    return ImportOut.of(await _visible(session, caller, import_id), language)


async def _visible(session: AsyncSession, caller: Caller, import_id: UUID) -> Import:
    row = await session.scalar(visible_to(caller).where(Import.id == import_id))
    if row is None:
        raise NotFound
    return row


async def list_lines(
    session: AsyncSession, caller: Caller, import_id: UUID, page: LinesQuery, language: Language
) -> Page[ImportLineOut]:
    await _visible(session, caller, import_id)
    statement = (
        select(ImportLine, Organisation.name.label("organisation_name"))
        .outerjoin(Organisation, Organisation.id == ImportLine.organisation_id)
        .where(ImportLine.import_id == import_id)
    )
    if page.outcome is not None:
        statement = statement.where(ImportLine.outcome == page.outcome)
    rows, cursor = await fetch_page(
        session, statement, key=(ImportLine.position.expression,), kinds=(int,), page=page
    )
    return Page(
        items=[ImportLineOut.of(row.ImportLine, row.organisation_name, language) for row in rows],
        next_cursor=cursor,
    )
