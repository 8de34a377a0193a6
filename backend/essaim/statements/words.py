"""Statements said in words. What is printed or filed is in French: it is what a French treasurer keeps."""

from datetime import date

from essaim.kit.text import Text
from essaim.statements.models import PaymentMethod, StatementKind, StatementState, VatCategory

KINDS: dict[StatementKind, str] = {
    "call": "Appel de fonds",
    "tariff": "Contribution d’entrée",
    "adjustment": "Régularisation",
    "credit": "Avoir",
    "rebilling": "Refacturation à prix coûtant",
}
STATES: dict[StatementState, str] = {"issued": "À régler", "settled": "Réglé", "cancelled": "Annulé"}
METHODS: dict[PaymentMethod, str] = {
    "transfer": "Virement",
    "direct_debit": "Prélèvement",
    "cheque": "Chèque",
    "other": "Autre moyen",
    "offset": "Imputation d’un avoir",
    "netting": "Compensation",
    "carried": "Repris d’un appel remplacé",
}
VAT: dict[VatCategory, str] = {
    "exempt_261b": "Exonéré, art. 261 B",
    "out_of_scope": "Hors champ",
    "franchise_293b": "Franchise, art. 293 B",
    "taxed": "Taxable",
}
VAT_MENTIONS: dict[VatCategory, Text] = {
    "exempt_261b": Text(
        "Exonération de TVA, article 261\u00a0B du code général des impôts\u00a0: services rendus à ses membres par un groupement, à hauteur exacte de la part de chacun dans les dépenses communes.",
        "Exempt from VAT, article 261 B of the French tax code: services of a group to its members, for the exact share of each in the common expenses.",
    ),
    "out_of_scope": Text(
        "Opération hors du champ d’application de la TVA.",
        "Outside the scope of VAT.",
    ),
    "franchise_293b": Text(
        "TVA non applicable, article 293\u00a0B du code général des impôts.",
        "VAT not applicable, article 293 B of the French tax code.",
    ),
    "taxed": Text(
        "Opération soumise à la TVA\u00a0: la facture qui la fait apparaître est établie à part par l’émetteur.",
        "Subject to VAT: the issuer draws up apart the invoice that shows it.",
    ),
}
NOT_AN_INVOICE = "Ce document est un relevé de charges partagées. Il ne vaut pas facture."
NOT_AN_INVOICE_BETWEEN = "Ce document est un relevé de refacturation à prix coûtant. Il ne vaut pas facture."

CREDIT = "{issuer} doit cette somme à {payer}. Elle sera versée, ou imputée sur un prochain appel de fonds."
ASK_FOR_BANK = "Par virement à {issuer}, qui vous donnera ses coordonnées bancaires."
THIS: dict[StatementKind, str] = {
    "call": "cet appel",
    "tariff": "cette contribution",
    "adjustment": "cette régularisation",
    "credit": "cet avoir",
    "rebilling": "cette refacturation",
}
CHARGES: dict[str, str | None] = {
    "wages": "Salaires",
    "social_charges": "Charges sociales",
    "expenses": "Frais remboursés",
    "management_fee": "Frais de gestion",
    "flat_fee": "Forfait",
    "supply": None,
}
FICTIONAL = "Données de démonstration, entièrement fictives."
CANCELLED = "Relevé annulé le {day}\u00a0: {reason}"

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_UNITS = {
    "HOUR": ("heure", "heures"),
    "DAY": ("jour", "jours"),
    "NIGHT": ("nuit", "nuits"),
    "PLACE": ("place", "places"),
    "MEAL": ("repas", "repas"),
    "KM": ("km", "km"),
    "KG": ("kg", "kg"),
    "UNIT": ("unité", "unités"),
}


def in_full(day: date) -> str:
    """`1er janvier 2028`, its spaces unbreakable."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"


def quantity(amount: int, unit: str) -> str:
    """2,450 of `HOUR/2` is `24,50 heures`; a unit without a word of ours keeps its code."""
    code, _, written = unit.partition("/")
    decimals = int(written)
    scale: int = 10**decimals
    whole, part = divmod(amount, scale)
    figure = f"{whole:,}".replace(",", "\u202f") + (f",{part:0{decimals}d}" if decimals else "")
    one, many = _UNITS.get(code, (code, code))
    return f"{figure}\u00a0{many if amount >= 2 * scale else one}"


def account_number(iban: str) -> str:
    """An IBAN in groups of four, which do not part at the end of a line."""
    return "\u00a0".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def grouped(number: str) -> str:
    """A SIREN `123 456 789`, a SIRET `123 456 789 00012`."""
    groups = (number[:3], number[3:6], number[6:9], number[9:])
    return "\u00a0".join(group for group in groups if group)
