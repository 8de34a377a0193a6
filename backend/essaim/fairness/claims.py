"""Claims: dividing an amount too small for everybody's right to it (a subsidy, a common fund, scarce places).

Each rule gives exact fractions that sum to the estate, none negative, none above its claim; `rounding.in_cents` makes
cents of them. Survey: Thomson, Mathematical Social Sciences 45 (2003) 249-297.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from essaim.fairness.costs import Aggregated, Numbers, Table, masses
from essaim.fairness.errors import TooLarge
from essaim.fairness.rounding import Real
from essaim.fairness.shapley import shapley

ENUMERABLE = 16


def proportional(estate: int, claims: Sequence[int]) -> list[Fraction]:
    """The same fraction of each claim (Aristotle)."""
    whole = _checked(estate, claims)
    return [Fraction(estate * claim, whole) if whole else Fraction(0) for claim in claims]


def equal_awards(estate: int, claims: Sequence[int]) -> list[Fraction]:
    """The same amount to each, without exceeding its claim (Maimonides; constrained equal awards)."""
    _checked(estate, claims)
    return _equal_awards(Fraction(estate), [Fraction(claim) for claim in claims])


def equal_losses(estate: int, claims: Sequence[int]) -> list[Fraction]:
    """The same loss for each, without receiving less than nothing (Maimonides; constrained equal losses)."""
    whole = _checked(estate, claims)
    losses = _equal_awards(Fraction(whole - estate), [Fraction(claim) for claim in claims])
    return [claim - loss for claim, loss in zip(claims, losses, strict=True)]


def talmud(estate: int, claims: Sequence[int]) -> list[Fraction]:
    """Equal awards up to half of each claim, equal losses beyond (Mishnah Ketubot 10:4; Aumann and Maschler, J. Econ. Theory 36, 1985)."""
    whole = _checked(estate, claims)
    halves = [Fraction(claim, 2) for claim in claims]
    if 2 * estate <= whole:
        return _equal_awards(Fraction(estate), halves)
    losses = _equal_awards(Fraction(whole - estate), halves)
    return [claim - loss for claim, loss in zip(claims, losses, strict=True)]


def guaranteed_minimum(estate: int, claims: Sequence[int]) -> list[Fraction]:
    """To each the smallest claim first, if there is enough, the rest pro rata to what is still claimed (Giménez-Gómez and Peris, EJOR 232, 2014)."""
    _checked(estate, claims)
    least = min(claims, default=0)
    if least * len(claims) >= estate:
        return [Fraction(estate, len(claims) or 1)] * len(claims)
    rest = proportional(estate - least * len(claims), [claim - least for claim in claims])
    return [least + part for part in rest]


def random_arrival(estate: int, claims: Sequence[int]) -> Sequence[Real]:
    """First come first served, averaged over every order of arrival (O'Neill, Math. Social Sciences 2, 1982).

    Exact fractions up to 16 claims; beyond, by quadrature when the claims are whole numbers of a coarse enough unit,
    otherwise `TooLarge`.
    """
    _checked(estate, claims)
    if len(claims) <= ENUMERABLE:
        return shapley(Table(np.minimum(masses(claims), estate)))
    try:
        return shapley(Aggregated(tuple(claims), Estate(estate)))
    except TooLarge as failure:
        raise TooLarge(
            "Too many claims, too finely divided, to average over every order of arrival."
        ) from failure


class Estate:
    """What a group gets when it comes first: its claims, as far as the estate goes."""

    def __init__(self, estate: int) -> None:
        self.estate = estate

    def price(self, quantity: int) -> int:
        return min(quantity, self.estate)

    def prices(self, quantities: Numbers) -> Numbers:
        return np.minimum(quantities, self.estate)


def _checked(estate: int, claims: Sequence[int]) -> int:
    whole = sum(claims)
    if estate < 0 or any(claim < 0 for claim in claims):
        raise ValueError("An estate and its claims are never negative.")
    if estate > whole:
        raise ValueError("There is enough for everybody: claims rules are for when there is not.")
    return whole


def _equal_awards(estate: Fraction, claims: Sequence[Fraction]) -> list[Fraction]:
    awards = [Fraction(0)] * len(claims)
    left = estate
    for served, place in enumerate(sorted(range(len(claims)), key=lambda place: claims[place])):
        awards[place] = min(claims[place], left / (len(claims) - served))
        left -= awards[place]
    return awards
