"""A book to read and write: a lead, three parties, and accounts opened through the API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.db import enter
from essaim.ledger.models import Kind, Purpose
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move
from make import Make, Member, Row

THEN = "2026-03-02"


@dataclass
class Book:
    agreement: Row
    lead: Member
    parties: list[Member]
    make: Make
    world: str = ""
    common: str = ""
    opened: dict[tuple[UUID, str], str] = field(default_factory=dict)

    async def open(self, purpose: str, **values: Any) -> str:
        """An account opened by the lead; its id."""
        body = {"agreement_id": str(self.agreement.id), "purpose": purpose, **values}
        answer = await self.lead.post("/v1/ledger/accounts", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def account_of(self, member: Member, purpose: str = "party") -> str:
        key = (member.organisation.id, purpose)
        if key not in self.opened:
            self.opened[key] = await self.open(purpose, organisation_id=str(member.organisation.id))
        return self.opened[key]

    async def try_post(
        self, *moves: tuple[str, str, int], by: Member | None = None, **values: Any
    ) -> httpx.Response:
        body = {
            "agreement_id": str(self.agreement.id),
            "kind": "transfer",
            "description": "Mouvement",
            "occurred_on": THEN,
            "moves": [
                {"source_id": source, "destination_id": destination, "amount": amount}
                for source, destination, amount in moves
            ],
            **values,
        }
        return await (by or self.lead).post("/v1/ledger/transactions", json=body)

    async def post(self, *moves: tuple[str, str, int], **values: Any) -> dict[str, Any]:
        answer = await self.try_post(*moves, **values)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def contribute(self, member: Member, amount: int, **values: Any) -> dict[str, Any]:
        """From a party's own means to the common reserve."""
        return await self.post(
            (await self.account_of(member), self.common, amount), kind="contribution", **values
        )

    async def reverse(self, transaction: dict[str, Any], **values: Any) -> httpx.Response:
        body = {"description": "Erreur", "occurred_on": THEN, **values}
        return await self.lead.post(f"/v1/ledger/transactions/{transaction['id']}/reverse", json=body)

    async def read(self, account: str, by: Member | None = None) -> dict[str, Any]:
        return dict((await (by or self.lead).get(f"/v1/ledger/accounts/{account}")).json())

    async def lines(self, account: str, by: Member | None = None, **query: Any) -> list[dict[str, Any]]:
        """Every line, page after page."""
        found: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            answer = await (by or self.lead).get(
                f"/v1/ledger/accounts/{account}/lines", params={**query, **cursor}
            )
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["items"]
            if page["next_cursor"] is None:
                return found
            cursor = {"cursor": page["next_cursor"]}

    async def publish(self, through: str) -> None:
        answer = await self.try_publish(through)
        assert answer.status_code == 201, answer.text

    async def try_publish(self, through: str) -> httpx.Response:
        body = {"agreement_id": str(self.agreement.id), "through": through}
        return await self.lead.post("/v1/ledger/publications", json=body)

    async def post_behind(
        self, source: str, destination: str, amount: int, kind: Kind = "contribution"
    ) -> None:
        """As a feature posts, without the bounds of the endpoint."""
        async with self._on_behalf() as session:
            await posting.post(
                session,
                agreement_id=self.agreement.id,
                kind=kind,
                description="Apport",
                occurred_on=date.fromisoformat(THEN),
                moves=[Move(UUID(source), UUID(destination), amount)],
            )

    async def managed(self, purpose: Purpose, member: Member | None = None) -> str:
        """An account that features open, with a balance of 100.00."""
        async with self._on_behalf() as session:
            holder = member.organisation.id if member else None
            account = await posting.account(session, self.agreement.id, purpose, organisation_id=holder)
        await self.post_behind(self.world, str(account), 10_000)
        return str(account)

    @asynccontextmanager
    async def _on_behalf(self) -> AsyncIterator[AsyncSession]:
        """A transaction of the owner on behalf of the lead."""
        async with AsyncSession(self.make._engine) as session, session.begin():
            await enter(session, organisation=self.lead.organisation.id, person=self.lead.person.id)
            yield session


async def a_book(make: Make, parties: int = 3, confidentiality: str = "open", **values: Any) -> Book:
    lead = await make.signed_in(await make.organisation("EHPAD La Salette"))
    members = [
        await make.signed_in(await make.organisation(f"Structure {number}"))
        for number in range(1, parties + 1)
    ]
    agreement = await make.pool(
        lead.organisation,
        *(member.organisation for member in members),
        confidentiality=confidentiality,
        **values,
    )
    book = Book(agreement, lead, members, make)
    book.world = await book.open("world")
    book.common = await book.open("reserve", label="Caisse commune")
    return book


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")
