"""Read the bank files that were imported."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.identity.caller import Caller
from essaim.identity.models import Person
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.treasury.models import BankImport, BankLine
from essaim.treasury.schemas.lines import BankImportOut, BankImportQuery


def _told(caller: Caller) -> Select[*tuple[Any, ...]]:
    # The people of another organisation, of a former lead, are not named.
    ours = and_(
        Person.id == BankImport.imported_by_person, BankImport.organisation_id == caller.organisation_id
    )
    still_open = (
        select(func.count())
        # The agreement is what the index begins with.
        .where(
            BankLine.agreement_id == BankImport.agreement_id,
            BankLine.import_id == BankImport.id,
            BankLine.state == "open",
        )
        .scalar_subquery()
    )
    return select(
        BankImport.id,
        BankImport.agreement_id,
        BankImport.format,
        BankImport.file_name,
        BankImport.line_count,
        BankImport.known_count,
        still_open.label("open_count"),
        BankImport.starts_on,
        BankImport.ends_on,
        Person.name.label("imported_by_name"),
        BankImport.imported_at,
    ).outerjoin(Person, ours)


async def search(session: AsyncSession, caller: Caller, page: BankImportQuery) -> Page[BankImportOut]:
    """Imports of an agreement, the newest first, for its lead."""
    (await agreements.find(session, caller, page.agreement_id)).require_lead()
    statement = _told(caller).where(BankImport.agreement_id == page.agreement_id)
    rows, cursor = await fetch_page(
        session, statement, key=(BankImport.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[BankImportOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, import_id: UUID) -> BankImportOut:
    """An import just found or made by the lead."""
    row = (await session.execute(_told(caller).where(BankImport.id == import_id))).one()
    return BankImportOut.model_validate(row)
