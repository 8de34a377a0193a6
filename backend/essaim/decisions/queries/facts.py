"""What is read about a decision, before it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.governing import InForce, in_force
from essaim.agreements.models import Rules
from essaim.agreements.rulebook import VotingRule
from essaim.decisions.access import Place
from essaim.decisions.applied import rule_for, weighs_money
from essaim.decisions.models import Decision, Proxy, Support, Voter
from essaim.decisions.queries import voters
from essaim.decisions.queries.voters import Roll
from essaim.decisions.results import Result
from essaim.decisions.rules import electorate
from essaim.decisions.schemas import (
    MandateOut,
    OrganisationRef,
)
from essaim.identity.caller import Caller
from essaim.identity.models import Mandate, Person
from essaim.kit import clock
from essaim.ledger.access import sees_every_line
from essaim.organisations.models import Organisation


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


async def gather(session: AsyncSession, caller: Caller, place: Place) -> Facts:
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
        names=await names_of(session, named),
    )


async def _as_of_today(
    session: AsyncSession, decision: Decision, rule: VotingRule, roll: Roll
) -> tuple[Roll, list[electorate.Without]]:
    """The electorate if the vote opened now; nothing of it is kept."""
    if decision.state == "withdrawn":
        return roll, []
    found = await voters.today(session, decision, rule)
    names = await names_of(session, [each.organisation_id for each in found.electors])
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


async def names_of(session: AsyncSession, organisations: Iterable[UUID]) -> dict[UUID, str]:
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


def proxy_of(roll: Roll, giver_id: UUID) -> Proxy | None:
    """The proxy that holds: one given to an organisation that votes itself."""
    return next(
        (each for each in roll.proxies if each.giver_id == giver_id and roll.voter(each.holder_id)), None
    )
