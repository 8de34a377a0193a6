"""Documents of a round that the caller may read: the round's, and evidence that is its own; all evidence for the coordinator."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases.access import View
from essaim.purchases.models import RoundDocument, RoundState
from essaim.purchases.schemas.documents import RoundDocumentOut, RoundDocumentQuery

REMOVABLE: tuple[RoundState, ...] = ("draft", "needs")
"""The stages at which a document may be removed."""


def readable(view: View) -> ColumnElement[bool]:
    """Of its time only for a party that left. Where lines are open, evidence stays that of its organisation."""
    theirs = or_(RoundDocument.organisation_id.is_(None), RoundDocument.organisation_id == view.me)
    conditions = [RoundDocument.round_id == view.round.id]
    if not view.coordinates:
        conditions.append(theirs)
    if view.before is not None:
        conditions.append(RoundDocument.added_at < view.before)
    return and_(*conditions)


async def search(session: AsyncSession, view: View, page: RoundDocumentQuery) -> Page[RoundDocumentOut]:
    """Newest first; contents are not loaded."""
    owner, adder = aliased(Organisation), aliased(Organisation)
    statement = (
        select(RoundDocument, owner.name.label("organisation_name"), adder.name.label("added_by_name"))
        .join(adder, adder.id == RoundDocument.added_by)
        .outerjoin(owner, owner.id == RoundDocument.organisation_id)
        .where(readable(view))
    )
    if page.kind is not None:
        statement = statement.where(RoundDocument.kind == page.kind)
    rows, cursor = await fetch_page(
        session, statement, key=(RoundDocument.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    items = [document_out(view, row.RoundDocument, row.organisation_name, row.added_by_name) for row in rows]
    return Page(items=items, next_cursor=cursor)


def document_out(
    view: View, document: RoundDocument, organisation_name: str | None, added_by_name: str
) -> RoundDocumentOut:
    return RoundDocumentOut(
        id=document.id,
        kind=document.kind,
        organisation_id=document.organisation_id,
        organisation_name=organisation_name,
        title=document.title,
        file_name=document.file_name,
        media_type=document.media_type,
        sha256=document.sha256,
        size=document.size,
        added_by_name=added_by_name,
        added_at=document.added_at,
        removable=removable(view, document),
    )


def removable(view: View, document: RoundDocument) -> bool:
    """Evidence by its organisation, or by the coordinator that added it; the others by the coordinator."""
    if view.round.state not in REMOVABLE or not view.standing.takes_part:
        return False
    if document.organisation_id is None:
        return view.coordinates
    return document.organisation_id == view.me or (view.coordinates and document.added_by == view.me)


async def content(
    session: AsyncSession, view: View, document_id: UUID
) -> Row[bytes, str, str, UUID | None] | None:
    """Content, media type, file name, and whose evidence it is, of a document that it may read."""
    statement = select(
        RoundDocument.content,
        RoundDocument.media_type,
        RoundDocument.file_name,
        RoundDocument.organisation_id,
    ).where(readable(view), RoundDocument.id == document_id)
    return (await session.execute(statement)).one_or_none()


async def count(session: AsyncSession, view: View) -> int:
    statement = select(func.count()).select_from(RoundDocument).where(readable(view))
    return int(await session.scalar(statement) or 0)
