"""Pay balances, not invoices: few payments that leave every net balance as it was, to the cent.

The fewest payments is an NP-hard question (as many separate groups of balances that sum to zero as possible): exact up to 14
balances by dynamic programming over groups, greedy beyond (at most n - 1 payments).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from essaim.fairness.costs import masses, places_of

Who = TypeVar("Who", bound=Hashable)
EXACT_AT_MOST = 14


class Payment(NamedTuple):
    """From a place to a place, cents."""

    payer: int
    payee: int
    cents: int


def balances_of(debts: Iterable[tuple[Who, Who, int]]) -> dict[Who, int]:
    """What each is owed (positive) or owes (negative), all debts together: (debtor, creditor, cents)."""
    balances: dict[Who, int] = defaultdict(int)
    for debtor, creditor, cents in debts:
        balances[debtor] -= cents
        balances[creditor] += cents
    return dict(balances)


def settle(balances: Sequence[int]) -> list[Payment]:
    """Payments that bring every balance to zero. Raises `ValueError` when balances do not sum to zero."""
    if sum(balances):
        raise ValueError("Balances between members sum to zero.")
    open_places = [place for place, balance in enumerate(balances) if balance]
    if len(open_places) <= EXACT_AT_MOST:
        return fewest(balances, open_places)
    return greedy({place: balances[place] for place in open_places})


def greedy(balances: Mapping[int, int]) -> list[Payment]:
    """Equal and opposite balances first, then the largest debtor pays the largest creditor what both can; ties to the first in order."""
    left = dict(balances)
    payments = _opposites(left)
    while any(left.values()):
        payer = min(left, key=lambda place: (left[place], place))
        payee = max(left, key=lambda place: (left[place], -place))
        cents = min(-left[payer], left[payee])
        payments.append(Payment(payer, payee, cents))
        left[payer] += cents
        left[payee] -= cents
    return payments


def fewest(balances: Sequence[int], open_places: Sequence[int]) -> list[Payment]:
    """The fewest payments possible: one less than the members of each smallest group of balances that sum to zero."""
    sums = masses([balances[place] for place in open_places]).tolist()
    best = [0] * len(sums)
    without = [0] * len(sums)
    for mask in range(1, len(sums)):
        rest = mask
        for_mask = -1
        while rest:
            low = rest & -rest
            if best[mask ^ low] > for_mask:
                for_mask, without[mask] = best[mask ^ low], mask ^ low
            rest ^= low
        best[mask] = for_mask + (sums[mask] == 0)
    payments: list[Payment] = []
    mask, group = len(sums) - 1, 0
    while mask:
        smaller = without[mask]
        group |= mask ^ smaller
        if sums[smaller] == 0:
            payments += greedy({open_places[bit]: balances[open_places[bit]] for bit in places_of(group)})
            group = 0
        mask = smaller
    return payments


def _opposites(left: dict[int, int]) -> list[Payment]:
    owed: dict[int, list[int]] = defaultdict(list)
    for place, balance in left.items():
        if balance > 0:
            owed[balance].append(place)
    payments = []
    for place, balance in sorted(left.items()):
        if balance < 0 and owed[-balance]:
            payee = owed[-balance].pop(0)
            payments.append(Payment(place, payee, -balance))
            left[place] = left[payee] = 0
    return payments
