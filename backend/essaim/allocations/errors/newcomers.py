"""Refusals about the tariff of a newcomer."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class UnknownTariff(Refusal):
    status = 422
    title = Text("Tarif inconnu", "Unknown tariff")
    detail = Text(
        "Les règles en vigueur n’ont pas de tarif d’arrivée «\u00a0{name}\u00a0». Choisissez l’un de ceux-ci\u00a0: {tariffs}.",
        "The rules in force have no joining tariff “{name}”. Choose one of these: {tariffs}.",
    )


class AlreadySharing(Refusal):
    title = Text("Partage déjà les frais", "Already shares the costs")
    detail = Text(
        "Cette organisation a déjà sa part dans cette répartition\u00a0: le tarif d’arrivée est pour les autres.",
        "This organisation has its share in this allocation already: the joining tariff is for the others.",
    )


class OutsidePeriod(Refusal):
    status = 422
    title = Text("Hors de la période", "Outside the period")
    detail = Text(
        "Choisissez une date d’arrivée du {starts_on} au {ends_on}.",
        "Choose a day of arrival from {starts_on} to {ends_on}.",
    )


class TariffCharged(Refusal):
    title = Text("Tarif déjà facturé", "Tariff already charged")
    detail = Text(
        "Le tarif d’arrivée de cette organisation est déjà appelé pour cette répartition.",
        "The joining tariff of this organisation is called already for this allocation.",
    )


class TariffFree(Refusal):
    title = Text("Rien à appeler", "Nothing to call")
    detail = Text(
        "Ce tarif ne donne rien à payer pour cette organisation\u00a0: rien n’est appelé.",
        "This tariff gives nothing to pay for this organisation: nothing is called.",
    )
