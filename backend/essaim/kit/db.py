"""The database: one request is one transaction, committed before the answer leaves."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import MetaData, event, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase

from essaim.kit.errors import Refusal

NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Model(DeclarativeBase):
    """Base of every table. Keys are UUIDv7 made by the database (`uuid7()`)."""

    metadata = MetaData(naming_convention=NAMING)


def make_engine(
    url: str,
    *,
    pool_size: int = 10,
    acquire_timeout: float = 2.0,
    statement_timeout: float = 5.0,
    application: str = "essaim",
) -> AsyncEngine:
    """An engine whose waits are bounded: a slow or lost database becomes a 503, never a hang."""
    engine = create_async_engine(
        url,
        hide_parameters=True,  # an error may be logged; what people typed may not
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=acquire_timeout,
        pool_pre_ping=False,
        pool_recycle=1800,
        connect_args={
            "timeout": acquire_timeout,
            "command_timeout": statement_timeout + 1,
            "server_settings": {
                "application_name": application,
                "statement_timeout": str(int(statement_timeout * 1000)),
                "idle_in_transaction_session_timeout": "30000",
                "jit": "off",
                "timezone": "UTC",
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: object, _fairy: object) -> None:
    """Replace a connection the server has closed before it is used.

    Unlike `pool_pre_ping` this asks the socket only, so it costs no round trip.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError("closed by the server")


def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, expire_on_commit=False, autoflush=False)


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The request's transaction. Services never commit: leaving this block does."""
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    async with sessions() as session, session.begin():
        yield session


# scope="function": the commit happens before the response leaves; the default scope commits after it.
Session = Annotated[AsyncSession, Depends(open_session, scope="function")]


async def release(session: AsyncSession) -> None:
    """End the request's transaction now and give its connection back, before slow work or transactions of its own."""
    await session.commit()


@asynccontextmanager
async def snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One state of the whole database, read for as long as it takes, with instants told in UTC; nothing is written.

    On one core, beside the application that serves.
    """
    async with engine.connect() as plain:
        connection = await plain.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        await connection.execute(
            text(
                "SELECT set_config('timezone', 'UTC', true), set_config('statement_timeout', '0', true),"
                " set_config('idle_in_transaction_session_timeout', '0', true), set_config('jit', 'off', true),"
                " set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '64MB', true)"
            )
        )
        yield connection
        await connection.rollback()


async def enter(session: AsyncSession, *, organisation: UUID | None, person: UUID | None) -> None:
    """Tell row-level security on whose behalf this transaction reads and writes; ends with the transaction."""
    await session.execute(
        text(
            "SELECT set_config('essaim.organisation', :organisation, true), set_config('essaim.person', :person, true)"
        ),
        {"organisation": str(organisation or ""), "person": str(person or "")},
    )


@asynccontextmanager
async def refuse_if_violated(session: AsyncSession, refusals: Mapping[str, Refusal]) -> AsyncIterator[None]:
    """Turn the breach of a named constraint into its refusal.

    Runs the block in a SAVEPOINT and flushes it, so that the transaction and its objects stay usable.
    """
    try:
        async with session.begin_nested():
            yield
            await session.flush()
    except IntegrityError as breach:
        refusal = refusals.get(constraint_name(breach) or "")
        if refusal is None:
            raise
        raise refusal from breach


def constraint_name(error: DBAPIError) -> str | None:
    """The constraint PostgreSQL names in its refusal."""
    cause: Any = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)


def sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
