"""Move a round: open its survey of needs, close it, give the round up."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.preparing import (
    LotsAwarded,
    NeedsStillAsked,
    NoNeeds,
    NothingToBuy,
    SurveyDatePassed,
    TooFewAsked,
)
from essaim.purchases.models import Item, Lot, Need
from essaim.purchases.queries import members as members_queries
from essaim.purchases.queries import rounds as queries
from essaim.purchases.schemas.rounds import CancelIn, RoundOut
from essaim.purchases.service import members, publishing
from essaim.purchases.service.states import require_stage

FEWEST = 2
"""A group of one buys alone."""


async def open_survey(session: AsyncSession, caller: Caller, round_id: UUID) -> RoundOut:
    view = await _lock(session, caller, round_id)
    round_ = view.round
    require_stage(round_, "draft")
    if round_.needs_until < clock.today():
        raise SurveyDatePassed(
            needs_until=f"{round_.needs_until:%d/%m/%Y}",
            context={"needs_until": round_.needs_until.isoformat()},
        )
    await _require_items(session, round_id)
    await _require_asked(session, view)
    round_.confidentiality = view.standing.agreement.confidentiality
    round_.opened_at = clock.now()
    round_.state = "needs"
    return await _moved(session, caller, view)


async def _require_items(session: AsyncSession, round_id: UUID) -> None:
    if await session.scalar(select(Item.id).where(Item.round_id == round_id).limit(1)) is None:
        raise NothingToBuy


async def _require_asked(session: AsyncSession, view: View) -> None:
    """Those asked still take part: some may have left since the draft."""
    asked = await members_queries.asked(session, view.round.id)
    if len(asked) < FEWEST:
        raise TooFewAsked
    await members.require_taking_part(session, view.standing, asked)
    if view.standing.agreement.confidentiality == "coopetition":
        members.require_neutral(view.standing, asked)


async def close_needs(session: AsyncSession, caller: Caller, round_id: UUID) -> RoundOut:
    """Needs are frozen with the round locked: one stated at the same moment is counted, or refused."""
    view = await _lock(session, caller, round_id)
    round_ = view.round
    require_stage(round_, "needs")
    asked, answered = await members_queries.progress(session, round_id)
    if answered < asked and clock.today() < round_.needs_until:
        raise NeedsStillAsked(
            needs_until=f"{round_.needs_until:%d/%m/%Y}",
            context={"needs_until": round_.needs_until.isoformat(), "missing": asked - answered},
        )
    if await session.scalar(select(Need.item_id).where(Need.round_id == round_id).limit(1)) is None:
        raise NoNeeds
    await publishing.publish_needs(session, round_, view.confidentiality)
    round_.needs_closed_at = clock.now()
    round_.state = "quotes"
    return await _moved(session, caller, view)


async def cancel(session: AsyncSession, caller: Caller, round_id: UUID, body: CancelIn) -> RoundOut:
    """Allowed once the agreement has ended too. Lots are locked first, as by their award."""
    await access.find_as_coordinator(session, caller, round_id)
    held = select(Lot.id).where(Lot.round_id == round_id).order_by(Lot.id).with_for_update()
    await session.execute(held)
    view = await access.lock_as_coordinator(session, caller, round_id)
    require_stage(view.round, "draft", "needs", "quotes", "choice")
    awarded = select(exists().where(Lot.round_id == round_id, Lot.state.in_(("awarded", "closed"))))
    if await session.scalar(awarded):
        raise LotsAwarded
    view.round.cancelled_at = clock.now()
    view.round.cancelled_because = body.reason
    view.round.state = "cancelled"
    return await _moved(session, caller, view)


async def _lock(session: AsyncSession, caller: Caller, round_id: UUID) -> View:
    view = await access.lock_as_coordinator(session, caller, round_id)
    view.standing.require_not_ended()
    return view


async def _moved(session: AsyncSession, caller: Caller, view: View) -> RoundOut:
    view.round.version += 1
    await session.flush()
    return await queries.read_in(session, caller, view)
