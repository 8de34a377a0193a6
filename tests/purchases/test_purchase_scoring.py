"""Ranking quotes, with neither database nor clock: §8.2, then any quotes against a ranking written another way."""

import itertools
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.fairness.costs import Step
from essaim.purchases.rules import scoring_said
from essaim.purchases.rules.pricing import Offer, lot_cents
from essaim.purchases.rules.scoring import Bid, Criterion, below_minimum, price_points, score
from essaim.purchases.rules.sealing import canonical, digest
from purchases.buying import CRITERIA, MARKS_A, MARKS_B, SCORES, TIERS_A, TIERS_B, TOTAL_VOLUME

ITEM = UUID(int=1)
CRITERIA_82 = [Criterion(one["code"], one["kind"], one["name"], one["weight"], None) for one in CRITERIA]


def offer(tiers: tuple[tuple[int, int], ...], **values: int) -> Offer:
    return Offer("all_units", {ITEM: tuple(Step(*tier) for tier in tiers)}, **values)


def bid(number: int, cents: int | None, *, name: str = "", admitted: bool = True, **marks: int) -> Bid:
    return Bid(UUID(int=number), name or f"Fournisseur {number}", cents, marks, admitted)


def points_of(marks: dict[str, dict[str, object]]) -> dict[str, int]:
    return {code: int(str(mark["points"])) for code, mark in marks.items()}


class TestTheRoundOfTheDesign:
    def test_ranks_a_first_with_93_points_and_b_with_82_24(self):
        bids = [
            bid(2, lot_cents(offer(TIERS_B), {ITEM: TOTAL_VOLUME}), **points_of(MARKS_B)),
            bid(1, lot_cents(offer(TIERS_A), {ITEM: TOTAL_VOLUME}), **points_of(MARKS_A)),
        ]

        first, second = score(CRITERIA_82, "lowest_over_price", bids)

        assert (first.quote_id, first.total, first.rank) == (UUID(int=1), SCORES["A"], 1)
        assert (second.quote_id, second.total, second.rank) == (UUID(int=2), SCORES["B"], 2)
        assert second.points == {"price": 54_24, "quality": 17_00, "rse": 11_00}


class TestPoints:
    def test_give_the_lowest_price_all_of_them_and_twice_as_dear_none_by_the_linear_formula(self):
        assert price_points("linear", 60_00, 100, 100) == 60_00
        assert price_points("linear", 60_00, 100, 150) == 30_00
        assert price_points("linear", 60_00, 100, 200) == 0
        assert price_points("linear", 60_00, 100, 999) == 0

    def test_round_half_a_hundredth_up(self):
        assert price_points("lowest_over_price", 1, 1, 2) == 1

    @pytest.mark.parametrize("formula", ["linear", "lowest_over_price"])
    def test_do_not_fall_over_a_price_of_nothing(self, formula):
        assert price_points(formula, 60_00, 0, 0) == 60_00
        assert price_points(formula, 60_00, 0, 1) == 0


class TestRanks:
    def test_put_the_cheaper_of_two_equals_first_then_the_first_by_name(self):
        cheap_but_poor = bid(1, 100, name="Zoé", quality=0, rse=0)
        dear_but_good = bid(2, 200, name="Anna", quality=20_00, rse=10_00)
        same_as_the_first = bid(3, 100, name="Yann", quality=0, rse=0)

        ranked = score(CRITERIA_82, "lowest_over_price", [dear_but_good, cheap_but_poor, same_as_the_first])

        assert {one.total for one in ranked} == {60_00}
        assert [one.quote_id.int for one in ranked] == [3, 1, 2]
        assert [one.rank for one in ranked] == [1, 2, 3]

    def test_await_every_mark(self):
        ranked = score(CRITERIA_82, "linear", [bid(1, 200, quality=5, rse=5), bid(2, 100, quality=5)])

        assert [one.quote_id.int for one in ranked] == [2, 1]
        assert [one.rank for one in ranked] == [None, None]
        assert [one.total for one in ranked] == [None, 10]

    def test_leave_out_a_quote_that_cannot_be_awarded_and_its_price_with_it(self):
        ranked = score(
            CRITERIA_82,
            "lowest_over_price",
            [bid(1, 1, admitted=False, quality=1, rse=1), bid(2, 100, quality=1, rse=1)],
        )

        assert [(one.quote_id.int, one.rank, one.points["price"]) for one in ranked] == [
            (2, 1, 60_00),
            (1, None, None),
        ]

    def test_are_none_where_prices_may_not_be_told(self):
        ranked = score(CRITERIA_82, "linear", [bid(1, None, quality=1, rse=1)])

        assert (ranked[0].total, ranked[0].rank, ranked[0].points["quality"]) == (None, None, 1)

    def test_of_no_quote_are_nothing(self):
        assert score(CRITERIA_82, "linear", []) == []


class TestMinimums:
    def test_are_of_the_lot_or_of_an_item_and_bind_who_buys(self):
        at_least_ten_euros = offer(((1, 10_000),), minimum_cents=1_000)

        assert below_minimum(at_least_ten_euros, {}, {ITEM: 9})
        assert not below_minimum(at_least_ten_euros, {}, {ITEM: 10})
        assert below_minimum(at_least_ten_euros, {ITEM: 12}, {ITEM: 11})
        assert not below_minimum(at_least_ten_euros, {ITEM: 12}, {ITEM: 0})


def model(weights: dict[str, int], formula: str, bids: list[Bid]) -> list[tuple[UUID, Decimal]]:
    """The same ranking in decimals, without a line in common with the rule."""
    lowest = min(Decimal(one.cents or 0) for one in bids)
    totals = {}
    for one in bids:
        price, weight = Decimal(one.cents or 0), Decimal(weights["price"])
        exact = (
            weight * lowest / price
            if formula == "lowest_over_price"
            else max(weight * (2 * lowest - price) / lowest, Decimal(0))
        )
        rounded = exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        totals[one.quote_id] = rounded + sum(Decimal(mark) / 100 for mark in one.marks.values())
    cheap = sorted(bids, key=lambda one: (one.cents, one.name))
    best = sorted(cheap, key=lambda one: totals[one.quote_id], reverse=True)
    return [(one.quote_id, totals[one.quote_id]) for one in best]


@st.composite
def markets(draw: st.DrawFn) -> tuple[dict[str, int], str, list[Bid]]:
    price = draw(st.integers(1, 98))
    quality = draw(st.integers(1, 99 - price))
    weights = {"price": price, "quality": quality, "rse": 100 - price - quality}
    count = draw(st.integers(1, 5))
    bids = [
        bid(
            number,
            draw(st.integers(1, 10**6)),
            name=f"F{number}",
            quality=draw(st.integers(0, weights["quality"] * 100)),
            rse=draw(st.integers(0, weights["rse"] * 100)),
        )
        for number in range(1, count + 1)
    ]
    return weights, draw(st.sampled_from(["lowest_over_price", "linear"])), draw(st.permutations(bids))


@given(markets())
@settings(max_examples=200)
def test_any_quotes_rank_as_in_a_ranking_written_another_way(market):
    weights, formula, bids = market
    criteria = [Criterion(code, code, code, weight, None) for code, weight in weights.items()]

    ranked = score(criteria, formula, bids)

    assert [(one.quote_id, Decimal(one.total or 0) / 100) for one in ranked] == model(weights, formula, bids)
    assert all(0 <= (one.total or 0) <= 100_00 for one in ranked)
    assert [one.rank for one in ranked] == list(range(1, len(bids) + 1))


@given(markets(), st.integers(1, 10**6))
@settings(max_examples=100)
def test_a_lower_price_never_loses_points(market, discount):
    weights, formula, bids = market
    cheapest = min(one.cents or 0 for one in bids)
    most = weights["price"] * 100

    prices = sorted({*(one.cents or 0 for one in bids), cheapest + discount})

    given_points = [price_points(formula, most, cheapest, price) for price in prices]
    assert all(one >= next_one for one, next_one in itertools.pairwise(given_points))


class TestWords:
    def test_hold_the_figures_of_the_computation(self):
        said = scoring_said.why_price("lowest_over_price", 60, 40_905_00, 45_248_00, 54_24)

        assert said.fr == "60 × 40\u202f905,00\u00a0€ ÷ 45\u202f248,00\u00a0€ = 54,24"
        assert said.en == "60 × €40,905.00 ÷ €45,248.00 = 54.24"

    def test_say_the_lowest_price_and_the_one_twice_as_dear(self):
        assert "plus bas" in scoring_said.why_price("linear", 60, 100, 100, 60_00).fr
        assert "twice" in scoring_said.why_price("linear", 60, 100, 250, 0).en

    @pytest.mark.parametrize("formula", ["linear", "lowest_over_price"])
    def test_say_the_whole_method_in_both_languages(self, formula):
        said = scoring_said.how(formula, CRITERIA_82)

        assert "60 points" in said.fr
        assert "60 points" in said.en


class TestWhatIsSealed:
    def test_has_one_text_whatever_the_order_of_its_keys(self):
        one = {"note": "Délai d’une semaine", "mode": "all_units"}

        assert canonical(one) == '{"mode":"all_units","note":"Délai d’une semaine"}'.encode()
        assert digest(one) == digest(dict(reversed(one.items())))
