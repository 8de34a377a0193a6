"""Reads across features; each starts at what the caller may see."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement, Party
from essaim.agreements.queries import terms_of
from essaim.agreements.rules import term_on
from essaim.bookings.models import Booking
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.networks.models import Membership
from essaim.organisations.models import Organisation
from essaim.reports.rules import is_worth_showing
from essaim.reports.schemas import Awaiting, ComingBooking, Counts, Home
from essaim.resources import access as resources
from essaim.resources.models import Resource

AWAITING_SHOWN = 20
BOOKINGS_SHOWN = 5
AGREEMENTS_READ = 200
"""Deadlines are computed from the terms, so more agreements are read than shown."""


async def read_home(session: AsyncSession, caller: Caller) -> Home:
    """What waits for the organisation acted for, what is coming, and what it shares."""
    awaiting = [
        *await _bookings_to_decide(session, caller),
        *await _memberships_to_answer(session, caller),
        *await _agreements(session, caller),
    ]
    awaiting.sort(
        key=lambda thing: (
            thing.due_on or date.max,
            thing.asked_at or datetime.max.replace(tzinfo=clock.PARIS),
        )
    )
    return Home(
        awaiting=awaiting[:AWAITING_SHOWN],
        coming_bookings=await _coming_bookings(session, caller),
        counts=await _counts(session, caller),
    )


async def _bookings_to_decide(session: AsyncSession, caller: Caller) -> list[Awaiting]:
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
        .limit(AWAITING_SHOWN)
    )
    return [
        Awaiting(
            kind="booking_to_decide",
            id=row.Booking.id,
            subject=row.resource,
            subject_id=row.Booking.resource_id,
            agreement_kind=None,
            organisation_name=row.organisation,
            asked_at=row.Booking.created_at,
            due_on=row.Booking.during.lower.astimezone(clock.PARIS).date(),
            may_act="bookings.decide" in caller.permissions,
        )
        for row in rows
    ]


async def _memberships_to_answer(session: AsyncSession, caller: Caller) -> list[Awaiting]:
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
        .limit(AWAITING_SHOWN)
    )
    return [
        Awaiting(
            kind="membership_to_answer",
            id=row.Membership.id,
            subject=row.network,
            subject_id=row.Membership.network_id,
            agreement_kind=None,
            organisation_name=row.member if row.Membership.network_id == me else row.network,
            asked_at=row.Membership.asked_at,
            due_on=None,
            may_act=("networks.manage" if row.Membership.network_id == me else "networks.join")
            in caller.permissions,
        )
        for row in rows
    ]


async def _agreements(session: AsyncSession, caller: Caller) -> list[Awaiting]:
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
        agreement_kind=agreement.kind,
        organisation_name=row.inviting if invited else None,
        asked_at=mine.invited_at if invited else None,
        due_on=None if invited else deadline,
        may_act="agreements.sign" in caller.permissions,
    )


async def _coming_bookings(session: AsyncSession, caller: Caller) -> list[ComingBooking]:
    rows = await session.execute(
        select(Booking, Resource.name.label("resource"))
        .join(Resource, Resource.id == Booking.resource_id)
        .where(
            Booking.organisation_id == caller.organisation_id,
            Booking.state.in_(("requested", "confirmed")),
            func.upper(Booking.during) > func.now(),
        )
        .order_by(func.lower(Booking.during), Booking.id)
        .limit(BOOKINGS_SHOWN)
    )
    return [
        ComingBooking(
            id=row.Booking.id,
            resource_id=row.Booking.resource_id,
            resource_name=row.resource,
            starts_at=row.Booking.during.lower,
            ends_at=row.Booking.during.upper,
            state=row.Booking.state,
            purpose=row.Booking.purpose,
        )
        for row in rows
    ]


async def _counts(session: AsyncSession, caller: Caller) -> Counts:
    """Five numbers in one round trip."""
    me = caller.organisation_id
    mine = agreements.visible_to(caller).where(Party.state == "accepted").with_only_columns(Agreement.id)
    running = mine.where(Agreement.state == "active")
    networks = (
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.organisation_id == me,
            Membership.state == "active",
            func.mandate_is_active(Membership.starts_on, Membership.ends_on),
        )
    )
    partners = select(func.count(Party.organisation_id.distinct())).where(
        Party.agreement_id.in_(mine), Party.organisation_id != me, Party.state == "accepted"
    )
    usable = resources.visible_to(caller).where(Resource.retired_on.is_(None))
    row = (
        await session.execute(
            select(
                networks.scalar_subquery().label("networks"),
                _count_of(running.where(Agreement.kind == "pool")).label("pools"),
                _count_of(running.where(Agreement.kind == "partnership")).label("partnerships"),
                _count_of(usable.with_only_columns(Resource.id)).label("resources"),
                partners.scalar_subquery().label("partners"),
            )
        )
    ).one()
    return Counts.model_validate(row)


def _count_of(statement: Any) -> Any:
    return select(func.count()).select_from(statement.subquery()).scalar_subquery()
