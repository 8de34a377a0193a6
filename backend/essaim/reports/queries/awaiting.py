"""Bookings to decide, memberships and invitations to answer, notices to give in time."""

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.governing import terms_of
from essaim.agreements.models import Agreement, Party
from essaim.agreements.rules import term_on
from essaim.bookings.models import Booking
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.networks.models import Membership
from essaim.organisations.models import Organisation
from essaim.reports.rules import is_worth_showing
from essaim.reports.schemas import Awaiting
from essaim.resources.models import Resource

SHOWN = 20
AGREEMENTS_READ = 200
"""Deadlines are computed from the terms, so more agreements are read than shown."""


async def bookings_to_decide(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    rows = await session.execute(
        select(Booking, Resource.name.label("resource"), Organisation.name.label("organisation"))
        .join(Resource, Resource.id == Booking.resource_id)
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(
            Resource.organisation_id == caller.organisation_id,
            Booking.state == "requested",
            func.upper(Booking.during) > func.now(),
        )
        .order_by(func.lower(Booking.during), Booking.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="booking_to_decide",
            id=row.Booking.id,
            subject=row.resource,
            subject_id=row.Booking.resource_id,
            agreement_id=None,
            agreement_kind=None,
            organisation_name=row.organisation,
            asked_at=row.Booking.created_at,
            due_on=row.Booking.during.lower.astimezone(clock.PARIS).date(),
            may_act="bookings.decide" in caller.permissions,
        )
        for row in rows
    ]


async def memberships_to_answer(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Requests to the organisation as a network, and offers of networks to it."""
    me = caller.organisation_id
    network, member = aliased(Organisation), aliased(Organisation)
    rows = await session.execute(
        select(Membership, network.name.label("network"), member.name.label("member"))
        .join(network, network.id == Membership.network_id)
        .join(member, member.id == Membership.organisation_id)
        .where(
            ((Membership.network_id == me) & (Membership.state == "requested"))
            | ((Membership.organisation_id == me) & (Membership.state == "offered"))
        )
        .order_by(Membership.asked_at, Membership.id)
        .limit(SHOWN)
    )
    return [
        Awaiting(
            kind="membership_to_answer",
            id=row.Membership.id,
            subject=row.network,
            subject_id=row.Membership.network_id,
            agreement_id=None,
            agreement_kind=None,
            organisation_name=row.member if row.Membership.network_id == me else row.network,
            asked_at=row.Membership.asked_at,
            due_on=None,
            may_act=("networks.manage" if row.Membership.network_id == me else "networks.join")
            in caller.permissions,
        )
        for row in rows
    ]


async def agreements_to_answer(session: AsyncSession, caller: Caller) -> list[Awaiting]:
    """Invitations to answer, and terms that renew silently unless notice is given in time.

    A party that has given its notice, or only observes, has nothing left to decide.
    """
    inviting = aliased(Organisation)
    to_answer = Party.state == "invited"
    may_renew = and_(
        Party.state == "accepted",
        Party.role != "observer",
        Party.notice_given_on.is_(None),
        Agreement.term_ends_on.is_not(None),
        Agreement.renewal_months > 0,
    )
    rows = await session.execute(
        agreements.visible_to(caller)
        .join(inviting, inviting.id == Party.invited_by)
        .add_columns(inviting.name.label("inviting"))
        .where(Agreement.state != "ended", or_(to_answer, may_renew))
        .order_by(to_answer.desc(), Agreement.term_ends_on, Agreement.id)
        .limit(AGREEMENTS_READ)
    )
    today = clock.today()
    things = [_agreement_thing(row, caller, today) for row in rows]
    return [thing for thing in things if thing is not None]


def _agreement_thing(row: Any, caller: Caller, today: date) -> Awaiting | None:
    agreement: Agreement = row.Agreement
    mine: Party = row.Party
    deadline = term_on(terms_of(agreement), today).notice_deadline
    invited = mine.state == "invited"
    if not invited and (mine.state_on(today) != "accepted" or not is_worth_showing(deadline, today)):
        return None
    return Awaiting(
        kind="agreement_to_answer" if invited else "notice_deadline",
        id=agreement.id,
        subject=agreement.name,
        subject_id=agreement.id,
        agreement_id=agreement.id,
        agreement_kind=agreement.kind,
        organisation_name=row.inviting if invited else None,
        asked_at=mine.invited_at if invited else None,
        due_on=None if invited else deadline,
        may_act="agreements.sign" in caller.permissions,
    )
