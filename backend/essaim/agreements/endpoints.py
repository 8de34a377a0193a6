"""Agreements over HTTP: legal forms, parties and documents of pools and partnerships alike."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Header, Query, Request, Response

from essaim.agreements import queries
from essaim.agreements.errors import (
    AgreementEnded,
    AlreadyParty,
    DocumentEmpty,
    DocumentExists,
    DocumentFormatRefused,
    DocumentSigned,
    InvitationAnswered,
    LeadMustHandOver,
    NoticeAlreadyGiven,
    NoticeTooShort,
    NotTakingPart,
    OnlyTakingPart,
    OnlyTheLead,
    OnlyThisParty,
    TooManyDocuments,
    UnknownOrganisation,
)
from essaim.agreements.language import AskedLanguage
from essaim.agreements.schemas import (
    DocumentLabel,
    DocumentOut,
    DocumentQuery,
    Leaving,
    LegalForms,
    PartyIn,
    PartyOut,
    PartyQuery,
)
from essaim.agreements.service import documents, parties
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import StaleVersion, responses
from essaim.kit.etag import required_version
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import PUBLIC, policy
from essaim.kit.schemas import Page

router = feature_router("agreements")

DOCUMENT_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in documents.SIGNATURES
        },
    }
}


def read_version(
    if_match: Annotated[
        str | None,
        Header(
            max_length=100, description="ETag of the agreement as you read it, optional.", examples=['"1"']
        ),
    ] = None,
) -> int | None:
    return None if if_match is None else required_version(if_match)


ReadVersion = Annotated[int | None, Depends(read_version)]


@router.get("/legal-forms")
@policy(PUBLIC)
async def read_legal_forms(language: AskedLanguage) -> LegalForms:
    """Legal forms an agreement may take and what each changes, with sources, in the language asked."""
    return queries.legal_forms(language)


@router.get("/{agreement_id}/parties")
@policy("agreements.read")
async def read_parties(
    session: Session, caller: CurrentCaller, agreement_id: UUID, page: Annotated[PartyQuery, Query()]
) -> Page[PartyOut]:
    """Parties of an agreement, lead first. Refusals to join are shown to the lead only."""
    return await queries.list_parties(session, caller, agreement_id, page)


@router.post(
    "/{agreement_id}/parties",
    status_code=201,
    response_model=PartyOut,
    responses=responses(OnlyTheLead, AgreementEnded, AlreadyParty, UnknownOrganisation),
)
@policy("agreements.manage")
async def invite(
    session: Session, caller: CurrentCaller, agreement_id: UUID, body: PartyIn, idempotency: Idempotency
) -> PartyOut | Response:
    """Invite an organisation to be a party or an observer. For the lead."""
    return await idempotency(
        lambda: parties.invite(session, caller, agreement_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.post(
    "/{agreement_id}/parties/{party_id}/accept",
    responses=responses(OnlyThisParty, AgreementEnded, InvitationAnswered, StaleVersion),
)
@policy("agreements.sign")
async def accept(
    session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID, version: ReadVersion
) -> PartyOut:
    """Accept the invitation of one's own organisation; `If-Match` makes sure of the terms that were read.

    What becomes visible is told beforehand by `what_becomes_visible` of the pool or partnership.
    """
    return await parties.accept(session, caller, agreement_id, party_id, version)


@router.post(
    "/{agreement_id}/parties/{party_id}/decline",
    responses=responses(OnlyThisParty, AgreementEnded, InvitationAnswered),
)
@policy("agreements.sign")
async def decline(session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    """Decline the invitation of one's own organisation, which then no longer sees the agreement."""
    return await parties.decline(session, caller, agreement_id, party_id)


@router.post(
    "/{agreement_id}/parties/{party_id}/leave",
    responses=responses(
        OnlyThisParty, AgreementEnded, NotTakingPart, NoticeAlreadyGiven, NoticeTooShort, LeadMustHandOver
    ),
)
@policy("agreements.sign")
async def leave(
    session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID, body: Leaving
) -> PartyOut:
    """Give notice for one's own organisation, by the exit rule of the legal form.

    `notice_too_short` names the earliest day in `context.earliest`.
    """
    return await parties.leave(session, caller, agreement_id, party_id, body)


@router.post(
    "/{agreement_id}/parties/{party_id}/lead", responses=responses(OnlyTheLead, AgreementEnded, NotTakingPart)
)
@policy("agreements.manage")
async def hand_over(session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    """Hand the lead over to this party. For the lead, which stays as a party and may then leave."""
    return await parties.hand_over(session, caller, agreement_id, party_id)


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
