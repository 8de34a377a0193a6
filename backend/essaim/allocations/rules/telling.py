"""Which totals may be told where lines are not open: those that enough organisations make, as for the book."""

from collections.abc import Sequence

from essaim.ledger.rules import CONTRIBUTORS, HEAVIEST_BP


def told_under(cents: Sequence[int]) -> list[str]:
    """The confidentiality rules under which the total of these shares may be told.

    Who pays nothing is no contributor; between competitors none may pay more than the heaviest share allowed.
    """
    weights = sorted((abs(paid) for paid in cents if paid), reverse=True)
    told = []
    for confidentiality, least in CONTRIBUTORS.items():
        heavy = (
            confidentiality == "coopetition" and weights and weights[0] * 10_000 > sum(weights) * HEAVIEST_BP
        )
        if len(weights) >= least and not heavy:
            told.append(confidentiality)
    return told


def contributors(cents: Sequence[int]) -> int:
    return sum(1 for paid in cents if paid)
