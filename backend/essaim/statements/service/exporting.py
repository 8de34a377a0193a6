"""The statements of an agreement as a file for a spreadsheet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.spreadsheet import Cell, Column, Sheet, workbook
from essaim.ledger.rules import french_amount, neutral, spreadsheet
from essaim.ledger.service.reading import note
from essaim.statements import access
from essaim.statements.errors import TooManyStatements
from essaim.statements.queries import statements as queries
from essaim.statements.queries.statements import late_days
from essaim.statements.schemas import ExportQuery
from essaim.statements.words import KINDS, STATES, VAT

EXPORTED = 10_000
COLUMNS = (
    Column("Référence", width=12),
    Column("Nature", width=20),
    Column("Objet", width=40),
    Column("Émis par", width=30),
    Column("Adressé à", width=30),
    Column("SIREN", width=12),
    Column("Période du", "date", 12),
    Column("au", "date", 12),
    Column("Émis le", "date", 12),
    Column("Échéance", "date", 12),
    Column("Montant", "euros", 14),
    Column("Réglé", "euros", 14),
    Column("Reste", "euros", 14),
    Column("État", width=10),
    Column("Jours de retard", "whole", 10),
    Column("TVA", width=22),
)


async def export(session: AsyncSession, caller: Caller, chosen: ExportQuery) -> bytes:
    """`too_many_statements` over the bound, rather than a part that looks like the whole."""
    reader = await access.open_statements(session, caller, chosen.agreement_id)
    found = await queries.first(session, caller, reader, chosen, EXPORTED + 1)
    if len(found) > EXPORTED:
        raise TooManyStatements(limit=EXPORTED)
    about = {row.organisation_id for row in found}
    await note(session, caller, reader.standing, "statements.export_statements", about)
    today = clock.today()
    rows = [_cells(row, today) for row in found]
    return _xlsx(rows) if chosen.format == "xlsx" else _csv(rows)


def _cells(row: Row[Any], today: date) -> list[Cell]:
    sign = -1 if row.amount_cents < 0 else 1
    return [
        row.reference,
        KINDS[row.kind],
        row.title,
        row.issuer_name,
        row.organisation_name,
        row.organisation_siren,
        row.starts_on,
        row.ends_on,
        row.issued_on,
        row.due_on,
        row.amount_cents,
        sign * row.settled_cents,
        sign * row.remaining_cents,
        STATES[row.state],
        late_days(row, today),
        VAT[row.vat_category],
    ]


def _xlsx(rows: Sequence[list[Cell]]) -> bytes:
    return workbook([Sheet("Relevés", COLUMNS, rows)])


def _csv(rows: Sequence[list[Cell]]) -> bytes:
    header = [column.title for column in COLUMNS]
    return spreadsheet(
        header,
        ([_text(column, cell) for column, cell in zip(COLUMNS, row, strict=True)] for row in rows),
    )


def _text(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if column.kind == "euros":
        return french_amount(int(cell), 2)
    return neutral(str(cell))
