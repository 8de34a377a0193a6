"""Account numbers, creditor identifiers and mandates: what is right, and what is told of what is wrong."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banking.bank_world import creditor_identifier, iban, masked
from essaim.banking import rules
from essaim.banking.rules import Fault


def fault_of(text: str) -> str:
    with pytest.raises(Fault) as refused:
        rules.read_iban(text)
    assert text == "" or text not in str(refused.value)
    assert refused.value.code in rules.FAULTS
    return refused.value.code


class TestIban:
    def test_a_known_number_is_read_with_its_bank(self) -> None:
        read = rules.read_iban(" fr76 3000 6000 0112 3456 7890 189 ")
        assert read.number == "FR7630006000011234567890189"
        assert (read.bic, read.bank_name) == ("AGRIFRPPXXX", "CREDIT AGRICOLE SA")
        assert (read.masked, read.in_sepa) == ("FR76 **** 0189", True)

    @pytest.mark.parametrize("number", ["DE89370400440532013000", "FR1420041010050500013M02606"])
    def test_other_countries_and_letters_are_read_too(self, number: str) -> None:
        assert rules.read_iban(number).number == number

    def test_outside_sepa_is_said(self) -> None:
        assert not rules.read_iban("SA0380000000608010167519").in_sepa

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "empty"),
            (" \u00a0-", "empty"),
            ("bonjour !", "characters"),
            ("FR76300060000112345678901💥", "characters"),
            ("7630006000011234567890189FR", "characters"),
            ("ZZ7630006000011234567890189", "country"),
            ("FR763000600001123456789018", "length"),
            ("FR7630006000011234567890188", "check_digits"),
        ],
    )
    def test_what_is_wrong_is_named_without_the_number(self, text: str, code: str) -> None:
        assert fault_of(text) == code

    def test_the_key_of_the_bank_is_checked_too(self) -> None:
        bban = "30006000011234567890188"
        check = 98 - int(f"{bban}152700") % 97
        assert fault_of(f"FR{check:02}{bban}") == "national_key"

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 10**11 - 1), st.integers(1, 99_999), st.integers(0, 99_999))
    def test_every_number_with_right_keys_is_taken(self, account: int, bank: int, branch: int) -> None:
        number = iban(account, bank, branch)
        read = rules.read_iban(number)
        assert (read.number, read.masked) == (number, masked(number))

    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 10**11 - 1), st.integers(4, 26), st.integers(1, 9))
    def test_one_digit_copied_wrong_is_always_seen(self, account: int, place: int, shift: int) -> None:
        number = iban(account)
        wrong = str((int(number[place]) + shift) % 10)
        assert fault_of(number[:place] + wrong + number[place + 1 :]) == "check_digits"

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=60))
    def test_whatever_is_typed_is_read_or_refused(self, text: str) -> None:
        with contextlib.suppress(Fault):
            assert rules.read_iban(text).number.isalnum()


class TestCreditorIdentifier:
    @pytest.mark.parametrize(
        "known", ["DE98ZZZ09999999999", creditor_identifier(), creditor_identifier("8A1B2C")]
    )
    def test_right_ones_are_taken(self, known: str) -> None:
        assert rules.read_creditor_identifier(f" {known[:4].lower()} {known[4:]}") == known

    def test_the_business_code_is_the_creditor_s_own(self) -> None:
        known = creditor_identifier()
        assert rules.read_creditor_identifier(known.replace("ZZZ", "001")) == known.replace("ZZZ", "001")

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "empty"),
            ("FR", "characters"),
            ("FR12ZZZ1234567", "length"),
            ("DE99ZZZ09999999999", "check_digits"),
        ],
    )
    def test_wrong_ones_say_why(self, text: str, code: str) -> None:
        with pytest.raises(Fault) as refused:
            rules.read_creditor_identifier(text)
        assert refused.value.code == code


class TestBic:
    def test_it_is_written_in_capitals(self) -> None:
        assert rules.read_bic("bnpa frpp") == "BNPAFRPP"

    @pytest.mark.parametrize("text", ["", "BNPAFRP", "BNPAZZPP", "BNPAFRPPXXXX"])
    def test_wrong_ones_are_refused(self, text: str) -> None:
        with pytest.raises(Fault):
            rules.read_bic(text)


class TestLapse:
    @pytest.mark.parametrize(
        ("signed_on", "last_used_on", "lapses_on"),
        [
            (date(2026, 1, 10), None, date(2029, 1, 10)),
            (date(2026, 12, 31), None, date(2029, 12, 31)),
            (date(2026, 1, 10), date(2027, 6, 1), date(2030, 6, 1)),
            (date(2028, 2, 29), None, date(2031, 2, 28)),
        ],
    )
    def test_unused_for_36_months_a_mandate_no_longer_serves(
        self, signed_on: date, last_used_on: date | None, lapses_on: date
    ) -> None:
        assert rules.lapses_on(signed_on, last_used_on) == lapses_on
