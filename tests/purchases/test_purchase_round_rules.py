"""The calendar of a round, and the words of its criteria."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.purchases.rules.calendar import ENDS, brought_forward, in_order
from essaim.purchases.rules.criteria import speaks_of_place

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 12))
STAGE_OF = {"needs_until": "needs", "quotes_until": "quotes"}
ORDER = ("needs", "quotes", "choice")


@pytest.mark.parametrize(
    "words",
    [
        "Local",
        "Produits locaux",
        "Proximité géographique",
        "Achat LOCAL",
        "Approvisionnement local",
        "Circuits locaux",
    ],
)
def test_where_things_come_from_is_no_label(words: str) -> None:
    assert speaks_of_place(words)


@pytest.mark.parametrize(
    "words",
    [
        "Entretien des locaux",
        "EGAlim",
        "Localisation des alarmes",
        "Délai de livraison",
        "Circuit court",
        "Vocal",
    ],
)
def test_other_words_are_left_alone(words: str) -> None:
    assert not speaks_of_place(words)


@given(st.tuples(DAYS, DAYS, DAYS, DAYS, DAYS))
@settings(max_examples=200)
def test_a_calendar_in_order_has_each_day_after_the_former_and_an_end_after_all(
    days: tuple[date, ...],
) -> None:
    needs, quotes, award, _, ends = days
    rising = [needs, quotes, award, ends]
    assert in_order(*days) == (rising == sorted(rising) and max(days) == ends)


@given(st.sampled_from(ORDER), st.lists(st.integers(-3, 3), min_size=5, max_size=5))
@settings(max_examples=200)
def test_a_date_to_come_is_put_off_and_nothing_else(stage: str, moves: list[int]) -> None:
    before = dict.fromkeys(ENDS, date(2026, 1, 5))
    asked = {name: before[name] + timedelta(days=days) for name, days in zip(ENDS, moves, strict=True)}
    passed = {name for name, of in STAGE_OF.items() if ORDER.index(of) < ORDER.index(stage)}
    refused = {name for name, days in zip(ENDS, moves, strict=True) if days < 0 or (days and name in passed)}
    assert set(brought_forward(stage, before, asked)) == refused
