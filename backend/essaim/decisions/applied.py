"""The voting rule applied to one decision: the rulebook, with what it says of this matter and of a second call."""

from fractions import Fraction

from essaim.agreements.rulebook import Matter, Quorum, VotingRule
from essaim.decisions.rules import counting


def rule_for(voting: VotingRule, matter: Matter, call: int) -> VotingRule:
    """What applies to this matter, as it is frozen with the decision."""
    own = next((rule for rule in voting.matters if rule.matter == matter), None)
    quorum = (own.quorum if own else None) or voting.quorum
    return voting.model_copy(
        update={
            "quorum": voting.second_call.quorum if call == 2 else quorum,
            "majority": (own.majority if own else None) or voting.majority,
            "matters": [],
        }
    )


def counting_rule(voting: VotingRule) -> counting.Rule:
    return counting.Rule(
        quorum=_fraction(voting.quorum),
        quorum_basis=voting.quorum.basis,
        level=voting.majority.level,
        base=voting.majority.base,
        abstentions_count=voting.abstentions_count,
        tie=voting.tie,
        colleges={college.name: college.weight_bp for college in voting.colleges},
        double_majority=voting.double_majority,
    )


def weighs_money(voting: VotingRule) -> bool:
    """Whether votes follow contributions: then a count of votes would tell what each brought."""
    return voting.weighting == "contributions" or voting.double_majority


def _fraction(quorum: Quorum) -> Fraction:
    return Fraction(quorum.numerator, quorum.denominator)
