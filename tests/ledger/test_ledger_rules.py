"""What a closing may tell, and how amounts are written: against small independent models."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.ledger.rules import NOT_ENOUGH, Figure, close, decimals_of, french_amount, neutral, spreadsheet

DAY = date(2026, 12, 31)
parties = st.integers(1, 8).map(lambda number: UUID(int=number))
nets = st.dictionaries(parties, st.integers(-1000, 1000), max_size=8)
figures = st.builds(
    Figure, st.integers(-(10**6), 10**6), st.just(DAY), st.integers(0, 99), st.integers(0, 99)
)


class TestClose:
    @settings(max_examples=200)
    @given(
        former=st.none() | figures,
        new=figures,
        moved=nets,
        rule=st.sampled_from(["aggregates", "coopetition"]),
    )
    def test_renews_a_figure_only_when_it_mixes_enough_parties(
        self, former: Figure | None, new: Figure, moved: dict[UUID, int], rule: str
    ) -> None:
        told = close(rule, former, new, moved)
        sizes = [abs(net) for net in moved.values() if net != 0]
        enough = len(sizes) >= (3 if rule == "aggregates" else 4)
        balanced = rule == "aggregates" or all(10 * size <= 7 * sum(sizes) for size in sizes)

        if not sizes or (enough and balanced):
            assert told.withheld is None
            assert told.figure == replace(new, contributors=len(sizes))
        else:
            assert told.withheld == NOT_ENOUGH
            assert told.figure is former

    @settings(max_examples=200)
    @given(periods=st.lists(nets, min_size=1, max_size=6))
    def test_no_difference_of_two_published_figures_isolates_fewer_than_three(
        self, periods: list[dict[UUID, int]]
    ) -> None:
        """Whatever the periods, what a figure adds to the one before mixes no party, or at least three."""
        former: Figure | None = None
        since: dict[UUID, int] = {}
        balance = 0
        for number, period in enumerate(periods):
            for party, net in period.items():
                since[party] = since.get(party, 0) + net
                balance += net
            told = close("aggregates", former, Figure(balance, DAY, number, number + 1), since)
            if told.withheld:
                continue
            assert len([net for net in since.values() if net]) not in (1, 2)
            assert told.figure is not None
            before = former.balance if former else 0
            assert told.figure.balance - before == sum(since.values())
            former, since = told.figure, {}


class TestWords:
    @settings(max_examples=200)
    @given(amount=st.integers(-(2**63), 2**63 - 1), decimals=st.integers(0, 6))
    def test_an_amount_is_written_exactly(self, amount: int, decimals: int) -> None:
        written = french_amount(amount, decimals)

        assert Decimal(written.replace(",", ".")) == Decimal(amount).scaleb(-decimals)
        assert len(written.partition(",")[2]) == decimals

    @pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
    def test_a_formula_is_neutralised(self, text: str) -> None:
        assert neutral(text) == "'" + text

    @pytest.mark.parametrize("text", ["", "Facture", "1-2", "a=b", "'x"])
    def test_other_words_are_left_alone(self, text: str) -> None:
        assert neutral(text) == text

    def test_units_say_their_decimals(self) -> None:
        assert [decimals_of(unit) for unit in ("EUR/2", "NIGHT/0", "KM/3")] == [2, 0, 3]

    def test_a_separator_inside_a_word_is_quoted(self) -> None:
        assert spreadsheet(["A"], [["x;y"], ['"']]).decode("utf-8-sig") == 'A\r\n"x;y"\r\n""""\r\n'
