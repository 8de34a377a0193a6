"""The exemption of cost-sharing groups from VAT (CGI, art. 261 B), question by question. A reading, to be confirmed.

Shares are basis points (10,000 = 100 %). What is kept is codes and figures: the words are made when an opinion is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

Answer = Literal["yes", "no", "unknown"]
Question = Literal[
    "independent_group", "services_only", "members", "exact_sums", "outside_share", "no_distortion"
]
QUESTIONS: tuple[Question, ...] = (
    "independent_group",
    "services_only",
    "members",
    "exact_sums",
    "outside_share",
    "no_distortion",
)
Level = Literal["met", "in_part", "open", "not_met"]
"""`in_part`: the exemption holds and a part is taxed; `open`: an answer is missing."""
Reading = Literal["within", "above", "unknown"]
Conclusion = Literal["favourable", "reserved", "unfavourable", "incomplete"]
WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the tax administration tolerates, from a day on.

    `general_interest`: since the ruling of 2021, a member above the limit does not undo the exemption of a group of general
    interest; what serves its taxed operations is taxed.
    """

    valid_from: date
    taxable_share_bp: int
    outside_share_bp: int
    general_interest: bool

    def stored(self) -> dict[str, object]:
        return {**asdict(self), "valid_from": self.valid_from.isoformat()}


PARAMETERS = (
    Parameters(date(2012, 9, 12), 2_000, 5_000, general_interest=False),
    Parameters(date(2021, 2, 10), 2_000, 5_000, general_interest=True),
)
"""BOI-TVA-CHAMP-30-10-40 of 12 September 2012, then the ruling BOI-RES-000082 of 10 February 2021."""


def parameters_on(day: date) -> Parameters:
    """Those in force on a day; the oldest known before."""
    known = [parameters for parameters in PARAMETERS if parameters.valid_from <= day]
    return known[-1] if known else PARAMETERS[0]


def read_share(taxable_share_bp: int | None, limit_bp: int) -> Reading:
    """`does not exceed`: exactly the limit is within. A share above the whole is no share."""
    if taxable_share_bp is None or taxable_share_bp > WHOLE_BP:
        return "unknown"
    return "within" if taxable_share_bp <= limit_bp else "above"


@dataclass(frozen=True, slots=True)
class Claimed:
    """The last run of actual costs posted for the period, and of how many members the sums claimed differ from their share."""

    number: int
    starts_on: date
    ends_on: date
    members: int
    differing: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a group for a period."""

    independent_group: Answer
    services_only: Answer
    general_interest: Answer
    no_distortion: Answer
    outside_share_bp: int | None
    members: Sequence[Reading]
    claimed: Claimed | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question comes to. `case` names the sentence; `figures` fill it."""

    question: Question
    level: Level
    case: str
    figures: Mapping[str, int | str] = field(default_factory=dict)

    def stored(self) -> dict[str, object]:
        return {**asdict(self), "figures": dict(self.figures)}


def findings(facts: Facts, parameters: Parameters) -> list[Finding]:
    """One per question, in their order."""
    return [
        _answered("independent_group", facts.independent_group),
        _answered("services_only", facts.services_only),
        _of_members(facts, parameters),
        _of_sums(facts.claimed),
        _of_outside(facts.outside_share_bp, parameters.outside_share_bp),
        _answered("no_distortion", facts.no_distortion),
    ]


def conclude(found: Sequence[Finding]) -> Conclusion:
    """One condition not met is enough to say no; one answer missing, not to say yes."""
    levels = {finding.level for finding in found}
    if "not_met" in levels:
        return "unfavourable"
    if "open" in levels:
        return "incomplete"
    return "reserved" if "in_part" in levels else "favourable"


def _answered(question: Question, answer: Answer) -> Finding:
    levels: dict[Answer, Level] = {"yes": "met", "no": "not_met", "unknown": "open"}
    return Finding(question, levels[answer], answer)


def _of_members(facts: Facts, parameters: Parameters) -> Finding:
    counts: dict[str, int | str] = {
        "members": len(facts.members),
        **{reading: list(facts.members).count(reading) for reading in ("within", "above", "unknown")},
        "limit_bp": parameters.taxable_share_bp,
    }
    level, case = _read_members(facts, parameters)
    return Finding("members", level, case, counts)


def _read_members(facts: Facts, parameters: Parameters) -> tuple[Level, str]:
    missing = "unknown" in facts.members or not facts.members
    if "above" not in facts.members:
        return ("open", "unknown") if missing else ("met", "within")
    relaxed: Answer = facts.general_interest if parameters.general_interest else "no"
    if relaxed == "no":
        return "not_met", "above"
    if relaxed == "unknown":
        return "open", "above_to_answer"
    return ("open", "above_and_unknown") if missing else ("in_part", "above_general_interest")


def _of_sums(claimed: Claimed | None) -> Finding:
    if claimed is None:
        return Finding("exact_sums", "open", "no_run")
    figures: dict[str, int | str] = {
        "number": claimed.number,
        "starts_on": claimed.starts_on.isoformat(),
        "ends_on": claimed.ends_on.isoformat(),
        "members": claimed.members,
        "differing": claimed.differing,
    }
    if claimed.differing:
        return Finding("exact_sums", "not_met", "differing", figures)
    return Finding("exact_sums", "met", "exact", figures)


def _of_outside(share_bp: int | None, limit_bp: int) -> Finding:
    if share_bp is None:
        return Finding("outside_share", "open", "unknown", {"limit_bp": limit_bp})
    figures: dict[str, int | str] = {"share_bp": share_bp, "limit_bp": limit_bp}
    if share_bp == 0:
        return Finding("outside_share", "met", "none", figures)
    if share_bp <= limit_bp:
        return Finding("outside_share", "in_part", "within", figures)
    return Finding("outside_share", "not_met", "above", figures)
