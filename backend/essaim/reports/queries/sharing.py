"""Statements to pay, settlements to answer, allocations to review; what is owed and what was saved."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement, Party
from essaim.allocations.models import Allocation, Share
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.purchases.queries.savings import saved_since
from essaim.reports.queries.awaiting import SHOWN
from essaim.reports.schemas import Awaiting, Money
from essaim.settlements.models import Settlement, SettlementAnswer, SettlementItem
from essaim.statements.models import Statement

DUE_SHOWN = timedelta(days=45)
SAVED_OVER = timedelta(days=366)
REMAINING = func.abs(Statement.amount_cents) - Statement.settled_cents


def _i_owe(caller: Caller) -> ColumnElement[bool]:
    """Open statements of the organisation that no settlement under way will settle."""
    netted = exists().where(SettlementItem.statement_id == Statement.id, SettlementItem.live.is_(True))
    return and_(
        Statement.organisation_id == caller.organisation_id,
        Statement.state == "issued",
        Statement.amount_cents > 0,
        ~netted,
    )


async def statements_to_pay(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Late, or due within 45 days."""
    issuer = aliased(Organisation)
    rows = await session.execute(
        select(Statement, Agreement.kind, issuer.name.label("issuer"))
        .join(Agreement, Agreement.id == Statement.agreement_id)
        .join(issuer, issuer.id == Statement.issuer_id)
        .where(_i_owe(caller), Statement.due_on <= clock.today() + DUE_SHOWN)
        .order_by(Statement.due_on, Statement.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="statement_to_pay",
            id=row.Statement.id,
            subject=row.Statement.title,
            subject_id=row.Statement.id,
            agreement_id=row.Statement.agreement_id,
            agreement_kind=row.kind,
            organisation_name=row.issuer,
            asked_at=None,
            due_on=row.Statement.due_on,
            may_act="statements.read" in caller.permissions,
        )
        for row in rows
    ]


async def settlements_to_answer(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Proposals that wait for the organisation's acceptance."""
    rows = await session.execute(
        select(Settlement, Agreement, Organisation.name.label("proposer"))
        .join(SettlementAnswer, SettlementAnswer.settlement_id == Settlement.id)
        .join(Agreement, Agreement.id == Settlement.agreement_id)
        .join(Organisation, Organisation.id == Settlement.proposed_by)
        .where(
            SettlementAnswer.organisation_id == caller.organisation_id,
            SettlementAnswer.must_accept.is_(True),
            SettlementAnswer.answer.is_(None),
            Settlement.state == "proposed",
        )
        .order_by(Settlement.proposed_at, Settlement.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="settlement_to_answer",
            id=row.Settlement.id,
            subject=row.Agreement.name,
            subject_id=row.Settlement.id,
            agreement_id=row.Agreement.id,
            agreement_kind=row.Agreement.kind,
            organisation_name=row.proposer,
            asked_at=row.Settlement.proposed_at,
            due_on=None,
            may_act="settlements.accept" in caller.permissions,
        )
        for row in rows
    ]


async def allocations_to_review(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Computed runs of the agreements that the organisation leads, for another person than who computed them."""
    rows = await session.execute(
        agreements.visible_to(caller)
        .join(Allocation, Allocation.agreement_id == Agreement.id)
        .add_columns(Allocation)
        .where(
            Party.state == "accepted",
            Party.role == "lead",
            Allocation.state == "draft",
            Allocation.hash.is_not(None),
            Allocation.computed_by_person != caller.person_id,
        )
        .order_by(Allocation.computed_at, Allocation.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="allocation_to_review",
            id=row.Allocation.id,
            subject=row.Allocation.title,
            subject_id=row.Allocation.id,
            agreement_id=row.Agreement.id,
            agreement_kind=row.Agreement.kind,
            organisation_name=None,
            asked_at=row.Allocation.computed_at,
            due_on=None,
            may_act="allocations.review" in caller.permissions,
        )
        for row in rows
    ]


async def money(session: AsyncSession, caller: Caller) -> Money:
    """What the organisation owes and is owed on open statements, and what sharing saved it over twelve months."""
    me, today = caller.organisation_id, clock.today()
    owed_to_me = and_(
        Statement.state == "issued",
        or_(
            and_(Statement.organisation_id == me, Statement.amount_cents < 0),
            and_(Statement.issuer_id == me, Statement.to_pool.is_(False)),
        ),
    )
    owes = select(
        func.coalesce(func.sum(REMAINING), 0).label("owes_cents"),
        func.coalesce(func.sum(case((Statement.due_on < today, REMAINING))), 0).label("overdue_cents"),
        func.min(Statement.due_on).label("next_due_on"),
    ).where(_i_owe(caller))
    owed = select(func.coalesce(func.sum(REMAINING), 0)).where(owed_to_me)
    row = (await session.execute(owes.add_columns(owed.scalar_subquery().label("owed_cents")))).one()
    return Money(
        owes_cents=row.owes_cents,
        overdue_cents=row.overdue_cents,
        next_due_on=row.next_due_on,
        owed_cents=row.owed_cents,
        saved_cents=await _saved_in_all(session, caller),
    )


async def _saved_in_all(session: AsyncSession, caller: Caller) -> int | None:
    known = (
        await session.scalar(_saved(caller)),
        await saved_since(session, caller.organisation_id, clock.today() - SAVED_OVER),
    )
    return (
        sum(int(saved) for saved in known if saved is not None)
        if any(saved is not None for saved in known)
        else None
    )


def _saved(caller: Caller) -> Select[Any]:
    """Prices alone less shares, where a price alone is known: of the actual run once there is one, else of its budget."""
    actual = aliased(Allocation)
    settled = exists().where(actual.budget_id == Allocation.id, actual.state == "posted")
    return (
        select(func.sum(Share.alone_cents - Share.cents))
        .join(Allocation, Allocation.id == Share.allocation_id)
        .where(
            Share.organisation_id == caller.organisation_id,
            Share.alone_cents.is_not(None),
            Allocation.state == "posted",
            Allocation.ends_on >= clock.today() - SAVED_OVER,
            or_(Allocation.stage == "actual", ~settled),
        )
    )
