"""Refusals about runs, their lines, needs and figures."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class SharingForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses partages de frais se lisent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: what it shares is read once the agreement is accepted.",
    )


class WrongRunState(Refusal):
    title = Text("La répartition n’en est pas là", "The allocation is elsewhere")
    detail = Text(
        "Cette répartition est {state}\u00a0: cette action n’est pas possible.",
        "This allocation is {state}: this is not possible.",
    )


class UnknownKey(Refusal):
    status = 422
    title = Text("Clé inconnue", "Unknown key")
    detail = Text(
        "Les règles en vigueur au début de la période n’ont pas de clé «\u00a0{name}\u00a0». Choisissez l’une de celles-ci\u00a0: {keys}.",
        "The rules in force when the period begins have no key “{name}”. Choose one of these: {keys}.",
    )


class LineNamed(Refusal):
    title = Text("Ligne déjà là", "Line already there")
    detail = Text(
        "Une ligne porte déjà ce nom dans cette répartition. Donnez-en un autre.",
        "A line of this allocation has this name already. Give another one.",
    )


class UnknownBudget(Refusal):
    status = 422
    title = Text("Budget inconnu", "Unknown budget")
    detail = Text(
        "Une répartition des dépenses réelles part d’un budget déjà comptabilisé de cet accord, sur la même période. Choisissez-en un.",
        "An allocation of actual costs follows a posted budget of this agreement, over the same period. Choose one.",
    )


class UnknownReplaced(Refusal):
    status = 422
    title = Text("Répartition à remplacer inconnue", "Unknown allocation to replace")
    detail = Text(
        "On remplace une répartition comptabilisée du même accord, de la même étape et du même budget. Choisissez-en une.",
        "What is replaced is a posted allocation of the same agreement, stage and budget. Choose one.",
    )


class OutsideTheRun(Refusal):
    status = 422
    title = Text("Ne partage pas les frais", "Does not share the costs")
    detail = Text(
        "Cette organisation ne prend pas part à l’accord pendant la période. Choisissez une de ses parties.",
        "This organisation takes no part in the agreement during the period. Choose one of its parties.",
    )


class OnlyOwnNeeds(Refusal):
    status = 403
    title = Text("Réservé à l’organisation concernée", "For that organisation only")
    detail = Text(
        "Chaque organisation déclare son prix seule ou sa quantité\u00a0; le chef de file peut le faire pour une autre. Demandez-le-lui.",
        "Each organisation states its own price or quantity; the lead may do it for another. Ask it.",
    )


class NeedMismatch(Refusal):
    status = 422
    title = Text("Déclaration inadaptée à la ligne", "Not what this line asks")
    detail = Text(
        "Cette ligne attend {expected}. Corrigez la déclaration.",
        "This line asks for {expected}. Correct the statement.",
    )


class FigureDated(Refusal):
    title = Text("Chiffre déjà connu", "Figure already known")
    detail = Text(
        "Un chiffre daté existe déjà pour cette organisation\u00a0: il sera employé. S’il est faux, elle le corrige dans sa fiche.",
        "A dated figure is there for this organisation: it will be used. If it is wrong, the organisation corrects it on its page.",
    )


class PeriodReversed(Refusal):
    status = 422
    title = Text("Dates incohérentes", "Inconsistent dates")
    detail = Text(
        "Une période finit au plus tôt le jour où elle commence. Corrigez les dates.",
        "A period ends on the day it starts at the earliest. Correct the dates.",
    )
