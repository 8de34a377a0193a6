"""Refusals of accounting."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class SirenNeeded(Refusal):
    title = Text("SIREN à renseigner", "SIREN needed")
    detail = Text(
        "Le fichier des écritures comptables porte le SIREN du chef de file dans son nom. Renseignez-le dans la fiche de "
        "votre organisation.",
        "The accounting file bears the lead’s SIREN in its name. Fill it in on your organisation’s page.",
    )


class BookTooLong(Refusal):
    """`context.limit` says how many movements one export holds."""

    status = 422
    title = Text("Livre trop long", "Book too long")
    detail = Text(
        "Cette année compte plus de {limit} mouvements\u00a0: un export partiel serait faux. Demandez-le à qui tient le serveur.",
        "This year has over {limit} movements: a partial export would be wrong. Ask whoever runs the server.",
    )


class FecFaulty(Refusal):
    """`errors` names each fault. A file that fails its own checks is never handed out."""

    title = Text("Fichier non conforme", "File not compliant")
    detail = Text(
        "Le fichier des écritures ne passe pas ses contrôles\u00a0: il n’est pas remis. Corrigez les comptes de l’accord, "
        "ou signalez ces défauts à l’assistance.",
        "The accounting file fails its checks: it is not handed out. Correct the accounting codes, or tell support of these faults.",
    )
