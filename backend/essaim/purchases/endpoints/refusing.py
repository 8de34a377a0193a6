"""Refuse what is not the caller’s as if it did not exist, and keep the line that says it was asked for."""

from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.db import release
from essaim.kit.errors import NotFound

Found = TypeVar("Found")


async def require_found(session: AsyncSession, found: Found | None) -> Found:
    """What was found, or `not_found`; what the transaction wrote of the attempt (`readings.refused`) stays."""
    if found is None:
        await release(session)
        raise NotFound
    return found
