"""The figures that a run is shared by: frozen when it is computed, entered by hand where none is known."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations import access
from essaim.allocations.access import View
from essaim.allocations.errors import FigureDated, OutsideTheRun
from essaim.allocations.models import Allocation, Basis, BasisKind
from essaim.allocations.queries import figures, members
from essaim.allocations.queries import lines as queries
from essaim.allocations.queries.figures import Known
from essaim.allocations.queries.members import Sharer
from essaim.allocations.rules.presence import Period
from essaim.allocations.rules.sharing import unit_of
from essaim.allocations.schemas.lines import BasisIn, BasisOut
from essaim.allocations.service.runs import require_state, start_again
from essaim.identity.caller import Caller
from essaim.kit.text import Language

Codes = Mapping[BasisKind, Sequence[str]]
Place = tuple[UUID, BasisKind, str]


async def state(
    session: AsyncSession,
    caller: Caller,
    allocation_id: UUID,
    organisation_id: UUID,
    kind: BasisKind,
    code: str,
    body: BasisIn,
    language: Language,
) -> BasisOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    require_state(run, "draft")
    period = Period(run.starts_on, run.ends_on)
    sharing = await members.sharers(session, view.standing.agreement, period)
    if organisation_id not in {one.organisation_id for one in sharing}:
        raise OutsideTheRun
    known = await _known(session, view, {kind: [code]}, sharing)
    if (organisation_id, kind, code) in known:
        raise FigureDated
    values = {
        "agreement_id": run.agreement_id,
        "value": body.value,
        "unit": unit_of(kind, code, body.decimals),
        "valid_on": body.valid_on,
        "source": body.source,
        "figure_id": None,
        "stated_by": caller.organisation_id,
    }
    await start_again(session, run)
    writing = insert(Basis).values(
        allocation_id=allocation_id, organisation_id=organisation_id, kind=kind, code=code, **values
    )
    await session.execute(writing.on_conflict_do_update(constraint="allocation_bases_pkey", set_=values))
    run.version += 1
    await session.flush()
    return await queries.basis(session, allocation_id, organisation_id, kind, code, language)


async def freeze(session: AsyncSession, view: View, codes: Codes, sharing: Sequence[Sharer]) -> list[Basis]:
    """Keep with the run the figures that its keys name, of those who share: dated or measured, else as entered by hand,
    else as its budget had them. The run is locked."""
    run = view.run
    known = await _known(session, view, codes, sharing)
    by_hand = {_place(basis) for basis in await figures.frozen(session, run.id, by_hand=True)}
    fallback = await _of_budget(session, view, "usage", codes, sharing) if "usage" in codes else {}
    kept = {**{place: one for place, one in fallback.items() if place not in by_hand}, **known}
    await session.execute(delete(Basis).where(Basis.allocation_id == run.id, Basis.stated_by.is_(None)))
    for organisation, kind, code in by_hand & kept.keys():
        await session.execute(
            delete(Basis).where(
                Basis.allocation_id == run.id,
                Basis.organisation_id == organisation,
                Basis.kind == kind,
                Basis.code == code,
            )
        )
    rows = [
        {"allocation_id": run.id, "agreement_id": run.agreement_id, **one._asdict()} for one in kept.values()
    ]
    if rows:
        await session.execute(insert(Basis), rows)
    return await figures.frozen(session, run.id)


async def _known(
    session: AsyncSession, view: View, codes: Codes, sharing: Sequence[Sharer]
) -> dict[Place, Known]:
    """What nobody enters by hand: figures as the budget froze them, else dated; uses measured in the ledger."""
    run = view.run
    period = Period(run.starts_on, run.ends_on)
    among = {one.organisation_id for one in sharing}
    dated = await _dated(session, run, codes.get("figure", ()), sharing)
    measured = await figures.measured(session, run.agreement_id, codes.get("usage", ()), period, among)
    known = {_place(one): one for one in (*dated, *measured)}
    return {**known, **await _of_budget(session, view, "figure", codes, sharing)}


async def _dated(
    session: AsyncSession, run: Allocation, codes: Sequence[str], sharing: Sequence[Sharer]
) -> list[Known]:
    """As known on the day the run says; of who joined later, on the day it joined."""
    on = {one.organisation_id: max(run.figures_on, one.joined_on or run.figures_on) for one in sharing}
    return [
        known
        for day in sorted(set(on.values()))
        for known in await figures.dated(session, run.agreement_id, codes, day)
        if on.get(known.organisation_id) == day
    ]


async def _of_budget(
    session: AsyncSession, view: View, kind: BasisKind, codes: Codes, sharing: Sequence[Sharer]
) -> dict[Place, Known]:
    """Of actual costs: what the budget was shared by."""
    if view.run.budget_id is None:
        return {}
    among = {one.organisation_id for one in sharing}
    return {
        _place(basis): Known(
            basis.organisation_id,
            basis.kind,
            basis.code,
            basis.value,
            basis.unit,
            basis.valid_on,
            basis.source,
            basis.figure_id,
            basis.stated_by,
        )
        for basis in await figures.frozen(session, view.run.budget_id)
        if basis.kind == kind and basis.code in codes.get(kind, ()) and basis.organisation_id in among
    }


def _place(one: Basis | Known) -> Place:
    return one.organisation_id, one.kind, one.code
