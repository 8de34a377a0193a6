"""When the units of a resource are taken, by whom for those who may know."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import (
    Text,
    Uuid,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.organisations.models import Organisation
from essaim.resources import rules
from essaim.resources.models import Resource, ResourceUnit, Slot
from essaim.resources.queries.lending import find
from essaim.resources.queries.parts import lower, opening_rules, openings_json, upper
from essaim.resources.rules import Period
from essaim.resources.schemas import (
    Calendar,
    CalendarQuery,
    PeriodOut,
    TakenOut,
    UnitCalendar,
)

CALENDAR_LINES = 5000

# The feature above owns bookings; a calendar only asks it whose a slot is.
BOOKINGS = table(
    "bookings",
    column("id", Uuid),
    column("organisation_id", Uuid),
    column("state", Text),
    column("purpose", Text),
)


async def read(session: AsyncSession, caller: Caller, resource_id: UUID, span: CalendarQuery) -> Calendar:
    resource = await find(session, caller, resource_id)
    first_day, last_day = _days(span)
    within = Period(rules.moment(first_day, 0), rules.moment(last_day, rules.MIDNIGHT))
    taken, complete = await _taken_lines(session, caller, resource, within)
    units = await session.execute(
        select(ResourceUnit.id, ResourceUnit.number, ResourceUnit.label)
        .where(
            ResourceUnit.resource_id == resource_id,
            or_(ResourceUnit.retired_on.is_(None), ResourceUnit.id.in_(list(taken))),
        )
        .order_by(ResourceUnit.number)
    )
    openings = (
        await session.execute(select(openings_json()).select_from(Resource).where(Resource.id == resource_id))
    ).scalar()
    opened = rules.clipped(rules.open_periods(opening_rules(openings), within), within)
    return Calendar(
        first_day=first_day,
        last_day=last_day,
        starts_at=within.starts_at,
        ends_at=within.ends_at,
        complete=complete,
        units=[
            UnitCalendar(number=unit.number, label=unit.label, taken=taken.get(unit.id, [])) for unit in units
        ],
        openings=[PeriodOut.model_validate(period) for period in opened],
    )


def _days(span: CalendarQuery) -> tuple[date, date]:
    if span.from_ is not None and span.to is not None:
        return span.from_, span.to
    day = span.week_of or clock.today()
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


async def _taken_lines(
    session: AsyncSession, caller: Caller, resource: Resource, within: Period
) -> tuple[dict[UUID, list[TakenOut]], bool]:
    """Slots by unit. Whose and why is told to the booking organisation and the steward only."""
    told = BOOKINGS.c.organisation_id == caller.organisation_id
    if resource.organisation_id == caller.organisation_id:
        told = BOOKINGS.c.id.is_not(None)
    rows = (
        await session.execute(
            select(
                Slot.unit_id,
                lower(),
                upper(),
                func.coalesce(BOOKINGS.c.organisation_id == caller.organisation_id, False).label("mine"),
                BOOKINGS.c.id.label("booking_id"),
                BOOKINGS.c.state,
                Organisation.name.label("organisation_name"),
                BOOKINGS.c.purpose,
            )
            .outerjoin(BOOKINGS, (BOOKINGS.c.id == Slot.booking_id) & told)
            .outerjoin(Organisation, Organisation.id == BOOKINGS.c.organisation_id)
            .where(
                Slot.resource_id == resource.id,
                Slot.during.op("&&")(Range(within.starts_at, within.ends_at)),
            )
            .order_by(func.lower(Slot.during), Slot.unit_id)
            .limit(CALENDAR_LINES + 1)
        )
    ).all()
    taken: dict[UUID, list[TakenOut]] = defaultdict(list)
    for row in rows[:CALENDAR_LINES]:
        taken[row.unit_id].append(TakenOut.model_validate(row))
    return taken, len(rows) <= CALENDAR_LINES
