"""Documents over HTTP."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.agreements import queries
from essaim.agreements.endpoints.routing import router
from essaim.agreements.errors import (
    AgreementEnded,
    DocumentEmpty,
    DocumentExists,
    DocumentFormatRefused,
    DocumentSigned,
    OnlyTakingPart,
    TooManyDocuments,
)
from essaim.agreements.schemas import DocumentLabel, DocumentOut, DocumentQuery
from essaim.agreements.service import documents
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import responses
from essaim.kit.policy import policy
from essaim.kit.schemas import Page

DOCUMENT_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in documents.SIGNATURES
        },
    }
}


@router.get("/{agreement_id}/documents")
@policy("agreements.read")
async def read_documents(
    session: Session, caller: CurrentCaller, agreement_id: UUID, page: Annotated[DocumentQuery, Query()]
) -> Page[DocumentOut]:
    """Documents, newest first. An invited organisation reads the founding ones; one that left, those of its time."""
    return await queries.list_documents(session, caller, agreement_id, page)


@router.post(
    "/{agreement_id}/documents",
    status_code=201,
    max_body_size=documents.MAXIMUM_BYTES,
    responses=responses(
        OnlyTakingPart, AgreementEnded, DocumentExists, DocumentFormatRefused, DocumentEmpty, TooManyDocuments
    ),
    openapi_extra=DOCUMENT_BODY,
)
@policy("agreements.manage")
async def add_document(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    label: Annotated[DocumentLabel, Query()],
) -> DocumentOut:
    """Add a document: its content is the body, at most 10 MiB (10,485,760 bytes), its format the Content-Type.

    A document never changes once added; a signed one is never removed.
    """
    await documents.require_may_add(session, caller, agreement_id)
    # A slow sender holds no connection of the database.
    await release(session)
    content = await request.body()
    content_type = request.headers.get("content-type")
    async with request.app.state.sessions() as storing, storing.begin():
        await enter(storing, organisation=caller.organisation_id, person=caller.person_id)
        return await documents.add(storing, caller, agreement_id, label, content_type, content)


@router.get(
    "/{agreement_id}/documents/{document_id}/content",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in documents.SIGNATURES}}},
)
@policy("agreements.read")
async def read_content(
    session: Session, caller: CurrentCaller, agreement_id: UUID, document_id: UUID
) -> Response:
    """The content of a document, as a file to save: never shown inside the page."""
    content, media_type, file_name = await queries.read_content(session, caller, agreement_id, document_id)
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.delete(
    "/{agreement_id}/documents/{document_id}",
    status_code=204,
    responses=responses(OnlyTakingPart, DocumentSigned),
)
@policy("agreements.manage")
async def remove_document(
    session: Session, caller: CurrentCaller, agreement_id: UUID, document_id: UUID
) -> None:
    """Remove a document that is not signed: for the lead, or the organisation that added it."""
    await documents.remove(session, caller, agreement_id, document_id)
