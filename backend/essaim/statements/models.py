"""Tables of statements: calls, tariffs, adjustments, credits, rebillings; their payments and reminders."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

StatementKind = Literal["call", "tariff", "adjustment", "credit", "rebilling"]
StatementState = Literal["issued", "settled", "cancelled"]
VatCategory = Literal["exempt_261b", "out_of_scope", "franchise_293b", "taxed"]
PaymentMethod = Literal["transfer", "direct_debit", "cheque", "other", "offset", "netting", "carried"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Statement(Model):
    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="statements_number_key"),
        UniqueConstraint("agreement_id", "reference", name="statements_reference_key"),
        Index("statements_agreement_id_idx", "agreement_id", "id"),
        Index("statements_organisation_id_idx", "organisation_id", "due_on", "id"),
        Index("statements_issuer_id_idx", "issuer_id", "id"),
        Index("statements_open_idx", "agreement_id", "due_on", postgresql_where=text("state = 'issued'")),
        Index("statements_allocation_id_idx", "allocation_id"),
        Index("statements_purchase_round_id_idx", "purchase_round_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    issuer_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    to_pool: Mapped[bool] = mapped_column(server_default=text("true"))
    kind: Mapped[StatementKind] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    allocation_id: Mapped[UUID | None] = mapped_column(ForeignKey("allocations.id"))
    purchase_round_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_rounds.id"))
    instalment: Mapped[int | None]
    instalments: Mapped[int | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    issued_on: Mapped[date]
    due_on: Mapped[date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    settled_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    state: Mapped[StatementState] = mapped_column(Text, server_default="issued")
    vat_category: Mapped[VatCategory] = mapped_column(Text)
    issuer: Mapped[dict[str, Any]] = mapped_column(JSONB)
    payer: Mapped[dict[str, Any]] = mapped_column(JSONB)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    bank_account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("bank_accounts.id", name="statements_bank_account_id_fkey")
    )
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transactions.id"))
    issued_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    cancelling_transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class StatementPayment(Model):
    __tablename__ = "statement_payments"
    __table_args__ = (
        Index("statement_payments_statement_id_idx", "statement_id", "id"),
        Index("statement_payments_agreement_id_idx", "agreement_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statements.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    issuer_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    cents: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    method: Mapped[PaymentMethod] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    settlement_id: Mapped[UUID | None] = mapped_column(ForeignKey("settlements.id"))
    reversed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reversed_because: Mapped[str | None] = mapped_column(Text)
    reversal_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    recorded_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    version: Mapped[int] = mapped_column(server_default="1")


class Reminder(Model):
    __tablename__ = "statement_reminders"
    __table_args__ = (UniqueConstraint("statement_id", "level", name="statement_reminders_level_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statements.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    level: Mapped[int]
    remaining_cents: Mapped[int] = mapped_column(BigInteger)
    message: Mapped[str | None] = mapped_column(Text)
    mailed: Mapped[int] = mapped_column(server_default="0")
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    sent_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    sent_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
