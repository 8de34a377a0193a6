"""The year-end rebate of a supplier: what was to be expected, what the network keeps, what each member is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from essaim.fairness.exact import largest_remainder
from essaim.fairness.rounding import half_up

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class RebateStep:
    """From this yearly turnover (cents), this rate of the whole of it (basis points)."""

    from_cents: int
    rate_bp: int


@dataclass(frozen=True, slots=True)
class RebateRule:
    """What a quote promises. `to_network`: the supplier pays it to the network, which keeps it."""

    to_network: bool
    steps: tuple[RebateStep, ...]

    def rate_bp(self, turnover_cents: int) -> int:
        """The rate of the step reached, 0 under the first."""
        reached = [step for step in self.steps if turnover_cents >= step.from_cents]
        return reached[-1].rate_bp if reached else 0

    def expected(self, turnover_cents: int) -> int:
        return half_up(Fraction(turnover_cents * self.rate_bp(turnover_cents), WHOLE_BP))


@dataclass(frozen=True, slots=True)
class Split:
    """`shares` in the order of the members; with what is kept they sum to what was received."""

    kept_cents: int
    shares: tuple[int, ...]


def rule_of(promised: dict[str, Any] | None) -> RebateRule:
    """From the opened content of a quote: its `rebate`, none promises nothing."""
    if promised is None:
        return RebateRule(False, ())
    steps = tuple(RebateStep(step["from_cents"], step["rate_bp"]) for step in promised["steps"])
    return RebateRule(promised["paid_to"] == "network", steps)


def split(received_cents: int, kept_bp: int, spent: Sequence[int]) -> Split:
    """The network's share first, half up; the rest by what each spent, largest remainder, ties to the first in order.

    What nobody spent for, the network keeps.
    """
    kept = half_up(Fraction(received_cents * kept_bp, WHOLE_BP)) if any(spent) else received_cents
    return Split(kept, tuple(largest_remainder(received_cents - kept, spent)))
