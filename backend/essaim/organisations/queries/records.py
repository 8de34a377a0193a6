"""Reading one organisation, its sites and its figures."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, ScalarSelect, false, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.access import figure_is_visible, may_be_changed_by
from essaim.organisations.models import Figure, FigureKind, Organisation, Site
from essaim.organisations.rules import UNITS
from essaim.organisations.schemas import FigureOut, FigureQuery, OrganisationOut, SiteOut, SiteQuery
from essaim.territories.models import Department, Region

SITES_SHOWN = 50

_SITE = tuple(Site.__table__.c[name] for name in SiteOut.model_fields)
_FIGURE = tuple(Figure.__table__.c[name] for name in FigureOut.model_fields if name != "unit")
_FROM_ELSEWHERE = {
    "department_name",
    "region_name",
    "claimed",
    "may_change",
    "sites",
    "more_sites",
    "figures",
}
_ORGANISATION = tuple(
    Organisation.__table__.c[name] for name in OrganisationOut.model_fields if name not in _FROM_ELSEWHERE
)


async def read(session: AsyncSession, caller: Caller | None, organisation_id: UUID) -> OrganisationOut:
    """The record with its sites and its latest visible figures, in one statement."""
    statement = (
        select(
            *_ORGANISATION,
            Department.name.label("department_name"),
            Region.name.label("region_name"),
            _claimed(caller).label("claimed"),
            func.coalesce(may_be_changed_by(caller), false()).label("may_change"),
            _sites().label("sites"),
            _latest_figures(caller).label("figures"),
        )
        .select_from(Organisation)
        .outerjoin(Department, Department.code == Organisation.department_code)
        .outerjoin(Region, Region.code == Organisation.region_code)
        .where(Organisation.id == organisation_id)
    )
    row = (await session.execute(statement)).mappings().one_or_none()
    if row is None:
        raise NotFound
    values = dict(row)
    values["more_sites"] = len(values["sites"]) > SITES_SHOWN
    values["sites"] = values["sites"][:SITES_SHOWN]
    values["figures"] = [_with_unit(figure) for figure in values["figures"]]
    return OrganisationOut.model_validate(values)


async def list_sites(session: AsyncSession, organisation_id: UUID, page: SiteQuery) -> Page[SiteOut]:
    """Sites in French order."""
    await require_known(session, organisation_id)
    statement = select(*_SITE).where(Site.organisation_id == organisation_id)
    if page.closed is not None:
        statement = statement.where(Site.closed_on.is_not(None) if page.closed else Site.closed_on.is_(None))
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(Site.sort_key.expression, Site.id.expression),
        kinds=(str, UUID),
        page=page,
    )
    return Page(items=[SiteOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read_site(session: AsyncSession, site_id: UUID) -> SiteOut:
    row = (await session.execute(select(*_SITE).where(Site.id == site_id))).one_or_none()
    if row is None:
        raise NotFound
    return SiteOut.model_validate(row)


async def list_figures(
    session: AsyncSession, caller: Caller | None, organisation_id: UUID, page: FigureQuery
) -> Page[FigureOut]:
    """Every dated figure the caller may see, the latest first."""
    await require_known(session, organisation_id)
    statement = select(*_FIGURE, Figure.id).where(
        Figure.organisation_id == organisation_id, figure_is_visible(caller)
    )
    if page.kind is not None:
        statement = statement.where(Figure.kind == page.kind)
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(Figure.valid_on.expression, Figure.id.expression),
        kinds=(date, UUID),
        page=page,
        descending=True,
    )
    items = [FigureOut.model_validate(_with_unit(row._mapping)) for row in rows]
    return Page(items=items, next_cursor=cursor)


def figure_out(figure: Figure) -> FigureOut:
    kind: FigureKind = figure.kind
    return FigureOut(
        kind=kind,
        value=figure.value,
        unit=UNITS[kind],
        valid_on=figure.valid_on,
        source=figure.source,
        visibility=figure.visibility,
        fictional=figure.fictional,
        version=figure.version,
    )


async def require_known(session: AsyncSession, organisation_id: UUID) -> None:
    if await session.scalar(select(Organisation.id).where(Organisation.id == organisation_id)) is None:
        raise NotFound


def _with_unit(figure: Any) -> dict[str, Any]:
    return {**figure, "unit": UNITS[figure["kind"]]}


def _claimed(caller: Caller | None) -> ColumnElement[bool]:
    """Whether its own people are here: for those signed in."""
    return func.is_claimed(Organisation.id, type_=Boolean) if caller is not None else false()


def _sites() -> ScalarSelect[Any]:
    """Open sites, head office first; one more than shown, to know that there are more."""
    shown = (
        select(*_SITE)
        .where(Site.organisation_id == Organisation.id, Site.closed_on.is_(None))
        .order_by(Site.is_head_office.desc(), Site.sort_key, Site.id)
        .limit(SITES_SHOWN + 1)
        .correlate(Organisation)
        .subquery("site")
    )
    return select(_as_list(shown)).scalar_subquery()


def _latest_figures(caller: Caller | None) -> ScalarSelect[Any]:
    latest = (
        select(*_FIGURE)
        .where(Figure.organisation_id == Organisation.id, figure_is_visible(caller))
        .ext(distinct_on(Figure.kind))
        .order_by(Figure.kind, Figure.valid_on.desc())
        .correlate(Organisation)
        .subquery("figure")
    )
    return select(_as_list(latest)).scalar_subquery()


def _as_list(lines: Any) -> ColumnElement[Any]:
    """The lines as one JSON list, so that a record is one statement."""
    return func.coalesce(func.jsonb_agg(lines.table_valued()), literal_column("'[]'::jsonb"), type_=JSONB)
