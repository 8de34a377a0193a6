"""What goes in and out of VAT opinions. Shares are basis points (10,000 = 100 %)."""

from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.allocations.models import VatConclusion, VatFinding
from essaim.allocations.rules.vat import Answer, Level, Question
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Out

NOT_TOLD = "Null where it would tell the situation of other members: see `withheld`."


class VatOpinionQuery(PageQuery):
    agreement_id: UUID


class VatOpinionIn(In):
    """Facts that the software does not know. Each may stay unknown: the opinion then says what is missing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "01936f3e-0000-7000-8000-000000000001",
                    "starts_on": "2027-01-01",
                    "ends_on": "2027-12-31",
                    "independent_group": "yes",
                    "services_only": "yes",
                    "general_interest": "unknown",
                    "no_distortion": "yes",
                    "outside_share_bp": 0,
                }
            ]
        }
    )

    agreement_id: UUID
    starts_on: Day
    ends_on: Day
    independent_group: Answer = Field(
        "unknown", description="A group, even de facto, with rules of its own: not a mere service contract."
    )
    services_only: Answer = Field("unknown", description="It renders services and delivers no goods.")
    general_interest: Answer = Field(
        "unknown",
        description="Its members are outside VAT, or exempt on grounds of general interest (ruling of 2021).",
    )
    no_distortion: Answer = Field("unknown", description="The exemption distorts no competition.")
    outside_share_bp: int | None = Field(
        None,
        ge=0,
        le=10_000,
        description="Share of its turnover made with others than its members, in basis points; null: not known.",
    )


class VatOpinionSummary(Out):
    id: UUID
    agreement_id: UUID
    given_on: date
    starts_on: date
    ends_on: date
    conclusion: VatConclusion | None = Field(description=NOT_TOLD)
    conclusion_words: str


class VatFactsOut(Out):
    """What the lead answered."""

    independent_group: Answer
    services_only: Answer
    general_interest: Answer
    no_distortion: Answer
    outside_share_bp: int | None = Field(description="Basis points; null: not known.")


class VatFindingOut(Out):
    """One question, what it comes to and why it matters."""

    question: Question
    question_words: str
    level: Level | None = Field(
        description=f"Met, met with a part that is taxed, open (an answer is missing) or not met. {NOT_TOLD}"
    )
    answer: str
    consequence: str
    source: str


class VatMemberOut(Out):
    organisation_id: UUID
    organisation_name: str
    taxable_share_bp: int | None = Field(
        description="Taxable revenue in the whole, basis points: one’s own, and every member’s for the lead; null: not known or not told."
    )
    valid_on: date | None
    source: str | None
    finding: VatFinding = Field(description="Within the limit (20.00 % is within), above it, or unknown.")


class VatParametersOut(Out):
    """Limits of the day, with the day they are from."""

    valid_from: date
    taxable_share_bp: int
    outside_share_bp: int
    general_interest: bool = Field(
        description="Whether the ruling of 2021 on groups of general interest counts."
    )


class VatOpinionOut(Out):
    """A dated, explained reading: never a yes or no to rely on alone."""

    id: UUID
    agreement_id: UUID
    agreement_name: str
    given_on: date
    starts_on: date
    ends_on: date
    conclusion: VatConclusion | None = Field(description=NOT_TOLD)
    conclusion_words: str
    caution: str = Field(description="What this opinion is and is not, its date and its limits.")
    facts: VatFactsOut
    findings: list[VatFindingOut]
    members: list[VatMemberOut] = Field(
        description="Every member where lines are open and for the lead; elsewhere one’s own line."
    )
    withheld: str | None = Field(description="What is not told and why; null: nothing.")
    parameters: VatParametersOut
    asked_by: UUID
    asked_by_name: str
    asked_at: Instant
    fictional: bool
