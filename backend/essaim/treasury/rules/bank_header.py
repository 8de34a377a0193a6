"""What the columns of a bank's CSV are called, and which lines under them are balances rather than movements."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from essaim.treasury.rules.bank_rows import legible

# What a column is called, the first found wins. Words without accents, in small letters.
_DATES = (
    "date de comptabilisation",
    "date comptabilisation",
    "date comptable",
    "date operation",
    "date d operation",
    "date de l operation",
    "dateop",
    "date op",
    "date",
    "booking date",
    "date de valeur",
    "date valeur",
    "dateval",
)
_LABELS = (
    "libelle operation",
    "libelle de l operation",
    "libelle complet operation",
    "libelle",
    "libelle simplifie",
    "label",
    "description",
    "nature de l operation",
    "operation",
    "intitule",
    "communication",
)
_DETAILS = (
    "informations complementaires",
    "detail",
    "details",
    "detail de l ecriture",
    "motif",
    "commentaire",
)
_AMOUNTS = ("montant", "montant operation", "montant de l operation", "amount", "somme")
_DEBITS = ("debit", "montant debit", "sorties", "paid out")
_CREDITS = ("credit", "montant credit", "entrees", "paid in")
_PARTIES = (
    "nom du tiers",
    "tiers",
    "contrepartie",
    "nom de la contrepartie",
    "beneficiaire",
    "emetteur",
    "donneur d ordre",
    "counterparty",
    "counterparty name",
)
_REFERENCES = (
    "reference",
    "reference operation",
    "ref",
    "numero d operation",
    "n operation",
    "reference bancaire",
)
_CURRENCIES = ("devise", "currency", "monnaie")
# "Débit euros", "Montant (EUROS)": the currency beside the word.
_IN_EUROS = re.compile(r" (?:en )?(?:euros?|eur)$")
_BALANCES = re.compile(
    r"(?:ancien|nouveau|dernier) solde\b|total\b|totaux\b"
    r"|solde(?:$| (?:au|precedent|initial|final|crediteur|debiteur|anterieur|du compte|en (?:euros?|eur)|de (?:debut|fin))\b)"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands; -1 where the file has it not."""

    names: Sequence[str]
    day: int
    labels: tuple[int, ...]
    amount: int
    debit: int
    credit: int
    party: int
    reference: int
    currency: int


def columns_of(cells: Sequence[str]) -> Columns | None:
    names = [_IN_EUROS.sub("", words_of(cell)) for cell in cells]

    def place(known: Sequence[str]) -> int:
        return next((names.index(name) for name in known if name in names), -1)

    day, label, amount, debit, credit = (
        place(each) for each in (_DATES, _LABELS, _AMOUNTS, _DEBITS, _CREDITS)
    )
    if day < 0 or label < 0 or (amount < 0 and (debit < 0 or credit < 0)):
        return None
    details = place(_DETAILS)
    return Columns(
        names=[legible(cell) for cell in cells],
        day=day,
        labels=(label,) if details < 0 else (label, details),
        amount=-1 if debit >= 0 and credit >= 0 else amount,
        debit=debit if credit >= 0 else -1,
        credit=credit if debit >= 0 else -1,
        party=place(_PARTIES),
        reference=place(_REFERENCES),
        currency=place(_CURRENCIES),
    )


def words_of(text: str) -> str:
    """`« Libellé de l’opération »` as `libelle de l operation`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.replace("€", " eur ")).split())


def is_balance(text: str) -> bool:
    """`Solde au 31/03/2026`, `ANCIEN SOLDE`; a payment may well be labelled « Solde facture 12 »."""
    return _BALANCES.match(words_of(text)) is not None
