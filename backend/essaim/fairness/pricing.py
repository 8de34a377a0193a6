"""From what is known of prices (levels, a price list, a price per group) to what any group would pay."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from essaim.fairness.costs import TABLE_LIMIT, Aggregated, Levels, Step, Structure, Table, Tiers
from essaim.fairness.errors import TooLarge, Unshareable

GROUPED = 8
"""Prices are listed group by group up to so many members."""
FINEST = 2_000_000
"""Every quantity from nothing to the whole is priced: so many steps at most."""


class MissingNeeds(Unshareable):
    """Members whose price alone, quantity or own price as a group of one is not known."""

    def __init__(self, members: Sequence[str]) -> None:
        super().__init__(f"{len(members)} members have no stated need.")
        self.members = tuple(members)


class NotThePrice(Unshareable):
    """The amount to share is not what everybody together would pay: `priced` is."""

    def __init__(self, amount: int, priced: int) -> None:
        super().__init__(f"{amount} to share, {priced} is the price.")
        self.amount, self.priced = amount, priced


def priced(
    basis: str,
    pricing: Mapping[str, Any] | None,
    amount: int,
    members: Sequence[str],
    needs: Mapping[str, int],
) -> Structure:
    """The structure of a line over the members who share it.

    Raises `MissingNeeds`, `NotThePrice`, `TooLarge`.
    """
    if basis == "groups":
        return _grouped(pricing or {}, amount, members)
    absent = [member for member in members if member not in needs]
    if absent:
        raise MissingNeeds(absent)
    own = tuple(needs[member] for member in members)
    structure: Levels | Aggregated = (
        Levels(own) if basis == "levels" else Aggregated(own, tiers_of(pricing or {}))
    )
    if isinstance(structure, Aggregated) and sum(own) // structure.grain > FINEST:
        raise TooLarge("Quantities too finely divided: state them in a coarser unit.")
    if structure.bill() != amount:
        raise NotThePrice(amount, structure.bill())
    return structure


def priced_for_all(
    basis: str,
    pricing: Mapping[str, Any] | None,
    amount: int,
    members: Sequence[str],
    needs: Mapping[str, int],
    excluded: Collection[str],
) -> Structure | None:
    """The same over all members, who is left out needing nothing; none when too many to list group by group."""
    sharing = [member for member in members if member not in excluded]
    structure = priced(basis, pricing, amount, sharing, needs)
    if len(sharing) == len(members):
        return structure
    if isinstance(structure, Table):
        return _padded(structure, [members.index(member) for member in sharing], len(members))
    own = tuple(0 if member in excluded else needs[member] for member in members)
    return Levels(own) if basis == "levels" else Aggregated(own, tiers_of(pricing or {}))


def tiers_of(pricing: Mapping[str, Any]) -> Tiers:
    return Tiers(
        pricing["mode"],
        tuple(Step(tier["from_quantity"], tier["unit_price_cents"]) for tier in pricing["tiers"]),
        pricing.get("fixed_cents", 0),
    )


def _grouped(pricing: Mapping[str, Any], amount: int, members: Sequence[str]) -> Table:
    """A group not listed pays the cheapest way to split itself into listed ones; all together pay the amount."""
    if len(members) > GROUPED:
        raise TooLarge(f"Prices are given group by group up to {GROUPED} members.")
    places = {member: place for place, member in enumerate(members)}
    listed: dict[int, int] = {}
    for group in pricing.get("groups", ()):
        if all(member in places for member in group["organisation_ids"]):
            listed[sum(1 << places[member] for member in group["organisation_ids"])] = group["cents"]
    everybody = (1 << len(members)) - 1
    absent = [member for member, place in places.items() if 1 << place not in listed]
    if absent and everybody != 1:
        raise MissingNeeds(absent)
    if listed.get(everybody, amount) != amount:
        raise NotThePrice(amount, listed[everybody])
    values = [0] * (everybody + 1)
    for mask in range(1, everybody + 1):
        lowest = mask & -mask
        choices = [
            cents + values[mask ^ group]
            for group, cents in listed.items()
            if group & lowest and group & mask == group
        ]
        values[mask] = min(choices, default=0)
    values[everybody] = amount
    return Table(values)


def _padded(table: Table, places: Sequence[int], size: int) -> Table | None:
    if size > TABLE_LIMIT:
        return None
    return Table(
        [
            table.of([own for own, place in enumerate(places) if mask >> place & 1])
            for mask in range(1 << size)
        ]
    )
