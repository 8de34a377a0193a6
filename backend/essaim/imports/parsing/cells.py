"""Reading one cell of a register file: cleaning, identifiers, dates; what is wrong is raised as `BadCell`."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from essaim.imports.parsing.records import Address, LineError, shown
from essaim.organisations.identifiers import (
    InvalidIdentifier,
    parse_commune,
    parse_naf,
    parse_rna,
    parse_siren,
    parse_siret,
)

ZEROS_RESTORED = 3
"""Leading zeros a spreadsheet may have dropped and that we put back, at most."""
NAME_LENGTH = 500

_BLANKS = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[,;/|]|\s(?=[0-9]{14}(?:\s|$))")
_NOT_A_DIGIT = re.compile(r"\D")
# UTF-8 read as Latin-1 and saved again: « é » became « Ã© ». French words never hold « Ã ».
_DOUBLE_ENCODED = re.compile("Ã[\u0080-\u00ff\u2018-\u2022\u0152-\u0178]|â€")


class BadCell(ValueError):
    """A value that cannot be right, with the words for the person who corrects the file."""

    def __init__(self, code: str, value: str, message_fr: str, message_en: str) -> None:
        super().__init__(message_en)
        self.code = code
        self.value = value
        self.message_fr = message_fr
        self.message_en = message_en

    def at(self, line: int, column: str, *, kept: bool = False) -> LineError:
        return LineError(line, column, self.code, shown(self.value), self.message_fr, self.message_en, kept)


class Reader:
    """Reads the cells of one line and keeps the faults that do not cost the line."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.faults: list[LineError] = []

    def optional(self, column: str, text: str, read: Callable[[str], str]) -> str | None:
        """The value, or None when the cell is empty or wrong; wrong is reported, the line is kept."""
        if not text or text.isspace():
            return None
        try:
            return read(text)
        except BadCell as fault:
            self.faults.append(fault.at(self.line, column, kept=True))
            return None

    def day(self, column: str, text: str) -> date | None:
        try:
            return read_date(text)
        except BadCell as fault:
            self.faults.append(fault.at(self.line, column, kept=True))
            return None


def read_name(text: str) -> str:
    """A name on one line: blanks collapsed, accents composed; damaged characters are refused."""
    name = clean(text)
    if not name:
        raise BadCell(
            "missing_value", text, "Le nom est vide\u00a0: complétez-le.", "The name is empty: fill it in."
        )
    if len(name) > NAME_LENGTH:
        raise BadCell(
            "too_long",
            text,
            f"Ce nom dépasse {NAME_LENGTH} caractères\u00a0: raccourcissez-le.",
            f"This name is over {NAME_LENGTH} characters: shorten it.",
        )
    return name


def clean(text: str) -> str:
    """Text without stray blanks or invisible marks. Raises `BadCell` when characters were lost."""
    text = _BLANKS.sub(" ", text).strip()
    if text.isascii() and text.isprintable():
        return text
    if "\N{REPLACEMENT CHARACTER}" in text or _DOUBLE_ENCODED.search(text):
        raise BadCell(
            "damaged_accents",
            text,
            "Les accents sont abîmés\u00a0: reprenez le fichier d’origine et enregistrez-le en UTF-8.",
            "The accents are damaged: take the original file and save it as UTF-8.",
        )
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in visible):
        raise BadCell(
            "unprintable_character",
            text,
            "La cellule contient un caractère illisible\u00a0: ressaisissez-la.",
            "The cell holds an unreadable character: type it again.",
        )
    return unicodedata.normalize("NFC", visible)


def read_siren(text: str) -> str:
    return _identifier(text, parse_siren, restored(text, 9))


def read_siret(text: str) -> str:
    """One SIRET. Several in one cell are refused: nothing says which one the line is about."""
    several = [part for part in _SEPARATORS.split(text.strip()) if len(_NOT_A_DIGIT.sub("", part)) == 14]
    if len(several) > 1:
        raise BadCell(
            "several_siret",
            text,
            f"La cellule contient {len(several)} numéros SIRET\u00a0: gardez-en un par ligne.",
            f"The cell holds {len(several)} SIRET numbers: keep one per line.",
        )
    return _identifier(text, parse_siret, restored(text, 14))


def read_rna(text: str) -> str:
    return _identifier(text, parse_rna, text)


def read_commune(text: str) -> str:
    return _identifier(text, parse_commune, restored(text, 5, at_most=1))


def naf_or_none(text: str) -> str | None:
    """The activity code, or None: lines closed long ago bear older nomenclatures of another shape."""
    if not text:
        return None
    try:
        return parse_naf(text)
    except InvalidIdentifier:
        return None


def rna_or_none(text: str) -> str | None:
    """SIRENE's column also carries identifiers of other registers: only a true RNA number is kept."""
    if not text:
        return None
    try:
        return parse_rna(text)
    except InvalidIdentifier:
        return None


def postal_code_or_none(text: str) -> str | None:
    code = restored(text.strip(), 5, at_most=1)
    return code if len(code) == 5 and code.isascii() and code.isdigit() else None


def read_date(text: str) -> date | None:
    """An ISO date; registers write "unknown" as nothing, 0000-00-00, 0001-01-01 or 1900-01-01."""
    text = text.strip()
    if text in ("", "0000-00-00", "0001-01-01", "1900-01-01", "[ND]"):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as fault:
        raise BadCell(
            "date",
            text,
            "Date illisible\u00a0: écrivez-la AAAA-MM-JJ.",
            "Unreadable date: write it YYYY-MM-DD.",
        ) from fault


def restored(text: str, length: int, *, at_most: int = ZEROS_RESTORED) -> str:
    """Puts back the leading zeros a spreadsheet dropped. More than `at_most` missing is another fault."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and length - at_most <= len(digits) < length:
        return digits.zfill(length)
    return text


def address(
    lines: Iterable[Iterable[str]], *, postal_code: str, town: str, commune_code: str | None
) -> Address:
    """An address from groups of cells, each group one line; empty cells and lines disappear.
    Characters that cannot be kept are dropped: an address is never worth losing a line."""
    joined = (_legible(" ".join(part for part in cells if part)) for cells in lines)
    return Address(
        lines=tuple(line for line in joined if line),
        postal_code=postal_code_or_none(postal_code),
        town=_legible(town) or None,
        commune_code=commune_code,
    )


def _legible(text: str) -> str:
    # RNA and SIRENE fill empty parts with underscores and "[ND]" (not diffusible).
    text = _BLANKS.sub(" ", text.replace("_", " ").replace("[ND]", " ")).strip()
    if text.isprintable():
        return text
    return "".join(character for character in text if character.isprintable())


def _identifier(text: str, parse: Callable[[str], str], restored_text: str) -> str:
    try:
        return parse(restored_text)
    except InvalidIdentifier as fault:
        raise BadCell(f"{fault.kind}_{fault.reason}", text, fault.message_fr, fault.message_en) from fault
