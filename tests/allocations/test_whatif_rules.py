"""Scenarios of a what-if table, against the run computed again from nothing."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.allocations.errors.whatif import WhatIfTooLarge
from essaim.allocations.rules import whatif
from essaim.allocations.rules.sharing import LineInput, MemberInput, RunInputs, RunShares, share_run
from essaim.allocations.rules.whatif import NEWCOMER, Known, Newcomer, own_share
from essaim.allocations.schemas.whatif import WhatIfIn
from essaim.allocations.service.whatif_scenarios import asked, require_bearable

CODES = ("figure:beds", "figure:fte", "usage:km")


def part(name: str | None, weight_bp: int) -> dict[str, Any]:
    basis, _, code = (name or "equal").partition(":")
    return {"basis": basis, "code": code or None, "weight_bp": weight_bp, "only": None}


@st.composite
def keys(draw: st.DrawFn) -> dict[str, Any]:
    by = draw(st.lists(st.sampled_from((None, *CODES)), min_size=1, max_size=3))
    weights = [10_000 // len(by)] * (len(by) - 1)
    parts = [part(name, weight) for name, weight in zip(by, [*weights, 10_000 - sum(weights)], strict=True)]
    return {"name": "Clé", "rule": "parts", "parts": parts, "excluded": [], "limits": []}


@st.composite
def runs(draw: st.DrawFn) -> RunInputs:
    size = draw(st.integers(2, 6))
    members = tuple(
        MemberInput(
            f"m{place}",
            draw(st.integers(1, 365)),
            365,
            {name: draw(st.integers(1, 10_000)) for name in CODES},
        )
        for place in range(size)
    )
    lines = [
        LineInput(f"l{place}", f"l{place}", draw(st.integers(0, 10**7)), draw(keys()))
        for place in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        needs = {member.id: draw(st.integers(0, 10**6)) for member in members}
        lines.append(LineInput("levels", "levels", max(needs.values()), draw(keys()), "levels", None, needs))
    return RunInputs(members, tuple(lines))


def bill(shares: RunShares) -> int:
    return sum(line.line.amount_cents for line in shares.lines)


@settings(max_examples=200)
@given(runs(), keys(), st.data())
def test_every_scenario_adds_up_and_changes_what_it_says(
    inputs: RunInputs, key: Mapping[str, Any], data: st.DataObject
) -> None:
    now = share_run(inputs)
    figures = {name: data.draw(st.integers(1, 10_000)) for name in CODES}
    leaver = data.draw(st.sampled_from(now.members)).id
    need = data.draw(st.integers(0, 2 * 10**6))
    amounts = {inputs.lines[0].id: data.draw(st.integers(-(10**6), 10**7))}
    scenarios = {
        "key": whatif.by_key(now, key, ()),
        "leaves": whatif.without(now, leaver),
        "joins": whatif.with_newcomer(now, Newcomer(figures, {"levels": need})),
        "figures": whatif.with_figures(now, {leaver: figures}),
        "amounts": whatif.with_amounts(now, amounts),
    }
    for after in scenarios.values():
        assert sum(after.cents) == bill(after)
        rows = whatif.compare(now, after)
        assert sum(row.change for row in rows) == sum(after.cents) - sum(now.cents)
    priced = [line for line in inputs.lines if line.basis == "levels"]
    others = [member for member in inputs.members if member.id != leaver]
    fewer = [
        replace(line, needs=rest, amount_cents=max(rest.values()))
        if line in priced and (rest := {one: cost for one, cost in line.needs.items() if one != leaver})
        else line
        for line in inputs.lines
    ]
    assert scenarios["leaves"].cents == share_run(RunInputs(tuple(others), tuple(fewer))).cents
    more = [
        replace(line, needs={**line.needs, NEWCOMER: need}, amount_cents=max(need, *line.needs.values()))
        if line in priced
        else line
        for line in inputs.lines
    ]
    joined = (*inputs.members, MemberInput(NEWCOMER, 365, 365, figures))
    assert scenarios["joins"].cents == share_run(RunInputs(joined, tuple(more))).cents


@settings(max_examples=200)
@given(runs(), keys())
def test_ones_own_share_from_ones_own_line_is_within_a_cent_a_part(
    inputs: RunInputs, key: Mapping[str, Any]
) -> None:
    now = share_run(inputs)
    after = whatif.by_key(now, key, ())
    me = inputs.members[0]
    presence = Fraction(me.days_present, me.days)
    known = {}
    for name in (None, *CODES):
        basis, _, code = (name or "equal").partition(":")
        weights = [
            (1 if name is None else member.figures[name])
            * (1 if basis == "usage" else Fraction(member.days_present, member.days))
            for member in inputs.members
        ]
        known[basis, code or None] = [Known(Fraction(weights[0]), Fraction(sum(weights)), frozenset())]
    assert presence > 0
    share = own_share(bill(now), key, me.id, known)
    assert share is not None
    assert abs(share - after.cents[0]) <= len(key["parts"])


def test_a_key_that_is_not_told_has_no_own_share() -> None:
    beds = {"parts": [part("figure:beds", 10_000)], "excluded": [], "limits": [], "rule": "parts"}
    known = {("figure", "beds"): [Known(Fraction(1), Fraction(4), frozenset())]}
    assert own_share(100, beds, "me", known) == 25
    assert own_share(100, {**beds, "excluded": ["other"]}, "me", known) is None
    assert own_share(100, {**beds, "excluded": ["me"]}, "me", known) == 0
    assert own_share(100, {**beds, "limits": [{}]}, "me", known) is None
    assert own_share(100, {**beds, "rule": "arrival", "parts": []}, "me", known) is None
    assert own_share(-100, beds, "me", known) is None
    filtered = [{**part("figure:beds", 10_000), "only": {"code": "beds", "at_least": 1, "at_most": None}}]
    assert own_share(100, {**beds, "parts": filtered}, "me", known) is None


def of_tiers(size: int, mode: str) -> RunShares:
    """A purchase of many members, whose shares need not be computed to know how long others would take."""
    needs = {f"m{place}": 101 + 7 * place for place in range(size)}
    pricing = {
        "mode": mode,
        "tiers": [
            {"from_quantity": 0, "unit_price_cents": 100},
            {"from_quantity": 500, "unit_price_cents": 80},
        ],
        "fixed_cents": 0,
    }
    total = sum(needs.values())
    amount = total * 80 if mode == "all_units" else 500 * 100 + (total - 500) * 80
    key = {"name": "Parts", "rule": "parts", "parts": [part(None, 10_000)], "excluded": [], "limits": []}
    members = tuple(MemberInput(name, 365, 365) for name in needs)
    line = LineInput("gloves", "Gants", amount, key, "tiers", pricing, needs)
    return share_run(RunInputs(members, (line,)))


@pytest.mark.parametrize(
    ("size", "rule", "borne"),
    [
        (16, "arrival", True),
        (16, "least_unhappy", True),
        (60, "arrival", True),
        (300, "arrival", False),
        (300, "same_percentage", True),
        (500, "separable_equal", True),
    ],
)
def test_what_takes_about_a_second_is_borne(size: int, rule: str, borne: bool) -> None:
    now = of_tiers(size, "incremental")
    names = {member.id: member.id for member in now.members}
    scenarios = asked(now, WhatIfIn.model_validate({"rules": [rule]}), [], names)
    if borne:
        require_bearable(now, scenarios)
    else:
        with pytest.raises(WhatIfTooLarge):
            require_bearable(now, scenarios)


def test_many_scenarios_over_many_members_are_too_much_at_once() -> None:
    now = of_tiers(300, "all_units")
    names = {member.id: member.id for member in now.members}
    key = {"name": "Parts", "rule": "parts", "parts": [part(None, 10_000)], "excluded": [], "limits": []}
    body = WhatIfIn.model_validate({"rules": ["same_percentage"]})
    require_bearable(now, asked(now, body, [key] * 3, names))
    with pytest.raises(WhatIfTooLarge):
        require_bearable(now, asked(now, body, [key] * 20, names))
