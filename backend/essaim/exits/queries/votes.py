"""Votes of an agreement today, and once one party has left."""

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.agreements.rulebook import VotingRule
from essaim.decisions.queries import voters
from essaim.decisions.rules.electorate import Electorate, Weighing, electorate
from essaim.exits.rules import Tally


async def votes_after(
    session: AsyncSession, standing: Standing, rule: VotingRule
) -> tuple[Tally, Tally, int]:
    """All votes today, all without the caller's organisation, and its own."""
    weighing = Weighing(
        weighting=rule.weighting,
        cap_bp=rule.cap_bp,
        colleges=[college.name for college in rule.colleges],
        federation_vote=rule.federation_vote,
    )
    members = await voters.members(session, standing.agreement.id, rule)
    me = standing.mine.organisation_id
    today = electorate(members, weighing)
    then = electorate([member for member in members if member.organisation_id != me], weighing)
    mine = sum(elector.votes for elector in today.electors if elector.organisation_id == me)
    return _tally(today), _tally(then), mine


def _tally(electors: Electorate) -> Tally:
    return Tally(sum(elector.votes for elector in electors.electors), len(electors.electors))
