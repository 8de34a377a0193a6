"""Refusals of what-if tables."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class OnlyAdoptedKeys(Refusal):
    status = 403
    title = Text("Seulement les clés adoptées", "Adopted keys only")
    detail = Text(
        "Dans cet accord, chaque organisation ne lit que sa propre part\u00a0: vous pouvez y comparer les clés adoptées, par leur nom. Un départ, une arrivée, d’autres chiffres, d’autres montants ou une autre règle diraient les chiffres des autres. Demandez-le au chef de file.",
        "In this agreement each organisation reads its own share only: you may compare the adopted keys, by their name. Somebody leaving or joining, other figures, other amounts or another rule would tell the figures of the others. Ask the lead.",
    )


class WhatIfTooLarge(Refusal):
    status = 422
    title = Text("Trop à calculer d’un coup", "Too much to compute at once")
    detail = Text(
        "Ces {scenarios} scénarios sur {lines} lignes et {members} organisations demandent trop de calcul en une fois. Demandez-en moins à la fois.",
        "These {scenarios} scenarios over {lines} lines and {members} organisations take too much computing at once. Ask for fewer at a time.",
    )


class UnknownInRun(Refusal):
    status = 422
    title = Text("Inconnu dans cette répartition", "Not in this allocation")
    detail = Text(
        "Une organisation ou une ligne citée n’est pas de cette répartition. Choisissez parmi les siennes.",
        "An organisation or a line named is not of this allocation. Choose among its own.",
    )
