"""What the organisation acted for may do in a decision, and why not."""

from essaim.decisions import words
from essaim.decisions.models import Proxy
from essaim.decisions.queries.facts import Facts, proxy_of
from essaim.decisions.rules.calendar import supports_needed
from essaim.decisions.schemas import (
    MineOut,
    ProxyOut,
)
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language


def mine_of(facts: Facts, caller: Caller, language: Language) -> MineOut:
    me = caller.organisation_id
    roll, decision, standing = facts.roll, facts.decision, facts.place.standing
    voter, ballot, given = roll.voter(me), roll.ballots.get(me), proxy_of(roll, me)
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
    given = proxy_of(roll, me)
    if given is not None:
        return words.PROXY_GIVEN.in_(language).format(holder=facts.names.get(given.holder_id, ""))
    if decision.opens_at is None or decision.opens_at > now:
        return words.NOT_OPEN_YET.in_(language)
    if facts.mandate is None or not facts.mandate.may_vote:
        return words.NO_POWER.in_(language)
    return None
