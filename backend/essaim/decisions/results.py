"""The figures of a result, as they are kept with a closed decision. Sentences are made from them when they are read."""

from typing import Literal

from pydantic import BaseModel

from essaim.decisions.rules import counting
from essaim.decisions.rules.counting import Base, Choice, Level, Measure, Outcome
from essaim.kit.text import Text


class QuorumFigures(BaseModel):
    basis: Literal["members", "votes"]
    required: int
    present: int
    total: int
    reached: bool


class CollegeFigures(BaseModel):
    name: str
    weight_bp: int
    yes: int
    no: int
    abstain: int
    base: int


class TestFigures(BaseModel):
    """One majority. `share`: numerator and denominator of the yes; null when nothing was there to compare with."""

    __test__ = False

    measure: Measure
    yes: int
    no: int
    abstain: int
    base: int
    share: tuple[int, int] | None
    tied: bool
    reached: bool
    colleges: list[CollegeFigures]


class Heads(BaseModel):
    """Organisations by choice."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


class Words(BaseModel):
    fr: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.fr, self.en)


class Result(BaseModel):
    """Everything the sentence of a result says. `heads` and `tests` are null where they would tell a secret choice."""

    outcome: Outcome
    electors: int
    in_person: int
    represented: int
    quorum: QuorumFigures
    level: Level
    base: Base
    abstentions_count: bool
    tie: Literal["rejected", "chair"]
    heads: Heads | None
    tests: list[TestFigures] | None
    chair_decided: bool
    weighs_money: bool
    changes: list[Words] = []

    @property
    def ballots(self) -> int:
        return self.in_person + self.represented


def result_of(
    rule: counting.Rule,
    counted: counting.Count,
    *,
    heads: dict[Choice, int],
    electors: int,
    represented: int,
    weighs_money: bool,
    tells_choices: bool,
) -> Result:
    ballots = sum(heads.values())
    quorum = counted.quorum
    return Result(
        outcome=counted.outcome,
        electors=electors,
        in_person=ballots - represented,
        represented=represented,
        quorum=QuorumFigures(
            basis=quorum.basis,
            required=quorum.required,
            present=quorum.present,
            total=quorum.total,
            reached=quorum.reached,
        ),
        level=rule.level,
        base=rule.base,
        abstentions_count=rule.abstentions_count,
        tie=rule.tie,
        heads=Heads.model_validate(heads) if tells_choices else None,
        tests=[_figures(test) for test in counted.tests] if tells_choices else None,
        chair_decided=counted.chair_decided,
        weighs_money=weighs_money,
    )


def _figures(test: counting.Test) -> TestFigures:
    return TestFigures(
        measure=test.measure,
        yes=test.sums.yes,
        no=test.sums.no,
        abstain=test.sums.abstain,
        base=test.sums.base,
        share=(test.share.numerator, test.share.denominator) if test.share is not None else None,
        tied=test.tied,
        reached=test.reached,
        colleges=[
            CollegeFigures(
                name=college.name,
                weight_bp=college.weight,
                yes=college.sums.yes,
                no=college.sums.no,
                abstain=college.sums.abstain,
                base=college.sums.base,
            )
            for college in test.colleges
        ],
    )
