"""Builders in the words of the domain. They write as the owner, so a test arranges any organisation's world.

`await make.organisation("EHPAD Les Tilleuls")`, `await make.signed_in(organisation, role="staff")`.
"""

import itertools
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from asyncpg import Range
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.identity.caller import hash_token

_numbers = itertools.count(1)
ALL_POWERS = ("vote", "book", "sign", "spend")
LONG_AGO = date(2020, 1, 1)


class Row(dict[str, Any]):
    """A stored row; columns as attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Member:
    """Somebody signed in and acting for an organisation; `client` speaks for them."""

    client: httpx.AsyncClient
    person: Row
    organisation: Row
    mandate: Row
    token: str

    def __getattr__(self, verb: str) -> Any:
        """`member.get(...)`, `member.post(...)`: the client's verbs."""
        return getattr(self.client, verb)


def siren_of(number: int) -> str:
    """An invented SIREN with a right check digit."""
    digits = f"99{number % 1_000_000:06d}"
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


class Make:
    def __init__(self, owner_engine: AsyncEngine, app: FastAPI) -> None:
        self._engine = owner_engine
        self.app = app
        self._clients: list[httpx.AsyncClient] = []

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()

    def client(self, token: str | None = None, **headers: str) -> httpx.AsyncClient:
        """A client of the application, in process; bearer of a token if given."""
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, raise_app_exceptions=False),
            base_url="http://essaim.test",
            headers=headers,
        )
        self._clients.append(client)
        return client

    async def row(self, table: str, **values: Any) -> Row:
        """Insert one row as the owner; the row as stored."""
        columns = ", ".join(values)
        places = ", ".join(f":{name}" for name in values)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING *"
        async with self._engine.begin() as connection:
            return Row((await connection.execute(text(statement), values)).mappings().one())

    async def rows(self, sql: str, **values: Any) -> list[Row]:
        """Run any statement as the owner; the rows it returns."""
        async with self._engine.begin() as connection:
            result = await connection.execute(text(sql), values)
            return [Row(row) for row in result.mappings()] if result.returns_rows else []

    async def count(self, table: str, where: str = "true", **values: Any) -> int:
        return int((await self.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}", **values))[0].n)

    # People and organisations

    async def organisation(self, name: str | None = None, **values: Any) -> Row:
        number = next(_numbers)
        given = {"name": name or f"Organisation {number}", "siren": siren_of(number), "fictional": True}
        return await self.row("organisations", **{**given, **values})

    async def network(self, name: str | None = None, **values: Any) -> Row:
        return await self.organisation(name or f"Réseau {next(_numbers)}", is_network=True, **values)

    async def person(self, name: str = "Camille Martin", **values: Any) -> Row:
        given = {"name": name, "email": f"personne{next(_numbers)}@exemple.test"}
        return await self.row("persons", **{**given, **values})

    async def mandate(self, person: Row, organisation: Row, role: str = "director", **values: Any) -> Row:
        given = {"powers": list(ALL_POWERS), "starts_on": LONG_AGO}
        return await self.row(
            "mandates", person_id=person.id, organisation_id=organisation.id, role=role, **{**given, **values}
        )

    async def signed_in(
        self,
        organisation: Row | None = None,
        role: str = "director",
        *,
        person: Row | None = None,
        **values: Any,
    ) -> Member:
        """A person with a mandate and an open session; `powers=[…]` narrows the mandate."""
        organisation = organisation or await self.organisation()
        person = person or await self.person()
        mandate = await self.mandate(person, organisation, role, **values)
        token = f"ess_{secrets.token_urlsafe(32)}"
        await self.row(
            "sessions",
            person_id=person.id,
            mandate_id=mandate.id,
            token_hash=hash_token(token),
            carrier="bearer",
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
        return Member(self.client(token), person, organisation, mandate, token)

    # Networks and agreements

    async def membership(
        self, network: Row, organisation: Row, category: str = "member", **values: Any
    ) -> Row:
        """An active membership, confirmed by both sides, since long ago."""
        asker = values.pop("asked_by", None) or (await self.person()).id
        given = {
            "state": "active",
            "payer_id": organisation.id,
            "asked_by": asker,
            "answered_by": asker,
            "starts_on": LONG_AGO,
        }
        return await self.row(
            "memberships",
            network_id=network.id,
            organisation_id=organisation.id,
            category=category,
            **{**given, **values},
        )

    async def benefit(self, network: Row, code: str = "group_purchasing", **values: Any) -> Row:
        given = {"name": "Achats groupés", "passes_on": True, "starts_on": LONG_AGO}
        return await self.row("benefits", network_id=network.id, code=code, **{**given, **values})

    async def agreement(self, kind: str, lead: Row, *parties: Row, **values: Any) -> Row:
        """An active agreement led by one organisation, accepted by the others."""
        given = {
            "name": f"Convention {next(_numbers)}",
            "purpose": "Partager des moyens",
            "legal_form": "agreement",
            "state": "active",
            "starts_on": LONG_AGO,
        }
        agreement = await self.row("agreements", kind=kind, created_by=lead.id, **{**given, **values})
        await self.party(agreement, lead, role="lead", side="a")
        for organisation in parties:
            await self.party(agreement, organisation, side="b")
        return agreement

    async def pool(self, lead: Row, *parties: Row, **values: Any) -> Row:
        return await self.agreement("pool", lead, *parties, **values)

    async def partnership(self, lead: Row, *parties: Row, **values: Any) -> Row:
        return await self.agreement("partnership", lead, *parties, **values)

    async def party(self, agreement: Row, organisation: Row, **values: Any) -> Row:
        given = {
            "role": "party",
            "state": "accepted",
            "invited_by": agreement.created_by,
            "joined_on": LONG_AGO,
        }
        return await self.row(
            "parties", agreement_id=agreement.id, organisation_id=organisation.id, **{**given, **values}
        )

    async def commitment(self, agreement: Row, promiser: Row, side: str = "a", **values: Any) -> Row:
        """A promise of one party of a partnership: ten days at 100 euros unless said otherwise."""
        given = {
            "title": "Formations",
            "unit": "jours",
            "quantity": 10,
            "unit_value_cents": 10_000,
            "valuation_source": "Barème inventé",
        }
        return await self.row(
            "commitments",
            agreement_id=agreement.id,
            promiser_id=promiser.id,
            side=side,
            **{**given, **values},
        )

    # Resources and bookings

    async def resource(self, owner: Row, name: str = "Minibus", *, quantity: int = 1, **values: Any) -> Row:
        """A resource with its numbered units, always open unless `make.opening` says otherwise."""
        given = {"kind": "vehicle", "maximum_minutes": 60 * 24 * 31}
        resource = await self.row(
            "resources", organisation_id=owner.id, name=name, quantity=quantity, **{**given, **values}
        )
        for number in range(1, quantity + 1):
            await self.row("resource_units", resource_id=resource.id, number=number)
        return resource

    async def share(self, resource: Row, *, agreement: Row | None = None, network: Row | None = None) -> Row:
        return await self.row(
            "resource_shares",
            resource_id=resource.id,
            agreement_id=agreement.id if agreement else None,
            network_id=network.id if network else None,
            starts_on=LONG_AGO,
        )

    async def opening(self, resource: Row, weekday: int, opens: str, closes: str) -> None:
        """Open on an ISO weekday; `closes` may be "24:00"."""
        await self.rows(
            "INSERT INTO resource_openings (resource_id, weekday, opens_at, closes_at)"
            " VALUES (:resource, :weekday, CAST(CAST(:opens AS text) AS time), CAST(CAST(:closes AS text) AS time))",
            resource=resource.id,
            weekday=weekday,
            opens=opens,
            closes=closes,
        )

    async def booking(
        self,
        resource: Row,
        organisation: Row,
        starts_at: datetime,
        ends_at: datetime,
        *,
        quantity: int = 1,
        state: str = "confirmed",
        booked_by: Row | None = None,
        **values: Any,
    ) -> Row:
        """A booking with its slots, on the first units free, whatever the rules of the resource say."""
        person = booked_by or await self.person()
        given = {"cost_cents": 0, "fictional": True}
        booking = await self.row(
            "bookings",
            resource_id=resource.id,
            organisation_id=organisation.id,
            booked_by=person.id,
            during=Range(starts_at, ends_at),
            quantity=quantity,
            state=state,
            **{**given, **values},
        )
        if state in ("requested", "confirmed"):
            await self.rows(
                "INSERT INTO booking_slots (booking_id, unit_id, resource_id, during)"
                " SELECT b.id, u.id, b.resource_id, b.during FROM bookings b"
                " JOIN resource_units u ON u.resource_id = b.resource_id AND u.retired_on IS NULL"
                " WHERE b.id = :booking AND NOT EXISTS (SELECT FROM booking_slots s"
                "   WHERE s.unit_id = u.id AND s.during && b.during)"
                " ORDER BY u.number LIMIT :quantity",
                booking=booking.id,
                quantity=quantity,
            )
        return booking


def at(day: str, hour: str) -> str:
    """A moment in Paris winter time: `at("2027-01-11", "09:00")`."""
    return f"{day}T{hour}:00+01:00"
