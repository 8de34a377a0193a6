"""Refusals of the journal."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class JournalForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Le journal d’un accord se lit une fois partie à cet accord. Répondez d’abord à l’invitation.",
        "The journal of an agreement is read once a party to it. Answer the invitation first.",
    )
