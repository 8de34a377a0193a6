"""Who sees and manages resources."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from essaim.agreements.models import Agreement, Party
from essaim.identity.caller import Caller
from essaim.kit.errors import NotAllowed
from essaim.networks.models import Membership
from essaim.resources.models import Resource, ResourceShare


def usable(caller: Caller) -> ColumnElement[bool]:
    """One's own, and what is shared today with one's active agreements and networks."""
    me = caller.organisation_id
    return or_(Resource.organisation_id == me, Resource.id.in_(_shared_with(caller)))


def visible_to(caller: Caller) -> Select[Resource]:
    return select(Resource).where(usable(caller))


def my_agreements(caller: Caller) -> Select[UUID | None]:
    """Active agreements of which the organisation is a party, until its last day."""
    return (
        select(Party.agreement_id)
        .join(Agreement, Agreement.id == Party.agreement_id)
        .where(
            Party.organisation_id == caller.organisation_id,
            Party.state == "accepted",
            or_(Party.left_on.is_(None), Party.left_on >= func.today()),
            Agreement.state == "active",
        )
    )


def my_networks(caller: Caller) -> Select[UUID | None]:
    """Networks of which the organisation is a member today."""
    today = func.today()
    return select(Membership.network_id).where(
        Membership.organisation_id == caller.organisation_id,
        Membership.state == "active",
        Membership.starts_on <= today,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )


def _shared_with(caller: Caller) -> Select[UUID | None]:
    today = func.today()
    return select(ResourceShare.resource_id).where(
        ResourceShare.starts_on <= today,
        or_(ResourceShare.ends_on.is_(None), ResourceShare.ends_on >= today),
        or_(
            ResourceShare.agreement_id.in_(my_agreements(caller)),
            ResourceShare.network_id == caller.organisation_id,
            ResourceShare.network_id.in_(my_networks(caller)),
        ),
    )


def require_steward(caller: Caller, resource: Resource) -> None:
    """Only the owner decides how its resource is lent."""
    if resource.organisation_id != caller.organisation_id:
        raise NotAllowed
