"""Chart of accounts of an agreement: which accounting number each purpose of the ledger is.

Numbers are those of the French plan of associations (ANC 2018-06): 1024/1034 funds without and with a right of return,
19 dedicated funds, 467 sundry debtors and creditors, 512 bank, 756 contributions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from essaim.kit.text import Text


@dataclass(frozen=True, slots=True)
class Code:
    """An accounting number and its name, in French: the accountant of a French body reads them."""

    number: str
    name: str


DEFAULTS: Final[Mapping[str, Code]] = {
    "world": Code("512000", "Banque"),
    "party": Code("512000", "Banque"),
    "stake": Code("103400", "Apports avec droit de reprise"),
    "common": Code("102400", "Apports sans droit de reprise"),
    "project": Code("194000", "Fonds dédiés aux projets"),
    "due": Code("467100", "Membres, sommes à recevoir"),
    "payable": Code("467200", "Membres, sommes à payer"),
    "income": Code("756200", "Contributions des membres"),
    "expense": Code("628000", "Charges diverses"),
    "reserve": Code("106800", "Réserves"),
    "other": Code("471000", "Compte d’attente"),
}
"""What each purpose is until the lead says otherwise. The order is the one shown."""

SURPLUS: Final = Code("120000", "Résultat de l’exercice (excédent)")
DEFICIT: Final = Code("129000", "Résultat de l’exercice (déficit)")
"""Where the results of earlier years stand: their allocation is a decision of the assembly, not of this export."""

MEANINGS: Final[Mapping[str, Text]] = {
    "world": Text("L’extérieur\u00a0: fournisseurs, financeurs", "The outside: suppliers, funders"),
    "party": Text("Les moyens propres des parties", "The parties’ own means"),
    "stake": Text("Ce que chaque partie peut reprendre", "What each party could take back"),
    "common": Text("Le pot commun", "The common pot"),
    "project": Text("Les sommes mises de côté pour des projets", "Money set aside for projects"),
    "due": Text("Ce que doivent les parties", "What the parties owe"),
    "payable": Text("Ce qui est dû aux parties", "What is owed to the parties"),
    "income": Text("Les contributions appelées", "Contributions called"),
    "expense": Text("Les dépenses", "Expenses"),
    "reserve": Text("Les réserves", "Reserves"),
    "other": Text("Les autres comptes", "Other accounts"),
}


class Chart:
    """The codes in force: those the lead chose, and the defaults."""

    def __init__(self, chosen: Mapping[str, Code] | None = None) -> None:
        chosen = chosen or {}
        self._codes = {purpose: chosen.get(purpose, default) for purpose, default in DEFAULTS.items()}
        # One number has one name in a file, the one the lead gave first of all.
        self._names: dict[str, str] = {}
        for code in (
            *(self._codes[purpose] for purpose in DEFAULTS if purpose in chosen),
            *self._codes.values(),
        ):
            self._names.setdefault(code.number, code.name)
        for code in (SURPLUS, DEFICIT):
            self._names.setdefault(code.number, code.name)

    def number(self, purpose: str) -> str:
        return self._codes[purpose].number

    def name(self, number: str) -> str:
        return self._names[number]


def is_result(number: str) -> bool:
    """Charges and products: classes 6 and 7, which begin each year at zero."""
    return number[0] in "67"


def is_bank(number: str) -> bool:
    return number[0] == "5"
