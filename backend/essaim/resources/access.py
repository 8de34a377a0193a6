"""Who sees and manages resources."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, func, literal, or_, select

from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit.errors import NotAllowed
from essaim.networks.models import Membership
from essaim.resources.models import Resource, ResourceShare


def usable(caller: Caller) -> ColumnElement[bool]:
    """One's own, and what is shared today with one's active agreements and networks."""
    return usable_by(literal(caller.organisation_id, Uuid))


def usable_by(me: ColumnElement[UUID]) -> ColumnElement[bool]:
    return or_(Resource.organisation_id == me, Resource.id.in_(_shared_with(me)))


def visible_to(caller: Caller) -> Select[Resource]:
    return select(Resource).where(usable(caller))


def my_agreements(caller: Caller) -> Select[UUID | None]:
    return agreements_of(literal(caller.organisation_id, Uuid))


def my_networks(caller: Caller) -> Select[UUID | None]:
    return networks_of(literal(caller.organisation_id, Uuid))


def agreements_of(me: ColumnElement[UUID]) -> Select[UUID | None]:
    """Active agreements of which the organisation is a party, until its last day."""
    return (
        select(Party.agreement_id)
        .join(Agreement, Agreement.id == Party.agreement_id)
        .where(
            Party.organisation_id == me,
            Party.state == "accepted",
            or_(Party.left_on.is_(None), Party.left_on >= func.today()),
            Agreement.state == "active",
        )
    )


def networks_of(me: ColumnElement[UUID]) -> Select[UUID | None]:
    """Networks of which the organisation is a member today."""
    today = func.today()
    return select(Membership.network_id).where(
        Membership.organisation_id == me,
        Membership.state == "active",
        Membership.starts_on <= today,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )


def _shared_with(me: ColumnElement[UUID]) -> Select[UUID | None]:
    today = func.today()
    return select(ResourceShare.resource_id).where(
        ResourceShare.starts_on <= today,
        or_(ResourceShare.ends_on.is_(None), ResourceShare.ends_on >= today),
        or_(
            ResourceShare.agreement_id.in_(agreements_of(me)),
            ResourceShare.network_id == me,
            ResourceShare.network_id.in_(networks_of(me)),
        ),
    )


def only_through(me: ColumnElement[UUID], agreement_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Resources of others that the organisation may use today through this agreement and in no other way."""
    today = func.today()
    running = (
        ResourceShare.starts_on <= today,
        or_(ResourceShare.ends_on.is_(None), ResourceShare.ends_on >= today),
    )
    through = select(ResourceShare.resource_id).where(*running, ResourceShare.agreement_id == agreement_id)
    otherwise = select(ResourceShare.resource_id).where(
        *running,
        or_(
            and_(
                ResourceShare.agreement_id.in_(agreements_of(me)), ResourceShare.agreement_id != agreement_id
            ),
            ResourceShare.network_id == me,
            ResourceShare.network_id.in_(networks_of(me)),
        ),
    )
    return and_(Resource.organisation_id != me, Resource.id.in_(through), Resource.id.not_in(otherwise))


def require_steward(caller: Caller, resource: Resource) -> None:
    """Only the owner decides how its resource is lent."""
    if resource.organisation_id != caller.organisation_id:
        raise NotAllowed
