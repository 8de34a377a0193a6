"""The world of statements: members of an agreement, what the lead's runs issue to them, and what they do with it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit.db import enter
from essaim.statements.service import issuing
from essaim.statements.service.issuing import Bill
from make import ALL_POWERS, Make, Member, Row

T = TypeVar("T")
NAMES = ("La Salette", "Les Tilleuls", "Le Verger", "Les Glycines", "Le Chêne")
PAST, FUTURE = date(2026, 3, 31), date(2199, 12, 31)


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
        powers=frozenset(ALL_POWERS),
    )


def call(member: Member, cents: int, due_on: date = PAST, **values: Any) -> Bill:
    """A bill of one line; a negative amount is a credit."""
    given: dict[str, Any] = {
        "kind": "call" if cents > 0 else "credit",
        "title": "Fonctions de gestion 2026",
        "lines": [
            {
                "label": "Qualité",
                "cents": cents,
                "total_cents": 7_150_000,
                "driver": "84 lits sur 1\u202f025",
                "ratio": "8,20\u00a0%",
            }
        ],
    }
    return Bill(
        organisation_id=member.organisation.id, amount_cents=cents, due_on=due_on, **{**given, **values}
    )


@dataclass
class Billing:
    """Members of an agreement, the first of them its lead."""

    make: Make
    members: list[Member]
    agreement: Row

    @property
    def lead(self) -> Member:
        return self.members[0]

    @property
    def other(self) -> Member:
        return self.members[1]

    @property
    def other_id(self) -> str:
        return str(self.other.organisation.id)

    @property
    def third(self) -> Member:
        return self.members[2]

    async def run(self) -> UUID:
        """A run of the lead, to which statements belong."""
        number = await self.make.count("allocations", "agreement_id = :id", id=self.agreement.id)
        row = await self.make.row(
            "allocations",
            agreement_id=self.agreement.id,
            number=number + 1,
            title="Budget",
            stage="budget",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            figures_on=date(2026, 1, 1),
            first_due_on=date(2026, 3, 31),
            created_by=self.lead.organisation.id,
            created_by_person=self.lead.person.id,
        )
        return UUID(str(row.id))

    async def acting(self, work: Callable[[AsyncSession, Caller], Awaitable[T]]) -> T:
        """A committed transaction of the application on behalf of the lead."""
        async with self.make.app.state.sessions() as session, session.begin():
            await enter(session, organisation=self.lead.organisation.id, person=self.lead.person.id)
            return await work(session, caller_of(self.lead))

    async def issue_in(
        self, session: AsyncSession, caller: Caller, bills: Sequence[Bill], run: UUID | None
    ) -> list[UUID]:
        agreement = await session.get_one(Agreement, self.agreement.id)
        issued = await issuing.issue(
            session,
            caller,
            agreement,
            bills,
            allocation_id=run,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            description="Budget 2026",
            vat_category="exempt_261b",
        )
        return [statement.id for statement in issued]

    async def issue(self, *bills: Bill, run: UUID | None = None) -> list[str]:
        keys = await self.acting(lambda session, caller: self.issue_in(session, caller, bills, run))
        return [str(key) for key in keys]

    async def called(self, member: Member, cents: int, due_on: date = PAST, **values: Any) -> str:
        """A statement of the pool to a member."""
        (key,) = await self.issue(call(member, cents, due_on, **values))
        return key

    async def replace(self, old: UUID, new: UUID, *bills: Bill) -> int:
        """Post a run in place of another, as allocations do; what was paid on the old one."""

        async def work(session: AsyncSession, caller: Caller) -> int:
            paid = await issuing.cancel_of(session, old, because="Budget révisé")
            await self.issue_in(session, caller, bills, new)
            await issuing.carry(session, caller, old, new)
            return paid

        return await self.acting(work)

    async def bill(self, issuer: Member, payer: Member, **values: Any) -> httpx.Response:
        body = {
            "agreement_id": str(self.agreement.id),
            "organisation_id": str(payer.organisation.id),
            "title": "Prêt d’une aide-soignante",
            "lines": [
                {
                    "label": "Salaire",
                    "kind": "wages",
                    "quantity": 1_000,
                    "unit": "HOUR/2",
                    "unit_price_cents": 1_530,
                }
            ],
            "due_on": "2026-03-31",
            "starts_on": "2026-01-01",
            "ends_on": "2026-01-31",
            **values,
        }
        answer: httpx.Response = await issuer.post("/v1/statements", json=body)
        return answer

    async def billed(self, issuer: Member, payer: Member, **values: Any) -> dict[str, Any]:
        return told(await self.bill(issuer, payer, **values), 201)

    async def pay(self, receiver: Member, key: str, cents: int, **values: Any) -> httpx.Response:
        body = {"cents": cents, "paid_on": "2026-04-01", **values}
        answer: httpx.Response = await receiver.post(f"/v1/statements/{key}/payments", json=body)
        return answer

    async def paid(self, receiver: Member, key: str, cents: int) -> dict[str, Any]:
        return told(await self.pay(receiver, key, cents), 201)

    async def reverse(self, receiver: Member, key: str, payment: str) -> httpx.Response:
        answer: httpx.Response = await receiver.post(
            f"/v1/statements/{key}/payments/{payment}/reverse", json={"reason": "Chèque sans provision"}
        )
        return answer

    async def cancel(self, issuer: Member, key: str) -> httpx.Response:
        answer: httpx.Response = await issuer.post(
            f"/v1/statements/{key}/cancel", json={"reason": "Erreur de quantité"}
        )
        return answer

    async def offset(self, key: str, credit: str, cents: int, by: Member | None = None) -> httpx.Response:
        answer: httpx.Response = await (by or self.lead).post(
            f"/v1/statements/{key}/offset", json={"credit_id": credit, "cents": cents}
        )
        return answer

    async def read(self, key: str, reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(f"/v1/statements/{key}"))

    async def list(self, reader: Member, **filters: Any) -> list[dict[str, Any]]:
        asked = {"agreement_id": str(self.agreement.id), **filters}
        return list(told(await reader.get("/v1/statements", params=asked))["items"])

    async def balances(self) -> dict[tuple[str, UUID | None], int]:
        """What the ledger says of every account in euros: (purpose, organisation) → cents."""
        rows = await self.make.rows(
            "SELECT purpose, organisation_id, balance FROM ledger_accounts WHERE agreement_id = :id",
            id=self.agreement.id,
        )
        return {(row.purpose, row.organisation_id): row.balance for row in rows}

    async def leave(self, member: Member, on: date) -> None:
        await self.make.rows(
            "UPDATE parties SET left_on = :day WHERE agreement_id = :id AND organisation_id = :organisation",
            day=on,
            id=self.agreement.id,
            organisation=member.organisation.id,
        )


async def billing(make: Make, *, members: int = 3, **values: Any) -> Billing:
    people = [
        await make.signed_in(
            await make.organisation(
                name, address="12 rue de l’Église", postal_code="69210", city="L’Arbresle"
            )
        )
        for name in NAMES[:members]
    ]
    agreement = await make.pool(
        people[0].organisation,
        *(member.organisation for member in people[1:]),
        **{"confidentiality": "aggregates", **values},
    )
    return Billing(make, people, agreement)


async def incoherent(world: Billing) -> list[Any]:
    """Statements whose settled amount is not the sum of their live payments; debts that the ledger does not say."""
    return await world.make.rows(
        """
        SELECT s.reference AS what FROM statements s WHERE settled_cents <> (
            SELECT coalesce(sum(p.cents), 0) FROM statement_payments p
             WHERE p.statement_id = s.id AND p.reversed_at IS NULL)
        UNION ALL
        SELECT 'due of ' || o.name FROM organisations o
          JOIN ledger_accounts a ON a.organisation_id = o.id AND a.purpose = 'due' AND a.agreement_id = :id
         WHERE a.balance <> -(SELECT coalesce(sum(amount_cents - settled_cents), 0) FROM statements s
            WHERE s.agreement_id = :id AND s.organisation_id = o.id AND s.amount_cents > 0 AND s.state <> 'cancelled')
        UNION ALL
        SELECT 'payable to ' || o.name FROM organisations o
          JOIN ledger_accounts a ON a.organisation_id = o.id AND a.purpose = 'payable' AND a.agreement_id = :id
         WHERE a.balance <> (SELECT coalesce(sum(abs(amount_cents) - settled_cents), 0) FROM statements s
            WHERE s.agreement_id = :id AND s.state <> 'cancelled'
              AND (s.organisation_id = o.id AND s.amount_cents < 0 OR NOT s.to_pool AND s.issuer_id = o.id))
        UNION ALL
        SELECT 'sum of the book' FROM ledger_accounts WHERE agreement_id = :id HAVING sum(balance) <> 0
        UNION ALL
        SELECT 'numbers' FROM statements WHERE agreement_id = :id HAVING max(number) <> count(*)
        """,
        id=world.agreement.id,
    )
