"""What makes the totals of items, and which of them were told."""

from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.purchases.models import Item, Moment, Need, Publication, PurchaseCommitment
from essaim.purchases.queries import buyers
from essaim.purchases.rules.pricing import PER_CENT

Amounts = dict[UUID, dict[UUID, int]]
"""By item, then by organisation."""


@dataclass(frozen=True, slots=True)
class Made:
    """What organisations make of the totals: volumes, and cents they pay today where they gave a reference price."""

    volumes: Amounts = field(default_factory=dict)
    references: Amounts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """The items whose total volume was told, and those whose reference spend was."""

    volumes: set[UUID] = field(default_factory=set)
    references: set[UUID] = field(default_factory=set)


def reference_cents(volume: int, price: int) -> int:
    """What a volume costs at a price in ten-thousandths of a euro: cents, halves up."""
    return half_up(Fraction(volume * price, PER_CENT))


async def of_needs(
    session: AsyncSession, round_id: UUID, *, staying: bool = False, before: datetime | None = None
) -> Made:
    """Needs stated. `staying`: without those who left the lot or the agreement; `before`: of those stated before a moment."""
    statement = select(Need.item_id, Need.organisation_id, Need.volume, Need.reference_price).where(
        Need.round_id == round_id
    )
    if staying:
        statement = statement.where(~buyers.gone())
    if before is not None:
        statement = statement.where(Need.stated_at < before)
    return await _made(session, statement)


async def of_commitments(session: AsyncSession, round_id: UUID) -> Made:
    made = PurchaseCommitment
    columns = (made.item_id, made.organisation_id, made.volume, made.reference_price)
    return await _made(session, select(*columns).where(made.round_id == round_id))


async def _made(session: AsyncSession, statement: Select[*tuple[Any, ...]]) -> Made:
    made = Made()
    for item, organisation, volume, price in (await session.execute(statement)).all():
        made.volumes.setdefault(item, {})[organisation] = volume
        if price is not None:
            made.references.setdefault(item, {})[organisation] = reference_cents(volume, price)
    return made


async def told(session: AsyncSession, round_id: UUID) -> dict[Moment, Told]:
    """What was told of a round, by moment."""
    statement = select(
        Publication.moment, Publication.item_id, Publication.volume, Publication.reference_cents
    ).where(Publication.round_id == round_id)
    found: dict[Moment, Told] = {}
    for moment, item, volume, cents in (await session.execute(statement)).all():
        one = found.setdefault(moment, Told())
        if volume is not None:
            one.volumes.add(item)
        if cents is not None:
            one.references.add(item)
    return found


async def item_ids(session: AsyncSession, round_id: UUID) -> list[UUID]:
    return list(await session.scalars(select(Item.id).where(Item.round_id == round_id)))
