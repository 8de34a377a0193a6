"""Separable costs: each pays what its presence adds to the bill, and a part of what is left.

Water tradition: Tennessee Valley Authority (Ransmeier 1942); Young, Okada and Hashimoto, Water Resources Research 18(3), 1982.
Neither rule is always stable: certify the result.
"""

from fractions import Fraction

from essaim.fairness.costs import Structure
from essaim.fairness.errors import NotDefined


def separable_costs(structure: Structure) -> list[int]:
    """What the bill would lose without each member."""
    bill = structure.bill()
    return [bill - without for without in structure.without_each()]


def equal_rest(structure: Structure) -> list[Fraction]:
    """The cost that belongs to nobody is shared equally (egalitarian non-separable costs)."""
    separable = separable_costs(structure)
    if not separable:
        return []
    rest = Fraction(structure.bill() - sum(separable), len(separable))
    return [own + rest for own in separable]


def rest_by_benefit(structure: Structure) -> list[Fraction]:
    """The rest is shared pro rata to remaining benefits: the price alone less the separable cost (SCRB, or alternate cost avoided).

    Raises `NotDefined` when somebody's own cost exceeds its price alone, or nobody has a benefit and there is a rest.
    """
    separable = separable_costs(structure)
    rest = structure.bill() - sum(separable)
    benefits = [alone - own for alone, own in zip(structure.alone(), separable, strict=True)]
    whole = sum(benefits)
    if min(benefits, default=0) < 0 or (rest and not whole):
        raise NotDefined(
            "Remaining benefits say nothing here: a member costs the group more than its price alone."
        )
    return [
        Fraction(own) + (Fraction(rest * benefit, whole) if whole else 0)
        for own, benefit in zip(separable, benefits, strict=True)
    ]
