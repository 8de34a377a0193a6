"""Who sees and does what with memberships and benefits."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from essaim.identity.caller import Caller
from essaim.kit.errors import NotAllowed
from essaim.networks.models import Membership
from essaim.networks.rules import Side, side_of

PERMISSION_OF: dict[Side, str] = {"network": "networks.manage", "member": "networks.join"}


def visible(caller: Caller) -> ColumnElement[bool]:
    """Confirmed memberships are public knowledge; requests and refusals concern their two sides only."""
    me = caller.organisation_id
    return or_(Membership.state == "active", Membership.network_id == me, Membership.organisation_id == me)


def visible_to(caller: Caller) -> Select[Membership]:
    return select(Membership).where(visible(caller))


def require_side(caller: Caller, *, network: UUID, organisation: UUID) -> Side:
    """The side the caller acts for, with the permission to act for it; third parties are refused."""
    side = side_of(caller.organisation_id, network=network, organisation=organisation)
    if side is None:
        raise NotAllowed
    caller.require(PERMISSION_OF[side])
    return side


def require_network(caller: Caller, network: UUID) -> None:
    """Only the network itself decides what it gives."""
    if caller.organisation_id != network:
        raise NotAllowed
    caller.require("networks.manage")
