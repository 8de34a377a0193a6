"""Leave a lot, or come back, until its award.

The lot is held by the database as an opt-out is written (`keep_opt_out`): an award and an opt-out wait for each other, and the
second is refused.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.choice import (
    AlreadyLeftLot,
    NothingToLeave,
    NotLeftLot,
    SharingTooLarge,
    VolumesTooLarge,
)
from essaim.purchases.errors.rounds import WrongLotState, WrongRoundState
from essaim.purchases.models import Lot, OptOut
from essaim.purchases.queries import buyers as buyer_queries
from essaim.purchases.queries import choice as queries
from essaim.purchases.queries import quotes
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.queries.choice import Scene
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.schemas.choice import LeavingEffectOut, OptOutIn, OptOutOut
from essaim.purchases.service import readings
from essaim.purchases.service.simulated import Computed, compute, turned
from essaim.purchases.service.simulated_own import known
from essaim.purchases.words import LOT_STATES, ROUND_STATES


async def leave(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: OptOutIn
) -> OptOutOut:
    view, lot = await _choosing(session, caller, round_id, lot_id)
    if not await queries.needs_lot(session, view, lot_id):
        raise NothingToLeave
    async with _open(session, lot):
        session.add(
            OptOut(
                lot_id=lot_id,
                organisation_id=view.me,
                round_id=round_id,
                agreement_id=view.round.agreement_id,
                reason=body.reason,
                person_id=caller.person_id,
                opted_out_at=clock.now(),
            )
        )
    return await _told(session, caller, view, lot, opted_out=True)


async def come_back(session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID) -> OptOutOut:
    view, lot = await _choosing(session, caller, round_id, lot_id)
    own = delete(OptOut).where(OptOut.lot_id == lot_id, OptOut.organisation_id == view.me)
    async with _open(session, lot):
        found = (await session.execute(own.returning(OptOut.lot_id))).all()
    if not found:
        raise NotLeftLot
    return await _told(session, caller, view, lot, opted_out=False)


async def _choosing(session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID) -> tuple[View, Lot]:
    view = await access.find(session, caller, round_id)
    view.require_asked()
    lot = await access.lot_of(session, view, lot_id)
    if lot.state != "open":
        raise WrongLotState(state=LOT_STATES[lot.state])
    if view.round.state != "choice":
        raise WrongRoundState(state=ROUND_STATES[view.round.state])
    return view, lot


@asynccontextmanager
async def _open(session: AsyncSession, lot: Lot) -> AsyncIterator[None]:
    """The lot is open still once it is held: an award may have been first."""
    refusals = {
        "purchase_opt_outs_frozen": WrongLotState(state=LOT_STATES["awarded"]),
        "purchase_opt_outs_pkey": AlreadyLeftLot(),
    }
    try:
        async with refuse_if_violated(session, refusals):
            yield
    except WrongLotState:
        await session.refresh(lot)
        raise WrongLotState(state=LOT_STATES[lot.state]) from None


# Its effect


async def _told(session: AsyncSession, caller: Caller, view: View, lot: Lot, *, opted_out: bool) -> OptOutOut:
    """On each quote; of the lot where every line is read. The lot is held: nobody else leaves meanwhile.

    What is too large to be computed stops nobody from leaving.
    """
    effects: list[LeavingEffectOut] = []
    with suppress(VolumesTooLarge, SharingTooLarge):
        effects = await _effects(session, caller, view, lot, opted_out=opted_out)
    return OptOutOut(lot_id=lot.id, opted_out=opted_out, effects=effects)


async def _effects(
    session: AsyncSession, caller: Caller, view: View, lot: Lot, *, opted_out: bool
) -> list[LeavingEffectOut]:
    of = Scene(view, lot, await access.items_of(session, view.round.id, lot.id), decided=False)
    opened = await quotes.opened(session, lot.id)
    if not of.everybody:
        return [await _own_effect(session, of, quote) for quote in opened]
    gone = await queries.gone(session, lot.id) - {view.me}
    everybody = await buyer_queries.of_lot(session, lot.id, staying=False)
    with_me = [buyer for buyer in everybody if buyer.organisation_id not in gone]
    await readings.note(
        session, caller, view, "purchases.leave_lot", [buyer.organisation_id for buyer in with_me]
    )
    return [await _effect(view, quote, with_me, opted_out=opted_out) for quote in opened]


async def _effect(
    view: View, quote: OpenedQuote, with_me: list[Buyer], *, opted_out: bool
) -> LeavingEffectOut:
    staying = await compute(view.round, quote, with_me)
    leaving = await compute(
        view.round, quote, [buyer for buyer in with_me if buyer.organisation_id != view.me]
    )
    before, after = (staying, leaving) if opted_out else (leaving, staying)
    place = next(place for place, buyer in enumerate(with_me) if buyer.organisation_id == view.me)
    mine = staying.figures.buyers[place]
    return LeavingEffectOut(
        quote_id=quote.id,
        supplier_name=quote.supplier_name,
        my_cents=mine.cents,
        at_most=False,
        my_gain_cents=mine.gain_cents,
        volume_before=_units(before),
        volume_after=_units(after),
        spend_before_cents=before.figures.spend_cents,
        spend_after_cents=after.figures.spend_cents,
        gain_before_cents=before.figures.whole.gain_cents,
        gain_after_cents=after.figures.whole.gain_cents,
        turns_negative=[one for one in turned(before, after) if one.organisation_id != view.me],
    )


def _units(computed: Computed) -> int:
    return sum(computed.figures.volumes.values())


async def _own_effect(session: AsyncSession, of: Scene, quote: OpenedQuote) -> LeavingEffectOut:
    """What it pays if it stays, counted on the totals told: whether others left is told to nobody."""
    seen = await known(session, of, quote, staying=True)
    figures = seen.own.figures if seen.own else None
    return LeavingEffectOut(
        quote_id=quote.id,
        supplier_name=quote.supplier_name,
        my_cents=figures.cents if figures else 0,
        at_most=seen.own.at_most if seen.own else False,
        my_gain_cents=figures.gain_cents if figures else 0,
        volume_before=None,
        volume_after=None,
        spend_before_cents=None,
        spend_after_cents=None,
        gain_before_cents=None,
        gain_after_cents=None,
        turns_negative=[],
    )
