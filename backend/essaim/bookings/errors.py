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
