"""One call from costs to a share that can be paid: a rule, its clauses, whole cents, and the certificate of these cents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from essaim.fairness.alone import equal_savings, pro_rata_to_alone
from essaim.fairness.certificate import Certificate, certify
from essaim.fairness.clauses import Bounded, Clause, share_within
from essaim.fairness.costs import Lines, Structure
from essaim.fairness.equal_profit import equal_profit
from essaim.fairness.nucleolus import nucleolus_of_costs
from essaim.fairness.rounding import Real, in_cents
from essaim.fairness.separable import equal_rest, rest_by_benefit
from essaim.fairness.shapley import shapley

Rule = Literal[
    "arrival",
    "same_percentage",
    "same_saving",
    "same_percentage_stable",
    "separable_equal",
    "separable_benefit",
    "least_unhappy",
]
"""`arrival`: Shapley; `same_percentage`: pro rata to the price alone; `same_percentage_stable`: equal profit method; `least_unhappy`: nucleolus."""

RULES: Mapping[Rule, Callable[[Structure], Sequence[Real]]] = {
    "arrival": shapley,
    "same_percentage": pro_rata_to_alone,
    "same_saving": equal_savings,
    "same_percentage_stable": equal_profit,
    "separable_equal": equal_rest,
    "separable_benefit": rest_by_benefit,
    "least_unhappy": nucleolus_of_costs,
}


@dataclass(frozen=True, slots=True)
class Shared:
    """Cents that sum to the bill, what they were before rounding, and what is proved of them.

    `by_line`: of a contract of several lines shared line by line, the cents of each line; `bounded`: what clauses did.
    """

    cents: list[int]
    exact: Sequence[Real]
    certificate: Certificate
    by_line: list[list[int]] | None = None
    bounded: Bounded | None = None


def share_bill(structure: Structure, rule: Rule, clauses: Sequence[Clause] = ()) -> Shared:
    """Share the bill of a structure by a rule.

    Contracts of several lines are shared line by line under `arrival` (which gives the same exact shares as the whole), so that
    each line adds up on paper. Raises the refusals of the rule (`errors`), and `ClausesConflict`.
    """
    if rule == "arrival" and isinstance(structure, Lines) and not clauses:
        return _by_line(structure)
    exact = RULES[rule](structure)
    cents, bounded = in_cents(structure.bill(), exact), None
    if any(not _respected(clause, structure.bill(), cents) for clause in clauses):
        bounded = share_within(structure.bill(), exact, clauses)
        cents = bounded.cents
    return Shared(cents, exact, certify(structure, cents), bounded=bounded)


def _by_line(contract: Lines) -> Shared:
    exact = [shapley(line) for line in contract.lines]
    by_line = [in_cents(line.bill(), shares) for line, shares in zip(contract.lines, exact, strict=True)]
    cents = [sum(column) for column in zip(*by_line, strict=True)]
    whole = [sum(column) for column in zip(*exact, strict=True)]
    return Shared(cents, whole, certify(contract, cents, by_line=by_line), by_line)


def _respected(clause: Clause, amount: int, cents: Sequence[int]) -> bool:
    bound = clause.bound(amount)
    concerned = [share for place, share in enumerate(cents) if clause.concerns(place)]
    return all(share >= bound if clause.kind == "floor" else share <= bound for share in concerned)
