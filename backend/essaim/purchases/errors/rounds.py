"""Refusals about rounds, their lots and who is asked."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class PurchasesForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses achats groupés se lisent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: its group purchases are read once the agreement is accepted.",
    )


class NotAsked(Refusal):
    status = 403
    title = Text("Votre organisation n’est pas de cet achat", "Your organisation is not in this purchase")
    detail = Text(
        "Cet achat groupé ne s’adresse pas à votre organisation. Demandez au chef de file de l’ajouter tant que le recensement est ouvert.",
        "This group purchase does not ask your organisation. Ask the lead to add it while the survey of needs is open.",
    )


class WrongRoundState(Refusal):
    title = Text("L’achat groupé n’en est pas là", "The group purchase is elsewhere")
    detail = Text(
        "Cet achat groupé en est à l’étape «\u00a0{state}\u00a0»\u00a0: cette action n’y est pas possible.",
        "This group purchase is at the stage “{state}”: this is not possible there.",
    )


class WrongLotState(Refusal):
    title = Text("Le lot n’en est pas là", "The lot is elsewhere")
    detail = Text(
        "Ce lot est {state}\u00a0: cette action n’est plus possible.",
        "This lot is {state}: this is no longer possible.",
    )
