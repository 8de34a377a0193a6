"""Refusals about needs."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class UndertakingFirst(Refusal):
    title = Text("Engagement à accepter", "Undertaking to accept")
    detail = Text(
        "Cet achat groupé demande un engagement de confidentialité. Acceptez-le d’abord pour votre organisation, puis donnez vos besoins.",
        "This group purchase asks for a confidentiality undertaking. Accept it first for your organisation, then state your needs.",
    )


class OnlyNeutralCoordinator(Refusal):
    """Where needs are sealed, who writes those of the others must buy nothing itself."""

    status = 403
    title = Text("Coordinateur neutre seulement", "A neutral coordinator only")
    detail = Text(
        "Votre organisation achète elle-même dans cet achat groupé\u00a0: elle ne peut pas saisir les besoins des autres. Demandez-leur de répondre elles-mêmes.",
        "Your organisation buys in this group purchase itself: it cannot write the needs of the others. Ask them to answer themselves.",
    )
