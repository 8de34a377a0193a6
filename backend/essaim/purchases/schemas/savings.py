"""What group purchases save. Money is integer cents excluding VAT; unit prices are ten-thousandths of a euro (EUR/4)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from essaim.kit.schemas import In, Out
from essaim.purchases.models import LotState, RoundState

Basis = Literal["members", "published"]


class SavingsQuery(In):
    organisation_id: UUID | None = Field(
        None, description="That organisation alone; nothing where your organisation may not read it."
    )


class SavingsYearQuery(SavingsQuery):
    agreement_id: UUID | None = Field(None, description="Left out: every agreement of your organisation.")
    year: Annotated[int, Field(ge=1900, le=2199)] | None = Field(
        None, description="Calendar year; left out: this one."
    )


class SavingsExportQuery(SavingsQuery):
    format: Literal["xlsx", "pdf"] = "pdf"


class SavingsForecastOut(Out):
    """What was committed at the award."""

    volume: int
    reference_cents: int | None = Field(
        description="The same volume at the reference price; null without one."
    )
    cents: int = Field(description="Its share of the item at the price awarded.")
    gain_cents: int | None = Field(description="`reference_cents` − `cents`; negative: it loses.")
    gain_bp: int | None = Field(
        description="Gain over the reference, in basis points, halves away from zero."
    )
    alone_cents: int = Field(
        description="The same volume bought alone on the quote awarded, in the cheapest way, without what is paid once."
    )
    avoided_cents: int | None = Field(
        description="`alone_cents` − `cents` for an item without a reference price: an avoided cost, never added to gains."
    )


class SavingsActualOut(Out):
    """What was ordered and what it really cost, once the lot is closed."""

    volume: int
    delivered_volume: int
    reference_cents: int | None = Field(description="What was ordered, at the reference price.")
    invoiced_cents: int = Field(description="What was ordered, at the price awarded.")
    adjustment_cents: int = Field(
        description="Its part of what the step really reached changed; positive: owed."
    )
    cents: int = Field(description="`invoiced_cents` + `adjustment_cents`.")
    gain_cents: int | None = Field(description="Effect of the price: `reference_cents` − `cents`.")
    gain_bp: int | None
    volume_effect_cents: int | None = Field(
        description="What was committed and not ordered, at the reference price; negative: more was ordered."
    )
    budget_effect_cents: int | None = Field(
        description="What was committed at the reference price, less what was paid: both effects together."
    )
    difference_cents: int | None = Field(description="Actual gain less the gain forecast.")
    alone_cents: int
    avoided_cents: int | None


class SavingsLineOut(Out):
    """One item for one organisation."""

    lot_id: UUID
    lot_name: str
    item_id: UUID
    item_name: str
    unit: str
    reference_price: int | None = Field(description="What one cost before, EUR/4; null when none was stated.")
    reference_source: str | None
    reference_on: date | None
    evidence_id: UUID | None = Field(description="The document that proves the reference price.")
    forecast: SavingsForecastOut | None = Field(description="Null for an item ordered without a commitment.")
    actual: SavingsActualOut | None = Field(description="Null until the lot is closed.")


class SavingsShareOut(Out):
    year: int
    days: int = Field(description="Days of the contract in that year.")
    cents: int = Field(description="Part of the net gain, by days; the parts sum to it.")


class SavingsSumOut(Out):
    """Lines together. Gains are those of the items that have a reference price."""

    spend_cents: int = Field(description="All lines.")
    compared_cents: int = Field(description="Of which lines with a reference price.")
    reference_cents: int
    gain_cents: int
    gain_bp: int | None = Field(description="Null when nothing has a reference price.")
    avoided_cents: int = Field(description="On the items without a reference price; not in the gain.")
    rebate_cents: int = Field(description="Year-end rebates received; 0 in a forecast.")
    net_gain_cents: int = Field(description="Gain and rebates.")
    twelve_months_cents: int = Field(description="Net gain × 365 / days of the contract.")
    years: list[SavingsShareOut]


class MemberSavingsOut(Out):
    organisation_id: UUID
    organisation_name: str
    lines: list[SavingsLineOut]
    forecast: SavingsSumOut | None = Field(description="Lots awarded; null where it committed nothing.")
    actual: SavingsSumOut | None = Field(description="Lots closed; null until one is.")
    difference_cents: int | None = Field(
        description="Actual gain less the gain forecast, on the lines that have both; null until a lot is closed."
    )


class LotSavingsOut(Out):
    lot_id: UUID
    name: str
    state: LotState
    supplier_name: str | None
    missing: str | None = Field(
        description="What is still missing for its actual gain, in words; null: nothing."
    )


class SavingsNetworkSumOut(Out):
    """All buyers together. `members`: the sum of theirs; `published`: from the totals told, item by item."""

    spend_cents: int
    reference_cents: int | None = Field(description="Null where no total of references was told.")
    gain_cents: int | None
    gain_bp: int | None
    rebate_cents: int | None = Field(description="Received by the members; null where lines are not open.")
    net_gain_cents: int | None
    twelve_months_cents: int | None


class SavingsNetworkOut(Out):
    basis: Basis
    items_told: int = Field(description="Items whose total is told, of those awarded.")
    items_count: int
    forecast: SavingsNetworkSumOut | None
    actual: SavingsNetworkSumOut | None
    sentence: str = Field(description="How these figures are made, and what is withheld.")


class SavingsOut(Out):
    """What a round saves each organisation that you may read, forecast beside actual; losses are never left out."""

    round_id: UUID
    number: int
    title: str
    state: RoundState
    agreement_id: UUID
    agreement_name: str
    starts_on: date
    ends_on: date
    days: int = Field(description="Days of the contract.")
    lots: list[LotSavingsOut]
    members: list[MemberSavingsOut] = Field(
        description="Every buyer where lines are open or you coordinate; else your own organisation."
    )
    network: SavingsNetworkOut
    method: list[str] = Field(description="How it is computed, in words.")


class YearRoundOut(Out):
    """The part of a year in one round, for one organisation."""

    round_id: UUID
    number: int
    title: str
    agreement_id: UUID
    agreement_name: str
    organisation_id: UUID
    organisation_name: str
    days: int = Field(description="Days of the contract in that year.")
    forecast_cents: int = Field(description="Part of the gain forecast that falls in the year.")
    actual_cents: int | None = Field(description="Part of the actual net gain; null until a lot is closed.")


class YearSavingsOut(Out):
    """What group purchases save over a calendar year, by days of each contract."""

    year: int
    items: list[YearRoundOut]
    forecast_cents: int
    actual_cents: int | None = Field(description="Null until a lot is closed.")
    complete: bool = Field(description="False: only the 200 newest rounds were read.")
    method: list[str]
