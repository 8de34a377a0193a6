"""What can be done to organisations, their sites and figures."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import FieldFault, NotFound, VersionRequired
from essaim.kit.etag import check_version
from essaim.organisations.access import require_may_change
from essaim.organisations.errors import (
    AlreadyRecorded,
    MoreThanWhole,
    NetworkHasMembers,
    SiretOfAnother,
    UnknownTerritory,
)
from essaim.organisations.models import Figure, FigureKind, Organisation, Site
from essaim.organisations.queries import records
from essaim.organisations.queries.matching import memberships
from essaim.organisations.rules import WHOLE
from essaim.organisations.schemas import (
    FigureIn,
    FigureOut,
    OrganisationIn,
    OrganisationOut,
    OrganisationPatch,
    SiteIn,
    SiteOut,
    SitePatch,
)
from essaim.territories.models import Commune, Department

_NUMBERS = ("siren", "rna", "finess", "nda")
_SITE_NUMBERS = ("siret", "finess")


# The record


async def create(session: AsyncSession, caller: Caller, body: OrganisationIn) -> OrganisationOut:
    """Enter an organisation that is not in the directory; whoever entered it may correct it until it is claimed."""
    values = body.model_dump()
    await _place(session, values)
    organisation = Organisation(**values, entered_by=caller.organisation_id)
    await _write(session, organisation, Organisation, _NUMBERS)
    return await records.read(session, caller, organisation.id)


async def change(
    session: AsyncSession, caller: Caller, organisation_id: UUID, version: int, body: OrganisationPatch
) -> OrganisationOut:
    organisation = await require_may_change(session, caller, organisation_id)
    check_version(organisation.version, version)
    values = body.model_dump(exclude_unset=True)
    if organisation.is_network and values.get("is_network") is False:
        await _refuse_if_it_has_members(session, organisation.id)
    await _place(session, values)
    _apply(organisation, values)
    await _write(session, organisation, Organisation, _NUMBERS)
    return await records.read(session, caller, organisation.id)


# Sites


async def add_site(session: AsyncSession, caller: Caller, organisation_id: UUID, body: SiteIn) -> SiteOut:
    organisation = await require_may_change(session, caller, organisation_id)
    values = body.model_dump()
    _check_siret(organisation, values)
    await _place(session, values, region=False)
    if body.is_head_office:
        await _move_head_office(session, organisation_id)
    site = Site(**values, organisation_id=organisation_id)
    await _write(session, site, Site, _SITE_NUMBERS)
    return await records.read_site(session, site.id)


async def change_site(
    session: AsyncSession, caller: Caller, organisation_id: UUID, site_id: UUID, version: int, body: SitePatch
) -> SiteOut:
    organisation, site = await _site_to_change(session, caller, organisation_id, site_id, version)
    values = body.model_dump(exclude_unset=True)
    _check_siret(organisation, values)
    await _place(session, values, region=False)
    if values.get("is_head_office") and not site.is_head_office:
        await _move_head_office(session, organisation_id)
    _apply(site, values)
    await _write(session, site, Site, _SITE_NUMBERS)
    return await records.read_site(session, site_id)


async def close_site(
    session: AsyncSession, caller: Caller, organisation_id: UUID, site_id: UUID, version: int
) -> None:
    """A site closes today; its past remains."""
    _, site = await _site_to_change(session, caller, organisation_id, site_id, version)
    if site.closed_on is None:
        _apply(site, {"closed_on": clock.today()})
        await session.flush()


# Figures


async def set_figure(
    session: AsyncSession,
    caller: Caller,
    organisation_id: UUID,
    kind: FigureKind,
    valid_on: date,
    version: int | None,
    body: FigureIn,
) -> FigureOut:
    """State a figure as it was that day. Replacing one that is there needs the version that was read."""
    organisation = await require_may_change(session, caller, organisation_id)
    if body.value > WHOLE.get(kind, body.value):
        raise MoreThanWhole(errors=[FieldFault("/value", MoreThanWhole.code, MoreThanWhole.detail)])
    figure = await _figure(session, organisation_id, kind, valid_on)
    values = body.model_dump()
    if figure is None:
        check_version(0, version or 0)
        figure = Figure(
            **values,
            organisation_id=organisation_id,
            kind=kind,
            valid_on=valid_on,
            fictional=organisation.fictional,
            version=1,
        )
    else:
        if version is None:
            raise VersionRequired
        check_version(figure.version, version)
        _apply(figure, values)
    async with refuse_if_violated(session, {"figures_kind_key": VersionRequired()}):
        session.add(figure)
    return records.figure_out(figure)


async def remove_figure(
    session: AsyncSession,
    caller: Caller,
    organisation_id: UUID,
    kind: FigureKind,
    valid_on: date,
    version: int,
) -> None:
    await require_may_change(session, caller, organisation_id)
    figure = await _figure(session, organisation_id, kind, valid_on)
    if figure is None:
        raise NotFound
    check_version(figure.version, version)
    await session.delete(figure)
    await session.flush()


# Steps


def _apply(row: Organisation | Site | Figure, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = clock.now()


async def _place(session: AsyncSession, values: dict[str, Any], *, region: bool = True) -> None:
    """Department, region and town follow from the commune; the region from the department."""
    commune_code, department_code = values.get("commune_code"), values.get("department_code")
    if commune_code is not None:
        commune = (
            await session.execute(
                select(Commune.name, Commune.department_code, Commune.region_code).where(
                    Commune.code == commune_code
                )
            )
        ).one_or_none()
        if commune is None:
            raise UnknownTerritory(code=commune_code)
        values["city"] = values.get("city") or commune.name
        values["department_code"] = commune.department_code
        values |= {"region_code": commune.region_code} if region else {}
    elif department_code is not None:
        found = await session.scalar(select(Department.region_code).where(Department.code == department_code))
        if found is None:
            raise UnknownTerritory(code=department_code)
        values["region_code"] = found


async def _write(
    session: AsyncSession,
    row: Organisation | Site,
    table: type[Organisation] | type[Site],
    numbers: tuple[str, ...],
) -> None:
    """Write the row; a number that somebody else bears is refused with the record that bears it."""
    given = {name: getattr(row, name) for name in numbers}
    refusals = {
        f"{table.__tablename__}_{name}_key": AlreadyRecorded(identifier=number, name="", column=name)
        for name, number in given.items()
    }
    try:
        async with refuse_if_violated(session, refusals):
            session.add(row)
    except AlreadyRecorded as taken:
        column = str(taken.facts["column"])
        raise await _already_recorded(session, table, column, str(given[column])) from taken


async def _already_recorded(
    session: AsyncSession, table: type[Organisation] | type[Site], column: str, number: str
) -> AlreadyRecorded:
    statement = select(Organisation.id, Organisation.name)
    if table is Site:
        statement = statement.join(Site, Site.organisation_id == Organisation.id)
    row = (await session.execute(statement.where(getattr(table, column) == number))).one()
    existing: dict[str, JsonValue] = {"id": str(row.id), "name": row.name, "identifier": number}
    return AlreadyRecorded(identifier=number, name=row.name, context={"existing": existing})


async def _refuse_if_it_has_members(session: AsyncSession, network_id: UUID) -> None:
    membership = memberships.c
    running = (membership.ends_on.is_(None)) | (membership.ends_on >= func.today())
    has_members = exists().where(membership.network_id == network_id, membership.state == "active", running)
    if await session.scalar(select(has_members)):
        raise NetworkHasMembers


def _check_siret(organisation: Organisation, values: dict[str, Any]) -> None:
    siret = values.get("siret")
    if siret and organisation.siren and not siret.startswith(organisation.siren):
        raise SiretOfAnother(siren=organisation.siren)


async def _move_head_office(session: AsyncSession, organisation_id: UUID) -> None:
    """An organisation has one head office."""
    await session.execute(
        update(Site)
        .where(Site.organisation_id == organisation_id, Site.is_head_office)
        .values(is_head_office=False, version=Site.version + 1, updated_at=clock.now())
        .execution_options(synchronize_session=False)
    )


async def _site_to_change(
    session: AsyncSession, caller: Caller, organisation_id: UUID, site_id: UUID, version: int
) -> tuple[Organisation, Site]:
    organisation = await require_may_change(session, caller, organisation_id)
    site = await session.scalar(
        select(Site).where(Site.id == site_id, Site.organisation_id == organisation_id).with_for_update()
    )
    if site is None:
        raise NotFound
    check_version(site.version, version)
    return organisation, site


async def _figure(
    session: AsyncSession, organisation_id: UUID, kind: FigureKind, valid_on: date
) -> Figure | None:
    return await session.scalar(
        select(Figure)
        .where(Figure.organisation_id == organisation_id, Figure.kind == kind, Figure.valid_on == valid_on)
        .with_for_update()
    )
