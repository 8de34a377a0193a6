"""What goes in and out of statements. Money is integer cents of euro."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.agreements.rulebook import BillableLine
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, Out, ShortText
from essaim.statements.models import PaymentMethod, StatementKind, StatementState, VatCategory

Amount = Annotated[int, Field(ge=1, le=10**12, description="Money in integer cents of euro.")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Clean]
Quantity = Annotated[int, Field(ge=0, le=10**9, description="In the smallest unit: 150 of `HOUR/2` is 1.5.")]
QuantityUnit = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2,12}/[0-4]$", max_length=14),
    Field(description="Code and decimals of the quantity.", examples=["HOUR/2"]),
]
RecordedMethod = Literal["transfer", "direct_debit", "cheque", "other"]
"""How money was received; the other methods move none and are recorded by the offset, the netting, the new run itself."""
ChargeKind = BillableLine | Literal["supply"]
REFERENCE = "Number of the bank transfer, of the cheque."

# Reading


class StatementFilter(In):
    """Which statements; without a filter, all you may read."""

    mine: bool | None = Field(None, description="Those addressed to your organisation, or the others.")
    organisation_id: UUID | None = Field(None, description="Addressed to this organisation.")
    allocation_id: UUID | None = Field(None, description="Issued by this run.")
    purchase_round_id: UUID | None = Field(None, description="Issued by this group purchase.")
    state: StatementState | None = None
    kind: StatementKind | None = None
    overdue: bool | None = Field(
        None, description="Owed and past their due date today, or the others. A credit is never overdue."
    )


class StatementQuery(StatementFilter, PageQuery):
    agreement_id: UUID | None = Field(
        None, description="Left out: what your organisation owes or is owed itself, under all its agreements."
    )


class ExportQuery(StatementFilter):
    agreement_id: UUID
    format: Literal["xlsx", "csv"] = "xlsx"


class OfAgreement(In):
    agreement_id: UUID


class StatementSummary(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    reference: str = Field(description="Year of issue and number in the agreement.", examples=["2027-0012"])
    kind: StatementKind
    title: str
    organisation_id: UUID
    organisation_name: str = Field(
        description="Who owes it, or for a credit is owed it; its name on that day."
    )
    issuer_id: UUID
    issuer_name: str
    to_pool: bool = Field(
        description="Owed to the pool, whose money the issuer keeps as lead; false: to the issuer itself."
    )
    mine: bool = Field(description="Addressed to your organisation.")
    allocation_id: UUID | None
    purchase_round_id: UUID | None = Field(description="Issued by the closing of this group purchase.")
    instalment: int | None = Field(description="Which of so many calls.")
    instalments: int | None
    starts_on: date
    ends_on: date
    issued_on: date
    due_on: date
    amount_cents: int = Field(
        description="Positive: the organisation owes it. Negative: it is owed to it (a credit)."
    )
    settled_cents: int = Field(
        description="Paid, offset or netted, never signed. A party that left reads that of its last day, except its own."
    )
    remaining_cents: int = Field(description="Left to settle, never signed; 0 once cancelled.")
    overdue_days: int = Field(description="Days since the due date while it is owed; 0 for a credit.")
    state: StatementState
    vat_category: VatCategory
    version: int


class SideOut(Out):
    """A side of a statement as it was when it was issued."""

    name: str
    siren: str | None
    siret: str | None = Field(description="Of its head office.")
    address: str | None
    postal_code: str | None
    city: str | None
    country: str = Field(description="ISO 3166-1, two letters.")


class StatementLineOut(Out):
    """What a statement is for, line by line."""

    label: str
    cents: int
    total_cents: int | None = Field(description="The whole it is a share of; null: no share.")
    driver: str | None = Field(
        description="By what it was shared, in French as printed: `84 lits sur 1 025`; null: by nothing."
    )
    ratio: str | None = Field(description="How much of the whole, as printed: `8,20 %`.")
    kind: ChargeKind | None = Field(description="The kind of cost billed between parties; null elsewhere.")
    quantity: int | None = Field(description="Billed between parties: in the smallest unit.")
    unit: str | None
    unit_price_cents: int | None


class PaymentOut(Out):
    id: UUID
    cents: int
    paid_on: date
    method: PaymentMethod
    reference: str | None
    settlement_id: UUID | None = Field(description="The settlement that netted it.")
    transaction_id: UUID | None = Field(description="In the ledger; null: money that was there already.")
    reversed_at: Instant | None
    reversed_because: str | None
    recorded_at: Instant
    recorded_by: UUID
    recorded_by_name: str
    version: int


class ReminderOut(Out):
    id: UUID
    level: int = Field(description="First, second… reminder of this statement.")
    remaining_cents: int = Field(description="What was left to settle on that day.")
    message: str | None
    mailed: int = Field(description="To how many people a mail went; 0 where no mail server is set.")
    sent_at: Instant
    sent_by: UUID


class BankOut(Out):
    """Where to pay. The whole number is on the PDF only."""

    holder: str
    iban_masked: str
    bic: str | None
    bank_name: str | None


class StatementOut(StatementSummary):
    issuer: SideOut
    payer: SideOut
    lines: list[StatementLineOut]
    vat_mention: str = Field(description="The legal mention of its VAT category, as printed.")
    bank: BankOut | None = Field(description="Null: the issuer gave no bank account, or nothing is owed.")
    payments: list[PaymentOut] = Field(description="First recorded first, reversed ones included.")
    reminders: list[ReminderOut]
    transaction_id: UUID
    cancelled_at: Instant | None
    cancelled_because: str | None
    may_record: bool = Field(description="You may record and reverse its payments.")
    may_cancel: bool
    may_remind: bool
    fictional: bool


class AgesOut(Out):
    """Cents overdue by age, in days since the due date."""

    days_0_30_cents: int
    days_31_60_cents: int
    days_61_90_cents: int
    days_over_90_cents: int
    total_cents: int


class ArrearsLineOut(AgesOut):
    organisation_id: UUID
    organisation_name: str
    count: int = Field(description="Statements overdue.")
    oldest_due_on: date
    reminders: int = Field(description="Reminders sent for them.")


class ArrearsOut(Out):
    agreement_id: UUID
    as_of: date
    whole: bool = Field(description="False: only what your organisation owes or is owed itself.")
    organisations: list[ArrearsLineOut] = Field(description="The most overdue first.")
    total: AgesOut


# Writing


class ChargeIn(In):
    """What is billed at cost: a quantity at a price."""

    label: Line
    kind: ChargeKind = Field(
        "supply",
        description="`supply`: goods or services; the others are what a lender of staff bills, fees excluded.",
    )
    quantity: Quantity
    unit: QuantityUnit
    unit_price_cents: int = Field(
        ge=0, le=10**9, description="Integer cents of euro for one whole unit.", examples=[2_350]
    )


class StatementIn(In):
    """A party bills another at cost, without the pool."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "organisation_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7e",
                    "title": "Prêt d’une aide-soignante, mars 2027",
                    "lines": [
                        {
                            "label": "Salaire brut",
                            "kind": "wages",
                            "quantity": 2_450,
                            "unit": "HOUR/2",
                            "unit_price_cents": 1_530,
                        }
                    ],
                    "due_on": "2027-04-30",
                    "starts_on": "2027-03-01",
                    "ends_on": "2027-03-31",
                    "vat_category": "exempt_261b",
                }
            ]
        }
    )

    agreement_id: UUID
    organisation_id: UUID = Field(description="The party that is billed.")
    title: Line
    lines: list[ChargeIn] = Field(min_length=1, max_length=100)
    due_on: Day
    starts_on: Day
    ends_on: Day
    vat_category: VatCategory = "out_of_scope"


class CancellationIn(In):
    reason: Reason


class PaymentIn(In):
    """What was received, or for a credit paid out."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "cents": 458_083,
                    "paid_on": "2027-03-31",
                    "method": "transfer",
                    "reference": "VIR TILLEULS 2027-0012",
                }
            ]
        }
    )

    cents: Amount
    paid_on: Day = Field(description="Today at the latest.")
    method: RecordedMethod = "transfer"
    reference: Line | None = Field(None, description=REFERENCE)


class ReversalIn(In):
    reason: Reason


class OffsetIn(In):
    """A credit of an organisation set against a call of the same organisation."""

    credit_id: UUID
    cents: Amount


class ReminderIn(In):
    message: ShortText | None = Field(
        None, description="Added to the mail; read by whoever reads the statement."
    )
