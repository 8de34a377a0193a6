"""Asking to join an agreement, and being admitted, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements import queries
from essaim.agreements.endpoints.routing import router
from essaim.agreements.errors import (
    AdmissionByVote,
    AgreementEnded,
    AlreadyParty,
    AlreadyRequested,
    OnlyTheLead,
    RequestAnswered,
)
from essaim.agreements.language import AskedLanguage
from essaim.agreements.schemas import (
    AdmissionIn,
    OpenAgreementOut,
    OpenQuery,
    PartyOut,
    RequestIn,
    RequestOut,
)
from essaim.agreements.service import entry
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("/open")
@policy("agreements.read")
async def read_open(
    session: Session, caller: CurrentCaller, page: Annotated[OpenQuery, Query()], language: AskedLanguage
) -> Page[OpenAgreementOut]:
    """Agreements in force that take requests to join, by name. Nothing else of them is told outside."""
    return await queries.list_open(session, caller, page, language)


@router.get("/requests")
@policy("agreements.read")
async def read_requests(session: Session, caller: CurrentCaller, page: Paging) -> Page[RequestOut]:
    """Requests of the organisation acted for that wait for an answer or were refused, newest first."""
    return await queries.my_requests(session, caller, page)


@router.post(
    "/{agreement_id}/requests",
    status_code=201,
    response_model=RequestOut,
    responses=responses(AlreadyParty, AlreadyRequested),
)
@policy("agreements.sign")
async def ask_to_join(
    session: Session, caller: CurrentCaller, agreement_id: UUID, body: RequestIn, idempotency: Idempotency
) -> RequestOut | Response:
    """Ask to join an agreement that takes requests. The lead answers, or the members vote, as its rules say.

    Once admitted the organisation reads the agreement and its rules, then accepts or declines: asking binds to nothing.
    """
    return await idempotency(
        lambda: entry.ask(session, caller, agreement_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.delete("/{agreement_id}/requests", status_code=204)
@policy("agreements.sign")
async def withdraw_request(session: Session, caller: CurrentCaller, agreement_id: UUID) -> None:
    """Withdraw the request of one's own organisation, while it waits."""
    await entry.withdraw(session, caller, agreement_id)


@router.post(
    "/{agreement_id}/parties/{party_id}/admit",
    responses=responses(OnlyTheLead, AgreementEnded, RequestAnswered, AdmissionByVote),
)
@policy("agreements.manage")
async def admit(
    session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID, body: AdmissionIn
) -> PartyOut:
    """Admit an organisation that asked to join: it is then invited, and accepts what it has read. For the lead."""
    return await entry.admit(session, caller, agreement_id, party_id, body)


@router.post(
    "/{agreement_id}/parties/{party_id}/refuse",
    responses=responses(OnlyTheLead, AgreementEnded, RequestAnswered, AdmissionByVote),
)
@policy("agreements.manage")
async def refuse(session: Session, caller: CurrentCaller, agreement_id: UUID, party_id: UUID) -> PartyOut:
    """Refuse a request to join. For the lead, unless the rules have admissions voted."""
    return await entry.refuse(session, caller, agreement_id, party_id)
