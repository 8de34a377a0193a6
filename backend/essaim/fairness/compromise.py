"""Between the best each can hope for and the least it can be sure of: the tau value (Tijs, in Game Theory and Mathematical Economics, 1981)."""

from fractions import Fraction

import numpy as np

from essaim.fairness.costs import Table, masses
from essaim.fairness.errors import NotDefined


def tau_value(gains: Table) -> list[Fraction]:
    """Of a table of gains: what each brings to the whole, less the same proportion of what it cannot be sure of.

    For costs, take the gains `-cost` and change the signs, as `costs_as_gains` does. Up to 20 members.
    Raises `NotDefined` when nobody's hopes and certainties enclose the total.
    """
    best = [gains.bill() - without for without in gains.without_each()]
    left = gains.values - masses(best)
    masks = np.arange(len(gains.values))
    least = [int(left[(masks >> place & 1).astype(bool)].max()) + best[place] for place in range(gains.size)]
    if any(low > high for low, high in zip(least, best, strict=True)) or not sum(
        least
    ) <= gains.bill() <= sum(best):
        raise NotDefined("Hopes and certainties do not enclose the total.")
    spread = sum(best) - sum(least)
    part = Fraction(gains.bill() - sum(least), spread) if spread else Fraction(0)
    return [low + part * (high - low) for low, high in zip(least, best, strict=True)]


def costs_as_gains(costs: Table) -> Table:
    """The same table with its signs changed: a share of gains is then minus a share of costs."""
    return Table(-costs.values)
