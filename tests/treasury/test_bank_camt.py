"""CAMT.053 in its two versions; and XML that no bank writes."""

from contextlib import suppress
from datetime import date

import pytest
from bank_files import Detail, Entry, camt_of
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.treasury.rules import camt
from essaim.treasury.rules.bank_rows import BankFile, BankFileRefused, TooManyRows, keys_of

VERSIONS = pytest.mark.parametrize("version", ["02", "08"])


def read(content: bytes) -> BankFile:
    assert camt.looks_like(content)
    return camt.read(content, limit=1000)


def refused(content: bytes) -> str:
    with pytest.raises(BankFileRefused) as refusal:
        camt.read(content, limit=1000)
    return refusal.value.fault.code


class TestAStatement:
    @VERSIONS
    def test_an_entry_says_when_how_much_from_whom_and_why(self, version: str) -> None:
        detail = Detail(remittance="Appel 2026-0001", debtor="Maison A", end_to_end="E2E-1")
        file = read(
            camt_of(
                Entry(4_580_83, details=[detail]),
                Entry(
                    12_50,
                    credit=False,
                    day="2026-03-06",
                    information="FRAIS",
                    reference="REF9",
                    with_time=True,
                ),
                version=version,
            )
        )

        received, fees = file.rows
        assert (received.booked_on, received.cents) == (date(2026, 3, 5), 4_580_83)
        assert (received.label, received.counterparty) == ("Appel 2026-0001", "Maison A")
        assert received.bank_reference == "E2E-1"
        assert received.account == "FR7630006000011234567890189"
        assert (fees.booked_on, fees.cents, fees.label) == (date(2026, 3, 6), -12_50, "FRAIS")
        assert fees.bank_reference == "REF9"
        assert file.faults == []

    @VERSIONS
    def test_an_entry_of_several_transactions_is_several_movements(self, version: str) -> None:
        details = [
            Detail(300_00, remittance="2026-0001", debtor="Maison A"),
            Detail(200_50, structured="RF18-2026-0002", debtor="Maison B"),
        ]
        rows = read(camt_of(Entry(500_50, details=details), version=version)).rows

        assert [(row.cents, row.label, row.counterparty) for row in rows] == [
            (300_00, "2026-0001", "Maison A"),
            (200_50, "RF18-2026-0002", "Maison B"),
        ]

    @VERSIONS
    def test_and_one_when_they_do_not_say_their_amounts_or_do_not_sum(self, version: str) -> None:
        silent = [Detail(remittance="2026-0001"), Detail(remittance="2026-0002")]
        wrong = [Detail(1_00, remittance="un"), Detail(2_00, remittance="deux")]

        rows = read(
            camt_of(Entry(500_00, details=silent), Entry(4_00, details=wrong, credit=False), version=version)
        ).rows

        assert [(row.cents, row.label) for row in rows] == [
            (500_00, "2026-0001 2026-0002"),
            (-4_00, "un deux"),
        ]

    def test_transactions_of_both_directions_sum_to_their_entry(self) -> None:
        details = [
            Detail(100_00, remittance="encaissement", credit=True),
            Detail(2_00, remittance="commission", credit=False),
        ]
        rows = read(camt_of(Entry(98_00, details=details), version="08")).rows

        assert [(row.cents, row.label) for row in rows] == [(100_00, "encaissement"), (-2_00, "commission")]

    @VERSIONS
    def test_who_got_what_was_sent(self, version: str) -> None:
        detail = Detail(remittance="Avoir", debtor="La Salette", creditor="Maison C")
        (row,) = read(camt_of(Entry(40_00, credit=False, details=[detail]), version=version)).rows

        assert (row.cents, row.counterparty) == (-40_00, "Maison C")

    def test_a_reversal_has_the_direction_of_the_money(self) -> None:
        (row,) = read(camt_of(Entry(5_00, credit=False, reversal=True))).rows

        assert row.cents == -5_00

    @VERSIONS
    def test_what_is_not_booked_is_left_out(self, version: str) -> None:
        file = read(camt_of(Entry(5_00, status="PDNG"), Entry(6_00), Entry(0), version=version))

        assert [row.cents for row in file.rows] == [6_00]
        assert file.skipped == 2

    @VERSIONS
    def test_a_fault_is_told_and_the_others_are_kept(self, version: str) -> None:
        content = camt_of(
            Entry(5_00, currency="USD"), Entry(6_00), Entry(7_00, day="2026-02-30"), version=version
        )
        content = content.replace(b'<Amt Ccy="EUR">6.00</Amt>', b'<Amt Ccy="EUR">6.005</Amt>')
        file = read(content + b"")

        assert file.rows == []
        assert [(fault.place, fault.column, fault.code) for fault in file.faults] == [
            (1, "Amt", "currency"),
            (2, "Amt", "amount"),
            (3, "BookgDt", "date"),
        ]

    def test_two_movements_alike_are_two_and_keep_their_keys(self) -> None:
        alike = [Detail(1_00, remittance="don"), Detail(1_00, remittance="don")]
        content = camt_of(Entry(2_00, details=alike))

        keys = keys_of(read(content).rows)

        assert len(set(keys)) == 2
        assert keys_of(read(content).rows) == keys
        other_account = camt_of(Entry(2_00, details=alike), iban="FR7612345987650123456789014")
        assert not set(keys_of(read(other_account).rows)) & set(keys)

    def test_a_file_has_a_longest_length(self) -> None:
        for entry in (Entry(1_00), Entry(1_00, currency="USD")):
            with pytest.raises(TooManyRows):
                camt.read(camt_of(*[entry] * 4), limit=3)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">%s]><lolz>&j;</lolz>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
)
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>"""
QUADRATIC = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "%s">]><r>%s</r>""" % (
    b"A" * 10_000,
    b"&x;" * 10_000,
)
DECLARED = b"""<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd"><r/>"""
PARAMETER = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]><r/>"""


class TestXmlThatNoBankWrites:
    @pytest.mark.parametrize("content", [LAUGHS, EXTERNAL, QUADRATIC, DECLARED, PARAMETER])
    def test_entities_and_document_types_are_refused(self, content: bytes) -> None:
        assert refused(content) == "forbidden_xml"

    def test_an_entity_inside_a_true_statement_is_refused(self) -> None:
        content = camt_of(Entry(1_00, information="X")).replace(
            b"<Document", b'<!DOCTYPE Document [<!ENTITY e SYSTEM "file:///etc/hostname">]><Document', 1
        )

        assert refused(content.replace(b">X<", b">&e;<")) == "forbidden_xml"

    @pytest.mark.parametrize(
        "content",
        [
            b"<Document",
            b"<a><b></a>",
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            b'<?xml version="1.0" encoding="utf-32"?><a/>',
            b"<a>&undefined;</a>",
            b"<a>\x00</a>",
        ],
    )
    def test_broken_xml_is_refused(self, content: bytes) -> None:
        assert refused(content) == "broken_xml"

    @pytest.mark.parametrize(
        "content",
        [
            b"<html/>",
            camt_of(Entry(1_00)).replace(b"camt.053.001.02", b"camt.053.001.04"),
            camt_of(Entry(1_00)).replace(b"camt.053.001.02", b"camt.054.001.02"),
            b"<a>" * 50_000 + b"</a>" * 50_000,
        ],
    )
    def test_another_message_is_refused(self, content: bytes) -> None:
        assert refused(content) == "other_message"

    @given(st.binary(max_size=8), st.integers(0, 2000), st.integers(0, 40))
    @settings(max_examples=200)
    def test_no_change_of_a_file_breaks_the_reader(self, put: bytes, at: int, removed: int) -> None:
        content = camt_of(Entry(3_00, details=[Detail(1_00, "un"), Detail(2_00, "deux")]), Entry(4_00))

        with suppress(BankFileRefused):
            camt.read(content[:at] + put + content[at + removed :], limit=1000)
