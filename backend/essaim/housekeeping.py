"""What is kept only for a while, and removed when its time is over. Runs as the owner, beside the application."""

import asyncio

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

log = structlog.get_logger("essaim.housekeeping")

EVERY_SECONDS = 3600

# Each with the promise it keeps. At most so many rows at once: a long absence must not hold a long lock.
REMOVALS: dict[str, str] = {
    # openapi/README.md: a key is remembered 72 hours.
    "idempotency_records": "created_at < now() - interval '72 hours'",
    # A day of calm forgives wrong passwords; a device that signed in is known for 90 days.
    "sign_in_attempts": "last_failed_at < now() - interval '90 days'",
    "sessions": "expires_at < now() - interval '1 day'",
}
AT_ONCE = 10_000


async def clean(sessions: async_sessionmaker[AsyncSession]) -> dict[str, int]:
    """Remove what is over; how many rows of each table."""
    removed = {}
    for table, over in REMOVALS.items():
        statement = (
            f"DELETE FROM {table} WHERE ctid IN (SELECT ctid FROM {table} WHERE {over} LIMIT {AT_ONCE})"  # noqa: S608 - constants above
        )
        async with sessions() as session, session.begin():
            removed[table] = (await session.execute(text(statement))).rowcount  # type: ignore[attr-defined]
    return removed


async def keep_clean(sessions: async_sessionmaker[AsyncSession]) -> None:
    """Clean now and every hour, until cancelled; a database away for a moment is tried again an hour later."""
    while True:
        try:
            log.info("cleaned", **await clean(sessions))
        except (SQLAlchemyError, OSError) as fault:
            log.warning("not cleaned", fault=type(fault).__name__)
        await asyncio.sleep(EVERY_SECONDS)
