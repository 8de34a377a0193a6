"""Terms, renewal, notice and exit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.agreements.profiles import PROFILES
from essaim.agreements.rules import Terms, add_months, earliest_exit, term_on
from essaim.agreements.service.documents import plain_name

# The reciprocal agreement of the design: three years, renewed by one year, six months' notice.
PLACEMENTS = Terms(date(2027, 9, 1), date(2030, 8, 31), 12, None, 6)

days = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@st.composite
def agreed_terms(draw: st.DrawFn) -> Terms:
    starts_on = draw(days)
    return Terms(
        starts_on,
        starts_on + timedelta(days=draw(st.integers(0, 4000))),
        draw(st.integers(0, 60)),
        draw(st.none() | st.integers(0, 10)),
        draw(st.integers(0, 24)),
    )


class TestMonths:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2030, 8, 31), -6, date(2030, 2, 28)),
            (date(2030, 8, 31), 12, date(2031, 8, 31)),
            (date(2031, 8, 31), -6, date(2031, 2, 28)),
            (date(2028, 8, 31), -6, date(2028, 2, 29)),
            (date(2027, 12, 31), -6, date(2027, 6, 30)),
            (date(2027, 1, 15), -1, date(2026, 12, 15)),
            (date(2027, 1, 15), 0, date(2027, 1, 15)),
        ],
    )
    def test_keep_the_day_or_take_the_last_of_the_month(self, day: date, months: int, expected: date) -> None:
        assert add_months(day, months) == expected

    @given(days, st.integers(-600, 600))
    def test_land_in_the_month_meant(self, day: date, months: int) -> None:
        landed = add_months(day, months)
        assert (landed.year - day.year) * 12 + landed.month - day.month == months
        assert landed.day == day.day or (landed + timedelta(days=1)).day == 1


class TestTerm:
    def test_the_last_day_to_give_notice_is_six_months_before_the_end(self) -> None:
        term = term_on(PLACEMENTS, date(2030, 2, 28))
        assert term.current_ends_on == date(2030, 8, 31)
        assert term.notice_deadline == date(2030, 2, 28)
        assert term.notice_days_left == 0
        assert term.renews_to == date(2031, 8, 31)

    def test_after_the_deadline_the_renewal_is_certain(self) -> None:
        term = term_on(PLACEMENTS, date(2030, 3, 1))
        assert term.notice_days_left is None
        assert term.renews_to == date(2031, 8, 31)

    def test_without_notice_it_runs_another_year(self) -> None:
        term = term_on(PLACEMENTS, date(2030, 9, 1))
        assert (term.current_ends_on, term.renewals_done) == (date(2031, 8, 31), 1)
        assert term.notice_deadline == date(2031, 2, 28)
        assert term.days_left == 364

    def test_a_day_at_the_end_of_the_month_does_not_drift(self) -> None:
        half_yearly = Terms(date(2027, 3, 1), date(2027, 8, 31), 6, None, 1)
        assert term_on(half_yearly, date(2028, 2, 1)).current_ends_on == date(2028, 2, 29)
        assert term_on(half_yearly, date(2028, 3, 1)).current_ends_on == date(2028, 8, 31)

    def test_the_last_renewal_allowed_is_the_last(self) -> None:
        once = Terms(date(2027, 9, 1), date(2030, 8, 31), 12, 1, 6)
        term = term_on(once, date(2031, 1, 1))
        assert term.current_ends_on == date(2031, 8, 31)
        assert (term.renews_to, term.notice_deadline) == (None, None)
        assert not term.over
        assert term_on(once, date(2031, 9, 1)).over

    def test_no_fixed_term_never_ends(self) -> None:
        term = term_on(Terms(date(2027, 1, 1), None, 0, None, 3), date(2090, 1, 1))
        assert (term.current_ends_on, term.days_left, term.over) == (None, None, False)

    def test_notices_received_stop_the_renewal(self) -> None:
        term = term_on(PLACEMENTS, date(2030, 1, 10), denounced_for=date(2030, 8, 31))
        assert (term.current_ends_on, term.renews_to) == (date(2030, 8, 31), None)
        assert term_on(PLACEMENTS, date(2030, 9, 1), denounced_for=date(2030, 8, 31)).over

    @given(agreed_terms(), days)
    def test_the_term_that_runs_reaches_today_or_is_the_last(self, terms: Terms, today: date) -> None:
        term = term_on(terms, today)
        assert term.current_ends_on is not None
        assert term.over == (term.current_ends_on < today)
        if term.over:
            assert term.renews_to is None
        if term.renewals_done:
            earlier = terms.end_after(term.renewals_done - 1)
            assert earlier is not None
            assert earlier < today or terms.maximum_renewals == term.renewals_done

    @given(agreed_terms(), st.integers(0, 3000))
    def test_terms_follow_each_other_in_time(self, terms: Terms, later: int) -> None:
        first = term_on(terms, terms.starts_on)
        second = term_on(terms, terms.starts_on + timedelta(days=later))
        assert first.current_ends_on is not None
        assert second.current_ends_on is not None
        assert second.current_ends_on >= first.current_ends_on


class TestExit:
    def test_an_association_is_left_on_any_day(self) -> None:
        terms = Terms(date(2026, 1, 1), None, 0, None, 0)
        assert earliest_exit("any_time", terms, date(2027, 5, 10)) == date(2027, 5, 10)

    def test_at_any_time_with_notice_the_notice_runs_from_today(self) -> None:
        terms = Terms(date(2026, 1, 1), None, 0, None, 3)
        assert earliest_exit("any_time", terms, date(2027, 5, 10)) == date(2027, 8, 10)

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            (date(2027, 6, 2), date(2027, 12, 31)),
            (date(2027, 6, 30), date(2027, 12, 31)),
            (date(2027, 7, 1), date(2028, 12, 31)),
            (date(2027, 7, 2), date(2028, 12, 31)),
        ],
    )
    def test_a_cooperation_group_is_left_at_the_end_of_a_year_with_six_months_notice(
        self, today: date, expected: date
    ) -> None:
        form = PROFILES["gcsms"]
        terms = Terms(date(2026, 1, 1), None, 0, None, 0)
        assert (
            earliest_exit(form.exit_rule, terms, today, minimum_notice_months=form.minimum_notice_months)
            == expected
        )

    def test_notice_in_time_ends_with_the_term(self) -> None:
        assert earliest_exit("agreement_terms", PLACEMENTS, date(2030, 2, 28)) == date(2030, 8, 31)

    def test_notice_too_late_ends_with_the_next_term(self) -> None:
        assert earliest_exit("agreement_terms", PLACEMENTS, date(2030, 3, 1)) == date(2031, 8, 31)

    def test_without_term_the_notice_runs_from_today(self) -> None:
        terms = Terms(date(2027, 1, 1), None, 0, None, 3)
        assert earliest_exit("agreement_terms", terms, date(2027, 11, 30)) == date(2028, 2, 29)

    def test_the_form_may_demand_more_notice_than_the_agreement(self) -> None:
        terms = Terms(date(2027, 1, 1), None, 0, None, 1)
        assert earliest_exit("agreement_terms", terms, date(2027, 1, 1), minimum_notice_months=3) == date(
            2027, 4, 1
        )

    @given(agreed_terms(), days, st.sampled_from(["any_time", "financial_year_end", "agreement_terms"]))
    def test_nobody_is_held_for_ever(self, terms: Terms, today: date, rule: str) -> None:
        leaves = earliest_exit(rule, terms, today)  # type: ignore[arg-type]
        assert today <= leaves


class TestProfiles:
    def test_each_form_speaks_both_languages(self) -> None:
        for form in PROFILES.values():
            for words in (form.name, form.parties, form.votes, form.exit, form.liability, form.vat_note):
                assert words.fr
                assert words.en
                assert words.fr != words.en

    def test_what_was_not_read_in_its_text_says_so(self) -> None:
        for code in ("gcsms", "gcs", "employer_group", "scic"):
            form = PROFILES[code]  # type: ignore[index]
            assert form.to_check
            said = " ".join(text.fr for text in (form.votes, form.exit, form.liability, form.parties))
            assert "à vérifier" in said

    def test_french_is_typeset_without_breaking_before_double_punctuation(self) -> None:
        for form in PROFILES.values():
            for words in (form.votes, form.exit, form.liability, form.vat_note):
                for mark in (" :", " ;", " %", " !", " ?"):
                    assert mark not in words.fr

    def test_an_endowment_fund_gives_nothing_back(self) -> None:
        assert PROFILES["endowment_fund"].can_repay is False
        assert PROFILES["endowment_fund"].warning is not None


class TestFileName:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Mes documents\\Avenant n° 1.pdf", "Avenant n° 1.pdf"),
            ("dossier/", "document"),
        ],
    )
    def test_folders_are_dropped(self, sent: str, kept: str) -> None:
        assert plain_name(sent) == kept
