"""Exact shares: they sum to the amount, and the cents left go where the rule says."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.fairness.exact import largest_remainder

amounts = st.integers(0, 10**12)
integers = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)
fractions = st.lists(st.fractions(0, 1000, max_denominator=97), min_size=1, max_size=12).filter(any)


def by_hand(total: int, weights: list[Fraction]) -> list[int]:
    """The rule applied cent by cent: the next one goes to who lacks most, the first of them if several."""
    quotas = [Fraction(total) * weight / sum(weights) for weight in weights]
    shares = [quota.numerator // quota.denominator for quota in quotas]
    lacks = [quota - share for quota, share in zip(quotas, shares, strict=True)]
    while sum(shares) < total:
        place = lacks.index(max(lacks))
        shares[place], lacks[place] = shares[place] + 1, Fraction(-1)
    return shares


class TestKnownShares:
    def test_a_hundred_euros_in_three(self) -> None:
        assert largest_remainder(100_00, [1, 1, 1]) == [33_34, 33_33, 33_33]

    def test_five_cents_in_six(self) -> None:
        assert largest_remainder(5, [1] * 6) == [1, 1, 1, 1, 1, 0]

    def test_a_bill_of_a_network_pro_rata_to_beds(self) -> None:
        beds = [45] * 20 + [95] * 30 + [180] * 12
        shares = largest_remainder(55_800_00, beds)
        assert [shares[0], shares[20], shares[41], shares[42], shares[49], shares[50]] == [
            424_87,
            896_96,
            896_96,
            896_95,
            896_95,
            1_699_49,
        ]

    def test_the_largest_fraction_comes_before_the_first_in_order(self) -> None:
        assert largest_remainder(10, [Fraction(1, 3), Fraction(2, 3)]) == [3, 7]

    def test_nothing_is_shared_among_nobody(self) -> None:
        assert largest_remainder(0, []) == []
        assert largest_remainder(0, [0, 0]) == [0, 0]

    @pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [2, -1]), (1, [0, 0]), (1, [])])
    def test_what_makes_no_sense_is_refused(self, total: int, weights: list[int]) -> None:
        with pytest.raises(ValueError, match=r"^(An amount|Nobody)"):
            largest_remainder(total, weights)


class TestProperties:
    @given(amounts, integers)
    def test_shares_sum_to_the_amount_within_a_cent_of_their_quota(
        self, total: int, weights: list[int]
    ) -> None:
        shares = largest_remainder(total, weights)
        assert sum(shares) == total
        for share, weight in zip(shares, weights, strict=True):
            assert abs(Fraction(share) - Fraction(total * weight, sum(weights))) < 1

    @given(st.data(), integers)
    def test_nobody_gives_more_than_it_has(self, data: st.DataObject, weights: list[int]) -> None:
        total = data.draw(st.integers(0, sum(weights)))
        assert all(
            share <= weight for share, weight in zip(largest_remainder(total, weights), weights, strict=True)
        )

    @given(st.integers(0, 500), fractions)
    def test_the_rule_applied_cent_by_cent_says_the_same(self, total: int, weights: list[Fraction]) -> None:
        assert largest_remainder(total, weights) == by_hand(total, weights)

    @given(st.data(), st.integers(0, 10**6), st.lists(st.integers(1, 50), min_size=1, max_size=8))
    def test_the_order_of_members_moves_only_the_cents_of_a_tie(
        self, data: st.DataObject, total: int, weights: list[int]
    ) -> None:
        order = data.draw(st.permutations(range(len(weights))))
        shares = largest_remainder(total, weights)
        moved = largest_remainder(total, [weights[place] for place in order])
        for position, place in enumerate(order):
            if shares[place] != moved[position]:
                fraction = total * weights[place] % sum(weights)
                assert sum(total * weight % sum(weights) == fraction for weight in weights) > 1
                assert abs(shares[place] - moved[position]) == 1
