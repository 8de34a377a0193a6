"""Shares as a spreadsheet, in French: what each pays by line, and by what each line is shared."""

from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.access import View
from essaim.allocations.models import CostLine, Share
from essaim.allocations.queries import inputs, shares
from essaim.allocations.queries.lines import may_tell
from essaim.allocations.rules.sharing import decimals_of
from essaim.allocations.schemas.shares import MemberShareOut
from essaim.allocations.words import explaining
from essaim.kit.spreadsheet import Cell, Column, Sheet, workbook


async def export(session: AsyncSession, view: View) -> tuple[bytes, list[MemberShareOut]]:
    """The file, and the shares it tells."""
    told = await shares.every(session, view)
    lines = await inputs.lines(session, view.run.id)
    kept = await shares.of_members(session, view.run.id, [member.organisation_id for member in told])
    drivers = [
        row
        for member in told
        for line in lines
        for row in _driver_rows(view, member, line, kept[member.organisation_id][line.id])
    ]
    return workbook([_shares(view, lines, told), Sheet("Assiettes", _DRIVER_COLUMNS, drivers)]), told


def _shares(view: View, lines: list[CostLine], told: list[MemberShareOut]) -> Sheet:
    actual = view.run.stage == "actual"
    columns = [
        Column("Organisation", width=32),
        Column("Jours comptés", "whole", 10),
        *(Column(line.name, "euros") for line in lines),
        Column("Total", "euros"),
        *((Column("Déjà appelé", "euros"), Column("Solde", "euros")) if actual else ()),
        Column("Prix seul", "euros"),
    ]
    rows = [_row(member, actual=actual) for member in told]
    if view.sees_all:
        rows.append(_total(lines, told, actual=actual))
    return Sheet("Répartition", columns, rows, total=view.sees_all)


def _row(member: MemberShareOut, *, actual: bool) -> list[Cell]:
    return [
        member.organisation_name,
        member.days_present,
        *(line.cents for line in member.lines),
        member.cents,
        *((member.called_cents, member.balance_cents) if actual else ()),
        member.alone_cents,
    ]


def _total(lines: list[CostLine], told: list[MemberShareOut], *, actual: bool) -> list[Cell]:
    called = sum(member.called_cents for member in told)
    whole = sum(member.cents for member in told)
    return [
        "Total",
        None,
        *(line.amount_cents for line in lines),
        whole,
        *((called, whole - called) if actual else ()),
        None,
    ]


_DRIVER_COLUMNS = (
    Column("Organisation", width=32),
    Column("Ligne", width=28),
    Column("Clé", width=28),
    Column("Partagé selon", width=44),
    Column("Valeur", "whole", 14),
    Column("Unité", width=10),
    Column("Part de la ligne", "percent", 12),
    Column("Montant", "euros"),
    Column("Prix seul", "euros"),
)


def _driver_rows(view: View, member: MemberShareOut, line: CostLine, share: Share) -> list[list[Cell]]:
    told = may_tell(view, line)
    count = (line.certificate or {}).get("contributors", 0)
    return [
        [
            member.organisation_name,
            line.name,
            line.key_name,
            _said(part, count=count, told=told),
            _value(part),
            (part["unit"] or "").partition("/")[0] or None,
            part["weight_bp"],
            part["cents"],
            share.alone_cents,
        ]
        for part in share.parts
        if part["by"] != "slice"
    ]


def _said(part: dict[str, Any], *, count: int, told: bool) -> str:
    if part["by"] in ("equal", "figure", "usage"):
        return explaining.driver(part, count=count, told=told).fr
    return explaining.NAMES[part["by"]]


def _value(part: dict[str, Any]) -> Cell:
    value: int | None = part["value"]
    if value is None or part["unit"] is None:
        return value
    return Decimal(value).scaleb(-decimals_of(part["unit"]))
