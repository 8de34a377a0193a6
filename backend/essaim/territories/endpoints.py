"""Reference data over HTTP: public, the same for everybody."""

from typing import Annotated

from fastapi import Query

from essaim.kit.db import Session
from essaim.kit.errors import InvalidCursor, responses
from essaim.kit.policy import PUBLIC, PolicyRoute, policy, policy_router
from essaim.kit.schemas import Page
from essaim.territories import queries
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

router = policy_router("territories", PolicyRoute)


@router.get("/regions", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_regions(session: Session, page: Annotated[RegionQuery, Query()]) -> Page[RegionOut]:
    """The 18 regions and the overseas territories, in French order."""
    return await queries.list_regions(session, page)


@router.get("/departments", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_departments(
    session: Session, page: Annotated[DepartmentQuery, Query()]
) -> Page[DepartmentOut]:
    """The departments and overseas territories, of one region if asked, in French order."""
    return await queries.list_departments(session, page)


@router.get("/communes", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_communes(session: Session, page: Annotated[CommuneQuery, Query()]) -> Page[CommuneOut]:
    """Communes whose name or postal code begins with `q`. Names repeat: keep the `code`."""
    return await queries.list_communes(session, page)


@router.get("/epcis", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_epcis(session: Session, page: Annotated[EpciQuery, Query()]) -> Page[EpciOut]:
    """Groupings of communes with their own taxes (EPCI), in French order."""
    return await queries.list_epcis(session, page)
