"""Bookings over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.bookings import queries, service
from essaim.bookings.errors import BookingBegun, BookingClosed, QuotaExceeded, SlotTaken
from essaim.bookings.schemas import Approval, BookingChange, BookingIn, BookingOut, BookingQuery, Rejection
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import (
    IdempotencyMismatch,
    InvalidCursor,
    NotFound,
    StaleVersion,
    VersionRequired,
    responses,
)
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.resources.errors import (
    InPast,
    NotBookable,
    OutsideOpeningHours,
    TooFar,
    TooLong,
    TooMany,
    TooShort,
    TooSoon,
)

router = feature_router("bookings")

NOT_THEN = (
    SlotTaken,
    QuotaExceeded,
    OutsideOpeningHours,
    TooShort,
    TooLong,
    TooSoon,
    TooFar,
    InPast,
    TooMany,
    NotBookable,
)
CLOSED = (BookingClosed, BookingBegun)


@router.get("", responses=responses(InvalidCursor))
@policy("bookings.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[BookingQuery, Query()]
) -> Page[BookingOut]:
    """Bookings your organisation made, and those of the resources it lends, by start."""
    return await queries.search(session, caller, page)


@router.post(
    "",
    status_code=201,
    responses=responses(NotFound, IdempotencyMismatch, *NOT_THEN),
    response_model=BookingOut,
)
@policy("bookings.book")
async def create(
    session: Session, caller: CurrentCaller, body: BookingIn, idempotency: Idempotency
) -> BookingOut | Response:
    """Book units of a resource for a period; `requested` if its steward confirms each booking, else `confirmed`.

    A slot taken meanwhile is refused with `slot_taken` and up to three next free slots in `context.next_free`; one beyond
    a quota of the agreement that shares the resource with `quota_exceeded` and what is left in `context.left_minutes`.
    """
    return await idempotency(
        lambda: service.create(session, caller, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{booking_id}")
@policy("bookings.read")
async def read(session: Session, caller: CurrentCaller, booking_id: UUID, response: Response) -> BookingOut:
    """One booking, for the organisation that made it and for the steward of the resource."""
    booking = await queries.read(session, caller, booking_id)
    tag(response, booking.version)
    return booking


@router.patch("/{booking_id}", responses=responses(VersionRequired, StaleVersion, *NOT_THEN, *CLOSED))
@policy("bookings.book")
async def change(
    session: Session,
    caller: CurrentCaller,
    booking_id: UUID,
    body: BookingChange,
    version: IfMatch,
    response: Response,
) -> BookingOut:
    """Change a booking of your organisation that has not begun.

    Either the new slot is taken or the old one is kept. A new time or quantity of a resource whose bookings need
    approval asks for it again.
    """
    booking = await service.change(session, caller, booking_id, body, version)
    tag(response, booking.version)
    return booking


@router.post(
    "/{booking_id}/cancel", responses=responses(IdempotencyMismatch, *CLOSED), response_model=BookingOut
)
@policy("bookings.book")
async def cancel(
    session: Session, caller: CurrentCaller, booking_id: UUID, idempotency: Idempotency
) -> BookingOut | Response:
    """Cancel a booking of your organisation that has not begun; its slot is free at once."""
    return await idempotency(
        lambda: service.cancel(session, caller, booking_id),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.post(
    "/{booking_id}/confirm", responses=responses(IdempotencyMismatch, *CLOSED), response_model=BookingOut
)
@policy("bookings.decide")
async def confirm(
    session: Session, caller: CurrentCaller, booking_id: UUID, body: Approval, idempotency: Idempotency
) -> BookingOut | Response:
    """As steward, confirm a booking requested."""
    return await idempotency(
        lambda: service.confirm(session, caller, booking_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.post(
    "/{booking_id}/refuse", responses=responses(IdempotencyMismatch, *CLOSED), response_model=BookingOut
)
@policy("bookings.decide")
async def refuse(
    session: Session, caller: CurrentCaller, booking_id: UUID, body: Rejection, idempotency: Idempotency
) -> BookingOut | Response:
    """As steward, refuse a booking requested, or withdraw one confirmed, saying why; its slot is free at once."""
    return await idempotency(
        lambda: service.refuse(session, caller, booking_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )
