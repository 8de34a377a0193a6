"""Tables of payment files sent to the bank and of bank lines read from it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

FileKind = Literal["transfers", "debits"]
FileState = Literal["made", "sent", "cancelled"]
BankFormat = Literal["csv", "camt053"]
BankLineState = Literal["open", "matched", "set_aside"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class PaymentFile(Model):
    __tablename__ = "payment_files"
    __table_args__ = (Index("payment_files_agreement_id_idx", "agreement_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    kind: Mapped[FileKind] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text, unique=True)
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_accounts.id"))
    execution_on: Mapped[date]
    item_count: Mapped[int]
    total_cents: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(Text)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[FileState] = mapped_column(Text, server_default="made")
    made_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    version: Mapped[int] = mapped_column(server_default="1")


class PaymentFileItem(Model):
    __tablename__ = "payment_file_items"
    __table_args__ = (
        Index("payment_file_items_statement_key", "statement_id", unique=True, postgresql_where=text("live")),
        Index("payment_file_items_transfer_key", "transfer_id", unique=True, postgresql_where=text("live")),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("payment_files.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    statement_id: Mapped[UUID | None] = mapped_column(ForeignKey("statements.id"))
    transfer_id: Mapped[UUID | None] = mapped_column(ForeignKey("settlement_transfers.id"))
    mandate_id: Mapped[UUID | None] = mapped_column(ForeignKey("debit_mandates.id"))
    cents: Mapped[int] = mapped_column(BigInteger)
    end_to_end_id: Mapped[str] = mapped_column(Text)
    iban_masked: Mapped[str] = mapped_column(Text)
    live: Mapped[bool] = mapped_column(server_default=text("true"))


class BankImport(Model):
    __tablename__ = "bank_imports"
    __table_args__ = (UniqueConstraint("agreement_id", "sha256", name="bank_imports_file_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    format: Mapped[BankFormat] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    line_count: Mapped[int]
    known_count: Mapped[int] = mapped_column(server_default="0")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    imported_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class BankLine(Model):
    __tablename__ = "bank_lines"
    __table_args__ = (
        UniqueConstraint("agreement_id", "key", name="bank_lines_key_key"),
        Index("bank_lines_payment_key", "payment_id", unique=True),
        Index("bank_lines_agreement_id_idx", "agreement_id", "booked_on", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    import_id: Mapped[UUID] = mapped_column(ForeignKey("bank_imports.id"))
    booked_on: Mapped[date]
    cents: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str] = mapped_column(Text)
    counterparty: Mapped[str | None] = mapped_column(Text)
    bank_reference: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    state: Mapped[BankLineState] = mapped_column(Text, server_default="open")
    payment_id: Mapped[UUID | None] = mapped_column(ForeignKey("statement_payments.id"))
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")
