"""Value of promises, imbalance and what would repair it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.partnerships import rules, words

cents = st.integers(0, 10**9)
tolerances = st.integers(0, 10_000)
quantities = st.integers(1, 10_000)
measures = st.decimals(Decimal("0.0001"), Decimal(1000), places=4)


class TestValue:
    @pytest.mark.parametrize(
        ("quantity", "measure", "unit_cents", "expected"),
        [
            (96, "18", 3200, 5_529_600),
            (24, "1", 115_000, 2_760_000),
            (36, "3", 11_000, 1_188_000),
            (1, "0.5", 1, 1),
            (3, "0.5", 1, 2),
            (1, "0.4999", 1, 0),
        ],
    )
    def test_is_rounded_half_up_once(
        self, quantity: int, measure: str, unit_cents: int, expected: int
    ) -> None:
        assert rules.value_cents(quantity, Decimal(measure), unit_cents) == expected


class TestImbalance:
    def test_of_the_reciprocal_agreement_is_28_60_percent(self) -> None:
        assert rules.imbalance_bp(5_529_600, 3_948_000) == 2860
        assert not rules.is_within(5_529_600, 3_948_000, 1500)

    def test_at_the_year_end_is_26_65_percent(self) -> None:
        assert rules.imbalance_bp(5_068_800, 3_718_000) == 2665

    def test_is_rounded_half_up(self) -> None:
        assert rules.imbalance_bp(20_000, 19_999) == 1
        assert rules.imbalance_bp(20_001, 20_000) == 0

    def test_exactly_at_the_tolerance_is_within(self) -> None:
        assert rules.is_within(10_000, 8_500, 1500)
        assert not rules.is_within(1_000_000, 849_999, 1500)
        assert rules.imbalance_bp(1_000_000, 849_999) == 1500  # rounded alike, judged apart

    def test_two_empty_sides_balance(self) -> None:
        assert rules.imbalance_bp(0, 0) == 0
        assert rules.is_within(0, 0, 0)

    @given(cents, cents, tolerances)
    def test_is_the_same_from_both_sides(self, a: int, b: int, tolerance: int) -> None:
        assert rules.imbalance_bp(a, b) == rules.imbalance_bp(b, a)
        assert rules.is_within(a, b, tolerance) == rules.is_within(b, a, tolerance)
        assert 0 <= rules.imbalance_bp(a, b) <= 10_000

    @given(cents, cents)
    def test_the_gap_is_antisymmetric(self, a: int, b: int) -> None:
        assert rules.net_cents(a, b) == -rules.net_cents(b, a)


class TestRepair:
    def test_seven_training_days(self) -> None:
        addition = rules.units_to_add(
            5_529_600, 3_948_000, 1500, quantity=24, measure=Decimal(1), unit_value_cents=115_000
        )
        assert addition is not None
        assert (addition.units, addition.exact) == (7, Decimal("6.54"))
        assert addition.added_cents == 805_000

    def test_a_unit_that_jumps_over_the_tolerance_is_no_advice(self) -> None:
        assert (
            rules.units_to_add(10_000, 5_000, 100, quantity=1, measure=Decimal(1), unit_value_cents=90_000)
            is None
        )

    def test_a_promise_without_value_is_no_advice(self) -> None:
        assert (
            rules.units_to_add(10_000, 5_000, 100, quantity=1, measure=Decimal(1), unit_value_cents=0) is None
        )

    @given(cents, cents, tolerances, quantities, measures, st.integers(1, 10**6))
    def test_the_units_advised_are_enough_and_one_fewer_is_not(
        self, other: int, rest: int, tolerance: int, quantity: int, measure: Decimal, unit_cents: int
    ) -> None:
        line = rules.value_cents(quantity, measure, unit_cents)
        weak = rest + line
        strong = max(other, weak)
        addition = rules.units_to_add(
            strong, weak, tolerance, quantity=quantity, measure=measure, unit_value_cents=unit_cents
        )
        if rules.is_within(strong, weak, tolerance):
            assert addition is None
            return
        if addition is None:
            return

        def after(units: int) -> int:
            return rest + rules.value_cents(quantity + units, measure, unit_cents)

        assert rules.is_within(strong, after(addition.units), tolerance)
        assert not rules.is_within(strong, after(addition.units - 1), tolerance)

    @given(cents, cents, tolerances)
    def test_the_missing_value_is_enough_and_one_cent_less_is_not(
        self, a: int, b: int, tolerance: int
    ) -> None:
        strong, weak = max(a, b), min(a, b)
        missing = rules.missing_cents(strong, weak, tolerance)
        assert rules.is_within(strong, weak + missing, tolerance)
        if missing:
            assert not rules.is_within(strong, weak + missing - 1, tolerance)


class TestWords:
    def test_french_numbers_use_no_breaking_space(self) -> None:
        assert words.percent(1500, "fr") == "15\u00a0%"
        assert words.number(Decimal("1.5000"), "fr") == "1,5"

    def test_english_numbers(self) -> None:
        assert words.percent(2860, "en") == "28.6%"
