"""Shares from stand-alone prices only: the same percentage saved, or the same amount saved."""

from fractions import Fraction

from essaim.fairness.costs import Structure
from essaim.fairness.errors import NobodyToShareWith


def pro_rata_to_alone(structure: Structure) -> list[Fraction]:
    """Everybody saves the same percentage (Moriarity, The Accounting Review 50, 1975). No member pays more than alone, if together is cheaper."""
    alone = structure.alone()
    bill, whole = structure.bill(), sum(alone)
    if bill and not whole:
        raise NobodyToShareWith(0)
    return [Fraction(bill * price, whole) if whole else Fraction(0) for price in alone]


def equal_savings(structure: Structure) -> list[Fraction]:
    """Everybody saves the same amount. With two members, also the Shapley value and the nucleolus."""
    alone = structure.alone()
    if not alone:
        return []
    saving = Fraction(sum(alone) - structure.bill(), len(alone))
    return [price - saving for price in alone]
