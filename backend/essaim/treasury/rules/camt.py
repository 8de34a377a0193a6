"""Reading a CAMT.053 statement (ISO 20022, bank to customer), versions 001.02 and 001.08.

No well-kept library reads it (pycamt has one author and feeds the file to lxml as it comes), so the few elements needed are
read here, by defusedxml: a file with a document type, an entity or anything external is refused before it is expanded.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from essaim.kit.text import Text
from essaim.treasury.rules.bank_cells import BadCell, read_day
from essaim.treasury.rules.bank_rows import (
    LARGEST,
    BankFault,
    BankFile,
    BankFileRefused,
    BankRow,
    TooManyRows,
    legible,
    shown,
)

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
VERSIONS: Final = ("02", "08")

_ROOT = re.compile(r"\{(.*)\}Document")
_AMOUNT = re.compile(r"(\d{1,15})(?:\.(\d{1,5}))?", re.ASCII)
_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NONREF"})


def looks_like(content: bytes) -> bool:
    """Whether a file is XML rather than CSV."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<"))


def read(content: bytes, *, limit: int) -> BankFile:
    """Movements and faults. Raises `BankFileRefused` for what is no CAMT.053, `TooManyRows` beyond `limit`."""
    statements = _statements(content)
    rows: list[BankRow] = []
    faults: list[BankFault] = []
    skipped = place = 0
    for statement in statements:
        account = _account(statement)
        for entry in statement.findall("{*}Ntry"):
            place += 1
            if not _is_booked(entry):
                skipped += 1
                continue
            try:
                found = list(_rows(entry, place, account))
            except _AtElement as bad:
                faults.append(bad.fault)
            else:
                rows += found
                skipped += not found
            if len(rows) + len(faults) > limit:
                raise TooManyRows
    return BankFile("camt053", rows, faults, skipped)


def _statements(content: bytes) -> list[Element]:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as forbidden:
        raise BankFileRefused(
            "forbidden_xml",
            Text(
                "Ce fichier XML contient une déclaration de type ou d’entité, qu’aucune banque n’écrit.",
                "This XML file holds a document type or an entity, which no bank writes.",
            ),
        ) from forbidden
    except (ParseError, ValueError, LookupError) as fault:
        raise BankFileRefused(
            "broken_xml",
            Text("Ce fichier XML est abîmé ou incomplet.", "This XML file is damaged or cut short."),
        ) from fault
    match = _ROOT.fullmatch(root.tag)
    namespace = match[1] if match else ""
    if namespace not in {NAMESPACE + version for version in VERSIONS}:
        raise BankFileRefused(
            "other_message",
            Text(
                f"Ce fichier XML n’est pas un relevé CAMT.053 version 001.02 ou 001.08 ({shown(namespace or root.tag)}).",
                f"This XML file is no CAMT.053 statement of version 001.02 or 001.08 ({shown(namespace or root.tag)}).",
            ),
        )
    return root.findall("{*}BkToCstmrStmt/{*}Stmt")


def _account(statement: Element) -> str | None:
    return _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id") or None


def _is_booked(entry: Element) -> bool:
    """What is pending or for information may never happen."""
    return (_text(entry, "Sts/Cd") or _text(entry, "Sts")).upper() == "BOOK"


def _rows(entry: Element, place: int, account: str | None) -> Iterator[BankRow]:
    """One movement per transaction of an entry when each says its amount and they sum to it; else one for the entry."""
    cents = _signed(entry, place, None)
    day = _day(entry, place)
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    parts = [_part(detail, place, cents) for detail in details]
    split = [(detail, part) for detail, part in zip(details, parts, strict=True) if part is not None]
    if len(details) > 1 and len(split) == len(details) and sum(part for _, part in split) == cents:
        for detail, part in split:
            if part:
                yield _row(entry, [detail], place, day, part, account)
    elif cents:
        yield _row(entry, details, place, day, cents, account)


def _row(
    entry: Element, details: Sequence[Element], place: int, day: date, cents: int, account: str | None
) -> BankRow:
    party = _joined(_party(detail, received=cents > 0) for detail in details)
    label = _joined(text for detail in details for text in _remittance(detail)) or legible(
        _text(entry, "AddtlNtryInf")
    )
    references = [_reference(detail) for detail in details]
    own = _reference(entry, "AcctSvcrRef", "NtryRef")
    return BankRow(
        place=place,
        booked_on=day,
        cents=cents,
        label=label or party or "—",
        counterparty=party or None,
        bank_reference=_joined(references if any(references) else [own]) or None,
        account=account,
    )


def _remittance(detail: Element) -> Iterator[str]:
    """What the payer wrote, free or structured, and the reference it was asked to repeat."""
    for path in (
        "RmtInf/Ustrd",
        "RmtInf/Strd/CdtrRefInf/Ref",
        "RmtInf/Strd/RfrdDocInf/Nb",
        "RmtInf/Strd/AddtlRmtInf",
        "AddtlTxInf",
    ):
        yield from (element.text or "" for element in detail.findall(_path(path)))


def _party(detail: Element, *, received: bool) -> str:
    """Who paid what was received, who got what was sent; the ultimate one first. Version 08 puts a `Pty` around it."""
    names = ("UltmtDbtr", "Dbtr") if received else ("UltmtCdtr", "Cdtr")
    for name in names:
        for path in (f"RltdPties/{name}/Nm", f"RltdPties/{name}/Pty/Nm"):
            if found := _text(detail, path):
                return found
    return ""


def _reference(element: Element, *paths: str) -> str:
    for path in paths or ("Refs/EndToEndId", "Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId"):
        found = _text(element, path)
        if found.upper() not in _NO_REFERENCE:
            return found
    return ""


def _joined(texts: Iterator[str] | Sequence[str]) -> str:
    return legible(" ".join(dict.fromkeys(text.strip() for text in texts if text.strip())))


def _part(detail: Element, place: int, entry_cents: int) -> int | None:
    """The signed amount of one transaction of an entry, in the currency of the account; None when it is not told."""
    if detail.find(_path("Amt")) is not None:
        return _signed(detail, place, entry_cents)
    for path in ("AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = detail.find(_path(path))
        if found is not None and found.get("Ccy") == "EUR":
            cents = _cents(found, place)
            return cents if entry_cents >= 0 else -cents
    return None


def _signed(element: Element, place: int, entry_cents: int | None) -> int:
    """Credit above zero, debit below. A reversal says the direction of the money itself."""
    amount = element.find(_path("Amt"))
    if amount is None:
        raise _AtElement(_missing(place, "Amt"))
    if amount.get("Ccy") != "EUR":
        raise _AtElement(
            BankFault(
                place,
                "Amt",
                "currency",
                shown(amount.get("Ccy") or ""),
                Text("Seules les opérations en euros sont lues.", "Only movements in euros are read."),
            )
        )
    cents = _cents(amount, place)
    direction = _text(element, "CdtDbtInd")
    if not direction and entry_cents is not None:
        return cents if entry_cents >= 0 else -cents
    if direction not in ("CRDT", "DBIT"):
        raise _AtElement(_missing(place, "CdtDbtInd"))
    return cents if direction == "CRDT" else -cents


def _cents(amount: Element, place: int) -> int:
    text = (amount.text or "").strip()
    match = _AMOUNT.fullmatch(text)
    part = (match[2] or "") if match else ""
    if match is None or part[2:].strip("0") or int(match[1]) * 100 > LARGEST:
        message = Text("Montant illisible\u00a0: 1234.56 attendu.", "Unreadable amount: 1234.56 expected.")
        raise _AtElement(BankFault(place, "Amt", "amount", shown(text), message))
    return int(match[1]) * 100 + int(part[:2].ljust(2, "0"))


def _day(entry: Element, place: int) -> date:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        if found := _text(entry, path):
            try:
                return read_day(found[:10])
            except BadCell as bad:
                raise _AtElement(bad.at(place, path.split("/")[0])) from bad
    raise _AtElement(_missing(place, "BookgDt"))


def _missing(place: int, name: str) -> BankFault:
    return BankFault(
        place,
        name,
        "missing",
        None,
        Text("Cet élément manque à l’opération.", "The movement lacks this element."),
    )


class _AtElement(Exception):
    def __init__(self, fault: BankFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _text(element: Element, path: str) -> str:
    return (element.findtext(_path(path)) or "").strip()


def _path(path: str) -> str:
    """`RmtInf/Ustrd` in whatever version's namespace."""
    return "/".join(f"{{*}}{name}" for name in path.split("/"))
