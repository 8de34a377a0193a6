"""Tables of common funds. Their money is in the ledger, never here."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

ProjectState = Literal["draft", "submitted", "conditional", "committed", "rejected", "withdrawn", "closed"]
PaymentState = Literal["pending", "paid", "refused", "withdrawn"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")
FALSE = text("false")


class Fund(Model):
    __tablename__ = "funds"
    __table_args__ = (UniqueConstraint("agreement_id", name="funds_agreement_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    created_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=FALSE)
    version: Mapped[int] = mapped_column(server_default="1")


class Call(Model):
    """A call for projects."""

    __tablename__ = "fund_calls"
    __table_args__ = (Index("fund_calls_fund_id_idx", "fund_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("funds.id"))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    budget_cents: Mapped[int | None] = mapped_column(BigInteger)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    created_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    version: Mapped[int] = mapped_column(server_default="1")


class Project(Model):
    __tablename__ = "fund_projects"
    __table_args__ = (Index("fund_projects_fund_id_idx", "fund_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("funds.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("fund_calls.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    conditional: Mapped[bool] = mapped_column(server_default=FALSE)
    state: Mapped[ProjectState] = mapped_column(Text, server_default="draft")
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_accounts.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    submitted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    committed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    fictional: Mapped[bool] = mapped_column(server_default=FALSE)
    version: Mapped[int] = mapped_column(server_default="1")


class Payment(Model):
    __tablename__ = "fund_payments"
    __table_args__ = (
        Index("fund_payments_fund_id_idx", "fund_id", "id"),
        Index(
            "fund_payments_recent_idx",
            "fund_id",
            "decided_at",
            postgresql_where=text("state IN ('pending', 'paid')"),
        ),
        Index("fund_payments_project_id_idx", "project_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("funds.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("fund_projects.id"))
    payee: Mapped[str] = mapped_column(Text)
    beneficiary_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    description: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    state: Mapped[PaymentState] = mapped_column(Text, server_default="pending")
    approvals_needed: Mapped[int]
    cumulated_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    threshold_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    window_days: Mapped[int] = mapped_column(server_default="0")
    requested_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    requested_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    note: Mapped[str | None] = mapped_column(Text)
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    version: Mapped[int] = mapped_column(server_default="1")


class Approval(Model):
    __tablename__ = "fund_approvals"
    __table_args__ = (UniqueConstraint("payment_id", "person_id", name="fund_approvals_person_key"),)

    payment_id: Mapped[UUID] = mapped_column(ForeignKey("fund_payments.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    approved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
