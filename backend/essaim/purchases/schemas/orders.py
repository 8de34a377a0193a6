"""What goes in and out of orders, their deliveries and where a lot stands.

Volumes are whole units of an item; unit prices ten-thousandths of a euro excluding VAT (EUR/4); amounts integer cents.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out
from essaim.purchases.models import LotState, OrderState, ShortfallRule
from essaim.purchases.schemas.forms import FormFaultOut

Ordered = Annotated[int, Field(ge=1, le=10**9, description="Whole units of the item.")]
Delivered = Annotated[int, Field(ge=0, le=10**9, description="Whole units of the item.")]
EXAMPLE: dict[str, JsonValue] = {
    "item_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
    "volume": 1150,
    "ordered_on": "2027-03-01",
    "reference": "BC-2027-014",
}


class OrderIn(In):
    """An order placed with the supplier of an awarded lot."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    item_id: UUID
    organisation_id: UUID | None = Field(
        None, description="Whose order it is; null: your organisation's. Another's: by the coordinator alone."
    )
    volume: Ordered
    ordered_on: Day = Field(description="Within the contract, not to come.")
    reference: Line | None = Field(
        None, description="Number of the purchase order: an item has it once for an organisation."
    )


class DeliveryIn(In):
    """What was received of an order so far, in all: 0 takes back a delivery declared by mistake."""

    delivered_volume: Delivered
    delivered_on: Day = Field(description="Day of the last delivery, not to come.")


class OrderCancellation(In):
    reason: Line


class OrderQuery(PageQuery):
    lot_id: UUID | None = None
    item_id: UUID | None = None
    organisation_id: UUID | None = None
    state: OrderState | None = None


class OrderOut(Out):
    id: UUID
    round_id: UUID
    lot_id: UUID
    lot_name: str
    item_id: UUID
    item_name: str
    unit: str = Field(description="What one of the item is, in words.")
    organisation_id: UUID
    organisation_name: str
    volume: int = Field(description="Whole units of the item.")
    ordered_on: date
    reference: str | None
    delivered_volume: int | None = Field(description="Received so far; null: nothing was declared.")
    delivered_on: date | None
    state: OrderState = Field(description="`delivered` once all of it is.")
    cancelled_because: str | None
    declared_by: UUID = Field(description="The organisation itself, or the coordinator for it.")
    declared_at: Instant
    version: int


# Imports

OrderChange = Literal["new", "delivered", "unchanged"]


class OrderRowOut(Out):
    """What a line of the file does."""

    line: int = Field(description="Line of the file, the first is 1.")
    change: OrderChange
    organisation_id: UUID
    organisation_name: str
    item_id: UUID
    item_name: str
    volume: int
    ordered_on: date
    reference: str
    delivered_volume: int | None
    delivered_on: date | None


class OrderImportReport(Out):
    dry_run: bool = Field(description="Nothing was recorded: this is what would be.")
    created_count: int
    delivered_count: int = Field(description="Orders already declared whose delivery changes.")
    unchanged_count: int
    rows: list[OrderRowOut]
    faults: list[FormFaultOut] = Field(
        description="Cells that cannot be read, the first 100. With any, nothing is recorded."
    )


# Where a lot stands


class OwnPositionOut(Out):
    """Of your organisation, for an item."""

    committed_volume: int
    committed_cents: int = Field(description="Your share of the item at the award.")
    ordered_volume: int
    delivered_volume: int
    remaining_volume: int = Field(description="Committed and not ordered yet; 0 beyond.")
    unit_price: int | None = Field(
        description="The price you were awarded for one, on average (EUR/4); null: nobody committed to the item."
    )
    ordered_cents: int | None = Field(
        description="What you ordered, at that price; null where you were awarded none."
    )


class NextStepOut(Out):
    start: int = Field(description="Units from which the step applies.")
    unit_price: int = Field(description="Ten-thousandths of a euro (EUR/4).")
    missing: int = Field(description="Units still to be ordered by all to reach it.")


class LivePositionOut(Out):
    """Of all organisations, for an item, now."""

    committed_volume: int
    ordered_volume: int
    delivered_volume: int
    remaining_volume: int = Field(description="Committed less ordered, 0 beyond.")
    unit_price_committed: int = Field(description="Of the step reached by what was committed (EUR/4).")
    unit_price_now: int = Field(
        description="Applied to every order, the early ones included: of the step reached by what was committed, or by"
        " what is ordered where it is more (EUR/4)."
    )
    unit_price_if_closed: int | None = Field(
        description="Of the step really reached, were the lot closed today (EUR/4); null: nothing was ordered."
    )
    kept_start: int = Field(
        description="Units to be ordered in all for the step awarded to hold at the closing."
    )
    kept_missing: int = Field(description="Units still missing for it.")
    next_step: NextStepOut | None = Field(description="Null on the last step.")
    difference_cents: int = Field(
        description="What the step really reached would change, were the lot closed today; positive, it is owed."
    )


class PositionItemOut(Out):
    item_id: UUID
    item_name: str
    unit: str
    mine: OwnPositionOut | None = Field(description="Null: your organisation has nothing in this lot.")
    live: LivePositionOut | None = Field(
        description="Null where needs are sealed: totals are told when the lot closes, where they may be."
    )


class MemberPositionOut(Out):
    """What an organisation would owe (positive) or be given back, were the lot closed today."""

    organisation_id: UUID
    organisation_name: str
    committed_volume: int = Field(description="Of all the items of the lot.")
    ordered_volume: int
    short_volume: int = Field(description="Units short of what it committed to, item by item.")
    ordered_cents: int = Field(description="What it ordered, at the price awarded.")
    by_orders_cents: int = Field(description="By units ordered.")
    by_shortfall_cents: int = Field(description="By units short of what was committed.")
    adjustment_cents: int = Field(description="By the rule chosen beforehand.")


class PositionOut(Out):
    round_id: UUID
    lot_id: UUID
    lot_name: str
    lot_state: LotState
    supplier_name: str | None
    shortfall: ShortfallRule = Field(description="The rule chosen beforehand for a step that is missed.")
    told: str = Field(description="What is told here and what is not, in words.")
    items: list[PositionItemOut]
    members: list[MemberPositionOut] = Field(description="Empty where needs are sealed.")
