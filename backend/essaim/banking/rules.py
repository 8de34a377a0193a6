"""What makes an account number, a bank code, a creditor identifier right; how a number is masked; when a mandate lapses.

Sources: ISO 13616 (IBAN), ISO 9362 (BIC), EPC262-08 (creditor identifier), EPC016-06 §4.1 (a mandate unused for
36 months lapses). Nothing here tells the number it was given: an error may be logged.
"""

import re
from dataclasses import dataclass
from datetime import date

import schwifty
from schwifty.exceptions import (
    InvalidBBANChecksum,
    InvalidChecksumDigits,
    InvalidCountryCode,
    InvalidLength,
    SchwiftyException,
)

from essaim.kit.text import Text

LAPSE_MONTHS = 36
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\ufeff-]+")
_CREDITOR = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")
_FRENCH_CREDITOR = re.compile(r"FR[0-9]{2}[A-Z0-9]{9}")

FAULTS: dict[str, Text] = {
    "empty": Text("il est vide", "it is empty"),
    "characters": Text(
        "il commence par deux lettres et deux chiffres, et ne compte ensuite que des chiffres et des lettres",
        "it begins with two letters and two digits, and then has digits and letters only",
    ),
    "country": Text("son pays n’est pas connu", "its country is not known"),
    "length": Text(
        "sa longueur n’est pas celle de son pays (27 caractères en France)",
        "its length is not that of its country (27 characters in France)",
    ),
    "check_digits": Text(
        "sa clé ne correspond pas\u00a0; un chiffre est sans doute mal recopié",
        "its check digits do not match; a digit is probably wrong",
    ),
    "national_key": Text(
        "la clé de sa banque (clé RIB) ne correspond pas", "the key of its bank (RIB key) does not match"
    ),
}


class Fault(ValueError):
    """Not right. `code` is a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Iban:
    """A right account number, and what the registry of banks says of it."""

    number: str
    bic: str | None
    bank_name: str | None
    in_sepa: bool

    @property
    def masked(self) -> str:
        return mask(self.number)


def read_iban(text: str) -> Iban:
    """The number in its one form, without spaces. Raises Fault."""
    compact = _SPACES.sub("", text).upper()
    if not compact:
        raise Fault("empty")
    if not compact.isascii() or not compact.isalnum():
        raise Fault("characters")
    try:
        iban = schwifty.IBAN(compact)
        _check_national_key(iban)
    except SchwiftyException as fault:
        # Its own words would repeat the number.
        raise Fault(_code_of(fault)) from None
    bic = iban.bic
    return Iban(str(iban), str(bic) if bic else None, iban.bank_name, bool(iban.in_sepa_zone))


def _check_national_key(iban: schwifty.IBAN) -> None:
    """The RIB key. Other countries' are left to their banks: the library does not know them all."""
    if iban.country_code in ("FR", "MC"):
        iban.validate(validate_bban=True)


def _code_of(fault: SchwiftyException) -> str:
    for kind, code in (
        (InvalidLength, "length"),
        (InvalidCountryCode, "country"),
        (InvalidChecksumDigits, "check_digits"),
        (InvalidBBANChecksum, "national_key"),
    ):
        if isinstance(fault, kind):
            return code
    return "characters"


def mask(number: str) -> str:
    """`FR76 **** 0189`: the country, its check digits and the last four characters."""
    return f"{number[:4]} **** {number[-4:]}"


def read_bic(text: str) -> str:
    """A BIC in capitals. Raises Fault."""
    compact = _SPACES.sub("", text).upper()
    try:
        return str(schwifty.BIC(compact))
    except SchwiftyException:
        raise Fault("characters") from None


def read_creditor_identifier(text: str) -> str:
    """A SEPA creditor identifier in its one form. Raises Fault.

    The check digits cover the national part and the country; the three characters after them are the creditor's own.
    """
    compact = _SPACES.sub("", text).upper()
    if not compact:
        raise Fault("empty")
    if not _CREDITOR.fullmatch(compact):
        raise Fault("characters")
    if compact.startswith("FR") and not _FRENCH_CREDITOR.fullmatch(compact):
        raise Fault("length")
    digits = "".join(str(int(character, 36)) for character in compact[7:] + compact[:4])
    if int(digits) % 97 != 1:
        raise Fault("check_digits")
    return compact


def lapses_on(signed_on: date, last_used_on: date | None) -> date:
    """The day from which a mandate no longer serves, unless used before."""
    last = max(signed_on, last_used_on or signed_on)
    years, month = divmod(last.month - 1 + LAPSE_MONTHS, 12)
    # 29 February lapses on the 28th.
    day = min(last.day, 28) if last.month == 2 else last.day
    return date(last.year + years, month + 1, day)
