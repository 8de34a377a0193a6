"""Refusals of exits."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NoNoticeGiven(Refusal):
    title = Text("Aucun départ annoncé", "No exit announced")
    detail = Text(
        "Cette organisation n’a pas donné de préavis : il n’y a rien à solder.",
        "This organisation has given no notice: there is nothing to settle.",
    )


class NotLeftYet(Refusal):
    title = Text("Pas encore sortie", "Not left yet")
    detail = Text(
        "Cette organisation prend part à l’accord jusqu’au {left_on} inclus. Soldez son départ à partir du lendemain.",
        "This organisation takes part until the end of {left_on}. Settle its exit from the next day on.",
    )


class AlreadySettled(Refusal):
    title = Text("Départ déjà soldé", "Exit already settled")
    detail = Text(
        "Ce départ a déjà été soldé : il ne peut l’être qu’une fois. Rechargez la page pour voir l’échéancier.",
        "This exit has been settled: it can be only once. Reload the page to see the instalments.",
    )


class NotSettledYet(Refusal):
    title = Text("Départ non soldé", "Exit not settled")
    detail = Text(
        "Soldez d’abord ce départ : ce qui est dû à l’organisation en découle.",
        "Settle this exit first: what is owed to the organisation follows from it.",
    )


class InstalmentPaid(Refusal):
    title = Text("Échéance déjà payée", "Instalment already paid")
    detail = Text(
        "Cette échéance a déjà été payée le {paid_on}. Rechargez la page pour voir les suivantes.",
        "This instalment was paid on {paid_on}. Reload the page to see the next ones.",
    )


class NothingReleased(Refusal):
    title = Text("Rien d’autre à rendre", "Nothing more to give back")
    detail = Text(
        "Aucune somme libérée depuis ce départ n’est due à cette organisation.",
        "No money released since this exit is owed to this organisation.",
    )


class DayToCome(Refusal):
    status = 422
    title = Text("Date à venir", "A day to come")
    detail = Text(
        "Un paiement se note le jour où il a lieu. Indiquez aujourd’hui ou une date passée.",
        "A payment is recorded on the day it is made. Give today or an earlier day.",
    )


class NoticeInPast(Refusal):
    status = 422
    title = Text("Préavis dans le passé", "Notice in the past")
    detail = Text(
        "Un préavis se donne aujourd’hui au plus tôt. Choisissez aujourd’hui ou une date à venir.",
        "Notice is given today at the earliest. Choose today or a later day.",
    )


class ExitsForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Les départs d’un accord se lisent une fois l’accord accepté. Répondez d’abord à l’invitation.",
        "Exits from an agreement are read once the agreement is accepted. Answer the invitation first.",
    )
