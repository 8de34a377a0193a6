"""Which totals may be told where lines are not open: those that enough organisations make, as for the book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.ledger.rules import CONTRIBUTORS, HEAVIEST_BP


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a line: by what it is shared (null: nothing that others could follow from), and its cents by member."""

    by: str | None
    cents: Sequence[int]


def told_of_lines(lines: Sequence[tuple[Sequence[int], Sequence[Told]]]) -> list[list[str]]:
    """For each line of a run, its cents and its parts, the rules under which it is told.

    Every part must be told, or the others would follow from one's own share. Nor is told a part that a few do not pay (fewer
    than must contribute) where another line is shared by the same among more: the difference would be theirs.
    """
    widest: dict[str, set[int]] = {}
    for _, parts in lines:
        for part in parts:
            if part.by is not None:
                widest.setdefault(part.by, set()).update(_payers(part))
    return [
        [
            confidentiality
            for confidentiality in told_under(cents)
            if all(
                confidentiality in told_under(part.cents)
                and _nobody_shows(part, widest, CONTRIBUTORS[confidentiality])
                for part in parts
            )
        ]
        for cents, parts in lines
    ]


def _nobody_shows(part: Told, widest: Mapping[str, set[int]], least: int) -> bool:
    missing = len(widest[part.by] - _payers(part)) if part.by is not None else 0
    return missing == 0 or missing >= least


def _payers(part: Told) -> set[int]:
    return {place for place, cents in enumerate(part.cents) if cents}


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
