"""What the readers of bank files yield: movements, faults by place, and the refusal of a whole file."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from essaim.kit.text import Text

LONGEST_TEXT: Final = 500
VALUE_SHOWN: Final = 80
LARGEST: Final = 10**12
"""Cents of one movement, at most."""


@dataclass(frozen=True, slots=True)
class BankRow:
    """A movement of an account: `cents` above zero received, below sent. `place`: its line or its rank in the file."""

    place: int
    booked_on: date
    cents: int
    label: str
    counterparty: str | None = None
    bank_reference: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True)
class BankFault:
    """What could not be read at one place; the other movements are kept."""

    place: int | None
    column: str | None
    code: str
    value: str | None
    message: Text


@dataclass(frozen=True, slots=True)
class BankFile:
    """What a file holds. `skipped`: lines that are no movement."""

    format: Literal["csv", "camt053"]
    rows: Sequence[BankRow]
    faults: Sequence[BankFault]
    skipped: int = 0


class BankFileRefused(Exception):
    """Nothing of the file can be used; says why."""

    def __init__(
        self, code: str, message: Text, *, place: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message.en)
        self.fault = BankFault(place, column, code, None, message)


class TooManyRows(Exception):
    """The file holds more movements than allowed."""


def keys_of(rows: Sequence[BankRow]) -> list[str]:
    """A digest for each movement, by which the same one in another file is known.

    Two movements alike in everything on one day are two: the second is told from the first by its rank among them, which
    is the same in every file that holds that day whole.
    """
    ranks: Counter[tuple[object, ...]] = Counter()
    keys = []
    for row in rows:
        what = (
            row.account or "",
            row.booked_on.isoformat(),
            str(row.cents),
            row.label,
            row.counterparty or "",
            row.bank_reference or "",
        )
        ranks[what] += 1
        told = "\x1f".join((*what, str(ranks[what])))
        keys.append(hashlib.sha256(told.encode()).hexdigest())
    return keys


def legible(text: str) -> str:
    """One line of text that can be stored and read, cut at its longest."""
    kept = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else character
        for character in text
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))[:LONGEST_TEXT].rstrip()


def shown(value: str) -> str:
    """The beginning of a faulty value, safe to print."""
    safe = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value
    )
    return safe if len(safe) <= VALUE_SHOWN else safe[: VALUE_SHOWN - 1] + "…"
