"""Which statement a movement of the bank pays: proposals with their reason, never a payment made by itself.

Sure: the label holds the reference and the amount is what is left to pay. Likely: the reference with another amount, or
the amount with the name of who owes it. Possible: the amount alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from essaim.kit.money import euros
from essaim.kit.text import Text

Confidence = Literal["sure", "likely", "possible"]
PROPOSALS: Final = 20

_RANKS: Final[dict[Confidence, int]] = {"sure": 0, "likely": 1, "possible": 2}
# Words that tell no organisation from another.
_COMMON: Final = frozenset(
    [
        "A",
        "AU",
        "AUX",
        "D",
        "DE",
        "DES",
        "DU",
        "EN",
        "ET",
        "L",
        "LA",
        "LE",
        "LES",
        "PAR",
        "POUR",
        "SUR",
        "ASS",
        "ASSO",
        "ASSOC",
        "ASSOCIATION",
        "EHPAD",
        "FONDATION",
        "FONDS",
        "GROUPE",
        "GROUPEMENT",
        "MUTUELLE",
        "RESEAU",
        "RESIDENCE",
        "MAISON",
        "CENTRE",
        "UNION",
        "FEDERATION",
        "COLLECTIF",
        "STRUCTURE",
        "SAS",
        "SARL",
        "SCIC",
        "SCOP",
    ]
)
_LONG_ENOUGH: Final = 4
"""Letters from which a cut word is recognised: banks shorten names."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a movement may settle: a statement, or a transfer of a settlement (`settlement_id`)."""

    id: UUID
    reference: str
    organisation_id: UUID
    names: tuple[str, ...]
    """Of the organisation, the first as it is told."""
    remaining: int
    due_on: date | None
    settlement_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    owed: Owed
    confidence: Confidence
    cents: int
    """What the movement would settle of it."""
    why: Text


def propose(cents: int, texts: Iterable[str | None], owed: Iterable[Owed]) -> list[Proposal]:
    """The surest first, then the earliest due. `cents`: of the movement, never signed; `texts`: all it says."""
    said = _plain(" ".join(text for text in texts if text))
    words = said.split()
    found = [proposal for one in owed if (proposal := _proposal(cents, said, words, one))]
    found.sort(
        key=lambda each: (
            _RANKS[each.confidence],
            each.owed.due_on or date.max,
            each.owed.reference,
            each.owed.id,
        )
    )
    return found[:PROPOSALS]


def _proposal(cents: int, said: str, words: Sequence[str], owed: Owed) -> Proposal | None:
    cited = _cites(said, owed.reference)
    exact = cents == owed.remaining
    named = any(_names(words, name) for name in owed.names)
    settled = min(cents, owed.remaining)
    if cited and exact:
        return Proposal(owed, "sure", settled, _both(owed))
    if cited:
        return Proposal(owed, "likely", settled, _other_amount(cents, owed))
    if exact and named:
        return Proposal(owed, "likely", settled, _amount_and_name(owed))
    if exact:
        return Proposal(owed, "possible", settled, _amount_alone(owed))
    return None


def _plain(text: str) -> str:
    """Capital letters and digits without accents, apart by single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9A-Z]+", " ", bare.upper()).split())


def _cites(said: str, reference: str) -> bool:
    """`2026-0012` in `VIR REF 2026 0012` or `20260012`, and not in `2026-00123`."""
    parts = re.findall(r"\d+|[A-Z]+", _plain(reference))
    if not any(part.isdigit() for part in parts):
        return False
    pattern = " ?".join(re.escape(part) for part in parts)
    before = r"(?<!\d)" if parts[0].isdigit() else r"(?<![A-Z])"
    after = r"(?!\d)" if parts[-1].isdigit() else r"(?![A-Z])"
    return re.search(before + pattern + after, said) is not None


def _names(words: Sequence[str], name: str) -> bool:
    """Every word of the name that tells it from others is there, whole or cut by the bank."""
    own = _plain(name).split()
    telling = [word for word in own if word not in _COMMON] or own
    return bool(telling) and all(any(_same(said, word) for said in words) for word in telling)


def _same(said: str, word: str) -> bool:
    return said == word or (len(said) >= _LONG_ENOUGH and word.startswith(said))


def _both(owed: Owed) -> Text:
    left = euros(owed.remaining)
    return Text(
        f"Le montant est exactement ce qui reste dû ({left.fr}) et le libellé cite la référence {owed.reference}.",
        f"The amount is exactly what is left ({left.en}) and the label quotes the reference {owed.reference}.",
    )


def _other_amount(cents: int, owed: Owed) -> Text:
    paid, left = euros(cents), euros(owed.remaining)
    return Text(
        f"Le libellé cite la référence {owed.reference}, mais l’opération est de {paid.fr} quand il reste {left.fr}.",
        f"The label quotes the reference {owed.reference}, but the movement is of {paid.en} where {left.en} is left.",
    )


def _amount_and_name(owed: Owed) -> Text:
    left = euros(owed.remaining)
    return Text(
        f"Le montant est exactement ce qui reste dû ({left.fr}) et le nom de {owed.names[0]} figure dans l’opération.",
        f"The amount is exactly what is left ({left.en}) and the movement names {owed.names[0]}.",
    )


def _amount_alone(owed: Owed) -> Text:
    left = euros(owed.remaining)
    return Text(
        f"Seul le montant correspond\u00a0: il reste {left.fr}. Vérifiez de qui vient l’opération.",
        f"Only the amount fits: {left.en} is left. Check whose movement this is.",
    )
