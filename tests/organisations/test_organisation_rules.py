"""How people search: numbers, words, mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.organisations.rules import corrected, identifier_in, mistakes, plain, terms_of

WORDS = st.text("abcdefgh", max_size=8)


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "value", "columns"),
        [
            ("990 000 010", "990000010", ("siren", "finess")),
            ("99000001000019", "99000001000019", ()),
            ("w691000123", "W691000123", ("rna",)),
            ("2A0000123", "2A0000123", ("finess",)),
            ("84 69 00000 69", "84690000069", ("nda",)),
        ],
    )
    def test_a_number_is_known_by_its_shape_whatever_the_spaces(
        self, typed: str, value: str, columns: tuple[str, ...]
    ) -> None:
        found = identifier_in(typed)
        assert found is not None
        assert (found.value, found.organisation_columns) == (value, columns)

    @pytest.mark.parametrize("typed", ["Les Tilleuls", "69", "12345678", "étoile 123456789", ""])
    def test_words_are_no_number(self, typed: str) -> None:
        assert identifier_in(typed) is None


class TestTerms:
    def test_the_last_word_may_be_unfinished(self) -> None:
        assert terms_of("l’Étoile du Ber") == ("l Étoile du Ber", "l Étoile du", "'Ber':*")

    def test_two_letters_are_no_beginning(self) -> None:
        assert terms_of("foyer du") == ("foyer du", "foyer", None)

    @given(st.text(max_size=60))
    def test_nothing_typed_can_break_out_of_the_query(self, typed: str) -> None:
        tail = terms_of(typed).tail
        assert tail is None or (tail.startswith("'") and tail.endswith("':*") and tail.count("'") == 2)


class TestCorrection:
    def test_a_mistyped_word_becomes_the_nearest_in_use(self) -> None:
        assert corrected("les tileuls", {"tileuls": ["tilleuls", "tilleul"]}) == "les tilleuls"

    def test_swapped_letters_are_one_mistake(self) -> None:
        assert mistakes("hopital", "hoiptal") == 1

    def test_an_unfinished_last_word_is_completed(self) -> None:
        assert corrected("associat", {"associat": ["association"]}) == "association"

    def test_a_word_in_the_middle_is_not_completed(self) -> None:
        assert corrected("associat lyon", {"associat": ["association"]}) is None

    def test_a_word_too_different_stays(self) -> None:
        assert corrected("zzzz", {"zzzz": ["tilleuls"]}) is None

    def test_accents_alone_are_no_mistake(self) -> None:
        assert corrected("école", {"ecole": ["ecole"]}) is None
        assert plain("Œuvre Été") == "oeuvre ete"

    @given(WORDS, WORDS)
    def test_mistakes_are_a_distance(self, one: str, other: str) -> None:
        count = mistakes(one, other)
        assert count == mistakes(other, one)
        assert (count == 0) == (one == other)
        assert abs(len(one) - len(other)) <= count <= max(len(one), len(other))
