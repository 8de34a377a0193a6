"""Refusals of networks."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class UnknownOrganisation(Refusal):
    title = Text("Organisation inconnue", "Unknown organisation")
    detail = Text(
        "Cette organisation n’est pas dans l’annuaire. Ajoutez-la, puis recommencez.",
        "This organisation is not in the directory. Add it, then try again.",
    )


class OwnMembership(Refusal):
    title = Text("Adhésion à soi-même", "Membership of itself")
    detail = Text("Un réseau ne peut pas adhérer à lui-même.", "A network cannot be a member of itself.")


class MembershipExists(Refusal):
    title = Text("Adhésion déjà enregistrée", "Membership already recorded")
    detail = Text(
        "Une adhésion en cours ou en attente lie déjà {organisation} et {network} sur cette période.",
        "A membership, current or waiting, already links {organisation} and {network} over these dates.",
    )


class NetworkCycle(Refusal):
    title = Text("Adhésion en boucle", "Circular membership")
    detail = Text(
        "{organisation} ne peut pas adhérer à {network} : {network} est déjà, directement ou non, membre de {organisation} ({path}).",
        "{organisation} cannot join {network}: {network} is already, directly or not, a member of {organisation} ({path}).",
    )


class NotTheOtherSide(Refusal):
    title = Text("Réponse de l’autre partie", "The other side answers")
    detail = Text(
        "Votre organisation a fait cette demande : c’est à l’autre partie d’y répondre.",
        "Your organisation made this request: the other side answers it.",
    )


class NotTheAskingSide(Refusal):
    title = Text("Demande de l’autre partie", "The other side asked")
    detail = Text(
        "Cette demande vient de l’autre partie : vous pouvez la confirmer ou la décliner.",
        "The other side made this request: you may confirm or decline it.",
    )


class AlreadyAnswered(Refusal):
    title = Text("Demande déjà close", "Request already closed")
    detail = Text(
        "Cette demande a déjà reçu une réponse ou a été retirée. Rechargez la page.",
        "This request was already answered or withdrawn. Reload the page.",
    )


class NotInForce(Refusal):
    title = Text("Adhésion non en cours", "Membership not in force")
    detail = Text(
        "Cette adhésion n’est pas confirmée ou a déjà pris fin.",
        "This membership is not confirmed, or has already ended.",
    )


class EndInThePast(Refusal):
    title = Text("Date passée", "Date in the past")
    detail = Text(
        "Une adhésion prend fin aujourd’hui ou plus tard, pas à une date passée.",
        "A membership ends today or later, not on a past date.",
    )


class EndAlreadyNearer(Refusal):
    title = Text("Fin déjà plus proche", "Already ending sooner")
    detail = Text(
        "Cette adhésion prend déjà fin le {ends_on}. Pour la prolonger, demandez une nouvelle adhésion.",
        "This membership already ends on {ends_on}. To go on after that day, ask for a new membership.",
    )


class CodeTaken(Refusal):
    title = Text("Code déjà pris", "Code already taken")
    detail = Text(
        "Votre réseau a déjà un avantage portant ce code. Choisissez-en un autre.",
        "Your network already has a benefit with this code. Choose another.",
    )


class DatesReversed(Refusal):
    title = Text("Dates inversées", "Dates reversed")
    detail = Text(
        "La fin précède le début. Corrigez l’une des deux dates.",
        "The end comes before the start. Correct one of the dates.",
    )
