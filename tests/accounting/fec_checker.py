"""A checker of tax files (FEC) written from the list of notes on the domain, not from the code that writes them.

18 columns in their order, tabulation or `|`, dates AAAAMMJJ, the file's name; 12 columns filled on every line, the 6 others
two by two; one date per entry; each entry balanced, and the file; dates in the year; three digits at least in account
numbers; numbers without a gap in each journal; opening balances first; charges and products not closed.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

NAMES = [
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
]
EMPTY_ALLOWED = ["CompAuxNum", "CompAuxLib", "EcritureLet", "DateLet", "Montantdevise", "Idevise"]
DAY = re.compile(r"(20\d\d|21\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
AMOUNT = re.compile(r"\d+,\d\d")


@dataclass
class TaxFile:
    """A file as an accountant opens it."""

    name: str
    lines: list[dict[str, str]]

    def of(self, journal: str) -> list[dict[str, str]]:
        return [line for line in self.lines if line["JournalCode"] == journal]

    def sum(self, column: str, account: str = "", journal: str = "") -> Decimal:
        return sum(
            (
                amount(line[column])
                for line in self.lines
                if line["CompteNum"].startswith(account) and line["JournalCode"].startswith(journal)
            ),
            Decimal(),
        )

    def balance(self, account: str, *, auxiliary: str = "") -> Decimal:
        """Debit less credit."""
        return sum(
            (
                amount(line["Debit"]) - amount(line["Credit"])
                for line in self.lines
                if line["CompteNum"].startswith(account) and line["CompAuxNum"].startswith(auxiliary)
            ),
            Decimal(),
        )


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def opened(name: str, content: bytes) -> TaxFile:
    header, *lines = content.decode("utf-8").split("\r\n")
    assert header.split("\t") == NAMES
    assert lines.pop() == "", "the last line ends too"
    return TaxFile(name, [dict(zip(NAMES, line.split("\t"), strict=True)) for line in lines])


def defects(name: str, content: bytes, *, siren: str, year: int, opening: bool) -> list[str]:
    """What a controller would object to."""
    found = []
    if name != f"{siren}FEC{year}1231.txt":
        found.append(f"name {name}")
    text = content.decode("utf-8")
    if text.startswith("\ufeff"):
        found.append("byte order mark")
    header, *lines = text.split("\r\n")
    if header != "\t".join(NAMES):
        return [*found, "header"]
    if lines.pop() != "":
        found.append("end of the file")
    entries: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    order: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != 18:
            found.append(f"line {number}: {len(cells)} fields")
            continue
        row = dict(zip(NAMES, cells, strict=True))
        found += [f"line {number}: {defect}" for defect in _defects_of(row, year)]
        key = (row["JournalCode"], row["EcritureNum"])
        if key not in entries:
            order.append(key)
        entries[key].append(row)
    for (journal, number), rows in entries.items():
        if len({row["EcritureDate"] for row in rows}) != 1:
            found.append(f"{journal} {number}: dates")
        if sum(amount(row["Debit"]) for row in rows) != sum(amount(row["Credit"]) for row in rows):
            found.append(f"{journal} {number}: not balanced")
        classes = {row["CompteNum"][0] for row in rows}
        if any(row["CompteNum"].startswith("12") for row in rows) and classes & {"6", "7"}:
            found.append(f"{journal} {number}: closes charges or products")
    every = [row for rows in entries.values() for row in rows]
    if sum(amount(row["Debit"]) for row in every) != sum(amount(row["Credit"]) for row in every):
        found.append("the file is not balanced")
    for journal in {journal for journal, _ in order}:
        numbers = [int(number) for code, number in order if code == journal]
        if numbers != list(range(1, len(numbers) + 1)):
            found.append(f"{journal}: numbers {numbers}")
    if opening and (not order or order[0] != ("AN", "1")):
        found.append("no opening balances first")
    if not opening and any(journal == "AN" for journal, _ in order):
        found.append("an opening of nothing")
    validated = [row["ValidDate"] for row in every if row["JournalCode"] != "AN"]
    if validated != sorted(validated):
        found.append("not in the order of validation")
    return found


def _defects_of(row: dict[str, str], year: int) -> list[str]:
    found = [f"{name} empty" for name in NAMES if name not in EMPTY_ALLOWED and not row[name].strip()]
    found += [
        f"{one} without {other}"
        for one, other in (EMPTY_ALLOWED[:2], EMPTY_ALLOWED[2:4], EMPTY_ALLOWED[4:])
        if bool(row[one]) != bool(row[other])
    ]
    found += [
        f"{name} {row[name]}"
        for name in ("EcritureDate", "PieceDate", "ValidDate")
        if not DAY.fullmatch(row[name])
    ]
    if row["EcritureDate"][:4] != str(year):
        found.append("outside the year")
    if not re.match(r"[1-7]\d\d", row["CompteNum"]):
        found.append(f"account {row['CompteNum']}")
    found += [f"{name} {row[name]}" for name in ("Debit", "Credit") if not AMOUNT.fullmatch(row[name])]
    if (row["Debit"] == "0,00") == (row["Credit"] == "0,00"):
        found.append("neither or both of debit and credit")
    found += [
        f"{name} looks like a formula" for name in NAMES if row[name][:1] in tuple("=+-@") or "|" in row[name]
    ]
    return found
