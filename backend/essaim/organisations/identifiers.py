"""The identifiers of French organisations: reading, normalising and checking them. Pure, no I/O.

Every `parse_…` takes what a person typed or a file holds, tolerates spaces, and returns the one
form stored in the database, or raises `InvalidIdentifier` saying what to do.
"""

import re
from typing import Final, Literal

Kind = Literal["siren", "siret", "rna", "finess", "nda", "uai", "naf", "commune", "legal_category"]
Reason = Literal["empty", "format", "zeros", "check_digit", "is_siret", "is_siren", "spreadsheet_number"]

LA_POSTE_SIREN: Final = "356000000"
LA_POSTE_HEAD_OFFICE: Final = "35600000000048"

_SPACES = re.compile(r"[\s.\u00a0\u202f\u2007\ufeff-]+")
_SPREADSHEET_NUMBER = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_FINESS = re.compile(r"[0-9A-Z]{9}")
_UAI = re.compile(r"[0-9]{7}[A-Z]")
_NAF = re.compile(r"([0-9]{2})\.?([0-9]{2})([A-Z])")
_COMMUNE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-8]|2A|2B)[0-9]{3}")

_NAMES: Final[dict[Kind, tuple[str, str]]] = {
    "siren": ("numéro SIREN", "SIREN number"),
    "siret": ("numéro SIRET", "SIRET number"),
    "rna": ("numéro RNA", "RNA number"),
    "finess": ("numéro FINESS", "FINESS number"),
    "nda": ("numéro de déclaration d’activité", "training activity declaration number"),
    "uai": ("numéro UAI", "UAI number"),
    "naf": ("code NAF", "NAF code"),
    "commune": ("code commune", "commune code"),
    "legal_category": ("catégorie juridique", "legal category"),
}

_SHAPES: Final[dict[Kind, tuple[str, str]]] = {
    "siren": ("9 chiffres", "9 digits"),
    "siret": ("14 chiffres", "14 digits"),
    "rna": (
        "la lettre W, un chiffre, un chiffre ou une lettre, puis 7 chiffres (exemple\u00a0: W751004076)",
        "the letter W, a digit, a digit or letter, then 7 digits (example: W751004076)",
    ),
    "finess": ("9 chiffres ou lettres", "9 digits or letters"),
    "nda": ("11 chiffres", "11 digits"),
    "uai": ("7 chiffres puis une lettre", "7 digits then a letter"),
    "naf": (
        "4 chiffres puis une lettre (exemple\u00a0: 87.10A)",
        "4 digits then a letter (example: 87.10A)",
    ),
    "commune": (
        "5 caractères du code officiel de l’Insee (exemple\u00a0: 69032), qui n’est pas le code postal",
        "5 characters of the official Insee code (example: 69032), which is not the postal code",
    ),
    "legal_category": ("4 chiffres (exemple\u00a0: 9220)", "4 digits (example: 9220)"),
}


class InvalidIdentifier(ValueError):
    """An identifier that cannot be right. `kind` and `reason` are stable codes."""

    def __init__(self, kind: Kind, reason: Reason) -> None:
        self.kind: Kind = kind
        self.reason: Reason = reason
        self.message_fr, self.message_en = _messages(kind, reason)
        super().__init__(self.message_en)


def parse_siren(text: str) -> str:
    """Nine digits whose Luhn sum is right (Insee). `000000000` is refused although its sum is right."""
    siren = _digits(text, "siren", 9)
    if not luhn_is_right(siren):
        raise InvalidIdentifier("siren", "check_digit")
    return siren


def parse_siret(text: str) -> str:
    """A SIREN and five digits (NIC). La Poste's establishments follow their own rule:
    the sum of their digits is a multiple of five, except its head office."""
    siret = _digits(text, "siret", 14)
    if siret.startswith("000000000"):
        raise InvalidIdentifier("siret", "zeros")
    if not luhn_is_right(siret[:9]) or not _siret_sum_is_right(siret):
        raise InvalidIdentifier("siret", "check_digit")
    return siret


def parse_rna(text: str) -> str:
    """Number of an association in the national register; overseas numbers hold a letter (`W9R1011072`)."""
    return _matching(text, "rna", _RNA)


def parse_finess(text: str) -> str:
    """Nine characters. The check digit is not enforced: see `finess_key_is_right`."""
    finess = _matching(text, "finess", _FINESS)
    if finess == "000000000":
        raise InvalidIdentifier("finess", "zeros")
    return finess


def finess_key_is_right(finess: str) -> bool:
    """Whether the Luhn sum agrees. The published pattern promises no key, and numbers with a letter
    (Corsica) have none we could verify: a wrong one deserves a warning, never a refusal."""
    return not finess.isdigit() or luhn_is_right(finess)


def parse_nda(text: str) -> str:
    """Declaration number of a training body, given by the prefecture of its region."""
    return _digits(text, "nda", 11)


def parse_uai(text: str) -> str:
    """Number of a school or university (formerly RNE)."""
    return _matching(text, "uai", _UAI)


def parse_naf(text: str) -> str:
    """Main activity, stored as `87.10A` whether written with or without the point."""
    found = _NAF.fullmatch(_compact(text, "naf"))
    if found is None:
        raise InvalidIdentifier("naf", "format")
    return f"{found[1]}.{found[2]}{found[3]}"


def parse_commune(text: str) -> str:
    """Code of a commune in the official geographic code (COG); not its postal code."""
    return _matching(text, "commune", _COMMUNE)


def parse_legal_category(text: str) -> str:
    """Insee legal category, third level: 9220 is a declared association."""
    return _digits(text, "legal_category", 4)


def vat_number(siren: str) -> str:
    """French VAT number of a SIREN: `FR`, a key of two digits, the SIREN (CGI, annexe III, art. 96 to 96 B)."""
    key = (12 + 3 * (int(siren) % 97)) % 97
    return f"FR{key:02d}{siren}"


def luhn_is_right(digits: str) -> bool:
    """Luhn's sum (ISO/IEC 7812-1): every second digit from the right is doubled."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _siret_sum_is_right(siret: str) -> bool:
    if siret.startswith(LA_POSTE_SIREN) and siret != LA_POSTE_HEAD_OFFICE:
        return sum(int(digit) for digit in siret) % 5 == 0
    return luhn_is_right(siret)


def _compact(text: str, kind: Kind) -> str:
    compact = _SPACES.sub("", text).upper()
    if not compact:
        raise InvalidIdentifier(kind, "empty")
    return compact


def _matching(text: str, kind: Kind, pattern: re.Pattern[str]) -> str:
    compact = _compact(text, kind)
    if pattern.fullmatch(compact) is None:
        raise InvalidIdentifier(kind, "format")
    return compact


def _digits(text: str, kind: Kind, length: int) -> str:
    if _SPREADSHEET_NUMBER.fullmatch(text.strip()):
        raise InvalidIdentifier(kind, "spreadsheet_number")
    digits = _compact(text, kind)
    # `isascii` first: str.isdigit also accepts the digits of other scripts.
    if len(digits) != length or not (digits.isascii() and digits.isdigit()):
        raise InvalidIdentifier(kind, _reason_for_shape(digits, kind))
    if not digits.strip("0"):
        raise InvalidIdentifier(kind, "zeros")
    return digits


def _reason_for_shape(digits: str, kind: Kind) -> Reason:
    if kind == "siren" and len(digits) == 14 and digits.isdigit():
        return "is_siret"
    if kind == "siret" and len(digits) == 9 and digits.isdigit():
        return "is_siren"
    return "format"


def _messages(kind: Kind, reason: Reason) -> tuple[str, str]:
    name_fr, name_en = _NAMES[kind]
    shape_fr, shape_en = _SHAPES[kind]
    match reason:
        case "empty":
            return f"Renseignez ce champ ({name_fr})\u00a0: {shape_fr}.", f"Give the {name_en}: {shape_en}."
        case "zeros":
            return (
                f"Ce {name_fr} n’est fait que de zéros\u00a0: laissez le champ vide si vous ne le connaissez pas.",
                f"This {name_en} is made of zeros only: leave the field empty if you do not know it.",
            )
        case "check_digit":
            return (
                f"La clé de contrôle de ce {name_fr} est fausse\u00a0: vérifiez chaque chiffre.",
                f"The check digit of this {name_en} is wrong: check every digit.",
            )
        case "is_siret":
            return (
                "Ceci est un numéro SIRET (14 chiffres)\u00a0: gardez les 9 premiers pour le SIREN.",
                "This is a SIRET number (14 digits): keep its first 9 for the SIREN.",
            )
        case "is_siren":
            return (
                "Ceci est un numéro SIREN (9 chiffres)\u00a0: ajoutez les 5 chiffres de l’établissement.",
                "This is a SIREN number (9 digits): add the 5 digits of the establishment.",
            )
        case "spreadsheet_number":
            return (
                f"Un tableur a abîmé ce {name_fr} (notation scientifique)\u00a0: "
                "mettez la colonne au format texte, ressaisissez le numéro et enregistrez de nouveau.",
                f"A spreadsheet damaged this {name_en} (scientific notation): "
                "set the column to text, type the number again and save.",
            )
        case "format":
            return (
                f"Forme inattendue ({name_fr})\u00a0: {shape_fr}.",
                f"This {name_en} does not have the right shape: {shape_en}.",
            )
