"""Add, read and remove documents of a round: stored by content, checked against the format announced."""

import hashlib
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.service.documents import plain_name, recognised
from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.documents import EvidenceForWhom, EvidenceInUse, TooManyRoundDocuments
from essaim.purchases.models import Member, RoundDocument, RoundState
from essaim.purchases.queries import documents as queries
from essaim.purchases.schemas.documents import RoundDocumentLabel, RoundDocumentOut, RoundDocumentQuery
from essaim.purchases.service import readings
from essaim.purchases.service.states import require_stage

MAXIMUM = 200
RUNNING: tuple[RoundState, ...] = ("draft", "needs", "quotes", "choice", "orders")


async def list_documents(
    session: AsyncSession, caller: Caller, round_id: UUID, page: RoundDocumentQuery
) -> Page[RoundDocumentOut]:
    view = await access.find(session, caller, round_id)
    found = await queries.search(session, view, page)
    about = {one.organisation_id for one in found.items if one.organisation_id is not None}
    await readings.note(session, caller, view, "purchases.list_documents", about)
    return found


async def read_content(
    session: AsyncSession, caller: Caller, round_id: UUID, document_id: UUID
) -> tuple[bytes, str, str]:
    """Content, media type and file name of a document the caller may read."""
    view = await access.find(session, caller, round_id)
    found = await queries.content(session, view, document_id)
    if found is None:
        raise NotFound
    if found.organisation_id is not None:
        about = [found.organisation_id]
        await readings.note(session, caller, view, "purchases.read_document_content", about)
    return found.content, found.media_type, found.file_name


async def require_may_add(
    session: AsyncSession, caller: Caller, round_id: UUID, label: RoundDocumentLabel
) -> tuple[View, UUID | None]:
    """The round, and whose evidence the document is."""
    view = await access.find(session, caller, round_id)
    view.standing.require_taking_part()
    view.standing.require_not_ended()
    if label.kind == "evidence":
        return view, await _whose(session, caller, view, label.organisation_id)
    if label.organisation_id is not None:
        raise EvidenceForWhom
    _require_coordinator(caller, view)
    require_stage(view.round, *RUNNING)
    return view, None


async def _whose(session: AsyncSession, caller: Caller, view: View, given: UUID | None) -> UUID:
    whose = given or view.me
    if whose == view.me:
        view.require_asked()
    elif not view.coordinates:
        raise EvidenceForWhom
    else:
        caller.require("purchases.coordinate")
        asked = select(Member.round_id).where(
            Member.round_id == view.round.id, Member.organisation_id == whose
        )
        if await session.scalar(asked) is None:
            raise EvidenceForWhom
    require_stage(view.round, "needs")
    return whose


def _require_coordinator(caller: Caller, view: View) -> None:
    view.standing.require_lead()
    caller.require("purchases.coordinate")


async def add(
    session: AsyncSession,
    caller: Caller,
    round_id: UUID,
    label: RoundDocumentLabel,
    content_type: str | None,
    content: bytes,
) -> RoundDocumentOut:
    view, whose = await require_may_add(session, caller, round_id, label)
    media_type = recognised(content_type, content)
    await _require_room(session, view, whose)
    document = RoundDocument(
        agreement_id=view.round.agreement_id,
        round_id=round_id,
        organisation_id=whose,
        kind=label.kind,
        title=label.title,
        file_name=plain_name(label.file_name),
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        added_by=caller.organisation_id,
        added_by_person=caller.person_id,
    )
    session.add(document)
    await session.flush()
    await session.refresh(document, ["added_at"])
    name = await session.scalar(select(Organisation.name).where(Organisation.id == whose)) if whose else None
    return queries.document_out(view, document, name, caller.organisation_name or "")


async def _require_room(session: AsyncSession, view: View, whose: UUID | None) -> None:
    """Counted by organisation: what others keep is not told."""
    kept = select(func.count(RoundDocument.id)).where(
        RoundDocument.round_id == view.round.id, RoundDocument.organisation_id.is_not_distinct_from(whose)
    )
    if int(await session.scalar(kept) or 0) >= MAXIMUM:
        raise TooManyRoundDocuments(maximum=MAXIMUM)


async def remove(session: AsyncSession, caller: Caller, round_id: UUID, document_id: UUID) -> None:
    view = await access.find(session, caller, round_id)
    statement = select(RoundDocument).where(queries.readable(view), RoundDocument.id == document_id)
    document = (await session.scalars(statement)).one_or_none()
    if document is None:
        raise NotFound
    view.standing.require_taking_part()
    if document.organisation_id is None or document.organisation_id != view.me:
        _require_coordinator(caller, view)
    require_stage(view.round, *queries.REMOVABLE)
    cited = {"purchase_needs_evidence_id_fkey": EvidenceInUse()}
    async with refuse_if_violated(session, cited):
        await session.delete(document)
