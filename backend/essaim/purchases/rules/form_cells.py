"""Reading one cell of a form as a person in France types it. What is wrong is raised as `BadFormCell`; nothing is guessed."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from essaim.kit.text import Text

LARGEST: Final = 10**12
LONGEST_TEXT: Final = 200
DECIMALS: Final = 4

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", re.ASCII)
_SERIAL = re.compile(r"(\d{4,6})(?:\.\d+)?", re.ASCII)
_EPOCH = date(1899, 12, 30)
"""Day 0 of the numbers that spreadsheets keep for days."""
_NUMBER = re.compile(r"(\d{1,16})(?:[.,](\d{1,18}))?", re.ASCII)
_CURRENCY = re.compile(r"(?:€|eur|euros?)(?:ht)?$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u202f\u00a0]")
# What a spreadsheet may put before a text that looks like a formula, and we do ourselves.
_SHIELDED = re.compile(r"\A'(?=[ ]*[=+\-@＝＋－＠])")


class BadFormCell(ValueError):
    """A cell that cannot be read, with the words for the person who has the file."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(message.en)
        self.code = code
        self.message = message


def read_text(cell: str) -> str:
    """A line of text, as it is stored: no line ends, no invisible sign."""
    text = unicodedata.normalize("NFC", " ".join(_SHIELDED.sub("", cell).split()))
    if len(text) > LONGEST_TEXT:
        raise BadFormCell(
            "too_long",
            Text(f"Au plus {LONGEST_TEXT} caractères.", f"At most {LONGEST_TEXT} characters."),
        )
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise BadFormCell(
            "unprintable_character",
            Text(
                "Le texte contient un caractère qui ne peut pas être enregistré\u00a0; retapez-le.",
                "The text holds a character that cannot be stored; type it again.",
            ),
        )
    return text


def read_whole(cell: str) -> int:
    """`1200`, `1 200`, `1200,0`: a whole number, never negative."""
    number = _number(cell)
    if number is None or number != int(number):
        raise BadFormCell(
            "whole_number",
            Text(
                "Nombre entier attendu, sans décimales\u00a0: 1200.",
                "A whole number is expected, without decimals: 1200.",
            ),
        )
    return int(number)


def read_price(cell: str) -> int:
    """`5,10`, `0.0432 €`: euros with four decimals at most, in ten-thousandths of a euro; above zero."""
    number = _number(_CURRENCY.sub("", _SPACES.sub("", cell)))
    scaled = None if number is None else number * 10**DECIMALS
    # Spreadsheets keep 4.05 as 4.0499999999999998.
    rounded = None if scaled is None else scaled.quantize(Decimal("0.000001")).normalize()
    if rounded is None or rounded != int(rounded) or not 0 < rounded <= LARGEST:
        raise BadFormCell(
            "price",
            Text(
                "Prix en euros attendu, avec quatre décimales au plus\u00a0: 5,10.",
                "A price in euros is expected, with four decimals at most: 5.10.",
            ),
        )
    return int(rounded)


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.fullmatch(_SPACES.sub("", cell))
    if match is None:
        return None
    number = Decimal(f"{match[1]}.{match[2] or 0}")
    return number if number <= LARGEST else None


def read_day(cell: str) -> date:
    """`05/03/2026`, `5.3.2026`, `2026-03-05`, or the number that a spreadsheet keeps for a day."""
    text = cell.strip()
    try:
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = match.groups()
        elif match := _YEAR_FIRST.fullmatch(text):
            year, month, day = match.groups()
        elif match := _SERIAL.fullmatch(text):
            found = _EPOCH + timedelta(days=int(match[1]))
            return _plausible(found)
        else:
            raise ValueError(text)
        return _plausible(date(int(year), int(month), int(day)))
    except (ValueError, OverflowError) as fault:
        raise BadFormCell(
            "date",
            Text("Date illisible\u00a0: JJ/MM/AAAA attendu.", "Unreadable date: DD/MM/YYYY expected."),
        ) from fault


def _plausible(day: date) -> date:
    if not date(1990, 1, 1) <= day <= date(2199, 12, 31):
        raise ValueError(day)
    return day


def read_id(cell: str) -> UUID:
    try:
        return UUID(cell.strip())
    except ValueError as fault:
        raise BadFormCell(
            "identifier",
            Text(
                "Identifiant inconnu\u00a0: gardez celui du modèle.",
                "Unknown identifier: keep that of the model.",
            ),
        ) from fault
