"""Documents of an agreement that the caller may read."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access
from essaim.agreements.access import Standing
from essaim.agreements.models import Document
from essaim.agreements.schemas import DocumentOut, DocumentQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation


def _removable(document: Any, standing: Standing, caller: Caller) -> bool:
    own = document.added_by == caller.acting_for
    unsigned = document.signed_on is None and not document.kept
    return unsigned and standing.takes_part and (standing.leads or own)


async def list_documents(
    session: AsyncSession, caller: Caller, agreement_id: UUID, page: DocumentQuery
) -> Page[DocumentOut]:
    """Documents the caller may read, newest first; contents are not loaded."""
    standing = await access.find(session, caller, agreement_id)
    statement = (
        select(Document, Organisation.name.label("added_by_name"))
        .join(Organisation, Organisation.id == Document.added_by)
        .where(access.readable_documents(standing))
    )
    if page.kind:
        statement = statement.where(Document.kind == page.kind)
    rows, following = await fetch_page(
        session, statement, key=(Document.id,), kinds=(UUID,), page=page, descending=True
    )
    items = [document_out(row.Document, row.added_by_name, standing, caller) for row in rows]
    return Page(items=items, next_cursor=following)


def document_out(document: Document, added_by_name: str, standing: Standing, caller: Caller) -> DocumentOut:
    return DocumentOut(
        id=document.id,
        kind=document.kind,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        sha256=document.sha256,
        size=document.size,
        signed_on=document.signed_on,
        added_by_id=document.added_by,
        added_by_name=added_by_name,
        added_at=document.added_at,
        removable=_removable(document, standing, caller),
    )


async def read_content(
    session: AsyncSession, caller: Caller, agreement_id: UUID, document_id: UUID
) -> Row[bytes, str, str]:
    """Content, media type and file name of a document the caller may read."""
    standing = await access.find(session, caller, agreement_id)
    statement = select(Document.content, Document.media_type, Document.file_name).where(
        access.readable_documents(standing), Document.id == document_id
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return row


def documents_count(standing: Standing) -> Any:
    """How many documents this party may read, as a column."""
    readable = access.readable_documents(standing)
    return select(func.count(Document.id)).where(readable).scalar_subquery().label("documents_count")
