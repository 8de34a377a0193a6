"""Add and remove documents: stored by content, checked against the format announced."""

import hashlib
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access, queries
from essaim.agreements.access import Standing
from essaim.agreements.errors import (
    DocumentEmpty,
    DocumentExists,
    DocumentFormatRefused,
    DocumentSigned,
    OnlyTakingPart,
    TooManyDocuments,
)
from essaim.agreements.models import Document
from essaim.agreements.schemas import DocumentLabel, DocumentOut
from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound

MAXIMUM_BYTES = 10 * 1024 * 1024
MAXIMUM_DOCUMENTS = 500

# How each accepted format begins. Office formats are ZIP archives.
SIGNATURES: dict[str, bytes] = {
    "application/pdf": b"%PDF-",
    "application/vnd.oasis.opendocument.text": b"PK\x03\x04",
    "application/vnd.oasis.opendocument.spreadsheet": b"PK\x03\x04",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"PK\x03\x04",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK\x03\x04",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "text/plain": b"",
}


async def require_may_add(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    standing = await access.find(session, caller, agreement_id)
    standing.require_taking_part()
    standing.require_not_ended()
    return standing


async def add(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    label: DocumentLabel,
    content_type: str | None,
    content: bytes,
) -> DocumentOut:
    """Add a document; the same content twice in an agreement is refused, naming the first."""
    standing = await require_may_add(session, caller, agreement_id)
    media_type = recognised(content_type, content)
    sha256 = hashlib.sha256(content).hexdigest()
    await _require_new(session, agreement_id, sha256)
    document = Document(
        agreement_id=agreement_id,
        kind=label.kind,
        title=label.title,
        file_name=plain_name(label.file_name),
        media_type=media_type,
        sha256=sha256,
        size=len(content),
        content=content,
        signed_on=label.signed_on,
        added_by=caller.organisation_id,
        added_by_person=caller.person_id,
    )
    # Two senders of one content: the second learns it is there, without the title it could not read yet.
    twice = DocumentExists(existing=label.title)
    async with refuse_if_violated(session, {"agreement_documents_sha256_key": twice}):
        session.add(document)
    return queries.document_out(document, caller.organisation_name or "", standing, caller)


async def remove(session: AsyncSession, caller: Caller, agreement_id: UUID, document_id: UUID) -> None:
    """Remove an unsigned document, by the lead or by the organisation that added it."""
    standing = await access.find(session, caller, agreement_id)
    statement = select(Document).where(access.readable_documents(standing), Document.id == document_id)
    document = (await session.scalars(statement)).one_or_none()
    if document is None:
        raise NotFound
    standing.require_taking_part()
    if document.signed_on is not None or document.kept:
        raise DocumentSigned
    if not standing.leads and document.added_by != caller.organisation_id:
        raise OnlyTakingPart
    async with refuse_if_violated(session, {"agreement_documents_immutable": DocumentSigned()}):
        await session.delete(document)


def recognised(content_type: str | None, content: bytes) -> str:
    """The media type, if it is one of those accepted and the content begins as that format does."""
    if not content:
        raise DocumentEmpty
    media_type = (content_type or "").partition(";")[0].strip().lower()
    signature = SIGNATURES.get(media_type)
    if signature is None or not content.startswith(signature):
        raise DocumentFormatRefused
    if media_type == "text/plain" and not _is_text(content):
        raise DocumentFormatRefused
    return media_type


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def plain_name(file_name: str) -> str:
    """A file name without folders or line breaks, whatever the sender's system wrote."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return " ".join(name.split()) or "document"


async def _require_new(session: AsyncSession, agreement_id: UUID, sha256: str) -> None:
    existing = (
        await session.execute(
            select(Document.id, Document.title).where(
                Document.agreement_id == agreement_id, Document.sha256 == sha256
            )
        )
    ).one_or_none()
    if existing is not None:
        raise DocumentExists(
            existing=existing.title, context={"document": {"id": str(existing.id), "title": existing.title}}
        )
    stored = await session.scalar(
        select(func.count()).select_from(Document).where(Document.agreement_id == agreement_id)
    )
    if (stored or 0) >= MAXIMUM_DOCUMENTS:
        raise TooManyDocuments(maximum=MAXIMUM_DOCUMENTS)
