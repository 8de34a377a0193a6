"""One decision, with everything its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.governing import InForce, in_force
from essaim.agreements.models import Rules
from essaim.agreements.rulebook import VotingRule
from essaim.decisions import words
from essaim.decisions.access import Place, find
from essaim.decisions.applied import counting_rule, rule_for, weighs_money
from essaim.decisions.models import Ballot, Decision, Proxy, Support, Voter
from essaim.decisions.queries import voters
from essaim.decisions.queries.listing import told_result
from essaim.decisions.queries.voters import Roll
from essaim.decisions.registry import effect_of
from essaim.decisions.results import Result, TestFigures, result_of
from essaim.decisions.rules import counting, electorate
from essaim.decisions.rules.calendar import allowed_proxies, earliest_opening, supports_needed
from essaim.decisions.schemas import (
    AgreementRef,
    CollegeOut,
    CountOut,
    DecisionOut,
    ElectorOut,
    MajorityOut,
    MandateOut,
    MineOut,
    OrganisationRef,
    ProxyOut,
    SubjectOut,
    WithoutVoteOut,
)
from essaim.identity.caller import Caller
from essaim.identity.models import Mandate, Person
from essaim.kit import clock
from essaim.kit.errors import Refusal
from essaim.kit.text import Language, Text
from essaim.ledger.access import sees_every_line
from essaim.organisations.models import Organisation


async def read(session: AsyncSession, caller: Caller, decision_id: UUID, language: Language) -> DecisionOut:
    place = await find(session, caller, decision_id)
    return await told(session, caller, place, language)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read, before it is told."""

    place: Place
    force: InForce
    rules_number: int | None
    rule: VotingRule
    roll: Roll
    without: list[electorate.Without]
    supports: list[UUID]
    members: int
    mandate: MandateOut | None
    second_call_id: UUID | None
    result: Result | None
    names: dict[UUID, str]

    @property
    def decision(self) -> Decision:
        return self.place.decision

    @property
    def frozen(self) -> bool:
        return self.decision.opened_at is not None

    @property
    def hides_money(self) -> bool:
        return weighs_money(self.rule) and not sees_every_line(self.place.standing)

    def ref(self, organisation_id: UUID) -> OrganisationRef:
        return OrganisationRef(id=organisation_id, name=self.names.get(organisation_id, ""))


async def told(session: AsyncSession, caller: Caller, place: Place, language: Language) -> DecisionOut:
    facts = await _facts(session, caller, place)
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
        count=_count(facts, language),
        result=told_result(decision, place.standing, language),
        effect_state=decision.effect_state,
        effect_reason=(decision.effect_refusal or {}).get(language),
        minutes_id=decision.minutes_id,
        supports=[facts.ref(each) for each in facts.supports],
        supports_needed=supports_needed(facts.members),
        mine=_mine(facts, caller, language),
        fictional=decision.fictional,
        version=decision.version,
    )


# Reading


async def _facts(session: AsyncSession, caller: Caller, place: Place) -> Facts:
    decision = place.decision
    force = await in_force(session, place.agreement, clock.today())
    rule = (
        VotingRule.model_validate(decision.rule)
        if decision.rule is not None
        else rule_for(force.book.voting, decision.effect, decision.call)  # type: ignore[arg-type]
    )
    roll = await voters.roll(session, decision.id)
    if decision.opened_at is None:
        roll, without = await _as_of_today(session, decision, rule, roll)
    else:
        without = [_stored(each) for each in decision.without_vote]
    supports = list(
        await session.scalars(
            select(Support.organisation_id)
            .where(Support.decision_id == decision.id)
            .order_by(Support.supported_at, Support.organisation_id)
        )
    )
    number = None
    if decision.rules_id is not None:
        number = await session.scalar(select(Rules.number).where(Rules.id == decision.rules_id))
    named = {
        decision.proposed_by,
        *({decision.convened_by} if decision.convened_by else ()),
        *supports,
        *(voter.organisation_id for voter in roll.voters),
        *(each for left_out in without for each in (left_out.organisation_id, *left_out.others)),
        *(each for proxy in roll.proxies for each in (proxy.giver_id, proxy.holder_id)),
        *(ballot.cast_by for ballot in roll.ballots.values()),
    }
    return Facts(
        place=place,
        force=force,
        rules_number=number,
        rule=rule,
        roll=roll,
        without=without,
        supports=supports,
        members=await voters.members_count(session, decision.agreement_id),
        mandate=await _mandate(session, caller),
        second_call_id=await session.scalar(select(Decision.id).where(Decision.first_call_id == decision.id)),
        result=Result.model_validate(decision.result) if decision.result is not None else None,
        names=await _names(session, named),
    )


async def _as_of_today(
    session: AsyncSession, decision: Decision, rule: VotingRule, roll: Roll
) -> tuple[Roll, list[electorate.Without]]:
    """The electorate if the vote opened now; nothing of it is kept."""
    if decision.state == "withdrawn":
        return roll, []
    found = await voters.today(session, decision, rule)
    names = await _names(session, [each.organisation_id for each in found.electors])
    electors = sorted(found.electors, key=lambda each: names.get(each.organisation_id, "").casefold())
    return Roll([_as_voter(decision, each) for each in electors], roll.ballots, roll.proxies), list(
        found.without
    )


def _as_voter(decision: Decision, elector: electorate.Elector) -> Voter:
    return Voter(
        decision_id=decision.id,
        organisation_id=elector.organisation_id,
        agreement_id=decision.agreement_id,
        legal_person=elector.legal_person,
        college=elector.college,
        votes=elector.votes,
        contribution_cents=elector.contribution,
        chair=elector.chair,
    )


def _stored(kept: dict[str, Any]) -> electorate.Without:
    return electorate.Without(
        UUID(kept["organisation_id"]), kept["why"], tuple(UUID(each) for each in kept["others"])
    )


async def _names(session: AsyncSession, organisations: Iterable[UUID]) -> dict[UUID, str]:
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(list(organisations)))
    return {row.id: row.name for row in await session.execute(statement)}


async def _mandate(session: AsyncSession, caller: Caller) -> MandateOut | None:
    statement = (
        select(Mandate.id, Mandate.role, Person.name)
        .join(Person, Person.id == Mandate.person_id)
        .where(Mandate.id == caller.mandate_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    return MandateOut(
        id=row.id,
        role=row.role,
        person_name=row.name,
        organisation_name=caller.organisation_name or "",
        may_vote="decisions.vote" in caller.permissions,
    )


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
    proxy = _proxy_of(facts.roll, voter.organisation_id)
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


def _proxy_of(roll: Roll, giver_id: UUID) -> Proxy | None:
    """The proxy that holds: one given to an organisation that votes itself."""
    return next(
        (each for each in roll.proxies if each.giver_id == giver_id and roll.voter(each.holder_id)), None
    )


def _without(facts: Facts, left_out: electorate.Without, language: Language) -> WithoutVoteOut:
    others = [facts.names.get(each, "") for each in left_out.others]
    return WithoutVoteOut(
        organisation=facts.ref(left_out.organisation_id),
        why=left_out.why,
        in_words=words.without_vote(left_out.why, others, language),
    )


def _count(facts: Facts, language: Language) -> CountOut | None:
    """Where the vote stands. A secret vote tells participation only, until it is closed."""
    if not facts.frozen:
        return None
    closed = facts.result is not None
    result = facts.result or _live(facts)
    hidden = result.weighs_money and facts.hides_money
    heads = result.heads
    withheld: Text | None = None
    if hidden:
        withheld = words.MONEY_WITHHELD
    elif heads is None:
        withheld = words.FEW_BALLOTS if closed else words.SECRET_UNTIL_CLOSED
    weighed_quorum = hidden and result.quorum.basis == "votes"
    # Live, even the outcome would answer one ballot after another.
    blind = not closed and (heads is None or hidden)
    return CountOut(
        outcome=None if blind else result.outcome,
        electors=result.electors,
        in_person=result.in_person,
        represented=result.represented,
        quorum_basis=result.quorum.basis,
        quorum_required=None if weighed_quorum else result.quorum.required,
        quorum_present=None if weighed_quorum else result.quorum.present,
        quorum_reached=None if weighed_quorum and not closed else result.quorum.reached,
        level=result.level,
        base=result.base,
        yes=heads.yes if heads else None,
        no=heads.no if heads else None,
        abstain=heads.abstain if heads else None,
        majorities=None if hidden or result.tests is None else [_majority(test) for test in result.tests],
        withheld=withheld.in_(language) if withheld else None,
    )


def _live(facts: Facts) -> Result:
    """A named vote as if it closed now; of a secret one, who took part."""
    rule = counting_rule(facts.rule)
    named = facts.decision.ballot == "named"
    piles = voters.named_piles(facts.roll) if named else _unread(facts.roll)
    counted = counting.count(rule, voters.weights(facts.roll), piles, voters.chair_choice(facts.roll))
    return result_of(
        rule,
        counted,
        heads=heads_of(piles),
        electors=len(facts.roll.voters),
        represented=facts.roll.represented,
        weighs_money=weighs_money(facts.rule),
        tells_choices=named,
    )


def _unread(roll: Roll) -> list[counting.Pile]:
    """Ballots whose choice nobody knows, for the quorum alone."""
    voted: list[Ballot] = list(roll.ballots.values())
    present = [voter for ballot in voted if (voter := roll.voter(ballot.organisation_id))]
    return [counting.Pile("abstain", counting.Weight(voter.college, 1, voter.votes)) for voter in present]


def heads_of(piles: Iterable[counting.Pile]) -> dict[counting.Choice, int]:
    heads: dict[counting.Choice, int] = {"yes": 0, "no": 0, "abstain": 0}
    for pile in piles:
        heads[pile.choice] += pile.weight.members
    return heads


def _majority(test: TestFigures) -> MajorityOut:
    return MajorityOut(
        measure=test.measure,
        yes=test.yes,
        no=test.no,
        abstain=test.abstain,
        base=test.base,
        share_bp=test.share[0] * 10_000 // test.share[1] if test.share else None,
        tied=test.tied,
        reached=test.reached,
        colleges=[CollegeOut.model_validate(college.model_dump()) for college in test.colleges],
    )


# What the caller's organisation may do


def _mine(facts: Facts, caller: Caller, language: Language) -> MineOut:
    me = caller.organisation_id
    roll, decision, standing = facts.roll, facts.decision, facts.place.standing
    voter, ballot, given = roll.voter(me), roll.ballots.get(me), _proxy_of(roll, me)
    held = [each for each in roll.proxies if each.holder_id == me]
    part = standing.takes_part
    why_not = _why_not(facts, caller, language)
    now = clock.now()
    draft, convened = decision.state == "draft", decision.state == "convened"
    due = decision.opens_at is not None and decision.opens_at <= now
    over = decision.closes_at is not None and decision.closes_at <= now
    running = decision.state in ("convened", "open") and not over
    others = [each for each in facts.supports if each != decision.proposed_by]
    proposes = decision.proposed_by == me
    enough = me in facts.supports and len(facts.supports) >= supports_needed(facts.members)
    again = facts.rule.second_call.allowed and decision.call == 1 and facts.second_call_id is None
    return MineOut(
        has_vote=voter is not None,
        votes=voter.votes if voter else None,
        voted=ballot is not None,
        choice=ballot.choice if ballot else None,
        may_vote=why_not is None,
        why_not=why_not,
        mandate=facts.mandate,
        proxy_given=_proxy(facts, given) if given else None,
        proxies_held=[_proxy(facts, each) for each in held],
        may_give_proxy=part
        and running
        and voter is not None
        and ballot is None
        and given is None
        and not held
        and decision.proxy_limit > 0,
        supports=me in facts.supports,
        may_change=part and draft and not others and (proposes or standing.leads),
        may_convene=part and draft and (standing.leads or enough),
        may_open=part and convened and due and not over,
        may_close=part
        and (
            (decision.state in ("convened", "open") and over) or (decision.state == "open" and roll.all_voted)
        ),
        may_withdraw=part
        and (
            (draft and (proposes or (standing.leads and not others)))
            or (convened and decision.convened_by == me)
        ),
        may_call_again=part
        and again
        and decision.outcome == "no_quorum"
        and (standing.leads or decision.convened_by == me),
    )


def _proxy(facts: Facts, proxy: Proxy) -> ProxyOut:
    return ProxyOut(
        id=proxy.id,
        giver=facts.ref(proxy.giver_id),
        holder=facts.ref(proxy.holder_id),
        voted=proxy.giver_id in facts.roll.ballots,
    )


def _why_not(facts: Facts, caller: Caller, language: Language) -> str | None:
    """Why this organisation's own ballot cannot be cast now; the same order as when it is."""
    me, roll, decision = caller.organisation_id, facts.roll, facts.decision
    left_out = next((each for each in facts.without if each.organisation_id == me), None)
    now = clock.now()
    if not facts.place.standing.takes_part:
        return words.ONLY_READS.in_(language)
    if decision.state in ("closed", "withdrawn") or (decision.closes_at and decision.closes_at <= now):
        return words.VOTE_OVER.in_(language)
    if left_out is not None:
        others = [facts.names.get(each, "") for each in left_out.others]
        return words.no_vote(left_out.why, others).in_(language)
    if roll.voter(me) is None:
        return words.NOT_LISTED.in_(language)
    if me in roll.ballots:
        return words.HAS_VOTED.in_(language)
    given = _proxy_of(roll, me)
    if given is not None:
        return words.PROXY_GIVEN.in_(language).format(holder=facts.names.get(given.holder_id, ""))
    if decision.opens_at is None or decision.opens_at > now:
        return words.NOT_OPEN_YET.in_(language)
    if facts.mandate is None or not facts.mandate.may_vote:
        return words.NO_POWER.in_(language)
    return None
