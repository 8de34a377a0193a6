"""Read projects with what was committed, paid and is left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, null, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.decisions.models import Decision
from essaim.funds.access import View, find
from essaim.funds.models import Payment, Project
from essaim.funds.schemas import ProjectDecisionOut, ProjectOut, ProjectQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.ledger.models import Kind, Posting, Transaction
from essaim.organisations.models import Organisation


def _by(view: View, moment: Any) -> ColumnElement[bool]:
    """Whether it happened while this organisation was there."""
    return true() if view.before is None else moment < view.before


def _then(view: View, moment: Any, value: Any) -> ColumnElement[Any]:
    return value if view.before is None else case((moment < view.before, value), else_=null())


def _state(view: View) -> ColumnElement[Any]:
    """The state; for a party that left, the one of its last day (one that waited for money counts as submitted)."""
    if view.before is None:
        return Project.state.expression
    return case(
        (Project.closed_at < view.before, Project.state),
        (Project.committed_at < view.before, "committed"),
        else_="submitted",
    )


def _moved(view: View, *kinds: Kind) -> ColumnElement[int]:
    """What moved into (commitment) or out of (the rest) the project's account."""
    side = Posting.destination_id if kinds == ("commitment",) else Posting.source_id
    moves = (
        select(func.coalesce(func.sum(Posting.amount), 0))
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .where(side == Project.account_id, Transaction.kind.in_(kinds))
    )
    if view.until is not None:
        moves = moves.where(Transaction.occurred_on <= view.until)
    return moves.correlate(Project).scalar_subquery()


def _pending(view: View) -> ColumnElement[int]:
    asked = select(func.coalesce(func.sum(Payment.amount_cents), 0)).where(Payment.project_id == Project.id)
    if view.before is None:
        asked = asked.where(Payment.state == "pending")
    else:
        undecided = or_(Payment.decided_at.is_(None), Payment.decided_at >= view.before)
        asked = asked.where(Payment.requested_at < view.before, undecided)
    return asked.correlate(Project).scalar_subquery()


def _told(view: View) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Project.id,
            Project.fund_id,
            Project.agreement_id,
            Project.call_id,
            Project.organisation_id,
            Organisation.name.label("organisation_name"),
            (Project.organisation_id == view.me).label("is_mine"),
            Project.title,
            Project.description,
            Project.amount_cents,
            Project.conditional,
            _state(view).label("state"),
            _moved(view, "commitment").label("committed_cents"),
            _moved(view, "payment").label("paid_cents"),
            _moved(view, "release").label("released_cents"),
            _pending(view).label("pending_cents"),
            _then(view, Project.committed_at, Project.account_id).label("account_id"),
            Project.submitted_at,
            _then(view, Project.committed_at, Project.committed_at).label("committed_at"),
            _then(view, Project.closed_at, Project.closed_at).label("closed_at"),
            Project.version,
            Project.created_at,
        )
        .join(Organisation, Organisation.id == Project.organisation_id)
        .where(Project.fund_id == view.fund.id)
    )
    if view.before is not None:
        return statement.where(Project.submitted_at < view.before)
    # A draft, and what was withdrawn before it was submitted, is nobody else's business.
    return statement.where(or_(Project.submitted_at.is_not(None), Project.organisation_id == view.me))


async def search(
    session: AsyncSession, caller: Caller, fund_id: UUID, page: ProjectQuery
) -> Page[ProjectOut]:
    view = await find(session, caller, fund_id)
    statement = _told(view)
    if page.state is not None:
        statement = statement.where(_state(view) == page.state)
    if page.call_id is not None:
        statement = statement.where(Project.call_id == page.call_id)
    if page.mine is not None:
        statement = statement.where((Project.organisation_id == view.me) == page.mine)
    rows, cursor = await fetch_page(
        session, statement, key=(Project.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=await _with_decisions(session, view, rows), next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, fund_id: UUID, project_id: UUID) -> ProjectOut:
    return await read_in(session, await find(session, caller, fund_id), project_id)


async def read_in(session: AsyncSession, view: View, project_id: UUID) -> ProjectOut:
    row = (await session.execute(_told(view).where(Project.id == project_id))).one_or_none()
    if row is None:
        raise NotFound
    return (await _with_decisions(session, view, [row]))[0]


async def _with_decisions(session: AsyncSession, view: View, rows: list[Row[Any]]) -> list[ProjectOut]:
    decisions = await _last_decisions(session, view, [row.id for row in rows])
    return [
        ProjectOut.model_validate(
            {
                **{name: value for name, value in row._mapping.items() if not name.startswith("key_")},
                "remaining_cents": row.committed_cents - row.paid_cents - row.released_cents,
                "decision": decisions.get(row.id),
            }
        )
        for row in rows
    ]


async def _last_decisions(
    session: AsyncSession, view: View, projects: list[UUID]
) -> dict[UUID, ProjectDecisionOut]:
    """The last decision convened about each project."""
    statement = (
        select(Decision)
        .where(
            Decision.agreement_id == view.fund.agreement_id,
            Decision.effect == "approve_project",
            Decision.subject_id.in_(projects),
            Decision.state.in_(("convened", "open", "closed")),
            _by(view, Decision.convened_at),
        )
        .order_by(Decision.id)  # the last of each project stays in the dictionary
    )
    decisions = (await session.scalars(statement)).all() if projects else []
    return {
        decision.subject_id: _decision(decision, view.before)
        for decision in decisions
        if decision.subject_id is not None
    }


def _decision(decision: Decision, before: datetime | None) -> ProjectDecisionOut:
    told = ProjectDecisionOut.model_validate(decision)
    if before is not None and decision.closed_at is not None and decision.closed_at >= before:
        return told.model_copy(update={"state": "open", "outcome": None, "effect_state": "none"})
    return told
