"""Tables of allocations: runs that share the costs of an agreement, and VAT opinions."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

Stage = Literal["budget", "actual"]
AllocationState = Literal["draft", "reviewed", "posted", "replaced", "abandoned"]
PriceBasis = Literal["none", "alone", "levels", "tiers", "groups"]
BasisKind = Literal["figure", "usage"]
VatConclusion = Literal["favourable", "reserved", "unfavourable", "incomplete"]
VatFinding = Literal["within", "above", "unknown"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Allocation(Model):
    __tablename__ = "allocations"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="allocations_number_key"),
        Index(
            "allocations_replaced_once_key",
            "replaces_id",
            unique=True,
            postgresql_where=text("state IN ('posted', 'replaced')"),
        ),
        Index(
            "allocations_one_actual_key",
            "budget_id",
            unique=True,
            postgresql_where=text("state = 'posted' AND stage = 'actual'"),
        ),
        Index("allocations_agreement_id_idx", "agreement_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    stage: Mapped[Stage] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    figures_on: Mapped[date]
    budget_id: Mapped[UUID | None] = mapped_column(ForeignKey("allocations.id"))
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("allocations.id"))
    call_count: Mapped[int] = mapped_column(server_default="1")
    first_due_on: Mapped[date]
    months_between: Mapped[int] = mapped_column(server_default="3")
    note: Mapped[str | None] = mapped_column(Text)
    state: Mapped[AllocationState] = mapped_column(Text, server_default="draft")
    rules_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_rules.id"))
    rules_number: Mapped[int | None]
    members_count: Mapped[int | None]
    total_cents: Mapped[int | None] = mapped_column(BigInteger)
    hash: Mapped[str | None] = mapped_column(Text)
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    computed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    computed_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    reviewed_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    posted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    posted_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    posted_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    created_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class CostLine(Model):
    __tablename__ = "allocation_lines"
    __table_args__ = (
        UniqueConstraint("allocation_id", "position", name="allocation_lines_position_key", deferrable=True),
        UniqueConstraint("allocation_id", "name", name="allocation_lines_name_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("allocations.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    key_name: Mapped[str] = mapped_column(Text)
    key: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    basis: Mapped[PriceBasis] = mapped_column(Text, server_default="none")
    pricing: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    evidence: Mapped[str | None] = mapped_column(Text)
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    version: Mapped[int] = mapped_column(server_default="1")


class AllocationMember(Model):
    __tablename__ = "allocation_members"
    __table_args__ = (UniqueConstraint("allocation_id", "position", name="allocation_members_position_key"),)

    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("allocations.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    position: Mapped[int]
    days_present: Mapped[int]
    days: Mapped[int]
    cents: Mapped[int] = mapped_column(BigInteger)
    called_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    alone_cents: Mapped[int | None] = mapped_column(BigInteger)


class Basis(Model):
    __tablename__ = "allocation_bases"

    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("allocations.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    kind: Mapped[BasisKind] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    value: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(Text)
    valid_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    figure_id: Mapped[UUID | None]
    stated_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))


class Need(Model):
    __tablename__ = "allocation_needs"

    line_id: Mapped[UUID] = mapped_column(
        ForeignKey("allocation_lines.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("allocations.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    alone_cents: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    stated_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    stated_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    stated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    version: Mapped[int] = mapped_column(server_default="1")


class Share(Model):
    __tablename__ = "allocation_shares"
    __table_args__ = (
        Index("allocation_shares_allocation_id_idx", "allocation_id", "organisation_id"),
        Index("allocation_shares_organisation_id_idx", "organisation_id", "allocation_id"),
    )

    line_id: Mapped[UUID] = mapped_column(
        ForeignKey("allocation_lines.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("allocations.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    cents: Mapped[int] = mapped_column(BigInteger)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    alone_cents: Mapped[int | None] = mapped_column(BigInteger)
    least_cents: Mapped[int | None] = mapped_column(BigInteger)
    most_cents: Mapped[int | None] = mapped_column(BigInteger)


class VatOpinion(Model):
    __tablename__ = "vat_opinions"
    __table_args__ = (Index("vat_opinions_agreement_id_idx", "agreement_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    given_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    conclusion: Mapped[VatConclusion] = mapped_column(Text)
    questions: Mapped[dict[str, Any]] = mapped_column(JSONB)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    asked_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))


class VatOpinionMember(Model):
    __tablename__ = "vat_opinion_members"

    opinion_id: Mapped[UUID] = mapped_column(ForeignKey("vat_opinions.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    position: Mapped[int]
    taxable_share_bp: Mapped[int | None]
    valid_on: Mapped[date | None]
    source: Mapped[str | None] = mapped_column(Text)
    finding: Mapped[VatFinding] = mapped_column(Text)
