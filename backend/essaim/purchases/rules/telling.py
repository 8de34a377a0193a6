"""Which totals may be told where needs are sealed: those that enough buyers make, and whose change enough of them make."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from essaim.ledger.rules import CONTRIBUTORS, HEAVIEST_BP

STRICTEST = ("coopetition", "aggregates", "open")


def stricter(one: str, other: str) -> str:
    """Of two confidentiality rules, the one that tells less."""
    return min(one, other, key=STRICTEST.index)


def tellable(confidentiality: str, amounts: Mapping[UUID, int]) -> bool:
    """Whether the sum of what these organisations state may be told to all of them.

    Who states nothing is no contributor; between competitors none may weigh more than the heaviest share allowed.
    """
    if confidentiality == "open":
        return True
    weights = sorted((abs(amount) for amount in amounts.values() if amount), reverse=True)
    if len(weights) < CONTRIBUTORS[confidentiality]:
        return False
    return confidentiality != "coopetition" or weights[0] * 10_000 <= sum(weights) * HEAVIEST_BP


def tellable_after(confidentiality: str, before: Mapping[UUID, int] | None, now: Mapping[UUID, int]) -> bool:
    """Whether a new sum may be told to who knows the former one: their difference is a sum too.

    `before`: what made the last sum told, none if none was. Nothing changed, nothing more is learnt.
    """
    if before is None:
        return tellable(confidentiality, now)
    difference = {
        organisation: now.get(organisation, 0) - before.get(organisation, 0)
        for organisation in before.keys() | now.keys()
    }
    if not any(difference.values()):
        return tellable(confidentiality, now)
    return tellable(confidentiality, now) and tellable(confidentiality, difference)


def tellable_after_all(
    confidentiality: str, before: Sequence[Mapping[UUID, int]], now: Mapping[UUID, int]
) -> bool:
    """Whether a new sum may be told to who knows several former ones.

    Judged against each of them, not the last alone: of two differences that each mix enough organisations, the sum may be
    the change of one.
    """
    if not before:
        return tellable(confidentiality, now)
    return all(tellable_after(confidentiality, former, now) for former in before)
