"""What a closing shares and a rebate gives: sums exact to the cent, the figures of domain.md §8.2."""

from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.fairness.costs import Step
from essaim.purchases.rules.closing import (
    Bought,
    ShortfallRule,
    applied_rule,
    close_lot,
    own_price,
    prices_awarded,
    real_costs,
)
from essaim.purchases.rules.pricing import Offer, item_cents, lot_cents, same_price
from essaim.purchases.rules.rebates import RebateRule, RebateStep, rule_of, split
from purchases.buying import (
    EXTRA,
    EXTRA_BY_ORDERS,
    ORDERED,
    REBATE,
    REBATE_A,
    REBATES,
    SHORTFALLS,
    SPEND,
    TIERS_A,
    VOLUMES,
)

GLOVES, SOAP = UUID(int=1), UUID(int=2)
EXTRA_BY_SHORTFALL = (424_38, 0, 424_38, 339_50, 509_25, 424_37, 424_37, 848_75)


def offer(mode="all_units", fixed=0, *lists):
    lists = lists or (TIERS_A,)
    prices = {UUID(int=place): tuple(Step(*step) for step in steps) for place, steps in enumerate(lists, 1)}
    return Offer(mode, prices, fixed)


def buyers(volumes, cents, ordered):
    return [
        Bought(UUID(int=100 + n), *line) for n, line in enumerate(zip(volumes, cents, ordered, strict=True))
    ]


def gloves(ordered=ORDERED):
    cents = [bill.cents for bill in same_price(offer(), [{GLOVES: volume} for volume in VOLUMES])]
    return buyers(VOLUMES, cents, ordered)


def closed(rule, ordered=ORDERED, **bounds):
    return close_lot(offer(), "same_price", rule, {GLOVES: gloves(ordered)}, **bounds)[GLOVES]


def adjustments(item):
    return tuple(outcome.adjustment for outcome in item.outcomes)


class TestTheClosingOfTheGloves:
    def test_a_missed_step_is_paid_by_units_ordered(self):
        item = closed("by_orders")
        assert item.invoiced_cents == 39_285_00
        assert item.actual_cents == 42_680_00
        assert item.difference_cents == EXTRA
        assert adjustments(item) == EXTRA_BY_ORDERS

    def test_or_by_units_short_of_what_was_committed(self):
        lines = gloves()
        assert tuple(line.short for line in lines) == SHORTFALLS
        item = closed("by_shortfall")
        assert adjustments(item) == EXTRA_BY_SHORTFALL
        assert sum(adjustments(item)) == EXTRA

    def test_what_was_committed_changes_nothing(self):
        for rule in ("by_orders", "by_shortfall"):
            item = closed(rule, VOLUMES)
            assert item.actual_cents == item.invoiced_cents == SPEND
            assert not any(adjustments(item))
            assert applied_rule(item.outcomes, item.actual_cents, gloves(VOLUMES)) is None

    def test_a_better_step_is_given_back_by_units_ordered_whatever_the_rule(self):
        lines = [Bought(UUID(int=1), 1000, 4850_00, 0), Bought(UUID(int=2), 1500, 7275_00, 5000)]
        item = close_lot(offer(), "same_price", "by_shortfall", {GLOVES: lines})[GLOVES]
        assert item.applied == "by_orders"
        assert adjustments(item) == (0, 5000 * (4_40 - 4_85))

    def test_a_missed_step_that_nobody_is_short_for_is_paid_by_orders(self):
        """Only where the price list rises, which a supplier may send."""
        rising = offer("all_units", 0, ((1, 10_000), (10, 20_000)))
        lines = buyers([4, 4], [400, 400], [6, 4])
        item = close_lot(rising, "same_price", "by_shortfall", {GLOVES: lines})[GLOVES]
        assert item.applied == "by_orders"
        assert adjustments(item) == (600, 400)

    def test_nothing_ordered_costs_nothing(self):
        item = closed("by_shortfall", [0] * 8)
        assert (item.invoiced_cents, item.actual_cents, set(adjustments(item))) == (0, 0, {0})

    def test_what_may_not_be_told_follows_orders_or_stays_with_the_network(self):
        assert adjustments(closed("by_shortfall", by_orders={GLOVES})) == EXTRA_BY_ORDERS
        item = closed("by_orders", kept={GLOVES})
        assert not any(adjustments(item))
        assert item.kept_cents == EXTRA
        assert applied_rule(item.outcomes, item.actual_cents, gloves()) == "kept"

    def test_who_knows_its_own_commitment_alone_knows_its_price(self):
        for line in gloves():
            assert own_price(offer(), "same_price", GLOVES, line.committed, line.cents) == Fraction(405)
        assert own_price(offer(), "same_price", GLOVES, 0, 0) is None

    def test_who_committed_to_nothing_of_an_item_pays_its_average(self):
        lines = [*buyers([3, 1], [900, 500], [3, 1]), Bought(UUID(int=9), 0, 0, 2)]
        assert prices_awarded(offer(), "arrival", GLOVES, lines) == [300, 500, 350]


STEPS = st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True).map(
    lambda starts: [1, *sorted(start + 1 for start in starts)]
)


@st.composite
def price_lists(draw):
    starts = draw(STEPS)
    return tuple((start, draw(st.integers(0, 90_000))) for start in starts)


@st.composite
def lots(draw):
    """An offer of two items, and what some organisations committed to and ordered of each."""
    given_offer = offer(
        draw(st.sampled_from(("all_units", "incremental"))),
        draw(st.integers(0, 500)),
        draw(price_lists()),
        draw(price_lists()),
    )
    count = draw(st.integers(1, 5))
    needs = [{item: draw(st.integers(0, 40)) for item in (GLOVES, SOAP)} for _ in range(count)]
    bills = same_price(given_offer, needs)
    bought = {}
    for item in (GLOVES, SOAP):
        lines = [
            Bought(
                UUID(int=100 + place),
                need[item],
                bill.items.get(item, 0) + (bill.fixed_cents if item == min(bill.items, default=None) else 0),
                draw(st.integers(0, 60)),
            )
            for place, (need, bill) in enumerate(zip(needs, bills, strict=True))
        ]
        bought[item] = [line for line in lines if line.committed or line.ordered]
    return given_offer, draw(st.sampled_from(("same_price", "arrival"))), bought


class TestEveryClosing:
    @settings(max_examples=200)
    @given(lots(), st.sampled_from(("by_orders", "by_shortfall")))
    def test_sums_to_the_bill_of_the_supplier(self, lot, rule: ShortfallRule):
        given_offer, sharing, bought = lot
        done = close_lot(given_offer, sharing, rule, bought)
        ordered = {item: sum(line.ordered for line in lines) for item, lines in bought.items()}
        assert sum(item.actual_cents for item in done.values()) == lot_cents(given_offer, ordered)
        for item, lines in bought.items():
            outcomes = done[item].outcomes
            assert sum(outcome.actual for outcome in outcomes) == done[item].actual_cents
            assert done[item].kept_cents == 0
            for line, outcome in zip(lines, outcomes, strict=True):
                assert outcome.invoiced >= 0
                if rule == "by_orders" and not line.ordered:
                    assert outcome.adjustment == 0
                if done[item].applied == "by_shortfall" and not line.short:
                    assert outcome.adjustment == 0

    @settings(max_examples=200)
    @given(lots(), st.sampled_from(("by_orders", "by_shortfall")))
    def test_each_bears_its_exact_share_to_a_cent(self, lot, rule: ShortfallRule):
        """Against the shares written as fractions."""
        given_offer, sharing, bought = lot
        done = close_lot(given_offer, sharing, rule, bought)
        for item, lines in bought.items():
            difference, applied = done[item].difference_cents, done[item].applied
            weights = [
                max(line.committed - line.ordered, 0) if applied == "by_shortfall" else line.ordered
                for line in lines
            ]
            for weight, outcome in zip(weights, done[item].outcomes, strict=True):
                exact = Fraction(difference * weight, sum(weights)) if sum(weights) else 0
                assert abs(outcome.adjustment - exact) < 1

    @settings(max_examples=200)
    @given(lots())
    def test_says_again_from_what_was_frozen_how_it_was_shared(self, lot):
        given_offer, sharing, bought = lot
        for rule in ("by_orders", "by_shortfall"):
            done = close_lot(given_offer, sharing, rule, bought)
            for item, lines in bought.items():
                said = applied_rule(done[item].outcomes, done[item].actual_cents, lines)
                if said is not None and said != done[item].applied:
                    # Both rules give the same cents.
                    other = close_lot(given_offer, sharing, said, bought)[item]
                    assert adjustments(other) == adjustments(done[item])

    @settings(max_examples=100)
    @given(price_lists(), price_lists(), st.integers(0, 80), st.integers(0, 80), st.integers(0, 900))
    def test_spreads_what_is_paid_once_over_what_is_ordered(self, one, two, first, second, fixed):
        given_offer = offer("all_units", fixed, one, two)
        costs = real_costs(given_offer, {GLOVES: first, SOAP: second})
        assert sum(costs.values()) == lot_cents(given_offer, {GLOVES: first, SOAP: second})
        for item, volume in ((GLOVES, first), (SOAP, second)):
            assert costs[item] >= (item_cents(given_offer, item, volume) if volume else 0)
            assert volume or not costs[item]


class TestTheRebate:
    SPENT = tuple(volume * 4_05 for volume in VOLUMES)

    def test_of_the_gloves_is_split_by_spend_to_the_cent(self):
        rule = rule_of(REBATE_A)
        assert rule.expected(SPEND) == REBATE
        assert rule.expected(39_999_99) == 0
        shared = split(REBATE, 0, self.SPENT)
        assert shared.shares == REBATES
        assert shared.kept_cents == 0

    def test_is_of_the_step_reached(self):
        rule = RebateRule(False, (RebateStep(1_000_00, 100), RebateStep(2_000_00, 250)))
        assert [rule.rate_bp(cents) for cents in (999_99, 1_000_00, 2_000_00)] == [0, 100, 250]
        assert rule.expected(2_000_10) == 50_00

    def test_that_no_quote_promised_is_not_expected(self):
        assert rule_of(None).expected(10**9) == 0

    def test_leaves_the_network_its_share_first(self):
        shared = split(REBATE, 1_000, self.SPENT)
        assert shared.kept_cents == 81_81
        assert sum(shared.shares) == REBATE - 81_81

    def test_that_nobody_spent_for_stays_with_the_network(self):
        assert split(10_00, 0, [0, 0]).kept_cents == 10_00

    @settings(max_examples=200)
    @given(st.integers(1, 10**9), st.integers(0, 10_000), st.lists(st.integers(0, 10**9), max_size=9))
    def test_sums_to_what_was_received(self, received, kept_bp, spent):
        shared = split(received, kept_bp, spent)
        assert shared.kept_cents + sum(shared.shares) == received
        assert min((shared.kept_cents, *shared.shares)) >= 0
        rest = received - shared.kept_cents
        for cents, part in zip(spent, shared.shares, strict=True):
            assert not sum(spent) or abs(part - Fraction(rest * cents, sum(spent))) < 1
