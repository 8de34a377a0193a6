"""The first page: what waits, what is coming, what is shared."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.models import Agreement, Party
from essaim.bookings.models import Booking
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.networks.models import Membership
from essaim.reports.queries import awaiting, governing, purchasing, sharing
from essaim.reports.schemas import ComingBooking, Counts, Home
from essaim.resources import access as resources
from essaim.resources.models import Resource

BOOKINGS_SHOWN = 5


async def read_home(session: AsyncSession, caller: Caller) -> Home:
    """What waits for the organisation acted for, what is coming, and what it shares."""
    waiting = [
        *await awaiting.bookings_to_decide(session, caller),
        *await awaiting.memberships_to_answer(session, caller),
        *await awaiting.agreements_to_answer(session, caller),
        *await governing.votes(session, caller),
        *await governing.payments_to_approve(session, caller),
        *await governing.admissions_to_answer(session, caller),
        *await sharing.statements_to_pay(session, caller),
        *await sharing.settlements_to_answer(session, caller),
        *await sharing.allocations_to_review(session, caller),
        *await purchasing.needs_to_state(session, caller),
        *await purchasing.lots_to_choose(session, caller),
        *await purchasing.orders_to_place(session, caller),
        *await purchasing.rounds_to_run(session, caller),
    ]
    waiting.sort(
        key=lambda thing: (
            thing.due_on or date.max,
            thing.asked_at or datetime.max.replace(tzinfo=clock.PARIS),
        )
    )
    return Home(
        awaiting=waiting[: awaiting.SHOWN],
        coming_bookings=await _coming_bookings(session, caller),
        money=await sharing.money(session, caller),
        counts=await _counts(session, caller),
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
    """Six numbers in one round trip."""
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
                governing.open_to(caller).scalar_subquery().label("votes_open"),
                partners.scalar_subquery().label("partners"),
            )
        )
    ).one()
    return Counts.model_validate(row)


def _count_of(statement: Any) -> Any:
    return select(func.count()).select_from(statement.subquery()).scalar_subquery()
