"""Refusals of allocations."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class SharingForParties(Refusal):
    status = 403
    title = Text("Réservé aux parties", "For the parties only")
    detail = Text(
        "Votre organisation n’a pas encore rejoint cet accord\u00a0: ses répartitions se lisent une fois l’accord accepté.",
        "Your organisation has not joined this agreement yet: its allocations are read once the agreement is accepted.",
    )


class PeriodReversed(Refusal):
    status = 422
    title = Text("Dates incohérentes", "Inconsistent dates")
    detail = Text(
        "Une période finit au plus tôt le jour où elle commence. Corrigez les dates.",
        "A period ends on the day it starts at the earliest. Correct the dates.",
    )
