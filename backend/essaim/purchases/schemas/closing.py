"""What goes in and out of closings and rebates. Amounts are integer cents excluding VAT; unit prices EUR/4."""

from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.kit.schemas import Cents, Day, In, Instant, Out
from essaim.purchases.models import LotState, ShortfallRule
from essaim.purchases.rules.closing import Applied


class ClosingIn(In):
    """Close a lot: what was ordered is final, and what the step really reached changes is billed or given back."""

    difference_kept: bool = Field(
        False,
        description="The difference stays with the network where sharing it would tell a rival’s volumes.",
    )


class ClosingItemOut(Out):
    """An item for all organisations. Null figures: too few organisations make them to be told to you."""

    item_id: UUID
    item_name: str
    unit: str
    committed_volume: int | None
    ordered_volume: int | None
    unit_price_awarded: int | None = Field(description="On average, for one (EUR/4).")
    unit_price_reached: int | None = Field(description="On average, for one really ordered (EUR/4).")
    invoiced_cents: int | None = Field(description="What was ordered, at the price awarded.")
    actual_cents: int | None = Field(description="What it really costs.")
    difference_cents: int | None = Field(description="Actual less invoiced: positive, it is owed.")
    applied: Applied | None = Field(
        description="How the difference is shared: by units ordered, by units short of what was committed, or kept by the network."
    )


class ClosingLineOut(Out):
    """An item for one organisation."""

    item_id: UUID
    committed_volume: int
    ordered_volume: int
    delivered_volume: int
    committed_cents: int = Field(description="Its share at the award.")
    invoiced_cents: int | None = Field(
        description="What it ordered, at the price awarded; null where it was awarded none before the closing."
    )
    adjustment_cents: int | None = Field(description="Positive: it owes it. Null: told when the lot closes.")
    actual_cents: int | None = Field(
        description="What it bought really costs it. Null: told when the lot closes."
    )


class ClosingMemberOut(Out):
    organisation_id: UUID
    organisation_name: str
    lines: list[ClosingLineOut]
    invoiced_cents: int | None
    adjustment_cents: int | None
    actual_cents: int | None
    statement_id: UUID | None = Field(description="The statement issued, once closed, if anything is owed.")


class ClosingOut(Out):
    """A closing: computed as if it were today until the lot is closed, then as it was frozen."""

    round_id: UUID
    lot_id: UUID
    lot_name: str
    lot_state: LotState
    closed_at: Instant | None
    shortfall: ShortfallRule = Field(description="The rule chosen beforehand.")
    items: list[ClosingItemOut]
    members: list[ClosingMemberOut] = Field(description="Your organisation alone where needs are sealed.")
    invoiced_cents: int | None
    actual_cents: int | None
    adjustment_cents: int | None = Field(description="What is billed less what is given back.")
    difference_kept_cents: int | None = Field(
        description="What stays with the network, because sharing it would tell volumes; for the coordinator."
    )
    how: str = Field(description="How it is computed, in words.")


class RebateIn(In):
    """A year-end rebate received from the supplier of a closed lot."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"received_cents": 81810, "received_on": "2028-02-15"}]}
    )

    received_cents: int = Field(ge=1, le=10**12, description="Money in integer cents of euro.")
    received_on: Day = Field(description="Not to come.")
    turnover_cents: Cents | None = Field(
        None,
        description="The yearly turnover that the supplier counts; null: what the lot really cost.",
    )


class RebateShareOut(Out):
    organisation_id: UUID
    organisation_name: str
    spend_cents: int = Field(description="What it really spent: the key of the share.")
    cents: int


class RebateOut(Out):
    """Null figures are for the coordinator, or for all where lines are open: they would tell the others’ spend."""

    id: UUID
    lot_id: UUID
    received_on: date | None
    turnover_cents: int | None
    expected_cents: int | None = Field(description="By the rule of the quote, on that turnover.")
    received_cents: int | None
    kept_cents: int | None = Field(description="What the network keeps, by the rule chosen beforehand.")
    recorded_at: Instant | None
    shares: list[RebateShareOut] = Field(description="Your organisation’s alone where needs are sealed.")


class RebatesOut(Out):
    lot_id: UUID
    kept_bp: int = Field(description="Share that the network keeps, basis points.")
    how: str = Field(description="How a rebate is shared, in words.")
    items: list[RebateOut]
