"""Resources and their shares."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ScalarSelect,
    Select,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.pagination import PageQuery, fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation, Site
from essaim.resources.access import my_agreements, my_networks, usable, visible_to
from essaim.resources.models import Resource, ResourceShare, ResourceUnit
from essaim.resources.queries.parts import in_use, openings_json
from essaim.resources.schemas import (
    ResourceLine,
    ResourceOut,
    ResourceQuery,
    ShareOut,
)
from essaim.territories.models import Commune, Department


def _columns(caller: Caller) -> tuple[Any, ...]:
    return (
        Resource.id,
        Resource.kind,
        Resource.name,
        Resource.description,
        Resource.unit_name,
        Resource.organisation_id,
        Organisation.name.label("organisation_name"),
        (Resource.organisation_id == caller.organisation_id).label("is_mine"),
        Resource.site_id,
        Site.name.label("site_name"),
        Resource.place,
        Resource.commune_code,
        Commune.name.label("commune_name"),
        Resource.department_code,
        Department.name.label("department_name"),
        Resource.capacity,
        Resource.quantity,
        Resource.tariff_cents,
        Resource.tariff_unit,
        Resource.needs_approval,
        Resource.retired_on,
        Resource.fictional,
        Resource.version,
    )


def _named(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Resource)
        .join(Organisation, Organisation.id == Resource.organisation_id)
        .outerjoin(Site, Site.id == Resource.site_id)
        .outerjoin(Commune, Commune.code == Resource.commune_code)
        .outerjoin(Department, Department.code == Resource.department_code)
    )


def _units() -> ScalarSelect[Any]:
    line = func.json_build_object("number", ResourceUnit.number, "label", ResourceUnit.label)
    ordered = aggregate_order_by(line, ResourceUnit.number)
    return select(func.json_agg(ordered)).where(in_use()).scalar_subquery()


async def search(session: AsyncSession, caller: Caller, page: ResourceQuery) -> Page[ResourceLine]:
    rows, cursor = await fetch_page(
        session,
        _matching(_named(select(*_columns(caller))).where(usable(caller)), caller, page),
        key=(Resource.sort_key.expression, Resource.id.expression),
        kinds=(str, UUID),
        page=page,
    )
    return Page(items=[ResourceLine.model_validate(row) for row in rows], next_cursor=cursor)


def _matching(
    statement: Select[*tuple[Any, ...]], caller: Caller, page: ResourceQuery
) -> Select[*tuple[Any, ...]]:
    conditions: list[ColumnElement[bool]] = []
    if page.q:
        words = func.french_key(page.q)
        conditions.append(
            or_(
                func.strpos(Resource.sort_key, words) > 0,
                func.strpos(func.french_key(Resource.description), words) > 0,
            )
        )
    if page.kind is not None:
        conditions.append(Resource.kind == page.kind)
    if page.shared_with is not None:
        conditions.append(Resource.id.in_(_shared(ResourceShare.agreement_id == page.shared_with)))
    if page.network is not None:
        conditions.append(Resource.id.in_(_shared(ResourceShare.network_id == page.network)))
    if page.owner is not None:
        conditions.append(Resource.organisation_id == page.owner)
    if page.department is not None:
        conditions.append(Resource.department_code == page.department)
    if page.mine is not None:
        own = Resource.organisation_id == caller.organisation_id
        conditions.append(own if page.mine else ~own)
    if not page.retired:
        conditions.append(or_(Resource.retired_on.is_(None), Resource.retired_on > func.today()))
    return statement.where(*conditions)


def _shared(target: ColumnElement[bool]) -> Select[UUID]:
    today = func.today()
    return select(ResourceShare.resource_id).where(
        target,
        ResourceShare.starts_on <= today,
        or_(ResourceShare.ends_on.is_(None), ResourceShare.ends_on >= today),
    )


async def read(session: AsyncSession, caller: Caller, resource_id: UUID) -> ResourceOut:
    row = (
        await session.execute(
            _named(
                select(
                    *_columns(caller),
                    Resource.minimum_minutes,
                    Resource.maximum_minutes,
                    Resource.notice_minutes,
                    Resource.horizon_days,
                    func.coalesce(openings_json(), literal([], JSON)).label("openings"),
                    func.coalesce(_units(), literal([], JSON)).label("units"),
                )
            ).where(usable(caller), Resource.id == resource_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return ResourceOut.model_validate(row)


async def find(session: AsyncSession, caller: Caller, resource_id: UUID) -> Resource:
    """The resource if the caller may use it; NotFound otherwise."""
    resource = await session.scalar(visible_to(caller).where(Resource.id == resource_id))
    if resource is None:
        raise NotFound
    return resource


async def shares(session: AsyncSession, caller: Caller, resource_id: UUID, page: PageQuery) -> Page[ShareOut]:
    """All for the steward; for others, those through which they use the resource."""
    resource = await find(session, caller, resource_id)
    network = aliased(Organisation)
    statement = (
        select(
            ResourceShare.id,
            case((ResourceShare.agreement_id.is_not(None), "agreement"), else_="network").label("target"),
            ResourceShare.agreement_id,
            ResourceShare.network_id,
            func.coalesce(Agreement.name, network.name).label("name"),
            ResourceShare.starts_on,
        )
        .outerjoin(Agreement, Agreement.id == ResourceShare.agreement_id)
        .outerjoin(network, network.id == ResourceShare.network_id)
        .where(ResourceShare.resource_id == resource_id)
    )
    if resource.organisation_id != caller.organisation_id:
        statement = statement.where(
            or_(
                ResourceShare.agreement_id.in_(my_agreements(caller)),
                ResourceShare.network_id == caller.organisation_id,
                ResourceShare.network_id.in_(my_networks(caller)),
            )
        )
    rows, cursor = await fetch_page(
        session, statement, key=(ResourceShare.id.expression,), kinds=(UUID,), page=page
    )
    return Page(items=[ShareOut.model_validate(row) for row in rows], next_cursor=cursor)
