"""The world of common funds: six organisations, their agreement and its fund, and what they do with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from essaim.agreements.effects import Applied, Change, Question
from essaim.agreements.rulebook import Rulebook
from essaim.funds.service import effects
from essaim.kit.db import enter
from essaim.ledger.service.posting import Move, account, post
from make import LONG_AGO, Make, Member, Row

REPAYABLE = (10_000_00, 8_000_00, 6_000_00, 6_000_00, 5_000_00, 5_000_00)
YEARLY = (2_400_00, 1_900_00, 1_500_00, 1_200_00, 1_000_00, 1_000_00)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


@dataclass
class Commons:
    """Members of an agreement, the first of them its lead, and their fund."""

    make: Make
    engine: AsyncEngine
    members: list[Member]
    agreement: Row
    fund: dict[str, Any]

    @property
    def lead(self) -> Member:
        return self.members[0]

    @property
    def path(self) -> str:
        return f"/v1/funds/{self.fund['id']}"

    async def contribute(
        self, member: Member, cents: int, kind: str = "repayable", on: str = "2026-01-15"
    ) -> dict[str, Any]:
        body = {
            "organisation_id": str(member.organisation.id),
            "kind": kind,
            "amount_cents": cents,
            "occurred_on": on,
        }
        return told(await self.lead.post(f"{self.path}/contributions", json=body), 201)

    async def present(self, member: Member, cents: int, **values: Any) -> dict[str, Any]:
        """A project submitted to the members."""
        body = {"title": "Minibus", "description": "Pour tous", "amount_cents": cents, **values}
        draft = told(await member.post(f"{self.path}/projects", json=body), 201)
        return told(await member.post(f"{self.path}/projects/{draft['id']}/submit"))

    async def adopt(self, project: dict[str, Any], member: Member | None = None) -> Applied:
        """The effect of an adopted decision, as decisions apply it while this member closes the vote."""
        async with self._acting(member or self.lead) as session:
            return await effects.apply(session, self._question(project))

    async def reject(self, project: dict[str, Any]) -> None:
        async with self._acting(self.lead) as session:
            await effects.reject(session, self._question(project))

    async def preview(self, project: dict[str, Any], member: Member | None = None) -> Change:
        async with self._acting(member or self.lead) as session:
            return await effects.preview(session, self._question(project))

    async def committed(self, member: Member, cents: int, **values: Any) -> dict[str, Any]:
        project = await self.present(member, cents, **values)
        await self.adopt(project)
        return await self.project(project)

    async def project(self, project: dict[str, Any], reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(f"{self.path}/projects/{project['id']}"))

    async def ask(self, member: Member, project: dict[str, Any], cents: int, **values: Any) -> httpx.Response:
        body = {
            "project_id": project["id"],
            "payee": "Garage du Centre",
            "amount_cents": cents,
            "description": "Acompte",
            **values,
        }
        answer: httpx.Response = await member.post(f"{self.path}/payments", json=body)
        return answer

    async def pay(self, member: Member, project: dict[str, Any], cents: int, **values: Any) -> dict[str, Any]:
        return told(await self.ask(member, project, cents, **values), 201)

    async def approve(self, member: Member, payment: dict[str, Any]) -> httpx.Response:
        answer: httpx.Response = await member.post(f"{self.path}/payments/{payment['id']}/approve")
        return answer

    async def read(self, reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(self.path))

    async def figures(self, reader: Member | None = None) -> dict[str, Any]:
        fund = await self.read(reader)
        return {name: figure["cents"] for name, figure in fund["figures"].items()}

    async def stakes(self, reader: Member | None = None) -> list[int]:
        fund = await self.read(reader)
        return [stake["stake_cents"] for stake in fund["stakes"]]

    async def balances(self, *purposes: str) -> int:
        """Σ of the balances kept by the ledger."""
        (row,) = await self.make.rows(
            "SELECT coalesce(sum(balance), 0)::bigint AS total FROM ledger_accounts"
            " WHERE agreement_id = :id AND purpose = ANY (:purposes)",
            id=self.agreement.id,
            purposes=list(purposes),
        )
        return int(row.total)

    async def leave(self, member: Member, on: Any) -> None:
        await self.make.rows(
            "UPDATE parties SET left_on = :day WHERE agreement_id = :id AND organisation_id = :organisation",
            day=on,
            id=self.agreement.id,
            organisation=member.organisation.id,
        )

    def _question(self, project: dict[str, Any]) -> Question:
        return Question(self.agreement.id, UUID(project["id"]), {})

    def _acting(self, member: Member) -> "Acting":
        return Acting(self.make, member)


class Acting:
    """A committed transaction of the application on behalf of a member."""

    def __init__(self, make: Make, member: Member) -> None:
        self._sessions = make.app.state.sessions
        self._member = member

    async def __aenter__(self) -> AsyncSession:
        self._session: AsyncSession = self._sessions()
        await self._session.begin()
        await enter(
            self._session,
            organisation=self._member.organisation.id,
            person=self._member.person.id,
        )
        return self._session

    async def __aexit__(self, kind: object, *_: object) -> None:
        await (self._session.rollback() if kind else self._session.commit())
        await self._session.close()


async def adopt_rules(make: Make, agreement: Row, author: Member, **rules: Any) -> Row:
    """Rules in force since long ago."""
    count = await make.count("agreement_rules", "agreement_id = :id", id=agreement.id)
    book = Rulebook.model_validate({"confidentiality": agreement.confidentiality, **rules})
    return await make.row(
        "agreement_rules",
        agreement_id=agreement.id,
        number=count + 1,
        state="adopted",
        content=book.model_dump_json(),
        note="Règles du fonds",
        proposed_by=author.organisation.id,
        proposed_by_person=author.person.id,
        basis="founding",
        adopted_at=agreement.created_at,
        in_force_from=LONG_AGO,
    )


async def commons(
    make: Make,
    engine: AsyncEngine,
    *,
    members: int = 6,
    contributions: bool = True,
    confidentiality: str = "open",
    legal_form: str = "common_fund",
    **rules: Any,
) -> Commons:
    """The fund of domain.md §8.6: A to F, their contributions, yearly ones used first."""
    people = [
        await make.signed_in(await make.organisation(f"Maison {letter}")) for letter in "ABCDEFGH"[:members]
    ]
    agreement = await make.pool(
        people[0].organisation,
        *(member.organisation for member in people[1:]),
        legal_form=legal_form,
        confidentiality=confidentiality,
    )
    await adopt_rules(make, agreement, people[0], **rules)
    body = {"agreement_id": str(agreement.id), "name": "Fonds commun", "purpose": "Projets collectifs"}
    fund = told(await people[0].post("/v1/funds", json=body), 201)
    world = Commons(make, engine, people, agreement, fund)
    if contributions:
        await contribute_all(world)
    return world


async def contribute_all(world: Commons) -> None:
    """What each member of the scenario brought, recorded by the lead in one go."""
    async with Acting(world.make, world.lead) as session:
        for member, repayable, yearly in zip(world.members, REPAYABLE, YEARLY, strict=False):
            own = member.organisation.id
            means = await account(session, world.agreement.id, "party", organisation_id=own)
            stake = await account(session, world.agreement.id, "stake", organisation_id=own)
            pot = await account(session, world.agreement.id, "common")
            for destination, cents in ((stake, repayable), (pot, yearly)):
                await post(
                    session,
                    agreement_id=world.agreement.id,
                    kind="contribution",
                    description="Apport",
                    occurred_on=date(2026, 1, 15),
                    moves=[Move(means, destination, cents)],
                )
