"""Refusals of bookings."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class SlotTaken(Refusal):
    title = Text("Créneau déjà pris", "Slot taken")
    detail = Text(
        "{resource} n’est plus libre sur ce créneau. Choisissez-en un autre, par exemple parmi ceux proposés.",
        "{resource} is no longer free then. Choose another slot, for example one of those proposed.",
    )


class BookingClosed(Refusal):
    title = Text("Réservation close", "Booking closed")
    detail = Text(
        "Cette réservation est {state} : cette action n’est plus possible.",
        "This booking is {state}: this is no longer possible.",
    )


class BookingBegun(Refusal):
    title = Text("Réservation commencée", "Booking begun")
    detail = Text(
        "Cette réservation a déjà commencé : elle ne change plus.",
        "This booking has begun: it no longer changes.",
    )


class QuotaExceeded(Refusal):
    title = Text("Quota atteint", "Quota reached")
    detail = Text(
        "Les règles de «\u00a0{agreement}\u00a0» donnent à chaque organisation {maximum} {period} pour ce type de ressource."
        " Il vous reste {left} du {starts_on} au {last_day}\u00a0: raccourcissez la réservation, ou changez de date.",
        "The rules of “{agreement}” give each organisation {maximum} {period} of this kind of resource."
        " You have {left} left from {starts_on} to {last_day}: make the booking shorter, or change its date.",
    )
