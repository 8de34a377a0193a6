"""A book over three years, written as features write it, and its exports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import httpx
from fec_checker import TaxFile, defects, opened
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.db import enter
from essaim.ledger.models import Kind, Purpose
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move
from make import Make, Member, Row


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


@dataclass
class Accounts:
    make: Make
    agreement: Row
    lead: Member
    parties: list[Member]

    @property
    def path(self) -> str:
        return f"/v1/accounting/{self.agreement.id}"

    async def post(
        self,
        on: str,
        kind: Kind,
        *moves: tuple[tuple[Purpose, Member | None], tuple[Purpose, Member | None], int],
        description: str = "Écriture",
        reference: str | None = None,
        unit: str = "EUR/2",
    ) -> UUID:
        """One transaction, as a feature posts it."""
        async with self.acting() as session:
            posted = await posting.post(
                session,
                agreement_id=self.agreement.id,
                kind=kind,
                description=description,
                occurred_on=date.fromisoformat(on),
                reference=reference,
                moves=[
                    Move(
                        await self._account(session, *source, unit),
                        await self._account(session, *goal, unit),
                        cents,
                    )
                    for source, goal, cents in moves
                ],
            )
        return posted.transaction_id

    async def reverse(self, transaction: UUID, on: str) -> None:
        async with self.acting() as session:
            await posting.reverse(
                session,
                agreement_id=self.agreement.id,
                transaction_id=transaction,
                description="Erreur",
                occurred_on=date.fromisoformat(on),
            )

    async def call(self, on: str, cents: int, *members: Member, reference: str = "2026-0001") -> UUID:
        """A call to each: what it owes, against income."""
        moves = [(("due", member), ("income", None), cents) for member in members]
        return await self.post(on, "charge", *moves, description="Appel de fonds", reference=reference)  # type: ignore[arg-type]

    async def pay(self, on: str, cents: int, member: Member) -> UUID:
        return await self.post(on, "payment", (("party", member), ("due", member), cents))

    async def spend(self, on: str, cents: int, description: str = "Facture") -> UUID:
        """A bill of a supplier, paid from the bank."""
        return await self.post(
            on, "payment", (("expense", None), ("world", None), cents), description=description
        )

    async def fec(self, year: int, by: Member | None = None) -> TaxFile:
        """The file of a year, after the independent checker."""
        answer = await (by or self.lead).get(f"{self.path}/fec", params={"year": year})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
        earlier = await self.make.rows(
            "SELECT count(*) AS n FROM ledger_transactions WHERE agreement_id = :id AND occurred_on < :day",
            id=self.agreement.id,
            day=date(year, 1, 1),
        )
        siren = self.lead.organisation.siren
        assert defects(name, answer.content, siren=siren, year=year, opening=earlier[0].n > 0) == []
        return opened(name, answer.content)

    async def balance(self, year: int, by: Member | None = None) -> dict[str, Any]:
        return told(await (by or self.lead).get(f"{self.path}/balance", params={"year": year}))

    async def choose(self, purpose: str, number: str, name: str, version: int = 0) -> httpx.Response:
        answer: httpx.Response = await self.lead.put(
            f"{self.path}/codes/{purpose}",
            json={"number": number, "name": name},
            headers={"If-Match": f'"{version}"'},
        )
        return answer

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[AsyncSession]:
        """A transaction of the application on behalf of the lead."""
        async with self.make.app.state.sessions() as session, session.begin():
            await enter(session, organisation=self.lead.organisation.id, person=self.lead.person.id)
            yield session

    async def _account(
        self, session: AsyncSession, purpose: Purpose, member: Member | None, unit: str
    ) -> UUID:
        holder = member.organisation.id if member else None
        return await posting.account(session, self.agreement.id, purpose, organisation_id=holder, unit=unit)


async def accounts(make: Make, parties: int = 3, confidentiality: str = "open", **values: Any) -> Accounts:
    lead = await make.signed_in(await make.organisation("EHPAD La Salette", **values))
    members = [
        await make.signed_in(await make.organisation(f"Structure {number}"))
        for number in range(1, parties + 1)
    ]
    agreement = await make.pool(
        lead.organisation, *(member.organisation for member in members), confidentiality=confidentiality
    )
    world = Accounts(make, agreement, lead, members)
    # As the lead opens it by hand: expenses go below zero.
    body = {"agreement_id": str(agreement.id), "purpose": "expense", "minimum_balance": -(10**9)}
    told(await lead.post("/v1/ledger/accounts", json=body), 201)
    return world


async def three_years(make: Make, **values: Any) -> Accounts:
    """2024: contributions, a call half paid, a bill. 2025: a project, a call, a mistake reversed. 2026: a credit and hours."""
    world = await accounts(make, **values)
    one, two, three = world.parties
    for member, cents in ((one, 10_000_00), (two, 8_000_00)):
        await world.post("2024-01-10", "contribution", (("party", member), ("stake", member), cents))
    await world.post("2024-01-10", "contribution", (("party", three), ("common", None), 1_200_00))
    await world.call("2024-02-01", 300_00, one, two, three, reference="2024-0001")
    await world.pay("2024-03-05", 300_00, one)
    await world.spend("2024-04-02", 450_00, "Électricité")
    await world.post("2025-01-15", "commitment", (("stake", one), ("project", None), 2_000_00))
    await world.post(
        "2025-03-01", "payment", (("project", None), ("world", None), 1_500_00), reference="F-77"
    )
    mistake = await world.call("2025-04-01", 999_99, one, reference="2025-0001")
    await world.reverse(mistake, "2025-04-02")
    await world.spend("2025-06-02", 700_00, "Assurance")
    await world.pay("2025-07-01", 300_00, two)
    await world.post(
        "2026-02-01", "charge", (("income", None), ("payable", three), 40_00), description="Trop-perçu"
    )
    await world.post("2026-02-10", "payment", (("payable", three), ("party", three), 15_50))
    await world.post("2026-03-01", "exchange", (("party", one), ("other", None), 350), unit="HOUR/2")
    return world
