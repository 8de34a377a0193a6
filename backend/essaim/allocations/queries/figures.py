"""What costs are shared by: dated figures that the adopted keys name, and uses measured in the ledger."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Text, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.allocations.models import Basis, BasisKind
from essaim.allocations.rules.presence import Period
from essaim.allocations.rules.sharing import decimals_of, unit_of
from essaim.ledger.models import Account, Posting, Transaction

LEDGER = "ledger"
"""Source of a use measured in the ledger; told in words when read."""


class Known(NamedTuple):
    """A figure of an organisation: integer of the smallest unit."""

    organisation_id: UUID
    kind: BasisKind
    code: str
    value: int
    unit: str
    valid_on: date
    source: str
    figure_id: UUID | None = None
    stated_by: UUID | None = None


async def dated(session: AsyncSession, agreement_id: UUID, codes: Sequence[str], on: date) -> list[Known]:
    """The latest figures of the parties on a day, for the lead: those that the adopted rules name."""
    if not codes:
        return []
    function = func.key_figures(agreement_id, literal(list(codes), ARRAY(Text)), on).table_valued(
        "organisation_id", "kind", "value", "valid_on", "source", "figure_id"
    )
    rows = (await session.execute(select(function))).all()
    return [
        Known(
            row.organisation_id,
            "figure",
            row.kind,
            int(row.value),
            unit_of("figure", row.kind),
            row.valid_on,
            row.source,
            row.figure_id,
        )
        for row in rows
    ]


async def measured(
    session: AsyncSession, agreement_id: UUID, codes: Sequence[str], period: Period, among: Collection[UUID]
) -> list[Known]:
    """What went out of each organisation's own accounts of these units over the period.

    Once anything of a unit was measured, who used nothing counts for nothing. A reversal counts on the day of what it reverses.
    """
    found: list[Known] = []
    for code in codes:
        flows = await _flows(session, agreement_id, code, period)
        if not flows:
            continue
        decimals = max(decimals_of(unit) for _, unit in flows)
        used: dict[UUID, int] = dict.fromkeys(among, 0)
        for (organisation, unit), amount in flows.items():
            if organisation in used:
                used[organisation] += amount * 10 ** (decimals - decimals_of(unit))
        found += [
            Known(
                organisation,
                "usage",
                code,
                max(amount, 0),
                unit_of("usage", code, decimals),
                period.ends_on,
                LEDGER,
            )
            for organisation, amount in used.items()
        ]
    return found


async def _flows(
    session: AsyncSession, agreement_id: UUID, code: str, period: Period
) -> dict[tuple[UUID, str], int]:
    """Net outflow by organisation and unit (`KM/0`)."""
    reversed_one = aliased(Transaction)
    occurred = func.coalesce(reversed_one.occurred_on, Transaction.occurred_on)
    sides = [
        select(Account.organisation_id, Account.unit, (sign * Posting.amount).label("amount"))
        .join(Account, Account.id == side)
        .join(Transaction, Transaction.id == Posting.transaction_id)
        .outerjoin(reversed_one, reversed_one.id == Transaction.reverses_id)
        .where(
            Account.agreement_id == agreement_id,
            Account.organisation_id.is_not(None),
            func.split_part(Account.unit, "/", 1) == code.upper(),
            occurred.between(period.starts_on, period.ends_on),
        )
        for side, sign in ((Posting.source_id, 1), (Posting.destination_id, -1))
    ]
    moves = union_all(*sides).subquery()
    statement = select(moves.c.organisation_id, moves.c.unit, func.sum(moves.c.amount)).group_by(
        moves.c.organisation_id, moves.c.unit
    )
    return {(row[0], row[1]): int(row[2]) for row in (await session.execute(statement)).all()}


async def frozen(session: AsyncSession, allocation_id: UUID, *, by_hand: bool | None = None) -> list[Basis]:
    """The figures kept with a run; `by_hand`: only those entered by the lead, or only the others."""
    statement = select(Basis).where(Basis.allocation_id == allocation_id)
    if by_hand is not None:
        statement = statement.where(Basis.stated_by.is_not(None) if by_hand else Basis.stated_by.is_(None))
    statement = statement.order_by(Basis.organisation_id, Basis.kind, Basis.code)
    return list((await session.scalars(statement.execution_options(populate_existing=True))).all())
