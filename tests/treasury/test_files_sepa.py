"""SEPA files of any data follow their schema; what cannot is refused without being told."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banking.bank_world import creditor_identifier, iban
from essaim.treasury.rules import sepa
from essaim.treasury.rules.sepa import Consent, Kind, NotValid, Order, Payment, Side
from treasury.paying import Document

MADE_AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=90)


def side(name: str = "Maison A", **values: str | None) -> Side:
    given: dict[str, str | None] = {
        "iban": iban(),
        "bic": None,
        "street": "12 bis rue des Écoles",
        "postal_code": "69210",
        "town": "Bully",
        **values,
    }
    return Side(name=name, **given)  # type: ignore[arg-type]


def order(kind: Kind, *payments: Payment, account: Side | None = None) -> Order:
    return Order(
        message_id="ESSAIM-20261201-0123456789ab",
        made_at=MADE_AT,
        execution_on=date(2026, 12, 8),
        account=account or side("La Salette", bic="AGRIFRPP"),
        payments=payments,
        creditor_identifier=creditor_identifier() if kind == "debits" else None,
    )


def consent(kind: Kind, sequence: sepa.Sequencing = "FRST") -> Consent | None:
    return Consent("ESSAIM-0123", date(2026, 1, 10), sequence) if kind == "debits" else None


@pytest.mark.parametrize("kind", ["transfers", "debits"])
class TestAnyData:
    def test_what_people_typed_never_breaks_the_file(self, kind: Kind) -> None:
        @settings(max_examples=20, deadline=None)
        @given(TYPED, TYPED, st.none() | TYPED, st.none() | TYPED, st.integers(1, sepa.GREATEST_CENTS))
        def check(name: str, words: str, street: str | None, postal_code: str | None, cents: int) -> None:
            other = side(f"A {name}", street=street, postal_code=postal_code, town=f"B {name}")
            payment = Payment(other, cents, "2026-0001", f"2026-0001 {words}", consent(kind))
            document = Document(sepa.write(kind, order(kind, payment)))
            assert document.schema == sepa.SCHEMAS[kind]
            document.require_valid()

        check()

    def test_many_payments_sum_to_the_cent(self, kind: Kind) -> None:
        amounts = [1, 99, 100, 101, 58_799, sepa.GREATEST_CENTS]
        payments = [
            Payment(side(f"Maison {place}"), cents, f"2026-{place:04}", "Appel", consent(kind))
            for place, cents in enumerate(amounts)
        ]
        document = Document(sepa.write(kind, order(kind, *payments)))
        document.require_valid()
        assert document.texts("GrpHdr/CtrlSum") == ["1000000590.99"]
        assert document.texts("InstdAmt")[:3] == ["0.01", "0.99", "1.00"]

    def test_the_instant_and_the_number_are_those_given(self, kind: Kind) -> None:
        document = Document(sepa.write(kind, order(kind, Payment(side(), 1, "A", "b", consent(kind)))))
        assert document.texts("GrpHdr/MsgId") == ["ESSAIM-20261201-0123456789ab"]
        assert document.texts("GrpHdr/CreDtTm") == ["2026-12-01T09:30:00"]

    def test_what_does_not_follow_the_schema_is_refused_without_its_data(self, kind: Kind) -> None:
        wrong = side(iban="FR76-SECRET-0189")
        with pytest.raises(NotValid) as refused:
            sepa.write(kind, order(kind, Payment(wrong, 1, "A", "b", consent(kind))))
        assert "IBAN" in refused.value.place
        assert "SECRET" not in str(refused.value)
        assert refused.value.__cause__ is None
        assert refused.value.__suppress_context__


class TestDebits:
    def test_first_and_recurrent_ones_are_apart(self) -> None:
        payments = [
            Payment(side(), 10_00, "2026-0001", "Appel", consent("debits", "FRST")),
            Payment(side(), 20_00, "2026-0002", "Appel", consent("debits", "RCUR")),
            Payment(side(), 30_00, "2026-0003", "Appel", consent("debits", "RCUR")),
        ]
        document = Document(sepa.write("debits", order("debits", *payments)))
        document.require_valid()
        assert document.texts("SeqTp") == ["FRST", "RCUR"]
        assert document.texts("PmtInf/CtrlSum") == ["10.00", "50.00"]
        assert document.texts("ReqdColltnDt") == ["2026-12-08"] * 2
        assert set(document.texts("MndtId")) == {"ESSAIM-0123"}
        assert document.texts("CdtrSchmeId/Id/PrvtId/Othr/Id") == [creditor_identifier()] * 2


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("Œuvre « L’Étoile » & Cie", "OEuvre L'Etoile + Cie"),
            ("a_b@c#d\n€", "a-b c d EUR"),
            ("💥", ""),
            ("=1+1", "1+1"),
        ],
    )
    def test_text_is_written_in_the_letters_of_banks(self, typed: str, written: str) -> None:
        assert sepa.latin(typed, 70) == written

    def test_references_neither_begin_nor_end_nor_double_with_a_slash(self) -> None:
        assert sepa.identifier("//2026//0001/") == "2026/0001"
        assert len(sepa.identifier("x" * 50)) == 35

    @pytest.mark.parametrize(
        ("street", "number", "name"),
        [
            ("12 bis rue des Écoles", ["12 bis"], ["rue des Ecoles"]),
            ("3, place du Marché", ["3"], ["place du Marche"]),
            ("7B allée", ["7B"], ["allee"]),
            ("Le Bourg", [], ["Le Bourg"]),
            ("69210", [], ["69210"]),
            (None, [], []),
        ],
    )
    def test_addresses_are_structured(self, street: str | None, number: list[str], name: list[str]) -> None:
        payment = Payment(side(street=street, town="Saint-Étienne"), 1, "A", "b")
        document = Document(sepa.write("transfers", order("transfers", payment)))
        (address,) = document.all("Cdtr/PstlAdr")
        assert (document.texts("BldgNb", address), document.texts("StrtNm", address)) == (number, name)
        assert document.texts("PstCd", address) == ["69210"]
        assert document.texts("TwnNm", address) == ["Saint-Etienne"]


class TestDays:
    def test_a_debit_is_presented_a_day_before(self) -> None:
        today = date(2026, 12, 31)
        assert sepa.first_day("transfers", today) == today
        assert sepa.first_day("debits", today) == date(2027, 1, 1)
