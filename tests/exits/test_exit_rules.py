"""What who leaves owes and gets back: exact cents, exact days, in words."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.exits import rules, words
from essaim.exits.rules import Debt, Instalment, Repayment

DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))


class TestInstalments:
    def test_of_the_common_fund(self):
        assert rules.instalments(3_525_00, 2, 1, date(2027, 12, 31)) == [
            Instalment(1, date(2028, 1, 31), 1_762_50),
            Instalment(2, date(2028, 2, 29), 1_762_50),
        ]

    def test_dates_do_not_drift_after_a_short_month(self):
        dates = [each.due_on for each in rules.instalments(900, 3, 1, date(2027, 12, 31))]
        assert dates == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 10**12), st.integers(1, 60), st.integers(1, 12), DAYS)
    def test_sum_to_the_amount_and_differ_by_a_cent_at_most(self, amount, count, months, left_on):
        parts = rules.instalments(amount, count, months, left_on)

        cents = [part.amount_cents for part in parts]
        assert sum(cents) == amount
        assert len(cents) == min(count, amount)
        assert not cents or (min(cents) > 0 and max(cents) - min(cents) <= 1)
        assert cents == sorted(cents, reverse=True)
        assert [part.number for part in parts] == list(range(1, len(parts) + 1))
        assert all(one.due_on < next_.due_on for one, next_ in pairwise(parts))
        assert all(part.due_on > left_on for part in parts)


class TestDebt:
    @pytest.mark.parametrize(
        ("outstanding", "later", "expected"),
        [
            (1_024_87, 0, Debt(1_024_87, 0)),
            (2_124_87, 1_100_00, Debt(1_024_87, 1_100_00)),
            # The year of the exit was paid: only later charges remain, and go.
            (1_100_00, 1_100_00, Debt(0, 1_100_00)),
            # Later ones partly paid: what was paid is not given back here.
            (600_00, 1_100_00, Debt(0, 600_00)),
            (-50_00, 0, Debt(0, 0)),
            (0, 1_100_00, Debt(0, 0)),
        ],
    )
    def test_never_counts_what_was_called_for_later(self, outstanding, later, expected):
        assert rules.debt(outstanding, later) == expected

    @settings(deadline=None)
    @given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
    def test_splits_what_is_outstanding(self, outstanding, later):
        found = rules.debt(outstanding, later)
        assert found.owed >= 0
        assert 0 <= found.later <= later
        assert found.owed + found.later == max(outstanding, 0)

    def test_ends_with_the_calendar_year_or_the_last_day(self):
        left_on = date(2027, 5, 10)
        assert rules.last_day_owed(left_on, owes_current_year=True) == date(2027, 12, 31)
        assert rules.last_day_owed(left_on, owes_current_year=False) == left_on


class TestRepayment:
    @pytest.mark.parametrize(
        ("can_repay", "repays", "why"),
        [
            (True, True, None),
            (None, True, None),
            (True, False, "rules"),
            (False, True, "irrevocable"),
            (False, False, "irrevocable"),
        ],
    )
    def test_the_form_comes_before_the_rules(self, can_repay, repays, why):
        assert rules.why_not_repaid(form_can_repay=can_repay, repays_stake=repays) == why

    def test_is_all_or_nothing(self):
        assert rules.repayment(3_525_00, None) == Repayment(3_525_00, 0)
        assert rules.repayment(3_525_00, "rules") == Repayment(0, 3_525_00)


class TestShares:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.integers(0, 10**12), max_size=30))
    def test_are_whole_and_close_to_exact(self, stakes):
        shares = rules.shares_bp(stakes)
        whole = sum(stakes)
        assert sum(shares) == (10_000 if whole else 0)
        assert all(
            abs(share * whole - 10_000 * stake) < whole or stake == share == 0
            for share, stake in zip(shares, stakes, strict=True)
        )


class TestWords:
    @pytest.mark.parametrize(
        ("bp", "fr"),
        [(1500, "15\u00a0%"), (2941, "29,41\u00a0%"), (10_000, "100\u00a0%"), (5, "0,05\u00a0%")],
    )
    def test_percent(self, bp, fr):
        assert words.percent(bp).fr == fr

    def test_say_when_the_notice_is_due(self):
        why = words.why(
            timing="financial_year_end",
            notice_months=6,
            form="gcsms",
            has_term=False,
            earliest_on=date(2027, 12, 31),
        )
        assert why.fr == (
            "On part à la fin d’une année civile, avec 6 mois de préavis (CASF, art. R. 312-194-10)\u00a0: "
            "pour partir le 31 décembre 2027, le préavis se donne au plus tard le 30 juin 2027."
        )
        assert "give notice by 30 June 2027" in why.en

    @pytest.mark.parametrize(
        ("timing", "months", "has_term", "fr"),
        [
            ("any_time", 0, False, "On part à tout moment"),
            ("any_time", 3, True, "On part 3 mois après son préavis"),
            ("agreement_terms", 3, False, "On part 3 mois après son préavis"),
            ("agreement_terms", 0, False, "On part à tout moment"),
            ("agreement_terms", 3, True, "On part au terme de l’accord, avec 3 mois de préavis"),
            ("financial_year_end", 0, True, "On part à la fin d’une année civile, sans préavis"),
        ],
    )
    def test_say_the_rule(self, timing, months, has_term, fr):
        why = words.why(
            timing=timing,
            notice_months=months,
            form="agreement",
            has_term=has_term,
            earliest_on=date(2027, 8, 31),
        )
        assert why.fr.startswith(fr)

    def test_say_one_or_several_instalments(self):
        parts = rules.instalments(100, 3, 1, date(2027, 12, 31))
        assert "en 3 échéances, du 31 janvier 2028" in words.getting_back(100, 100, parts, None).fr
        one = words.getting_back(100, 100, rules.instalments(100, 1, 1, date(2027, 12, 31)), None)
        assert one.en == "You get back €1.00, by 31 January 2028."
        assert words.getting_back(0, 0, [], None) == words.NO_STAKE
        assert words.getting_back(5, 0, [], "irrevocable") == words.NOT_REPAID["irrevocable"]

    def test_say_nothing_when_nothing_is_lost(self):
        assert words.lost(0, 0, 0, 0, 0) is None
        assert words.lost(2, 0, 1, 0, 0).fr == "En partant\u00a0: 2 réservations annulées, 1 projet retiré."
