"""The tax file of entries (FEC), as article A. 47 A-1 of the Livre des procédures fiscales wants it.

VI: fields apart by a tabulation, one entry line per line; VII: eighteen fields in this order, their names on the first
line, entries in the order of validation, opening balances first, charges and products not closed; IX: the file's name;
XI: a description goes with it; XII: UTF-8 is one of the three character sets allowed, decimal comma, no thousands
separator, dates AAAAMMJJ.
"""

import functools
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from essaim.accounting.rules.entries import JOURNALS, Entry, Line
from essaim.ledger.rules import french_amount, neutral

COLUMNS: Final = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
SEPARATOR: Final = "\t"
LINE_END: Final = "\r\n"
ENCODING: Final = "utf-8"


def file_name(siren: str, year: int) -> str:
    """`123456782FEC20271231.txt`: the SIREN and the day the year closes."""
    return f"{siren}FEC{year}1231.txt"


def write(entries: Iterable[Entry]) -> str:
    """The whole file."""
    rows = [SEPARATOR.join(COLUMNS)]
    rows += [SEPARATOR.join(_row(entry, line)) for entry in entries for line in entry.lines]
    return LINE_END.join(rows) + LINE_END


def _row(entry: Entry, line: Line) -> tuple[str, ...]:
    return (
        entry.journal,
        JOURNALS[entry.journal],
        str(entry.number),
        _day(entry.day),
        line.number,
        plain(line.name, "Compte"),
        plain(line.third.number) if line.third else "",
        plain(line.third.name, line.third.number) if line.third else "",
        plain(entry.piece, f"{entry.journal}{entry.number}"),
        _day(entry.piece_day),
        plain(line.label, "Écriture"),
        french_amount(line.debit, 2),
        french_amount(line.credit, 2),
        "",
        "",
        _day(entry.valid_on),
        "",
        "",
    )


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


@functools.lru_cache(maxsize=4096)
def plain(text: str, otherwise: str = "") -> str:
    """A text on one line, without a separator of the file, and that no spreadsheet takes for a formula."""
    kept = "".join(" " if _breaks(character) else character for character in text)
    return neutral(" ".join(kept.split())) or otherwise


def _breaks(character: str) -> bool:
    return character == "|" or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def description(siren: str, year: int, left_out: Iterable[str]) -> str:
    """What article A. 47 A-1, XI, wants told beside the file: fields, codes, character set, structure."""
    units = ", ".join(left_out)
    return LINE_END.join(
        [
            f"Description du fichier {file_name(siren, year)}",
            "",
            "Jeu de caractères : UTF-8, sans marque d’ordre. Fichier à plat, zones de longueur variable séparées par une "
            "tabulation, enregistrements séparés par CR LF, noms des zones sur la première ligne.",
            "Montants en euros, virgule décimale, sans séparateur de milliers. Dates AAAAMMJJ.",
            "",
            *_FIELDS,
            "",
            "Journaux : " + " ; ".join(f"{code} = {name}" for code, name in JOURNALS.items()) + ".",
            "Résultats des années antérieures : 120000 (excédent) ou 129000 (déficit), une ligne par année, en attente "
            "d’affectation par l’assemblée.",
            f"Comptes tenus dans une autre unité que l’euro, absents du fichier : {units or 'aucun'}.",
            "",
        ]
    )


_FIELDS: Final = (
    "JournalCode, JournalLib : code et libellé du journal.",
    "EcritureNum : numéro continu de l’écriture dans son journal, dans l’ordre de validation.",
    "EcritureDate : date de l’opération.",
    "CompteNum, CompteLib : compte et son intitulé.",
    "CompAuxNum, CompAuxLib : organisation membre (SIREN, à défaut numéro RNA ou numéro interne) et son nom.",
    "PieceRef, PieceDate : référence et date de la pièce ; à défaut, E suivi du numéro de l’écriture dans le livre.",
    "EcritureLib : libellé.",
    "Debit, Credit : montants.",
    "EcritureLet, DateLet : lettrage, non utilisé.",
    "ValidDate : jour où l’écriture a été enregistrée, depuis lequel elle ne change plus.",
    "Montantdevise, Idevise : non utilisés, tout est en euros.",
)
