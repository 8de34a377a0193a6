"""Why a total is not told, in words."""

from typing import Final

from essaim.kit.text import Text
from essaim.ledger.rules import CONTRIBUTORS, HEAVIEST_BP

NOT_YET: Final = {
    "needs": Text(
        "Le total sera publié une seule fois, à la clôture du recensement.",
        "The total will be published once, when the survey of needs closes.",
    ),
    "award": Text(
        "Ce total sera publié une seule fois, à l’attribution du lot.",
        "This total will be published once, when the lot is awarded.",
    ),
    "closing": Text(
        "Ce total sera publié une seule fois, à la clôture du lot.",
        "This total will be published once, when the lot closes.",
    ),
}
"""By moment."""


def too_few(confidentiality: str) -> Text:
    """Why a total was withheld for good. The same words whatever the reason: which one it is would tell something."""
    if confidentiality == "open":
        return Text(
            "Ce total n’a pas été publié en son temps.", "This total was not published when it was due."
        )
    least = CONTRIBUTORS[confidentiality]
    if confidentiality == "aggregates":
        return Text(
            f"Non publié\u00a0: un total, ou ce qui le change, doit venir d’au moins {least} organisations.",
            f"Not published: a total, or what changes it, must come from {least} organisations at least.",
        )
    heaviest = HEAVIEST_BP // 100
    return Text(
        f"Non publié\u00a0: un total, ou ce qui le change, doit venir d’au moins {least} organisations dont aucune ne pèse plus de {heaviest}\u00a0%.",
        f"Not published: a total, or what changes it, must come from {least} organisations at least, none above {heaviest}%.",
    )
