"""Arithmetic and words of statements, against small independent models."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.statements import rules, words

cents = st.integers(1, 10**9)


class TestNumbers:
    def test_a_reference_is_the_year_and_the_number(self) -> None:
        assert rules.reference(date(2027, 1, 1), 12) == "2027-0012"
        assert rules.reference(date(2027, 1, 1), 12_345) == "2027-12345"

    @given(quantity=st.integers(0, 10**9), decimals=st.integers(0, 4), price=st.integers(0, 10**9))
    @settings(max_examples=200)
    def test_a_line_is_the_nearest_cent(self, quantity: int, decimals: int, price: int) -> None:
        exact = Decimal(quantity) * price / 10**decimals
        assert rules.line_cents(quantity, decimals, price) == exact.quantize(Decimal(1), ROUND_HALF_UP)

    @given(paid=cents, claims=st.lists(cents, max_size=6))
    @settings(max_examples=200)
    def test_what_was_paid_goes_whole_to_the_first_claims(self, paid: int, claims: list[int]) -> None:
        carried = rules.carry(paid, enumerate(claims))
        settled = dict(carried.parts)
        assert sum(settled.values()) + carried.left_over == paid
        for place, claim in enumerate(claims):
            before = sum(claims[:place])
            assert settled.get(place, 0) == min(claim, max(paid - before, 0))

    @given(days=st.integers(-400, 400), remaining=st.integers(0, 3))
    @settings(max_examples=100)
    def test_overdue_from_the_day_after_while_something_is_left(self, days: int, remaining: int) -> None:
        due_on = date(2027, 3, 31)
        late = rules.overdue_days(due_on, due_on + timedelta(days=days), remaining)
        assert late == (days if days > 0 and remaining else 0)

    @pytest.mark.parametrize(
        ("days", "age"),
        [
            (1, "days_0_30"),
            (30, "days_0_30"),
            (31, "days_31_60"),
            (60, "days_31_60"),
            (61, "days_61_90"),
            (90, "days_61_90"),
            (91, "days_over_90"),
        ],
    )
    def test_ages(self, days: int, age: str) -> None:
        assert rules.age(days) == age

    def test_the_first_kind_not_allowed(self) -> None:
        assert rules.first_refused(["wages", "flat_fee", "flat_fee"], ["wages"]) == 1
        assert rules.first_refused(["wages"], ["wages"]) is None


class TestWords:
    def test_a_day_a_quantity_a_number(self) -> None:
        assert words.in_full(date(2028, 1, 1)) == "1er\u00a0janvier\u00a02028"
        assert words.quantity(2_450, "HOUR/2") == "24,50\u00a0heures"
        assert words.quantity(100, "HOUR/2") == "1,00\u00a0heure"
        assert words.quantity(1_234_567, "KM/0") == "1\u202f234\u202f567\u00a0km"
        assert words.quantity(5, "BALE/1") == "0,5\u00a0BALE"
        assert words.account_number("FR7630006000011234567890189").count("\u00a0") == 6
        assert words.grouped("99123456800017") == "991\u00a0234\u00a0568\u00a000017"
