"""What a run of cost lines is shared from, and what comes out: plain data, written to JSON and read back by `recompute`.

Amounts are integer cents, figures integers of the smallest unit of each code (`figure:beds`, `usage:km`): within a code all
are of one unit. A key is the JSON of a key as adopted (`parts`, `rule`, `excluded`, `limits`), pricing that of a line. The
order of the members decides who gets the cents left over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from essaim.fairness.costs import Structure
from essaim.fairness.keys import Member

PriceBasis = Literal["none", "alone", "levels", "tiers", "groups"]
PRICED: tuple[PriceBasis, ...] = ("levels", "tiers", "groups")
"""What is known of the price of any group, not only of each alone."""


@dataclass(frozen=True, slots=True)
class MemberInput:
    """Who shares: its name (any text, unique), the days of the period it was there, and its figures."""

    id: str
    days_present: int
    days: int
    figures: Mapping[str, int] = field(default_factory=dict)

    def as_member(self) -> Member:
        return Member(self.id, self.figures, presence=Fraction(self.days_present, self.days))


@dataclass(frozen=True, slots=True)
class LineInput:
    """A cost line. `needs`: by member, the price alone in cents (`alone`, `levels`) or the quantity (`tiers`).

    `pricing`: of `tiers`, `{mode, tiers: [{from_quantity, unit_price_cents}], fixed_cents}`; of `groups`,
    `{groups: [{organisation_ids, cents}]}`.
    """

    id: str
    name: str
    amount_cents: int
    key: Mapping[str, Any]
    basis: PriceBasis = "none"
    pricing: Mapping[str, Any] | None = None
    needs: Mapping[str, int] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        return str(self.key.get("rule", "parts"))

    @property
    def excluded(self) -> frozenset[str]:
        return frozenset(self.key.get("excluded", ()))


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything shares follow from. `units`: the unit of each figure (`{"figure:fte": "FTE/2"}`), to be told only."""

    members: tuple[MemberInput, ...]
    lines: tuple[LineInput, ...]
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartShare:
    """A part of one member's share of a line, and what it follows from; the parts sum to the share.

    `by`: `equal`, `figure`, `usage`; a fair rule; `floor`, `cap` (what that clause changed) or `clauses` (what the clauses of
    others changed). `weight` of `whole` is the exact fraction paid of `amount`, presence counted.
    """

    by: str
    amount: int
    cents: int
    code: str | None = None
    weight_bp: int = 10_000
    value: int | None = None
    weight: Fraction | None = None
    whole: Fraction | None = None
    rounded_up: bool = False


@dataclass(frozen=True, slots=True)
class LineShares:
    """A line shared. `cents` and `parts` by member in order; `alone`: the price alone, none when not known or not concerned.

    `structure`: what any group would pay, over all members (nothing for who is left out); none when not known.
    """

    line: LineInput
    cents: list[int]
    parts: list[list[PartShare]]
    alone: list[int | None]
    structure: Structure | None = None


@dataclass(frozen=True, slots=True)
class RunShares:
    members: tuple[MemberInput, ...]
    lines: tuple[LineShares, ...]

    @property
    def cents(self) -> list[int]:
        """What each pays in all, in the order of the members."""
        return [sum(line.cents[place] for line in self.lines) for place in range(len(self.members))]
