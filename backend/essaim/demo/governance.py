"""Writing rules, votes and movements of the demonstration: votes are counted and applied by the product itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.agreements.rulebook import Matter, Rulebook
from essaim.decisions.models import Choice, Decision
from essaim.decisions.service.closing import Actor, settle
from essaim.decisions.service.voting import open_if_convened
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import Writer, demo_id
from essaim.kit.db import enter

HOUR = timedelta(hours=1)


async def director(writer: Writer, key: str, name: str) -> None:
    """Somebody who votes and signs for an organisation; without password, hence without a way in."""
    person = await writer.put("persons", f"direction/{key}", name=name, email=f"direction.{key}@exemple.test")
    await writer.put(
        "mandates",
        f"direction/{key}",
        person_id=person,
        organisation_id=organisation_id(key),
        role="director",
        profession="Direction",
        powers=["vote", "sign", "spend"],
    )


def speaker(key: str) -> tuple[UUID, UUID]:
    """The person and the mandate that vote for an organisation."""
    return demo_id(f"persons/direction/{key}"), demo_id(f"mandates/direction/{key}")


async def rules(
    writer: Writer,
    agreement_key: str,
    number: int,
    book: Rulebook,
    note: str,
    *,
    founding: datetime | None = None,
    proposed_at: datetime | None = None,
) -> UUID:
    """A version of the rules: founding, or a draft that a vote may adopt, proposed now unless said otherwise."""
    agreement = demo_id(f"agreements/{agreement_key}")
    adopted: dict[str, Any] = {} if proposed_at is None else {"created_at": proposed_at}
    if founding is not None:
        adopted = {
            "created_at": founding,
            "state": "adopted",
            "basis": "founding",
            "adopted_at": founding,
            "in_force_from": founding.date(),
        }
    lead = await writer.lead_of(agreement)
    return await writer.put(
        "agreement_rules",
        f"{agreement_key}/{number}",
        agreement_id=agreement,
        number=number,
        content=book.model_dump_json(),
        note=note,
        proposed_by=lead.organisation_id,
        proposed_by_person=lead.person_id,
        **adopted,
    )


async def convened(
    writer: Writer,
    agreement_key: str,
    number: int,
    *,
    title: str,
    reason: str,
    effect: Matter,
    opens_at: datetime,
    closes_at: datetime,
    subject_id: UUID | None = None,
    place: str | None = None,
) -> UUID | None:
    """A question whose vote begins at `opens_at`; none if it is there already."""
    agreement = demo_id(f"agreements/{agreement_key}")
    lead = await writer.lead_of(agreement)
    decision = demo_id(f"decisions/{agreement_key}/{number}")
    is_new = await writer.add(
        "decisions",
        id=decision,
        agreement_id=agreement,
        number=number,
        title=title,
        reason=reason,
        effect=effect,
        subject_id=subject_id,
        ballot="named",
        state="convened",
        opens_at=opens_at,
        closes_at=closes_at,
        convened_at=opens_at - timedelta(days=20),
        created_at=opens_at - timedelta(days=25),
        convened_by=lead.organisation_id,
        convened_by_person=lead.person_id,
        proxy_limit=1,
        place=place,
        proposed_by=lead.organisation_id,
        proposed_by_person=lead.person_id,
        fictional=True,
    )
    return decision if is_new else None


async def vote(
    writer: Writer,
    decision_id: UUID,
    choices: Mapping[str, Choice],
    *,
    proxies: Mapping[str, str] | None = None,
    close: bool = True,
) -> None:
    """Open a vote, cast the ballots of these organisations (`proxies`: giver → holder), then count it."""
    async with AsyncSession(bind=writer.connection, expire_on_commit=False, autoflush=False) as session:
        decision = await session.get_one(Decision, decision_id)
        agreement = await session.get_one(Agreement, decision.agreement_id)
        lead = await writer.lead_of(agreement.id)
        await enter(session, organisation=lead.organisation_id, person=lead.person_id)
        await open_if_convened(session, decision, agreement)
        decision.opened_at = decision.opens_at
        await session.flush()
        cast_at = (decision.opens_at or datetime.now(UTC)) + HOUR / 4
        for giver, holder in (proxies or {}).items():
            await _give_proxy(writer, decision, giver, holder)
        for number, (key, choice) in enumerate(choices.items()):
            holder = (proxies or {}).get(key, key)
            await _cast(writer, decision, key, holder, choice, cast_at + timedelta(minutes=number))
        if close:
            await settle(session, decision, agreement, Actor(lead.organisation_id, lead.person_id))
        await session.flush()


async def _give_proxy(writer: Writer, decision: Decision, giver: str, holder: str) -> None:
    person, mandate = speaker(giver)
    await writer.put(
        "proxies",
        f"{decision.id}/{giver}",
        decision_id=decision.id,
        agreement_id=decision.agreement_id,
        giver_id=organisation_id(giver),
        holder_id=organisation_id(holder),
        given_by=person,
        mandate_id=mandate,
    )


async def _cast(
    writer: Writer, decision: Decision, key: str, holder: str, choice: Choice, cast_at: datetime
) -> None:
    person, mandate = speaker(holder)
    await writer.add(
        "ballots",
        decision_id=decision.id,
        organisation_id=organisation_id(key),
        agreement_id=decision.agreement_id,
        choice=choice,
        cast_by=organisation_id(holder),
        person_id=person,
        mandate_id=mandate,
        cast_at=cast_at,
    )


async def account(
    writer: Writer,
    agreement: UUID,
    purpose: str,
    organisation: str | None = None,
    subject: UUID | None = None,
) -> UUID:
    return await writer.put(
        "ledger_accounts",
        f"{agreement}/{purpose}/{organisation or subject or ''}",
        agreement_id=agreement,
        purpose=purpose,
        organisation_id=organisation_id(organisation) if organisation else None,
        subject_id=subject,
        unit="EUR/2",
        minimum_balance=None if purpose in ("world", "party", "due", "income") else 0,
    )


_POST = text("""
    SELECT transaction_id FROM post_transaction(:agreement, CAST(:day AS date), :kind, :description, :reference, NULL,
        NULL, CAST(:sources AS uuid[]), CAST(:destinations AS uuid[]), CAST(:amounts AS bigint[]))
""")
_POSTED = text(
    "SELECT id FROM ledger_transactions WHERE agreement_id = :agreement AND reference = :reference"
)


async def post(
    writer: Writer,
    agreement: UUID,
    kind: str,
    description: str,
    reference: str,
    day: datetime,
    moves: Sequence[tuple[UUID, UUID, int]],
) -> UUID:
    """A transaction, unless one of this reference is in the book."""
    found = await writer.connection.scalar(_POSTED, {"agreement": agreement, "reference": reference})
    if found is not None:
        return UUID(str(found))
    lead = await writer.lead_of(agreement)
    await writer.connection.execute(
        text("SELECT set_config('essaim.organisation', :o, true), set_config('essaim.person', :p, true)"),
        {"o": str(lead.organisation_id), "p": str(lead.person_id)},
    )
    sources, destinations, amounts = zip(*moves, strict=True)
    posted = await writer.connection.scalar(
        _POST,
        {
            "agreement": agreement,
            "day": day.date(),
            "kind": kind,
            "description": description,
            "reference": reference,
            "sources": list(sources),
            "destinations": list(destinations),
            "amounts": list(amounts),
        },
    )
    writer.written += 1
    return UUID(str(posted))
