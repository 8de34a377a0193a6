"""Rounds: prepare, open, follow."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.agreements.errors import AgreementEnded, OnlyTakingPart, OnlyTheLead
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, release
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.preparing import (
    CalendarFixed,
    CoordinatorNotNeutral,
    EverybodyAnswered,
    LotsAwarded,
    MemberAnswered,
    MembersRemindedToday,
    NeedsStillAsked,
    NoNeeds,
    NothingToBuy,
    NothingToUndertake,
    RulesFixed,
    SurveyDatePassed,
    TakesNoPart,
    TooFewAsked,
)
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties, WrongRoundState
from essaim.purchases.queries import members as members_queries
from essaim.purchases.queries import rounds as queries
from essaim.purchases.schemas.rounds import (
    AskedIn,
    CancelIn,
    CopyIn,
    MembersOut,
    MembersQuery,
    RemindedOut,
    ReminderIn,
    RoundChange,
    RoundIn,
    RoundOut,
    RoundQuery,
    RoundSummary,
)
from essaim.purchases.service import members, preparing, reminding
from essaim.purchases.service import rounds as service

COORDINATING = (PurchasesForParties, OnlyTheLead, AgreementEnded)


@router.get("", responses=responses(NotFound, PurchasesForParties))
@policy("purchases.read")
async def list_rounds(
    session: Session, caller: CurrentCaller, page: Annotated[RoundQuery, Query()]
) -> Page[RoundSummary]:
    """Rounds of the agreements that your organisation joined, the newest first. Drafts are for the lead of each."""
    return await queries.search(session, caller, page)


@router.post(
    "",
    status_code=201,
    response_model=RoundOut,
    responses=responses(NotFound, *COORDINATING, TakesNoPart, CoordinatorNotNeutral),
)
@policy("purchases.coordinate")
async def create_round(
    session: Session, caller: CurrentCaller, body: RoundIn, idempotency: Idempotency
) -> RoundOut | Response:
    """Prepare a round, as the lead of the agreement: a draft that nobody else reads until its survey of needs opens."""
    return await run_once(idempotency, caller, lambda: preparing.create(session, caller, body))


@router.get("/{round_id}", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def read_round(session: Session, caller: CurrentCaller, round_id: UUID, response: Response) -> RoundOut:
    """One round with its lots, items, rules and where your organisation stands. How many answered is told, never who."""
    found = await queries.read(session, caller, round_id)
    tag(response, found.version)
    return found


@router.patch(
    "/{round_id}",
    responses=responses(
        *COORDINATING, WrongRoundState, CalendarFixed, RulesFixed, VersionRequired, StaleVersion
    ),
)
@policy("purchases.coordinate")
async def change_round(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    body: RoundChange,
    version: IfMatch,
    response: Response,
) -> RoundOut:
    """Change a round. Once its survey is open: its title, its description, and its dates to come to later days."""
    changed = await preparing.change(session, caller, round_id, body, version)
    tag(response, changed.version)
    return changed


@router.post(
    "/{round_id}/copies", status_code=201, response_model=RoundOut, responses=responses(*COORDINATING)
)
@policy("purchases.coordinate")
async def copy_round(
    session: Session, caller: CurrentCaller, round_id: UUID, body: CopyIn, idempotency: Idempotency
) -> RoundOut | Response:
    """Prepare a round after another: its lots, items, criteria, rules, and those asked that still take part.

    Never needs, reference prices, quotes or prices.
    """
    return await run_once(idempotency, caller, lambda: preparing.copy(session, caller, round_id, body))


@router.get("/{round_id}/members", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_members(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Annotated[MembersQuery, Query()]
) -> MembersOut:
    """Those asked: each of them for the coordinator and where lines are open; elsewhere your own line, and two counts."""
    return await members_queries.list_members(session, caller, round_id, page)


@router.put(
    "/{round_id}/members",
    responses=responses(*COORDINATING, WrongRoundState, TakesNoPart, CoordinatorNotNeutral, MemberAnswered),
)
@policy("purchases.coordinate")
async def ask_members(session: Session, caller: CurrentCaller, round_id: UUID, body: AskedIn) -> MembersOut:
    """Say who is asked, all of them, until the survey ends; one that answered stays."""
    return await members.ask(session, caller, round_id, body)


@router.post(
    "/{round_id}/open",
    response_model=RoundOut,
    responses=responses(
        *COORDINATING,
        WrongRoundState,
        NothingToBuy,
        TooFewAsked,
        TakesNoPart,
        SurveyDatePassed,
        CoordinatorNotNeutral,
    ),
)
@policy("purchases.coordinate")
async def open_survey(
    session: Session, caller: CurrentCaller, round_id: UUID, idempotency: Idempotency
) -> RoundOut | Response:
    """Open the survey of needs: from now on every party reads the round, and its rules do not change any more.

    Between competitors the lead coordinates and is not among those asked.
    """
    return await run_once(idempotency, caller, lambda: service.open_survey(session, caller, round_id))


@router.post(
    "/{round_id}/close-needs",
    response_model=RoundOut,
    responses=responses(*COORDINATING, WrongRoundState, NeedsStillAsked, NoNeeds),
)
@policy("purchases.coordinate")
async def close_needs(
    session: Session, caller: CurrentCaller, round_id: UUID, idempotency: Idempotency
) -> RoundOut | Response:
    """Close the survey on its last day or later, or once everybody answered. Needs do not change any more.

    The total of each item is told then, once, if enough organisations make it.
    """
    return await run_once(idempotency, caller, lambda: service.close_needs(session, caller, round_id))


@router.post(
    "/{round_id}/cancel",
    response_model=RoundOut,
    responses=responses(PurchasesForParties, OnlyTheLead, WrongRoundState, LotsAwarded),
)
@policy("purchases.coordinate")
async def cancel_round(
    session: Session, caller: CurrentCaller, round_id: UUID, body: CancelIn, idempotency: Idempotency
) -> RoundOut | Response:
    """Give a round up, with a reason that its members read; until a lot is awarded."""
    return await run_once(idempotency, caller, lambda: service.cancel(session, caller, round_id, body))


@router.post(
    "/{round_id}/undertake",
    response_model=RoundOut,
    responses=responses(
        PurchasesForParties, OnlyTakingPart, NotAsked, AgreementEnded, WrongRoundState, NothingToUndertake
    ),
)
@policy("purchases.state")
async def undertake(
    session: Session, caller: CurrentCaller, round_id: UUID, idempotency: Idempotency
) -> RoundOut | Response:
    """Give, for your organisation, the undertaking that the round asks before needs are stated. Given once, it stays."""
    return await run_once(idempotency, caller, lambda: members.undertake(session, caller, round_id))


@router.post(
    "/{round_id}/reminders",
    status_code=201,
    responses=responses(*COORDINATING, WrongRoundState, EverybodyAnswered, MembersRemindedToday),
)
@policy("purchases.coordinate")
async def remind(
    request: Request, session: Session, caller: CurrentCaller, round_id: UUID, body: ReminderIn
) -> RemindedOut:
    """Remind those asked that have not answered, each once a day at most, by mail to their directors."""
    await release(session)
    settings = request.app.state.settings
    return await reminding.remind(
        request.app.state.sessions,
        caller,
        round_id,
        body,
        settings=settings,
        origin=settings.public_url or str(request.base_url).rstrip("/"),
    )
