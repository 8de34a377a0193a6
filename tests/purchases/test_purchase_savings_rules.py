"""Savings on paper: effects of price and volume add up, twelve months and calendar years follow the days."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.fairness.costs import Step
from essaim.purchases.rules.pricing import Offer
from essaim.purchases.rules.savings import Bought, Term, alone, rate, total, volume_effect, worth
from purchases import buying

ITEM = UUID(int=1)
A = Offer("all_units", {ITEM: tuple(Step(start, price) for start, price in buying.TIERS_A)})
prices = st.integers(1, 10**7)
volumes = st.integers(0, 10**6)
cents = st.integers(-(10**10), 10**10)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_the_gains_of_the_gloves_are_those_of_the_case() -> None:
    lines = [
        Bought(volume, volume * buying.UNIT_PRICES["A"] // 100, 0, reference)
        for volume, reference in zip(buying.VOLUMES, buying.REFERENCES, strict=True)
    ]

    assert tuple(line.gain_cents for line in lines) == buying.GAINS
    whole = total(lines)
    assert (whole.spend_cents, whole.reference_cents) == (buying.SPEND, buying.REFERENCE_SPEND)
    assert (whole.gain_cents, whole.gain_bp) == (buying.GAIN, buying.GAIN_BP)


def test_a_rebate_is_added_to_the_gain_and_never_hidden_in_it() -> None:
    o8 = Bought(2_200, 8_910_00, 0, 39_500)

    whole = total([o8], rebate_cents=178_20)

    assert (whole.gain_cents, whole.net_gain_cents) == (-220_00, buying.NET_GAIN_O8)


def test_what_has_no_reference_price_counts_in_the_spending_and_is_avoided_apart() -> None:
    known, unknown = Bought(10, 40_50, 52_00, 51_000), Bought(10, 40_50, 52_00, None)

    whole = total([known, unknown])

    assert (whole.spend_cents, whole.compared_cents, whole.gain_cents) == (81_00, 40_50, 10_50)
    assert (unknown.gain_cents, unknown.gain_bp, unknown.avoided_cents) == (None, None, 11_50)
    assert (known.avoided_cents, whole.avoided_cents) == (None, 11_50)
    assert total([unknown]).gain_bp is None


def test_alone_one_orders_more_where_it_costs_less() -> None:
    """2,400 boxes at 5.20 cost 12,480; 2,500 at 4.85 cost 12,125."""
    assert alone(A, ITEM, [2_400, 0, 1_200]) == [12_125_00, 0, 6_240_00]


@settings(max_examples=200, deadline=None)
@given(prices, volumes, volumes, st.integers(0, 10**10))
def test_price_and_volume_effects_make_that_on_the_budget(
    price: int, committed: int, ordered: int, paid: int
) -> None:
    actual = Bought(ordered, paid, 0, price)
    effect = volume_effect(actual, committed)

    assert actual.gain_cents is not None
    assert effect is not None
    assert actual.gain_cents + effect == worth(price, committed) - paid


@settings(max_examples=200, deadline=None)
@given(prices, volumes)
def test_a_volume_is_worth_its_price_to_the_cent(price: int, volume: int) -> None:
    exact = Decimal(price) * volume / 100

    assert worth(price, volume) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@settings(max_examples=200, deadline=None)
@given(cents, days, st.integers(0, 2_000))
def test_the_parts_of_the_years_sum_to_the_whole_by_days(amount: int, starts_on: date, length: int) -> None:
    term = Term(starts_on, starts_on + timedelta(days=length))
    parts = term.by_year(amount)
    counted: dict[int, int] = {}
    for offset in range(term.days):
        year = (starts_on + timedelta(days=offset)).year
        counted[year] = counted.get(year, 0) + 1

    assert sum(part for _, _, part in parts) == amount
    assert {year: inside for year, inside, _ in parts} == counted
    for year, inside, part in parts:
        assert abs(part * term.days - amount * inside) < term.days
        assert term.part_of(year, amount) == part
    assert term.part_of(2050, amount) == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(volumes, st.integers(0, 10**9), prices | st.none()), max_size=8))
def test_a_total_is_the_sum_of_its_lines(lines: list[tuple[int, int, int | None]]) -> None:
    bought = [Bought(volume, paid, paid + 5, price) for volume, paid, price in lines]

    whole = total(bought, 7)

    gains = [line.gain_cents for line in bought if line.gain_cents is not None]
    assert whole.gain_cents == sum(gains)
    assert whole.net_gain_cents == sum(gains) + 7
    assert whole.spend_cents == sum(paid for _, paid, _ in lines)
    assert whole.avoided_cents == 5 * sum(1 for _, _, price in lines if price is None)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), 6_840_00),
        (date(2027, 1, 1), date(2028, 12, 31), 3_415_32),
        (date(2027, 7, 1), date(2027, 12, 31), 13_568_48),
    ],
)
def test_a_gain_is_brought_to_twelve_months(starts_on: date, ends_on: date, expected: int) -> None:
    """731 days: 6,840.00 × 365 / 731 = 3,415.321…; 184 days: × 365 / 184 = 13,568.478…"""
    assert Term(starts_on, ends_on).on_twelve_months(6_840_00) == expected
    assert Term(starts_on, ends_on).on_twelve_months(-6_840_00) == -expected


def test_a_loss_has_a_negative_rate() -> None:
    assert rate(-220_00, 8_690_00) == -253
    assert rate(0, 0) is None


def test_without_a_reference_price_there_is_no_effect_of_volume() -> None:
    assert volume_effect(Bought(10, 40_50, 0, None), 5) is None
