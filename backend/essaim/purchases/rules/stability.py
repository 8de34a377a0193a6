"""Who would pay less by buying on their own on the same quote: proved over all groups, or said not to be."""

from collections.abc import Sequence

from essaim.fairness.certificate import Certificate, certify
from essaim.fairness.costs import TABLE_LIMIT, Aggregated, Lines, Structure, Tiers
from essaim.purchases.rules.committing import Shares, structure_of
from essaim.purchases.rules.pricing import Offer, Volumes

TRIALS = 100_000_000
"""Groups × lines, or buyers × volumes, tried at most: some seconds of one core."""


def prove(offer: Offer, needs: Sequence[Volumes], shares: Sequence[Shares]) -> Certificate | None:
    """The certificate of shares that are paid; none when nobody buys. Buyers of nothing are to be left out before.

    When groups are too many to be tried in time, each buyer is compared with itself only.
    """
    if not any(any(need.values()) for need in needs):
        return None
    structure, items = structure_of(offer, needs)
    cents = [one.cents for one in shares]
    by_line = None
    if isinstance(structure, Lines):
        by_line = [[one.items.get(item, 0) for one in shares] for item in items]
        if len(by_line) < len(structure.lines):
            by_line.append([sum(one.fixed.values()) for one in shares])
    return certify(structure, cents, by_line=by_line, groups=trials(structure) <= TRIALS)


def trials(structure: Structure) -> int:
    """How much is tried to prove it."""
    if isinstance(structure, Lines):
        if structure.size <= TABLE_LIMIT:
            return len(structure.lines) << structure.size
        return sum(trials(line) for line in structure.lines)
    if isinstance(structure, Aggregated):
        pricing = structure.pricing
        if isinstance(pricing, Tiers) and pricing.mode == "incremental" and pricing.falling:
            return structure.size
        return structure.size * (sum(structure.quantities) // structure.grain)
    return structure.size
