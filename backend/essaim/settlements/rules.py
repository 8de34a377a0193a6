"""Net what organisations owe each other: who ends up where, and the few payments that settle it. Exact cents.

The pool, whose money the lead keeps for all, is a place of its own, written `None`.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from essaim.fairness.netting import settle

Who = TypeVar("Who", bound=Hashable)


class Debt(NamedTuple, Generic[Who]):
    """What one place owes another, cents (> 0)."""

    debtor: Who
    creditor: Who
    cents: int


class Due(NamedTuple, Generic[Who]):
    """A payment to make, cents."""

    payer: Who
    payee: Who
    cents: int


@dataclass(frozen=True, slots=True)
class Position(Generic[Who]):
    """What one place owes and is owed, all debts together."""

    who: Who
    owes: int
    owed: int

    @property
    def net(self) -> int:
        """Positive: it receives; negative: it pays."""
        return self.owed - self.owes

    @property
    def offset(self) -> int:
        """What it is owed and does not receive, because it owes as much."""
        return min(self.owes, self.owed)


@dataclass(frozen=True, slots=True)
class Plan(Generic[Who]):
    """Debts, and the payments that replace them."""

    positions: list[Position[Who]]
    payments: list[Due[Who]]
    gross: int
    payments_before: int

    @property
    def net(self) -> int:
        return sum(payment.cents for payment in self.payments)


def plan(debts: Sequence[Debt[Who]], order: Iterable[Who]) -> Plan[Who]:
    """The payments that leave every place as it would be with its debts paid one by one.

    `order`: the places, in the order that breaks ties; each end of a debt is one of them. Before: one payment for all that
    one place owes another.
    """
    positions = positions_of(debts, order)
    return Plan(
        positions,
        [
            Due(positions[payer].who, positions[payee].who, cents)
            for payer, payee, cents in settle([position.net for position in positions])
        ],
        gross=sum(debt.cents for debt in debts),
        payments_before=len({(debt.debtor, debt.creditor) for debt in debts}),
    )


def positions_of(debts: Sequence[Debt[Who]], order: Iterable[Who]) -> list[Position[Who]]:
    """The position of each place that owes or is owed something, in this order."""
    owes: dict[Who, int] = {}
    owed: dict[Who, int] = {}
    for debt in debts:
        owes[debt.debtor] = owes.get(debt.debtor, 0) + debt.cents
        owed[debt.creditor] = owed.get(debt.creditor, 0) + debt.cents
    return [Position(who, owes.get(who, 0), owed.get(who, 0)) for who in order if who in owes or who in owed]


class Claim(NamedTuple, Generic[Who]):
    """What a debtor owes a creditor now: statements, those past their due date among them, or a transfer. Cents."""

    debtor: Who
    creditor: Who
    cents: int
    overdue: int
    statements: int
    transfers: int


def gather(claims: Iterable[Claim[Who]]) -> list[Claim[Who]]:
    """One claim for all that one owes another, the first met first."""
    found: dict[tuple[Who, Who], Claim[Who]] = {}
    for claim in claims:
        pair = (claim.debtor, claim.creditor)
        known = found.get(pair, Claim(*pair, 0, 0, 0, 0))
        found[pair] = Claim(*pair, *(mine + more for mine, more in zip(known[2:], claim[2:], strict=True)))
    return list(found.values())
