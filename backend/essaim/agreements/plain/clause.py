"""A sentence of the rules, and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from essaim.kit.text import Text

Subject = Literal[
    "vote",
    "entry",
    "exit",
    "confidentiality",
    "approvals",
    "fund",
    "keys",
    "quotas",
    "purchasing",
    "staff_lending",
    "other",
]
Names = Mapping[str, str]
"""Names of organisations by id, as text."""
NOBODY_KNOWN = Text("une organisation de l’annuaire", "an organisation of the directory")


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence; `key` names what it says, so that two versions of it can be compared."""

    subject: Subject
    key: str
    text: Text


TITLES: dict[Subject, Text] = {
    "vote": Text("Voter", "Voting"),
    "entry": Text("Entrer", "Joining"),
    "exit": Text("Partir", "Leaving"),
    "confidentiality": Text("Ce que chacun lit", "What each reads"),
    "approvals": Text("Payer", "Paying"),
    "fund": Text("Fonds commun", "Common fund"),
    "keys": Text("Partager les coûts", "Sharing costs"),
    "quotas": Text("Limites de réservation", "Booking limits"),
    "purchasing": Text("Acheter ensemble", "Buying together"),
    "staff_lending": Text("Prêter du personnel", "Lending staff"),
    "other": Text("Autres clauses", "Other clauses"),
}
