"""Keys: by what an amount is shared, and for whom.

A key is one or several parts (40 % equal, 60 % by beds); each part is shared apart, in whole cents, by largest remainder,
so that each part adds up to the cent on paper. Weights are exact: ints or fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from essaim.fairness.clauses import Bounded, Clause, share_within
from essaim.fairness.errors import MissingFigure, NobodyToShareWith
from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up

Figure = int | Fraction
ALWAYS = Fraction(1)


@dataclass(frozen=True, slots=True)
class Member:
    """Who shares. `presence`: the part of the period it was a member (days present / days of the period)."""

    name: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    presence: Fraction = ALWAYS

    def figure(self, name: str) -> Figure:
        try:
            return self.figures[name]
        except KeyError:
            raise MissingFigure(self.name, name) from None


@dataclass(frozen=True, slots=True)
class Filter:
    """Who a part or a clause is for: in one of the groups, in none of the others, with a figure between two values."""

    groups: frozenset[str] = frozenset()
    not_groups: frozenset[str] = frozenset()
    figure: str | None = None
    at_least: Figure | None = None
    at_most: Figure | None = None

    def keeps(self, member: Member) -> bool:
        if self.groups and not self.groups & member.groups:
            return False
        if self.not_groups & member.groups:
            return False
        if self.figure is None:
            return True
        value = member.figure(self.figure)
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


EVERYBODY = Filter()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the amount and what it is shared by.

    `equal`: the same for each; `figure`: pro rata to a dated figure of the member, itself pro rata to its presence;
    `usage`: pro rata to what was measured during the period, which already says how long the member was there.
    """

    weight: Figure = 1
    by: Literal["equal", "figure", "usage"] = "equal"
    figure: str | None = None
    only: Filter = EVERYBODY

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise ValueError("A part of a key has no negative weight.")
        if (self.by == "equal") != (self.figure is None):
            raise ValueError("A part names its figure, unless it is equal.")

    def measures(self, member: Member) -> Fraction:
        if not self.only.keeps(member):
            return Fraction(0)
        if self.figure is None:
            return Fraction(member.presence)
        value = Fraction(member.figure(self.figure))
        return value if self.by == "usage" else value * member.presence


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or a cap for the members named (none: all) that the filter keeps. See `clauses.Clause`."""

    kind: Literal["floor", "cap"]
    cents: int | None = None
    fraction: Fraction | None = None
    members: frozenset[str] | None = None
    only: Filter = EVERYBODY
    name: str = ""

    def over(self, members: Sequence[Member]) -> Clause:
        places = frozenset(
            place
            for place, member in enumerate(members)
            if (self.members is None or member.name in self.members) and self.only.keeps(member)
        )
        return Clause(self.kind, self.cents, self.fraction, places, self.name)


@dataclass(frozen=True, slots=True)
class Key:
    """Parts, the members left out altogether, floors and caps."""

    parts: tuple[Part, ...] = (Part(),)
    excluded: frozenset[str] = frozenset()
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        if not any(part.weight for part in self.parts):
            raise ValueError("A key has at least one part that weighs something.")


def equal(only: Filter = EVERYBODY) -> Key:
    """The same amount for each, pro rata to its presence."""
    return Key((Part(only=only),))


def pro_rata(figure: str) -> Key:
    """The same price per unit of a figure: beds, full-time posts, budget, surface."""
    return Key((Part(by="figure", figure=figure),))


def usage(figure: str) -> Key:
    """The same price per unit of what was used: kilometres, hours, nights."""
    return Key((Part(by="usage", figure=figure),))


def mixed(*parts: tuple[Figure, str | None]) -> Key:
    """`mixed((40, None), (60, "beds"))`: 40 % equal, 60 % by beds."""
    return Key(
        tuple(Part(weight) if figure is None else Part(weight, "figure", figure) for weight, figure in parts)
    )


@dataclass(frozen=True, slots=True)
class PartShared:
    """One part of the key: its amount, what each weighed in it, each share, and who got a cent of the rest."""

    amount: int
    weights: list[Fraction]
    cents: list[int]
    rounded_up: list[int]


@dataclass(frozen=True, slots=True)
class Shared:
    """Shares in cents, in the order of the members, that sum to the amount.

    `parts` are the parts before clauses; they sum to `cents` unless `bounded` says which clauses moved them.
    """

    cents: list[int]
    parts: list[PartShared]
    bounded: Bounded | None = None


def share(amount: int, members: Sequence[Member], key: Key) -> Shared:
    """Share an amount of cents by a key. A credit (negative) is shared as the same charge would be, without clauses.

    Raises `NobodyToShareWith`, `MissingFigure`, `ClausesConflict`.
    """
    if amount < 0:
        if key.limits:
            raise ValueError("Floors and caps are for charges, not for credits.")
        return _negated(share(-amount, members, key))
    present = [member.name not in key.excluded for member in members]
    parts = _share_parts(amount, members, key, present)
    cents = [sum(of_one) for of_one in zip(*(part.cents for part in parts), strict=True)]
    clauses = [limit.over(members) for limit in key.limits]
    if all(_respected(clause, amount, cents, present) for clause in clauses):
        return Shared(cents, parts)
    bounded = share_within(amount, _whole_weights(key, parts), clauses, present)
    return Shared(bounded.cents, parts, bounded)


def _share_parts(amount: int, members: Sequence[Member], key: Key, present: list[bool]) -> list[PartShared]:
    amounts = largest_remainder(amount, [part.weight for part in key.parts])
    shared = []
    for place, (part, part_amount) in enumerate(zip(key.parts, amounts, strict=True)):
        weights = [
            part.measures(member) if taking else Fraction(0)
            for member, taking in zip(members, present, strict=True)
        ]
        if part_amount and not any(weights):
            raise NobodyToShareWith(place)
        shared.append(_share_part(part_amount, weights))
    return shared


def _share_part(amount: int, weights: list[Fraction]) -> PartShared:
    cents = largest_remainder(amount, weights)
    whole = sum(weights)
    return PartShared(
        amount=amount,
        weights=weights,
        cents=cents,
        rounded_up=[
            place for place, given in enumerate(cents) if whole and given * whole > amount * weights[place]
        ],
    )


def _whole_weights(key: Key, parts: Sequence[PartShared]) -> list[Fraction]:
    """What each weighs in the whole key, parts together."""
    weights = [Fraction(0)] * len(parts[0].weights)
    for part, shared in zip(key.parts, parts, strict=True):
        whole = sum(shared.weights)
        if whole:
            weights = [
                weight + Fraction(part.weight) * own / whole
                for weight, own in zip(weights, shared.weights, strict=True)
            ]
    return weights


def _respected(clause: Clause, amount: int, cents: list[int], present: list[bool]) -> bool:
    bound = clause.bound(amount)
    concerned = [given for place, given in enumerate(cents) if present[place] and clause.concerns(place)]
    return all(given >= bound if clause.kind == "floor" else given <= bound for given in concerned)


def _negated(shared: Shared) -> Shared:
    return Shared(
        [-cents for cents in shared.cents],
        [
            PartShared(-part.amount, part.weights, [-cents for cents in part.cents], part.rounded_up)
            for part in shared.parts
        ],
    )


@dataclass(frozen=True, slots=True)
class Tariff:
    """A voted price for who joins during the year: an amount and a price per unit, in cents, pro rata to its presence."""

    fixed: Figure
    per_unit: Figure = 0

    def price(self, units: Figure, presence: Fraction = ALWAYS) -> int:
        """In cents, rounded once, halves up. 600 € + 9.44 € × 60 beds, 184 days of 365: 587.99 €."""
        return half_up(Fraction((self.fixed + self.per_unit * units) * presence))


def instalments(amount: int, number: int) -> list[int]:
    """Equal calls; the remainder cents are on the last. 18,323.33 in four: 4,580.83 three times, then 4,580.84."""
    each = abs(amount) // number
    sign = -1 if amount < 0 else 1
    return [sign * each] * (number - 1) + [amount - sign * each * (number - 1)]
