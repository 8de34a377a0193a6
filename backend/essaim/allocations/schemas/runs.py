"""What goes in and out of runs. Money is integer cents of euro, days are civil days in France."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.agreements.schemas import absent
from essaim.allocations.models import AllocationState, Stage
from essaim.allocations.schemas.lines import BasisOut, LineOut
from essaim.allocations.schemas.proof import CertificateOut, CertificateState
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, Out

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), Clean]
Calls = Annotated[int, Field(ge=1, le=12)]
Action = Literal["change", "declare", "compute", "review", "return", "post", "abandon", "add_newcomer"]
FIGURES_ON = "Figures are those known on this day: for each, the latest dated on it or before."


class AllocationIn(In):
    """A run to prepare, as the lead: a budget to call, or the actual costs of a posted budget."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "title": "Budget 2027",
                    "stage": "budget",
                    "starts_on": "2027-01-01",
                    "ends_on": "2027-12-31",
                    "figures_on": "2027-01-01",
                    "call_count": 4,
                    "first_due_on": "2027-01-31",
                    "months_between": 3,
                }
            ]
        }
    )

    agreement_id: UUID
    title: Line
    stage: Stage
    starts_on: Day
    ends_on: Day = Field(description="Last day of the period.")
    figures_on: Day = Field(description=FIGURES_ON)
    budget_id: UUID | None = Field(
        None, description="Of actual costs: the posted budget they follow. Its lines are copied."
    )
    replaces_id: UUID | None = Field(
        None, description="The posted run that this one corrects; its lines are copied."
    )
    call_count: Calls = Field(1, description="How many equal calls a budget makes.")
    first_due_on: Day = Field(description="When the first call, or the adjustment, is due.")
    months_between: Calls = Field(3, description="Months between calls.")
    note: Note | None = None


class AllocationChange(In):
    """What to change of a draft; a field left out stays as it is (JSON Merge Patch)."""

    title: Line = absent()
    starts_on: Day = absent()
    ends_on: Day = absent()
    figures_on: Day = absent(description=FIGURES_ON)
    call_count: Calls = absent()
    first_due_on: Day = absent()
    months_between: Calls = absent()
    note: Note | None = absent()


class ReturnIn(In):
    """Why a run goes back to draft."""

    reason: Note


class AllocationQuery(PageQuery):
    agreement_id: UUID
    stage: Stage | None = None
    state: AllocationState | None = None


class AllocationSummary(Out):
    """A run in a list."""

    id: UUID
    agreement_id: UUID
    number: int = Field(description="In the agreement, from 1.")
    title: str
    stage: Stage
    state: AllocationState
    starts_on: date
    ends_on: date = Field(description="Last day of the period.")
    members_count: int | None = Field(description="Organisations that share; null until computed.")
    total_cents: int | None = Field(
        description="What is shared; null until computed, or when confidentiality withholds it."
    )
    my_cents: int | None = Field(description="The share of your organisation; null when it has none.")
    my_called_cents: int | None = Field(
        description="Of actual costs: what was called of your organisation before; null when it has no share."
    )
    certificate_state: CertificateState | None = Field(description="Of the whole run; null until computed.")
    posted_at: Instant | None
    created_at: Instant
    version: int


class AllocationOut(AllocationSummary):
    """A run, its lines and where it stands."""

    agreement_name: str
    figures_on: date = Field(description=FIGURES_ON)
    budget_id: UUID | None
    replaces_id: UUID | None = Field(description="The run that this one corrects.")
    replaced_by_id: UUID | None = Field(description="The posted run that corrects this one.")
    call_count: int = Field(description="How many equal calls a budget makes.")
    first_due_on: date
    months_between: int = Field(description="Months between calls.")
    note: str | None
    rules_id: UUID | None = Field(
        description="The version of the rules whose keys share; null until computed."
    )
    rules_number: int | None
    hash: str | None = Field(description="SHA-256 of the record of inputs, keys and shares, in hexadecimal.")
    computed_at: Instant | None
    computed_by_me: bool = Field(description="You computed the shares: another person must review them.")
    out_of_date: bool = Field(description="Needs were stated since the shares were computed.")
    reviewed_at: Instant | None
    certificate: CertificateOut | None = Field(description="Of the whole run; null until computed.")
    reads_every_line: bool = Field(
        description="Your organisation reads the shares of all; else its own, and totals of enough organisations."
    )
    actions: list[Action] = Field(description="What you may do now.")
    lines: list[LineOut]
    bases: list[BasisOut] = Field(
        description="The figures frozen when the shares were computed, that your organisation may read."
    )
