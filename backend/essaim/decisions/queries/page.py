"""One decision, with everything its page shows."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.decisions import words
from essaim.decisions.access import Place, find
from essaim.decisions.models import Decision, Voter
from essaim.decisions.queries import voters
from essaim.decisions.queries.counts import count_of
from essaim.decisions.queries.facts import Facts, gather, proxy_of
from essaim.decisions.queries.listing import told_result
from essaim.decisions.queries.mine import mine_of
from essaim.decisions.registry import effect_of
from essaim.decisions.results import Result
from essaim.decisions.rules import electorate
from essaim.decisions.rules.calendar import allowed_proxies, earliest_opening, supports_needed
from essaim.decisions.schemas import (
    AgreementRef,
    DecisionOut,
    ElectorOut,
    SubjectOut,
    WithoutVoteOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import Refusal
from essaim.kit.text import Language


async def read(session: AsyncSession, caller: Caller, decision_id: UUID, language: Language) -> DecisionOut:
    place = await find(session, caller, decision_id)
    return await told(session, caller, place, language)


async def told(session: AsyncSession, caller: Caller, place: Place, language: Language) -> DecisionOut:
    facts = await gather(session, caller, place)
    decision = place.decision
    changes, cannot_apply = await _changes(session, decision, language)
    opening = _earliest(facts)
    return DecisionOut(
        id=decision.id,
        agreement=AgreementRef.model_validate(place.agreement),
        number=decision.number,
        title=decision.title,
        reason=decision.reason,
        effect=decision.effect,
        effect_name=effect_of(decision.effect).name.in_(language),  # type: ignore[arg-type]
        subject_id=decision.subject_id,
        subject=_subject(decision),
        ballot=decision.ballot,
        state=decision.state,
        outcome=decision.outcome,
        changes=changes,
        cannot_apply=cannot_apply,
        rule=words.rule_sentences(facts.rule, language),
        rules_id=decision.rules_id if facts.frozen else facts.force.rules_id,
        rules_number=facts.rules_number if facts.frozen else facts.force.number,
        proxy_limit=_proxy_limit(facts),
        proposed_by=facts.ref(decision.proposed_by),
        convened_by=facts.ref(decision.convened_by) if decision.convened_by else None,
        urgent=decision.urgent,
        place=decision.place,
        created_at=decision.created_at,
        convened_at=decision.convened_at,
        opens_at=decision.opens_at,
        closes_at=decision.closes_at,
        opened_at=decision.opened_at,
        closed_at=decision.closed_at,
        earliest_opening=opening[0],
        earliest_urgent_opening=opening[1],
        call=decision.call,
        first_call_id=decision.first_call_id,
        second_call_id=facts.second_call_id,
        electorate_frozen=facts.frozen,
        electorate=[_elector(facts, voter) for voter in facts.roll.voters],
        without_vote=[_without(facts, each, language) for each in facts.without],
        count=count_of(facts, language),
        result=told_result(decision, place.standing, language),
        effect_state=decision.effect_state,
        effect_reason=(decision.effect_refusal or {}).get(language),
        minutes_id=decision.minutes_id,
        supports=[facts.ref(each) for each in facts.supports],
        supports_needed=supports_needed(facts.members),
        mine=mine_of(facts, caller, language),
        fictional=decision.fictional,
        version=decision.version,
    )


# Reading


async def _changes(
    session: AsyncSession, decision: Decision, language: Language
) -> tuple[list[str], str | None]:
    """What would change today; once closed, what was told at the closing."""
    if decision.result is not None:
        kept = Result.model_validate(decision.result).changes
        return [each.text.in_(language) for each in kept], None
    try:
        effect = effect_of(decision.effect)  # type: ignore[arg-type]
        change = await effect.preview(session, voters.question_of(decision))
    except Refusal as refusal:
        return [], words.NO_LONGER_ASKED.in_(language).format(why=refusal.sentence(language))
    return [sentence.in_(language) for sentence in change.sentences], None


# Telling


def _subject(decision: Decision) -> SubjectOut:
    return SubjectOut.model_validate({**dict.fromkeys(SubjectOut.model_fields), **decision.subject})


def _earliest(facts: Facts) -> tuple[Any, Any]:
    if facts.decision.state != "draft":
        return None, None
    voting = facts.force.book.voting
    regular, urgent = (
        earliest_opening(
            clock.now(),
            notice_days=voting.notice_days,
            urgent_notice_hours=voting.urgent_notice_hours,
            urgent=urgent,
        )
        for urgent in (False, True)
    )
    return regular, urgent


def _proxy_limit(facts: Facts) -> int:
    if facts.decision.state == "draft":
        return allowed_proxies(facts.rule.proxy_limit, facts.members)
    return facts.decision.proxy_limit


def _elector(facts: Facts, voter: Voter) -> ElectorOut:
    ballot = facts.roll.ballots.get(voter.organisation_id)
    proxy = proxy_of(facts.roll, voter.organisation_id)
    by_proxy = ballot is not None and ballot.cast_by != ballot.organisation_id
    return ElectorOut(
        organisation=facts.ref(voter.organisation_id),
        college=voter.college or None,
        votes=None if facts.hides_money and facts.rule.weighting == "contributions" else voter.votes,
        chair=voter.chair,
        voted=ballot is not None,
        choice=ballot.choice if ballot else None,
        cast_by=facts.ref(ballot.cast_by) if ballot is not None and by_proxy else None,
        proxy_to=facts.ref(proxy.holder_id) if proxy else None,
    )


def _without(facts: Facts, left_out: electorate.Without, language: Language) -> WithoutVoteOut:
    others = [facts.names.get(each, "") for each in left_out.others]
    return WithoutVoteOut(
        organisation=facts.ref(left_out.organisation_id),
        why=left_out.why,
        in_words=words.without_vote(left_out.why, others, language),
    )
