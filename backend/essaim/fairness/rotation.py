"""Turns: who organises the next session, so that nobody is ever far from what it is entitled to.

Chairman assignment (Tijdeman, Discrete Mathematics 32, 1980): among those far enough behind their entitlement, the one whose
deadline comes first. After every session, nobody is further from its entitlement than `1 - 1 / (2n - 2)` of a session, and
no rule can promise less.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction


def bound(size: int) -> Fraction:
    """How far anybody may ever be from its entitlement, in sessions."""
    return 1 - Fraction(1, 2 * size - 2) if size > 1 else Fraction(0)


def turns(entitlements: Sequence[int | Fraction], sessions: int) -> list[int]:
    """Whose turn each session is (places), for entitlements in any proportion; ties to the first in order."""
    parts = _parts(entitlements)
    held, order = [0] * len(parts), []
    for _ in range(sessions):
        place = next_turn(parts, held)
        held[place] += 1
        order.append(place)
    return order


def next_turn(
    entitlements: Sequence[int | Fraction], held: Sequence[int], eligible: Collection[int] | None = None
) -> int:
    """Whose turn it is, given the sessions each has held.

    With `eligible`, only among these (accreditations, absences): the bound then holds no more, and `behind` says who waits.
    Raises `ValueError` when nobody may take the turn.
    """
    parts = _parts(entitlements)
    owed = behind(parts, held, sessions=sum(held) + 1)
    among = [place for place in range(len(parts)) if parts[place] and (eligible is None or place in eligible)]
    if not among:
        raise ValueError("Nobody may take this turn.")
    least = 1 - bound(len(parts))
    waiting = [place for place in among if owed[place] >= least]
    if not waiting:
        return max(among, key=lambda place: (owed[place], -place))
    return min(waiting, key=lambda place: ((bound(len(parts)) - owed[place]) / parts[place], place))


def behind(
    entitlements: Sequence[int | Fraction], held: Sequence[int], sessions: int | None = None
) -> list[Fraction]:
    """How many sessions each is owed (negative: ahead) after those held, or counting one more to come."""
    count = sum(held) if sessions is None else sessions
    return [part * count - done for part, done in zip(_parts(entitlements), held, strict=True)]


def fewest_first(held: Sequence[int], last: Sequence[int | None], eligible: Collection[int]) -> int:
    """The charter's simple order: fewest sessions held, then the oldest last turn (never first), then the order of the charter."""
    if not eligible:
        raise ValueError("Nobody may take this turn.")
    return min(eligible, key=lambda place: (held[place], _age(last[place]), place))


def _age(last: int | None) -> int:
    return -1 if last is None else last


def _parts(entitlements: Sequence[int | Fraction]) -> list[Fraction]:
    whole = sum(entitlements)
    if whole <= 0 or any(own < 0 for own in entitlements):
        raise ValueError("Entitlements are not negative, and somebody has one.")
    return [Fraction(own) / whole for own in entitlements]
