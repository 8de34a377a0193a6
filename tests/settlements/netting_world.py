"""A world of debts: organisations, calls and credits of the pool, rebillings between them, and what they agree to net."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.statements.models import Statement
from essaim.statements.service import issuing, payments
from essaim.statements.service.issuing import Bill, Given
from make import Make, Member, Row

SETTLEMENTS = "/v1/settlements"


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def caller_of(member: Member) -> Caller:
    return Caller(
        session_id=uuid4(),
        carrier="bearer",
        person_id=member.person.id,
        mandate_id=member.mandate.id,
        acting_for=member.organisation.id,
        organisation_name=member.organisation.name,
        is_network=False,
        role="director",
        powers=frozenset(("vote", "book", "sign", "spend")),
    )


@asynccontextmanager
async def acting(make: Make, member: Member) -> AsyncIterator[AsyncSession]:
    """A transaction of the application on behalf of a member, committed at the end."""
    async with make.app.state.sessions() as session, session.begin():
        await enter(session, organisation=member.organisation.id, person=member.person.id)
        yield session


@dataclass
class Debts:
    """Members of an agreement, the first of them its lead."""

    make: Make
    members: list[Member]
    agreement: Row

    @property
    def lead(self) -> Member:
        return self.members[0]

    @property
    def through(self) -> str:
        return (clock.today() + timedelta(days=60)).isoformat()

    def id_of(self, place: int | None) -> str | None:
        return None if place is None else str(self.members[place].organisation.id)

    async def owe(
        self, debtor: int | None, creditor: int | None, cents: int, due_on: date | None = None
    ) -> UUID:
        """A statement: a call (creditor none), a credit (debtor none) or a rebilling; the key of the statement."""
        due_on = due_on or clock.today() + timedelta(days=30)
        if creditor is not None and debtor is not None:
            return await self._rebill(debtor, creditor, cents, due_on)
        (statement,) = await self._call([(debtor, creditor, cents)], due_on)
        return statement.id

    async def owe_all(self, owed: list[tuple[int | None, int | None, int]]) -> None:
        """Those of the pool in one issue, then each rebilling."""
        due_on = clock.today() + timedelta(days=30)
        await self._call([debt for debt in owed if None in debt[:2]], due_on)
        for debtor, creditor, cents in owed:
            if debtor is not None and creditor is not None:
                await self._rebill(debtor, creditor, cents, due_on)

    async def _call(self, owed: list[tuple[int | None, int | None, int]], due_on: date) -> list[Statement]:
        bills = [
            _bill(
                self.members[debtor if debtor is not None else creditor or 0].organisation.id,
                "call" if debtor is not None else "credit",
                cents,
                due_on,
            )
            for debtor, creditor, cents in owed
        ]
        async with acting(self.make, self.lead) as session:
            return await issuing.issue(
                session,
                caller_of(self.lead),
                await self._agreement(session),
                bills,
                allocation_id=None,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
                description="Charges",
                vat_category="exempt_261b",
            )

    async def _rebill(self, debtor: int, creditor: int, cents: int, due_on: date) -> UUID:
        issuer = self.members[creditor]
        given = Given(None, date(2026, 1, 1), date(2026, 12, 31), "out_of_scope", to_pool=False)
        bill = _bill(self.members[debtor].organisation.id, "rebilling", cents, due_on)
        async with acting(self.make, issuer) as session:
            agreement = await self._agreement(session)
            return (await issuing.issue_between(session, caller_of(issuer), agreement, bill, given)).id

    async def _agreement(self, session: AsyncSession) -> Agreement:
        wanted = select(Agreement).where(Agreement.id == self.agreement.id)
        return (await session.scalars(wanted)).one()

    async def pay_statement(self, statement_id: UUID, cents: int) -> None:
        async with acting(self.make, self.lead) as session:
            statement = (await session.scalars(select(Statement).where(Statement.id == statement_id))).one()
            await payments.record(
                session,
                caller_of(self.lead),
                statement,
                cents=cents,
                paid_on=clock.today(),
                method="transfer",
                reference=None,
            )

    async def preview(self, through: str | None = None) -> dict[str, Any]:
        asked = {"agreement_id": str(self.agreement.id), "through": through or self.through}
        return told(await self.lead.get(f"{SETTLEMENTS}/preview", params=asked))

    async def ask(self, member: Member | None = None, through: str | None = None) -> httpx.Response:
        body = {"agreement_id": str(self.agreement.id), "through": through or self.through}
        answer: httpx.Response = await (member or self.lead).post(SETTLEMENTS, json=body)
        return answer

    async def propose(self) -> dict[str, Any]:
        return told(await self.ask(), 201)

    async def answer(
        self, member: Member, settlement: dict[str, Any], answer: str = "accepted", **values: Any
    ) -> httpx.Response:
        body = {"answer": answer, **values}
        answered: httpx.Response = await member.post(f"{SETTLEMENTS}/{settlement['id']}/answer", json=body)
        return answered

    async def accepted(self) -> dict[str, Any]:
        """A settlement that everybody it needs has accepted."""
        settlement = await self.propose()
        asked = {line["organisation_id"] for line in settlement["positions"] if line["must_accept"]}
        for member in self.members:
            if str(member.organisation.id) in asked:
                told(await self.answer(member, settlement))
        return await self.read(settlement)

    async def act(
        self, settlement: dict[str, Any], verb: str, member: Member | None = None
    ) -> httpx.Response:
        answer: httpx.Response = await (member or self.lead).post(f"{SETTLEMENTS}/{settlement['id']}/{verb}")
        return answer

    async def carried_out(self) -> dict[str, Any]:
        return told(await self.act(await self.accepted(), "carry-out"))

    async def read(self, settlement: dict[str, Any], reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(f"{SETTLEMENTS}/{settlement['id']}"))

    async def owed(self, reader: Member | None = None) -> dict[str, Any]:
        asked = {"agreement_id": str(self.agreement.id)}
        return told(await (reader or self.lead).get(f"{SETTLEMENTS}/owed", params=asked))

    async def move(
        self,
        member: Member,
        transfer: dict[str, Any],
        verb: str = "pay",
        version: int | None = None,
        **body: Any,
    ) -> httpx.Response:
        """Record that a transfer came, or take it back."""
        given = body or ({"paid_on": clock.today().isoformat()} if verb == "pay" else {"reason": "Erreur"})
        path = f"{SETTLEMENTS}/{transfer['settlement_id']}/transfers/{transfer['id']}/{verb}"
        headers = {"If-Match": f'"{version or transfer["version"]}"'}
        answer: httpx.Response = await member.post(path, json=given, headers=headers)
        return answer

    async def pay(self, transfer: dict[str, Any]) -> dict[str, Any]:
        """By whoever may say that it came."""
        payee = next(
            (member for member in self.members if str(member.organisation.id) == transfer["payee_id"]),
            self.lead,
        )
        return told(await self.move(payee, transfer))

    async def balances(self, purpose: str) -> list[int]:
        """What the ledger holds of each member."""
        rows = await self.make.rows(
            "SELECT organisation_id, balance FROM ledger_accounts WHERE agreement_id = :id AND purpose = :purpose",
            id=self.agreement.id,
            purpose=purpose,
        )
        found = {row.organisation_id: row.balance for row in rows}
        return [found.get(member.organisation.id, 0) for member in self.members]

    async def nets(self) -> list[int]:
        """What each member is owed less what it owes, by the ledger."""
        due, payable = await self.balances("due"), await self.balances("payable")
        return [owes + owed for owes, owed in zip(due, payable, strict=True)]

    async def leave(self, member: Member, on: date) -> None:
        await self.make.rows(
            "UPDATE parties SET left_on = :day WHERE agreement_id = :id AND organisation_id = :organisation",
            day=on,
            id=self.agreement.id,
            organisation=member.organisation.id,
        )


def _bill(organisation_id: UUID, kind: Any, cents: int, due_on: date) -> Bill:
    signed = -cents if kind == "credit" else cents
    line = {"label": "Charges", "cents": signed, "total_cents": None, "driver": None, "ratio": None}
    return Bill(organisation_id, kind, signed, due_on, "Charges", [line])


async def debts(make: Make, members: int = 4, confidentiality: str = "open") -> Debts:
    people = [
        await make.signed_in(await make.organisation(f"Maison {place}")) for place in "ABCDEFGH"[:members]
    ]
    agreement = await make.pool(
        people[0].organisation,
        *(member.organisation for member in people[1:]),
        confidentiality=confidentiality,
    )
    return Debts(make, people, agreement)


async def usual(make: Make, **values: Any) -> Debts:
    """A leads. B owes the pool 300 and is owed 50 by C; the pool owes C 120 and C owes it 40; A owes it 80; D owes C 200."""
    world = await debts(make, **values)
    await world.owe_all(
        [
            (1, None, 300_00),
            (None, 2, 120_00),
            (2, 1, 50_00),
            (0, None, 80_00),
            (3, 2, 200_00),
            (2, None, 40_00),
        ]
    )
    return world
