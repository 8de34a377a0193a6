"""What is published at a closing, and how a statement is written for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

NOT_ENOUGH: Literal["not_enough_contributors"] = "not_enough_contributors"
CONTRIBUTORS = {"aggregates": 3, "coopetition": 4}
"""How many parties must have moved an account for its figure to be published, by confidentiality rule."""
HEAVIEST_BP = 7_000
"""Between competitors, none of them may have moved more than this share (basis points)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A published balance: of entries dated up to `as_of`, recorded up to the posting `last_posting_id`.

    `count_from`: the first posting that this figure does not count, so that the next one counts from there.
    """

    balance: int
    as_of: date
    last_posting_id: int
    count_from: int
    contributors: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """What a closing tells of one account: a new figure, or the former one and why it was not renewed."""

    figure: Figure | None
    withheld: Literal["not_enough_contributors"] | None


def close(confidentiality: str, former: Figure | None, new: Figure, moved: Mapping[UUID, int]) -> Closing:
    """Publish the new figure of an account, or keep the former one.

    `moved`: by party, the net of what moved the account since the former figure. A party whose movements cancel out is no
    contributor, so that the difference of two figures always mixes enough of them. When no party moved the account, the
    difference is of the outside or of other common accounts: it is published.
    """
    weights = sorted((abs(net) for net in moved.values() if net), reverse=True)
    if weights and len(weights) < CONTRIBUTORS[confidentiality]:
        return Closing(former, NOT_ENOUGH)
    if confidentiality == "coopetition" and weights and weights[0] * 10_000 > sum(weights) * HEAVIEST_BP:
        return Closing(former, NOT_ENOUGH)
    return Closing(replace(new, contributors=len(weights)), None)


def decimals_of(unit: str) -> int:
    """`EUR/2` has two decimals."""
    return int(unit.rpartition("/")[2])


def french_amount(amount: int, decimals: int) -> str:
    """An amount of the smallest unit as French spreadsheets read it: `-1234,05`."""
    digits = str(abs(amount)).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    return ("-" if amount < 0 else "") + whole + (f",{part}" if part else "")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return (
        "'" + text
        if text.lstrip(" ")[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
        else text
    )


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that French spreadsheets open as it is: `;`, CRLF, UTF-8 with its mark."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()
