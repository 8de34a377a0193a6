"""Every SELECT on bookings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Uuid, func, literal, or_, select, text, true
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.rulebook import Quota
from essaim.bookings.access import lent_by, made_by, visible_to
from essaim.bookings.models import Booking, ends_at, starts_at
from essaim.bookings.rules import Use
from essaim.bookings.schemas import BookingOut, BookingQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.resources.access import only_through
from essaim.resources.models import Resource
from essaim.resources.queries.availability import Bookable
from essaim.resources.rules import MIDNIGHT, Period, moment


def _told(caller: Caller) -> Select[*tuple[Any, ...]]:
    """A booking as both of its sides read it, names beside every id."""
    # The names of a resource no longer shared and of another organisation's person: told by a function that
    # checks that the reader is one of the two sides.
    facts = (
        func.booking_facts(Booking.id)
        .table_valued("resource_name", "resource_kind", "steward_id", "booked_by_name", "unit_numbers")
        .lateral("facts")
    )
    steward = aliased(Organisation)
    me = caller.organisation_id
    return (
        select(
            Booking.id,
            Booking.resource_id,
            facts.c.resource_name,
            facts.c.resource_kind,
            facts.c.steward_id,
            steward.name.label("steward_name"),
            Booking.organisation_id,
            Organisation.name.label("organisation_name"),
            facts.c.booked_by_name,
            made_by(caller).label("is_mine"),
            (facts.c.steward_id == me).label("is_steward"),
            starts_at.label("starts_at"),
            ends_at.label("ends_at"),
            Booking.quantity,
            facts.c.unit_numbers,
            Booking.state,
            Booking.purpose,
            Booking.cost_cents,
            Booking.decided_at,
            Booking.decision_note,
            Booking.fictional,
            Booking.version,
            Booking.created_at,
        )
        .select_from(Booking)
        .join(facts, true())
        .join(steward, steward.id == facts.c.steward_id)
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(or_(made_by(caller), lent_by(caller)))
    )


async def search(session: AsyncSession, caller: Caller, page: BookingQuery) -> Page[BookingOut]:
    rows, cursor = await fetch_page(
        session,
        _told(caller).where(*_conditions(caller, page)),
        key=(starts_at, Booking.id.expression),
        kinds=(datetime, UUID),
        page=page,
        descending=page.sort == "-starts_at",
    )
    return Page(items=[BookingOut.model_validate(row) for row in rows], next_cursor=cursor)


def _conditions(caller: Caller, page: BookingQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if page.role is not None:
        conditions.append(made_by(caller) if page.role == "booker" else lent_by(caller))
    if page.state is not None:
        conditions.append(Booking.state == page.state)
    if page.resource is not None:
        conditions.append(Booking.resource_id == page.resource)
    if page.from_ is not None:
        conditions.append(ends_at > moment(page.from_, 0))
    if page.to is not None:
        conditions.append(starts_at < moment(page.to, MIDNIGHT))
    return conditions


async def read(session: AsyncSession, caller: Caller, booking_id: UUID) -> BookingOut:
    row: Row[Any] | None = (
        await session.execute(_told(caller).where(Booking.id == booking_id))
    ).one_or_none()
    if row is None:
        raise NotFound
    return BookingOut.model_validate(row)


async def lock(session: AsyncSession, caller: Caller, booking_id: UUID) -> Booking:
    """The booking, held until the end of the transaction; NotFound if it is not for the caller to see."""
    booking = await session.scalar(
        visible_to(caller).where(Booking.id == booking_id).with_for_update(of=Booking)
    )
    if booking is None:
        raise NotFound
    return booking


# Quotas

HELD = ("requested", "confirmed")
_TAKE_TURNS = text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))")


@dataclass(frozen=True, slots=True)
class AppliedQuota:
    """A quota of the one agreement through which a resource may be used."""

    agreement_id: UUID
    agreement_name: str
    quota: Quota


def quotas_of(resource: Bookable) -> list[AppliedQuota]:
    """What limits the organisation on this resource: nothing when it may also use it in another way."""
    return [
        AppliedQuota(governed.agreement_id, governed.agreement_name, quota)
        for governed in resource.governed_by
        for quota in (Quota.model_validate(each) for each in governed.quotas)
        if quota.resource_kind == resource.terms.kind
    ]


async def take_turns(session: AsyncSession, caller: Caller, agreement_id: UUID) -> None:
    """Bookings of one organisation under one quota come one after the other, each seeing the ones before."""
    turn = f"quota {caller.organisation_id} {agreement_id}"
    await session.execute(_TAKE_TURNS, {"turn": turn})


async def uses(
    session: AsyncSession, caller: Caller, applied: AppliedQuota, within: Period, besides: UUID | None
) -> list[Use]:
    """What the organisation has booked that counts for a quota, apart from the booking being changed."""
    me = literal(caller.organisation_id, Uuid)
    statement = (
        select(starts_at.label("starts_at"), ends_at.label("ends_at"), Booking.quantity)
        .join(Resource, Resource.id == Booking.resource_id)
        .where(
            made_by(caller),
            Booking.state.in_(HELD),
            Booking.during.op("&&")(Range(within.starts_at, within.ends_at)),
            Resource.kind == applied.quota.resource_kind,
            only_through(me, literal(applied.agreement_id, Uuid)),
        )
    )
    if besides is not None:
        statement = statement.where(Booking.id != besides)
    return [Use(Period(row.starts_at, row.ends_at), row.quantity) for row in await session.execute(statement)]
