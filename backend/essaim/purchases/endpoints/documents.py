"""Documents of a round."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.agreements.errors import (
    AgreementEnded,
    DocumentEmpty,
    DocumentFormatRefused,
    OnlyTakingPart,
    OnlyTheLead,
)
from essaim.agreements.service.documents import MAXIMUM_BYTES, SIGNATURES
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import NotAllowed, responses
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.routing import router
from essaim.purchases.errors.documents import EvidenceForWhom, EvidenceInUse, TooManyRoundDocuments
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties, WrongRoundState
from essaim.purchases.schemas.documents import RoundDocumentLabel, RoundDocumentOut, RoundDocumentQuery
from essaim.purchases.service import documents as service

CONTENT = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in SIGNATURES
        },
    }
}
ADDING = (PurchasesForParties, OnlyTheLead, OnlyTakingPart, NotAsked, NotAllowed, AgreementEnded)


@router.get("/{round_id}/documents", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_documents(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Annotated[RoundDocumentQuery, Query()]
) -> Page[RoundDocumentOut]:
    """Documents of the round and the evidence of your organisation, newest first; all evidence for the coordinator.

    What the coordinator reads of others' evidence is written down where lines are not open.
    """
    return await service.list_documents(session, caller, round_id, page)


@router.post(
    "/{round_id}/documents",
    status_code=201,
    max_body_size=MAXIMUM_BYTES,
    responses=responses(
        *ADDING, WrongRoundState, EvidenceForWhom, DocumentFormatRefused, DocumentEmpty, TooManyRoundDocuments
    ),
    openapi_extra=CONTENT,
)
@policy("purchases.state")
async def add_document(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    label: Annotated[RoundDocumentLabel, Query()],
) -> RoundDocumentOut:
    """Add a document: its content is the body, at most 10 MiB (10,485,760 bytes), its format the Content-Type.

    Evidence of a reference price is added by its organisation while needs are surveyed, and read by it and the
    coordinator; the other documents by the coordinator, and read by every party. A document never holds data on health, nor the
    name of a resident or a patient: blacken them before it is sent.
    """
    await service.require_may_add(session, caller, round_id, label)
    # A slow sender holds no connection of the database.
    await release(session)
    content = await request.body()
    content_type = request.headers.get("content-type")
    async with request.app.state.sessions() as storing, storing.begin():
        await enter(storing, organisation=caller.organisation_id, person=caller.person_id)
        return await service.add(storing, caller, round_id, label, content_type, content)


@router.get(
    "/{round_id}/documents/{document_id}/content",
    response_class=Response,
    responses={**responses(PurchasesForParties), 200: {"content": {kind: {} for kind in SIGNATURES}}},
)
@policy("purchases.read")
async def read_document_content(
    session: Session, caller: CurrentCaller, round_id: UUID, document_id: UUID
) -> Response:
    """The content of a document, as a file to save: never shown inside the page."""
    content, media_type, file_name = await service.read_content(session, caller, round_id, document_id)
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
    "/{round_id}/documents/{document_id}",
    status_code=204,
    responses=responses(
        PurchasesForParties, OnlyTheLead, OnlyTakingPart, NotAllowed, WrongRoundState, EvidenceInUse
    ),
)
@policy("purchases.state")
async def remove_document(session: Session, caller: CurrentCaller, round_id: UUID, document_id: UUID) -> None:
    """Remove a document until the survey of needs closes: evidence by its organisation, the others by the coordinator."""
    await service.remove(session, caller, round_id, document_id)
