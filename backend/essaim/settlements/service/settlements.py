"""Propose, answer, withdraw and carry out: nothing is netted without whoever owes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.text import Language
from essaim.ledger.errors import Overdraft
from essaim.ledger.service.posting import Move, account, hold, post
from essaim.settlements import access
from essaim.settlements.access import View
from essaim.settlements.errors import (
    AlreadyInSettlement,
    AnswerGiven,
    AnswersMissing,
    NotAsked,
    NothingToSettle,
    SettlementDecided,
    SettlementStale,
)
from essaim.settlements.models import Settlement, SettlementAnswer, SettlementItem, Transfer
from essaim.settlements.queries import claims, previews
from essaim.settlements.queries.claims import Place, Sorted
from essaim.settlements.rules import Plan, Position
from essaim.settlements.schemas import AnswerIn, ProposalIn, SettlementDetail
from essaim.settlements.service import reading
from essaim.settlements.words import STATES
from essaim.statements.errors import MoneySpentSince
from essaim.statements.models import Statement
from essaim.statements.service import payments

# Propose


async def propose(
    session: AsyncSession, caller: Caller, body: ProposalIn, language: Language
) -> SettlementDetail:
    """Store the proposal: the statements as they are, who must accept, and the transfers that would replace them.

    Accepted at once where only the pool owes. Statements are locked before the book, as payments lock them: of two
    proposals, the second finds them taken.
    """
    reader = await access.open_as_lead(session, caller, body.agreement_id)
    opened = claims.open_by(body.agreement_id, body.through)
    locked = opened.with_for_update().execution_options(populate_existing=True)
    statements = (await session.scalars(locked)).all()
    await hold(session, body.agreement_id)
    found = await claims.sort(session, body.agreement_id, statements)
    if not found.items:
        raise NothingToSettle
    settlement = await _write(session, caller, reader.standing.agreement, body, found)
    return await reading.tell(session, caller, View(settlement, reader, party_of_it=True), language)


async def _write(
    session: AsyncSession, caller: Caller, agreement: Agreement, body: ProposalIn, found: Sorted
) -> Settlement:
    plan = previews.plan_of(found)
    last = select(func.coalesce(func.max(Settlement.number), 0)).where(
        Settlement.agreement_id == agreement.id
    )
    settlement = Settlement(
        agreement_id=agreement.id,
        number=int(await session.scalar(last) or 0) + 1,
        through=body.through,
        state="proposed" if any(_owes(position) for position in plan.positions) else "accepted",
        gross_cents=plan.gross,
        net_cents=plan.net,
        proposed_by=caller.organisation_id,
        proposed_by_person=caller.person_id,
        proposed_at=clock.now(),
        fictional=agreement.fictional,
        version=1,
    )
    session.add(settlement)
    await session.flush()
    async with refuse_if_violated(session, {"settlement_items_once_key": AlreadyInSettlement()}):
        session.add_all(_items(settlement, found))
    session.add_all(_answers(settlement, plan))
    session.add_all(_transfers(settlement, plan))
    await session.flush()
    return settlement


def _items(settlement: Settlement, found: Sorted) -> list[SettlementItem]:
    return [
        SettlementItem(
            settlement_id=settlement.id,
            statement_id=one.statement.id,
            agreement_id=settlement.agreement_id,
            debtor_id=one.debtor,
            creditor_id=one.creditor,
            cents=one.cents,
            live=True,
        )
        for one in found.items
    ]


def _owes(position: Position[Place]) -> bool:
    """Whether an organisation must accept; for the pool the lead does, by proposing."""
    return position.who is not None and position.owes > 0


def _answers(settlement: Settlement, plan: Plan[Place]) -> list[SettlementAnswer]:
    """One for each organisation that owes or is owed."""
    return [
        SettlementAnswer(
            settlement_id=settlement.id,
            organisation_id=position.who,
            agreement_id=settlement.agreement_id,
            position=place,
            owes_cents=position.owes,
            owed_cents=position.owed,
            must_accept=_owes(position),
            version=1,
        )
        for place, position in enumerate(plan.positions, 1)
        if position.who is not None
    ]


def _transfers(settlement: Settlement, plan: Plan[Place]) -> list[Transfer]:
    return [
        Transfer(
            settlement_id=settlement.id,
            agreement_id=settlement.agreement_id,
            payer_id=payment.payer,
            payee_id=payment.payee,
            cents=payment.cents,
            version=1,
        )
        for payment in plan.payments
    ]


# Answer


async def answer(
    session: AsyncSession, caller: Caller, settlement_id: UUID, body: AnswerIn, language: Language
) -> SettlementDetail:
    """Accept or refuse for one's own organisation, once. The database decides on the last acceptance or one refusal."""
    view = await access.find(session, caller, settlement_id)
    view.standing.require_taking_part()
    mine = await _own_answer(session, view)
    if view.settlement.state != "proposed":
        raise decided(view.settlement)
    mine.answer, mine.note = body.answer, body.note or None
    mine.answered_at, mine.person_id = clock.now(), caller.person_id
    mine.version += 1
    try:
        async with refuse_if_violated(session, {"settlement_answers_open": SettlementDecided()}):
            await session.flush()
    except SettlementDecided as crossed:
        await session.refresh(view.settlement)
        raise decided(view.settlement) from crossed
    await session.refresh(view.settlement)
    return await reading.tell(session, caller, view, language)


async def _own_answer(session: AsyncSession, view: View) -> SettlementAnswer:
    wanted = (
        select(SettlementAnswer)
        .where(
            SettlementAnswer.settlement_id == view.settlement.id,
            SettlementAnswer.organisation_id == view.me,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    mine = (await session.scalars(wanted)).one_or_none()
    if mine is None or not mine.must_accept:
        raise NotAsked
    if mine.answer is not None:
        raise AnswerGiven
    return mine


def decided(settlement: Settlement) -> SettlementDecided:
    return SettlementDecided(state=STATES[settlement.state], context={"state": settlement.state})


# Withdraw and carry out


async def withdraw(
    session: AsyncSession, caller: Caller, settlement_id: UUID, language: Language
) -> SettlementDetail:
    """Give the statements back, as long as it is not carried out."""
    view = await access.find_as_lead(session, caller, settlement_id)
    if view.settlement.decided_at is not None:
        raise decided(view.settlement)
    await _end(session, view.settlement, "withdrawn")
    return await reading.tell(session, caller, view, language)


async def carry_out(
    session: AsyncSession, caller: Caller, settlement_id: UUID, language: Language
) -> SettlementDetail:
    """Settle every statement, and offset what each is owed against what it owes: the transfers are what is left to pay."""
    view = await access.find_as_lead(session, caller, settlement_id)
    settlement = view.settlement
    if settlement.decided_at is not None:
        raise decided(settlement)
    answers = await _answers_of(session, settlement_id)
    missing = sum(each.must_accept and each.answer != "accepted" for each in answers)
    if settlement.state != "accepted":
        raise AnswersMissing(missing=missing, context={"missing": missing})
    for statement in await _lock_as_accepted(session, settlement):
        await payments.record(
            session,
            caller,
            statement,
            cents=claims.remaining(statement),
            paid_on=clock.today(),
            method="netting",
            reference=None,
            settlement_id=settlement.id,
        )
    settlement.transaction_id = await _post(session, settlement, answers)
    await _end(session, settlement, "carried_out")
    return await reading.tell(session, caller, view, language)


async def _end(session: AsyncSession, settlement: Settlement, state: str) -> None:
    settlement.state = state  # type: ignore[assignment]
    settlement.decided_at = clock.now()
    settlement.version += 1
    await session.flush()


async def _answers_of(session: AsyncSession, settlement_id: UUID) -> Sequence[SettlementAnswer]:
    wanted = select(SettlementAnswer).where(SettlementAnswer.settlement_id == settlement_id)
    return (await session.scalars(wanted.order_by(SettlementAnswer.position))).all()


async def _lock_as_accepted(session: AsyncSession, settlement: Settlement) -> list[Statement]:
    """The statements locked, each as it was accepted. Refused: `settlement_stale`, naming those that are not."""
    wanted = (
        select(Statement, SettlementItem.cents)
        .join(SettlementItem, SettlementItem.statement_id == Statement.id)
        .where(SettlementItem.settlement_id == settlement.id)
        .order_by(Statement.id)
        .with_for_update(of=Statement)
        .execution_options(populate_existing=True)
    )
    rows = (await session.execute(wanted)).all()
    filed = await claims.at_the_bank(session, settlement.agreement_id)
    changed = sorted(
        row.Statement.reference
        for row in rows
        if claims.remaining(row.Statement) != row.cents or row.Statement.id in filed
    )
    if changed:
        raise SettlementStale(references=", ".join(changed), context={"references": list(changed)})
    return [row.Statement for row in rows]


async def _post(
    session: AsyncSession, settlement: Settlement, answers: Sequence[SettlementAnswer]
) -> UUID | None:
    """Of each: payable → due, as far as both go. Nothing moves where nobody both owes and is owed."""
    moves = [
        Move(
            await account(session, each.agreement_id, "payable", organisation_id=each.organisation_id),
            await account(session, each.agreement_id, "due", organisation_id=each.organisation_id),
            cents,
        )
        for each in answers
        if (cents := min(each.owes_cents, each.owed_cents))
    ]
    if not moves:
        return None
    try:
        posted = await post(
            session,
            agreement_id=settlement.agreement_id,
            kind="settlement",
            description=f"Compensation n°\u00a0{settlement.number}",
            occurred_on=clock.today(),
            moves=moves,
        )
    except Overdraft as spent:
        raise MoneySpentSince from spent
    return posted.transaction_id
