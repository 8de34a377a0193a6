"""Voting power, turns, places, payments and seats; and that the package stands alone."""

import itertools
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import games
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import essaim.fairness
from essaim.fairness.apportionment import d_hondt, sainte_lague
from essaim.fairness.errors import TooLarge
from essaim.fairness.netting import balances_of, greedy, settle
from essaim.fairness.quotas import max_min
from essaim.fairness.rotation import behind, bound, fewest_first, next_turn, turns
from essaim.fairness.voting_power import banzhaf, normalised, shapley_shubik


class TestVotingPower:
    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any),
        st.fractions(0, 1, max_denominator=10),
    )
    def test_counts_are_those_of_every_order_and_every_group(self, votes: list[int], part: Fraction) -> None:
        quota = max(1, int(sum(votes) * part))
        pivots = [0] * len(votes)
        orders = list(itertools.permutations(range(len(votes))))
        for order in orders:
            reached = 0
            for place in order:
                reached += votes[place]
                if reached >= quota:
                    pivots[place] += 1
                    break
        assert shapley_shubik(votes, quota) == [Fraction(times, len(orders)) for times in pivots]
        for place in range(len(votes)):
            others = [own for other, own in enumerate(votes) if other != place]
            sums = [
                sum(own for own, taken in zip(others, picks, strict=True) if taken)
                for picks in itertools.product((0, 1), repeat=len(others))
            ]
            swings = sum(quota - votes[place] <= total < quota for total in sums)
            assert banzhaf(votes, quota)[place] == Fraction(swings, len(sums))

    def test_power_sums_to_one(self) -> None:
        votes = [games.seeded(1).randint(1, 30) for _ in range(70)]
        assert sum(shapley_shubik(votes, sum(votes) // 2 + 1)) == 1
        assert sum(normalised(banzhaf(votes, sum(votes) // 2 + 1))) == 1

    def test_votes_too_fine_to_count_are_refused(self) -> None:
        with pytest.raises(TooLarge):
            shapley_shubik([10**9, 10**9], 10**9)
        with pytest.raises(ValueError, match="quota"):
            banzhaf([1, 2], 4)


class TestTurns:
    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.integers(1, 20), min_size=1, max_size=7))
    def test_nobody_is_ever_further_than_the_bound_from_its_entitlement(
        self, entitlements: list[int]
    ) -> None:
        held = [0] * len(entitlements)
        for place in turns(entitlements, 60):
            held[place] += 1
            assert all(abs(owed) <= bound(len(held)) for owed in behind(entitlements, held))

    def test_each_in_turn_when_entitlements_are_equal(self) -> None:
        assert turns([1, 1, 1], 6) == [0, 1, 2, 0, 1, 2]

    def test_only_who_may_takes_the_turn_and_the_others_are_owed_it(self) -> None:
        assert next_turn([1, 1, 1], [1, 0, 0], eligible={0}) == 0
        assert behind([1, 1, 1], [2, 0, 0])[1] == Fraction(2, 3)
        with pytest.raises(ValueError, match="Nobody"):
            next_turn([1, 1], [0, 0], eligible=set())
        with pytest.raises(ValueError, match="Nobody"):
            fewest_first([0], [None], [])

    def test_sessions_of_the_training_centres(self) -> None:
        """domain.md §8.3: fewest organised, oldest last turn, charter order."""
        held, last, order = [0] * 5, [None] * 5, []
        eligible = ["0123", "0123", "0234", "0234", "0234", "4", "4"]
        for session, names in enumerate(eligible):
            place = fewest_first(held, last, [int(name) for name in names])
            held[place] += 1
            last[place] = session  # type: ignore[call-overload]
            order.append("ABCDE"[place])
        assert order == ["A", "B", "C", "D", "E", "E", "E"]
        assert held == [1, 1, 1, 1, 3]


class TestPlaces:
    def test_small_wishes_are_served_and_the_rest_is_even(self) -> None:
        assert max_min(10, [2, 8, 10]) == [2, 4, 4]
        assert max_min(10, [2, 8, 10], weights=[1, 1, 3]) == [2, 2, 6]
        assert max_min(30, [2, 8, 10]) == [2, 8, 10]
        assert max_min(10, [5, 8], weights=[0, 1]) == [2, 8]

    @given(st.integers(0, 100), st.lists(st.integers(0, 40), min_size=1, max_size=8))
    def test_nobody_could_have_more_without_a_smaller_having_less(
        self, capacity: int, wishes: list[int]
    ) -> None:
        given_places = max_min(capacity, wishes)
        assert sum(given_places) == min(capacity, sum(wishes))
        for place, count in enumerate(given_places):
            assert 0 <= count <= wishes[place]
            if count < wishes[place]:
                assert max(given_places) <= count + 1


def zero_sum_groups(balances: list[int]) -> int:
    """The most groups that sum to zero, by trying every partition."""
    if not balances:
        return 0
    first, rest = balances[0], balances[1:]
    return max(
        zero_sum_groups([own for own, taken in zip(rest, picks, strict=True) if not taken]) + 1
        for picks in itertools.product((0, 1), repeat=len(rest))
        if first + sum(own for own, taken in zip(rest, picks, strict=True) if taken) == 0
    )


class TestPayments:
    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.integers(-6, 6), min_size=1, max_size=6))
    def test_payments_are_as_few_as_can_be_and_keep_every_balance(self, drawn: list[int]) -> None:
        balances = [*drawn, -sum(drawn)]
        payments = settle(balances)
        left = list(balances)
        for payer, payee, cents in payments:
            assert cents > 0
            left[payer] += cents
            left[payee] -= cents
        assert not any(left)
        open_balances = [balance for balance in balances if balance]
        assert len(payments) == len(open_balances) - zero_sum_groups(open_balances)

    def test_many_balances_take_at_most_one_payment_less_than_members(self) -> None:
        lot = games.seeded(2)
        balances = [lot.randint(-10_000, 10_000) for _ in range(59)]
        balances.append(-sum(balances))
        payments = settle(balances)
        assert len(payments) <= 59
        paid = balances_of((payer, payee, cents) for payer, payee, cents in payments)
        assert {place: balance for place, balance in enumerate(balances) if balance} == paid

    def test_equal_and_opposite_balances_settle_each_other(self) -> None:
        assert greedy({0: -5, 1: 3, 2: 5, 3: -3}) == [(0, 2, 5), (3, 1, 3)]

    def test_balances_that_do_not_sum_to_zero_are_refused(self) -> None:
        with pytest.raises(ValueError, match="zero"):
            settle([1, 2])


class TestSeats:
    def test_divisors_are_those_of_the_books(self) -> None:
        votes = [53_000, 24_000, 23_000]
        assert sainte_lague(7, votes) == [3, 2, 2]
        assert d_hondt(7, votes) == [4, 2, 1]

    @given(st.lists(st.integers(0, 1_000), min_size=1, max_size=8).filter(any), st.integers(0, 40))
    def test_one_seat_more_never_takes_one_from_anybody(self, votes: list[int], seats: int) -> None:
        for method in (sainte_lague, d_hondt):
            before, after = method(seats, votes), method(seats + 1, votes)
            assert sum(after) == seats + 1
            assert all(new >= old for old, new in zip(before, after, strict=True))

    def test_seats_without_votes_are_refused(self) -> None:
        for seats, votes in ((1, [0, 0]), (-1, [1])):
            with pytest.raises(ValueError, match="vote"):
                d_hondt(seats, votes)


def test_the_package_imports_nothing_but_numpy_and_scipy() -> None:
    """In another process: nothing of the application or of a framework comes with it."""
    folder = Path(essaim.fairness.__file__).parent
    modules = ", ".join(
        f"essaim.fairness.{path.stem}" for path in sorted(folder.glob("*.py")) if path.stem != "__init__"
    )
    unwanted = "{'sqlalchemy', 'pydantic', 'fastapi', 'structlog', 'asyncpg'}"
    program = (
        f"import sys, {modules}; "
        "own = {name for name in sys.modules if name.startswith('essaim.') and not name.startswith('essaim.fairness')}; "
        f"sys.exit(str(own or ({unwanted} & set(sys.modules))) if own or ({unwanted} & set(sys.modules)) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr
