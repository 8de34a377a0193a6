"""What goes in and out about the rules of an agreement."""

from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from essaim.agreements.models import AgreementState, Kind, RulesBasis, RulesState
from essaim.agreements.plain.clause import Subject
from essaim.agreements.rulebook import Rulebook
from essaim.agreements.schemas.common import Note, absent
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import In, Instant, Out

NOTE = "Why this version is proposed."
EXAMPLE: JsonDict = {
    "voting": {
        "quorum": {"numerator": 2, "denominator": 3, "basis": "members"},
        "majority": {"level": "simple", "base": "cast"},
        "proxy_limit": 1,
        "notice_days": 15,
    },
    "exit": {"timing": "financial_year_end", "notice_months": 6, "instalments": 2, "months_between": 6},
    "approvals": {"threshold_cents": 100000, "window_days": 30},
}


class RulesIn(In):
    """A version of the rules, to be put to the vote (or, in a draft, accepted by the parties with the rest)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"content": EXAMPLE, "note": "Deux tiers des membres pour décider."}]}
    )

    content: Rulebook
    note: Note = Field(description=NOTE)


class RulesChange(In):
    """JSON merge patch of a proposal; `content` is replaced as a whole."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"note": "Après la réunion de mars."}]})

    content: Rulebook = absent()
    note: Note = absent(description=NOTE)


class RulesTrial(In):
    """Rules to look at; nothing is stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"content": EXAMPLE}]})

    content: Rulebook


class ClausesOut(Out):
    """What the rules say about one subject, in plain words and in the language asked."""

    subject: Subject
    title: str
    sentences: list[str]


class DifferenceOut(Out):
    """One sentence that changes from one version to another."""

    subject: Subject
    title: str
    before: str | None = Field(description="Null when nothing was said of it.")
    after: str | None = Field(description="Null when nothing is said of it any more.")


class RuleWarningOut(Out):
    """Something allowed that the parties should know of before they adopt it."""

    code: str
    sentence: str
    source: str | None = Field(description="The text it rests on, if any.")


class LimitOut(Out):
    """Something the legal form forbids, or asks to be checked."""

    place: str = Field(description="The value of the rules that it bounds, such as `exit.notice_months`.")
    sentence: str
    source: str
    forbids: bool = Field(description="Refused by the software; otherwise a warning only.")


class ForbiddenOut(Out):
    """What would refuse these rules."""

    code: str = Field(description="The code of the refusal.")
    pointer: str = Field(description="JSON pointer into the body.")
    sentence: str
    source: str | None = Field(description="The text that forbids it; null when it could not be applied.")


class RulesSummary(Out):
    """A version of the rules in the history."""

    id: UUID
    agreement_id: UUID
    number: int
    state: RulesState
    in_force: bool = Field(description="It is the version in force today.")
    in_force_from: date | None = Field(description="From when it applies, once adopted.")
    basis: RulesBasis | None = Field(
        description="`founding`: accepted by every party when the agreement was put in force; `decision`: adopted by a vote."
    )
    decision_id: UUID | None = Field(description="The decision that adopted it.")
    adopted_at: Instant | None
    note: str = Field(description=NOTE)
    proposed_by_id: UUID
    proposed_by_name: str
    created_at: Instant
    differences: list[DifferenceOut] = Field(
        description="What changes from the version before; for a proposal, from the rules in force."
    )
    editable: bool = Field(description="Whether the organisation acted for may change or withdraw it.")
    version: int


class RulesVersionOut(RulesSummary):
    """A version of the rules with all it says."""

    content: Rulebook
    clauses: list[ClausesOut]
    warnings: list[RuleWarningOut]


class RulesOut(Out):
    """The rules that govern an agreement."""

    agreement_id: UUID
    agreement_name: str
    agreement_kind: Kind
    agreement_state: AgreementState
    legal_form_name: str
    on: date = Field(description="The day they are read for: today, or the last day of a party that left.")
    rules_id: UUID | None = Field(
        description="The version in force; null: what the legal form says by default."
    )
    number: int | None
    in_force_from: date | None
    basis: RulesBasis | None
    basis_words: str = Field(description="Where these rules come from, in words.")
    decision_id: UUID | None
    content: Rulebook
    clauses: list[ClausesOut]
    warnings: list[RuleWarningOut]
    limits: list[LimitOut] = Field(description="What the legal form forbids the parties to decide.")
    sources: list[str] = Field(description="Texts of the legal form.")
    next: RulesSummary | None = Field(description="The version already adopted for a later day.")
    founding: RulesSummary | None = Field(
        description="In a draft: the version adopted when the agreement is put in force."
    )
    may_propose: bool = Field(description="Whether the organisation acted for may propose a version.")


class RulesCheckOut(Out):
    """What would come of these rules."""

    allowed: bool
    forbidden: list[ForbiddenOut]
    warnings: list[RuleWarningOut]
    clauses: list[ClausesOut]
    differences: list[DifferenceOut] = Field(description="What would change from the rules in force.")


class RulesQuery(PageQuery):
    state: RulesState | None = None
