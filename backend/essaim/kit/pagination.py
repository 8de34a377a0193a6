"""Keyset pages: an opaque cursor holds the sort key of the last line, so no page costs more than the first."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import BigInteger, Select, SQLColumnExpression, literal, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.errors import InvalidCursor

MAXIMUM = 100


class PageQuery(BaseModel):
    """Base of the filters of a list: unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    cursor: str | None = Field(None, max_length=2000, description="`next_cursor` of the page before.")
    limit: int = Field(25, ge=1, le=MAXIMUM, description="Lines per page.")


Paging = Annotated[PageQuery, Query()]


def encode_cursor(key: Sequence[object]) -> str:
    packed = json.dumps([_pack(value) for value in key], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode_cursor(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The key a cursor holds, each value checked against its kind; anything else is refused."""
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(packed)
        if not isinstance(values, list) or len(values) != len(kinds):
            raise InvalidCursor
        return [_unpack(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError) as fault:
        raise InvalidCursor from fault


def _pack(value: object) -> object:
    if value is None:
        raise ValueError("A sort key may not be null: pages would skip rows.")
    return (
        value.isoformat()
        if isinstance(value, datetime | date)
        else value
        if isinstance(value, int)
        else str(value)
    )


def _unpack(value: object, kind: type) -> object:
    if kind is int:
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
            raise InvalidCursor
        return value
    if not isinstance(value, str) or "\x00" in value:
        raise InvalidCursor
    value.encode()  # a lone surrogate is a ValueError
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise InvalidCursor
        return moment.astimezone(UTC)  # beyond the year 9999 or before 1: an OverflowError
    return date.fromisoformat(value) if kind is date else value


async def fetch_page(
    session: AsyncSession,
    statement: Select[*tuple[Any, ...]],
    *,
    key: Sequence[SQLColumnExpression[Any]],
    kinds: Sequence[type],
    page: PageQuery,
    descending: bool = False,
) -> tuple[list[Any], str | None]:
    """Rows of one page and the next cursor.

    `key` are the sort columns, unique together and selected under the labels `key_0`, `key_1`…
    by this function; `kinds` their Python types.
    """
    labelled: list[Any] = [column.label(f"key_{index}") for index, column in enumerate(key)]
    ordered = statement.add_columns(*labelled).order_by(*(c.desc() if descending else c.asc() for c in key))
    if page.cursor is not None:
        # An integer of any size may be asked; as a bigint it compares with a column of any size.
        values = decode_cursor(page.cursor, kinds)
        after = tuple_(*(literal(v, BigInteger()) if isinstance(v, int) else v for v in values))
        place = tuple_(*key)
        ordered = ordered.where(place < after if descending else place > after)
    rows = list((await session.execute(ordered.limit(page.limit + 1))).all())
    more = len(rows) > page.limit
    rows = rows[: page.limit]
    if not more:
        return rows, None
    return rows, encode_cursor([getattr(rows[-1], f"key_{index}") for index in range(len(key))])
