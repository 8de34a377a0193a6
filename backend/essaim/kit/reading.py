"""Hot reads of public data: one statement outside a transaction, its SQL written once.

One round trip instead of three (no BEGIN, no ROLLBACK), and no work on the statement at each request: building and
compiling a search cost several times its execution.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]


async def open_reading(request: Request) -> AsyncIterator[AsyncConnection]:
    """A connection on behalf of nobody: row-level security shows what is public, and nothing else.

    Outside a transaction settings would outlive the request: never set anything on it.
    """
    engine: AsyncEngine = request.app.state.engine
    async with engine.connect() as connection:
        yield await connection.execution_options(isolation_level="AUTOCOMMIT")


Reading = Annotated[AsyncConnection, Depends(open_reading, scope="function")]


@dataclass(frozen=True, slots=True)
class Written:
    """A SELECT as the driver gets it: its text, the names of its parameters in order, and their fixed values."""

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters in the order of the text."""
        return tuple(values[name] if name in values else self.fixed[name] for name in self.names)


def write(statement: Select[*tuple[Any, ...]]) -> Written:
    """Compile a SELECT whose varying values are named `bindparam`s; keep the result, it serves every request."""
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    names = tuple(compiled.positiontup or ())
    return Written(str(compiled), names, dict(compiled.params))


async def rows_of(
    reading: AsyncConnection, written: Written, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The rows as dictionaries."""
    result = await reading.exec_driver_sql(written.sql, written.arguments(values))
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result.all()]
