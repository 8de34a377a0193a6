"""Group purchases: needs to state, lots that may still be left, orders to place, rounds to run."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.purchases.models import Lot, Member, Need, OptOut, Order, PurchaseCommitment, Round
from essaim.reports.queries.awaiting import SHOWN
from essaim.reports.schemas import Awaiting, AwaitingKind

ORDERS_SHOWN = timedelta(days=60)
"""What is committed and not ordered is recalled two months before the contract ends."""
PERMISSIONS = {
    "needs": "purchases.coordinate",
    "quotes": "purchases.coordinate",
    "choice": "purchases.award",
    "orders": "purchases.close",
}


async def needs_to_state(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Surveys that ask the organisation and have no answer of it."""
    statement = (
        _asked(caller)
        .where(Round.state == "needs", Member.answered_at.is_(None))
        .order_by(Round.needs_until, Round.id)
        .limit(SHOWN)
    )
    return [
        _awaiting(
            "needs_to_state",
            row,
            row.Round.title,
            row.Round.needs_until,
            "purchases.state" in caller.permissions,
        )
        for row in await session.execute(statement)
    ]


async def lots_to_choose(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Lots the organisation needs something of and may leave until they are awarded."""
    needs = exists().where(Need.lot_id == Lot.id, Need.organisation_id == caller.organisation_id)
    left = exists().where(OptOut.lot_id == Lot.id, OptOut.organisation_id == caller.organisation_id)
    statement = (
        _asked(caller)
        .join(Lot, Lot.round_id == Round.id)
        .add_columns(Lot)
        .where(Round.state == "choice", Lot.state == "open", needs, ~left)
        .order_by(Round.award_on, Round.id, Lot.position)
        .limit(SHOWN)
    )
    return [
        _awaiting(
            "lot_to_choose",
            row,
            row.Lot.name,
            row.Round.award_on,
            "purchases.leave" in caller.permissions,
            row.Lot.id,
        )
        for row in await session.execute(statement)
    ]


async def orders_to_place(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Rounds about to end in which the organisation ordered less than it committed to."""
    today = clock.today()
    ordered = (
        select(func.coalesce(func.sum(Order.volume), 0))
        .where(
            Order.item_id == PurchaseCommitment.item_id,
            Order.organisation_id == caller.organisation_id,
            Order.state != "cancelled",
        )
        .correlate(PurchaseCommitment)
        .scalar_subquery()
    )
    short = exists().where(
        PurchaseCommitment.round_id == Round.id,
        PurchaseCommitment.organisation_id == caller.organisation_id,
        PurchaseCommitment.lot_id.in_(select(Lot.id).where(Lot.state == "awarded")),
        PurchaseCommitment.volume > ordered,
    )
    statement = (
        _asked(caller)
        .where(Round.state == "orders", Round.ends_on.between(today, today + ORDERS_SHOWN), short)
        .order_by(Round.ends_on, Round.id)
        .limit(SHOWN)
    )
    return [
        _awaiting(
            "order_to_place", row, row.Round.title, row.Round.ends_on, "purchases.order" in caller.permissions
        )
        for row in await session.execute(statement)
    ]


async def rounds_to_run(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Rounds the organisation coordinates whose stage may be ended: everybody answered, or its last day has come."""
    today = clock.today()
    unanswered = exists().where(Member.round_id == Round.id, Member.answered_at.is_(None))
    ends = case(
        (Round.state == "needs", Round.needs_until),
        (Round.state == "quotes", Round.quotes_until),
        (Round.state == "choice", Round.award_on),
        else_=Round.ends_on,
    )
    statement = (
        agreements.visible_to(caller)
        .join(Round, Round.agreement_id == Agreement.id)
        .add_columns(Round, ends.label("ends"))
        .where(
            Party.state == "accepted",
            Party.role == "lead",
            Round.state.in_(PERMISSIONS),
            or_(
                and_(Round.state == "needs", or_(Round.needs_until < today, ~unanswered)),
                and_(Round.state.in_(("quotes", "choice")), ends <= today),
                and_(Round.state == "orders", Round.ends_on < today),
            ),
        )
        .order_by(ends, Round.id)
        .limit(SHOWN)
    )
    return [
        _awaiting(
            "round_to_run", row, row.Round.title, row.ends, PERMISSIONS[row.Round.state] in caller.permissions
        )
        for row in await session.execute(statement)
    ]


def _asked(caller: Caller) -> Select[Any]:
    """Rounds that ask the organisation, of agreements it takes part in today; who coordinates tells alike lots apart."""
    lead = aliased(Party)
    statement: Select[Any] = (
        agreements.visible_to(caller)
        .join(Round, Round.agreement_id == Agreement.id)
        .join(Member, and_(Member.round_id == Round.id, Member.organisation_id == caller.organisation_id))
        .outerjoin(
            lead, and_(lead.agreement_id == Agreement.id, lead.role == "lead", lead.state == "accepted")
        )
        .outerjoin(Organisation, Organisation.id == lead.organisation_id)
        .add_columns(Round, Organisation.name.label("coordinator"))
        .where(
            Party.state == "accepted",
            Party.role != "observer",
            or_(Party.left_on.is_(None), Party.left_on >= clock.today()),
        )
    )
    return statement


def _awaiting(
    kind: AwaitingKind, row: Any, subject: str, due_on: date, may_act: bool, key: UUID | None = None
) -> Awaiting:
    return Awaiting(
        kind=kind,
        id=key or row.Round.id,
        subject=subject,
        subject_id=row.Round.id,
        agreement_id=row.Agreement.id,
        agreement_kind=row.Agreement.kind,
        organisation_name=row._mapping.get("coordinator"),
        asked_at=row.Round.opened_at,
        due_on=due_on,
        may_act=may_act,
    )
