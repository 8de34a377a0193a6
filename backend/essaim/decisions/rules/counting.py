"""Counting: quorum, majority, colleges, double majority, ties. Exact fractions only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Choice = Literal["yes", "no", "abstain"]
Level = Literal["simple", "two_thirds", "three_quarters", "unanimity"]
Base = Literal["cast", "present", "all"]
Measure = Literal["members", "votes", "contributions", "colleges"]
Outcome = Literal["adopted", "rejected", "no_quorum"]

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must be reached. `quorum`: a share of the members, or of their votes. `colleges`: weight of each, if any."""

    quorum: Fraction = HALF
    quorum_basis: Literal["members", "votes"] = "members"
    level: Level = "simple"
    base: Base = "cast"
    abstentions_count: bool = False
    tie: Literal["rejected", "chair"] = "rejected"
    colleges: Mapping[str, int] = field(default_factory=dict)
    double_majority: bool = False


@dataclass(frozen=True, slots=True)
class Weight:
    """Organisations counted together: how many, with how many votes and how much contribution."""

    college: str
    members: int
    votes: int
    contribution: int = 0


@dataclass(frozen=True, slots=True)
class Pile:
    """Ballots of one choice."""

    choice: Choice
    weight: Weight


@dataclass(frozen=True, slots=True)
class Quorum:
    basis: Literal["members", "votes"]
    required: int
    present: int
    total: int

    @property
    def reached(self) -> bool:
        return self.present >= self.required


@dataclass(frozen=True, slots=True)
class Sums:
    """One question's votes in one measure; `base`: what the yes are compared with."""

    yes: int
    no: int
    abstain: int
    base: int


@dataclass(frozen=True, slots=True)
class CollegeCount:
    name: str
    weight: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class Test:
    """One majority to be reached. `share` of yes, null where nothing is there to compare with."""

    __test__ = False  # not one of pytest's

    measure: Measure
    sums: Sums
    share: Fraction | None
    tied: bool
    reached: bool
    colleges: tuple[CollegeCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    outcome: Outcome
    quorum: Quorum
    tests: tuple[Test, ...]
    chair_decided: bool


def count(
    rule: Rule, electorate: Sequence[Weight], piles: Sequence[Pile], chair: Choice | None = None
) -> Count:
    """The outcome of ballots. `chair`: what the chair chose, if it is known (never in a secret ballot)."""
    quorum = _quorum(rule, electorate, piles)
    tests = tuple(_settle(test, rule, chair) for test in _tests(rule, electorate, piles))
    chair_decided = rule.tie == "chair" and chair in ("yes", "no") and any(test.tied for test in tests)
    outcome: Outcome = "adopted" if all(test.reached for test in tests) else "rejected"
    return Count(outcome if quorum.reached else "no_quorum", quorum, tests, chair_decided and quorum.reached)


def _quorum(rule: Rule, electorate: Sequence[Weight], piles: Sequence[Pile]) -> Quorum:
    measure = _MEASURES[rule.quorum_basis]
    total = sum(map(measure, electorate))
    required = -(-rule.quorum.numerator * total // rule.quorum.denominator)
    return Quorum(rule.quorum_basis, required, sum(measure(pile.weight) for pile in piles), total)


_MEASURES: dict[str, Callable[[Weight], int]] = {
    "members": lambda weight: weight.members,
    "votes": lambda weight: weight.votes,
    "contributions": lambda weight: weight.contribution,
}


def _tests(rule: Rule, electorate: Sequence[Weight], piles: Sequence[Pile]) -> Iterable[Test]:
    if rule.colleges:
        yield _by_colleges(rule, electorate, piles)
    else:
        yield _simple(rule, "members" if rule.double_majority else "votes", electorate, piles)
    # Where nobody has contributed anything yet, the members alone decide.
    if rule.double_majority and any(weight.contribution for weight in electorate):
        yield _simple(rule, "contributions", electorate, piles)


def _simple(rule: Rule, measure: Measure, electorate: Sequence[Weight], piles: Sequence[Pile]) -> Test:
    sums = _sums(rule, measure, electorate, piles)
    share = Fraction(sums.yes, sums.base) if sums.base else None
    tied = rule.level == "simple" and share == HALF and sums.yes == sums.no
    return Test(measure, sums, share, tied, reaches(rule.level, share))


def _by_colleges(rule: Rule, electorate: Sequence[Weight], piles: Sequence[Pile]) -> Test:
    """The share of yes in each college, times its weight; a college with nothing to count leaves its weight to the others."""
    counts = []
    for name, weight in rule.colleges.items():
        own = [part for part in electorate if part.college == name]
        cast = [pile for pile in piles if pile.weight.college == name]
        counts.append(CollegeCount(name, weight, _sums(rule, "votes", own, cast)))
    counted = [college for college in counts if college.sums.base]
    whole = sum(college.weight for college in counted)
    share = _weighted(counted, whole, lambda sums: sums.yes)
    against = _weighted(counted, whole, lambda sums: sums.no)
    tied = rule.level == "simple" and share == HALF and against == HALF
    total = _sums(rule, "votes", electorate, piles)
    return Test("colleges", total, share, tied, reaches(rule.level, share), tuple(counts))


def _weighted(counted: Sequence[CollegeCount], whole: int, part: Callable[[Sums], int]) -> Fraction | None:
    if not whole:
        return None
    return sum(
        (Fraction(college.weight * part(college.sums), whole * college.sums.base) for college in counted),
        Fraction(0),
    )


def _sums(rule: Rule, measure: Measure, electorate: Sequence[Weight], piles: Sequence[Pile]) -> Sums:
    of = _MEASURES[measure]
    chosen: dict[Choice, int] = {"yes": 0, "no": 0, "abstain": 0}
    for pile in piles:
        chosen[pile.choice] += of(pile.weight)
    yes, no, abstain = chosen["yes"], chosen["no"], chosen["abstain"]
    bases: dict[Base, int] = {
        "cast": yes + no + (abstain if rule.abstentions_count else 0),
        "present": yes + no + abstain,
        "all": sum(map(of, electorate)),
    }
    return Sums(yes, no, abstain, bases[rule.base])


def reaches(level: Level, share: Fraction | None) -> bool:
    """Whether this share of yes is that majority; nothing to compare with is no majority."""
    if share is None:
        return False
    if level == "simple":
        return share > HALF
    needed = {"two_thirds": Fraction(2, 3), "three_quarters": Fraction(3, 4), "unanimity": Fraction(1)}
    return share >= needed[level]


def _settle(test: Test, rule: Rule, chair: Choice | None) -> Test:
    if not test.tied or rule.tie != "chair" or chair != "yes":
        return test
    return Test(test.measure, test.sums, test.share, test.tied, True, test.colleges)
