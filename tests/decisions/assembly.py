"""Members of an agreement who vote, in the words of an assembly; the day is theirs to choose."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.rulebook import Matter
from essaim.decisions import registry
from essaim.kit import clock
from essaim.kit.errors import Refusal
from essaim.kit.text import Text
from make import Make, Member, Row

Spoken = dict[str, Any]

CONVENED_ON = "2027-05-20T09:00:00+02:00"
OPENS = "2027-06-18T14:00:00+02:00"
CLOSES = "2027-06-18T16:00:00+02:00"
DURING = "2027-06-18T15:00:00+02:00"


class Calendar:
    """The hour it is for the application."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now = datetime.now(UTC)
        monkeypatch.setattr(clock, "now", lambda: self._now)
        monkeypatch.setattr(clock, "today", lambda: self._now.astimezone(clock.PARIS).date())

    def reach(self, moment: str) -> None:
        self._now = datetime.fromisoformat(moment).astimezone(UTC)


class NothingLeft(Refusal):
    """What the effect of these tests refuses."""

    title = Text("Rien ne reste", "Nothing left")
    detail = Text("Il ne reste que {left}.", "Only {left} is left.")


@dataclass
class Spy:
    """An effect that does nothing, and remembers that it was asked to; `ends` says how it ends."""

    matter: Matter
    ends: Applied | Refusal = field(default_factory=Applied)
    refuses: Refusal | None = None
    concerned: str | None = None
    applied: list[Question] = field(default_factory=list)
    rejected: list[Question] = field(default_factory=list)

    async def preview(self, session: AsyncSession, question: Question) -> Change:
        if self.refuses is not None:
            raise self.refuses
        return Change((Text("Tout change.", "Everything changes."),), concerned=question.subject_id)

    async def apply(self, session: AsyncSession, question: Question) -> Applied:
        self.applied.append(question)
        if isinstance(self.ends, Refusal):
            raise self.ends
        return self.ends

    async def reject(self, session: AsyncSession, question: Question) -> None:
        self.rejected.append(question)

    def effect(self, *, needs_subject: bool = False) -> Effect:
        name = Text("Avis", "Opinion")
        return Effect(self.matter, name, needs_subject, self.preview, self.apply, self.reject)


def spy_on(monkeypatch: pytest.MonkeyPatch, *spies: Spy, needs_subject: bool = False) -> None:
    """Effects of these tests in place of the real ones."""
    for spy in spies:
        monkeypatch.setitem(registry._EFFECTS, spy.matter, spy.effect(needs_subject=needs_subject))


@dataclass
class Assembly:
    agreement: Row
    members: list[Member]

    @property
    def lead(self) -> Member:
        return self.members[0]

    async def ask(self, by: Member | None = None, **values: Any) -> Spoken:
        """A draft decision."""
        given = {
            "agreement_id": str(self.agreement.id),
            "title": "Adopter la clé de répartition",
            "reason": "Les bases de 2026 sont connues.",
            "effect": "opinion",
        }
        answer = await (by or self.lead).post("/v1/decisions", json={**given, **values})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def convened(self, calendar: Calendar, **values: Any) -> str:
        """A decision convened in time for its usual hours; its address."""
        calendar.reach(CONVENED_ON)
        decision = await self.ask(**values)
        answer = await self.lead.post(
            f"/v1/decisions/{decision['id']}/convene",
            json={"opens_at": OPENS, "closes_at": CLOSES, "place": "Salle Bully"},
        )
        assert answer.status_code == 200, answer.text
        return f"/v1/decisions/{decision['id']}"

    async def opened(self, calendar: Calendar, **values: Any) -> str:
        address = await self.convened(calendar, **values)
        calendar.reach(DURING)
        answer = await self.lead.post(f"{address}/open")
        assert answer.status_code == 200, answer.text
        return address

    async def vote(self, address: str, choices: str, members: Sequence[Member] | None = None) -> None:
        """One letter per member: y, n, a, or - for who stays away."""
        words = {"y": "yes", "n": "no", "a": "abstain"}
        for member, letter in zip(members or self.members, choices, strict=False):
            if letter != "-":
                await cast(member, address, words[letter])

    async def close(self, address: str, calendar: Calendar, by: Member | None = None) -> Spoken:
        calendar.reach(CLOSES)
        answer = await (by or self.lead).post(f"{address}/close")
        assert answer.status_code == 200, answer.text
        return answer.json()


async def cast(member: Member, address: str, choice: str, organisation: Row | None = None) -> Spoken:
    body = {"choice": choice, **({"organisation_id": str(organisation.id)} if organisation else {})}
    answer = await member.post(f"{address}/ballots", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def give_proxy(giver: Member, holder: Member, address: str) -> httpx.Response:
    return await giver.post(f"{address}/proxies", json={"holder_id": str(holder.organisation.id)})


async def gather(
    make: Make,
    size: int,
    voting: Spoken | None = None,
    *,
    names: Sequence[str] = (),
    colleges: Sequence[str] = (),
    **agreement: Any,
) -> Assembly:
    """An agreement in force of so many members, the first its lead, under these rules if any."""
    members = [
        await make.signed_in(await make.organisation(names[index] if index < len(names) else None))
        for index in range(size)
    ]
    made = await make.pool(
        members[0].organisation, *(member.organisation for member in members[1:]), **agreement
    )
    for member, college in zip(members, colleges, strict=False):
        await make.rows(
            "UPDATE parties SET college = :college WHERE agreement_id = :agreement AND organisation_id = :own",
            college=college,
            agreement=made.id,
            own=member.organisation.id,
        )
    if voting is not None:
        await adopt(make, made, members[0], {"voting": voting})
    return Assembly(made, members)


async def adopt(make: Make, agreement: Row, member: Member, content: Spoken) -> Row:
    """Founding rules, in force since long ago."""
    return await make.row(
        "agreement_rules",
        agreement_id=agreement.id,
        number=1,
        state="adopted",
        content=json.dumps(content),
        note="Règles fondatrices",
        proposed_by=member.organisation.id,
        proposed_by_person=member.person.id,
        basis="founding",
        adopted_at=datetime.now(UTC) - timedelta(days=365),
        in_force_from=date(2020, 1, 1),
    )


async def bring(make: Make, assembly: Assembly, amounts: Sequence[int]) -> None:
    """What each member brought in, in cents: its own means are that much below zero."""
    for member, amount in zip(assembly.members, amounts, strict=True):
        accounts = [
            await make.row(
                "ledger_accounts",
                agreement_id=assembly.agreement.id,
                purpose=purpose,
                organisation_id=member.organisation.id,
                unit="EUR/2",
                minimum_balance=None if purpose == "party" else 0,
            )
            for purpose in ("party", "stake")
        ]
        if amount:
            await make.rows(
                """
                WITH me AS MATERIALIZED (SELECT set_config('essaim.organisation', :organisation, true) AS o,
                                                set_config('essaim.person', :person, true) AS p)
                SELECT posted.number FROM me, LATERAL post_transaction(:agreement, '2027-01-04', 'contribution', 'Apport',
                    NULL, NULL, NULL, ARRAY[CAST(:source AS uuid)], ARRAY[CAST(:destination AS uuid)],
                    ARRAY[CAST(:amount AS bigint)]) posted
                WHERE me.o IS NOT NULL AND me.p IS NOT NULL
                """,
                organisation=str(member.organisation.id),
                person=str(member.person.id),
                agreement=assembly.agreement.id,
                source=accounts[0].id,
                destination=accounts[1].id,
                amount=amount,
            )


@pytest.fixture(name="calendar")
def the_calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


@pytest.fixture(name="opinion")
def an_opinion(monkeypatch: pytest.MonkeyPatch, app: Any) -> Spy:
    """An opinion asked of the members, and whatever becomes of it."""
    spy = Spy("opinion")
    spy_on(monkeypatch, spy)
    return spy
