"""What a run is shared from, as kept with it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.models import Allocation, AllocationMember, Basis, CostLine, Need
from essaim.allocations.queries import figures
from essaim.allocations.rules.sharing import LineInput, MemberInput, RunInputs, decimals_of, unit_of


async def lines(session: AsyncSession, allocation_id: UUID) -> list[CostLine]:
    """The lines of a run, in their order."""
    statement = select(CostLine).where(CostLine.allocation_id == allocation_id)
    ordered = statement.order_by(CostLine.position).execution_options(populate_existing=True)
    return list((await session.scalars(ordered)).all())


async def needs(session: AsyncSession, allocation_id: UUID) -> list[Need]:
    """What was stated for the lines of a run, by those that the caller may read."""
    statement = select(Need).where(Need.allocation_id == allocation_id)
    ordered = statement.order_by(Need.line_id, Need.organisation_id)
    return list((await session.scalars(ordered.execution_options(populate_existing=True))).all())


async def members(session: AsyncSession, allocation_id: UUID) -> list[AllocationMember]:
    """Who shares a computed run, in order; those that the caller may read."""
    statement = select(AllocationMember).where(AllocationMember.allocation_id == allocation_id)
    return list((await session.scalars(statement.order_by(AllocationMember.position))).all())


async def frozen(session: AsyncSession, run: Allocation) -> RunInputs:
    """The inputs of a computed run, whole only for who reads every line."""
    present = [
        (member.organisation_id, member.days_present, member.days)
        for member in await members(session, run.id)
    ]
    return assemble(
        present,
        await lines(session, run.id),
        await figures.frozen(session, run.id),
        await needs(session, run.id),
    )


def assemble(
    present: Sequence[tuple[UUID, int, int]],
    cost_lines: Sequence[CostLine],
    bases: Sequence[Basis] | Sequence[figures.Known],
    stated: Sequence[Need],
) -> RunInputs:
    """`present`: organisation, days present, days of the period. Figures of a code are brought to one unit."""
    finest: dict[str, int] = defaultdict(int)
    for basis in bases:
        name = f"{basis.kind}:{basis.code}"
        finest[name] = max(finest[name], decimals_of(basis.unit))
    owned: dict[UUID, dict[str, int]] = defaultdict(dict)
    units: dict[str, str] = {}
    for basis in bases:
        name = f"{basis.kind}:{basis.code}"
        owned[basis.organisation_id][name] = basis.value * 10 ** (finest[name] - decimals_of(basis.unit))
        units[name] = (
            basis.unit
            if decimals_of(basis.unit) == finest[name]
            else unit_of(basis.kind, basis.code, finest[name])
        )
    return RunInputs(
        members=tuple(
            MemberInput(str(organisation), days_present, days, dict(sorted(owned[organisation].items())))
            for organisation, days_present, days in present
        ),
        lines=tuple(_line(line, {each[0] for each in present}, stated) for line in cost_lines),
        units=dict(sorted(units.items())),
    )


def _line(line: CostLine, present: set[UUID], stated: Sequence[Need]) -> LineInput:
    wanted = {
        need.organisation_id: need.quantity if line.basis == "tiers" else need.alone_cents
        for need in stated
        if need.line_id == line.id and need.organisation_id in present
    }
    return LineInput(
        id=str(line.id),
        name=line.name,
        amount_cents=line.amount_cents,
        key=line.key or {},
        basis=line.basis,
        pricing=line.pricing,
        needs={
            str(organisation): value
            for organisation, value in sorted(wanted.items())
            if value is not None and line.basis in ("alone", "levels", "tiers")
        },
    )


def about(run: Allocation, bases: Sequence[Basis], stated: Sequence[Need]) -> dict[str, Any]:
    """What the record of a run tells besides what shares follow from: period, rules, where each figure comes from.

    `salt`: drawn by lot, so that a party that reads the hash and its own lines cannot try the figures of another.
    """
    return {
        "id": str(run.id),
        "agreement_id": str(run.agreement_id),
        "stage": run.stage,
        "starts_on": run.starts_on.isoformat(),
        "ends_on": run.ends_on.isoformat(),
        "figures_on": run.figures_on.isoformat(),
        "rules_id": None if run.rules_id is None else str(run.rules_id),
        "rules_number": run.rules_number,
        "salt": (run.certificate or {}).get("salt"),
        "figures": [
            {
                "member": str(basis.organisation_id),
                "figure": f"{basis.kind}:{basis.code}",
                "value": basis.value,
                "unit": basis.unit,
                "valid_on": basis.valid_on.isoformat(),
                "source": basis.source,
                "by_hand": basis.stated_by is not None,
            }
            for basis in bases
        ],
        "needs": [
            {
                "member": str(need.organisation_id),
                "line_id": str(need.line_id),
                "dated_on": need.dated_on.isoformat(),
                "source": need.source,
            }
            for need in stated
        ],
    }
