"""Refusals about reviewing, posting and replacing runs."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NotComputed(Refusal):
    title = Text("Parts pas encore calculées", "Shares not computed yet")
    detail = Text(
        "Les parts de cette répartition ne sont pas calculées. Calculez-les d’abord.",
        "The shares of this allocation are not computed. Compute them first.",
    )


class SharesOutOfDate(Refusal):
    title = Text("Parts à recalculer", "Shares to be computed again")
    detail = Text(
        "Des besoins ont changé depuis le calcul des parts. Recalculez-les, puis relisez.",
        "Needs have changed since the shares were computed. Compute again, then review.",
    )


class AnotherMustReview(Refusal):
    status = 403
    title = Text("Relecture par une autre personne", "Another person must review")
    detail = Text(
        "Qui a calculé les parts ne les relit pas. Demandez à une autre personne du chef de file.",
        "Whoever computed the shares does not review them. Ask another person of the lead organisation.",
    )


class CalledSince(Refusal):
    title = Text("Appels changés depuis le calcul", "Calls changed since computing")
    detail = Text(
        "Ce qui a été appelé a changé depuis le calcul\u00a0: {called}, contre {expected} alors. Renvoyez la répartition en préparation et recalculez.",
        "What was called has changed since the shares were computed: {called}, against {expected} then. Return the allocation to draft and compute again.",
    )


class ActualPosted(Refusal):
    title = Text("Dépenses réelles déjà réparties", "Actual costs already shared")
    detail = Text(
        "Les dépenses réelles de ce budget sont déjà réparties. Pour les corriger, remplacez cette répartition par une nouvelle.",
        "The actual costs of this budget are shared already. To correct them, replace that allocation by a new one.",
    )


class AlreadyReplaced(Refusal):
    title = Text("Répartition déjà remplacée", "Allocation already replaced")
    detail = Text(
        "Une autre répartition a déjà remplacé celle-ci. Remplacez la dernière.",
        "Another allocation has replaced this one already. Replace the last one.",
    )


class AgreementNotStarted(Refusal):
    title = Text("Accord pas encore en vigueur", "Agreement not in force yet")
    detail = Text(
        "Les frais s’appellent une fois l’accord en vigueur. Mettez d’abord l’accord en vigueur.",
        "Costs are called once the agreement is in force. Put the agreement in force first.",
    )
