"""Who sees and decides bookings."""

from sqlalchemy import ColumnElement, Select, or_, select

from essaim.bookings.models import Booking
from essaim.identity.caller import Caller
from essaim.kit.errors import NotAllowed
from essaim.resources.models import Resource


def made_by(caller: Caller) -> ColumnElement[bool]:
    return Booking.organisation_id == caller.organisation_id


def lent_by(caller: Caller) -> ColumnElement[bool]:
    return Booking.resource_id.in_(
        select(Resource.id).where(Resource.organisation_id == caller.organisation_id)
    )


def visible_to(caller: Caller) -> Select[Booking]:
    """Those one's organisation made, and those of its resources."""
    return select(Booking).where(or_(made_by(caller), lent_by(caller)))


def require_booker(caller: Caller, booking: Booking) -> None:
    if booking.organisation_id != caller.organisation_id:
        raise NotAllowed


def require_steward(caller: Caller, steward_id: object) -> None:
    if steward_id != caller.organisation_id:
        raise NotAllowed
