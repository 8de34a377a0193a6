"""Shares, what explains them, and the record they are recomputed from. Money is integer cents of euro."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.allocations.models import AllocationState, PriceBasis, Stage
from essaim.allocations.schemas.proof import CertificateOut
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Line, Out, Page

WITHHELD = "Null when too few organisations share the line for it to be told."
PartBy = Literal[
    "equal",
    "figure",
    "usage",
    "arrival",
    "same_percentage",
    "same_saving",
    "same_percentage_stable",
    "separable_equal",
    "separable_benefit",
    "least_unhappy",
    "floor",
    "cap",
    "clauses",
]


class SharesQuery(PageQuery):
    organisation_id: UUID | None = Field(None, description="The share of this organisation only.")


class LineShareOut(Out):
    line_id: UUID
    cents: int
    alone_cents: int | None = Field(description="What it would pay alone; null when not known.")


class MemberShareOut(Out):
    """What one organisation pays, line by line."""

    organisation_id: UUID
    organisation_name: str
    is_mine: bool
    position: int = Field(description="Its place: cents left over go to the first among equals.")
    days_present: int = Field(description="Days of the period counted.")
    days: int = Field(description="Days of the period.")
    cents: int
    called_cents: int = Field(description="Of actual costs: what was called before.")
    balance_cents: int = Field(description="Of actual costs: share less what was called; else the share.")
    alone_cents: int | None = Field(
        description="What it would pay alone for everything; null unless known of every line it shares."
    )
    lines: list[LineShareOut] = Field(description="In the order of the lines.")


class LineTotalOut(Out):
    line_id: UUID
    name: str
    amount_cents: int | None = Field(description=WITHHELD)
    contributors: int | None = Field(description=f"Organisations that pay a part of it. {WITHHELD}")


class SharesPage(Page[MemberShareOut]):
    """Shares in the order of the members, and the totals that your organisation may read."""

    totals: list[LineTotalOut]
    total_cents: int | None = Field(description="Null when a line is withheld.")
    called_cents: int | None = Field(
        description="Of actual costs: what was called of all. Null when withheld."
    )


class LimitOut(Out):
    """What a floor or a cap allows."""

    kind: Literal["floor", "cap"]
    cents: int


class PartOut(Out):
    """A part of the share of a line; the parts sum to it."""

    by: PartBy = Field(
        description="Equal, a dated figure, a measured use, a fair rule; `floor`, `cap`: what that clause changed;"
        " `clauses`: what the clauses of others changed."
    )
    code: str | None = Field(description="The figure or the use.")
    weight_bp: int = Field(description="The part of the key, in basis points.")
    amount_cents: int | None = Field(description=f"The part of the line shared so. {WITHHELD}")
    value: int | None = Field(
        description="Its figure, integer of the smallest unit; of a fair rule its need."
    )
    unit: str | None
    weight: str | None = Field(
        description="What it counts for, presence included: an exact fraction, `84` or `184/365`."
    )
    whole: str | None = Field(description=f"What all count for. {WITHHELD}")
    ratio: str | None = Field(description=f"Weight over whole, an exact fraction in lowest terms. {WITHHELD}")
    ratio_bp: int | None = Field(description=f"The same in basis points, rounded half up. {WITHHELD}")
    cents: int
    rounded_up: bool = Field(description="It pays one of the cents left over by rounding.")


class ArrivalOut(Out):
    """What the organisation adds to the bill, depending on who is there already."""

    least_cents: int
    most_cents: int


class SliceOut(Out):
    """A slice of the bill: what it costs, how many need it, what this organisation pays of it."""

    label: str
    cost_cents: int
    members_count: int
    cents: int


class LineExplanationOut(Out):
    line_id: UUID
    name: str
    key_name: str
    rule: str = Field(description="`parts`, or the fair rule of the key.")
    basis: PriceBasis
    amount_cents: int | None = Field(description=WITHHELD)
    cents: int
    alone_cents: int | None = Field(description="Null when not known.")
    saved_cents: int | None = Field(
        description="Alone less the share; negative: it pays more here. Null when not known."
    )
    saved_bp: int | None = Field(description="The same over the price alone, in basis points.")
    parts: list[PartOut]
    arrival: ArrivalOut | None = Field(description="Null when group prices are not known.")
    slices: list[SliceOut] = Field(
        description="Of levels and of price lists by slices, where they may be read; they sum to the share."
    )
    sentences: list[str] = Field(description="In the language asked.")


class ComparisonOut(Out):
    """Alone against here, over the lines whose price alone is known."""

    alone_cents: int
    share_cents: int
    saved_cents: int = Field(description="Negative: it pays more here.")
    saved_bp: int | None = Field(
        description="Over the price alone, in basis points; null when that is nothing."
    )
    lines_compared: int
    lines_count: int


class ExplanationOut(Out):
    """Everything that explains what one organisation pays."""

    allocation_id: UUID
    organisation_id: UUID
    organisation_name: str
    is_mine: bool
    title: str
    stage: Stage
    state: AllocationState
    starts_on: date
    ends_on: date
    days_present: int = Field(description="Days of the period counted.")
    days: int
    cents: int
    called_cents: int
    balance_cents: int
    comparison: ComparisonOut | None = Field(description="Null when no price alone is known.")
    lines: list[LineExplanationOut]
    certificate: CertificateOut
    hash: str = Field(description="SHA-256 of the record that anyone allowed recomputes.")
    sentences: list[str] = Field(description="In the language asked.")


class AllocationRecordOut(Out):
    """What shares are recomputed from: `python -m essaim.fairness.recompute record.json`."""

    model_config = ConfigDict(from_attributes=True)

    hash: str = Field(description="SHA-256 of the whole record, as sorted JSON without spaces.")
    complete: bool = Field(
        description="False: an extract of what your organisation may read, which tells its own share and cannot be"
        " recomputed alone."
    )
    names: dict[str, str] = Field(
        description="Names of the organisations, by identifier; not part of the hash."
    )
    record: dict[str, Any] = Field(
        description="Members with their figures, lines with their key, prices and needs, shares in cents."
    )


class NewcomerIn(In):
    """The tariff of an organisation that joined after the budget was shared."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "tariff": "Arrivée en cours d’année",
                    "joined_on": "2027-07-01",
                }
            ]
        }
    )

    organisation_id: UUID
    tariff: Line = Field(description="A joining tariff of the rules in force on the day it joined.")
    joined_on: Day | None = Field(None, description="Null: the day it joined the agreement.")


class TariffOut(Out):
    """The statement of a newcomer's tariff."""

    statement_id: UUID
    reference: str
    organisation_id: UUID
    amount_cents: int
    due_on: date
    days_present: int
    days: int


class PostedOut(Out):
    """A posted run and what it issued."""

    id: UUID
    state: AllocationState
    version: int
    statements_count: int = Field(description="Calls, adjustments and credits issued.")
    called_cents: int = Field(description="What organisations owe by them.")
    credited_cents: int = Field(description="What is owed to organisations by them.")
    carried_cents: int = Field(description="Paid on the calls of the run replaced, counted on the new ones.")
