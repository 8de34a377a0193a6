"""What goes in and out of decisions."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.models import Kind, Side
from essaim.agreements.rulebook import Matter
from essaim.agreements.schemas import Label, absent
from essaim.decisions.models import BallotKind, Choice, DecisionState, EffectState, Outcome
from essaim.decisions.rules.counting import Base, Level, Measure
from essaim.decisions.rules.electorate import Why
from essaim.identity.roles import Role
from essaim.kit.errors import Problem
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, LongText, Out

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Clean]

TITLE = "The question, in one line."
REASON = "Why it is asked. Write no resident’s name and no health data."
BALLOT = (
    "How votes are kept; left out, as the rules say. A secret ballot keeps the tally, never who chose what."
)


class SubjectIn(In):
    """What some decisions need besides what they are about."""

    organisation_id: UUID | None = Field(None, description="To admit: an organisation that did not ask.")
    role: Literal["party", "observer"] | None = Field(
        None, description="To admit: as a party, or to observe."
    )
    side: Side | None = Field(None, description="To admit: its side, in a partnership.")
    college: Label | None = Field(
        None, description="To admit: its group of voters, where the rules have colleges."
    )
    in_force_from: Day | None = Field(None, description="To adopt rules: their first day, today or later.")
    heard_on: Day | None = Field(
        None, description="To exclude: the day on which the member was heard.", examples=["2027-03-01"]
    )
    hearing: LongText | None = Field(None, description="To exclude: what the member said.")
    quote_id: UUID | None = Field(None, description="To award a lot of a group purchase: the quote chosen.")


class DecisionIn(In):
    """A draft: nothing is asked before it is convened."""

    agreement_id: UUID
    title: Line = Field(description=TITLE, examples=["Adopter la clé de répartition 2027"])
    reason: Reason = Field(description=REASON, examples=["Les bases de 2026 sont connues."])
    effect: Matter = Field(description="What is asked; also what the software does once it is adopted.")
    subject_id: UUID | None = Field(
        None, description="The version of rules, the party, the project or the lot it is about."
    )
    subject: SubjectIn = Field(default_factory=SubjectIn)
    ballot: BallotKind | None = Field(None, description=BALLOT)


class DecisionChange(In):
    """JSON merge patch of a draft that no other organisation supports yet."""

    title: Line = absent(description=TITLE)
    reason: Reason = absent(description=REASON)
    subject_id: UUID | None = absent(description="The version of rules, the party, the project or the lot.")
    subject: SubjectIn = absent()
    ballot: BallotKind = absent(description=BALLOT)


class Period(In):
    opens_at: Instant = Field(description="When votes may be cast.", examples=["2027-06-18T14:00:00+02:00"])
    closes_at: Instant = Field(description="When they no longer may.", examples=["2027-06-18T16:00:00+02:00"])

    @model_validator(mode="after")
    def _closes_after_opening(self) -> Self:
        if self.closes_at <= self.opens_at:
            raise PydanticCustomError(
                "ends_before_start",
                "The end must come after the start.",
                {"fr": "La fin doit venir après le début.", "en": "The end must come after the start."},
            )
        return self


class Convocation(Period):
    place: Line | None = Field(None, description="Where the meeting is held, or how to join it.")
    urgent: bool = Field(False, description="With the shorter notice the rules allow in an emergency.")


class SecondCallIn(Period):
    place: Line | None = Field(None, description="Where the meeting is held, or how to join it.")


class BallotIn(In):
    choice: Choice
    organisation_id: UUID | None = Field(
        None, description="For whom: your organisation, or one that gave it its proxy. Left out: yours."
    )


class ProxyIn(In):
    holder_id: UUID = Field(description="The organisation that will vote for yours.")


# What is read


class SubjectOut(Out):
    organisation_id: UUID | None
    role: Literal["party", "observer"] | None
    side: Side | None
    college: str | None
    in_force_from: date | None
    heard_on: date | None
    hearing: str | None
    quote_id: UUID | None


class OrganisationRef(Out):
    id: UUID
    name: str


class AgreementRef(Out):
    id: UUID
    kind: Kind
    name: str


class MatterOut(Out):
    """What may be asked, under the rules in force."""

    matter: Matter
    name: str
    needs_subject: bool = Field(description="Whether it must be about something named.")
    rule: list[str] = Field(description="The voting rule that would apply, in sentences.")


class MattersOut(Out):
    items: list[MatterOut]


class DecisionSummary(Out):
    """One line of a list."""

    id: UUID
    agreement: AgreementRef
    number: int = Field(description="Numbered from 1 in each agreement.")
    title: str
    effect: Matter
    effect_name: str
    state: DecisionState
    outcome: Outcome | None
    ballot: BallotKind
    call: int = Field(description="1, or 2 for a second call.")
    opens_at: Instant | None
    closes_at: Instant | None
    closed_at: Instant | None
    proposed_by: OrganisationRef
    electors: int | None = Field(description="Organisations with a vote; null before the opening.")
    voted: int = Field(description="Organisations whose ballot is cast.")
    to_vote: bool = Field(
        description="A ballot awaits you: your organisation’s own, or one you hold by proxy."
    )
    result: str | None = Field(description="The result in one sentence; null before the closing.")
    effect_state: EffectState
    fictional: bool


class ElectorOut(Out):
    """An organisation with a vote."""

    organisation: OrganisationRef
    college: str | None
    votes: int | None = Field(description="Null where it would tell what an organisation brought.")
    chair: bool
    voted: bool
    choice: Choice | None = Field(description="Null before the ballot, and always in a secret ballot.")
    cast_by: OrganisationRef | None = Field(description="The holder of its proxy, if it voted by proxy.")
    proxy_to: OrganisationRef | None = Field(description="The holder of its proxy, voted or not.")


class WithoutVoteOut(Out):
    organisation: OrganisationRef
    why: Why
    in_words: str


class CollegeOut(Out):
    name: str
    weight_bp: int
    yes: int
    no: int
    abstain: int
    base: int


class MajorityOut(Out):
    """One majority to be reached."""

    measure: Measure = Field(description="Counted in members, votes, contributions (cents) or by colleges.")
    yes: int
    no: int
    abstain: int
    base: int = Field(description="What the yes are compared with.")
    share_bp: int | None = Field(
        description="Share of yes in basis points, cut; null with nothing to compare."
    )
    tied: bool
    reached: bool
    colleges: list[CollegeOut]


class CountOut(Out):
    """Where the vote stands, or how it ended. Figures that would tell a secret are null, `withheld` says why."""

    outcome: Outcome | None = Field(description="Closed: the outcome. Open: the outcome if it closed now.")
    electors: int
    in_person: int
    represented: int
    quorum_basis: Literal["members", "votes"]
    quorum_required: int | None
    quorum_present: int | None
    quorum_reached: bool | None
    level: Level
    base: Base
    yes: int | None = Field(description="Organisations that said yes.")
    no: int | None
    abstain: int | None
    majorities: list[MajorityOut] | None
    withheld: str | None


class ProxyOut(Out):
    id: UUID
    giver: OrganisationRef
    holder: OrganisationRef
    voted: bool = Field(description="The giver’s ballot is cast.")


class MandateOut(Out):
    """The mandate under which you would vote."""

    id: UUID
    role: Role
    person_name: str
    organisation_name: str
    may_vote: bool = Field(description="It holds the power to vote.")


class MineOut(Out):
    """What your organisation may do in this decision."""

    has_vote: bool
    votes: int | None
    voted: bool
    choice: Choice | None = Field(description="What it chose; null in a secret ballot.")
    may_vote: bool
    why_not: str | None = Field(description="Why you cannot vote for it now, in a sentence.")
    mandate: MandateOut | None
    proxy_given: ProxyOut | None
    proxies_held: list[ProxyOut]
    may_give_proxy: bool
    supports: bool
    may_change: bool
    may_convene: bool
    may_open: bool
    may_close: bool
    may_withdraw: bool
    may_call_again: bool


class DecisionOut(Out):
    """Everything about a decision."""

    id: UUID
    agreement: AgreementRef
    number: int
    title: str
    reason: str
    effect: Matter
    effect_name: str
    subject_id: UUID | None
    subject: SubjectOut
    ballot: BallotKind
    state: DecisionState
    outcome: Outcome | None
    changes: list[str] = Field(description="What changes if it is adopted; once closed, as it was told then.")
    cannot_apply: str | None = Field(description="Why its effect could no longer be applied, if so.")
    rule: list[str] = Field(description="The voting rule, in sentences; frozen once open.")
    rules_id: UUID | None = Field(description="The version of the rules; null for the legal form’s defaults.")
    rules_number: int | None
    proxy_limit: int
    proposed_by: OrganisationRef
    convened_by: OrganisationRef | None
    urgent: bool
    place: str | None
    created_at: Instant
    convened_at: Instant | None
    opens_at: Instant | None
    closes_at: Instant | None
    opened_at: Instant | None
    closed_at: Instant | None
    earliest_opening: Instant | None = Field(description="Of a draft convened now.")
    earliest_urgent_opening: Instant | None
    call: int
    first_call_id: UUID | None
    second_call_id: UUID | None
    electorate_frozen: bool = Field(
        description="False before the opening: the list is then what it would be today."
    )
    electorate: list[ElectorOut]
    without_vote: list[WithoutVoteOut]
    count: CountOut | None = Field(description="Null before the opening.")
    result: str | None = Field(
        description="The result in one sentence, with its figures; null before the closing."
    )
    effect_state: EffectState
    effect_reason: str | None = Field(description="Why the effect is refused or waits.")
    minutes_id: UUID | None = Field(description="The minutes, among the documents of the agreement.")
    supports: list[OrganisationRef]
    supports_needed: int = Field(description="Supports with which it is convened without the lead.")
    mine: MineOut
    fictional: bool
    version: int


class BallotOut(Out):
    """A ballot as it was received. A secret choice is not told, not even to who cast it."""

    decision_id: UUID
    organisation_id: UUID
    cast_by: UUID
    cast_at: Instant
    choice: Choice | None


class DecisionQuery(PageQuery):
    agreement_id: UUID | None = None
    subject_id: UUID | None = Field(
        None, description="Decisions about this version of rules, this party or this project."
    )
    state: DecisionState | None = None
    mine: Literal["to_vote"] | None = Field(None, description="to_vote: those where a ballot awaits you.")


class MatterRefusal(Problem):
    """A refusal of what the decision is about; its `code` belongs to the feature that applies the effect."""
