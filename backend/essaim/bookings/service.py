"""Use cases of bookings. The caller's transaction; nothing here commits."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import func, insert, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.bookings import queries
from essaim.bookings.access import require_booker, require_steward
from essaim.bookings.errors import QuotaExceeded, SlotTaken
from essaim.bookings.models import Booking
from essaim.bookings.queries import AppliedQuota
from essaim.bookings.rules import (
    PERIOD_NAMES,
    Action,
    Span,
    Use,
    check_action,
    first_state,
    hours_in_words,
    minutes_within,
    spans,
)
from essaim.bookings.schemas import Approval, BookingChange, BookingIn, BookingOut, Rejection
from essaim.identity.caller import Caller
from essaim.identity.models import Person
from essaim.kit import clock
from essaim.kit.errors import InvalidRequest
from essaim.kit.etag import check_version
from essaim.kit.text import Text
from essaim.resources import rules
from essaim.resources.models import Resource
from essaim.resources.queries import availability
from essaim.resources.queries.availability import Bookable
from essaim.resources.rules import Period
from essaim.resources.schemas import PeriodOut


async def create(session: AsyncSession, caller: Caller, body: BookingIn) -> BookingOut:
    """Three statements: look, write the booking, take its slots. The database settles who was first.

    Where the rules set a quota, two more: wait for one's other bookings, and count them.
    """
    period = Period(body.starts_at, body.ends_at)
    resource = await availability.bookable(session, caller, body.resource_id, period)
    _check(resource, period, body.quantity)
    if resource.free < body.quantity:
        raise await _slot_taken(session, resource, period, body.quantity)
    await _require_within_quotas(session, caller, resource, period, body.quantity)
    by_steward = resource.steward_id == caller.organisation_id
    values: dict[str, Any] = {
        "resource_id": resource.id,
        "organisation_id": caller.organisation_id,
        "booked_by": caller.person_id,
        "during": Range(period.starts_at, period.ends_at),
        "quantity": body.quantity,
        "state": first_state(needs_approval=resource.needs_approval, by_steward=by_steward),
        "purpose": body.purpose or None,
        "cost_cents": rules.cost(resource.terms, period, body.quantity).cents,
    }
    me = select(Person.name).where(Person.id == caller.person_id).scalar_subquery()
    written = (
        await session.execute(
            insert(Booking)
            .values(values)
            .returning(Booking.id, Booking.created_at, Booking.version, me.label("booked_by_name"))
        )
    ).one()
    units = await _take_slots(session, written.id, resource, period, body.quantity)
    return BookingOut(
        id=written.id,
        resource_id=resource.id,
        resource_name=resource.name,
        resource_kind=resource.terms.kind,
        steward_id=resource.steward_id,
        steward_name=resource.steward_name,
        organisation_id=caller.organisation_id,
        organisation_name=caller.organisation_name or "",
        booked_by_name=written.booked_by_name,
        is_mine=True,
        is_steward=by_steward,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        quantity=body.quantity,
        unit_numbers=units,
        state=values["state"],
        purpose=values["purpose"],
        cost_cents=values["cost_cents"],
        decided_at=None,
        decision_note=None,
        fictional=False,
        version=written.version,
        created_at=written.created_at,
    )


async def change(
    session: AsyncSession, caller: Caller, booking_id: UUID, body: BookingChange, version: int
) -> BookingOut:
    """Everything is checked again; refused, the transaction ends and the booking keeps what it had."""
    booking = await queries.lock(session, caller, booking_id)
    require_booker(caller, booking)
    check_version(booking.version, version)
    asked = _period(booking)
    _check_action("change", booking, asked)
    given = body.model_dump(exclude_unset=True)
    period = Period(given.get("starts_at", asked.starts_at), given.get("ends_at", asked.ends_at))
    quantity = given.get("quantity", booking.quantity)
    if period.ends_at <= period.starts_at:
        raise InvalidRequest
    if "purpose" in given:
        booking.purpose = given["purpose"] or None
    if (period, quantity) != (asked, booking.quantity):
        await _move(session, caller, booking, period, quantity)
    return await _changed(session, caller, booking)


async def _move(
    session: AsyncSession, caller: Caller, booking: Booking, period: Period, quantity: int
) -> None:
    resource = await availability.bookable(session, caller, booking.resource_id, period)
    _check(resource, period, quantity)
    await _require_within_quotas(session, caller, resource, period, quantity, besides=booking.id)
    booking.during = Range(period.starts_at, period.ends_at)
    booking.quantity = quantity
    booking.cost_cents = rules.cost(resource.terms, period, quantity).cents
    booking.state = first_state(
        needs_approval=resource.needs_approval, by_steward=resource.steward_id == caller.organisation_id
    )
    booking.decided_by, booking.decided_at, booking.decision_note = None, None, None
    await session.flush()
    await _take_slots(session, booking.id, resource, period, quantity)


async def cancel(session: AsyncSession, caller: Caller, booking_id: UUID) -> BookingOut:
    booking = await queries.lock(session, caller, booking_id)
    require_booker(caller, booking)
    _check_action("cancel", booking, _period(booking))
    # The database frees the slots of what is cancelled or refused.
    booking.state = "cancelled"
    return await _changed(session, caller, booking)


async def confirm(session: AsyncSession, caller: Caller, booking_id: UUID, body: Approval) -> BookingOut:
    booking = await _decide(session, caller, booking_id, "confirm", body.note)
    booking.state = "confirmed"
    return await _changed(session, caller, booking)


async def refuse(session: AsyncSession, caller: Caller, booking_id: UUID, body: Rejection) -> BookingOut:
    booking = await _decide(session, caller, booking_id, "refuse", body.note)
    booking.state = "refused"
    return await _changed(session, caller, booking)


async def _decide(
    session: AsyncSession, caller: Caller, booking_id: UUID, action: Action, note: str | None
) -> Booking:
    booking = await queries.lock(session, caller, booking_id)
    steward = await session.scalar(select(Resource.organisation_id).where(Resource.id == booking.resource_id))
    require_steward(caller, steward)
    _check_action(action, booking, _period(booking))
    booking.decided_by, booking.decided_at = caller.person_id, clock.now()
    booking.decision_note = note or None
    return booking


def _check(resource: Bookable, period: Period, quantity: int) -> None:
    for problem in rules.problems(resource.terms, period, quantity, now=clock.now()):
        raise problem


async def _require_within_quotas(
    session: AsyncSession,
    caller: Caller,
    resource: Bookable,
    period: Period,
    quantity: int,
    *,
    besides: UUID | None = None,
) -> None:
    """One's own resources have no quota, nor those one may use through several agreements or a network."""
    for applied in queries.quotas_of(resource):
        await queries.take_turns(session, caller, applied.agreement_id)
        touched = list(spans(applied.quota.period, period))
        within = Period(touched[0].period.starts_at, touched[-1].period.ends_at)
        uses = await queries.uses(session, caller, applied, within, besides)
        for span in touched:
            _require_left(applied, span, minutes_within(span, uses), Use(period, quantity))


def _require_left(applied: AppliedQuota, span: Span, used: int, asked: Use) -> None:
    maximum = applied.quota.maximum_hours * 60
    wanted = minutes_within(span, [asked])
    if used + wanted <= maximum:
        return
    left = max(maximum - used, 0)
    last_day = span.ends_on - timedelta(days=1)
    raise QuotaExceeded(
        agreement=applied.agreement_name,
        maximum=hours_in_words(maximum),
        period=PERIOD_NAMES[applied.quota.period],
        left=hours_in_words(left),
        starts_on=_written_day(span.starts_on),
        last_day=_written_day(last_day),
        context={
            "agreement_id": str(applied.agreement_id),
            "maximum_hours": applied.quota.maximum_hours,
            "period": applied.quota.period,
            "starts_on": span.starts_on.isoformat(),
            "ends_on": last_day.isoformat(),
            "used_minutes": used,
            "asked_minutes": wanted,
            "left_minutes": left,
        },
    )


def _written_day(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", day.isoformat())


def _check_action(action: Action, booking: Booking, period: Period) -> None:
    check_action(action, state=booking.state, starts_at=period.starts_at, now=clock.now())  # type: ignore[arg-type]


def _period(booking: Booking) -> Period:
    starts_at, ends_at = booking.during.lower, booking.during.upper
    if starts_at is None or ends_at is None:
        raise ValueError("The database lets no booking be without bounds.")
    return Period(starts_at, ends_at)


async def _take_slots(
    session: AsyncSession, booking_id: UUID, resource: Bookable, period: Period, quantity: int
) -> list[int]:
    """The numbers of the units taken. Picks, takes and tries again in the database, in one round trip."""
    numbers: list[int] = list(await session.scalar(select(func.take_slots(booking_id, quantity))) or ())
    if not numbers:
        raise await _slot_taken(session, resource, period, quantity)
    return numbers


async def _slot_taken(session: AsyncSession, resource: Bookable, period: Period, quantity: int) -> SlotTaken:
    free = await availability.next_free(session, resource, period, quantity)
    proposals: list[JsonValue] = [
        PeriodOut.model_validate(proposal).model_dump(mode="json") for proposal in free
    ]
    return SlotTaken(resource=resource.name, context={"next_free": proposals})


async def _changed(session: AsyncSession, caller: Caller, booking: Booking) -> BookingOut:
    booking.version += 1
    booking.updated_at = clock.now()
    await session.flush()
    return await queries.read(session, caller, booking.id)
