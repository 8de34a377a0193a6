"""Parties over HTTP: invite, accept, decline, leave, hand over the lead."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Query, Response

from essaim.agreements import queries
from essaim.agreements.endpoints.routing import router
from essaim.agreements.errors import (
    AdmissionByVote,
    AgreementEnded,
    AlreadyParty,
    InvitationAnswered,
    LeadMustHandOver,
    NoticeAlreadyGiven,
    NoticeTooShort,
    NotTakingPart,
    OnlyTheLead,
    OnlyThisParty,
    UnknownOrganisation,
)
from essaim.agreements.schemas import Leaving, PartyIn, PartyOut, PartyQuery
from essaim.agreements.service import parties
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, responses
from essaim.kit.etag import required_version
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


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


@router.get("/{agreement_id}/parties")
@policy("agreements.read")
async def read_parties(
    session: Session, caller: CurrentCaller, agreement_id: UUID, page: Annotated[PartyQuery, Query()]
) -> Page[PartyOut]:
    """Parties of an agreement, lead first.

    Requests to join are shown to the parties that take part, refusals to the lead only.
    """
    return await queries.list_parties(session, caller, agreement_id, page)


@router.post(
    "/{agreement_id}/parties",
    status_code=201,
    response_model=PartyOut,
    responses=responses(OnlyTheLead, AgreementEnded, AlreadyParty, UnknownOrganisation, AdmissionByVote),
)
@policy("agreements.manage")
async def invite(
    session: Session, caller: CurrentCaller, agreement_id: UUID, body: PartyIn, idempotency: Idempotency
) -> PartyOut | Response:
    """Invite an organisation to be a party or an observer. For the lead.

    Refused in an agreement in force whose rules have admissions voted: propose a decision instead.
    """
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
    """Give notice for one's own organisation, by the rules in force that day, which then no longer change for it.

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
