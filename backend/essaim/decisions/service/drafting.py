"""Propose, change, support and withdraw a decision that is not convened yet."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.agreements.access import Standing
from essaim.agreements.effects import Change, Question
from essaim.agreements.governing import in_force
from essaim.agreements.rulebook import Matter
from essaim.decisions.access import Place, lock, require_reader
from essaim.decisions.errors import (
    AgreementNotActive,
    DecisionNotDraft,
    OnlyTheConvener,
    OnlyTheProposer,
    SubjectRequired,
    SupportedByOthers,
    VoteBegun,
    VoteClosed,
)
from essaim.decisions.models import Decision, Support
from essaim.decisions.registry import effect_of
from essaim.decisions.schemas import DecisionChange, DecisionIn, SubjectIn
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.etag import check_version

_NUMBERING = text("SELECT pg_advisory_xact_lock(hashtextextended('decisions ' || :agreement, 0))")


async def propose(session: AsyncSession, caller: Caller, body: DecisionIn) -> UUID:
    """A draft of one's organisation, which supports it from the start."""
    standing = await agreements.find(session, caller, body.agreement_id)
    require_reader(standing)
    standing.require_taking_part()
    require_active(standing)
    subject = _kept(body.subject)
    await preview(session, body.effect, Question(body.agreement_id, body.subject_id, subject))
    voting = (await in_force(session, standing.agreement, clock.today())).book.voting
    decision = Decision(
        agreement_id=body.agreement_id,
        number=await next_number(session, body.agreement_id),
        title=body.title,
        reason=body.reason,
        effect=body.effect,
        subject_id=body.subject_id,
        subject=subject,
        ballot=body.ballot or voting.ballot,
        proposed_by=caller.organisation_id,
        proposed_by_person=caller.person_id,
        fictional=standing.agreement.fictional,
    )
    session.add(decision)
    await session.flush()
    await _add_support(session, caller, decision)
    return decision.id


async def change(
    session: AsyncSession, caller: Caller, decision_id: UUID, body: DecisionChange, version: int
) -> None:
    """Change a draft, until another organisation supports its text."""
    place = await lock(session, caller, decision_id)
    decision = place.decision
    require_draft(decision)
    check_version(decision.version, version)
    if not place.standing.leads and decision.proposed_by != caller.organisation_id:
        raise OnlyTheProposer
    await _require_no_other_support(session, decision)
    given: dict[str, Any] = body.model_dump(exclude_unset=True, exclude={"subject"})
    if "subject" in body.model_fields_set:
        given["subject"] = _kept(body.subject)
    for name, value in given.items():
        setattr(decision, name, value)
    if {"subject", "subject_id"} & set(given):
        question = Question(decision.agreement_id, decision.subject_id, decision.subject, decision.id)
        await preview(session, decision.effect, question)  # type: ignore[arg-type]
    await written(session, decision)


async def support(session: AsyncSession, caller: Caller, decision_id: UUID) -> None:
    """Ask, with others, that a draft be convened."""
    place = await lock(session, caller, decision_id)
    require_draft(place.decision)
    await _add_support(session, caller, place.decision)


async def withdraw_support(session: AsyncSession, caller: Caller, decision_id: UUID) -> None:
    place = await lock(session, caller, decision_id)
    require_draft(place.decision)
    await session.execute(
        delete(Support).where(
            Support.decision_id == decision_id, Support.organisation_id == caller.organisation_id
        )
    )


async def withdraw(session: AsyncSession, caller: Caller, decision_id: UUID) -> None:
    """Give a decision up before its vote opens."""
    place = await lock(session, caller, decision_id)
    decision = place.decision
    if decision.state == "open":
        raise VoteBegun
    if decision.state in ("closed", "withdrawn"):
        raise VoteClosed
    if decision.state == "convened" and decision.convened_by != caller.organisation_id:
        raise OnlyTheConvener
    if decision.state == "draft":
        await _require_may_drop(session, caller, place)
    decision.state = "withdrawn"
    await written(session, decision)


async def _require_may_drop(session: AsyncSession, caller: Caller, place: Place) -> None:
    """The lead alone does not silence what other members ask."""
    if place.decision.proposed_by == caller.organisation_id:
        return
    if not place.standing.leads:
        raise OnlyTheProposer
    await _require_no_other_support(session, place.decision)


async def preview(session: AsyncSession, matter: Matter, question: Question) -> Change:
    """What would change; the typed refusal of the feature concerned when it cannot be asked."""
    effect = effect_of(matter)
    if effect.needs_subject and question.subject_id is None and not question.subject:
        raise SubjectRequired
    return await effect.preview(session, question)


async def next_number(session: AsyncSession, agreement_id: UUID) -> int:
    """Numbers follow each other without a gap: one proposal at a time in an agreement."""
    await session.execute(_NUMBERING, {"agreement": str(agreement_id)})
    last = await session.scalar(
        select(func.max(Decision.number)).where(Decision.agreement_id == agreement_id)
    )
    return (last or 0) + 1


def require_active(standing: Standing) -> None:
    if standing.agreement.state != "active":
        raise AgreementNotActive


def require_draft(decision: Decision) -> None:
    if decision.state != "draft":
        raise DecisionNotDraft


async def written(session: AsyncSession, decision: Decision) -> None:
    decision.version += 1
    await session.flush()


def _kept(subject: SubjectIn) -> dict[str, Any]:
    return subject.model_dump(mode="json", exclude_none=True)


async def _add_support(session: AsyncSession, caller: Caller, decision: Decision) -> None:
    values = {
        "decision_id": decision.id,
        "organisation_id": caller.organisation_id,
        "agreement_id": decision.agreement_id,
        "person_id": caller.person_id,
    }
    await session.execute(insert(Support).values(**values).on_conflict_do_nothing())


async def _require_no_other_support(session: AsyncSession, decision: Decision) -> None:
    others = select(func.count()).where(
        Support.decision_id == decision.id, Support.organisation_id != decision.proposed_by
    )
    if await session.scalar(others):
        raise SupportedByOthers
