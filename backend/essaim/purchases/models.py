"""Tables of group purchasing: suppliers, rounds, lots, sealed needs and quotes, awards, orders, rebates, results."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

RoundState = Literal["draft", "needs", "quotes", "choice", "orders", "closed", "cancelled"]
Confidentiality = Literal["open", "aggregates", "coopetition"]
PriceFormula = Literal["lowest_over_price", "linear"]
Sharing = Literal["same_price", "arrival", "same_percentage"]
ShortfallRule = Literal["by_orders", "by_shortfall"]
LotState = Literal["open", "awarded", "unsuccessful", "closed"]
DocumentKind = Literal["specification", "undertaking", "quote", "minutes", "evidence", "other"]
Moment = Literal["needs", "award", "closing"]
OrderState = Literal["placed", "delivered", "cancelled"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Supplier(Model):
    __tablename__ = "purchase_suppliers"
    __table_args__ = (UniqueConstraint("agreement_id", "name", name="purchase_suppliers_name_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    name: Mapped[str] = mapped_column(Text)
    siren: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    siae: Mapped[bool] = mapped_column(server_default=text("false"))
    note: Mapped[str | None] = mapped_column(Text)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class Round(Model):
    __tablename__ = "purchase_rounds"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="purchase_rounds_number_key"),
        Index("purchase_rounds_agreement_id_idx", "agreement_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    state: Mapped[RoundState] = mapped_column(Text, server_default="draft")
    confidentiality: Mapped[Confidentiality] = mapped_column(Text)
    needs_until: Mapped[date]
    quotes_until: Mapped[date]
    award_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    price_formula: Mapped[PriceFormula] = mapped_column(Text, server_default="lowest_over_price")
    sharing: Mapped[Sharing] = mapped_column(Text, server_default="same_price")
    shortfall: Mapped[ShortfallRule] = mapped_column(Text, server_default="by_orders")
    rebate_kept_bp: Mapped[int] = mapped_column(server_default="0")
    undertaking: Mapped[str | None] = mapped_column(Text)
    copied_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_rounds.id"))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    needs_closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    quotes_opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    created_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class Member(Model):
    __tablename__ = "purchase_members"
    __table_args__ = (
        UniqueConstraint("round_id", "position", name="purchase_members_position_key", deferrable=True),
        Index("purchase_members_organisation_id_idx", "organisation_id", "round_id"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    position: Mapped[int]
    undertaken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    undertaken_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    answered_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    reminders: Mapped[int] = mapped_column(server_default="0")
    reminded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class Lot(Model):
    __tablename__ = "purchase_lots"
    __table_args__ = (
        UniqueConstraint("round_id", "position", name="purchase_lots_position_key", deferrable=True),
        UniqueConstraint("round_id", "name", name="purchase_lots_name_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    state: Mapped[LotState] = mapped_column(Text, server_default="open")
    quote_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("purchase_quotes.id", name="purchase_lots_quote_id_fkey", use_alter=True)
    )
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    decided_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    hash: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(server_default="1")


class Item(Model):
    __tablename__ = "purchase_items"
    __table_args__ = (
        UniqueConstraint("lot_id", "position", name="purchase_items_position_key", deferrable=True),
        UniqueConstraint("lot_id", "name", name="purchase_items_name_key"),
        Index("purchase_items_round_id_idx", "round_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")


class RoundDocument(Model):
    __tablename__ = "purchase_documents"
    __table_args__ = (Index("purchase_documents_round_id_idx", "round_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    kind: Mapped[DocumentKind] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    added_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Need(Model):
    __tablename__ = "purchase_needs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "organisation_id"],
            ["purchase_members.round_id", "purchase_members.organisation_id"],
            name="purchase_needs_member_fkey",
        ),
        Index("purchase_needs_round_id_idx", "round_id", "organisation_id"),
    )

    item_id: Mapped[UUID] = mapped_column(
        ForeignKey("purchase_items.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id", ondelete="CASCADE"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    volume: Mapped[int] = mapped_column(BigInteger)
    reference_price: Mapped[int | None] = mapped_column(BigInteger)
    reference_source: Mapped[str | None] = mapped_column(Text)
    reference_on: Mapped[date | None]
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_documents.id"))
    stated_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    stated_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    stated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class OptOut(Model):
    __tablename__ = "purchase_opt_outs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "organisation_id"],
            ["purchase_members.round_id", "purchase_members.organisation_id"],
            name="purchase_opt_outs_member_fkey",
        ),
        Index("purchase_opt_outs_round_id_idx", "round_id", "organisation_id"),
    )

    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    reason: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    opted_out_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Quote(Model):
    __tablename__ = "purchase_quotes"
    __table_args__ = (
        UniqueConstraint("lot_id", "supplier_id", name="purchase_quotes_supplier_key"),
        Index("purchase_quotes_round_id_idx", "round_id", "lot_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_suppliers.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sealed_sha256: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    marks: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    marked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    marked_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    deposited_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    deposited_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    deposited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    version: Mapped[int] = mapped_column(server_default="1")


class Publication(Model):
    __tablename__ = "purchase_publications"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_items.id"), primary_key=True)
    moment: Mapped[Moment] = mapped_column(Text, primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    volume: Mapped[int | None] = mapped_column(BigInteger)
    reference_cents: Mapped[int | None] = mapped_column(BigInteger)
    contributors: Mapped[int | None]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class PurchaseCommitment(Model):
    __tablename__ = "purchase_commitments"
    __table_args__ = (Index("purchase_commitments_lot_id_idx", "lot_id", "organisation_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_items.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    volume: Mapped[int] = mapped_column(BigInteger)
    reference_price: Mapped[int | None] = mapped_column(BigInteger)
    reference_source: Mapped[str | None] = mapped_column(Text)
    reference_on: Mapped[date | None]
    cents: Mapped[int] = mapped_column(BigInteger)


class Position(Model):
    __tablename__ = "purchase_positions"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_items.id"), primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    committed_volume: Mapped[int] = mapped_column(BigInteger)
    ordered_volume: Mapped[int] = mapped_column(BigInteger, server_default="0")


class Order(Model):
    __tablename__ = "purchase_orders"
    __table_args__ = (
        Index(
            "purchase_orders_reference_key",
            "item_id",
            "organisation_id",
            "reference",
            unique=True,
            postgresql_where=text("reference IS NOT NULL AND state <> 'cancelled'"),
        ),
        Index("purchase_orders_round_id_idx", "round_id", "id"),
        Index("purchase_orders_organisation_id_idx", "organisation_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_positions.item_id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    volume: Mapped[int] = mapped_column(BigInteger)
    ordered_on: Mapped[date]
    reference: Mapped[str | None] = mapped_column(Text)
    delivered_volume: Mapped[int | None] = mapped_column(BigInteger)
    delivered_on: Mapped[date | None]
    state: Mapped[OrderState] = mapped_column(Text, server_default="placed")
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    declared_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    declared_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    declared_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class PurchaseResult(Model):
    __tablename__ = "purchase_results"
    __table_args__ = (Index("purchase_results_lot_id_idx", "lot_id", "organisation_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_items.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    committed_volume: Mapped[int] = mapped_column(BigInteger)
    ordered_volume: Mapped[int] = mapped_column(BigInteger)
    delivered_volume: Mapped[int] = mapped_column(BigInteger)
    reference_price: Mapped[int | None] = mapped_column(BigInteger)
    reference_source: Mapped[str | None] = mapped_column(Text)
    reference_on: Mapped[date | None]
    committed_cents: Mapped[int] = mapped_column(BigInteger)
    invoiced_cents: Mapped[int] = mapped_column(BigInteger)
    actual_cents: Mapped[int] = mapped_column(BigInteger)
    adjustment_cents: Mapped[int] = mapped_column(BigInteger)


class Rebate(Model):
    __tablename__ = "purchase_rebates"
    __table_args__ = (Index("purchase_rebates_lot_id_idx", "lot_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    turnover_cents: Mapped[int] = mapped_column(BigInteger)
    expected_cents: Mapped[int] = mapped_column(BigInteger)
    received_cents: Mapped[int] = mapped_column(BigInteger)
    received_on: Mapped[date]
    kept_cents: Mapped[int] = mapped_column(BigInteger)
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    recorded_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class RebateShare(Model):
    __tablename__ = "purchase_rebate_shares"

    rebate_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rebates.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_lots.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    spend_cents: Mapped[int] = mapped_column(BigInteger)
    cents: Mapped[int] = mapped_column(BigInteger)


class PurchaseReading(Model):
    __tablename__ = "purchase_readings"
    __table_args__ = (Index("purchase_readings_round_id_idx", "round_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_rounds.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    operation: Mapped[str] = mapped_column(Text)
    granted: Mapped[bool]
    about: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    read_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
