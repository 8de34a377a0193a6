"""A pool that shares its costs, driven through the API: its lead, who reviews, its parties, their figures and uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.rulebook import Rulebook
from essaim.kit.db import enter
from essaim.ledger.service.posting import Move, account, post, reverse
from make import LONG_AGO, Make, Member, Row

YEAR = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def part(
    code: str | None = None, weight_bp: int = 10_000, basis: str = "figure", **more: Any
) -> dict[str, Any]:
    return {"basis": "equal" if code is None else basis, "code": code, "weight_bp": weight_bp, **more}


def key(name: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "parts": list(parts), **more}


EQUAL = key("Parts égales", part())
BEDS = key("Lits", part("beds"))


@dataclass
class Sharing:
    """An agreement that shares costs. `lead` prepares and posts, `second` is another person of the lead, `parties` the others."""

    make: Make
    lead: Member
    second: Member
    parties: list[Row]
    agreement: Row

    @property
    def everybody(self) -> list[Row]:
        return [self.lead.organisation, *self.parties]

    async def adopt(self, *keys: dict[str, Any], since: date = LONG_AGO, **rules: Any) -> Row:
        book = Rulebook.model_validate(
            {"confidentiality": self.agreement.confidentiality, "allocation_keys": list(keys), **rules}
        )
        return await self.make.row(
            "agreement_rules",
            agreement_id=self.agreement.id,
            number=1 + await self.make.count("agreement_rules", "agreement_id = :id", id=self.agreement.id),
            state="adopted",
            content=book.model_dump_json(),
            note="Clés de répartition",
            proposed_by=self.lead.organisation.id,
            proposed_by_person=self.lead.person.id,
            basis="founding",
            adopted_at=self.agreement.created_at,
            in_force_from=since,
        )

    async def figure(self, organisation: Row, kind: str, value: int, on: str = "2025-01-01") -> Row:
        return await self.make.row(
            "figures",
            organisation_id=organisation.id,
            kind=kind,
            value=value,
            valid_on=date.fromisoformat(on),
            source="Déclaration annuelle",
        )

    async def budget(self, **values: Any) -> dict[str, Any]:
        body = {
            "agreement_id": str(self.agreement.id),
            "title": "Budget 2025",
            "stage": "budget",
            **YEAR,
            "figures_on": "2025-01-01",
            "first_due_on": "2025-01-31",
            **values,
        }
        return told(await self.lead.post("/v1/allocations", json=body), 201)

    async def actual(self, budget: dict[str, Any], **values: Any) -> dict[str, Any]:
        given = {
            "title": "Réel 2025",
            "stage": "actual",
            "budget_id": budget["id"],
            "first_due_on": "2026-04-30",
        }
        return await self.budget(**{**given, **values})

    async def line(
        self, run: dict[str, Any], name: str, cents: int, key_name: str, **values: Any
    ) -> dict[str, Any]:
        body = {"name": name, "key_name": key_name, "amount_cents": cents, **values}
        return told(await self.lead.post(f"/v1/allocations/{run['id']}/lines", json=body), 201)

    async def amount(self, run: dict[str, Any], line: dict[str, Any], cents: int) -> None:
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}"
        told(await self.lead.patch(path, json={"amount_cents": cents}, headers=match(line)))

    async def need(self, run: dict[str, Any], line: dict[str, Any], organisation: Row, **need: int) -> None:
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}/needs/{organisation.id}"
        body = {**need, "source": "Devis", "dated_on": "2024-11-01"}
        told(await self.lead.put(path, json=body))

    async def needs(
        self, run: dict[str, Any], line: dict[str, Any], name: str, values: Sequence[int]
    ) -> None:
        for organisation, value in zip(self.everybody, values, strict=True):
            await self.need(run, line, organisation, **{name: value})

    async def read(self, run: dict[str, Any], reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(f"/v1/allocations/{run['id']}"))

    async def try_compute(self, run: dict[str, Any]) -> httpx.Response:
        current = await self.read(run)
        answer: httpx.Response = await self.lead.post(
            f"/v1/allocations/{run['id']}/compute", headers=match(current)
        )
        return answer

    async def compute(self, run: dict[str, Any]) -> dict[str, Any]:
        return told(await self.try_compute(run))

    async def review(self, run: dict[str, Any]) -> dict[str, Any]:
        return told(await self.second.post(f"/v1/allocations/{run['id']}/review"))

    async def try_post(self, run: dict[str, Any]) -> httpx.Response:
        current = await self.read(run)
        answer: httpx.Response = await self.lead.post(
            f"/v1/allocations/{run['id']}/post", headers=match(current)
        )
        return answer

    async def post(self, run: dict[str, Any]) -> dict[str, Any]:
        return told(await self.try_post(run))

    async def compute_review_post(self, run: dict[str, Any]) -> dict[str, Any]:
        await self.compute(run)
        await self.review(run)
        return await self.post(run)

    async def shares(self, run: dict[str, Any], reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(f"/v1/allocations/{run['id']}/shares?limit=100"))

    async def cents(self, run: dict[str, Any]) -> list[int]:
        return [one["cents"] for one in (await self.shares(run))["items"]]

    async def explained(
        self, run: dict[str, Any], organisation: Row, reader: Member | None = None, language: str = "fr"
    ) -> dict[str, Any]:
        path = f"/v1/allocations/{run['id']}/shares/{organisation.id}"
        return told(await (reader or self.lead).get(path, headers={"Accept-Language": language}))

    async def statements(self, run: dict[str, Any]) -> list[Row]:
        return await self.make.rows(
            "SELECT * FROM statements WHERE allocation_id = :id ORDER BY number", id=UUID(run["id"])
        )

    async def balance(self, organisation: Row | None, purpose: str) -> int:
        (row,) = await self.make.rows(
            "SELECT coalesce(sum(balance), 0)::bigint AS cents FROM ledger_accounts WHERE agreement_id = :id"
            " AND purpose = :purpose AND unit = 'EUR/2' AND organisation_id IS NOT DISTINCT FROM CAST(:organisation AS uuid)",
            id=self.agreement.id,
            purpose=purpose,
            organisation=None if organisation is None else organisation.id,
        )
        return int(row.cents)

    async def use(self, organisation: Row, unit: str, amount: int, on: str) -> UUID:
        """A use measured in the book: what went out of the organisation's own account."""
        async with acting(self.make, self.lead) as session:
            own = await account(session, self.agreement.id, "due", organisation_id=organisation.id, unit=unit)
            pot = await account(session, self.agreement.id, "income", unit=unit)
            posted = await post(
                session,
                agreement_id=self.agreement.id,
                kind="charge",
                description="Carnet de bord",
                occurred_on=date.fromisoformat(on),
                moves=[Move(own, pot, amount)],
            )
            return posted.transaction_id

    async def take_back(self, transaction_id: UUID, on: str) -> None:
        async with acting(self.make, self.lead) as session:
            await reverse(
                session,
                agreement_id=self.agreement.id,
                transaction_id=transaction_id,
                description="Erreur de saisie",
                occurred_on=date.fromisoformat(on),
            )

    async def pay(self, statement: Row, cents: int) -> None:
        body = {"cents": cents, "paid_on": "2025-02-15", "method": "transfer"}
        told(await self.lead.post(f"/v1/statements/{statement.id}/payments", json=body), 201)


def match(versioned: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{versioned["version"]}"'}


class acting:  # noqa: N801 - reads as a sentence
    """A committed transaction of the application on behalf of a member."""

    def __init__(self, make: Make, member: Member) -> None:
        self._sessions = make.app.state.sessions
        self._member = member

    async def __aenter__(self) -> AsyncSession:
        self._session: AsyncSession = self._sessions()
        await self._session.begin()
        await enter(self._session, organisation=self._member.organisation.id, person=self._member.person.id)
        return self._session

    async def __aexit__(self, kind: object, *_: object) -> None:
        await (self._session.rollback() if kind else self._session.commit())
        await self._session.close()


async def sharing(
    make: Make, *names: str, lead: str = "Porteur", confidentiality: str = "open", **values: Any
) -> Sharing:
    """An agreement of a lead and the parties named."""
    first = await make.organisation(lead)
    parties = [await make.organisation(name) for name in names]
    agreement = await make.pool(first, *parties, confidentiality=confidentiality, **values)
    return Sharing(make, await make.signed_in(first), await make.signed_in(first), parties, agreement)
