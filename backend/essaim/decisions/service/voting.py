"""Open a vote, cast ballots, give and revoke proxies."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.governing import in_force
from essaim.agreements.models import Agreement
from essaim.decisions import words
from essaim.decisions.access import Place, find, hold, lock
from essaim.decisions.applied import rule_for
from essaim.decisions.errors import (
    AgreementNotActive,
    AlreadyVoted,
    DecisionNotConvened,
    HolderHasNoVote,
    NotYourVote,
    NoVote,
    ProxyChain,
    ProxyGiven,
    ProxyLimitReached,
    SecretNeedsEqualVotes,
    VoteCast,
    VoteClosed,
    VoteNotOpen,
)
from essaim.decisions.models import Ballot, Decision, Proxy, Voter
from essaim.decisions.queries import voters
from essaim.decisions.rules.electorate import Electorate, secret_is_possible
from essaim.decisions.schemas import BallotIn, BallotOut, ProxyIn
from essaim.decisions.service.drafting import written
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import NotAllowed, NotFound, Refusal
from essaim.organisations.models import Organisation

_CAST = text("SELECT cast_ballot(:decision, :organisation, :choice, :mandate)")


async def open_vote(session: AsyncSession, caller: Caller, decision_id: UUID) -> None:
    """Freeze the electorate, once the hour of the convocation has come; already open, nothing changes."""
    place = await lock(session, caller, decision_id)
    _require_running(place.decision)
    await open_if_convened(session, place.decision, place.agreement)


def _require_running(decision: Decision) -> None:
    """The hours of the convocation, whatever was done in them."""
    now = clock.now()
    if decision.state == "draft" or decision.opens_at is None or decision.closes_at is None:
        raise DecisionNotConvened
    if decision.state in ("closed", "withdrawn") or decision.closes_at <= now:
        raise VoteClosed
    if decision.opens_at > now:
        raise VoteNotOpen(context={"opens_at": _written_instant(decision.opens_at)})


def _written_instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


async def open_if_convened(session: AsyncSession, decision: Decision, agreement: Agreement) -> None:
    """Of a decision held and due: the rules of today apply, and the parties of today vote."""
    if decision.state != "convened":
        return
    if agreement.state != "active":
        raise AgreementNotActive
    force = await in_force(session, agreement, clock.today())
    rule = rule_for(force.book.voting, decision.effect, decision.call)  # type: ignore[arg-type]
    found = await voters.today(session, decision, rule)
    if decision.ballot == "secret" and not secret_is_possible(
        found.electors, double_majority=rule.double_majority
    ):
        raise SecretNeedsEqualVotes
    decision.state, decision.opened_at = "open", clock.now()
    decision.rules_id, decision.rule = force.rules_id, rule.model_dump(mode="json")
    decision.without_vote = [
        {
            "organisation_id": str(each.organisation_id),
            "why": each.why,
            "others": [str(other) for other in each.others],
        }
        for each in found.without
    ]
    await written(session, decision)
    await _freeze(session, decision, found)


async def _freeze(session: AsyncSession, decision: Decision, found: Electorate) -> None:
    lines = [
        {
            "decision_id": decision.id,
            "organisation_id": elector.organisation_id,
            "agreement_id": decision.agreement_id,
            "legal_person": elector.legal_person,
            "college": elector.college,
            "votes": elector.votes,
            "contribution_cents": elector.contribution,
            "chair": elector.chair,
        }
        for elector in found.electors
    ]
    if lines:
        await session.execute(insert(Voter).values(lines))


# Ballots


async def cast(session: AsyncSession, caller: Caller, decision_id: UUID, body: BallotIn) -> BallotOut:
    """Cast a ballot, for one's own organisation or for one whose proxy it holds. The database settles who was first."""
    place = await _running(session, caller, decision_id)
    organisation = body.organisation_id or caller.organisation_id
    refusals = await _refusals_of_ballot(session, place, organisation)
    async with refuse_if_violated(session, refusals):
        await session.execute(
            _CAST,
            {
                "decision": decision_id,
                "organisation": organisation,
                "choice": body.choice,
                "mandate": caller.mandate_id,
            },
        )
    ballot = select(Ballot).where(Ballot.decision_id == decision_id, Ballot.organisation_id == organisation)
    return BallotOut.model_validate((await session.scalars(ballot)).one())


async def _running(session: AsyncSession, caller: Caller, decision_id: UUID) -> Place:
    """The decision at a time when it receives ballots; the first of them opens the vote."""
    place = await find(session, caller, decision_id)
    place.standing.require_taking_part()
    _require_running(place.decision)
    if place.decision.state == "convened":
        await hold(session, decision_id)
        _require_running(place.decision)
        await open_if_convened(session, place.decision, place.agreement)
    return place


async def _refusals_of_ballot(
    session: AsyncSession, place: Place, organisation: UUID
) -> Mapping[str, Refusal]:
    return {
        "ballots_decision_open": VoteClosed(),
        "ballots_own_or_proxy": NotYourVote(),
        "ballots_proxy_given": ProxyGiven(),
        "ballots_mandate": NotAllowed(),
        "ballots_electorate_fkey": await _no_vote(session, place.decision, organisation),
        "ballots_pkey": AlreadyVoted(),
    }


async def _no_vote(session: AsyncSession, decision: Decision, organisation: UUID) -> NoVote:
    """Why an organisation has no vote in an open decision."""
    kept = next(
        (each for each in decision.without_vote if each["organisation_id"] == str(organisation)), None
    )
    if kept is None:
        return NoVote(why=words.NOT_LISTED)
    others = select(Organisation.name).where(Organisation.id.in_(kept["others"]))
    names = list(await session.scalars(others.order_by(Organisation.sort_key)))
    return NoVote(why=words.no_vote(kept["why"], names))


# Proxies


async def give_proxy(session: AsyncSession, caller: Caller, decision_id: UUID, body: ProxyIn) -> None:
    """Let another voting organisation vote in one's place, once the decision is convened."""
    place = await find(session, caller, decision_id)
    place.standing.require_taking_part()
    decision = place.decision
    _require_receives_proxies(decision)
    voting = await _voting(session, place)
    if caller.organisation_id not in voting:
        raise await _no_vote(session, decision, caller.organisation_id)
    if body.holder_id == caller.organisation_id or body.holder_id not in voting:
        raise HolderHasNoVote
    proxy = Proxy(
        decision_id=decision_id,
        agreement_id=decision.agreement_id,
        giver_id=caller.organisation_id,
        holder_id=body.holder_id,
        given_by=caller.person_id,
        mandate_id=caller.mandate_id,
    )
    async with refuse_if_violated(session, _refusals_of_proxy(decision)):
        session.add(proxy)


def _require_receives_proxies(decision: Decision) -> None:
    if decision.state == "draft":
        raise DecisionNotConvened
    over = decision.closes_at is not None and decision.closes_at <= clock.now()
    if decision.state not in ("convened", "open") or over:
        raise VoteClosed


async def _voting(session: AsyncSession, place: Place) -> set[UUID]:
    """The electorate; before it is frozen, what it would be today."""
    decision = place.decision
    if decision.state == "open":
        found = await session.scalars(select(Voter.organisation_id).where(Voter.decision_id == decision.id))
        return set(found)
    voting = (await in_force(session, place.agreement, clock.today())).book.voting
    rule = rule_for(voting, decision.effect, decision.call)  # type: ignore[arg-type]
    return {each.organisation_id for each in (await voters.today(session, decision, rule)).electors}


def _refusals_of_proxy(decision: Decision) -> Mapping[str, Refusal]:
    return {
        "proxies_decision_open": VoteClosed(),
        "proxies_before_the_vote": VoteCast(),
        "proxies_no_chain": ProxyChain(),
        "proxies_limit": ProxyLimitReached(
            limit=decision.proxy_limit, context={"limit": decision.proxy_limit}
        ),
        "proxies_giver_key": ProxyGiven(),
    }


async def revoke_proxy(session: AsyncSession, caller: Caller, decision_id: UUID, proxy_id: UUID) -> None:
    """Take back a proxy one's organisation gave, as long as its holder has not voted with it."""
    place = await find(session, caller, decision_id)
    place.standing.require_taking_part()
    _require_receives_proxies(place.decision)
    statement = select(Proxy).where(
        Proxy.id == proxy_id,
        Proxy.decision_id == decision_id,
        Proxy.giver_id == caller.organisation_id,
        Proxy.revoked_at.is_(None),
    )
    proxy = (await session.scalars(statement)).one_or_none()
    if proxy is None:
        raise NotFound
    async with refuse_if_violated(session, _refusals_of_proxy(place.decision)):
        proxy.revoked_at = clock.now()
