"""Movements of the bank: match them with statements, or set them aside."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.etag import tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.statements.errors import (
    AboveRemaining,
    DateToCome,
    MoneySpentSince,
    NettedPayment,
    PaymentReversed,
    StatementCancelled,
)
from essaim.treasury.endpoints.routing import router, run_once
from essaim.treasury.errors import AboveLine, NotOnThisAccount, WrongLineState
from essaim.treasury.schemas.lines import (
    BankLineOut,
    BankLineQuery,
    MatchIn,
    ProposalsOut,
    SetAsideIn,
    UnmatchIn,
)
from essaim.treasury.service import lines as service


@router.get("/lines", responses=responses(NotFound, OnlyTheLead))
@policy("treasury.read")
async def search_lines(
    session: Session, caller: CurrentCaller, page: Annotated[BankLineQuery, Query()]
) -> Page[BankLineOut]:
    """Movements imported for an agreement, the last booked first, for its lead."""
    return await service.search(session, caller, page)


@router.get("/lines/{line_id}")
@policy("treasury.read")
async def read_line(
    session: Session, caller: CurrentCaller, line_id: UUID, response: Response
) -> BankLineOut:
    """One movement, and what it was matched with."""
    line = await service.read(session, caller, line_id)
    tag(response, line.version)
    return line


@router.get("/lines/{line_id}/proposals")
@policy("treasury.read")
async def list_proposals(
    session: Session, caller: CurrentCaller, line_id: UUID, language: AskedLanguage
) -> ProposalsOut:
    """Statements and transfers that the movement may pay, each with its reason: reference, amount, name."""
    return await service.propose(session, caller, line_id, language)


@router.post(
    "/lines/{line_id}/match",
    response_model=BankLineOut,
    responses=responses(
        WrongLineState,
        NotOnThisAccount,
        AboveLine,
        AboveRemaining,
        StatementCancelled,
        DateToCome,
        MoneySpentSince,
    ),
)
@policy("treasury.manage")
async def match_line(
    session: Session, caller: CurrentCaller, line_id: UUID, body: MatchIn, idempotency: Idempotency
) -> BankLineOut | Response:
    """Record the payment that the movement is, on the day the bank booked it. One movement pays one statement.

    Less than the movement may be counted; `rest_cents` tells what no statement accounts for.
    """
    return await run_once(idempotency, caller, lambda: service.match(session, caller, line_id, body))


@router.post(
    "/lines/{line_id}/unmatch",
    response_model=BankLineOut,
    responses=responses(WrongLineState, PaymentReversed, NettedPayment, StatementCancelled, MoneySpentSince),
)
@policy("treasury.manage")
async def unmatch_line(
    session: Session, caller: CurrentCaller, line_id: UUID, body: UnmatchIn, idempotency: Idempotency
) -> BankLineOut | Response:
    """Reverse the payment, and open the movement again."""
    return await run_once(idempotency, caller, lambda: service.unmatch(session, caller, line_id, body))


@router.post("/lines/{line_id}/set-aside", responses=responses(WrongLineState))
@policy("treasury.manage")
async def set_line_aside(
    session: Session, caller: CurrentCaller, line_id: UUID, body: SetAsideIn
) -> BankLineOut:
    """Say why the movement pays no statement: fees, an error of the bank, money of something else."""
    return await service.set_aside(session, caller, line_id, body)


@router.post("/lines/{line_id}/reopen", responses=responses(WrongLineState))
@policy("treasury.manage")
async def reopen_line(session: Session, caller: CurrentCaller, line_id: UUID) -> BankLineOut:
    """Open a movement that was set aside."""
    return await service.reopen(session, caller, line_id)
