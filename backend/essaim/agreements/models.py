"""Tables of agreements."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model
from essaim.organisations.models import Organisation

Kind = Literal["pool", "partnership"]
AgreementState = Literal["draft", "active", "ended"]
LegalFormCode = Literal[
    "agreement",
    "shared_means",
    "gcsms",
    "gcs",
    "employer_group",
    "gie",
    "association",
    "cuma",
    "scic",
    "purchasing_group",
    "common_fund",
    "endowment_fund",
    "collective",
]
Confidentiality = Literal["open", "aggregates", "coopetition"]
PartyRole = Literal["lead", "party", "observer"]
PartyState = Literal["requested", "invited", "accepted", "declined", "left"]
RulesState = Literal["draft", "adopted", "withdrawn"]
RulesBasis = Literal["founding", "decision"]
Side = Literal["a", "b"]
DocumentKind = Literal[
    "convention",
    "amendment",
    "statutes",
    "house_rules",
    "charter",
    "minutes",
    "budget",
    "quote",
    "price_list",
    "confidentiality",
    "other",
]
AccountingTreatment = Literal["memo", "exchange", "in_kind_contribution"]

UUID7 = text("uuid7()")
NOW = text("now()")
ORGANISATION = Organisation.__table__.c.id


class Agreement(Model):
    __tablename__ = "agreements"
    __table_args__ = (
        Index("agreements_sort_key_idx", "kind", "sort_key", "id"),
        Index(
            "agreements_open_to_requests_idx",
            "sort_key",
            "id",
            postgresql_where=text("open_to_requests AND state = 'active'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    kind: Mapped[Kind] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    legal_form: Mapped[LegalFormCode] = mapped_column(Text)
    confidentiality: Mapped[Confidentiality] = mapped_column(Text, server_default="aggregates")
    state: Mapped[AgreementState] = mapped_column(Text, server_default="draft")
    starts_on: Mapped[date]
    term_ends_on: Mapped[date | None]
    renewal_months: Mapped[int] = mapped_column(server_default="0")
    maximum_renewals: Mapped[int | None]
    notice_months: Mapped[int] = mapped_column(server_default="0")
    imbalance_tolerance_bp: Mapped[int] = mapped_column(server_default="1500")
    open_to_requests: Mapped[bool] = mapped_column(server_default=text("false"))
    created_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    sort_key: Mapped[str] = mapped_column(Text, Computed("french_key(name)"))


class Party(Model):
    __tablename__ = "parties"
    __table_args__ = (
        UniqueConstraint("agreement_id", "organisation_id", name="parties_organisation_key"),
        Index("parties_organisation_id_idx", "organisation_id", "state"),
        Index(
            "parties_one_lead_key",
            "agreement_id",
            unique=True,
            postgresql_where=text("role = 'lead' AND state <> 'left'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    role: Mapped[PartyRole] = mapped_column(Text)
    side: Mapped[Side | None] = mapped_column(Text)
    college: Mapped[str | None] = mapped_column(Text)
    state: Mapped[PartyState] = mapped_column(Text)
    invited_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    invited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    joined_on: Mapped[date | None]
    notice_given_on: Mapped[date | None]
    left_on: Mapped[date | None]
    request_note: Mapped[str | None] = mapped_column(Text)
    excluded: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")

    def state_on(self, day: date) -> PartyState:
        """A party that gave notice takes part until the end of its last day, `left_on`.

        One that left and asks to come back keeps reading the years it took part in while it waits.
        """
        if self.state == "requested" and self.left_on is not None:
            return "left"
        gone = self.state == "accepted" and self.left_on is not None and self.left_on < day
        return "left" if gone else self.state


class Rules(Model):
    """A version of the rules of an agreement; `content` is a `Rulebook`. Once adopted it never changes."""

    __tablename__ = "agreement_rules"
    __table_args__ = (UniqueConstraint("agreement_id", "number", name="agreement_rules_number_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    number: Mapped[int]
    state: Mapped[RulesState] = mapped_column(Text, server_default="draft")
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    proposed_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    basis: Mapped[RulesBasis | None] = mapped_column(Text)
    decision_id: Mapped[UUID | None] = mapped_column(
        # The decision names the rules it was taken under, and these the decision that adopted them.
        ForeignKey("decisions.id", name="agreement_rules_decision_id_fkey", use_alter=True)
    )
    adopted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    in_force_from: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Document(Model):
    __tablename__ = "agreement_documents"
    __table_args__ = (UniqueConstraint("agreement_id", "sha256", name="agreement_documents_sha256_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    kind: Mapped[DocumentKind] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    signed_on: Mapped[date | None]
    kept: Mapped[bool] = mapped_column(server_default=text("false"))
    added_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    added_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Commitment(Model):
    """A promise of one party in a partnership: the features above read it, partnerships writes it."""

    __tablename__ = "commitments"
    __table_args__ = (Index("commitments_agreement_id_idx", "agreement_id", "side", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"))
    promiser_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    side: Mapped[Side] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    measure: Mapped[Decimal] = mapped_column(Numeric(12, 4), server_default="1")
    measure_unit: Mapped[str | None] = mapped_column(Text)
    measure_note: Mapped[str | None] = mapped_column(Text)
    unit_value_cents: Mapped[int] = mapped_column(BigInteger)
    valuation_source: Mapped[str] = mapped_column(Text)
    accounting_treatment: Mapped[AccountingTreatment] = mapped_column(Text, server_default="memo")
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
