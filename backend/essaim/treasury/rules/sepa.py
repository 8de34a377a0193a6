"""Write SEPA payment files: pain.001.001.09 (transfers) and pain.008.001.08 (direct debits), checked against their schema.

Addresses are structured (street, postal code, town, country): nothing else is accepted since 15 November 2026. Text is
written in the characters every bank takes. Sources: EPC132-08 and EPC130-08 (guidelines to customers), EPC217-08
(characters). No error of this module holds what was written: it may be logged.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element

import sepaxml
import xmlschema
from sepaxml import SepaDD, SepaTransfer
from text_unidecode import unidecode  # type: ignore[import-untyped]

Kind = Literal["transfers", "debits"]
Sequencing = Literal["FRST", "RCUR"]

SCHEMAS: dict[Kind, str] = {"transfers": "pain.001.001.09", "debits": "pain.008.001.08"}
GREATEST_CENTS = 99_999_999_999
HORIZON_DAYS = 365
_NAME, _STREET, _NUMBER, _POSTAL_CODE, _TOWN, _WORDS = 70, 70, 16, 16, 35, 140
_COUNTRY = "FR"
_OTHER = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
_NUMBERED = re.compile(r"(?P<number>\d+(?: ?(?:bis|ter|quater|[a-z]))?),? +(?P<street>\S.*)", re.IGNORECASE)


class NotValid(Exception):
    """The file does not follow its schema. `place`: the path of the faulty element, without what it holds."""

    def __init__(self, schema: str, place: str) -> None:
        super().__init__(schema, place)
        self.schema = schema
        self.place = place


@dataclass(frozen=True, slots=True)
class Side:
    """Whose account it is, and where they are."""

    name: str
    iban: str
    bic: str | None
    street: str | None
    postal_code: str | None
    town: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A mandate, and whether it serves for the first time."""

    reference: str
    signed_on: date
    sequence: Sequencing


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount (cents, > 0) to the other side, or from it by its consent."""

    other: Side
    cents: int
    end_to_end_id: str
    words: str
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a bank is asked. `made_at` is told to it in local time."""

    message_id: str
    made_at: datetime
    execution_on: date
    account: Side
    payments: Sequence[Payment]
    creditor_identifier: str | None = None


def first_day(kind: Kind, today: date) -> date:
    """A debit reaches the debtor's bank one day before at least."""
    return today if kind == "transfers" else today + timedelta(days=1)


def last_day(today: date) -> date:
    return today + timedelta(days=HORIZON_DAYS)


def latin(text: str, length: int) -> str:
    """Text in the characters every bank takes, cut to a length; may be empty."""
    plain = _OTHER.sub(" ", unidecode(text.replace("&", "+").replace("_", "-")))
    return " ".join(plain.split())[:length].strip()


def identifier(text: str) -> str:
    """A reference: at most 35 characters, without a slash first, last or twice."""
    return re.sub(r"/+", "/", latin(text, 35)).strip("/ ")


def write(kind: Kind, order: Order) -> bytes:
    """The file, valid against its schema. Raises NotValid."""
    document = _transfers(order) if kind == "transfers" else _debits(order)
    content: bytes = document.export(validate=False)
    check(SCHEMAS[kind], content)
    return content


def check(schema: str, content: bytes) -> None:
    """Against the schema of ISO 20022 that sepaxml ships. Raises NotValid."""
    for fault in _schema(schema).iter_errors(content.decode()):
        # The fault's own words repeat the element, and with it an account number.
        raise NotValid(schema, str(fault.path or "/")) from None


@functools.cache
def _schema(name: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / f"{name}.xsd"))


class _Header:
    """Gives a file our own message number and instant, instead of ones drawn by the library."""

    root_el: str
    msg_id: str
    _config: dict[str, Any]
    _xml: Element

    def _create_header(self) -> None:
        self.msg_id = self._config["message_id"]
        super()._create_header()  # type: ignore[misc]
        written = self._xml.find(f"{self.root_el}/GrpHdr/CreDtTm")
        if written is None:
            raise ValueError("The library writes no instant any more.")
        written.text = f"{self._config['made_at']:%Y-%m-%dT%H:%M:%S}"


class _Transfers(_Header, SepaTransfer):  # type: ignore[misc]
    pass


class _Debits(_Header, SepaDD):  # type: ignore[misc]
    pass


def _transfers(order: Order) -> Any:
    document = _Transfers(_config(order), schema=SCHEMAS["transfers"], clean=True)
    for payment in order.payments:
        document.add_payment({**_payment(payment), "execution_date": order.execution_on})
    return document


def _debits(order: Order) -> Any:
    document = _Debits(
        {**_config(order), "creditor_id": order.creditor_identifier, "instrument": "CORE"},
        schema=SCHEMAS["debits"],
        clean=True,
    )
    for payment in order.payments:
        if payment.consent is None:
            raise ValueError("A debit without a mandate.")
        consent = {
            "type": payment.consent.sequence,
            "mandate_id": payment.consent.reference,
            "mandate_date": payment.consent.signed_on,
            "collection_date": order.execution_on,
        }
        document.add_payment({**_payment(payment), **consent})
    return document


def _config(order: Order) -> dict[str, Any]:
    return {
        **_side(order.account),
        "batch": True,
        "currency": "EUR",
        "message_id": order.message_id,
        "made_at": order.made_at,
    }


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        **_side(payment.other),
        "amount": payment.cents,
        "endtoend_id": payment.end_to_end_id,
        "description": latin(payment.words, _WORDS),
    }


def _side(side: Side) -> dict[str, Any]:
    bic = {"BIC": side.bic} if side.bic else {}
    return {"name": latin(side.name, _NAME), "IBAN": side.iban, **bic, "address": _address(side)}


def _address(side: Side) -> dict[str, str]:
    number, street = "", latin(side.street or "", 2 * _STREET)
    numbered = _NUMBERED.fullmatch(street)
    if numbered is not None:
        number, street = numbered["number"], numbered["street"]
    return {
        "street_name": street[:_STREET].strip(),
        "building_number": number[:_NUMBER],
        "postcode": latin(side.postal_code or "", _POSTAL_CODE),
        "town": latin(side.town, _TOWN),
        "country": _COUNTRY,
    }
