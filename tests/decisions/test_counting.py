"""Votes are counted as a patient person would, one voter at a time."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.decisions.rules.counting import Pile, Rule, Weight, count, reaches

COLLEGES = ("Usagers", "Salariés", "Fondateurs")
LEVELS = ("simple", "two_thirds", "three_quarters", "unanimity")
NEEDED = {"two_thirds": (2, 3), "three_quarters": (3, 4), "unanimity": (1, 1)}


@st.composite
def elections(draw, *, colleges=False):
    """Voters, each with votes, contribution, college and what it did."""
    voters = draw(
        st.lists(
            st.tuples(
                st.sampled_from(COLLEGES) if colleges else st.just(""),
                st.integers(1, 9),
                st.integers(0, 9),
                st.sampled_from(["yes", "yes", "no", "abstain", None]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    denominator = draw(st.integers(1, 6))
    rule = Rule(
        quorum=Fraction(draw(st.integers(0, denominator)), denominator),
        quorum_basis=draw(st.sampled_from(["members", "votes"])),
        level=draw(st.sampled_from(LEVELS)),
        base=draw(st.sampled_from(["cast", "present", "all"])),
        abstentions_count=draw(st.booleans()),
        tie=draw(st.sampled_from(["rejected", "chair"])),
        colleges=dict(zip(COLLEGES, (5000, 3000, 2000), strict=True)) if colleges else {},
        double_majority=draw(st.booleans()),
    )
    return rule, voters


def counted(rule, voters, chair=None):
    electorate = [Weight(college, 1, votes, brought) for college, votes, brought, _ in voters]
    piles = [
        Pile(choice, Weight(college, 1, votes, brought))
        for college, votes, brought, choice in voters
        if choice
    ]
    return count(rule, electorate, piles, chair)


class TestAgainstAPatientPerson:
    @given(elections(), st.sampled_from(["yes", "no", "abstain", None]))
    @settings(max_examples=200)
    def test_without_colleges(self, election, chair):
        rule, voters = election
        expected = _patient(rule, voters, chair)

        assert counted(rule, voters, chair).outcome == expected

    @given(elections(colleges=True), st.sampled_from(["yes", "no", None]))
    @settings(max_examples=200)
    def test_with_colleges(self, election, chair):
        rule, voters = election
        expected = _patient(rule, voters, chair)

        assert counted(rule, voters, chair).outcome == expected

    @given(elections(colleges=True), st.randoms())
    @settings(max_examples=100)
    def test_neither_the_order_nor_the_grouping_of_ballots_matters(self, election, random):
        rule, voters = election
        shuffled = list(voters)
        random.shuffle(shuffled)

        assert counted(rule, voters) == counted(rule, shuffled)

    @given(elections())
    @settings(max_examples=100)
    def test_one_more_yes_never_loses_what_was_won(self, election):
        rule, voters = election
        before = counted(rule, voters).outcome
        turned = [
            (college, votes, brought, "yes" if choice == "no" else choice)
            for college, votes, brought, choice in voters
        ]

        assert before != "adopted" or counted(rule, turned).outcome == "adopted"


def _patient(rule, voters, chair):
    """One unit of vote at a time, in lists; no fraction but the quorum's."""
    present = [voter for voter in voters if voter[3]]
    heads = (
        (lambda many: len(many)) if rule.quorum_basis == "members" else (lambda many: sum(v[1] for v in many))
    )
    if heads(present) < ceil(rule.quorum * heads(voters)):
        return "no_quorum"
    if rule.colleges:
        first = _by_colleges(rule, voters, chair)
    else:
        first = _units(rule, [(1 if rule.double_majority else v[1], v[3]) for v in voters], chair)
    second = True
    if rule.double_majority and any(v[2] for v in voters):
        second = _units(rule, [(v[2], v[3]) for v in voters], chair)
    return "adopted" if first and second else "rejected"


def _units(rule, voters, chair):
    hands = [choice for size, choice in voters for _ in range(size)]
    yes, no = hands.count("yes"), hands.count("no")
    base = _base(rule, hands)
    if rule.level == "simple":
        if base and yes == no and yes + yes == base:
            return rule.tie == "chair" and chair == "yes"
        return yes + yes > base
    top, bottom = NEEDED[rule.level]
    return base > 0 and yes * bottom >= base * top


def _base(rule, hands):
    counted = {"yes", "no"}
    if rule.base != "cast" or rule.abstentions_count:
        counted.add("abstain")
    if rule.base == "all":
        counted.add(None)
    return sum(hand in counted for hand in hands)


def _by_colleges(rule, voters, chair):
    """Every college brought to the same denominator."""
    hands = {
        name: [choice for college, size, _, choice in voters if college == name for _ in range(size)]
        for name in rule.colleges
    }
    bases = {name: _base(rule, hands[name]) for name in hands if _base(rule, hands[name])}
    common = 1
    for base in bases.values():
        common *= base
    whole = sum(rule.colleges[name] for name in bases) * common
    yes = sum(rule.colleges[name] * hands[name].count("yes") * common // bases[name] for name in bases)
    no = sum(rule.colleges[name] * hands[name].count("no") * common // bases[name] for name in bases)
    if not bases:
        return False
    if rule.level == "simple":
        if 2 * yes == whole == 2 * no:
            return rule.tie == "chair" and chair == "yes"
        return 2 * yes > whole
    top, bottom = NEEDED[rule.level]
    return yes * bottom >= whole * top


def _cast(**choices):
    return [("", 1, 0, choice) for choice, many in choices.items() for _ in range(many)]


class TestKnownCases:
    def test_the_fifteen_structures(self):
        """La Salette-Bully: quorum 8, nine yes, three no, one abstention, two thirds of the votes cast."""
        voters = [*_cast(yes=9, no=3, abstain=1), ("", 1, 0, None), ("", 1, 0, None)]

        result = counted(Rule(level="two_thirds"), voters)

        assert (result.outcome, result.quorum.required, result.quorum.present) == ("adopted", 8, 13)
        assert result.tests[0].share == Fraction(3, 4)

    def test_three_against_three_is_rejected(self):
        result = counted(Rule(quorum=Fraction(2, 3)), _cast(yes=3, no=3))

        assert result.outcome == "rejected"
        assert result.tests[0].tied

    def test_the_chair_decides_a_tie_where_the_rules_say_so(self):
        rule = Rule(tie="chair")

        assert counted(rule, _cast(yes=2, no=2), "yes").outcome == "adopted"
        assert counted(rule, _cast(yes=2, no=2), "no").outcome == "rejected"
        assert counted(rule, _cast(yes=2, no=2), None).outcome == "rejected"

    def test_three_present_of_six_do_not_make_two_thirds(self):
        voters = [*_cast(yes=3), *[("", 1, 0, None)] * 3]

        assert counted(Rule(quorum=Fraction(2, 3)), voters).outcome == "no_quorum"

    def test_a_silent_college_leaves_its_weight_to_the_others(self):
        rule = Rule(quorum=Fraction(0), colleges={"A": 5000, "B": 3000, "C": 2000})
        voters = [("A", 1, 0, "yes"), ("A", 1, 0, "no"), ("B", 1, 0, "yes"), ("C", 1, 0, None)]

        (test,) = counted(rule, voters).tests

        assert test.share == Fraction(5000 * 1, 2 * 8000) + Fraction(3000, 8000)
        assert test.reached

    def test_where_nobody_brought_anything_members_alone_decide(self):
        assert counted(Rule(double_majority=True), _cast(yes=2, no=1)).outcome == "adopted"

    def test_many_small_do_not_carry_a_double_majority_against_the_large(self):
        voters = [("", 1, 1, "yes"), ("", 1, 1, "yes"), ("", 1, 98, "no")]

        assert counted(Rule(double_majority=True), voters).outcome == "rejected"

    @pytest.mark.parametrize("level", LEVELS)
    def test_nothing_cast_is_no_majority(self, level):
        assert not reaches(level, None)
        assert counted(Rule(quorum=Fraction(0), level=level), _cast(abstain=3)).outcome == "rejected"
