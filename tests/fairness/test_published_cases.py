"""Every published case of cases.json, each expected figure within its tolerance."""

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from essaim.fairness.alone import pro_rata_to_alone
from essaim.fairness.apportionment import sainte_lague
from essaim.fairness.certificate import certify
from essaim.fairness.claims import guaranteed_minimum, talmud
from essaim.fairness.compromise import costs_as_gains, tau_value
from essaim.fairness.costs import Aggregated, Levels, Step, Structure, Table, Tiers, dearer_together, masses
from essaim.fairness.kohlberg import check
from essaim.fairness.nucleolus import nucleolus, nucleolus_of_costs, nucleolus_of_levels
from essaim.fairness.separable import equal_rest, rest_by_benefit, separable_costs
from essaim.fairness.shapley import shapley
from essaim.fairness.voting_power import banzhaf, banzhaf_value, normalised, shapley_shubik

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))[
    "cases"
]
Figures = Sequence[Any]


def table_of(players: list[str], by_group: dict[str, float]) -> tuple[Table, int]:
    """The table in whole units, and how many of them make one unit of the source."""
    unit = 100
    values = [0] * (1 << len(players))
    for names, amount in by_group.items():
        values[sum(1 << players.index(name) for name in names.split("+"))] = round(amount * unit)
    return Table(values), unit


def savings(costs: Table) -> Table:
    return Table(masses(costs.alone()) - costs.values)


def of_costs(case: dict[str, Any]) -> dict[str, Figures]:
    costs, unit = table_of(case["players"], case["structure"]["c"])
    rules: dict[str, Callable[[], Figures]] = {
        "shapley": lambda: shapley(costs),
        "scrb": lambda: rest_by_benefit(costs),
        "aca_scrb": lambda: rest_by_benefit(costs),
        "egalitarian_nonseparable": lambda: equal_rest(costs),
        "separable_cost": lambda: separable_costs(costs),
        "standalone": costs.alone,
        "nucleolus": lambda: nucleolus_of_costs(costs),
        "per_capita_nucleolus": lambda: nucleolus_of_costs(costs, measure="member"),
        "per_capita_nucleolus_of_savings": lambda: nucleolus(savings(costs), measure="member").shares,
        "savings": lambda: sorted_by_size(savings(costs)),
    }
    return {name: [Fraction(value) / unit for value in rules[name]()] for name in case["expected"]}


def sorted_by_size(table: Table) -> list[int]:
    """Groups by size, then by their first members, without the empty one."""
    size = table.size
    masks = sorted(
        range(1, 1 << size),
        key=lambda mask: (mask.bit_count(), [place for place in range(size) if mask >> place & 1]),
    )
    return [int(table.values[mask]) for mask in masks]


def of_gains(case: dict[str, Any]) -> dict[str, Figures]:
    gains, unit = table_of(case["players"], case["structure"]["v"])
    rules: dict[str, Callable[[], Figures]] = {
        "shapley": lambda: shapley(gains),
        "nucleolus": lambda: nucleolus(gains).shares,
        "prenucleolus": lambda: nucleolus(gains, individually_rational=False).shares,
        "proportional_nucleolus": lambda: nucleolus(gains, measure="gain").shares,
        "tau": lambda: tau_value(gains),
        "banzhaf": lambda: banzhaf_value(gains),
    }
    return {name: [Fraction(value) / unit for value in rules[name]()] for name in case["expected"]}


def of_claims(case: dict[str, Any]) -> dict[str, Figures]:
    estate, claims = case["structure"]["estate"], case["structure"]["claims"]
    left = [max(0, estate - sum(claims) + mass) for mass in masses(claims).tolist()]
    rules: dict[str, Callable[[], Figures]] = {
        "talmud": lambda: talmud(estate, claims),
        "alpha_min": lambda: guaranteed_minimum(estate, claims),
        "nucleolus_of_bankruptcy_game": lambda: nucleolus(Table(left)).shares,
    }
    return {name: rules[name]() for name in case["expected"]}


def of_levels(case: dict[str, Any]) -> dict[str, Figures]:
    levels = Levels(tuple(case["structure"]["standalone"]))
    return {"shapley": shapley(levels), "nucleolus": nucleolus_of_levels(levels)}


def of_movements(case: dict[str, Any]) -> dict[str, Figures]:
    """One member per movement: 13,572 of them, one fee per type of aircraft."""
    structure = case["structure"]
    costs = [
        cost
        for cost, count in zip(structure["capital_cost"], structure["movements"], strict=True)
        for _ in range(count)
    ]
    shares = dict(zip(costs, shapley(Levels(tuple(costs))), strict=True))
    return {"shapley_per_movement": [shares[cost] for cost in structure["capital_cost"]]}


def of_votes(case: dict[str, Any]) -> dict[str, Figures]:
    votes, quota = case["structure"]["weights"], case["structure"]["quota"]
    return {
        "shapley_shubik": shapley_shubik(votes, quota),
        "banzhaf_normalised": normalised(banzhaf(votes, quota)),
    }


def of_seats(case: dict[str, Any]) -> dict[str, Figures]:
    return {"sainte_lague": sainte_lague(case["structure"]["seats"], case["structure"]["votes"])}


def of_purchase(case: dict[str, Any]) -> dict[str, Figures]:
    """The sources price exactly the quantity bought: no over-ordering."""
    given = case["structure"]
    steps = tuple(Step(*step) for step in zip(given["tier_from"], given["unit_price_cents"], strict=True))
    tiers = Tiers(
        "all_units" if given["pricing"] == "allunits" else "incremental",
        steps,
        given["fixed_cents"],
        over_ordering=False,
    )
    pool = Aggregated(tuple(given["quantities"]), tiers)
    total = sum(pool.quantities)
    return {
        "shapley_cents": shapley(pool),
        "total_cents": [pool.bill()],
        "prorata_cents": [Fraction(pool.bill() * quantity, total) for quantity in pool.quantities],
    }


OF_KIND: dict[str, Callable[[dict[str, Any]], dict[str, Figures]]] = {
    "cost": of_costs,
    "gains": of_gains,
    "claims": of_claims,
    "airport": of_levels,
    "airport-clones": of_movements,
    "voting": of_votes,
    "apportionment": of_seats,
    "aggregate-quantity": of_purchase,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_published_case_is_reproduced(case: dict[str, Any]) -> None:
    found = OF_KIND[case["kind"]](case)
    for name, expected in case["expected"].items():
        wanted = expected if isinstance(expected, list) else [expected]
        gaps = [abs(float(value) - want) for value, want in zip(found[name], wanted, strict=True)]
        assert max(gaps) <= case["tolerance"] + 1e-12, (name, [float(value) for value in found[name]])


class TestTheSwedishWater:
    """The figures around the paper of 1979, and its classic mistake."""

    case = next(case for case in CASES if case["name"] == "skane-water-nucleolus")
    costs, _ = table_of(case["players"], case["structure"]["c"])

    def test_the_printed_nucleolus_is_refused_by_the_proof(self) -> None:
        printed = [Fraction(value) for value in (-2035, -1206, -500, -861, -1860, -1920)]
        assert sum(printed) == -self.costs.bill()
        assert not check(costs_as_gains(self.costs), printed).proved

    def test_groups_dearer_together_are_reported(self) -> None:
        pairs = dearer_together(self.costs)
        assert ((0, 1, 3), (4, 5), 37) in [
            (max(a, b, key=len), min(a, b, key=len), more) for a, b, more in pairs
        ]

    def test_separable_costs_leave_a_group_that_gains(self) -> None:
        """HKL pays 29.81 against 27.26 alone: 2.54 or 2.55 too much, as rounded."""
        shares = [1954, 1328, 562, 1090, 1666, 1782]
        assert sum(shares) == self.costs.bill()
        found = certify(self.costs, shares)
        assert found.state == "somebody_gains"
        assert found.blocking is not None
        assert found.blocking.group == (1, 2, 3)
        assert found.blocking.gain in (254, 255)

    def test_every_pool_shares_pro_rata_to_the_price_alone(self) -> None:
        shares = pro_rata_to_alone(self.costs)
        assert sum(shares) == self.costs.bill()


def test_all_units_pro_rata_is_stable_when_the_price_falls() -> None:
    case: Structure = Aggregated(
        (40, 25, 10, 5, 120),
        Tiers("all_units", (Step(0, 1000), Step(33, 940), Step(66, 880), Step(133, 800))),
    )
    found = certify(case, [32_000, 20_000, 8_000, 4_000, 96_000])
    assert (found.state, found.method) == ("nobody_gains", "whole_quantities")
