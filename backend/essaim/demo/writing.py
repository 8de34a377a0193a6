"""Writing rows that may be there already: each has an identifier drawn from its name."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_BORN = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp() * 1000)


def demo_id(name: str) -> UUID:
    """A UUIDv7 that is always the same for this name, so that loading twice finds the same row."""
    digest = int.from_bytes(hashlib.sha256(f"essaim demo {name}".encode()).digest()[:10], "big")
    random_a, random_b = digest >> 64 & 0xFFF, digest & (1 << 62) - 1
    return UUID(int=_BORN << 80 | 0x7 << 76 | random_a << 64 | 0b10 << 62 | random_b)


@dataclass(frozen=True, slots=True)
class Lead:
    """The organisation that leads an agreement, and who speaks for it."""

    organisation_id: UUID
    person_id: UUID


class Writer:
    """Inserts rows as the owner and counts those that were new."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.written = 0

    async def put(self, table: str, key: str | None, /, **values: Any) -> UUID:
        """Insert a row unless it is there; its identifier. Rows without a key of their own pass None."""
        identifier = demo_id(f"{table}/{key}")
        await self.add(table, **values if key is None else {"id": identifier, **values})
        return identifier

    async def add(self, table: str, /, **values: Any) -> bool:
        """Insert a row unless it is there; whether it was new."""
        columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
        # Table and column names come from this package only.
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608
        result = await self.connection.execute(text(statement), values)
        self.written += result.rowcount
        return bool(result.rowcount)

    async def is_free(self, unit_id: UUID, during: Any) -> bool:
        """Whether a unit is in use and nobody holds it at that time, a booking of an earlier load included."""
        statement = text("""
            SELECT EXISTS (SELECT FROM resource_units unit JOIN resources ON resources.id = unit.resource_id
                           WHERE unit.id = :unit AND unit.retired_on IS NULL AND resources.retired_on IS NULL)
               AND NOT EXISTS (SELECT FROM booking_slots
                               WHERE unit_id = :unit AND during && CAST(:during AS tstzrange))
        """)
        return bool(await self.connection.scalar(statement, {"unit": unit_id, "during": during}))

    async def lead_of(self, agreement_id: UUID) -> Lead:
        statement = text("""
            SELECT p.organisation_id, m.person_id FROM parties p JOIN mandates m USING (organisation_id)
            WHERE p.agreement_id = :agreement AND p.role = 'lead' AND 'sign' = ANY (m.powers)
            ORDER BY m.starts_on, m.id LIMIT 1
        """)
        row = (await self.connection.execute(statement, {"agreement": agreement_id})).one()
        return Lead(row.organisation_id, row.person_id)

    async def account_of_project(self, project_id: UUID) -> UUID:
        """The account where the money of a committed project is kept."""
        statement = text("SELECT account_id FROM fund_projects WHERE id = :project")
        return UUID(str(await self.connection.scalar(statement, {"project": project_id})))
