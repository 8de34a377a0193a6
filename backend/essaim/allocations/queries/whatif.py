"""What a what-if table needs besides what is kept with the run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.access import View
from essaim.allocations.models import AllocationMember, BasisKind, CostLine, Share
from essaim.allocations.queries import figures, members
from essaim.allocations.queries.lines import may_tell
from essaim.allocations.rules.presence import Period
from essaim.allocations.rules.sharing import RunInputs
from essaim.allocations.rules.whatif import Known


async def with_figures_of(
    session: AsyncSession, view: View, known: RunInputs, keys: Iterable[Mapping[str, Any]]
) -> RunInputs:
    """The inputs with the figures that these keys ask for and that no line of the run needed, for the lead."""
    asked = {name for key in keys for name in _asked(key)}
    wanted = sorted(asked - {name for member in known.members for name in member.figures})
    if not wanted or not view.standing.leads:
        return known
    run, sharing = view.run, [UUID(member.id) for member in known.members]
    found = await figures.dated(session, run.agreement_id, _codes(wanted, "figure"), run.figures_on)
    found += await figures.measured(
        session, run.agreement_id, _codes(wanted, "usage"), Period(run.starts_on, run.ends_on), sharing
    )
    more: dict[str, dict[str, int]] = {member.id: {} for member in known.members}
    for one in found:
        name = f"{one.kind}:{one.code}"
        if name in wanted and str(one.organisation_id) in more:
            more[str(one.organisation_id)][name] = one.value
    return replace(
        known,
        members=tuple(
            replace(member, figures={**member.figures, **more[member.id]}) for member in known.members
        ),
    )


def _asked(key: Mapping[str, Any]) -> Iterable[str]:
    for part in key["parts"]:
        if part["code"] is not None:
            yield f"{part['basis']}:{part['code']}"
        if part["only"] is not None:
            yield f"figure:{part['only']['code']}"


def _codes(names: Sequence[str], kind: BasisKind) -> list[str]:
    return [name.partition(":")[2] for name in names if name.startswith(f"{kind}:")]


# For who reads its own line only


async def own_line(session: AsyncSession, view: View) -> AllocationMember | None:
    statement = select(AllocationMember).where(
        AllocationMember.allocation_id == view.run.id, AllocationMember.organisation_id == view.me
    )
    return (await session.scalars(statement)).one_or_none()


async def told_amount(session: AsyncSession, view: View) -> int | None:
    """What the run shares in all, when the amount of each of its lines is told."""
    statement = select(CostLine).where(CostLine.allocation_id == view.run.id)
    lines = (await session.scalars(statement)).all()
    return sum(line.amount_cents for line in lines) if all(may_tell(view, line) for line in lines) else None


async def told_weights(session: AsyncSession, view: View) -> dict[tuple[str, str | None], list[Known]]:
    """By basis and code, one's own weight and the whole, of the lines that tell it: shared by that figure alone, by all of those
    not left out. A part of a key among others is not used: it may be of fewer than share the line.
    """
    statement = (
        select(CostLine, Share.parts)
        .join(Share, Share.line_id == CostLine.id)
        .where(CostLine.allocation_id == view.run.id, Share.organisation_id == view.me)
    )
    found: dict[tuple[str, str | None], list[Known]] = {}
    for line, parts in (await session.execute(statement)).all():
        key = line.key or {}
        alone = key.get("rule") == "parts" and not key["limits"] and len(key["parts"]) == 1
        mine = [one for one in parts if one["by"] != "slice"]
        if not alone or len(mine) != 1 or not may_tell(view, line):
            continue
        (part,), (own,) = key["parts"], mine
        if part["only"] is None and own["weight"] is not None and own["whole"] is not None:
            weight = Known(Fraction(own["weight"]), Fraction(own["whole"]), frozenset(key["excluded"]))
            found.setdefault((part["basis"], part["code"]), []).append(weight)
    return found


async def presences(session: AsyncSession, view: View) -> dict[str, Fraction] | None:
    """The part of the period each was there, which every party reads; none when it is not that of the run."""
    period = Period(view.run.starts_on, view.run.ends_on)
    sharers = await members.sharers(session, view.standing.agreement, period)
    if len(sharers) != view.run.members_count:
        return None
    return {str(one.organisation_id): Fraction(one.days_present, period.days) for one in sharers}
