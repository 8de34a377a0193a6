"""What happens by the calendar: votes open and close, rules come into force, parties leave. Runs as the owner, beside the application."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.agreements.service.versions import bring_into_force
from essaim.decisions.service.due import tend_votes
from essaim.exits.service.calendar import complete_due_exits

log = structlog.get_logger("essaim.clerk")

EVERY_SECONDS = 30

Duty = Callable[[async_sessionmaker[AsyncSession]], Awaitable[object]]

DUTIES: tuple[Duty, ...] = (tend_votes, bring_into_force, complete_due_exits)
"""Each does what is due and nothing else; done again, it changes nothing."""


async def tend_once(sessions: async_sessionmaker[AsyncSession]) -> None:
    """Every duty once; one that fails stops no other, and is tried again at the next round."""
    for duty in DUTIES:
        try:
            await duty(sessions)
        except Exception as fault:
            log.warning("duty not done", duty=getattr(duty, "__name__", "?"), fault=type(fault).__name__)


async def tend(sessions: async_sessionmaker[AsyncSession]) -> None:
    """Now and every half minute, until cancelled."""
    while True:
        await tend_once(sessions)
        await asyncio.sleep(EVERY_SECONDS)
