"""Decisions about memberships: no I/O, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from essaim.kit.text import Text
from essaim.networks.errors import EndAlreadyNearer, EndInThePast, NotInForce

Side = Literal["network", "member"]
MAXIMUM_DEPTH = 10
"""Memberships in one path at most; French networks stack four levels at the deepest."""

ASKED_BY: dict[str, Side] = {"requested": "member", "offered": "network"}
"""The side that asked, for each state of a membership that waits."""

ASKING: dict[Side, Literal["requested", "offered"]] = {"member": "requested", "network": "offered"}


def side_of(acting_for: UUID, *, network: UUID, organisation: UUID) -> Side | None:
    """On which side of a membership an organisation stands; none for a third party."""
    if acting_for == network:
        return "network"
    return "member" if acting_for == organisation else None


def awaits(side: Side | None, state: str) -> bool:
    """Whether this side must answer."""
    return side is not None and state in ASKED_BY and ASKED_BY[state] != side


@dataclass(frozen=True, slots=True)
class Ending:
    """How a membership ends: on a last day, or before it ever began."""

    state: Literal["active", "withdrawn"]
    last_day: date | None


def ending(state: str, *, starts_on: date, ends_on: date | None, wanted: date, today: date) -> Ending:
    """What ending a membership on a wanted last day does.

    Either side may bring the end nearer, neither may put it off alone. Leaving before the first day means that
    the membership never was. Nothing else stands in the way (law of 1 July 1901, article 4).
    """
    if state != "active" or (ends_on is not None and ends_on < today):
        raise NotInForce
    if wanted < today:
        raise EndInThePast
    if ends_on is not None and wanted > ends_on:
        raise EndAlreadyNearer(ends_on=Text(f"{ends_on:%d/%m/%Y}", ends_on.isoformat()))
    if wanted < starts_on:
        return Ending("withdrawn", ends_on)
    return Ending("active", wanted)


@dataclass(frozen=True, slots=True)
class Savings:
    """What a network's membership spares the organisations behind it, in cents a year."""

    avoided_cents: int | None
    paid_cents: int | None
    net_cents: int | None


def savings(*, spared: int, individual_fee_cents: int | None, paid_cents: int | None) -> Savings:
    """`spared` organisations × the fee each would pay alone, less what their networks pay; unknown stays unknown."""
    avoided = None if individual_fee_cents is None else spared * individual_fee_cents
    net = None if avoided is None or paid_cents is None else avoided - paid_cents
    return Savings(avoided, paid_cents, net)
