"""Every SELECT on the reference data of territories, in French order."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.territories.models import Commune, Department, Epci, Region
from essaim.territories.rules import name_pattern
from essaim.territories.schemas import (
    CommuneOut,
    CommuneQuery,
    DepartmentOut,
    DepartmentQuery,
    EpciOut,
    EpciQuery,
    RegionOut,
    RegionQuery,
)


async def list_regions(session: AsyncSession, page: RegionQuery) -> Page[RegionOut]:
    statement = select(Region.code, Region.name)
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(Region.sort_key.expression, Region.code.expression),
        kinds=(str, str),
        page=page,
    )
    return Page(items=[RegionOut.model_validate(row) for row in rows], next_cursor=cursor)


async def list_departments(session: AsyncSession, page: DepartmentQuery) -> Page[DepartmentOut]:
    statement = select(Department.code, Department.name, Department.region_code)
    if page.region is not None:
        statement = statement.where(Department.region_code == page.region)
    rows, cursor = await fetch_page(
        session,
        statement,
        key=(Department.sort_key.expression, Department.code.expression),
        kinds=(str, str),
        page=page,
    )
    return Page(items=[DepartmentOut.model_validate(row) for row in rows], next_cursor=cursor)


async def list_epcis(session: AsyncSession, page: EpciQuery) -> Page[EpciOut]:
    statement = select(Epci.siren, Epci.name, Epci.kind)
    if page.department is not None:
        inside = exists().where(Commune.epci_siren == Epci.siren, Commune.department_code == page.department)
        statement = statement.where(inside)
    if page.q:
        statement = statement.where(_any_word_begins(Epci.sort_key.expression, page.q))
    rows, cursor = await fetch_page(
        session, statement, key=(Epci.sort_key.expression, Epci.siren.expression), kinds=(str, str), page=page
    )
    return Page(items=[EpciOut.model_validate(row) for row in rows], next_cursor=cursor)


async def list_communes(session: AsyncSession, page: CommuneQuery) -> Page[CommuneOut]:
    statement = (
        select(
            Commune.code,
            Commune.name,
            Commune.kind,
            Commune.parent_code,
            Commune.department_code,
            Department.name.label("department_name"),
            Commune.region_code,
            Commune.epci_siren,
            Epci.name.label("epci_name"),
            Commune.postal_codes,
            Commune.population,
        )
        .outerjoin(Department, Department.code == Commune.department_code)
        .outerjoin(Epci, Epci.siren == Commune.epci_siren)
    )
    rows, cursor = await fetch_page(
        session,
        _matching(statement, page),
        key=(Commune.sort_key.expression, Commune.code.expression),
        kinds=(str, str),
        page=page,
    )
    return Page(items=[CommuneOut.model_validate(row) for row in rows], next_cursor=cursor)


def _matching(statement: Select[*tuple[Any, ...]], page: CommuneQuery) -> Select[*tuple[Any, ...]]:
    if page.department is not None:
        statement = statement.where(Commune.department_code == page.department)
    if page.postal_code is not None:
        statement = statement.where(Commune.postal_codes.contains([page.postal_code]))
    if page.q:
        statement = statement.where(_postal(page.q) if _is_number(page.q) else _begins(page.q))
    return statement


def _is_number(typed: str) -> bool:
    # `isascii` first: str.isdigit also accepts the digits of other scripts.
    return typed.isascii() and typed.isdigit()


def _postal(digits: str) -> ColumnElement[bool]:
    """A postal code or its beginning; or the exact code of the commune."""
    if len(digits) == 5:
        return or_(Commune.postal_codes.contains([digits]), Commune.code == digits)
    code = func.unnest(Commune.postal_codes).column_valued("postal_code")
    return exists(select(code).where(code.startswith(digits, autoescape=True)))


def _begins(typed: str) -> ColumnElement[bool]:
    pattern = name_pattern(typed)
    return Commune.sort_key.expression.regexp_match(pattern or "^$")


def _any_word_begins(column: ColumnElement[Any], typed: str) -> ColumnElement[bool]:
    """EPCI names begin with their kind ("CC du Pays…"): people type the words after it."""
    pattern = name_pattern(typed)
    return column.regexp_match(f"\\m{pattern[1:]}" if pattern else "^$")
