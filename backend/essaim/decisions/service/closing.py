"""Close a vote: count, keep the result, apply the effect, write the minutes. One transaction."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement, Document, Rules
from essaim.agreements.rulebook import VotingRule
from essaim.decisions.access import lock
from essaim.decisions.applied import counting_rule, weighs_money
from essaim.decisions.errors import DecisionNotConvened, VoteClosed, VoteNotOpen, VoteStillOpen
from essaim.decisions.models import Decision
from essaim.decisions.queries import voters
from essaim.decisions.queries.counts import heads_of
from essaim.decisions.queries.voters import Roll, question_of
from essaim.decisions.registry import effect_of
from essaim.decisions.results import Result, Words, result_of
from essaim.decisions.rules import counting
from essaim.decisions.rules.electorate import FEWEST_SECRET
from essaim.decisions.service import minutes
from essaim.decisions.service.drafting import written
from essaim.decisions.service.voting import open_if_convened
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.errors import Refusal
from essaim.kit.text import Text
from essaim.organisations.models import Organisation

_GOVERN = text("SELECT set_config('essaim.decision', :decision, true)")

_APPLIED = Text("Effet appliqué.", "Effect applied.")
_CONDITIONAL = Text("Effet en attente\u00a0: {why}", "Effect waiting: {why}")
_REFUSED = Text("Effet non appliqué\u00a0: {why}", "Effect not applied: {why}")


@dataclass(frozen=True, slots=True)
class Actor:
    """On whose behalf a vote is closed."""

    organisation_id: UUID
    person_id: UUID


async def close(session: AsyncSession, caller: Caller, decision_id: UUID) -> None:
    """Close a vote whose hour has come, or in which all have voted. For any party that takes part."""
    place = await lock(session, caller, decision_id)
    decision = place.decision
    now = clock.now()
    if decision.state == "draft" or decision.opens_at is None or decision.closes_at is None:
        raise DecisionNotConvened
    if decision.state in ("closed", "withdrawn"):
        raise VoteClosed
    if decision.opens_at > now:
        raise VoteNotOpen
    await open_if_convened(session, decision, place.agreement)
    roll = await voters.roll(session, decision_id)
    if decision.closes_at > now and not (roll.voters and roll.all_voted):
        raise VoteStillOpen(context={"closes_at": decision.closes_at.isoformat().replace("+00:00", "Z")})
    await settle(session, decision, place.agreement, Actor(caller.organisation_id, caller.person_id))


async def settle(session: AsyncSession, decision: Decision, agreement: Agreement, actor: Actor) -> None:
    """Count an open decision that is held and over, and do what it says."""
    roll = await voters.roll(session, decision.id)
    rule = VotingRule.model_validate(decision.rule or {})
    # From here on the second wall lets this transaction read the tally of a secret vote.
    # No ballot is received after the hour of the convocation, however late somebody comes to count.
    decision.closed_at = min(clock.now(), decision.closes_at or clock.now())
    await session.flush()
    result = await _count(session, decision, rule, roll)
    result.changes = await _changes(session, decision)
    decision.state, decision.outcome, decision.result = (
        "closed",
        result.outcome,
        result.model_dump(mode="json"),
    )
    decision.effect_state = "pending" if result.outcome == "adopted" else "none"
    await written(session, decision)
    told = await _take_effect(session, decision, rule)
    decision.minutes_id = await _keep_minutes(session, decision, agreement, rule, roll, result, told, actor)
    await session.flush()


# Counting


async def _count(session: AsyncSession, decision: Decision, voting: VotingRule, roll: Roll) -> Result:
    rule = counting_rule(voting)
    secret = decision.ballot == "secret"
    piles = await voters.secret_piles(session, decision.id) if secret else voters.named_piles(roll)
    counted = counting.count(rule, voters.weights(roll), piles, None if secret else voters.chair_choice(roll))
    return result_of(
        rule,
        counted,
        heads=heads_of(piles),
        electors=len(roll.voters),
        represented=roll.represented,
        weighs_money=weighs_money(voting),
        tells_choices=not secret or _keeps_secret(piles),
    )


def _keeps_secret(piles: list[counting.Pile]) -> bool:
    """Whether every college with ballots has enough of them for its count to be told."""
    cast: dict[str, int] = {}
    for pile in piles:
        cast[pile.weight.college] = cast.get(pile.weight.college, 0) + pile.weight.members
    return min(cast.values(), default=FEWEST_SECRET) >= FEWEST_SECRET


async def _changes(session: AsyncSession, decision: Decision) -> list[Words]:
    try:
        effect = effect_of(decision.effect)  # type: ignore[arg-type]
        change = await effect.preview(session, question_of(decision))
    except Refusal:
        return []
    return [Words(fr=sentence.fr, en=sentence.en) for sentence in change.sentences]


# The effect


async def _take_effect(session: AsyncSession, decision: Decision, rule: VotingRule) -> Text | None:
    """Apply or reject; how it ended, in words. A refusal is kept with the decision, and undoes the effect alone."""
    if decision.outcome == "adopted":
        return await _apply(session, decision)
    asked_again = decision.outcome == "no_quorum" and decision.call == 1 and rule.second_call.allowed
    reject = effect_of(decision.effect).reject  # type: ignore[arg-type]
    if reject is not None and not asked_again:
        await reject(session, question_of(decision))
    return None


async def _apply(session: AsyncSession, decision: Decision) -> Text:
    await session.execute(_GOVERN, {"decision": str(decision.id)})
    try:
        async with session.begin_nested():
            applied = await effect_of(decision.effect).apply(session, question_of(decision))  # type: ignore[arg-type]
            await session.flush()
    except Refusal as refusal:
        why = Text(refusal.sentence("fr"), refusal.sentence("en"))
        decision.effect_state = "refused"
        decision.effect_refusal = {"code": refusal.code, "fr": why.fr, "en": why.en}
        told = _with(_REFUSED, why)
    else:
        told = _APPLIED
        decision.effect_state = "applied"
        if applied.conditional is not None:
            decision.effect_state = "conditional"
            decision.effect_refusal = {
                "code": "conditional",
                "fr": applied.conditional.fr,
                "en": applied.conditional.en,
            }
            told = _with(_CONDITIONAL, applied.conditional)
    await session.execute(_GOVERN, {"decision": ""})
    return told


def _with(sentence: Text, why: Text) -> Text:
    return Text(sentence.fr.format(why=why.fr), sentence.en.format(why=why.en))


# The minutes


async def _keep_minutes(
    session: AsyncSession,
    decision: Decision,
    agreement: Agreement,
    rule: VotingRule,
    roll: Roll,
    result: Result,
    told: Text | None,
    actor: Actor,
) -> UUID:
    closed_at = decision.closed_at or clock.now()
    number = None
    if decision.rules_id is not None:
        number = await session.scalar(select(Rules.number).where(Rules.id == decision.rules_id))
    record = minutes.Record(
        decision=decision,
        agreement=agreement,
        rule=rule,
        rules_number=number,
        matter=effect_of(decision.effect).name.fr,  # type: ignore[arg-type]
        roll=roll,
        result=result,
        effect=told.fr if told else "",
        closed_at=closed_at,
        names=await _names(session, decision, roll),
        open_book=agreement.confidentiality == "open",
    )
    content = await minutes.document(record)
    document = Document(
        agreement_id=decision.agreement_id,
        kind="minutes",
        title=minutes.title(decision),
        file_name=f"proces-verbal-{decision.number}.pdf",
        media_type="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        kept=True,
        added_by=actor.organisation_id,
        added_by_person=actor.person_id,
    )
    session.add(document)
    await session.flush()
    return document.id


async def _names(session: AsyncSession, decision: Decision, roll: Roll) -> dict[UUID, str]:
    known = {voter.organisation_id for voter in roll.voters} | {
        each.cast_by for each in roll.ballots.values()
    }
    if decision.convened_by is not None:
        known.add(decision.convened_by)
    for each in decision.without_vote:
        known |= {UUID(each["organisation_id"]), *map(UUID, each["others"])}
    statement = select(Organisation.id, Organisation.name).where(Organisation.id.in_(known))
    return {row.id: row.name for row in await session.execute(statement)}
