"""What would change: another key, another rule, a member that leaves or joins, other figures. Nothing is stored here.

Tables are by member name (keys) or by place (structures), amounts in cents; `change` is after less before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from essaim.fairness.costs import Aggregated, Levels, Lines, Structure, Table
from essaim.fairness.errors import Unshareable
from essaim.fairness.keys import Figure, Key, Member, share
from essaim.fairness.sharing import Rule, Shared, share_bill


@dataclass(frozen=True, slots=True)
class Change:
    """Before and after; none for who was not there, or is no more."""

    before: int | None
    after: int | None

    @property
    def change(self) -> int:
        return (self.after or 0) - (self.before or 0)


def compare_keys(
    amount: int, members: Sequence[Member], keys: Mapping[str, Key]
) -> dict[str, list[int] | Unshareable]:
    """The shares of the same amount by each key, in the order of the members; a key that cannot share says why."""
    table: dict[str, list[int] | Unshareable] = {}
    for name, key in keys.items():
        try:
            table[name] = share(amount, members, key).cents
        except Unshareable as failure:
            table[name] = failure
    return table


def changed(
    before: tuple[int, Sequence[Member], Key], after: tuple[int, Sequence[Member], Key]
) -> dict[str, Change]:
    """Member by member, between two (amount, members, key)."""
    old, new = _by_name(*before), _by_name(*after)
    return {
        name: Change(old.get(name), new.get(name))
        for name in [*old, *(name for name in new if name not in old)]
    }


def _by_name(amount: int, members: Sequence[Member], key: Key) -> dict[str, int]:
    return {
        member.name: cents for member, cents in zip(members, share(amount, members, key).cents, strict=True)
    }


def without(members: Sequence[Member], name: str) -> list[Member]:
    """The others, when one leaves."""
    return [member for member in members if member.name != name]


def with_figures(members: Sequence[Member], name: str, figures: Mapping[str, Figure]) -> list[Member]:
    """The same members, one with other figures."""
    return [
        replace(member, figures={**member.figures, **figures}) if member.name == name else member
        for member in members
    ]


def compare_rules(structure: Structure, rules: Sequence[Rule]) -> dict[Rule, Shared | Unshareable]:
    """Each rule beside the others on the same bill, with its certificate; a rule that has no answer says why."""
    table: dict[Rule, Shared | Unshareable] = {}
    for rule in rules:
        try:
            table[rule] = share_bill(structure, rule)
        except Unshareable as failure:
            table[rule] = failure
    return table


def leaves(structure: Structure, place: int) -> Structure:
    """The costs of the others, when one leaves."""
    if isinstance(structure, Levels):
        return Levels(_removed(structure.costs, place))
    if isinstance(structure, Aggregated):
        return Aggregated(_removed(structure.quantities, place), structure.pricing)
    if isinstance(structure, Lines):
        return Lines(tuple(leaves(line, place) for line in structure.lines))
    masks = np.arange(len(structure.values))
    return Table(structure.values[(masks >> place & 1) == 0])


def joins(structure: Levels | Aggregated, need: int) -> Levels | Aggregated:
    """One more member, last: its price alone (levels) or its quantity."""
    if isinstance(structure, Levels):
        return Levels((*structure.costs, need))
    return Aggregated((*structure.quantities, need), structure.pricing)


def needs(structure: Levels | Aggregated, place: int, need: int) -> Levels | Aggregated:
    """The same members, one with another price alone or another quantity."""
    own = structure.costs if isinstance(structure, Levels) else structure.quantities
    others = (*own[:place], need, *own[place + 1 :])
    return Levels(others) if isinstance(structure, Levels) else Aggregated(others, structure.pricing)


def leaving(structure: Structure, rule: Rule, place: int) -> list[Change]:
    """Everybody's change when one leaves: it then pays its price alone."""
    before = share_bill(structure, rule).cents
    rest = iter(share_bill(leaves(structure, place), rule).cents)
    alone = structure.alone()[place]
    return [Change(paid, alone if other == place else next(rest)) for other, paid in enumerate(before)]


def joining(structure: Levels | Aggregated, rule: Rule, need: int) -> list[Change]:
    """Everybody's change when one joins: it paid its price alone before."""
    larger = joins(structure, need)
    before = [*share_bill(structure, rule).cents, larger.alone()[-1]]
    after = share_bill(larger, rule).cents
    return [Change(old, new) for old, new in zip(before, after, strict=True)]


def _removed(values: tuple[int, ...], place: int) -> tuple[int, ...]:
    return values[:place] + values[place + 1 :]
