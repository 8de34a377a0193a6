"""Refusals of resources, and of the periods asked of them."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NotBookable(Refusal):
    title = Text("Non réservable", "Not bookable")
    detail = Text(
        "Cette ressource n’est pas proposée à la réservation à cette date.",
        "This resource is not offered for booking at that date.",
    )


class TooMany(Refusal):
    title = Text("Quantité trop grande", "Too many")
    detail = Text(
        "Cette ressource compte {available} unité(s). Demandez-en moins.",
        "This resource has {available} unit(s). Ask for fewer.",
    )


class InPast(Refusal):
    title = Text("Dans le passé", "In the past")
    detail = Text(
        "Ce créneau a déjà commencé. Choisissez-en un à venir.", "This slot has begun. Choose a later one."
    )


class TooShort(Refusal):
    title = Text("Trop court", "Too short")
    detail = Text("La durée minimale est de {minutes} minutes.", "The minimum length is {minutes} minutes.")


class TooLong(Refusal):
    title = Text("Trop long", "Too long")
    detail = Text("La durée maximale est de {minutes} minutes.", "The maximum length is {minutes} minutes.")


class TooSoon(Refusal):
    title = Text("Délai trop court", "Too soon")
    detail = Text(
        "Cette ressource se réserve au moins {minutes} minutes à l’avance.",
        "Book this resource at least {minutes} minutes ahead.",
    )


class TooFar(Refusal):
    title = Text("Trop loin", "Too far ahead")
    detail = Text(
        "Cette ressource se réserve au plus {days} jours à l’avance.",
        "Book this resource at most {days} days ahead.",
    )


class OutsideOpeningHours(Refusal):
    title = Text("Hors des heures d’ouverture", "Outside opening hours")
    detail = Text(
        "La ressource n’est pas ouverte sur tout ce créneau. Consultez ses heures d’ouverture.",
        "The resource is not open for all of this slot. See its opening hours.",
    )


class UnitsBooked(Refusal):
    title = Text("Unités réservées", "Units booked")
    detail = Text(
        "Seules {free} unité(s) n’ont aucune réservation à venir ; {asked} seraient à retirer. "
        "Attendez la fin des réservations, ou refusez-les d’abord.",
        "Only {free} unit(s) have no booking to come; {asked} would have to go. "
        "Wait for the bookings to end, or refuse them first.",
    )


class AlreadyShared(Refusal):
    title = Text("Déjà partagée", "Already shared")
    detail = Text("La ressource y est déjà partagée.", "The resource is shared there already.")


class NotAmongYours(Refusal):
    title = Text("Partage impossible", "Sharing not possible")
    detail = Text(
        "On partage avec ses propres conventions et pools actifs, ou avec un réseau dont on est membre.",
        "Share with your own active agreements and pools, or with a network you belong to.",
    )


class UnknownSite(Refusal):
    status = 422
    title = Text("Site inconnu", "Unknown site")
    detail = Text(
        "Ce site n’est pas l’un de ceux de votre organisation.",
        "This site is not one of your organisation’s.",
    )


class UnknownCommune(Refusal):
    status = 422
    title = Text("Commune inconnue", "Unknown commune")
    detail = Text(
        "Ce code n’est pas celui d’une commune (code officiel géographique, pas code postal).",
        "This is no commune’s official geographic code (which is not its postal code).",
    )


class MaximumBelowMinimum(Refusal):
    status = 422
    title = Text("Durées incohérentes", "Lengths do not fit")
    detail = Text(
        "La durée maximale est plus courte que la durée minimale.",
        "The maximum length is shorter than the minimum length.",
    )
