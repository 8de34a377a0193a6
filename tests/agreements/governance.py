"""Rules adopted, and decisions carried out, as the parties of an agreement would."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Question
from essaim.agreements.rulebook import Matter, Rulebook
from essaim.agreements.service.effects import EFFECTS
from essaim.kit.db import enter
from make import LONG_AGO, Make, Member, Row

BY_MATTER = {effect.matter: effect for effect in EFFECTS}


def rulebook(**parts: Any) -> dict[str, Any]:
    """The JSON of a rulebook: the defaults, and what is said here."""
    return Rulebook.model_validate(parts).model_dump(mode="json")


async def adopted(
    make: Make, agreement: Row, member: Member, *, since: date = LONG_AGO, number: int = 1, **parts: Any
) -> Row:
    """A version in force since a day, written as the owner."""
    return await make.row(
        "agreement_rules",
        agreement_id=agreement.id,
        number=number,
        state="adopted",
        content=json.dumps(rulebook(**parts)),
        note="Version essayée",
        proposed_by=member.organisation.id,
        proposed_by_person=member.person.id,
        basis="founding",
        adopted_at=datetime.now(UTC),
        in_force_from=since,
    )


async def propose(member: Member, agreement: Row, note: str = "Essai", **parts: Any) -> httpx.Response:
    return await member.post(
        f"/v1/agreements/{agreement.id}/rules/versions", json={"content": parts, "note": note}
    )


async def my_party(member: Member, pool: Row) -> str:
    return str((await member.get(f"/v1/pools/{pool.id}")).json()["my_party_id"])


@asynccontextmanager
async def acting(make: Make, member: Member) -> AsyncIterator[AsyncSession]:
    """A transaction of the application, on behalf of a member."""
    async with make.app.state.sessions() as session, session.begin():
        await enter(session, organisation=member.organisation.id, person=member.person.id)
        yield session


async def preview(
    make: Make,
    member: Member,
    agreement: Row,
    matter: Matter,
    subject_id: str | UUID | None = None,
    **subject: Any,
) -> Change:
    """What the decision would change, as anybody who reads it is told."""
    question = Question(agreement.id, _uuid(subject_id), subject)
    async with acting(make, member) as session:
        return await BY_MATTER[matter].preview(session, question)


async def decide(
    make: Make,
    member: Member,
    agreement: Row,
    matter: Matter,
    subject_id: str | UUID | None = None,
    outcome: str = "adopted",
    **subject: Any,
) -> Row:
    """A decision just closed by this member, its effect still to come."""
    now = datetime.now(UTC)
    return await make.row(
        "decisions",
        agreement_id=agreement.id,
        number=1 + await make.count("decisions", "agreement_id = :id", id=agreement.id),
        title="Décision",
        reason="Pour essayer",
        effect=matter,
        subject_id=_uuid(subject_id),
        subject=json.dumps(subject),
        ballot="named",
        state="closed",
        outcome=outcome,
        opens_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
        convened_at=now - timedelta(days=30),
        closed_at=now,
        result="{}",
        effect_state="pending" if outcome == "adopted" else "none",
        proposed_by=member.organisation.id,
        proposed_by_person=member.person.id,
    )


async def carry_out(
    make: Make,
    member: Member,
    agreement: Row,
    matter: Matter,
    subject_id: str | UUID | None = None,
    *,
    outcome: str = "adopted",
    **subject: Any,
) -> Applied | None:
    """The vote is closed by this member, through the second wall: its effect is applied, or the vote failed."""
    decision = await decide(make, member, agreement, matter, subject_id, outcome, **subject)
    effect = BY_MATTER[matter]
    question = Question(agreement.id, _uuid(subject_id), subject, decision.id)
    async with acting(make, member) as session:
        await session.execute(
            text("SELECT set_config('essaim.decision', :id, true)"), {"id": str(decision.id)}
        )
        if outcome == "adopted":
            return await effect.apply(session, question)
        if effect.reject is not None:
            await effect.reject(session, question)
        return None


def _uuid(value: str | UUID | None) -> UUID | None:
    return UUID(str(value)) if value is not None else None
