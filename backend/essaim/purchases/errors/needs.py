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


class NothingStated(Refusal):
    """A form that leaves no need at all may be a form that was not filled in."""

    status = 422
    title = Text("Aucun besoin", "No need")
    detail = Text(
        "Avec ce fichier, votre organisation n’aurait besoin de rien. Remplissez au moins un volume, ou répondez sur la page que vous n’avez besoin de rien.",
        "With this file your organisation would need nothing. Fill in one volume at least, or answer on the page that you need nothing.",
    )
