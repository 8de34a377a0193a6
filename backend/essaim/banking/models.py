"""Tables of bank accounts and direct-debit mandates."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class BankAccount(Model):
    __tablename__ = "bank_accounts"
    __table_args__ = (
        Index(
            "bank_accounts_open_key",
            "organisation_id",
            "iban_digest",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    label: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    iban_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    iban_digest: Mapped[bytes] = mapped_column(LargeBinary)
    iban_masked: Mapped[str] = mapped_column(Text)
    bic: Mapped[str | None] = mapped_column(Text)
    bank_name: Mapped[str | None] = mapped_column(Text)
    creditor_identifier: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    added_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    added_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class DebitMandate(Model):
    __tablename__ = "debit_mandates"
    __table_args__ = (
        UniqueConstraint("creditor_id", "reference", name="debit_mandates_reference_key"),
        Index("debit_mandates_debtor_id_idx", "debtor_id", "id"),
        Index(
            "debit_mandates_live_key",
            "agreement_id",
            "debtor_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    debtor_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    creditor_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_accounts.id"))
    reference: Mapped[str] = mapped_column(Text)
    signed_on: Mapped[date]
    signed_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_used_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")
