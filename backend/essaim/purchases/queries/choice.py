"""What choosing a quote reads: the lot and its quotes, who buys and who left, what was published, what was committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.fairness.rounding import half_up
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.pagination import fetch_page
from essaim.kit.schemas import Page
from essaim.organisations.models import Organisation
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.choice import QuotesStillSealed
from essaim.purchases.models import (
    Item,
    Lot,
    LotState,
    Member,
    Moment,
    Need,
    Publication,
    PurchaseCommitment,
)
from essaim.purchases.queries import buyers, quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.rules.pricing import PER_CENT
from essaim.purchases.rules.simulation import amount
from essaim.purchases.schemas.choice import CommitmentOut, CommitmentsQuery


@dataclass(frozen=True, slots=True)
class Scene:
    """A lot being chosen, as one party reads it. `decided`: awarded, and this party may know it."""

    view: View
    lot: Lot
    items: list[Item]
    decided: bool

    @property
    def everybody(self) -> bool:
        """Whether the lines of the others are read, live. A party that left reads its own only."""
        return self.view.sees_all and self.view.standing.state != "left"

    @property
    def state(self) -> LotState:
        """The state of the lot; that of its time for a party that left."""
        return self.lot.state if _in_its_time(self.view, self.lot) else "open"

    def awarded(self, quote_id: UUID) -> bool:
        return self.decided and self.lot.quote_id == quote_id


async def scene(session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID) -> Scene:
    """Refused while quotes are sealed, for this reader."""
    view = await access.find(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id)
    if not quotes.told_opened(view):
        raise QuotesStillSealed
    return Scene(view, lot, await access.items_of(session, round_id, lot_id), decided(view, lot))


def decided(view: View, lot: Lot) -> bool:
    """Whether the lot is awarded, as far as this party may know: one that left reads no award made since."""
    return lot.quote_id is not None and _in_its_time(view, lot)


def _in_its_time(view: View, lot: Lot) -> bool:
    left = view.standing.mine.left_on if view.standing.state == "left" else None
    if left is None or lot.decided_at is None:
        return True
    return lot.decided_at.astimezone(clock.PARIS).date() <= left


async def gone(session: AsyncSession, lot_id: UUID) -> set[UUID]:
    """Who left the lot, or the agreement before it was decided, as far as the caller may read."""
    of_lot = select(Need.organisation_id).where(Need.lot_id == lot_id, buyers.gone())
    return set(await session.scalars(of_lot))


async def own_buyer(session: AsyncSession, view: View, lot_id: UUID) -> Buyer | None:
    """The caller's organisation among those that need something of the lot, whether it left it or not."""
    found = await buyers.of_lot(session, lot_id, staying=False)
    return next((buyer for buyer in found if buyer.organisation_id == view.me), None)


async def needs_lot(session: AsyncSession, view: View, lot_id: UUID) -> bool:
    stated = exists().where(Need.lot_id == lot_id, Need.organisation_id == view.me)
    return bool(await session.scalar(select(stated)))


async def published(session: AsyncSession, items: Sequence[Item], moment: Moment) -> dict[UUID, Publication]:
    """By item, the total told at a moment; an item not published is left out."""
    statement = select(Publication).where(
        Publication.item_id.in_([item.id for item in items]), Publication.moment == moment
    )
    return {one.item_id: one for one in (await session.scalars(statement)).all()}


def volumes_of(told: Mapping[UUID, Publication], items: Sequence[Item]) -> dict[UUID, int | None]:
    return {item.id: told[item.id].volume if item.id in told else None for item in items}


async def committed_cents(session: AsyncSession, view: View, lot_id: UUID) -> dict[UUID, int]:
    """What the caller's organisation committed to pay, by item."""
    statement = select(PurchaseCommitment.item_id, PurchaseCommitment.cents).where(
        PurchaseCommitment.lot_id == lot_id, PurchaseCommitment.organisation_id == view.me
    )
    return {row.item_id: row.cents for row in (await session.execute(statement)).all()}


async def commitments(
    session: AsyncSession, of: Scene, query: CommitmentsQuery
) -> tuple[Page[CommitmentOut], set[UUID]]:
    """Commitments by organisation in the order of those asked, then by item; and whose they are."""
    statement = _commitments(of, query)
    rows, cursor = await fetch_page(
        session, statement, key=[Member.position, Item.position], kinds=[int, int], page=query
    )
    page = Page[CommitmentOut](items=[_commitment(row) for row in rows], next_cursor=cursor)
    return page, {one.organisation_id for one in page.items}


def _commitments(of: Scene, query: CommitmentsQuery) -> Select[*tuple[Any, ...]]:
    wanted = PurchaseCommitment
    statement = (
        select(
            wanted,
            Organisation.name.label("organisation_name"),
            Item.name.label("item_name"),
            Item.unit.label("unit"),
        )
        .join(Organisation, Organisation.id == wanted.organisation_id)
        .join(Item, Item.id == wanted.item_id)
        .join(
            Member, and_(Member.round_id == wanted.round_id, Member.organisation_id == wanted.organisation_id)
        )
        .where(wanted.lot_id == of.lot.id)
        .where(true() if of.everybody else wanted.organisation_id == of.view.me)
    )
    if query.organisation_id is not None:
        statement = statement.where(wanted.organisation_id == query.organisation_id)
    return statement if query.item_id is None else statement.where(wanted.item_id == query.item_id)


def _commitment(row: Any) -> CommitmentOut:
    made: PurchaseCommitment = row.PurchaseCommitment
    reference = None if made.reference_price is None else amount(made.volume, made.reference_price)
    return CommitmentOut(
        organisation_id=made.organisation_id,
        organisation_name=row.organisation_name,
        item_id=made.item_id,
        item_name=row.item_name,
        unit=row.unit,
        volume=made.volume,
        cents=made.cents,
        average_price=half_up(Fraction(made.cents * PER_CENT, made.volume)),
        reference_price=made.reference_price,
        reference_source=made.reference_source,
        reference_on=made.reference_on,
        reference_cents=reference,
        gain_cents=None if reference is None else reference - made.cents,
    )
