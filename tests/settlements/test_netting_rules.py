"""The payments that replace debts: every balance kept to the cent, few of them."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.settlements.rules import Claim, Debt, gather, plan

POOL = None
places = st.one_of(st.none(), st.integers(0, 8))
debt_lists = st.lists(
    st.tuples(places, places, st.integers(1, 10**9)).filter(lambda debt: debt[0] != debt[1]),
    min_size=1,
    max_size=30,
)
ORDER = [POOL, *range(9)]


def balances(payments: list[tuple[int | None, int | None, int]]) -> dict[int | None, int]:
    """An independent model: who ends up with what once these are paid."""
    ends: dict[int | None, int] = defaultdict(int)
    for payer, payee, cents in payments:
        ends[payer] -= cents
        ends[payee] += cents
    return {place: cents for place, cents in ends.items() if cents}


def zero_groups(amounts: list[int]) -> int:
    """As many groups that sum to zero as possible, by trying every split (few amounts)."""
    if not amounts:
        return 0
    first, rest = amounts[0], amounts[1:]
    best = 0
    for mask in range(1 << len(rest)):
        group = [first, *(rest[bit] for bit in range(len(rest)) if mask >> bit & 1)]
        if sum(group) == 0:
            left = [rest[bit] for bit in range(len(rest)) if not mask >> bit & 1]
            best = max(best, 1 + zero_groups(left))
    return best


class TestPlan:
    @settings(max_examples=200)
    @given(debt_lists)
    def test_every_balance_stays_as_it_was(self, owed: list[tuple[int | None, int | None, int]]) -> None:
        made = plan([Debt(*debt) for debt in owed], ORDER)
        assert balances([tuple(payment) for payment in made.payments]) == balances(owed)
        assert all(payment.cents > 0 for payment in made.payments)
        assert made.gross == sum(cents for _, _, cents in owed)
        assert made.net == sum(cents for cents in balances(owed).values() if cents > 0)
        assert made.net <= made.gross

    @settings(max_examples=200)
    @given(debt_lists)
    def test_at_most_one_payment_less_than_the_places_that_pay_or_receive(
        self, owed: list[tuple[int | None, int | None, int]]
    ) -> None:
        made = plan([Debt(*debt) for debt in owed], ORDER)
        assert len(made.payments) <= max(len(balances(owed)) - 1, 0)
        assert made.payments_before == len({(debtor, creditor) for debtor, creditor, _ in owed})

    @settings(max_examples=100)
    @given(
        st.lists(
            st.tuples(
                st.one_of(st.none(), st.integers(0, 5)),
                st.one_of(st.none(), st.integers(0, 5)),
                st.integers(1, 4),
            ).filter(lambda debt: debt[0] != debt[1]),
            min_size=1,
            max_size=10,
        )
    )
    def test_no_fewer_payments_would_do(self, owed: list[tuple[int | None, int | None, int]]) -> None:
        made = plan([Debt(*debt) for debt in owed], ORDER)
        amounts = list(balances(owed).values())
        assert len(made.payments) == len(amounts) - zero_groups(amounts)

    @settings(max_examples=100)
    @given(debt_lists)
    def test_who_both_owes_and_is_owed_has_the_lesser_offset(
        self, owed: list[tuple[int | None, int | None, int]]
    ) -> None:
        made = plan([Debt(*debt) for debt in owed], ORDER)
        for position in made.positions:
            assert position.owes == sum(cents for debtor, _, cents in owed if debtor == position.who)
            assert position.owed == sum(cents for _, creditor, cents in owed if creditor == position.who)
            paid = sum(payment.cents for payment in made.payments if payment.payer == position.who)
            received = sum(payment.cents for payment in made.payments if payment.payee == position.who)
            # What is left of each account after the offset is exactly what the transfers move.
            assert (position.owes - position.offset, position.owed - position.offset) == (paid, received)

    def test_a_circle_of_equal_debts_needs_no_payment(self) -> None:
        made = plan([Debt(0, 1, 100), Debt(1, 2, 100), Debt(2, POOL, 100), Debt(POOL, 0, 100)], ORDER)
        assert (made.payments, made.gross, made.net, made.payments_before) == ([], 400, 0, 4)

    def test_nothing_owed_nothing_paid(self) -> None:
        assert plan([], ORDER).payments == []


class TestGather:
    def test_one_line_for_all_that_one_owes_another_and_none_for_the_opposite(self) -> None:
        rows = gather(
            [
                Claim("a", "b", 10, 10, 1, 0),
                Claim("b", "a", 5, 0, 1, 0),
                Claim("a", "b", 7, 0, 0, 1),
            ]
        )
        assert rows == [Claim("a", "b", 17, 10, 1, 1), Claim("b", "a", 5, 0, 1, 0)]
