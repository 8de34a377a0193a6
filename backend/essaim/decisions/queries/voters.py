"""The electorate: what it would be today, and as it was frozen; its proxies and ballots."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Question
from essaim.agreements.models import Party
from essaim.agreements.rulebook import VotingRule
from essaim.decisions.models import Ballot, Decision, Proxy, Tally, Voter
from essaim.decisions.registry import effect_of
from essaim.decisions.rules import counting, electorate
from essaim.decisions.rules.counting import Choice
from essaim.kit import clock
from essaim.kit.errors import Refusal
from essaim.ledger.models import Account
from essaim.networks.models import Membership
from essaim.organisations.models import Organisation

EUR = "EUR/2"


def question_of(decision: Decision) -> Question:
    return Question(
        decision.agreement_id, decision.subject_id, decision.subject, decision.id, decision.closed_at
    )


async def today(session: AsyncSession, decision: Decision, rule: VotingRule) -> electorate.Electorate:
    """The electorate if the vote opened now."""
    parties = await members(session, decision.agreement_id, rule)
    concerned = None if rule.concerned_party_votes else await _concerned(session, decision)
    return electorate.electorate(
        parties,
        electorate.Weighing(
            weighting=rule.weighting,
            cap_bp=rule.cap_bp,
            colleges=[college.name for college in rule.colleges],
            federation_vote=rule.federation_vote,
            concerned=concerned,
        ),
    )


async def members_count(session: AsyncSession, agreement_id: UUID) -> int:
    """Parties that take part today, observers apart."""
    counted = select(func.count()).where(_taking_part(agreement_id), Party.role != "observer")
    return await session.scalar(counted) or 0


def _taking_part(agreement_id: UUID) -> Any:
    return and_(
        Party.agreement_id == agreement_id,
        Party.state == "accepted",
        or_(Party.left_on.is_(None), Party.left_on >= clock.today()),
    )


async def members(session: AsyncSession, agreement_id: UUID, rule: VotingRule) -> Sequence[electorate.Member]:
    """Parties as they come to the vote, the lead first, then by seniority."""
    # What a party brought in is what left its own means, outside the agreement.
    brought = (
        select(-func.sum(Account.balance))
        .where(
            Account.agreement_id == agreement_id,
            Account.organisation_id == Party.organisation_id,
            Account.purpose == "party",
            Account.unit == EUR,
        )
        .scalar_subquery()
    )
    statement = (
        select(Party, Organisation.siren, Organisation.rna, brought.label("brought"))
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(_taking_part(agreement_id))
        .order_by(case((Party.role == "lead", 0), else_=1), Party.joined_on.nulls_last(), Party.id)
    )
    rows = (await session.execute(statement)).all()
    stated = {vote.organisation_id: vote.votes for vote in rule.stated_votes}
    federates = await _federations(session, [row.Party.organisation_id for row in rows])
    return [
        electorate.Member(
            organisation_id=row.Party.organisation_id,
            legal_person=row.siren or row.rna or str(row.Party.organisation_id),
            college=row.Party.college,
            lead=row.Party.role == "lead",
            observer=row.Party.role == "observer",
            stated_votes=stated.get(str(row.Party.organisation_id), 1),
            contribution=int(row.brought or 0),
            federates=frozenset(federates.get(row.Party.organisation_id, ())),
        )
        for row in rows
    ]


async def _federations(session: AsyncSession, parties: list[UUID]) -> dict[UUID, set[UUID]]:
    """Which parties are networks of which others, by active membership."""
    today = clock.today()
    statement = select(Membership.network_id, Membership.organisation_id).where(
        Membership.network_id.in_(parties),
        Membership.organisation_id.in_(parties),
        Membership.state == "active",
        Membership.category == "member",
        Membership.starts_on <= today,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    found: dict[UUID, set[UUID]] = {}
    for network, member in (await session.execute(statement)).all():
        found.setdefault(network, set()).add(member)
    return found


async def _concerned(session: AsyncSession, decision: Decision) -> UUID | None:
    """The party that an exclusion is about."""
    if decision.effect != "exclude_party":
        return None
    try:
        return (await effect_of("exclude_party").preview(session, question_of(decision))).concerned
    except Refusal:
        return None


@dataclass(frozen=True, slots=True)
class Roll:
    """The frozen electorate, with its ballots and live proxies."""

    voters: list[Voter]
    ballots: dict[UUID, Ballot]
    proxies: list[Proxy]

    @property
    def all_voted(self) -> bool:
        return len(self.ballots) == len(self.voters)

    @property
    def represented(self) -> int:
        return sum(ballot.cast_by != ballot.organisation_id for ballot in self.ballots.values())

    def voter(self, organisation_id: UUID) -> Voter | None:
        return next((each for each in self.voters if each.organisation_id == organisation_id), None)


async def roll(session: AsyncSession, decision_id: UUID) -> Roll:
    voters = list(
        await session.scalars(
            select(Voter)
            .join(Organisation, Organisation.id == Voter.organisation_id)
            .where(Voter.decision_id == decision_id)
            .order_by(Organisation.sort_key, Organisation.id)
        )
    )
    ballots = await session.scalars(select(Ballot).where(Ballot.decision_id == decision_id))
    proxies = await session.scalars(
        select(Proxy)
        .where(Proxy.decision_id == decision_id, Proxy.revoked_at.is_(None))
        .execution_options(populate_existing=True)
    )
    return Roll(voters, {ballot.organisation_id: ballot for ballot in ballots}, list(proxies))


def weights(roll: Roll) -> list[counting.Weight]:
    return [_weight(voter) for voter in roll.voters]


def named_piles(roll: Roll) -> list[counting.Pile]:
    """The ballots of a named vote, one pile each."""
    return [
        counting.Pile(ballot.choice, _weight(voter))
        for voter in roll.voters
        if (ballot := roll.ballots.get(voter.organisation_id)) and ballot.choice
    ]


def chair_choice(roll: Roll) -> Choice | None:
    chair = next((voter for voter in roll.voters if voter.chair), None)
    ballot = roll.ballots.get(chair.organisation_id) if chair else None
    return ballot.choice if ballot else None


async def secret_piles(session: AsyncSession, decision_id: UUID) -> list[counting.Pile]:
    """The tally of a secret vote; the second wall gives it once the decision has its hour of closing."""
    tallies = await session.scalars(
        select(Tally)
        .where(Tally.decision_id == decision_id, Tally.ballots > 0)
        .order_by(Tally.college, Tally.choice)
    )
    return [
        counting.Pile(tally.choice, counting.Weight(tally.college, tally.ballots, tally.votes))
        for tally in tallies
    ]


def _weight(voter: Voter) -> counting.Weight:
    return counting.Weight(voter.college, 1, voter.votes, voter.contribution_cents)
