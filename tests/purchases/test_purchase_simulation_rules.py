"""The figures of a simulation, against a small model that counts them another way."""

from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.fairness.costs import Step
from essaim.purchases.rules.committing import SHARINGS, alone, line_of, share
from essaim.purchases.rules.pricing import Offer, item_cents, lot_cents, total
from essaim.purchases.rules.simulation import Need, cheaper_to_order, own_line, simulate
from essaim.purchases.rules.stability import prove

ITEMS = [UUID(int=number) for number in range(1, 4)]


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    def steps() -> tuple[Step, ...]:
        starts = sorted(draw(st.sets(st.integers(2, 60), max_size=3)))
        prices = sorted((draw(st.integers(0, 90_000)) for _ in range(len(starts) + 1)), reverse=True)
        return tuple(Step(start, price) for start, price in zip([1, *starts], prices, strict=True))

    return Offer(
        draw(st.sampled_from(["all_units", "incremental"])),
        {item: steps() for item in ITEMS},
        draw(st.sampled_from([0, 0, 1, 999])),
    )


NEEDS = st.lists(
    st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 40), min_size=1), min_size=1, max_size=6
)


def price(offer: Offer, item: UUID, volume: int) -> Fraction:
    """Cents of a volume, unit by unit."""
    steps = offer.prices[item]

    def unit(number: int) -> int:
        return next(step.unit_price for step in reversed(steps) if number >= step.start)

    if offer.mode == "all_units":
        return Fraction(volume * unit(volume), 100)
    return Fraction(sum(unit(number) for number in range(1, volume + 1)), 100)


class TestSharing:
    @given(offers(), NEEDS, st.sampled_from(SHARINGS))
    @settings(max_examples=200)
    def test_each_item_and_the_lot_sum_to_their_price(self, offer, needs, sharing):
        shares = share(offer, sharing, needs)

        assert sum(one.cents for one in shares) == lot_cents(offer, total(needs))
        for item, volume in total(needs).items():
            assert sum(one.items.get(item, 0) for one in shares) == item_cents(offer, item, volume)
            assert abs(item_cents(offer, item, volume) - price(offer, item, volume)) <= Fraction(1, 2)
        for one, need in zip(shares, needs, strict=True):
            assert one.items.keys() == one.fixed.keys() == need.keys()

    @given(offers(), NEEDS)
    @settings(max_examples=100)
    def test_the_same_price_is_the_same_for_all_to_the_cent(self, offer, needs):
        for one, need in zip(share(offer, "same_price", needs), needs, strict=True):
            for item, volume in need.items():
                whole = total(needs)[item]
                exact = Fraction(item_cents(offer, item, whole) * volume, whole)
                assert abs(one.items[item] - exact) < 1

    @given(offers(), NEEDS)
    @settings(max_examples=100)
    def test_alone_is_the_cheapest_way_to_have_at_least_what_one_needs(self, offer, needs):
        for item in ITEMS:
            own = [need.get(item, 0) for need in needs]
            for volume, cents in zip(own, alone(offer, item, own), strict=True):
                cheapest = min(price(offer, item, more) for more in range(max(volume, 1), 101))
                assert abs(cents - (cheapest if volume else 0)) <= Fraction(1, 2)

    @given(offers(), NEEDS, st.sampled_from(SHARINGS))
    @settings(max_examples=100)
    def test_a_group_said_to_gain_does_and_nobody_gains_where_it_is_proved(self, offer, needs, sharing):
        shares = share(offer, sharing, needs)

        proof = prove(offer, needs, shares)

        lines = {item: line_of(offer, item, [need.get(item, 0) for need in needs]) for item in total(needs)}
        for mask in range(1, (1 << len(needs)) - 1):
            group = [place for place in range(len(needs)) if mask >> place & 1]
            own = sum(line.of(group) for line in lines.values()) + offer.fixed_cents
            gain = sum(shares[place].cents for place in group) - own
            assert proof.state == "somebody_gains" or gain <= 0
            if proof.blocking and proof.blocking.group == tuple(group):
                assert gain == proof.blocking.gain > 0


class TestFigures:
    @given(offers(), NEEDS, st.data())
    @settings(max_examples=200)
    def test_gains_are_reference_less_price_and_sum_over_buyers(self, offer, needs, data):
        references = [
            {item: data.draw(st.integers(1, 90_000)) for item in need if data.draw(st.booleans())}
            for need in needs
        ]
        buyers = [Need(need, known) for need, known in zip(needs, references, strict=True)]

        found = simulate(offer, "same_price", buyers)

        assert found.whole.gain_cents == sum(own.gain_cents for own in found.buyers)
        assert found.spend_cents == lot_cents(offer, total(needs))
        for own, buyer in zip(found.buyers, buyers, strict=True):
            assert own.cents - own.compared_cents == sum(
                line.cents for line in own.lines if line.item not in buyer.references
            )
            assert own.gain_cents == sum(
                (line.reference_cents or 0) - line.cents
                for line in own.lines
                if line.item in buyer.references
            )

    @given(offers(), NEEDS)
    @settings(max_examples=200)
    def test_ones_own_line_on_totals_told_is_its_line_to_the_cent(self, offer, needs):
        found = simulate(offer, "same_price", [Need(need, {}) for need in needs])
        told = {item: total(needs).get(item, 0) for item in ITEMS}

        for need, whole in zip(needs, found.buyers, strict=True):
            own = own_line(offer, "same_price", Need(need, {}), told, ITEMS)
            assert not own.at_most
            # A cent of rounding an item, one of what is paid once.
            assert abs(own.figures.cents - whole.cents) <= 2 * len(need)

    @given(offers(), NEEDS)
    @settings(max_examples=100)
    def test_a_total_not_told_is_counted_alone_and_never_less(self, offer, needs):
        own = own_line(offer, "same_price", Need(needs[0], {}), dict.fromkeys(ITEMS), ITEMS)

        assert own.at_most
        assert own.figures.cents == own.figures.alone_cents

    @given(offers(), st.integers(1, 60))
    @settings(max_examples=200)
    def test_ordering_more_is_advised_when_and_only_when_it_costs_less(self, offer, volume):
        item = ITEMS[0]
        now = item_cents(offer, item, volume)
        cheapest = min(item_cents(offer, item, more) for more in range(volume, 101))

        advice = cheaper_to_order(offer, item, volume)

        if advice is None:
            assert offer.mode == "incremental" or cheapest == now
        else:
            assert (advice.cents, advice.saved) == (cheapest, now - cheapest)
            assert item_cents(offer, item, volume + advice.more) == advice.cents < now
