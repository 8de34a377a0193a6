"""Convene the members: the notice the rules give them, once per question; a second call after a failed quorum."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Question
from essaim.agreements.governing import in_force
from essaim.agreements.models import Party
from essaim.agreements.rulebook import VotingRule
from essaim.decisions import words
from essaim.decisions.access import Place, lock
from essaim.decisions.applied import rule_for
from essaim.decisions.errors import (
    AlreadyAsked,
    NoSecondCall,
    NotEnoughSupport,
    NoticeTooShortForVote,
    OnlyTheConvener,
    SecretNeedsEqualVotes,
)
from essaim.decisions.models import Decision, Support
from essaim.decisions.queries import voters
from essaim.decisions.rules.calendar import allowed_proxies, earliest_opening, supports_needed
from essaim.decisions.rules.electorate import secret_is_possible
from essaim.decisions.schemas import Convocation, Period, SecondCallIn
from essaim.decisions.service.drafting import next_number, preview, require_active, require_draft, written
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated


async def convene(session: AsyncSession, caller: Caller, decision_id: UUID, body: Convocation) -> None:
    """By the lead; or by any supporter once a third of the members support the question."""
    place = await lock(session, caller, decision_id)
    decision = place.decision
    require_draft(decision)
    require_active(place.standing)
    members = await voters.members_count(session, decision.agreement_id)
    if not place.standing.leads:
        await _require_support(session, caller, decision, members)
    question = Question(decision.agreement_id, decision.subject_id, decision.subject, decision.id)
    await preview(session, decision.effect, question)  # type: ignore[arg-type]
    rule = await _rule(session, place)
    _require_notice(body, rule, days=rule.notice_days, urgent=body.urgent)
    await require_secrecy_holds(session, decision, rule)
    _set(decision, caller, body, place=body.place, proxy_limit=allowed_proxies(rule.proxy_limit, members))
    decision.urgent = body.urgent
    async with refuse_if_violated(session, {"decisions_asked_once_key": AlreadyAsked()}):
        await written(session, decision)


async def second_call(session: AsyncSession, caller: Caller, decision_id: UUID, body: SecondCallIn) -> UUID:
    """The same question asked again after a failed quorum, with the quorum of a second call."""
    place = await lock(session, caller, decision_id)
    first = place.decision
    require_active(place.standing)
    rule = VotingRule.model_validate(first.rule) if first.rule is not None else await _rule(session, place)
    if first.outcome != "no_quorum" or first.call == 2 or not rule.second_call.allowed:
        raise NoSecondCall
    if not place.standing.leads and first.convened_by != caller.organisation_id:
        raise OnlyTheConvener
    _require_notice(body, rule, days=rule.second_call.notice_days, urgent=False)
    members = await voters.members_count(session, first.agreement_id)
    again = Decision(
        agreement_id=first.agreement_id,
        number=await next_number(session, first.agreement_id),
        title=first.title,
        reason=first.reason,
        effect=first.effect,
        subject_id=first.subject_id,
        subject=first.subject,
        ballot=first.ballot,
        call=2,
        first_call_id=first.id,
        proposed_by=first.proposed_by,
        proposed_by_person=first.proposed_by_person,
        fictional=first.fictional,
        version=1,
    )
    _set(again, caller, body, place=body.place, proxy_limit=allowed_proxies(rule.proxy_limit, members))
    once = {"decisions_first_call_key": NoSecondCall(), "decisions_asked_once_key": AlreadyAsked()}
    async with refuse_if_violated(session, once):
        session.add(again)
    return again.id


def _set(decision: Decision, caller: Caller, body: Period, *, place: str | None, proxy_limit: int) -> None:
    decision.state = "convened"
    decision.opens_at, decision.closes_at, decision.place = body.opens_at, body.closes_at, place
    decision.proxy_limit = proxy_limit
    decision.convened_at = clock.now()
    decision.convened_by, decision.convened_by_person = caller.organisation_id, caller.person_id


async def _rule(session: AsyncSession, place: Place) -> VotingRule:
    force = await in_force(session, place.agreement, clock.today())
    return rule_for(force.book.voting, place.decision.effect, place.decision.call)  # type: ignore[arg-type]


async def _require_support(session: AsyncSession, caller: Caller, decision: Decision, members: int) -> None:
    """Supports of organisations that still take part."""
    statement = (
        select(Support.organisation_id)
        .join(
            Party,
            (Party.agreement_id == Support.agreement_id) & (Party.organisation_id == Support.organisation_id),
        )
        .where(
            Support.decision_id == decision.id,
            Party.state == "accepted",
            Party.role != "observer",
            or_(Party.left_on.is_(None), Party.left_on >= clock.today()),
        )
    )
    supporters = set(await session.scalars(statement))
    needed, supports = supports_needed(members), len(supporters)
    if supports < needed or caller.organisation_id not in supporters:
        raise NotEnoughSupport(
            needed=needed, supports=supports, context={"needed": needed, "supports": supports}
        )


def _require_notice(body: Period, rule: VotingRule, *, days: int, urgent: bool) -> None:
    hours = rule.urgent_notice_hours
    earliest = earliest_opening(clock.now(), notice_days=days, urgent_notice_hours=hours, urgent=urgent)
    if body.opens_at < earliest:
        raise NoticeTooShortForVote(
            notice=words.notice(days=days, hours=hours, urgent=urgent),
            context={"earliest": earliest.isoformat(timespec="seconds").replace("+00:00", "Z")},
        )


async def require_secrecy_holds(session: AsyncSession, decision: Decision, rule: VotingRule) -> None:
    """Refuse a secret ballot whose count would tell who chose what."""
    if decision.ballot == "named":
        return
    found = await voters.today(session, decision, rule)
    if not secret_is_possible(found.electors, double_majority=rule.double_majority):
        raise SecretNeedsEqualVotes
