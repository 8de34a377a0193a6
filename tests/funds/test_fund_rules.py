"""Where money is taken, where it goes back, who must approve: against small independent models."""

from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.funds.rules import (
    Flow,
    Part,
    approvals_needed,
    figures,
    give_back,
    position,
    share_bp,
    take,
)

stakes_of = st.lists(st.integers(0, 10**7), min_size=1, max_size=8)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


class TestTake:
    def test_yearly_contributions_are_used_first(self) -> None:
        stakes = [10_000_00, 8_000_00, 6_000_00, 6_000_00, 5_000_00, 5_000_00]
        first = take(12_000_00, 9_000_00, stakes, "yearly_first")
        assert (first.common, first.stakes) == (9_000_00, [750_00, 600_00, 450_00, 450_00, 375_00, 375_00])

    def test_the_pot_alone_pays_what_it_can(self) -> None:
        taken = take(100, 100, [50, 50], "yearly_first")
        assert (taken.common, taken.stakes) == (100, [0, 0])

    def test_pro_rata_uses_the_pot_and_the_stakes_together(self) -> None:
        taken = take(100, 100, [50, 50], "pro_rata")
        assert (taken.common, taken.stakes) == (50, [25, 25])

    def test_the_odd_cent_goes_to_the_pot_then_to_the_first_party(self) -> None:
        assert take(1, 10, [10, 10], "pro_rata").common == 1
        assert take(1, 0, [10, 10], "pro_rata").stakes == [1, 0]

    def test_no_fund_gives_what_it_does_not_hold(self) -> None:
        with pytest.raises(ValueError, match="does not hold"):
            take(21, 10, [10], "yearly_first")

    @given(st.data(), st.integers(0, 10**7), stakes_of, st.sampled_from(["yearly_first", "pro_rata"]))
    def test_what_is_taken_is_the_amount_and_overdraws_nobody(
        self, data: st.DataObject, common: int, stakes: list[int], consumption: str
    ) -> None:
        amount = data.draw(st.integers(0, common + sum(stakes)))
        taken = take(amount, common, stakes, consumption)  # type: ignore[arg-type]
        assert taken.common + sum(taken.stakes) == amount
        assert 0 <= taken.common <= common
        for given_, stake in zip(taken.stakes, stakes, strict=True):
            assert 0 <= given_ <= stake
        base = amount - taken.common if consumption == "yearly_first" else amount
        whole = sum(stakes) + (0 if consumption == "yearly_first" else common)
        for given_, stake in zip(taken.stakes, stakes, strict=True):
            assert not whole or abs(Fraction(base * stake, whole) - given_) < 1


class TestGiveBack:
    PARTS = (Part(None, 100), Part(A, 150), Part(B, 150))

    def test_each_gets_back_in_proportion_to_what_it_gave(self) -> None:
        back = give_back(200, self.PARTS, {A, B}, to_leavers=False)
        assert (back.common, back.stakes, back.leavers) == (50, {A: 75, B: 75}, {})

    def test_the_part_of_who_left_goes_to_the_others(self) -> None:
        back = give_back(200, self.PARTS, {A}, to_leavers=False)
        assert (back.common, back.stakes, back.leavers) == (80, {A: 120}, {})

    def test_the_part_of_who_left_is_owed_to_it_where_the_rules_say_so(self) -> None:
        back = give_back(200, self.PARTS, {A}, to_leavers=True)
        assert (back.common, back.stakes, back.leavers) == (50, {A: 75}, {B: 75})

    def test_what_nobody_may_claim_belongs_to_all(self) -> None:
        back = give_back(7, [Part(A, 10), Part(B, 10)], {C}, to_leavers=False)
        assert (back.common, back.stakes, back.leavers) == (7, {}, {})

    def test_the_last_member_of_the_scenario_is_owed_its_fifteen_percent(self) -> None:
        order = [UUID(int=n) for n in range(1, 7)]
        gave = [3_375_00, 2_700_00, 2_025_00, 2_025_00, 1_687_50, 1_687_50]
        parts = [Part(each, cents) for each, cents in zip(order, gave, strict=True)]
        back = give_back(700_00, parts, set(order) - {order[2]}, to_leavers=True)
        assert back.leavers == {order[2]: 105_00}

    @given(st.data())
    def test_all_of_it_goes_back_and_only_to_who_gave(self, data: st.DataObject) -> None:
        givers = [uuid4() for _ in range(data.draw(st.integers(1, 6)))]
        parts = [Part(each, data.draw(st.integers(0, 10**6))) for each in givers]
        parts.append(Part(None, data.draw(st.integers(0, 10**6))))
        rest = data.draw(st.integers(0, sum(part.cents for part in parts)))
        present = set(data.draw(st.lists(st.sampled_from(givers))))
        to_leavers = data.draw(st.booleans())
        back = give_back(rest, parts, present, to_leavers=to_leavers)
        assert back.common + sum(back.stakes.values()) + sum(back.leavers.values()) == rest
        assert set(back.stakes) <= present
        assert not set(back.leavers) & present
        assert to_leavers or not back.leavers


class TestFigures:
    FLOWS = (
        Flow("party", "stake", A, 1000),
        Flow("party", "stake", B, 500),
        Flow("party", "common", A, 200),
        Flow("stake", "party", B, 100),
        Flow("common", "project", None, 200),
        Flow("stake", "project", A, 300),
        Flow("stake", "project", B, 100),
        Flow("project", "world", None, 350),
        Flow("project", "party", A, 50),
        Flow("project", "stake", A, 60),
        Flow("project", "common", None, 40),
    )

    def test_of_a_fund_nobody_left(self) -> None:
        told = figures(self.FLOWS, {A, B})
        assert (told.repayable, told.yearly, told.committed, told.released) == (1400, 200, 600, 100)
        assert (told.paid, told.reserved, told.available, told.owed_to_leavers) == (400, 100, 1100, 0)
        assert told.cash == 1200

    def test_the_stake_of_who_left_is_owed_and_no_longer_available(self) -> None:
        told = figures(self.FLOWS, {A})
        assert (told.available, told.owed_to_leavers, told.cash) == (800, 300, 1200)

    def test_a_settled_exit_changes_only_what_has_been_paid(self) -> None:
        settled = (*self.FLOWS, Flow("stake", "payable", B, 300), Flow("payable", "party", B, 150))
        told = figures(settled, {A})
        assert (told.available, told.owed_to_leavers, told.repaid, told.cash) == (800, 150, 150, 1050)

    def test_of_one_organisation(self) -> None:
        own = position(self.FLOWS, A)
        assert (own.repayable, own.yearly, own.stake) == (1000, 200, 760)

    @given(
        st.lists(
            st.builds(
                Flow,
                st.sampled_from(["party", "stake", "common", "project", "payable"]),
                st.sampled_from(["stake", "common", "project", "payable", "world", "party"]),
                st.sampled_from([A, B, C]),
                st.integers(1, 1000),
            ).filter(
                lambda flow: (
                    (flow.source, flow.destination)
                    in {
                        ("party", "stake"),
                        ("party", "common"),
                        ("stake", "project"),
                        ("common", "project"),
                        ("project", "stake"),
                        ("project", "common"),
                        ("project", "payable"),
                        ("project", "world"),
                        ("stake", "payable"),
                        ("payable", "party"),
                    }
                )
            ),
            max_size=30,
        ),
        st.sets(st.sampled_from([A, B, C])),
    )
    def test_available_is_contributions_less_commitments(self, flows: list[Flow], present: set[UUID]) -> None:
        told = figures(flows, present)
        assert (
            told.available + told.owed_to_leavers + told.repaid
            == told.repayable + told.yearly - told.committed + told.released
        )
        assert told.cash == told.repayable + told.yearly - told.paid - told.repaid


class TestSmallRules:
    def test_shares_in_basis_points(self) -> None:
        assert (share_bp(1, 3), share_bp(2, 3), share_bp(0, 0)) == (3333, 6667, 0)

    def test_the_threshold_itself_needs_one_organisation(self) -> None:
        assert (approvals_needed(100, 100), approvals_needed(101, 100)) == (1, 2)
