"""Votes whose hour has come, opened and closed by the calendar. Runs as the owner."""

from uuid import UUID

import structlog
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.agreements.models import Agreement
from essaim.decisions.access import hold
from essaim.decisions.models import Decision
from essaim.decisions.service.closing import Actor, settle
from essaim.decisions.service.drafting import written
from essaim.decisions.service.voting import open_if_convened
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.kit.errors import Refusal

log = structlog.get_logger("essaim.decisions")

AT_ONCE = 500


async def tend_votes(sessions: async_sessionmaker[AsyncSession]) -> int:
    """Open and close what is due, each in its own transaction; how many were. One that fails does not stop the others."""
    done = 0
    for decision_id in await _due(sessions):
        try:
            async with sessions() as session, session.begin():
                done += await _tend(session, decision_id)
        except Refusal as refusal:
            log.info("vote not opened", decision=str(decision_id), code=refusal.code)
            await _give_up(sessions, decision_id)
        except Exception as fault:  # whatever went wrong concerns this vote alone
            log.warning("vote not tended", decision=str(decision_id), fault=type(fault).__name__)
    return done


async def _due(sessions: async_sessionmaker[AsyncSession]) -> list[UUID]:
    now = clock.now()
    statement = (
        select(Decision.id)
        .where(
            Decision.state.in_(("convened", "open")),
            Decision.opens_at <= now,
            or_(Decision.state == "convened", Decision.closes_at <= now),
        )
        .order_by(Decision.closes_at, Decision.id)
        .limit(AT_ONCE)
    )
    async with sessions() as session, session.begin():
        return list(await session.scalars(statement))


async def _tend(session: AsyncSession, decision_id: UUID) -> bool:
    decision = await hold(session, decision_id, skip_locked=True)
    if decision is None or decision.state not in ("convened", "open"):
        return False
    actor = Actor(
        decision.convened_by or decision.proposed_by,
        decision.convened_by_person or decision.proposed_by_person,
    )
    await enter(session, organisation=actor.organisation_id, person=actor.person_id)
    agreement = await session.get_one(Agreement, decision.agreement_id)
    await open_if_convened(session, decision, agreement)
    if decision.closes_at is not None and decision.closes_at <= clock.now():
        await settle(session, decision, agreement, actor)
    return True


async def _give_up(sessions: async_sessionmaker[AsyncSession], decision_id: UUID) -> None:
    """A vote that could not be opened in its time (its agreement ended, secrecy no longer holds) is withdrawn."""
    async with sessions() as session, session.begin():
        decision = await hold(session, decision_id, skip_locked=True)
        over = decision is not None and decision.closes_at is not None and decision.closes_at <= clock.now()
        if decision is not None and over and decision.state == "convened":
            actor = decision.convened_by or decision.proposed_by
            await enter(session, organisation=actor, person=decision.proposed_by_person)
            decision.state = "withdrawn"
            await written(session, decision)
