"""Read calls for projects."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.funds.access import View, find
from essaim.funds.models import Call, Project
from essaim.funds.schemas import CallOut, CallQuery
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page


def committed(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """What the projects of a call were given, closed ones counted whole."""
    given = Project.state.in_(("committed", "closed"))
    return (
        select(func.coalesce(func.sum(Project.amount_cents), 0))
        .where(Project.call_id == Call.id, given, *conditions)
        .correlate(Call)
        .scalar_subquery()
    )


def _told(view: View) -> Select[*tuple[Any, ...]]:
    now = () if view.before is None else (Project.committed_at < view.before,)
    today = clock.today()
    statement = select(
        Call.id,
        Call.fund_id,
        Call.title,
        Call.description,
        Call.budget_cents,
        committed(*now).label("committed_cents"),
        Call.opens_on,
        Call.closes_on,
        and_(Call.opens_on <= literal(today), Call.closes_on >= literal(today)).label("open"),
        Call.version,
        Call.created_at,
    ).where(Call.fund_id == view.fund.id)
    return statement if view.before is None else statement.where(Call.created_at < view.before)


async def search(session: AsyncSession, caller: Caller, fund_id: UUID, page: CallQuery) -> Page[CallOut]:
    view = await find(session, caller, fund_id)
    return await _page(session, _told(view), page)


async def _page(session: AsyncSession, statement: Select[*tuple[Any, ...]], page: PageQuery) -> Page[CallOut]:
    rows, cursor = await fetch_page(
        session, statement, key=(Call.id.expression,), kinds=(UUID,), page=page, descending=True
    )
    return Page(items=[CallOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, caller: Caller, fund_id: UUID, call_id: UUID) -> CallOut:
    return await read_in(session, await find(session, caller, fund_id), call_id)


async def read_in(session: AsyncSession, view: View, call_id: UUID) -> CallOut:
    row = (await session.execute(_told(view).where(Call.id == call_id))).one_or_none()
    if row is None:
        raise NotFound
    return CallOut.model_validate(row)
