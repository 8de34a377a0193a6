"""Every SELECT on bookings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.bookings.access import lent_by, made_by, visible_to
from essaim.bookings.models import Booking, ends_at, starts_at
from essaim.bookings.schemas import BookingOut, BookingQuery
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.resources.rules import MIDNIGHT, moment


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
