"""Export the book of an agreement, as its lead: the tax file, the trial balance.

Between competitors, what the lead reads so of other parties' lines is written down.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.accounting import queries
from essaim.accounting.errors import BookTooLong, FecFaulty, SirenNeeded
from essaim.accounting.rules import fec
from essaim.accounting.rules.balance import Balance, trial_balance
from essaim.accounting.rules.checking import Fault, check_fec
from essaim.accounting.rules.entries import JOURNALS, Entry, year_of
from essaim.accounting.schemas import BalanceLineOut, LeftOutOut, TotalsOut, TrialBalanceOut
from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.identity.caller import Caller
from essaim.kit.errors import FieldFault
from essaim.kit.spreadsheet import Cell, Column, Sheet, workbook
from essaim.ledger.service import reading

MOVEMENTS = 20_000
"""Of one year in one export: far over a pool of hundreds of members, and under a second of work."""
FAULTS_TOLD = 20


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out; `left_out`: units other than the euro, whose accounts it does not hold."""

    name: str
    content: bytes
    left_out: list[LeftOutOut]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a book as accounting entries."""

    standing: Standing
    year: int
    entries: list[Entry]
    left_out: list[LeftOutOut]


async def export_fec(session: AsyncSession, caller: Caller, agreement_id: UUID, year: int) -> File:
    """The tax file of a year. Refused: `siren_needed`, `book_too_long`, and `fec_faulty` rather than a wrong file."""
    book = await _year(session, caller, agreement_id, year, "accounting.export_fec")
    siren = await _siren(session, caller)
    text, faults = await asyncio.to_thread(_written, book.entries, year)
    if faults:
        raise FecFaulty(errors=[_told(fault) for fault in faults[:FAULTS_TOLD]])
    return File(fec.file_name(siren, year), text.encode(fec.ENCODING), book.left_out)


def _written(entries: Sequence[Entry], year: int) -> tuple[str, list[Fault]]:
    text = fec.write(entries)
    opening = bool(entries) and entries[0].journal == "AN"
    return text, check_fec(text, year=year, opening=opening)


def _told(fault: Fault) -> FieldFault:
    return FieldFault("/".join(["line", str(fault.line or 0), fault.column or ""]), fault.code, fault.message)


async def describe_fec(session: AsyncSession, caller: Caller, agreement_id: UUID, year: int) -> File:
    """The description that goes with the tax file."""
    standing = await agreements.find(session, caller, agreement_id)
    standing.require_lead()
    siren = await _siren(session, caller)
    units = await queries.left_out(session, agreement_id, year)
    text = fec.description(siren, year, [each.unit for each in units])
    return File(f"{siren}FEC{year}1231-description.txt", text.encode(fec.ENCODING), units)


async def _siren(session: AsyncSession, caller: Caller) -> str:
    siren = await queries.siren_of(session, caller.organisation_id)
    if siren is None:
        raise SirenNeeded
    return siren


async def read_balance(
    session: AsyncSession, caller: Caller, agreement_id: UUID, year: int
) -> TrialBalanceOut:
    return _balance(await _year(session, caller, agreement_id, year, "accounting.read_balance"))


async def export_balance(session: AsyncSession, caller: Caller, agreement_id: UUID, year: int) -> File:
    """Trial balance, the same by organisation, and every entry, as a workbook."""
    book = await _year(session, caller, agreement_id, year, "accounting.export_balance")
    content = await asyncio.to_thread(workbook, _sheets(book))
    return File(f"balance-{year}.xlsx", content, book.left_out)


async def _year(session: AsyncSession, caller: Caller, agreement_id: UUID, year: int, operation: str) -> Year:
    standing = await agreements.find(session, caller, agreement_id)
    standing.require_lead()
    kept = await queries.accounts(session, agreement_id)
    moved = await queries.movements(session, agreement_id, year, kept, MOVEMENTS + 1)
    if len(moved) > MOVEMENTS:
        raise BookTooLong(limit=MOVEMENTS, context={"limit": MOVEMENTS})
    earlier, carried_on = await queries.carried(session, agreement_id, year, kept)
    entries = year_of(await queries.chart(session, agreement_id), year, earlier, moved, carried_on)
    about = {account.organisation_id for account in kept.values()}
    await reading.note(session, caller, standing, operation, about)
    return Year(standing, year, entries, await queries.left_out(session, agreement_id, year))


def _balance(book: Year) -> TrialBalanceOut:
    balance = trial_balance(book.entries)
    accounts = [_line(account) for account in balance.accounts]
    return TrialBalanceOut(
        agreement_id=book.standing.agreement.id,
        agreement_name=book.standing.agreement.name,
        year=book.year,
        starts_on=date(book.year, 1, 1),
        ends_on=date(book.year, 12, 31),
        accounts=accounts,
        thirds=[_line(account) for account in balance.thirds],
        totals=_totals(accounts),
        result_cents=balance.result,
        entries=sum(entry.journal != "AN" for entry in book.entries),
        left_out=book.left_out,
    )


def _line(balance: Balance) -> BalanceLineOut:
    return BalanceLineOut(
        number=balance.number,
        name=balance.name,
        third_number=balance.third.number if balance.third else None,
        third_name=balance.third.name if balance.third else None,
        opening_debit_cents=max(balance.opening, 0),
        opening_credit_cents=max(-balance.opening, 0),
        debit_cents=balance.debit,
        credit_cents=balance.credit,
        closing_debit_cents=max(balance.closing, 0),
        closing_credit_cents=max(-balance.closing, 0),
    )


def _totals(lines: Sequence[BalanceLineOut]) -> TotalsOut:
    return TotalsOut.model_validate(
        {name: sum(getattr(line, name) for line in lines) for name in TotalsOut.model_fields}
    )


_AMOUNTS = (
    Column("À nouveau débit", "euros"),
    Column("À nouveau crédit", "euros"),
    Column("Débit", "euros"),
    Column("Crédit", "euros"),
    Column("Solde débiteur", "euros"),
    Column("Solde créditeur", "euros"),
)


def _sheets(book: Year) -> list[Sheet]:
    balance = _balance(book)
    account = (Column("Compte", width=12), Column("Intitulé", width=40))
    third = (Column("Tiers", width=16), Column("Organisation", width=40))
    total: list[Cell] = ["Total", "", *_amounts(balance.totals)]
    return [
        Sheet(
            f"Balance {book.year}",
            (*account, *_AMOUNTS),
            [*([line.number, line.name, *_amounts(line)] for line in balance.accounts), total],
            total=True,
        ),
        Sheet(
            f"Tiers {book.year}",
            (*account, *third, *_AMOUNTS),
            [
                [line.number, line.name, line.third_number, line.third_name, *_amounts(line)]
                for line in balance.thirds
            ],
        ),
        Sheet(f"Écritures {book.year}", _ENTRY_COLUMNS, _entry_rows(book.entries)),
    ]


def _amounts(line: BalanceLineOut | TotalsOut) -> list[Cell]:
    return [getattr(line, name) for name in TotalsOut.model_fields]


_ENTRY_COLUMNS = (
    Column("Journal", width=20),
    Column("N°", "whole", 8),
    Column("Date", "date", 12),
    Column("Compte", width=12),
    Column("Intitulé", width=36),
    Column("Organisation", width=36),
    Column("Pièce", width=16),
    Column("Libellé", width=50),
    Column("Débit", "euros", 14),
    Column("Crédit", "euros", 14),
    Column("Enregistrée le", "date", 14),
)


def _entry_rows(entries: Sequence[Entry]) -> list[list[Cell]]:
    return [
        [
            JOURNALS[entry.journal],
            entry.number,
            entry.day,
            line.number,
            line.name,
            line.third.name if line.third else None,
            entry.piece,
            line.label,
            line.debit,
            line.credit,
            entry.valid_on,
        ]
        for entry in entries
        for line in entry.lines
    ]
