"""Reads of public data: one statement outside a transaction, so one round trip instead of three."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


async def open_reading(request: Request) -> AsyncIterator[AsyncConnection]:
    """A connection on behalf of nobody: row-level security shows what is public, and nothing else.

    Without a transaction there is no BEGIN and ROLLBACK around the statement; never set anything on it.
    """
    engine: AsyncEngine = request.app.state.engine
    async with engine.connect() as connection:
        yield await connection.execution_options(isolation_level="AUTOCOMMIT")


Reading = Annotated[AsyncConnection, Depends(open_reading, scope="function")]
