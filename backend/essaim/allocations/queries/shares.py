"""Read who pays what: the shares this party may read, and the totals that enough organisations make."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.access import View
from essaim.allocations.errors import NotComputed
from essaim.allocations.models import AllocationMember, CostLine, Share
from essaim.allocations.queries import inputs
from essaim.allocations.queries.lines import may_tell
from essaim.allocations.schemas.shares import (
    LineShareOut,
    LineTotalOut,
    MemberShareOut,
    SharesPage,
    SharesQuery,
)
from essaim.kit.pagination import fetch_page
from essaim.organisations.models import Organisation


async def search(session: AsyncSession, view: View, page: SharesQuery) -> SharesPage:
    require_computed(view)
    statement = _told(view)
    if page.organisation_id is not None:
        statement = statement.where(AllocationMember.organisation_id == page.organisation_id)
    rows, cursor = await fetch_page(
        session, statement, key=(AllocationMember.position.expression,), kinds=(int,), page=page
    )
    lines = await inputs.lines(session, view.run.id)
    totals = [total(view, line) for line in lines]
    return SharesPage(
        items=await _with_lines(session, view, lines, rows),
        next_cursor=cursor,
        totals=totals,
        total_cents=None if any(one.amount_cents is None for one in totals) else view.run.total_cents,
        called_cents=await _called(session, view) if view.sees_all else None,
    )


async def every(session: AsyncSession, view: View) -> list[MemberShareOut]:
    """All the shares this party may read, in the order of the members."""
    require_computed(view)
    rows = (await session.execute(_told(view).order_by(AllocationMember.position))).all()
    return await _with_lines(session, view, await inputs.lines(session, view.run.id), rows)


def require_computed(view: View) -> None:
    if view.run.hash is None:
        raise NotComputed


def total(view: View, line: CostLine) -> LineTotalOut:
    told = may_tell(view, line)
    count = None if line.certificate is None else line.certificate["contributors"]
    return LineTotalOut(
        line_id=line.id,
        name=line.name,
        amount_cents=line.amount_cents if told else None,
        contributors=count if told else None,
    )


def _told(view: View) -> Select[*tuple[Any, ...]]:
    statement = (
        select(AllocationMember, Organisation.name.label("organisation_name"))
        .join(Organisation, Organisation.id == AllocationMember.organisation_id)
        .where(AllocationMember.allocation_id == view.run.id)
    )
    if not view.sees_all:
        statement = statement.where(AllocationMember.organisation_id == view.me)
    return statement


async def _called(session: AsyncSession, view: View) -> int:
    return sum(member.called_cents for member in await inputs.members(session, view.run.id))


async def _with_lines(
    session: AsyncSession, view: View, lines: Sequence[CostLine], rows: Sequence[Any]
) -> list[MemberShareOut]:
    shares = await of_members(session, view.run.id, [row.AllocationMember.organisation_id for row in rows])
    return [
        MemberShareOut(
            organisation_id=member.organisation_id,
            organisation_name=name,
            is_mine=member.organisation_id == view.me,
            position=member.position,
            days_present=member.days_present,
            days=member.days,
            cents=member.cents,
            called_cents=member.called_cents,
            balance_cents=member.cents - member.called_cents,
            alone_cents=member.alone_cents,
            lines=[_line_share(shares[member.organisation_id][line.id]) for line in lines],
        )
        for member, name in ((row.AllocationMember, row.organisation_name) for row in rows)
    ]


async def of_members(
    session: AsyncSession, allocation_id: UUID, organisations: Sequence[UUID]
) -> dict[UUID, dict[UUID, Share]]:
    """By organisation and line."""
    statement = select(Share).where(
        Share.allocation_id == allocation_id, Share.organisation_id.in_(organisations)
    )
    found: dict[UUID, dict[UUID, Share]] = defaultdict(dict)
    for share in (await session.scalars(statement.execution_options(populate_existing=True))).all():
        found[share.organisation_id][share.line_id] = share
    return found


def _line_share(share: Share) -> LineShareOut:
    return LineShareOut(line_id=share.line_id, cents=share.cents, alone_cents=share.alone_cents)
