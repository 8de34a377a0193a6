"""Read payments with their approvals."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.funds import words
from essaim.funds.access import View, find
from essaim.funds.models import Approval, Payment, Project
from essaim.funds.schemas import ApprovalOut, PaymentOut, PaymentQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation

BENEFICIARY = aliased(Organisation)


def _state(view: View) -> ColumnElement[Any]:
    """The state; for a party that left, the one of its last day."""
    if view.before is None:
        return Payment.state.expression
    return case((Payment.decided_at < view.before, Payment.state), else_="pending")


def _then(view: View, value: Any) -> ColumnElement[Any]:
    return value if view.before is None else case((Payment.decided_at < view.before, value), else_=null())


def _told(view: View) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Payment.id,
            Payment.fund_id,
            Payment.agreement_id,
            Payment.project_id,
            Project.title.label("project_title"),
            Payment.payee,
            Payment.beneficiary_id,
            BENEFICIARY.name.label("beneficiary_name"),
            Payment.amount_cents,
            Payment.description,
            Payment.reference,
            _state(view).label("state"),
            Payment.approvals_needed,
            Payment.cumulated_cents,
            Payment.threshold_cents,
            Payment.window_days,
            Payment.requested_by,
            Organisation.name.label("requested_by_name"),
            Payment.requested_at,
            _then(view, Payment.decided_at).label("decided_at"),
            _then(view, Payment.decided_by).label("decided_by"),
            _then(view, Payment.note).label("note"),
            _then(view, Payment.transaction_id).label("transaction_id"),
            Payment.version,
        )
        .join(Project, Project.id == Payment.project_id)
        .join(Organisation, Organisation.id == Payment.requested_by)
        .outerjoin(BENEFICIARY, BENEFICIARY.id == Payment.beneficiary_id)
        .where(Payment.fund_id == view.fund.id)
    )
    return statement if view.before is None else statement.where(Payment.requested_at < view.before)


def _to_approve(view: View) -> ColumnElement[bool]:
    approved = exists().where(Approval.payment_id == Payment.id, Approval.organisation_id == view.me)
    return and_(
        Payment.state == "pending",
        or_(Payment.beneficiary_id.is_(None), Payment.beneficiary_id != view.me),
        ~approved,
    )


async def search(
    session: AsyncSession, caller: Caller, fund_id: UUID, page: PaymentQuery, language: Language
) -> Page[PaymentOut]:
    view = await find(session, caller, fund_id)
    statement = _told(view)
    if page.project_id is not None:
        statement = statement.where(Payment.project_id == page.project_id)
    if page.state is not None:
        statement = statement.where(_state(view) == page.state)
    if page.to_approve is not None:
        mine = _to_approve(view) if view.standing.takes_part else null().is_not(None)
        statement = statement.where(mine if page.to_approve else ~mine)
    rows, cursor = await fetch_page(
        session, statement, key=(Payment.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=await _with_approvals(session, view, rows, language), next_cursor=cursor)


async def read(
    session: AsyncSession, caller: Caller, fund_id: UUID, payment_id: UUID, language: Language
) -> PaymentOut:
    return await read_in(session, await find(session, caller, fund_id), payment_id, language)


async def read_in(session: AsyncSession, view: View, payment_id: UUID, language: Language) -> PaymentOut:
    row = (await session.execute(_told(view).where(Payment.id == payment_id))).one_or_none()
    if row is None:
        raise NotFound
    return (await _with_approvals(session, view, [row], language))[0]


async def _with_approvals(
    session: AsyncSession, view: View, rows: list[Row[Any]], language: Language
) -> list[PaymentOut]:
    approvals = await _approvals(session, view, [row.id for row in rows])
    return [_payment(view, row, approvals.get(row.id, []), language) for row in rows]


async def _approvals(
    session: AsyncSession, view: View, payments: list[UUID]
) -> dict[UUID, list[ApprovalOut]]:
    statement = (
        select(
            Approval.payment_id,
            Approval.organisation_id,
            Organisation.name.label("organisation_name"),
            Approval.approved_at,
        )
        .join(Organisation, Organisation.id == Approval.organisation_id)
        .where(Approval.payment_id.in_(payments))
        .order_by(Approval.approved_at, Approval.organisation_id)
    )
    if view.before is not None:
        statement = statement.where(Approval.approved_at < view.before)
    found: dict[UUID, list[ApprovalOut]] = {}
    for row in (await session.execute(statement)).all():
        found.setdefault(row.payment_id, []).append(ApprovalOut.model_validate(row))
    return found


def _payment(view: View, row: Row[Any], approvals: list[ApprovalOut], language: Language) -> PaymentOut:
    approved = view.me in {approval.organisation_id for approval in approvals}
    return PaymentOut.model_validate(
        {
            **{name: value for name, value in row._mapping.items() if not name.startswith("key_")},
            "why": words.why(
                row.approvals_needed, row.cumulated_cents, row.threshold_cents, row.window_days
            ).in_(language),
            "approvals": approvals,
            "may_approve": view.standing.takes_part
            and row.state == "pending"
            and row.beneficiary_id != view.me
            and not approved,
        }
    )
