"""Exits whose day has come end by themselves. Runs as the owner, beside the application."""

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.agreements.models import Party
from essaim.exits.service.settling import COMPLETE
from essaim.kit import clock

log = structlog.get_logger("essaim.exits")

AT_ONCE = 1000


async def complete_due_exits(sessions: async_sessionmaker[AsyncSession]) -> int:
    """End what the parties gone since could still do; how many. Their money is settled by the lead.

    One transaction each: one that fails is tried again at the next turn, and holds back no other.
    """
    due = (
        select(Party.id)
        .where(Party.state == "accepted", Party.left_on < clock.today())
        .order_by(Party.left_on, Party.id)
        .limit(AT_ONCE)
    )
    async with sessions() as session:
        parties = (await session.scalars(due)).all()
    completed = 0
    for party_id in parties:
        try:
            async with sessions() as session, session.begin():
                completed += bool(await session.scalar(COMPLETE, {"party": party_id}))
        except SQLAlchemyError as fault:
            log.warning("exit not completed", party=str(party_id), fault=type(fault).__name__)
    return completed
