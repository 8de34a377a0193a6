"""Prepare the lots of a draft and their items."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.etag import check_version
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.preparing import LotNamed, TooManyLots, UnknownItem
from essaim.purchases.models import Item, Lot
from essaim.purchases.queries import lots as queries
from essaim.purchases.schemas.lots import MAXIMUM_LOTS, ItemIn, LotChange, LotIn, LotOut
from essaim.purchases.service.states import require_stage

_NAMED = "purchase_lots_name_key"


async def add(session: AsyncSession, caller: Caller, round_id: UUID, body: LotIn) -> LotOut:
    view = await _draft(session, caller, round_id)
    others = select(func.count(Lot.id)).where(Lot.round_id == round_id)
    count = int(await session.scalar(others) or 0)
    if count >= MAXIMUM_LOTS:
        raise TooManyLots(maximum=MAXIMUM_LOTS)
    lot = Lot(
        agreement_id=view.round.agreement_id,
        round_id=round_id,
        position=count + 1,
        name=body.name,
        description=body.description,
        state="open",
        version=1,
    )
    async with refuse_if_violated(session, {_NAMED: LotNamed()}):
        session.add(lot)
    await _set_items(session, lot, body.items)
    return await queries.read_in(session, view, lot.id)


async def change(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: LotChange, version: int
) -> LotOut:
    view = await _draft(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id, lock=True)
    check_version(lot.version, version)
    async with refuse_if_violated(session, {_NAMED: LotNamed()}):
        for name, value in body.model_dump(exclude_unset=True, exclude={"items"}).items():
            setattr(lot, name, value)
        lot.version += 1
    if "items" in body.model_fields_set:
        await _set_items(session, lot, body.items)
    return await queries.read_in(session, view, lot_id)


async def remove(session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, version: int) -> None:
    view = await _draft(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id, lock=True)
    check_version(lot.version, version)
    await session.delete(lot)
    await session.flush()
    ordered = select(Lot.id).where(Lot.round_id == round_id).order_by(Lot.position)
    await _renumber(session, (await session.scalars(ordered)).all())


async def _draft(session: AsyncSession, caller: Caller, round_id: UUID) -> View:
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    require_stage(view.round, "draft")
    return view


async def _set_items(session: AsyncSession, lot: Lot, wanted: Sequence[ItemIn]) -> None:
    """Make the items of a lot those wanted, in their order; an item named by its id is kept.

    Items are replaced rather than renamed one by one, so that two may exchange their names.
    """
    known = set((await session.scalars(select(Item.id).where(Item.lot_id == lot.id))).all())
    if any(item.id is not None and item.id not in known for item in wanted):
        raise UnknownItem
    await session.execute(delete(Item).where(Item.lot_id == lot.id))
    for position, item in enumerate(wanted, 1):
        given = {} if item.id is None else {"id": item.id}
        session.add(
            Item(
                **given,
                agreement_id=lot.agreement_id,
                round_id=lot.round_id,
                lot_id=lot.id,
                position=position,
                name=item.name,
                reference=item.reference,
                unit=item.unit,
                version=1,
            )
        )
    await session.flush()


async def _renumber(session: AsyncSession, ordered: Sequence[UUID]) -> None:
    """One position after another, in one statement: the constraint looks when it ends."""
    if ordered:
        places = case({lot_id: position for position, lot_id in enumerate(ordered, 1)}, value=Lot.id)
        moving = update(Lot).where(Lot.id.in_(ordered)).values(position=places)
        await session.execute(moving, execution_options={"synchronize_session": False})
