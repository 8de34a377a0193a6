"""Use cases of resources. The caller's transaction; nothing here commits."""

from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version
from essaim.organisations.models import Organisation, Site
from essaim.resources.access import my_agreements, my_networks, require_steward
from essaim.resources.errors import (
    AlreadyShared,
    MaximumBelowMinimum,
    NotAmongYours,
    UnitsBooked,
    UnknownCommune,
    UnknownSite,
)
from essaim.resources.models import Resource, ResourceOpening, ResourceShare, ResourceUnit, Slot
from essaim.resources.queries import lending
from essaim.resources.schemas import (
    OpeningsIn,
    QuantityIn,
    ResourceChange,
    ResourceIn,
    ResourceOut,
    ShareIn,
    ShareOut,
)
from essaim.territories.models import Commune

# Times travel as text: Python has no 24:00.
_OPEN = text("""
    INSERT INTO resource_openings (resource_id, weekday, opens_at, closes_at)
    SELECT :resource, weekday, CAST(opens AS time), CAST(closes AS time)
    FROM unnest(CAST(:weekdays AS smallint[]), CAST(:opens AS text[]), CAST(:closes AS text[]))
        AS given (weekday, opens, closes)
""")


async def create(session: AsyncSession, caller: Caller, body: ResourceIn) -> ResourceOut:
    resource = Resource(organisation_id=caller.organisation_id, **body.model_dump())
    await _check(session, resource)
    session.add(resource)
    await session.flush()
    await _add_units(session, resource.id, body.quantity)
    return await lending.read(session, caller, resource.id)


async def change(
    session: AsyncSession, caller: Caller, resource_id: UUID, body: ResourceChange, version: int
) -> ResourceOut:
    resource = await _lock(session, caller, resource_id, version)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(resource, name, value)
    await _check(session, resource)
    return await _changed(session, caller, resource)


async def replace_openings(
    session: AsyncSession, caller: Caller, resource_id: UUID, body: OpeningsIn, version: int
) -> ResourceOut:
    resource = await _lock(session, caller, resource_id, version)
    await session.execute(delete(ResourceOpening).where(ResourceOpening.resource_id == resource_id))
    if body.openings:
        await session.execute(
            _OPEN,
            {
                "resource": resource_id,
                "weekdays": [opening.weekday for opening in body.openings],
                "opens": [opening.opens_at for opening in body.openings],
                "closes": [opening.closes_at for opening in body.openings],
            },
        )
    return await _changed(session, caller, resource)


async def change_quantity(
    session: AsyncSession, caller: Caller, resource_id: UUID, body: QuantityIn, version: int
) -> ResourceOut:
    """Add units, or retire the last of those that no booking to come holds."""
    resource = await _lock(session, caller, resource_id, version)
    # Bookings under way hold a share of their units: this waits for them, and they see what is retired here.
    units = (
        await session.scalars(
            select(ResourceUnit)
            .where(ResourceUnit.resource_id == resource_id)
            .order_by(ResourceUnit.number)
            .with_for_update()
        )
    ).all()
    in_use = [unit for unit in units if unit.retired_on is None]
    surplus = len(in_use) - body.quantity
    if surplus > 0:
        await _retire(session, in_use, surplus)
    elif surplus < 0:
        returning = [unit for unit in units if unit.retired_on is not None][:-surplus]
        for unit in returning:
            unit.retired_on = None
        await _add_units(
            session, resource_id, -surplus - len(returning), after=max((u.number for u in units), default=0)
        )
    resource.quantity = body.quantity
    return await _changed(session, caller, resource)


async def _retire(session: AsyncSession, in_use: list[ResourceUnit], surplus: int) -> None:
    held = set(
        await session.scalars(
            select(Slot.unit_id).where(
                Slot.unit_id.in_([unit.id for unit in in_use]), func.upper(Slot.during) > clock.now()
            )
        )
    )
    free = [unit for unit in in_use if unit.id not in held]
    if len(free) < surplus:
        raise UnitsBooked(free=len(free), asked=surplus, context={"free": len(free), "asked": surplus})
    for unit in free[-surplus:]:
        unit.retired_on = clock.today()


async def _add_units(session: AsyncSession, resource_id: UUID, count: int, after: int = 0) -> None:
    if count:
        await session.execute(
            insert(ResourceUnit),
            [{"resource_id": resource_id, "number": after + place} for place in range(1, count + 1)],
        )


async def share(session: AsyncSession, caller: Caller, resource_id: UUID, body: ShareIn) -> ShareOut:
    resource = await lending.find(session, caller, resource_id)
    require_steward(caller, resource)
    name = await _name_of_target(session, caller, body)
    added = ResourceShare(resource_id=resource_id, agreement_id=body.agreement_id, network_id=body.network_id)
    async with refuse_if_violated(session, {"resource_shares_target_key": AlreadyShared()}):
        session.add(added)
    await session.refresh(added, ["starts_on"])
    return ShareOut(
        id=added.id,
        target="agreement" if body.agreement_id else "network",
        agreement_id=body.agreement_id,
        network_id=body.network_id,
        name=name,
        starts_on=added.starts_on,
    )


async def _name_of_target(session: AsyncSession, caller: Caller, body: ShareIn) -> str:
    """Of an agreement or network one belongs to; any other is refused alike, known or not."""
    if body.agreement_id is not None:
        statement = select(Agreement.name).where(
            Agreement.id == body.agreement_id, Agreement.id.in_(my_agreements(caller))
        )
    else:
        statement = select(Organisation.name).where(
            Organisation.id == body.network_id,
            Organisation.is_network,
            (Organisation.id == caller.organisation_id) | Organisation.id.in_(my_networks(caller)),
        )
    name = await session.scalar(statement)
    if name is None:
        raise NotAmongYours
    return name


async def unshare(session: AsyncSession, caller: Caller, resource_id: UUID, share_id: UUID) -> None:
    """Bookings already made stay; no new one can be made through this share."""
    resource = await lending.find(session, caller, resource_id)
    require_steward(caller, resource)
    ended = await session.scalar(
        delete(ResourceShare)
        .where(ResourceShare.id == share_id, ResourceShare.resource_id == resource_id)
        .returning(ResourceShare.id)
    )
    if ended is None:
        raise NotFound


async def _lock(session: AsyncSession, caller: Caller, resource_id: UUID, version: int) -> Resource:
    """The resource, for its steward to change from the version read."""
    resource = await lending.find(session, caller, resource_id)
    require_steward(caller, resource)
    await session.refresh(resource, with_for_update=True)
    check_version(resource.version, version)
    return resource


async def _changed(session: AsyncSession, caller: Caller, resource: Resource) -> ResourceOut:
    resource.version += 1
    resource.updated_at = clock.now()
    await session.flush()
    return await lending.read(session, caller, resource.id)


async def _check(session: AsyncSession, resource: Resource) -> None:
    """What spans several fields; the department follows from the commune, else from the site."""
    if resource.maximum_minutes < resource.minimum_minutes:
        raise MaximumBelowMinimum
    resource.department_code = None
    if resource.site_id is not None:
        site = (
            await session.execute(
                select(Site.department_code).where(
                    Site.id == resource.site_id, Site.organisation_id == resource.organisation_id
                )
            )
        ).one_or_none()
        if site is None:
            raise UnknownSite
        resource.department_code = site.department_code
    if resource.commune_code is not None:
        commune = (
            await session.execute(
                select(Commune.department_code).where(Commune.code == resource.commune_code)
            )
        ).one_or_none()
        if commune is None:
            raise UnknownCommune
        resource.department_code = commune.department_code
