"""Who may do what: one table, no inheritance, no wildcard."""

from typing import Literal, get_args

from essaim.kit.text import Text

Role = Literal["director", "coordinator", "staff", "reader"]
Power = Literal["vote", "book", "sign", "spend"]
ROLES: tuple[Role, ...] = get_args(Role)
POWERS: tuple[Power, ...] = get_args(Power)

POWER_NAMES: dict[Power, Text] = {
    "vote": Text("voter", "vote"),
    "book": Text("réserver", "book"),
    "sign": Text("signer", "sign"),
    "spend": Text("dépenser", "spend"),
}

PERMISSIONS: dict[Role, frozenset[str]] = {
    "reader": frozenset(
        {
            "identity.read_members",
            "networks.read",
            "agreements.read",
            "allocations.read",
            "settlements.read",
            "statements.read",
            "audit.read",
            "decisions.read",
            "exits.read",
            "funds.read",
            "ledger.read",
            "purchases.read",
            "resources.read",
            "bookings.read",
            "reports.read",
        }
    ),
    "staff": frozenset(
        {
            "identity.read_members",
            "networks.read",
            "agreements.read",
            "allocations.read",
            "settlements.read",
            "statements.read",
            "audit.read",
            "decisions.read",
            "exits.read",
            "funds.read",
            "ledger.read",
            "purchases.read",
            "purchases.order",
            "purchases.state",
            "resources.read",
            "bookings.read",
            "bookings.book",
            "reports.read",
        }
    ),
    "coordinator": frozenset(
        {
            "identity.read_members",
            "organisations.create",
            "organisations.update",
            "networks.read",
            "networks.manage",
            "networks.join",
            "agreements.read",
            "allocations.read",
            "settlements.read",
            "statements.read",
            "audit.read",
            "decisions.read",
            "exits.read",
            "funds.read",
            "ledger.read",
            "accounting.manage",
            "accounting.read",
            "allocations.declare",
            "allocations.post",
            "allocations.prepare",
            "allocations.review",
            "banking.manage",
            "banking.read",
            "settlements.accept",
            "settlements.manage",
            "statements.issue",
            "statements.record",
            "statements.remind",
            "treasury.manage",
            "treasury.read",
            "agreements.manage",
            "agreements.sign",
            "decisions.propose",
            "decisions.convene",
            "decisions.vote",
            "exits.settle",
            "funds.apply",
            "funds.manage",
            "funds.spend",
            "ledger.post",
            "purchases.award",
            "purchases.close",
            "purchases.coordinate",
            "purchases.leave",
            "purchases.order",
            "purchases.read",
            "purchases.state",
            "resources.read",
            "resources.manage",
            "bookings.read",
            "bookings.book",
            "bookings.decide",
            "imports.manage",
            "reports.read",
        }
    ),
    "director": frozenset(
        {
            "identity.read_members",
            "identity.manage_members",
            "organisations.create",
            "organisations.update",
            "networks.read",
            "networks.manage",
            "networks.join",
            "agreements.read",
            "allocations.read",
            "settlements.read",
            "statements.read",
            "audit.read",
            "decisions.read",
            "exits.read",
            "funds.read",
            "ledger.read",
            "accounting.manage",
            "accounting.read",
            "allocations.declare",
            "allocations.post",
            "allocations.prepare",
            "allocations.review",
            "banking.manage",
            "banking.read",
            "settlements.accept",
            "settlements.manage",
            "statements.issue",
            "statements.record",
            "statements.remind",
            "treasury.manage",
            "treasury.read",
            "agreements.manage",
            "agreements.sign",
            "decisions.propose",
            "decisions.convene",
            "decisions.vote",
            "exits.settle",
            "funds.apply",
            "funds.manage",
            "funds.spend",
            "ledger.post",
            "purchases.award",
            "purchases.close",
            "purchases.coordinate",
            "purchases.leave",
            "purchases.order",
            "purchases.read",
            "purchases.state",
            "resources.read",
            "resources.manage",
            "bookings.read",
            "bookings.book",
            "bookings.decide",
            "imports.manage",
            "reports.read",
        }
    ),
}

POWER_OF: dict[str, Power] = {
    "allocations.post": "spend",
    "banking.manage": "spend",
    "settlements.accept": "spend",
    "settlements.manage": "spend",
    "statements.issue": "spend",
    "statements.record": "spend",
    "treasury.manage": "spend",
    "bookings.book": "book",
    "agreements.sign": "sign",
    "decisions.vote": "vote",
    "exits.settle": "spend",
    "funds.spend": "spend",
    "ledger.post": "spend",
    "networks.join": "sign",
    "purchases.award": "sign",
    "purchases.close": "spend",
    "purchases.leave": "sign",
}
"""Permissions that need a power of the mandate besides the role."""

KNOWN_PERMISSIONS: frozenset[str] = frozenset().union(*PERMISSIONS.values())


def permissions_of(role: Role, powers: frozenset[str]) -> frozenset[str]:
    """What a mandate allows: its role's permissions, less those whose power it lacks."""
    return frozenset(
        permission
        for permission in PERMISSIONS[role]
        if permission not in POWER_OF or POWER_OF[permission] in powers
    )
