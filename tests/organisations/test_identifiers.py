"""Identifiers: what is accepted, in which form it is kept, and what a person is told otherwise."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.organisations.identifiers import (
    InvalidIdentifier,
    finess_key_is_right,
    luhn_is_right,
    parse_commune,
    parse_finess,
    parse_legal_category,
    parse_naf,
    parse_nda,
    parse_rna,
    parse_siren,
    parse_siret,
    parse_uai,
    vat_number,
)

NARROW_SPACE = "\u202f"


def with_luhn_digit(payload: str) -> str:
    return next(payload + digit for digit in "0123456789" if luhn_is_right(payload + digit))


eight_digits = st.text("0123456789", min_size=8, max_size=8)
sirens = eight_digits.filter(lambda digits: digits.strip("0") != "").map(with_luhn_digit)
# La Poste's SIREN is the one whose establishments follow another rule.
ordinary_sirens = sirens.filter(lambda siren: siren != "356000000")
sirets = st.tuples(ordinary_sirens, st.text("0123456789", min_size=4, max_size=4)).map(
    lambda parts: with_luhn_digit(parts[0] + parts[1])
)


class TestSiren:
    @given(sirens)
    def test_round_trip(self, siren: str) -> None:
        assert parse_siren(siren) == siren

    @given(sirens)
    def test_spaces_and_points_are_tolerated(self, siren: str) -> None:
        groups = (siren[:3], siren[3:6], siren[6:])
        for separator in (" ", "\u00a0", NARROW_SPACE, "."):
            assert parse_siren(f" {separator.join(groups)}\n") == siren

    @given(sirens, st.integers(0, 8), st.integers(1, 9))
    def test_one_wrong_digit_is_always_seen(self, siren: str, place: int, shift: int) -> None:
        digit = str((int(siren[place]) + shift) % 10)
        wrong = siren[:place] + digit + siren[place + 1 :]
        with pytest.raises(InvalidIdentifier) as refusal:
            parse_siren(wrong)
        assert refusal.value.reason in ("check_digit", "zeros")

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "empty"),
            (" \u00a0", "empty"),
            ("000000000", "zeros"),
            ("73282932", "format"),
            ("73282932A", "format"),
            ("٧٣٢٨٢٩٣٢٠", "format"),
            ("732829321", "check_digit"),
            ("73282932000074", "is_siret"),
            ("7,32829E+08", "spreadsheet_number"),
        ],
    )
    def test_refusals_say_why(self, text: str, reason: str) -> None:
        with pytest.raises(InvalidIdentifier) as refusal:
            parse_siren(text)
        assert (refusal.value.kind, refusal.value.reason) == ("siren", reason)
        assert refusal.value.message_fr
        assert refusal.value.message_en


class TestSiret:
    @given(sirets)
    def test_round_trip(self, siret: str) -> None:
        assert parse_siret(siret) == siret

    @pytest.mark.parametrize("siret", ["35600000049837", "35600000000048", "356 000 000 49837"])
    def test_la_poste_establishments_are_valid(self, siret: str) -> None:
        assert parse_siret(siret) == siret.replace(" ", "")

    def test_la_poste_sum_must_be_a_multiple_of_five(self) -> None:
        with pytest.raises(InvalidIdentifier, match="check digit"):
            parse_siret("35600000049838")

    def test_the_siren_inside_is_checked_too(self) -> None:
        wrong_siren = with_luhn_digit("7328293210000")
        with pytest.raises(InvalidIdentifier) as refusal:
            parse_siret(wrong_siren)
        assert refusal.value.reason == "check_digit"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("000000000", "is_siren"),
            ("00000000000000", "zeros"),
            ("00000000000018", "zeros"),
            ("732829320", "is_siren"),
            ("2,601E+13", "spreadsheet_number"),
            ("2.60100045E+13", "spreadsheet_number"),
            ("7328293200007", "format"),
        ],
    )
    def test_refusals_say_why(self, text: str, reason: str) -> None:
        with pytest.raises(InvalidIdentifier) as refusal:
            parse_siret(text)
        assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("parse", "text", "kept"),
    [
        (parse_rna, "w751004076", "W751004076"),
        (parse_rna, "W9R1011072", "W9R1011072"),
        (parse_finess, "010 000 024", "010000024"),
        (parse_finess, "2a0000014", "2A0000014"),
        (parse_nda, "31 62 00121 62", "31620012162"),
        (parse_uai, "0750655e", "0750655E"),
        (parse_naf, "8710a", "87.10A"),
        (parse_naf, "87.10A", "87.10A"),
        (parse_commune, "69032", "69032"),
        (parse_commune, "2a004", "2A004"),
        (parse_commune, "97411", "97411"),
        (parse_legal_category, "9220", "9220"),
    ],
)
def test_other_identifiers_have_one_stored_form(parse: Callable[[str], str], text: str, kept: str) -> None:
    assert parse(text) == kept
    assert parse(kept) == kept


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_rna, "W75100407"),
        (parse_rna, "301S0301001688"),
        (parse_rna, "X751004076"),
        (parse_finess, "01000002"),
        (parse_finess, "000000000"),
        (parse_nda, "3162001216"),
        (parse_uai, "075065E"),
        (parse_naf, "8710"),
        (parse_commune, "00032"),
        (parse_commune, "99100"),
        (parse_commune, "2C004"),
        (parse_legal_category, "92"),
    ],
)
def test_other_identifiers_refuse_what_cannot_be(parse: Callable[[str], str], text: str) -> None:
    with pytest.raises(InvalidIdentifier):
        parse(text)


@given(st.text(max_size=30))
def test_any_text_is_parsed_or_refused_never_a_crash(text: str) -> None:
    for parse in (
        parse_siren,
        parse_siret,
        parse_rna,
        parse_finess,
        parse_nda,
        parse_uai,
        parse_naf,
        parse_commune,
    ):
        try:
            kept = parse(text)
        except InvalidIdentifier:
            continue
        assert parse(kept) == kept


@pytest.mark.parametrize("finess", ["010000024", "010780054"])
def test_finess_key_of_real_numbers(finess: str) -> None:
    assert finess_key_is_right(finess)


def test_finess_key_only_warns() -> None:
    assert parse_finess("010000025") == "010000025"
    assert not finess_key_is_right("010000025")
    assert finess_key_is_right("2A0000014")


def test_vat_number_of_a_siren() -> None:
    assert vat_number("732829320") == "FR44732829320"


@given(sirens)
def test_vat_number_holds_the_siren_and_a_key_of_two_digits(siren: str) -> None:
    number = vat_number(siren)
    assert len(number) == 13
    assert number.endswith(siren)
    assert 0 <= int(number[2:4]) < 97
