"""What goes in and out of exits. Amounts are integer cents of euro, shares basis points (10,000 = 100 %)."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from essaim.agreements.models import PartyRole
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out

ExitState = Literal["noticed", "effective", "settled"]
AGREEMENT = "The agreement one’s organisation takes part in."


# Simulation


class SimulationQuery(In):
    """Which exit to simulate."""

    agreement_id: UUID = Field(description=AGREEMENT)
    notice_on: Day | None = Field(
        None, description="Day the notice would be given; today, or the day it was given."
    )
    leave_on: Day | None = Field(
        None, description="Last day in the agreement; the earliest the rules allow if left out."
    )


class UnitAmount(Out):
    """An amount in another unit than the euro."""

    unit: str = Field(description="Code and decimals: `HOUR/2` counts hundredths of an hour.")
    amount: int = Field(description="In the smallest unit.")


class OwedOut(Out):
    """What the organisation would still owe."""

    amount_cents: int = Field(
        description="Charges already called and not paid, up to the last year owed; 0 if none."
    )
    later_cents: int = Field(
        description="Charges already called for later years: not owed by who leaves then."
    )
    through: date = Field(description="Charges dated after this day are not owed.")
    other_units: list[UnitAmount] = Field(description="Owed in other units, hours for instance.")
    account_ids: list[UUID] = Field(description="Ledger accounts that hold the figure.")


class PlannedInstalment(Out):
    number: int
    due_on: date
    amount_cents: int


class RepaymentOut(Out):
    """What the organisation would get back."""

    stake_cents: int = Field(description="Its repayable contributions not consumed, as the book stands now.")
    repaid_cents: int = Field(description="What would be given back.")
    kept_cents: int = Field(description="What would stay in the common pot.")
    why: str = Field(description="The rule applied, in words.")
    instalments: list[PlannedInstalment]
    account_ids: list[UUID] = Field(description="Ledger accounts that hold the figure.")


class CommitmentLeft(Out):
    """A promise of the organisation under this agreement."""

    id: UUID
    title: str
    quantity: int
    unit: str
    value_cents: int
    due_on: date | None
    due_before_leaving: bool = Field(description="To be fulfilled before the last day.")


class VoteLost(Out):
    """A vote that closes after the last day."""

    decision_id: UUID
    title: str
    closes_at: Instant


class BookingLost(Out):
    """A booking after the last day of something shared only through this agreement: cancelled by the exit."""

    booking_id: UUID
    resource_name: str
    starts_at: Instant


class ResourceWithdrawn(Out):
    """Something of one's own that the other parties could no longer book."""

    resource_id: UUID
    name: str


class ProjectWithdrawn(Out):
    """A project of one's own not committed yet: withdrawn by the exit."""

    project_id: UUID
    title: str


class LostOut(Out):
    """What ends with the exit; at most 50 of each, soonest first."""

    votes: list[VoteLost]
    bookings: list[BookingLost]
    resources: list[ResourceWithdrawn]
    projects: list[ProjectWithdrawn]


class ShareOut(Out):
    """A party's share of what could be taken back from the fund, before and after the exit."""

    organisation_id: UUID
    organisation_name: str
    mine: bool
    before_cents: int
    before_bp: int = Field(description="Share of all stakes; the shares sum to 10,000.")
    after_cents: int
    after_bp: int


class VotesOut(Out):
    """Votes before and after the exit."""

    mine: int
    before: int = Field(description="All votes today.")
    after: int = Field(description="All votes once the organisation has left.")
    voters_before: int
    voters_after: int


class Simulation(Out):
    """What leaving would mean for the organisation acted for. Nothing is stored: ask as often as you like."""

    agreement_id: UUID
    agreement_name: str
    party_id: UUID
    organisation_id: UUID
    rules_number: int | None = Field(
        description="Version of the rules applied; null: what the legal form says by default."
    )
    notice_on: date
    notice_given: bool = Field(description="Whether the notice was really given.")
    earliest_on: date = Field(description="Earliest last day the rules allow for this notice.")
    leave_on: date = Field(description="Last day of the organisation in the agreement.")
    why: str = Field(description="Why not earlier, with the rule and its source.")
    owes: OwedOut
    gets_back: RepaymentOut
    net_cents: int = Field(description="What it gets back less what it owes; negative: it pays.")
    commitments: list[CommitmentLeft]
    lost: LostOut
    shares: list[ShareOut] = Field(description="Largest first; empty when withheld or without stakes.")
    shares_withheld: str | None = Field(description="Why the shares are not told, in words.")
    votes: VotesOut | None = Field(description="Null when votes follow money and money is withheld.")
    sentences: list[str] = Field(description="The whole in plain words.")


# Exits


class ExitQuery(PageQuery):
    """Exits of one agreement, last to leave first."""

    agreement_id: UUID = Field(description="Of this agreement.")
    state: ExitState | None = None


class InstalmentOut(Out):
    """A part of what is given back."""

    id: UUID
    number: int
    due_on: date
    amount_cents: int
    paid_on: date | None
    transaction_id: UUID | None = Field(description="The payment in the ledger.")
    version: int


class SettlementOut(Out):
    """What was decided when the exit was settled."""

    id: UUID
    settled_at: Instant
    repaid_cents: int = Field(description="Given back, in the instalments below.")
    kept_cents: int = Field(description="Left to the common pot.")
    owed_cents: int = Field(description="Still owed by the organisation on that day.")
    waived_cents: int = Field(description="Charges of later years, cancelled.")
    transaction_id: UUID | None = Field(
        description="The settlement in the ledger; null if nothing had to move."
    )
    instalments: list[InstalmentOut]


class PlannedSettlement(Out):
    """What settling today would decide."""

    repaid_cents: int
    kept_cents: int
    owed_cents: int
    waived_cents: int
    instalments: list[PlannedInstalment]


class ExitOut(Out):
    """The exit of one party."""

    party_id: UUID
    agreement_id: UUID
    organisation_id: UUID
    organisation_name: str
    role: PartyRole
    state: ExitState = Field(
        description="noticed: still takes part; effective: has left; settled: its accounts are closed."
    )
    notice_given_on: date | None
    left_on: date = Field(description="Last day in the agreement.")
    excluded: bool
    mine: bool
    amounts_withheld: bool = Field(description="Whether the rules keep the amounts below from you.")
    planned: PlannedSettlement | None = Field(
        description="Before the settlement, for who may read the amounts."
    )
    settlement: SettlementOut | None = Field(description="Null before it, or when withheld.")
    late_release_cents: int | None = Field(
        description="Released by projects since the exit and due to who left; null when withheld."
    )
    may_settle: bool = Field(description="Whether you may settle it now.")


class PaymentIn(In):
    """A payment made outside, recorded here."""

    paid_on: Day = Field(description="Day of the payment, today at the latest.", examples=["2028-01-31"])
    reference: Line | None = Field(None, description="Of the transfer.", examples=["VIR 2028-014"])
