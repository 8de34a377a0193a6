"""Votes to cast or to come, payments that want a second approval, requests to join."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.models import Agreement, Party
from essaim.decisions.models import Ballot, Decision, Proxy, Voter
from essaim.funds.models import Approval, Payment
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.reports.queries.awaiting import SHOWN
from essaim.reports.schemas import Awaiting

CONVENED_SHOWN = timedelta(days=60)


def _taking_part(caller: Caller) -> ColumnElement[bool]:
    """The caller's own line, where it takes part today and does not merely observe."""
    return and_(
        Party.organisation_id == caller.organisation_id,
        Party.state == "accepted",
        Party.role != "observer",
        or_(Party.left_on.is_(None), Party.left_on >= clock.today()),
    )


def _may_vote(caller: Caller) -> ColumnElement[bool]:
    """Open with its name on the roll, or due to open: not voted yet, and the vote given to nobody."""
    now = clock.now()
    me = caller.organisation_id
    listed = exists().where(Voter.decision_id == Decision.id, Voter.organisation_id == me)
    voted = exists().where(Ballot.decision_id == Decision.id, Ballot.organisation_id == me)
    given = exists().where(Proxy.decision_id == Decision.id, Proxy.giver_id == me, Proxy.revoked_at.is_(None))
    under_way = or_(
        and_(Decision.state == "open", listed), and_(Decision.state == "convened", Decision.opens_at <= now)
    )
    return and_(under_way, Decision.closes_at > now, ~voted, ~given)


def _decisions(caller: Caller) -> Select[*tuple[Any, ...]]:
    proposer = aliased(Organisation)
    return (
        select(Decision, Agreement.kind, proposer.name.label("proposer"))
        .join(Agreement, Agreement.id == Decision.agreement_id)
        .join(Party, Party.agreement_id == Decision.agreement_id)
        .join(proposer, proposer.id == Decision.proposed_by)
        .where(_taking_part(caller))
    )


async def votes(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Votes to cast before they close, and those convened: time to read what is asked and to name a proxy."""
    now = clock.now()
    to_cast = _may_vote(caller)
    to_come = and_(
        Decision.state == "convened", Decision.opens_at > now, Decision.opens_at <= now + CONVENED_SHOWN
    )
    rows = await session.execute(
        _decisions(caller)
        .add_columns(to_cast.label("to_cast"))
        .where(or_(to_cast, to_come))
        .order_by(Decision.closes_at, Decision.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="vote_to_cast" if row.to_cast else "decision_convened",
            id=row.Decision.id,
            subject=row.Decision.title,
            subject_id=row.Decision.id,
            agreement_id=row.Decision.agreement_id,
            agreement_kind=row.kind,
            organisation_name=row.proposer,
            asked_at=row.Decision.convened_at,
            due_on=_day(row.Decision.closes_at if row.to_cast else row.Decision.opens_at),
            may_act="decisions.vote" in caller.permissions,
        )
        for row in rows
    ]


def open_to(caller: Caller) -> Select[*tuple[Any, ...]]:
    """How many votes are open in which the organisation is on the roll."""
    return (
        select(func.count())
        .select_from(Decision)
        .join(Voter, Voter.decision_id == Decision.id)
        .where(
            Voter.organisation_id == caller.organisation_id,
            Decision.state == "open",
            Decision.closes_at > clock.now(),
        )
    )


async def payments_to_approve(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Payments that wait for another organisation than those that approved: never to one's own."""
    me = caller.organisation_id
    approved = exists().where(Approval.payment_id == Payment.id, Approval.organisation_id == me)
    rows = await session.execute(
        select(Payment, Agreement.kind, Organisation.name.label("requester"))
        .join(Agreement, Agreement.id == Payment.agreement_id)
        .join(Party, Party.agreement_id == Payment.agreement_id)
        .join(Organisation, Organisation.id == Payment.requested_by)
        .where(
            _taking_part(caller),
            Payment.state == "pending",
            Payment.beneficiary_id.is_distinct_from(me),
            ~approved,
        )
        .order_by(Payment.requested_at, Payment.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="payment_to_approve",
            id=row.Payment.id,
            subject=row.Payment.description,
            subject_id=row.Payment.fund_id,
            agreement_id=row.Payment.agreement_id,
            agreement_kind=row.kind,
            organisation_name=row.requester,
            asked_at=row.Payment.requested_at,
            due_on=None,
            may_act="funds.spend" in caller.permissions,
        )
        for row in rows
    ]


async def admissions_to_answer(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Requests to join the agreements that the organisation leads."""
    asking = aliased(Party)
    rows = await session.execute(
        select(asking, Agreement, Organisation.name.label("applicant"))
        .join(Agreement, Agreement.id == asking.agreement_id)
        .join(Party, Party.agreement_id == asking.agreement_id)
        .join(Organisation, Organisation.id == asking.organisation_id)
        .where(
            _taking_part(caller),
            Party.role == "lead",
            Agreement.state != "ended",
            asking.state == "requested",
        )
        .order_by(asking.invited_at, asking.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="admission_to_answer",
            id=row[0].id,
            subject=row.Agreement.name,
            subject_id=row.Agreement.id,
            agreement_id=row.Agreement.id,
            agreement_kind=row.Agreement.kind,
            organisation_name=row.applicant,
            asked_at=row[0].invited_at,
            due_on=None,
            may_act="agreements.manage" in caller.permissions,
        )
        for row in rows
    ]


def _day(instant: datetime) -> date:
    return instant.astimezone(clock.PARIS).date()
