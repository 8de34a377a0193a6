"""Sharing a run, apart from any database: against a small model of its own, whatever the parties and their order."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.allocations.rules import proof, slices
from essaim.allocations.rules.presence import Period, last_day_charged
from essaim.allocations.rules.sharing import (
    LineInput,
    MemberInput,
    PartShare,
    RunInputs,
    missing_inputs,
    share_run,
)
from essaim.allocations.rules.telling import told_under

DAYS = 365
NO_KEY: dict[str, Any] = {"rule": "parts", "excluded": [], "limits": []}


def a_part(by: str, code: str | None, weight: int) -> dict[str, Any]:
    return {"basis": by, "code": code, "weight_bp": weight, "only": None}


members = st.lists(
    st.builds(
        lambda beds, km, days: ({"figure:beds": beds, "usage:km": km}, days),
        st.integers(1, 200),
        st.integers(0, 3_000),
        st.integers(1, DAYS),
    ),
    min_size=1,
    max_size=8,
).map(
    lambda drawn: tuple(
        MemberInput(f"{place:02}", days, DAYS, figures) for place, (figures, days) in enumerate(drawn)
    )
)
keys = st.sampled_from(
    [
        {**NO_KEY, "name": "Parts égales", "parts": [a_part("equal", None, 10_000)]},
        {**NO_KEY, "name": "Lits", "parts": [a_part("figure", "beds", 10_000)]},
        {**NO_KEY, "name": "Mixte", "parts": [a_part("equal", None, 4_000), a_part("figure", "beds", 6_000)]},
    ]
)
runs = st.builds(
    lambda people, drawn: RunInputs(
        people,
        tuple(LineInput(f"L{rank}", f"L{rank}", cents, key) for rank, (cents, key) in enumerate(drawn)),
    ),
    members,
    st.lists(st.tuples(st.integers(0, 10**9), keys), min_size=1, max_size=4),
)


def modelled(amount: int, weights: list[Fraction]) -> list[int]:
    """Rule R1 of the domain, written apart: floors, then the largest fractions, ties to the first."""
    whole = sum(weights)
    exact = [amount * weight / whole for weight in weights]
    paid = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda place: (paid[place] - exact[place], place))
    for place in order[: amount - sum(paid)]:
        paid[place] += 1
    return paid


def weighed(member: MemberInput, part: dict[str, Any]) -> Fraction:
    presence = Fraction(member.days_present, member.days)
    return presence if part["basis"] == "equal" else member.figures["figure:beds"] * presence


@settings(max_examples=200)
@given(runs)
def test_each_line_is_what_the_model_says_and_adds_up(run: RunInputs) -> None:
    shares = share_run(run)
    for line in shares.lines:
        parts = line.line.key["parts"]
        amounts = modelled(line.line.amount_cents, [Fraction(part["weight_bp"]) for part in parts])
        by_part = [
            modelled(amount, [weighed(member, part) for member in run.members])
            for amount, part in zip(amounts, parts, strict=True)
        ]
        assert line.cents == [sum(column) for column in zip(*by_part, strict=True)]
        assert sum(line.cents) == line.line.amount_cents
        assert [sum(part.cents for part in mine) for mine in line.parts] == line.cents
    assert sum(shares.cents) == sum(line.amount_cents for line in run.lines)


@settings(max_examples=200)
@given(runs, st.randoms(use_true_random=False))
def test_another_order_of_the_parties_moves_only_the_cents_left_over(run: RunInputs, lot: Any) -> None:
    shuffled = list(run.members)
    lot.shuffle(shuffled)
    first = share_run(run)
    second = share_run(replace(run, members=tuple(shuffled)))
    for before, after in zip(first.lines, second.lines, strict=True):
        moved = dict(zip((one.id for one in shuffled), after.parts, strict=True))
        for place, member in enumerate(run.members):
            for rank, part in enumerate(before.parts[place]):
                other = moved[member.id][rank]
                assert (part.amount, part.weight, part.whole) == (other.amount, other.weight, other.whole)
                assert abs(part.cents - other.cents) <= 1
                ties = [left_over(mine[rank]) for mine in before.parts].count(left_over(part))
                if ties == 1:
                    assert part.cents == other.cents


def left_over(part: PartShare) -> Fraction:
    """The fraction of a cent that rounding decides of: a cent left over goes to the largest."""
    assert part.weight is not None
    assert part.whole is not None
    return part.amount * part.weight / part.whole % 1


def test_what_is_missing_is_found_all_at_once() -> None:
    people = (
        MemberInput("A", 1, 1, {"figure:beds": 3}),
        MemberInput("B", 1, 1, {}),
        MemberInput("C", 1, 1, {}),
    )
    lines = (
        LineInput(
            "1", "Lits", 100, {**NO_KEY, "parts": [a_part("figure", "beds", 10_000)], "excluded": ["C"]}
        ),
        LineInput("2", "Km", 100, {**NO_KEY, "parts": [a_part("usage", "km", 10_000)]}),
    )
    missing = [(one.line_id, one.member, one.figure) for one in missing_inputs(RunInputs(people, lines))]
    assert missing == [("1", "B", "figure:beds"), *(("2", who, "usage:km") for who in "ABC")]


class TestPresence:
    def test_days_are_counted_within_the_period(self) -> None:
        year = Period(date(2025, 1, 1), date(2025, 12, 31))
        assert year.days == 365
        assert year.present(date(2025, 7, 1), None) == 184
        assert year.present(None, date(2025, 1, 1)) == 1
        assert year.present(date(2020, 1, 1), date(2024, 12, 31)) == 0
        assert last_day_charged(date(2025, 5, 10), owes_current_year=True) == date(2025, 12, 31)
        assert last_day_charged(date(2025, 5, 10), owes_current_year=False) == date(2025, 5, 10)
        assert last_day_charged(None, owes_current_year=True) is None


class TestTelling:
    def test_totals_are_told_by_enough_organisations_none_too_heavy(self) -> None:
        assert told_under([10, 10]) == []
        assert told_under([10, 10, 10]) == ["aggregates"]
        assert told_under([10, 10, 10, 0]) == ["aggregates"]
        assert told_under([70, 10, 10, 10]) == ["aggregates", "coopetition"]
        assert told_under([71, 9, 10, 10]) == ["aggregates"]


class TestProofs:
    def run_of(
        self, amount: int, basis: Any, needs: dict[str, int], excluded: tuple[str, ...] = ()
    ) -> RunInputs:
        people = tuple(MemberInput(name, 1, 1) for name in "ABC")
        key = {"rule": "arrival", "parts": [], "excluded": list(excluded), "limits": []}
        return RunInputs(people, (LineInput("1", "Salle", amount, key, basis, None, needs),))

    def test_who_is_left_out_pays_nothing_and_its_price_alone_is_not_compared(self) -> None:
        shares = share_run(self.run_of(110, "levels", {"A": 80, "B": 110}, excluded=("C",)))
        assert shares.cents == [40, 70, 0]
        assert [proof.alone_in_all(shares, place) for place in range(3)] == [80, 110, None]
        assert proof.of_run(shares)["state"] == "nobody_gains"

    @settings(max_examples=100)
    @given(st.lists(st.integers(0, 50_000), min_size=3, max_size=3))
    def test_slices_of_levels_sum_to_each_share(self, prices: list[int]) -> None:
        needs = dict(zip("ABC", prices, strict=True))
        shares = share_run(self.run_of(max(prices), "levels", needs))
        (line,) = shares.lines
        told = slices.slices_of(line)
        assert [sum(one["cents"] for one in mine) for mine in told] == line.cents
        assert all(
            arrival is not None and arrival.least <= arrival.most for arrival in slices.arrivals_of(line)
        )
