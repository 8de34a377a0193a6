"""Where the money of projects comes from and goes back to, and how many must approve a payment. Exact cents."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from essaim.fairness.exact import largest_remainder

ContributionKind = Literal["repayable", "yearly"]
Consumption = Literal["yearly_first", "pro_rata"]

# What a project takes, and gives back


@dataclass(frozen=True, slots=True)
class Taken:
    """What a project takes from the common pot and from each stake, in the order of the stakes."""

    common: int
    stakes: list[int]


def take(amount: int, common: int, stakes: Sequence[int], consumption: Consumption) -> Taken:
    """Share an amount over what the fund holds: `amount ≤ common + Σ stakes`.

    `yearly_first`: the common pot first, then stakes pro rata. `pro_rata`: the pot and the stakes together. Cents left
    over go by largest remainder, ties to the pot, then to the stakes in order; nothing gives more than it holds.
    """
    if amount > common + sum(stakes):
        raise ValueError("The fund does not hold as much.")
    if consumption == "yearly_first":
        first = min(amount, common)
        return Taken(first, largest_remainder(amount - first, stakes))
    shares = largest_remainder(amount, [common, *stakes])
    return Taken(shares[0], shares[1:])


class Part(NamedTuple):
    """What one account gave to a project; `organisation` is none for the common pot."""

    organisation: UUID | None
    cents: int


@dataclass(frozen=True, slots=True)
class Returned:
    """Where the rest of a project goes: to the common pot, to stakes, and to parties that left."""

    common: int
    stakes: dict[UUID, int]
    leavers: dict[UUID, int]


def give_back(rest: int, parts: Sequence[Part], present: Collection[UUID], *, to_leavers: bool) -> Returned:
    """Share the rest of a project among who paid for it, pro rata to what each gave, cents by largest remainder.

    A party that left has its part only if the rules say so; otherwise the others share it in proportion. With nobody
    left to share with, the rest belongs to all.
    """
    kept = [
        part
        for part in parts
        if part.cents > 0 and (part.organisation is None or part.organisation in present or to_leavers)
    ]
    if not kept:
        return Returned(rest, {}, {})
    returned = Returned(0, {}, {})
    common = 0
    for part, share in zip(kept, largest_remainder(rest, [part.cents for part in kept]), strict=True):
        if part.organisation is None:
            common += share
        elif share:
            (returned.stakes if part.organisation in present else returned.leavers)[part.organisation] = share
    return Returned(common, returned.stakes, returned.leavers)


# Figures


class Flow(NamedTuple):
    """What moved from accounts of one purpose to those of another, for one organisation."""

    source: str
    destination: str
    organisation: UUID | None
    cents: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a fund holds, in cents. `available + owed_to_leavers + paid_to_leavers = contributed − committed + released`."""

    repayable: int
    yearly: int
    committed: int
    released: int
    paid: int
    repaid: int
    reserved: int
    owed_to_leavers: int
    available: int

    @property
    def cash(self) -> int:
        return self.available + self.reserved + self.owed_to_leavers


@dataclass(frozen=True, slots=True)
class Position:
    """What one organisation brought, and what is left of the repayable part."""

    repayable: int
    yearly: int
    stake: int


def moved(flows: Iterable[Flow], sources: str, destinations: str) -> int:
    """Σ of what went from any of these purposes to any of those (names separated by spaces)."""
    return sum(
        flow.cents
        for flow in flows
        if flow.source in sources.split() and flow.destination in destinations.split()
    )


def position(flows: Sequence[Flow], organisation: UUID) -> Position:
    own = [flow for flow in flows if flow.organisation == organisation]
    into = sum(flow.cents for flow in own if flow.destination == "stake")
    out = sum(flow.cents for flow in own if flow.source == "stake")
    return Position(
        repayable=moved(own, "party", "stake") - moved(own, "stake", "party"),
        yearly=moved(own, "party", "common") - moved(own, "common", "party"),
        stake=into - out,
    )


def figures(flows: Sequence[Flow], present: Collection[UUID]) -> Figures:
    """The figures of a fund from what moved in its book; `present`: the parties that have not left."""
    organisations = {flow.organisation for flow in flows if flow.organisation is not None}
    stakes = {each: position(flows, each).stake for each in organisations}
    common = sum(flow.cents for flow in flows if flow.destination == "common") - sum(
        flow.cents for flow in flows if flow.source == "common"
    )
    paid_to_leavers = moved(flows, "payable", "party world")
    owed = moved(flows, "stake project", "payable") - paid_to_leavers
    staying = sum(cents for each, cents in stakes.items() if each in present)
    committed = moved(flows, "stake common", "project")
    released = moved(flows, "project", "stake common payable")
    paid = moved(flows, "project", "world party")
    return Figures(
        repayable=moved(flows, "party", "stake") - moved(flows, "stake", "party"),
        yearly=moved(flows, "party", "common") - moved(flows, "common", "party"),
        committed=committed,
        released=released,
        paid=paid,
        repaid=paid_to_leavers,
        reserved=committed - released - paid,
        owed_to_leavers=sum(stakes.values()) - staying + owed,
        available=common + staying,
    )


def share_bp(part: int, whole: int) -> int:
    """Basis points, rounded half up; 0 of nothing."""
    return (20_000 * part + whole) // (2 * whole) if whole else 0


# Who must approve


def approvals_needed(cumulated_cents: int, threshold_cents: int) -> int:
    """Two organisations once what is pending or paid in the window, this payment included, exceeds the threshold."""
    return 2 if cumulated_cents > threshold_cents else 1
