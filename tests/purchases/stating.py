"""Stating needs in the round of `buying`, as members and coordinators do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import httpx
from buying import NAMES, Buying, buying, match, told
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.db import enter
from essaim.purchases.models import Round
from essaim.purchases.queries.telling import Told
from essaim.purchases.service import publishing
from make import Make, Member

PRICED = {"reference_price": 50_000, "reference_source": "Facture", "reference_on": "2026-01-31"}


@asynccontextmanager
async def acting(make: Make, member: Member) -> AsyncIterator[AsyncSession]:
    """A committed transaction of the application on behalf of a member."""
    async with make.app.state.sessions() as session, session.begin():
        await enter(session, organisation=member.organisation.id, person=member.person.id)
        yield session


async def needing(
    make: Make,
    confidentiality: str,
    *volumes: int | None,
    count: int = len(NAMES),
    priced: int | None = None,
    **values: Any,
) -> Buying:
    """Organisations of which the first ones need these volumes, at 5.00 € today for those that say it."""
    given = [*volumes, *[None] * (count - len(volumes))]
    prices = [50_000 if priced is None or place < priced else None for place in range(count)]
    return await buying(
        make,
        confidentiality=confidentiality,
        names=NAMES[:count],
        volumes=given,
        references=prices,
        **values,
    )


async def close_needs(world: Buying) -> Told:
    """The totals as the coordinator publishes them when it closes the survey."""
    async with acting(world.make, world.lead) as session:
        round_ = await session.get_one(Round, world.round.id)
        published = await publishing.publish_needs(session, round_, round_.confidentiality)
        round_.state = "quotes"
    return published


async def own(world: Buying, member: Member) -> dict[str, Any]:
    return told(await member.get(f"{world.path}/needs/mine"))


async def state(world: Buying, member: Member, *lines: dict[str, Any], **body: Any) -> httpx.Response:
    """The whole answer of a member, from the version it reads now."""
    seen = await own(world, member)
    return await member.put(
        f"{world.path}/needs/mine", json={"lines": list(lines), **body}, headers=match(seen)
    )


def line(item: UUID, volume: int, **reference: Any) -> dict[str, Any]:
    return {"item_id": str(item), "volume": volume, **reference}
