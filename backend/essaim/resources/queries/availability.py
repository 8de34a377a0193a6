"""What may be booked, at what cost, and when it is next free."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Uuid,
    bindparam,
    exists,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement, Rules
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.text import Language
from essaim.organisations.models import Organisation
from essaim.resources import rules
from essaim.resources.access import agreements_of, only_through, usable_by
from essaim.resources.models import Resource, ResourceUnit, Slot
from essaim.resources.queries.parts import in_use, lower, opening_rules, openings_json, upper
from essaim.resources.rules import Period, Terms
from essaim.resources.schemas import (
    PeriodOut,
    Preview,
    SlotIn,
)

PROPOSALS_WITHIN = timedelta(days=14)
PROPOSALS_WITHIN_AT_MOST = timedelta(days=124)


def _taken(during: ColumnElement[Any]) -> ColumnElement[bool]:
    return exists().where(Slot.unit_id == ResourceUnit.id, Slot.during.op("&&")(during))


class Governed(NamedTuple):
    """The one agreement through which a resource may be used, with the quotas of its rules in force, as stored."""

    agreement_id: UUID
    agreement_name: str
    quotas: list[dict[str, Any]]


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
    governed_by: list[Governed]


_ASKED = bindparam("during", type_=TSTZRANGE)
_ME = bindparam("me", type_=Uuid)
_QUOTAS = (
    select(Rules.content["quotas"])
    .where(
        Rules.agreement_id == Agreement.id,
        Rules.state == "adopted",
        Rules.in_force_from <= bindparam("today"),
    )
    .order_by(Rules.in_force_from.desc(), Rules.number.desc())
    .limit(1)
    .correlate(Agreement)
    .scalar_subquery()
)
_GOVERNED = (
    select(func.jsonb_agg(func.jsonb_build_array(Agreement.id, Agreement.name, _QUOTAS)))
    .where(Agreement.id.in_(agreements_of(_ME)), only_through(_ME, Agreement.id.expression))
    .correlate(Resource)
    .scalar_subquery()
)
_UNITS = select(func.count()).select_from(ResourceUnit).where(in_use())
# Built once: the hot path of every booking.
_BOOKABLE = (
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
        openings_json().label("openings"),
        _GOVERNED.label("governed_by"),
        _UNITS.scalar_subquery().label("units"),
        _UNITS.where(~_taken(_ASKED)).scalar_subquery().label("free"),
    )
    .join(Organisation, Organisation.id == Resource.organisation_id)
    .where(usable_by(_ME), Resource.id == bindparam("resource"))
)


async def bookable(session: AsyncSession, caller: Caller, resource_id: UUID, period: Period) -> Bookable:
    """One round trip: rules, openings, units, and the cheap look before a booking. NotFound if not usable."""
    asked = {
        "me": caller.organisation_id,
        "resource": resource_id,
        "during": Range(period.starts_at, period.ends_at),
        "today": clock.today(),
    }
    row = (await session.execute(_BOOKABLE, asked)).one_or_none()
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
        governed_by=[
            Governed(UUID(agreement_id), name, quotas or [])
            for agreement_id, name, quotas in row.governed_by or ()
        ],
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
        openings=opening_rules(row.openings),
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
        select(ResourceUnit.id, lower(), upper())
        .outerjoin(Slot, (Slot.unit_id == ResourceUnit.id) & Slot.during.op("&&")(window))
        .where(ResourceUnit.resource_id == resource_id, ResourceUnit.retired_on.is_(None))
    )
    taken: dict[UUID, list[Period]] = {}
    for unit_id, starts_at, ends_at in rows:
        periods = taken.setdefault(unit_id, [])
        if starts_at is not None:
            periods.append(Period(starts_at, ends_at))
    return list(taken.values())


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
