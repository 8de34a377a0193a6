"""Resources over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import IdempotencyMismatch, InvalidCursor, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page
from essaim.resources import service
from essaim.resources.errors import (
    AlreadyShared,
    MaximumBelowMinimum,
    NotAmongYours,
    UnitsBooked,
    UnknownCommune,
    UnknownSite,
)
from essaim.resources.queries import availability, calendars, lending
from essaim.resources.schemas import (
    Calendar,
    CalendarQuery,
    OpeningsIn,
    Preview,
    QuantityIn,
    ResourceChange,
    ResourceIn,
    ResourceLine,
    ResourceOut,
    ResourceQuery,
    ShareIn,
    ShareOut,
    SlotIn,
)

router = feature_router("resources")

CHANGE = (VersionRequired, StaleVersion)
PLACE = (MaximumBelowMinimum, UnknownSite, UnknownCommune)


@router.get("", responses=responses(InvalidCursor))
@policy("resources.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[ResourceQuery, Query()]
) -> Page[ResourceLine]:
    """Resources your organisation may use: its own, and those shared with its pools, partnerships and networks."""
    return await lending.search(session, caller, page)


@router.post(
    "", status_code=201, responses=responses(IdempotencyMismatch, *PLACE), response_model=ResourceOut
)
@policy("resources.manage")
async def create(
    session: Session, caller: CurrentCaller, body: ResourceIn, idempotency: Idempotency
) -> ResourceOut | Response:
    """Offer a resource of your organisation; nobody else sees it until it is shared."""
    return await idempotency(
        lambda: service.create(session, caller, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.get("/{resource_id}")
@policy("resources.read")
async def read(session: Session, caller: CurrentCaller, resource_id: UUID, response: Response) -> ResourceOut:
    """One resource with its rules, openings and units."""
    resource = await lending.read(session, caller, resource_id)
    tag(response, resource.version)
    return resource


@router.patch("/{resource_id}", responses=responses(*CHANGE, *PLACE))
@policy("resources.manage")
async def change(
    session: Session,
    caller: CurrentCaller,
    resource_id: UUID,
    body: ResourceChange,
    version: IfMatch,
    response: Response,
) -> ResourceOut:
    """Change a resource of your organisation. Bookings already made keep their time and cost."""
    resource = await service.change(session, caller, resource_id, body, version)
    tag(response, resource.version)
    return resource


@router.put("/{resource_id}/openings", responses=responses(*CHANGE))
@policy("resources.manage")
async def replace_openings(
    session: Session,
    caller: CurrentCaller,
    resource_id: UUID,
    body: OpeningsIn,
    version: IfMatch,
    response: Response,
) -> ResourceOut:
    """Replace the openings of the week, in local time of Paris. None at all: always open.

    A booking within one day lies inside an opening. A longer one begins and ends inside openings for lodgings,
    vehicles and equipment, which are kept overnight; the others must be open throughout.
    """
    resource = await service.replace_openings(session, caller, resource_id, body, version)
    tag(response, resource.version)
    return resource


@router.put("/{resource_id}/quantity", responses=responses(*CHANGE, UnitsBooked))
@policy("resources.manage")
async def change_quantity(
    session: Session,
    caller: CurrentCaller,
    resource_id: UUID,
    body: QuantityIn,
    version: IfMatch,
    response: Response,
) -> ResourceOut:
    """Add or retire numbered units. Units that a booking to come holds are not retired: 409 `units_booked`."""
    resource = await service.change_quantity(session, caller, resource_id, body, version)
    tag(response, resource.version)
    return resource


@router.get("/{resource_id}/shares", responses=responses(InvalidCursor))
@policy("resources.read")
async def list_shares(
    session: Session, caller: CurrentCaller, resource_id: UUID, page: Paging
) -> Page[ShareOut]:
    """With whom the resource is shared: all of it for its steward, what concerns you otherwise."""
    return await lending.shares(session, caller, resource_id, page)


@router.post("/{resource_id}/shares", status_code=201, responses=responses(AlreadyShared, NotAmongYours))
@policy("resources.manage")
async def share(session: Session, caller: CurrentCaller, resource_id: UUID, body: ShareIn) -> ShareOut:
    """Share a resource of your organisation with the parties of an agreement or the members of a network."""
    return await service.share(session, caller, resource_id, body)


@router.delete("/{resource_id}/shares/{share_id}", status_code=204)
@policy("resources.manage")
async def unshare(session: Session, caller: CurrentCaller, resource_id: UUID, share_id: UUID) -> None:
    """End a share. Bookings already made stay; no new one can be made through it."""
    await service.unshare(session, caller, resource_id, share_id)


@router.get("/{resource_id}/calendar")
@policy("resources.read")
async def read_calendar(
    session: Session, caller: CurrentCaller, resource_id: UUID, span: Annotated[CalendarQuery, Query()]
) -> Calendar:
    """When each unit is taken and the resource open; this week by default, 62 days at most.

    Everybody who may use the resource sees that a slot is taken; only the organisation that booked it and the
    steward see by whom and why.
    """
    return await calendars.read(session, caller, resource_id, span)


@router.post("/{resource_id}/preview")
@policy("resources.read")
async def preview(
    request: Request, session: Session, caller: CurrentCaller, resource_id: UUID, body: SlotIn
) -> Preview:
    """What a booking would cost and whether it could be had; books nothing."""
    return await availability.preview(session, caller, resource_id, body, language_of(request))
