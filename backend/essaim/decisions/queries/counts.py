"""Where a vote stands, or how it ended."""

from collections.abc import Iterable

from essaim.decisions import words
from essaim.decisions.applied import counting_rule, weighs_money
from essaim.decisions.models import Ballot
from essaim.decisions.queries import voters
from essaim.decisions.queries.facts import Facts
from essaim.decisions.queries.voters import Roll
from essaim.decisions.results import Result, TestFigures, result_of
from essaim.decisions.rules import counting
from essaim.decisions.schemas import (
    CollegeOut,
    CountOut,
    MajorityOut,
)
from essaim.kit.text import Language, Text


def count_of(facts: Facts, language: Language) -> CountOut | None:
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
