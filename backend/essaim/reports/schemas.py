"""What reports answer."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from essaim.kit.schemas import Instant, Out

AwaitingKind = Literal[
    "booking_to_decide",
    "membership_to_answer",
    "agreement_to_answer",
    "notice_deadline",
    "vote_to_cast",
    "decision_convened",
    "payment_to_approve",
    "admission_to_answer",
    "statement_to_pay",
    "settlement_to_answer",
    "allocation_to_review",
    "needs_to_state",
    "lot_to_choose",
    "order_to_place",
    "round_to_run",
]


class Awaiting(Out):
    """One thing that waits for the organisation."""

    kind: AwaitingKind
    id: UUID = Field(
        description="The booking, membership, agreement, decision, payment, party, statement, settlement, run, lot or group"
        " purchase."
    )
    subject: str = Field(
        description="What it is about: the resource, the network, the agreement, the question, the payment."
    )
    subject_id: UUID = Field(
        description="The resource, network or agreement; the fund of a payment, the decision of a vote, the group purchase of a"
        " lot."
    )
    agreement_id: UUID | None = Field(description="The agreement it belongs to, if any.")
    agreement_kind: Literal["pool", "partnership"] | None
    organisation_name: str | None = Field(description="Who asks.")
    asked_at: Instant | None
    due_on: date | None = Field(description="Last day to act, when there is one.")
    may_act: bool = Field(description="Whether the caller's mandate allows it.")


class ComingBooking(Out):
    """A booking of the organisation that has not ended."""

    id: UUID
    resource_id: UUID
    resource_name: str
    starts_at: Instant
    ends_at: Instant
    state: Literal["requested", "confirmed"]
    purpose: str | None


class Counts(Out):
    """What the organisation shares, in numbers."""

    networks: int
    pools: int
    partnerships: int
    resources: int
    votes_open: int = Field(description="Votes open today in which the organisation has a vote.")
    partners: int = Field(description="Other organisations met in pools and partnerships.")


class Money(Out):
    """What stands open between the organisation and those it shares with, in integer cents."""

    owes_cents: int = Field(
        description="Left to pay on its open statements; not what a settlement under way nets."
    )
    overdue_cents: int = Field(description="Of which past their due date.")
    next_due_on: date | None = Field(description="The earliest due date of what it owes.")
    owed_cents: int = Field(description="Left to receive: its credits, and what it billed other parties.")
    saved_cents: int | None = Field(
        description="Over the last twelve months: prices alone less shares, and actual gains of the lots of group purchases"
        " closed, rebates received included; null where neither is known. May be negative."
    )


class Home(Out):
    """The first page: soonest due first; at most 20 things that wait, 5 bookings."""

    awaiting: list[Awaiting]
    coming_bookings: list[ComingBooking]
    money: Money
    counts: Counts
