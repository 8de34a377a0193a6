"""How a booking moves from state to state: pure decisions, the clock is given."""

from datetime import datetime
from typing import Literal, get_args

from essaim.bookings.errors import BookingBegun, BookingClosed
from essaim.kit.text import Text

State = Literal["requested", "confirmed", "refused", "cancelled"]
STATES: tuple[State, ...] = get_args(State)
Action = Literal["change", "cancel", "confirm", "refuse"]

STATE_NAMES: dict[State, Text] = {
    "requested": Text("demandée", "requested"),
    "confirmed": Text("confirmée", "confirmed"),
    "refused": Text("refusée", "refused"),
    "cancelled": Text("annulée", "cancelled"),
}
POSSIBLE: dict[Action, frozenset[State]] = {
    "change": frozenset({"requested", "confirmed"}),
    "cancel": frozenset({"requested", "confirmed"}),
    "confirm": frozenset({"requested"}),
    "refuse": frozenset({"requested", "confirmed"}),
}
"""A steward may also withdraw a confirmed booking (a vehicle breaks down), giving the reason."""


def first_state(*, needs_approval: bool, by_steward: bool) -> State:
    """The steward's own bookings need nobody's approval."""
    return "requested" if needs_approval and not by_steward else "confirmed"


def check_action(action: Action, *, state: State, starts_at: datetime, now: datetime) -> None:
    """Refuse what the state no longer allows, and any change of what has begun."""
    if state not in POSSIBLE[action]:
        raise BookingClosed(state=STATE_NAMES[state], context={"state": state})
    if starts_at <= now:
        raise BookingBegun
