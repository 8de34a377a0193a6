"""What goes in and out of choosing a quote: simulation, ways to share, opt-outs, award, commitments.

Volumes are whole units of an item; unit prices integers of ten-thousandths of a euro excluding VAT (EUR/4); amounts integer
cents; rates basis points.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, In, Instant, Out, ShortText
from essaim.purchases.models import LotState, RoundState, Sharing

Basis = Literal["live", "published", "alone", "awarded"]
BuyerState = Literal["stays", "left", "would_leave"]
Mode = Literal["all_units", "incremental"]
ProofState = Literal["nobody_gains", "somebody_gains", "nobody_loses", "not_proved"]
ProofBy = Literal["every_group", "levels", "falling_prices", "whole_quantities", "bounds", "line_by_line"]
Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Clean]

BASIS = (
    "Volumes counted: `live`, of the organisations that stay; `published`, the totals told when needs closed; `awarded`, what "
    "was awarded; `alone`, your own only, because the total is not told."
)


class SimulationQuery(In):
    """Which quote, and who would leave."""

    quote_id: UUID = Field(description="An opened quote of the lot.")
    without: list[UUID] = Field(
        default_factory=list,
        max_length=500,
        description="Organisations that would leave. Where needs are sealed, your own only; others are ignored.",
    )


class WaysQuery(In):
    quote_id: UUID = Field(description="An opened quote of the lot.")


class OptOutIn(In):
    reason: ShortText | None = Field(
        None, description="Why, for the coordinator. Write no resident’s name and no health data."
    )


class AwardIn(In):
    """The quote chosen, and the simulation it was chosen on."""

    quote_id: UUID
    fingerprint: Fingerprint = Field(description="`fingerprint` of the simulation you decide on.")
    reason: ShortText | None = Field(
        None, description="Why this one; required when it is not the first of the comparison."
    )


class UnsuccessfulIn(In):
    reason: Why = Field(description="Why no quote is chosen.")


class CommitmentsQuery(PageQuery):
    organisation_id: UUID | None = Field(None, description="Of this organisation only.")
    item_id: UUID | None = Field(None, description="Of this item only.")


# Simulation


class RungOut(Out):
    """A step of the price list of an item."""

    from_volume: int = Field(description="Units from which it applies.")
    unit_price: int = Field(description="EUR/4.")
    reached: bool | None = Field(description="Null where the total is not told.")
    missing: int | None = Field(
        description="Units short of it; 0 once reached; null where the total is not told."
    )
    drop_bp: int | None = Field(
        description="How much lower than the price reached, basis points; null once reached, or where the total is not told."
    )


class CheaperOut(Out):
    """Ordering more would cost the whole less."""

    more_volume: int = Field(description="Units to order beyond what is needed.")
    volume: int = Field(description="Units ordered in all.")
    unit_price: int = Field(description="EUR/4, once ordered.")
    cents: int = Field(description="What the whole would cost then.")
    saved_cents: int = Field(description="What that saves.")
    sentence: str = Field(description="The same in words, in the language asked.")


class SimulatedItemOut(Out):
    item_id: UUID
    name: str
    unit: str
    basis: Basis = Field(description=BASIS)
    volume: int | None = Field(description="Units bought together; null where the total is not told.")
    contributors: int | None = Field(description="Organisations that make it; null where not told.")
    from_volume: int | None = Field(description="Start of the step reached; null where not told.")
    unit_price: int | None = Field(description="Price of the step reached, EUR/4; null where not told.")
    average_price: int | None = Field(
        description="What a unit costs on average, EUR/4, rounded; null if nothing is bought or not told."
    )
    cents: int | None = Field(description="What these units cost; null where not told.")
    ladder: list[RungOut]
    next_step: str | None = Field(
        description="What is missing for the next step, in words; null at the last one, or where not told."
    )
    cheaper_to_order: CheaperOut | None


class SimulationTotalsOut(Out):
    """Of the lot. Null where not told."""

    spend_cents: int | None = Field(description="What the lot costs, with what is paid once.")
    compared_cents: int | None = Field(description="The part of it that has a reference price.")
    reference_cents: int | None = Field(description="What that part costs today.")
    gain_cents: int | None = Field(description="`reference_cents` less `compared_cents`; negative if dearer.")
    gain_bp: int | None = Field(description="The gain over the reference; null without any reference.")
    uncompared_cents: int | None = Field(description="The part without a reference price: spent, in no gain.")
    avoided_cents: int | None = Field(
        description="Of that part, what is saved against buying alone on this quote."
    )
    rebate_rate_bp: int | None = Field(description="Rate of the year-end rebate at this spend.")
    rebate_expected_cents: int | None
    rebate_kept_cents: int | None = Field(description="What the network keeps of it.")
    net_gain_cents: int | None = Field(description="Gain and what members receive of the rebate.")
    buyers_count: int | None


class SimulatedLineOut(Out):
    """One item of one organisation."""

    item_id: UUID
    volume: int
    cents: int | None = Field(description="What it pays for it; null for who leaves.")
    reference_price: int | None = Field(description="What it pays today for one, EUR/4.")
    reference_cents: int | None


class SimulatedMemberOut(Out):
    """What an organisation would pay; of the others only where lines are open, and for the coordinator."""

    organisation_id: UUID
    organisation_name: str
    state: BuyerState
    at_most: bool = Field(
        description="`cents` is the most it would pay: the total of an item is not told, so it is counted as buying alone."
    )
    cents: int | None = Field(description="What it pays in all; null for who leaves.")
    reference_cents: int = Field(description="What it pays today, for the items whose price is known.")
    compared_cents: int | None = Field(description="What it would pay for those.")
    gain_cents: int | None = Field(description="The difference, negative if dearer; null for who leaves.")
    gain_bp: int | None
    alone_cents: int = Field(
        description="What it would pay alone on this quote, ordering more where that costs less."
    )
    alone_possible: bool = Field(
        description="False: alone, it is below the minimum of the quote, which it could not have."
    )
    avoided_cents: int | None = Field(
        description="Items without a reference price: what is saved against buying alone."
    )
    rebate_cents: int | None = Field(description="Its part of the rebate expected.")
    net_gain_cents: int | None
    lines: list[SimulatedLineOut]


class TurnsNegativeOut(Out):
    """Who gains with everybody that stays, and would lose without those who would leave."""

    organisation_id: UUID
    organisation_name: str
    gain_before_cents: int
    gain_after_cents: int


class SimulationOut(Out):
    round_id: UUID
    lot_id: UUID
    lot_state: LotState
    quote_id: UUID
    supplier_name: str
    mode: Mode
    sharing: Sharing
    basis: Basis = Field(description=BASIS)
    basis_in_words: str
    valid_until: date
    expired: bool
    below_minimum: bool | None = Field(
        description="The quote asks for more than what is bought; null where not told."
    )
    needs_vote: bool | None = Field(description="The rules ask for a vote to award it; null where not told.")
    would_tell: bool | None = Field(
        description="Its award is refused because a bill would tell a sealed need; for the coordinator only."
    )
    without: list[UUID] = Field(description="Who is counted as leaving.")
    items: list[SimulatedItemOut]
    totals: SimulationTotalsOut
    members: list[SimulatedMemberOut]
    turns_negative: list[TurnsNegativeOut] = Field(
        description="Because of those who would leave; empty where needs are sealed."
    )
    missing_references: list[str] = Field(
        description="Items bought without a reference price, in no gain; of your own where needs are sealed."
    )
    fingerprint: str | None = Field(
        description="What an award must quote; for the coordinator only, and without anybody leaving."
    )


# Three ways to share


class PurchaseGroupOut(Out):
    """Organisations that would pay less on their own, together."""

    organisation_ids: list[UUID]
    organisation_names: list[str]
    pays_cents: int
    alone_cents: int
    gain_cents: int
    rounding: bool = Field(description="Less than a cent each: rounding alone may explain it.")


class PurchaseLoserOut(Out):
    organisation_id: UUID
    organisation_name: str
    more_cents: int = Field(description="What it pays more than alone.")


class PurchaseProofOut(Out):
    """Who would pay less by buying on their own on the same quote.

    `nobody_gains`: nobody and no group, proved; `somebody_gains`: the group named would; `nobody_loses`: none alone, groups were
    not asked about; `not_proved`: none found, and nothing proves there is none.
    """

    state: ProofState
    sentence: str = Field(description="The same in words, in the language asked.")
    method: ProofBy | None
    blocking: PurchaseGroupOut | None
    losers: list[PurchaseLoserOut]
    margin_cents: int | None = Field(
        description="What the least favoured group gains by staying; null when not known."
    )
    margin_exact: bool = Field(description="False: at least the margin.")
    tried: int = Field(description="Groups checked one by one.")


class WayMemberOut(Out):
    organisation_id: UUID
    organisation_name: str
    cents: int | None = Field(description="Null where it is not computed, or would tell a rival’s need.")
    alone_cents: int
    saved_cents: int | None
    saved_bp: int | None = Field(description="Of what it would pay alone; null if that is nothing.")


class WayOut(Out):
    """One way to share the price of the lot."""

    sharing: Sharing
    chosen: bool = Field(description="The one of this round.")
    name: str
    in_words: str
    computed: bool
    why_not: str | None = Field(description="Why it is not computed, in words.")
    members: list[WayMemberOut]
    stability: PurchaseProofOut | None = Field(description="Null where needs are sealed, or not computed.")


class WaysOut(Out):
    lot_id: UUID
    quote_id: UUID
    spend_cents: int | None = Field(description="What is shared; null where not told.")
    ways: list[WayOut]


# Opt-outs


class LeavingEffectOut(Out):
    """What leaving, or coming back, changes on one quote. Figures of the lot are null where needs are sealed."""

    quote_id: UUID
    supplier_name: str
    my_cents: int = Field(description="What your organisation pays if it stays.")
    at_most: bool = Field(description="`my_cents` is the most it would pay.")
    my_gain_cents: int = Field(description="Its gain if it stays, negative if dearer.")
    volume_before: int | None = Field(description="Units of the whole lot before your act.")
    volume_after: int | None
    spend_before_cents: int | None
    spend_after_cents: int | None
    gain_before_cents: int | None
    gain_after_cents: int | None
    turns_negative: list[TurnsNegativeOut]


class OptOutOut(Out):
    lot_id: UUID
    opted_out: bool
    effects: list[LeavingEffectOut] = Field(description="One per opened quote of the lot.")


# Award


class AwardOut(Out):
    """A lot decided."""

    lot_id: UUID
    state: LotState
    version: int
    quote_id: UUID | None
    supplier_name: str | None
    cents: int | None = Field(description="What the lot costs; null when not awarded.")
    hash: str | None = Field(description="SHA-256 of what was awarded.")
    reason: str | None
    round_state: RoundState


class ScoreOut(Out):
    """A quote as it was compared when the lot was awarded."""

    quote_id: UUID
    supplier_name: str
    rank: int | None = Field(description="Null for a quote expired or below its own minimum.")
    points: int | None = Field(description="Out of 10,000: hundredths of a point; null if not ranked.")


class AwardDetailOut(Out):
    """How a lot was decided, as frozen on that day."""

    lot_id: UUID
    state: LotState
    quote_id: UUID | None
    supplier_name: str | None
    decision_id: UUID | None = Field(description="The vote that awarded it; null when the coordinator did.")
    decided_at: Instant
    reason: str | None
    sharing: Sharing
    hash: str | None = Field(description="SHA-256 of needs, quote and rule in one canonical text.")
    cents: int | None = Field(
        description="What the lot costs; your own part where needs are sealed; null when not awarded."
    )
    own_only: bool = Field(description="`cents` is your own part.")
    scores: list[ScoreOut] = Field(
        description="Empty where needs are sealed: prices depend on what each buys."
    )
    stability: PurchaseProofOut | None = Field(description="Null where needs are sealed.")


class CommitmentOut(Out):
    """What an organisation committed to buy of an item, and its price."""

    organisation_id: UUID
    organisation_name: str
    item_id: UUID
    item_name: str
    unit: str
    volume: int
    cents: int = Field(description="Its share, with its part of what is paid once.")
    average_price: int = Field(description="What a unit costs it on average, EUR/4, rounded.")
    reference_price: int | None
    reference_source: str | None
    reference_on: date | None
    reference_cents: int | None
    gain_cents: int | None = Field(description="Negative if dearer; null without a reference price.")
