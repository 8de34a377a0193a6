"""Propose, answer, withdraw, carry out."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTakingPart, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.etag import tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.settlements.endpoints.routing import router, run_once
from essaim.settlements.errors import (
    AlreadyInSettlement,
    AnswerGiven,
    AnswersMissing,
    NotAsked,
    NothingToSettle,
    SettlementDecided,
    SettlementsForParties,
    SettlementStale,
)
from essaim.settlements.schemas import AnswerIn, ProposalIn, SettlementDetail
from essaim.settlements.service import reading
from essaim.settlements.service import settlements as service
from essaim.statements.errors import MoneySpentSince


@router.post(
    "",
    status_code=201,
    response_model=SettlementDetail,
    responses=responses(NotFound, SettlementsForParties, OnlyTheLead, NothingToSettle, AlreadyInSettlement),
)
@policy("settlements.manage")
async def propose_settlement(
    session: Session,
    caller: CurrentCaller,
    body: ProposalIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> SettlementDetail | Response:
    """Propose to net the open statements due by a day, as the lead. Every organisation that owes on one of them must accept."""
    return await run_once(idempotency, caller, lambda: service.propose(session, caller, body, language))


@router.get("/{settlement_id}")
@policy("settlements.read")
async def read_settlement(
    session: Session, caller: CurrentCaller, settlement_id: UUID, language: AskedLanguage, response: Response
) -> SettlementDetail:
    """One settlement: who owed what, who accepted, what is left to pay. Where lines are not open, what concerns you."""
    settlement = await reading.read(session, caller, settlement_id, language)
    tag(response, settlement.version)
    return settlement


@router.post(
    "/{settlement_id}/answer",
    response_model=SettlementDetail,
    responses=responses(OnlyTakingPart, NotAsked, AnswerGiven, SettlementDecided),
)
@policy("settlements.accept")
async def answer_settlement(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    body: AnswerIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> SettlementDetail | Response:
    """Accept or refuse, once, for your organisation, which owes. One refusal ends the settlement and frees its statements."""
    return await run_once(
        idempotency, caller, lambda: service.answer(session, caller, settlement_id, body, language)
    )


@router.post(
    "/{settlement_id}/withdraw",
    response_model=SettlementDetail,
    responses=responses(OnlyTheLead, SettlementDecided),
)
@policy("settlements.manage")
async def withdraw_settlement(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> SettlementDetail | Response:
    """Withdraw a settlement that is not carried out, as the lead: its statements are free again."""
    return await run_once(
        idempotency, caller, lambda: service.withdraw(session, caller, settlement_id, language)
    )


@router.post(
    "/{settlement_id}/carry-out",
    response_model=SettlementDetail,
    responses=responses(OnlyTheLead, SettlementDecided, AnswersMissing, SettlementStale, MoneySpentSince),
)
@policy("settlements.manage")
async def carry_out_settlement(
    session: Session,
    caller: CurrentCaller,
    settlement_id: UUID,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> SettlementDetail | Response:
    """Carry out an accepted settlement, as the lead: its statements are settled, and its transfers are what is owed instead.

    Every net balance of the ledger stays as it was, to the cent.
    """
    return await run_once(
        idempotency, caller, lambda: service.carry_out(session, caller, settlement_id, language)
    )
