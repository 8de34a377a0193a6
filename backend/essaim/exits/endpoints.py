"""Exits over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import NoticeTooShort, NotTakingPart, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.exits.errors import (
    AlreadySettled,
    DayToCome,
    ExitsForParties,
    InstalmentPaid,
    NoNoticeGiven,
    NothingReleased,
    NoticeInPast,
    NotLeftYet,
    NotSettledYet,
)
from essaim.exits.queries import departures, simulation
from essaim.exits.schemas import ExitOut, ExitQuery, PaymentIn, Simulation, SimulationQuery
from essaim.exits.service import payments, settling
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.ledger.errors import Overdraft

router = feature_router("exits")


@router.get(
    "/simulation",
    responses=responses(NotFound, ExitsForParties, NotTakingPart, NoticeTooShort, NoticeInPast),
)
@policy("exits.read")
async def simulate(
    session: Session,
    caller: CurrentCaller,
    asked: Annotated[SimulationQuery, Query()],
    language: AskedLanguage,
) -> Simulation:
    """If your organisation left: when at the earliest and why, what it would owe and get back, what it would lose.

    From the book and the rules as they stand now; nothing is stored. `notice_too_short` names the earliest day in
    `context.earliest`.
    """
    return await simulation.simulate(session, caller, asked, language)


@router.get("", responses=responses(NotFound, ExitsForParties))
@policy("exits.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[ExitQuery, Query()]
) -> Page[ExitOut]:
    """Exits announced, effective and settled of an agreement. Amounts: your own, or all if the rules open the book."""
    return await departures.search(session, caller, page)


@router.get("/{party_id}", responses=responses(ExitsForParties))
@policy("exits.read")
async def read(session: Session, caller: CurrentCaller, party_id: UUID) -> ExitOut:
    """The exit of one party."""
    return await departures.read(session, caller, party_id)


@router.post(
    "/{party_id}/settle",
    status_code=201,
    responses=responses(OnlyTheLead, ExitsForParties, NoNoticeGiven, NotLeftYet, AlreadySettled, Overdraft),
    response_model=ExitOut,
)
@policy("exits.settle")
async def settle(
    session: Session, caller: CurrentCaller, party_id: UUID, idempotency: Idempotency
) -> ExitOut | Response:
    """As lead, settle an exit from the day after the last day: once only.

    What may be taken back becomes owed to the organisation, in instalments; charges of later years are cancelled; what
    it still owes stays due. Everything it could do through the agreement ends in the same transaction.
    """
    return await idempotency(
        lambda: settling.settle(session, caller, party_id),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.post(
    "/instalments/{instalment_id}/pay",
    responses=responses(
        OnlyTheLead, ExitsForParties, InstalmentPaid, DayToCome, Overdraft, VersionRequired, StaleVersion
    ),
    response_model=ExitOut,
)
@policy("exits.settle")
async def pay(
    session: Session,
    caller: CurrentCaller,
    instalment_id: UUID,
    body: PaymentIn,
    version: IfMatch,
    idempotency: Idempotency,
) -> ExitOut | Response:
    """As lead, record the payment of an instalment to the organisation that left."""
    return await idempotency(
        lambda: payments.pay(session, caller, instalment_id, body, version),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.post(
    "/{party_id}/late-release",
    responses=responses(
        OnlyTheLead, ExitsForParties, NoNoticeGiven, NotSettledYet, NothingReleased, DayToCome, Overdraft
    ),
    response_model=ExitOut,
)
@policy("exits.settle")
async def pay_late_release(
    session: Session, caller: CurrentCaller, party_id: UUID, body: PaymentIn, idempotency: Idempotency
) -> ExitOut | Response:
    """As lead, record the payment of what projects released since the exit and owe to who left."""
    return await idempotency(
        lambda: payments.pay_late_release(session, caller, party_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )
