"""Read runs: those of an agreement, and one with its lines."""

from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.allocations import access
from essaim.allocations.access import View
from essaim.allocations.models import Allocation, AllocationMember, CostLine, Need
from essaim.allocations.queries import lines
from essaim.allocations.queries.proofs import certificate_out, names_in
from essaim.allocations.schemas.lines import LineOut
from essaim.allocations.schemas.runs import Action, AllocationOut, AllocationQuery, AllocationSummary
from essaim.identity.caller import Caller
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.kit.text import Language
from essaim.ledger.access import sees_every_line


async def search(session: AsyncSession, caller: Caller, page: AllocationQuery) -> Page[AllocationSummary]:
    standing = await access.enter(session, caller, page.agreement_id)
    statement = _told(standing).where(Allocation.agreement_id == page.agreement_id, access.readable(standing))
    if page.stage is not None:
        statement = statement.where(Allocation.stage == page.stage)
    if page.state is not None:
        statement = statement.where(Allocation.state == page.state)
    rows, cursor = await fetch_page(
        session, statement, key=(Allocation.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[AllocationSummary.model_validate(_values(row)) for row in rows], next_cursor=cursor)


def _told(standing: Standing) -> Select[*tuple[Any, ...]]:
    mine = and_(
        AllocationMember.allocation_id == Allocation.id,
        AllocationMember.organisation_id == standing.mine.organisation_id,
    )
    return select(
        Allocation,
        _withheld(standing).label("withheld"),
        AllocationMember.cents.label("my_cents"),
        AllocationMember.called_cents.label("my_called_cents"),
    ).outerjoin(AllocationMember, mine)


def _withheld(standing: Standing) -> ColumnElement[bool]:
    """Whether a line of the run is made by too few for its amount, and so the total, to be told."""
    if sees_every_line(standing):
        return false()
    told = CostLine.certificate["told"].contains([standing.agreement.confidentiality])
    return exists().where(CostLine.allocation_id == Allocation.id, told.is_not(True)).correlate(Allocation)


def _values(row: Any) -> dict[str, Any]:
    run: Allocation = row.Allocation
    return {
        **{name: getattr(run, name) for name in AllocationSummary.model_fields if hasattr(run, name)},
        "my_cents": row.my_cents,
        "my_called_cents": row.my_called_cents,
        "total_cents": None if row.withheld else run.total_cents,
        "certificate_state": None if run.certificate is None else run.certificate["state"],
    }


async def read(
    session: AsyncSession, caller: Caller, allocation_id: UUID, language: Language
) -> AllocationOut:
    return await read_in(session, caller, await access.find(session, caller, allocation_id), language)


async def read_in(session: AsyncSession, caller: Caller, view: View, language: Language) -> AllocationOut:
    run = view.run
    statement = _told(view.standing).where(Allocation.id == run.id)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one()
    cost_lines = await lines.read_all(session, view, language)
    names = await names_in(session, [run.certificate])
    stale = await _out_of_date(session, run)
    return AllocationOut.model_validate(
        {
            **_values(row),
            **{name: getattr(run, name) for name in AllocationOut.model_fields if hasattr(run, name)},
            "total_cents": _values(row)["total_cents"],
            "agreement_name": view.standing.agreement.name,
            "replaced_by_id": await _replaced_by(session, run),
            "computed_by_me": run.computed_by_person == caller.person_id,
            "out_of_date": stale,
            "certificate": certificate_out(view, run.certificate, names, language),
            "reads_every_line": view.sees_all,
            "actions": _actions(caller, view, cost_lines, stale=stale),
            "lines": cost_lines,
            "bases": await lines.bases(session, view, language),
        }
    )


async def _replaced_by(session: AsyncSession, run: Allocation) -> UUID | None:
    statement = select(Allocation.id).where(
        Allocation.replaces_id == run.id, Allocation.state.in_(access.POSTED)
    )
    return cast(UUID | None, await session.scalar(statement))


async def _out_of_date(session: AsyncSession, run: Allocation) -> bool:
    """Whether a need was stated since the shares were computed. One withdrawn is found at the review."""
    if run.computed_at is None or run.state != "draft":
        return False
    later = select(Need.line_id).where(Need.allocation_id == run.id, Need.stated_at > run.computed_at)
    return await session.scalar(later.limit(1)) is not None


def _actions(caller: Caller, view: View, cost_lines: list[LineOut], *, stale: bool) -> list[Action]:
    run, found = view.run, list[Action]()
    asks = any(line.basis in ("alone", "levels", "tiers") for line in cost_lines)
    if run.state == "draft" and asks and view.standing.takes_part:
        found.append("declare")
    if view.standing.leads:
        found += _of_the_lead(caller, run, some=bool(cost_lines), stale=stale)
    needed = {
        "declare": "allocations.declare",
        "review": "allocations.review",
        "post": "allocations.post",
        "add_newcomer": "allocations.post",
    }
    return [action for action in found if needed.get(action, "allocations.prepare") in caller.permissions]


def _of_the_lead(caller: Caller, run: Allocation, *, some: bool, stale: bool) -> list[Action]:
    if run.state == "draft":
        found: list[Action] = ["change"]
        if some:
            found.append("compute")
        if run.hash is not None and not stale and run.computed_by_person != caller.person_id:
            found.append("review")
        return [*found, "abandon"]
    if run.state == "reviewed":
        return ["return", "post", "abandon"]
    return ["add_newcomer"] if run.state == "posted" and run.stage == "budget" else []
