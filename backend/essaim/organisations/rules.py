"""How people search for an organisation, and the units of figures. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

UNITS: Final[dict[str, str]] = {
    "beds": "BED/0",
    "places": "PLACE/0",
    "fte": "FTE/2",
    "budget": "EUR/2",
    "members": "MEMBER/0",
    "trainees": "TRAINEE/0",
    "volunteers": "VOLUNTEER/0",
    "taxable_share": "PERCENT/2",
}
"""Unit and number of decimals: `FTE/2` 1250 is 12.50 full-time equivalents, `EUR/2` is in cents."""

WHOLE: Final[dict[str, int]] = {"taxable_share": 100_00}
"""The most that a figure may be, of those that are a share of something."""

SHORTEST_PREFIX: Final = 3
"""A shorter beginning of a word would match a good part of the directory."""
SHORTEST_CORRECTED: Final = 4

_WORD = re.compile(r"[^\W_]+")
_SEPARATORS = re.compile(r"[\s.\u00a0\u202f\u2007-]+")
_SIREN_OR_FINESS = re.compile(r"[0-9]{9}")
_FINESS = re.compile(r"(?:2[AB]|9[A-Z])[0-9]{7}")
_SIRET = re.compile(r"[0-9]{14}")
_NDA = re.compile(r"[0-9]{11}")
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


class Identifier(NamedTuple):
    """A number typed in the search: the columns it may be found in."""

    value: str
    organisation_columns: tuple[str, ...]
    site_columns: tuple[str, ...]


def identifier_in(typed: str) -> Identifier | None:
    """The SIREN, SIRET, RNA, FINESS or NDA that was typed, spaces ignored; None for words."""
    compact = _SEPARATORS.sub("", typed).upper()
    if not compact.isascii():
        return None
    if _SIREN_OR_FINESS.fullmatch(compact):
        return Identifier(compact, ("siren", "finess"), ("finess",))
    if _FINESS.fullmatch(compact):
        return Identifier(compact, ("finess",), ("finess",))
    if _SIRET.fullmatch(compact):
        return Identifier(compact, (), ("siret",))
    if _RNA.fullmatch(compact):
        return Identifier(compact, ("rna",), ())
    if _NDA.fullmatch(compact):
        return Identifier(compact, ("nda",), ())
    return None


class Terms(NamedTuple):
    """The words of a search; the last one may be unfinished."""

    words: str
    head: str
    tail: str | None
    """The last word as a tsquery prefix, when it is long enough to be one."""


def terms_of(typed: str) -> Terms:
    words = _WORD.findall(typed)
    if not words:
        return Terms("", "", None)
    *head, last = words
    tail = f"'{last}':*" if len(last) >= SHORTEST_PREFIX else None
    return Terms(" ".join(words), " ".join(head), tail)


def plain(text: str) -> str:
    """Without accents or capitals, like the words kept in `organisation_words`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def correctable_words(typed: str) -> list[str]:
    """The words of a search worth comparing with those in use, without accents."""
    words = (plain(word) for word in _WORD.findall(typed))
    return [word for word in words if len(word) >= SHORTEST_CORRECTED and word.isascii() and word.isalpha()]


def corrected(typed: str, near: dict[str, list[str]]) -> str | None:
    """The search with each mistyped word replaced by the nearest word in use; None when nothing changes.

    `near` gives, for each plain word, the words in use that resemble it, most alike first.
    """
    words = [plain(word) for word in _WORD.findall(typed)]
    better = [
        _nearest(word, near.get(word, ()), unfinished=position == len(words) - 1)
        for position, word in enumerate(words)
    ]
    return " ".join(better) if better != words else None


def _nearest(word: str, candidates: Iterable[str], *, unfinished: bool) -> str:
    """Whatever is few enough mistakes away; for the last word also what it begins. Ties: the most alike."""
    allowed = 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3
    measured = []
    for rank, candidate in enumerate(candidates):
        distance = mistakes(word, candidate)
        if distance <= allowed or (unfinished and candidate.startswith(word)):
            measured.append((distance, rank, candidate))
    return min(measured)[2] if measured else word


def mistakes(typed: str, meant: str) -> int:
    """Letters added, forgotten, replaced, or swapped with their neighbour (optimal string alignment)."""
    before_last: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(typed, 1):
        current = [row]
        for column, wanted in enumerate(meant, 1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == meant[column - 2] and typed[row - 2] == wanted:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1]
