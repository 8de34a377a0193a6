"""What goes in and out of settlements. Money is integer cents of euro; a null end is the pool, whose money the lead keeps."""

from datetime import date
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Out, ShortText
from essaim.settlements.models import Answer, SettlementState
from essaim.settlements.words import LeftOutReason
from essaim.statements.models import StatementKind
from essaim.statements.schemas import Reason

THROUGH = "Statements due on this day or before."
PAYER = "Who pays; null: the pool."
PAYEE = "Who receives; null: the pool."

# Asking


class PreviewQuery(In):
    agreement_id: UUID
    through: Day = Field(description=THROUGH)


class OwedQuery(In):
    agreement_id: UUID


class SettlementQuery(PageQuery):
    agreement_id: UUID | None = Field(
        None, description="Left out: those that concern your organisation, under all its agreements."
    )
    state: SettlementState | None = None
    to_answer: bool | None = Field(
        None, description="True: those that await the answer of your organisation; false: the others."
    )


class ProposalIn(In):
    """Net the open statements of an agreement: fewer payments, once those who owe accept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d", "through": "2027-03-31"},
            ]
        }
    )

    agreement_id: UUID
    through: Day = Field(description=THROUGH)


class AnswerIn(In):
    answer: Answer
    note: ShortText | None = Field(None, description="Why, for the lead.")


class PaidIn(In):
    paid_on: Day = Field(description="The day the money came; today at the latest.")


class TransferReversalIn(In):
    reason: Reason = Field(description="Why it is taken back.")


# Reading


class PositionOut(Out):
    """What one organisation, or the pool, owes and is owed on the statements of a settlement."""

    organisation_id: UUID | None = Field(description="Null: the pool.")
    organisation_name: str
    owes_cents: int
    owed_cents: int
    net_cents: int = Field(description="Positive: it receives; negative: it pays. The same before and after.")
    must_accept: bool = Field(description="It owes: nothing is netted without its acceptance.")
    answer: Answer | None = Field(description="Null: not asked, or not answered yet.")
    answered_at: Instant | None
    note: str | None


class ItemOut(Out):
    """A statement that a settlement settles."""

    statement_id: UUID
    reference: str
    kind: StatementKind
    title: str
    due_on: date
    debtor_id: UUID | None = Field(description=PAYER)
    debtor_name: str
    creditor_id: UUID | None = Field(description=PAYEE)
    creditor_name: str
    cents: int = Field(description="What was left of it at the proposal.")


class PlannedTransferOut(Out):
    payer_id: UUID | None = Field(description=PAYER)
    payer_name: str
    payee_id: UUID | None = Field(description=PAYEE)
    payee_name: str
    cents: int


class TransferOut(PlannedTransferOut):
    """A payment that replaces the statements; owed once the settlement is carried out."""

    id: UUID
    settlement_id: UUID
    settlement_number: int
    paid_on: date | None
    transaction_id: UUID | None = Field(description="In the ledger, once it is paid.")
    may_record: bool = Field(description="Your organisation may record it as received.")
    may_reverse: bool = Field(description="Your organisation may take that record back.")
    version: int


class NotNettedOut(Out):
    """An open statement due by then that is not netted, and why."""

    statement_id: UUID
    reference: str
    debtor_id: UUID | None = Field(description=PAYER)
    debtor_name: str
    creditor_id: UUID | None = Field(description=PAYEE)
    creditor_name: str
    cents: int
    reason: LeftOutReason
    because: str = Field(description="The reason, in words.")


class PreviewOut(Out):
    """What a settlement would do; nothing is stored."""

    agreement_id: UUID
    through: date
    gross_cents: int = Field(description="Paid one statement at a time.")
    net_cents: int = Field(description="Paid by the transfers.")
    payments_before: int = Field(description="One for all that one owes another.")
    payments_after: int
    positions: list[PositionOut] = Field(description="The pool first, then the parties in their order.")
    items: list[ItemOut]
    transfers: list[PlannedTransferOut]
    left_out: list[NotNettedOut]


class SettlementSummary(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    number: int
    through: date = Field(description=THROUGH)
    state: SettlementState
    gross_cents: int | None = Field(description="Null when confidentiality withholds it.")
    net_cents: int | None = Field(description="Null when confidentiality withholds it.")
    awaited: int | None = Field(
        description="How many have still to accept; null when confidentiality withholds it."
    )
    mine: PositionOut | None = Field(description="The place of your organisation; null: it has none.")
    may_answer: bool = Field(description="Your organisation is asked to accept and has not answered.")
    proposed_at: Instant
    proposed_by: UUID
    proposed_by_name: str
    decided_at: Instant | None = Field(description="When it was carried out, refused or withdrawn.")
    version: int


class SettlementDetail(SettlementSummary):
    payments_before: int | None = Field(description="One for all that one owes another; null when withheld.")
    payments_after: int | None
    transaction_id: UUID | None = Field(
        description="In the ledger; null: not carried out, or nobody both owed and was owed."
    )
    positions: list[PositionOut] = Field(
        description="Those you may read: the pool first, then the parties in their order."
    )
    items: list[ItemOut] = Field(description="Those you may read.")
    transfers: list[TransferOut] = Field(description="Those you may read, the largest first.")
    withheld: str | None = Field(description="Why the rest is not there, in words.")
    may_withdraw: bool
    may_carry_out: bool


class OwedRowOut(Out):
    """What one owes another today: open statements and transfers not paid yet."""

    debtor_id: UUID | None = Field(description=PAYER)
    debtor_name: str
    creditor_id: UUID | None = Field(description=PAYEE)
    creditor_name: str
    cents: int
    overdue_cents: int = Field(description="Of statements past their due date.")
    statements: int = Field(description="Number of open statements.")
    transfers: int = Field(description="Number of transfers of settlements carried out, not paid yet.")


class OwedNowOut(Out):
    """Who owes whom now."""

    agreement_id: UUID
    as_of: date
    total_cents: int | None = Field(description="Null when confidentiality withholds it.")
    rows: list[OwedRowOut] = Field(description="Those you may read, the largest first.")
    transfers: list[TransferOut] = Field(description="Not paid yet, those you may read.")
    withheld: str | None = Field(description="Why the rest is not there, in words.")
