"""Every SELECT on resources, their slots and calendars."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    DateTime,
    Row,
    ScalarSelect,
    Select,
    Text,
    Uuid,
    case,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import Range, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.organisations.models import Organisation, Site
from essaim.resources import rules
from essaim.resources.access import my_agreements, my_networks, usable, visible_to
from essaim.resources.models import Resource, ResourceOpening, ResourceShare, ResourceUnit, Slot
from essaim.resources.rules import Opening, Period, Terms
from essaim.resources.schemas import (
    Calendar,
    CalendarQuery,
    PeriodOut,
    Preview,
    ResourceLine,
    ResourceOut,
    ResourceQuery,
    ShareOut,
    SlotIn,
    TakenOut,
    UnitCalendar,
)
from essaim.territories.models import Commune, Department

CALENDAR_LINES = 5000
PROPOSALS_WITHIN = timedelta(days=14)
PROPOSALS_WITHIN_AT_MOST = timedelta(days=124)

# The feature above owns bookings; a calendar only asks it whose a slot is.
BOOKINGS = table(
    "bookings",
    column("id", Uuid),
    column("organisation_id", Uuid),
    column("state", Text),
    column("purpose", Text),
)


def _columns(caller: Caller) -> tuple[Any, ...]:
    return (
        Resource.id,
        Resource.kind,
        Resource.name,
        Resource.description,
        Resource.unit_name,
        Resource.organisation_id,
        Organisation.name.label("organisation_name"),
        (Resource.organisation_id == caller.organisation_id).label("is_mine"),
        Resource.site_id,
        Site.name.label("site_name"),
        Resource.place,
        Resource.commune_code,
        Commune.name.label("commune_name"),
        Resource.department_code,
        Department.name.label("department_name"),
        Resource.capacity,
        Resource.quantity,
        Resource.tariff_cents,
        Resource.tariff_unit,
        Resource.needs_approval,
        Resource.retired_on,
        Resource.fictional,
        Resource.version,
    )


def _named(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Resource)
        .join(Organisation, Organisation.id == Resource.organisation_id)
        .outerjoin(Site, Site.id == Resource.site_id)
        .outerjoin(Commune, Commune.code == Resource.commune_code)
        .outerjoin(Department, Department.code == Resource.department_code)
    )


def _openings() -> ScalarSelect[Any]:
    """The openings as JSON; times as text because Python has no 24:00."""
    line = func.json_build_object(
        "weekday",
        ResourceOpening.weekday,
        "opens_at",
        func.to_char(ResourceOpening.opens_at, "HH24:MI"),
        "closes_at",
        func.to_char(ResourceOpening.closes_at, "HH24:MI"),
    )
    ordered = aggregate_order_by(line, ResourceOpening.weekday, ResourceOpening.opens_at)
    return select(func.json_agg(ordered)).where(ResourceOpening.resource_id == Resource.id).scalar_subquery()


def _units() -> ScalarSelect[Any]:
    line = func.json_build_object("number", ResourceUnit.number, "label", ResourceUnit.label)
    ordered = aggregate_order_by(line, ResourceUnit.number)
    return select(func.json_agg(ordered)).where(_in_use()).scalar_subquery()


def _in_use() -> ColumnElement[bool]:
    return (ResourceUnit.resource_id == Resource.id) & ResourceUnit.retired_on.is_(None)


def _taken(during: Range[datetime]) -> ColumnElement[bool]:
    return exists().where(Slot.unit_id == ResourceUnit.id, Slot.during.op("&&")(during))


# Resources


async def search(session: AsyncSession, caller: Caller, page: ResourceQuery) -> Page[ResourceLine]:
    rows, cursor = await fetch_page(
        session,
        _matching(_named(select(*_columns(caller))).where(usable(caller)), caller, page),
        key=(Resource.sort_key.expression, Resource.id.expression),
        kinds=(str, UUID),
        page=page,
    )
    return Page(items=[ResourceLine.model_validate(row) for row in rows], next_cursor=cursor)


def _matching(
    statement: Select[*tuple[Any, ...]], caller: Caller, page: ResourceQuery
) -> Select[*tuple[Any, ...]]:
    conditions: list[ColumnElement[bool]] = []
    if page.q:
        words = func.french_key(page.q)
        conditions.append(
            or_(
                func.strpos(Resource.sort_key, words) > 0,
                func.strpos(func.french_key(Resource.description), words) > 0,
            )
        )
    if page.kind is not None:
        conditions.append(Resource.kind == page.kind)
    if page.shared_with is not None:
        conditions.append(Resource.id.in_(_shared(ResourceShare.agreement_id == page.shared_with)))
    if page.network is not None:
        conditions.append(Resource.id.in_(_shared(ResourceShare.network_id == page.network)))
    if page.owner is not None:
        conditions.append(Resource.organisation_id == page.owner)
    if page.department is not None:
        conditions.append(Resource.department_code == page.department)
    if page.mine is not None:
        own = Resource.organisation_id == caller.organisation_id
        conditions.append(own if page.mine else ~own)
    if not page.retired:
        conditions.append(or_(Resource.retired_on.is_(None), Resource.retired_on > func.today()))
    return statement.where(*conditions)


def _shared(target: ColumnElement[bool]) -> Select[UUID]:
    today = func.today()
    return select(ResourceShare.resource_id).where(
        target,
        ResourceShare.starts_on <= today,
        or_(ResourceShare.ends_on.is_(None), ResourceShare.ends_on >= today),
    )


async def read(session: AsyncSession, caller: Caller, resource_id: UUID) -> ResourceOut:
    row = (
        await session.execute(
            _named(
                select(
                    *_columns(caller),
                    Resource.minimum_minutes,
                    Resource.maximum_minutes,
                    Resource.notice_minutes,
                    Resource.horizon_days,
                    func.coalesce(_openings(), literal([], JSON)).label("openings"),
                    func.coalesce(_units(), literal([], JSON)).label("units"),
                )
            ).where(usable(caller), Resource.id == resource_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return ResourceOut.model_validate(row)


async def find(session: AsyncSession, caller: Caller, resource_id: UUID) -> Resource:
    """The resource if the caller may use it; NotFound otherwise."""
    resource = await session.scalar(visible_to(caller).where(Resource.id == resource_id))
    if resource is None:
        raise NotFound
    return resource


async def shares(session: AsyncSession, caller: Caller, resource_id: UUID, page: PageQuery) -> Page[ShareOut]:
    """All for the steward; for others, those through which they use the resource."""
    resource = await find(session, caller, resource_id)
    network = aliased(Organisation)
    statement = (
        select(
            ResourceShare.id,
            case((ResourceShare.agreement_id.is_not(None), "agreement"), else_="network").label("target"),
            ResourceShare.agreement_id,
            ResourceShare.network_id,
            func.coalesce(Agreement.name, network.name).label("name"),
            ResourceShare.starts_on,
        )
        .outerjoin(Agreement, Agreement.id == ResourceShare.agreement_id)
        .outerjoin(network, network.id == ResourceShare.network_id)
        .where(ResourceShare.resource_id == resource_id)
    )
    if resource.organisation_id != caller.organisation_id:
        statement = statement.where(
            or_(
                ResourceShare.agreement_id.in_(my_agreements(caller)),
                ResourceShare.network_id == caller.organisation_id,
                ResourceShare.network_id.in_(my_networks(caller)),
            )
        )
    rows, cursor = await fetch_page(
        session, statement, key=(ResourceShare.id.expression,), kinds=(UUID,), page=page
    )
    return Page(items=[ShareOut.model_validate(row) for row in rows], next_cursor=cursor)


# What may be booked


@dataclass(frozen=True, slots=True)
class Bookable:
    """A resource as its bookings need it, and how many units are free in the period asked."""

    id: UUID
    name: str
    steward_id: UUID
    steward_name: str
    needs_approval: bool
    free: int
    terms: Terms


async def bookable(session: AsyncSession, caller: Caller, resource_id: UUID, period: Period) -> Bookable:
    """One round trip: rules, openings, units, and the cheap look before a booking. NotFound if not usable."""
    during = Range(period.starts_at, period.ends_at)
    units = select(func.count()).select_from(ResourceUnit).where(_in_use())
    row = (
        await session.execute(
            select(
                Resource.id,
                Resource.kind,
                Resource.name,
                Resource.organisation_id,
                Organisation.name.label("steward_name"),
                Resource.tariff_cents,
                Resource.tariff_unit,
                Resource.minimum_minutes,
                Resource.maximum_minutes,
                Resource.notice_minutes,
                Resource.horizon_days,
                Resource.needs_approval,
                Resource.retired_on,
                _openings().label("openings"),
                units.scalar_subquery().label("units"),
                units.where(~_taken(during)).scalar_subquery().label("free"),
            )
            .join(Organisation, Organisation.id == Resource.organisation_id)
            .where(usable(caller), Resource.id == resource_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Bookable(
        id=row.id,
        name=row.name,
        steward_id=row.organisation_id,
        steward_name=row.steward_name,
        needs_approval=row.needs_approval,
        free=row.free,
        terms=_terms(row),
    )


def _terms(row: Row[*tuple[Any, ...]]) -> Terms:
    return Terms(
        kind=row.kind,
        tariff_cents=row.tariff_cents,
        tariff_unit=row.tariff_unit,
        minimum_minutes=row.minimum_minutes,
        maximum_minutes=row.maximum_minutes,
        notice_minutes=row.notice_minutes,
        horizon_days=row.horizon_days,
        units=row.units,
        retired_on=row.retired_on,
        openings=_opening_rules(row.openings),
    )


def _opening_rules(lines: Sequence[dict[str, Any]] | None) -> tuple[Opening, ...]:
    return tuple(
        Opening(line["weekday"], rules.minutes_of(line["opens_at"]), rules.minutes_of(line["closes_at"]))
        for line in lines or ()
    )


async def next_free(session: AsyncSession, resource: Bookable, period: Period, quantity: int) -> list[Period]:
    """The next periods of the same length that could be booked, within two weeks or four times the length."""
    length = period.ends_at - period.starts_at
    now = clock.now()
    since = max(period.starts_at, now)
    until = since + min(max(PROPOSALS_WITHIN, 4 * length), PROPOSALS_WITHIN_AT_MOST)
    if length > PROPOSALS_WITHIN_AT_MOST:
        return []
    taken = await _taken_by_unit(session, resource.id, Range(since, until + length))
    return rules.next_free(resource.terms, period, quantity, taken, now=now, until=until)


async def _taken_by_unit(
    session: AsyncSession, resource_id: UUID, window: Range[datetime]
) -> list[list[Period]]:
    rows = await session.execute(
        select(ResourceUnit.id, _lower(), _upper())
        .outerjoin(Slot, (Slot.unit_id == ResourceUnit.id) & Slot.during.op("&&")(window))
        .where(ResourceUnit.resource_id == resource_id, ResourceUnit.retired_on.is_(None))
    )
    taken: dict[UUID, list[Period]] = {}
    for unit_id, starts_at, ends_at in rows:
        periods = taken.setdefault(unit_id, [])
        if starts_at is not None:
            periods.append(Period(starts_at, ends_at))
    return list(taken.values())


def _lower() -> ColumnElement[datetime]:
    return func.lower(Slot.during, type_=DateTime(timezone=True)).label("starts_at")


def _upper() -> ColumnElement[datetime]:
    return func.upper(Slot.during, type_=DateTime(timezone=True)).label("ends_at")


async def preview(
    session: AsyncSession, caller: Caller, resource_id: UUID, body: SlotIn, language: Language
) -> Preview:
    period = Period(body.starts_at, body.ends_at)
    resource = await bookable(session, caller, resource_id, period)
    problems = [
        problem.code for problem in rules.problems(resource.terms, period, body.quantity, now=clock.now())
    ]
    if not problems and resource.free < body.quantity:
        problems = ["slot_taken"]
    proposals = await next_free(session, resource, period, body.quantity) if problems else []
    cost = rules.cost(resource.terms, period, body.quantity)
    return Preview(
        cost_cents=cost.cents,
        explanation=cost.explanation.in_(language),
        available_quantity=resource.free,
        problems=problems,
        next_free=[PeriodOut.model_validate(proposal) for proposal in proposals],
    )


# Calendar


async def calendar(session: AsyncSession, caller: Caller, resource_id: UUID, span: CalendarQuery) -> Calendar:
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
        await session.execute(select(_openings()).select_from(Resource).where(Resource.id == resource_id))
    ).scalar()
    opened = rules.clipped(rules.open_periods(_opening_rules(openings), within), within)
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
                _lower(),
                _upper(),
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
