"""Why a share cannot be computed. Pure: whoever calls turns these into words of its own language."""

from collections.abc import Sequence
from typing import Any


class Unshareable(ValueError):
    """Something is asked that has no answer, or none that can be proved."""


class NobodyToShareWith(Unshareable):
    """There is an amount, and nobody counts for anything in the figure it is shared by. `part` is the place of the part of the key."""

    def __init__(self, part: int) -> None:
        super().__init__(f"Nobody has a weight in part {part} of the key.")
        self.part = part


class MissingFigure(Unshareable):
    """A member has no figure of the name the key asks for."""

    def __init__(self, member: str, figure: str) -> None:
        super().__init__(f"{member} has no figure {figure}.")
        self.member, self.figure = member, figure


class ClausesConflict(Unshareable):
    """Floors and caps that no share can respect together.

    `clauses`: an irreducible set of them (leave any one out and the rest can be respected); `missing`: by how many cents
    they miss the amount, positive when floors ask too much, negative when caps leave a part unpaid, 0 when a floor of
    one member is above its cap.
    """

    def __init__(self, clauses: Sequence[Any], missing: int) -> None:
        super().__init__(f"{len(clauses)} clauses cannot be respected together (by {missing} cents).")
        self.clauses, self.missing = tuple(clauses), missing


class TooLarge(Unshareable):
    """An exact answer would take too long; no approximation is given in its place."""


class NoStableShare(Unshareable):
    """No share exists that no group would leave: whatever the rule, some group pays less alone."""


class NotDefined(Unshareable):
    """The rule has no answer for these costs."""
