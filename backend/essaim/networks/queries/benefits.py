"""Reading the benefits a network gives."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.errors import NotFound
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.networks.models import Benefit
from essaim.networks.queries.networks import require_network_exists
from essaim.networks.schemas import BenefitOut, BenefitQuery
from essaim.organisations.models import Organisation


def _described() -> Select[*tuple[Any, ...]]:
    """Benefits are public: what a network gives is why one joins it."""
    columns = [getattr(Benefit, name) for name in BenefitOut.model_fields if name != "network_name"]
    return select(*columns, Organisation.name.label("network_name")).join(
        Organisation, Organisation.id == Benefit.network_id
    )


async def search(session: AsyncSession, network_id: UUID, page: BenefitQuery) -> Page[BenefitOut]:
    await require_network_exists(session, network_id)
    statement = _described().where(Benefit.network_id == network_id)
    if page.on is not None:
        statement = statement.where(
            Benefit.starts_on <= page.on, or_(Benefit.ends_on.is_(None), Benefit.ends_on >= page.on)
        )
    rows, cursor = await fetch_page(
        session, statement, key=(Benefit.code, Benefit.id), kinds=(str, UUID), page=page
    )
    return Page(items=[BenefitOut.model_validate(row) for row in rows], next_cursor=cursor)


async def read(session: AsyncSession, network_id: UUID, benefit_id: UUID) -> BenefitOut:
    statement = _described().where(Benefit.id == benefit_id, Benefit.network_id == network_id)
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NotFound
    return BenefitOut.model_validate(row)
