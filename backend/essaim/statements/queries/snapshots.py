"""Who the two sides of a statement are on the day it is issued, as it will be read in ten years."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.organisations.models import Organisation, Site


async def of(session: AsyncSession, organisations: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Name, SIREN, SIRET of the head office and structured address of each organisation."""
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.siren,
            Site.siret,
            Organisation.address,
            Organisation.postal_code,
            Organisation.city,
        )
        .outerjoin(
            Site,
            (Site.organisation_id == Organisation.id) & Site.is_head_office & Site.closed_on.is_(None),
        )
        .where(Organisation.id.in_(organisations))
        # Several head offices are a slip of the register: the last one entered is kept.
        .order_by(Organisation.id, Site.siret.is_not(None), Site.id)
    )
    return {
        row.id: {
            "name": row.name,
            "siren": row.siren,
            "siret": row.siret,
            "address": row.address,
            "postal_code": row.postal_code,
            "city": row.city,
            "country": "FR",
        }
        for row in (await session.execute(statement)).all()
    }
