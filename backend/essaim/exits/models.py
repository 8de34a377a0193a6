"""Tables of exits."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Settlement(Model):
    """What an organisation that left gets back, decided once."""

    __tablename__ = "exit_settlements"
    __table_args__ = (
        UniqueConstraint("party_id", "left_on", name="exit_settlements_once_key"),
        Index("exit_settlements_agreement_id_idx", "agreement_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    party_id: Mapped[UUID] = mapped_column(ForeignKey("parties.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    left_on: Mapped[date]
    repaid_cents: Mapped[int] = mapped_column(BigInteger)
    kept_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    owed_cents: Mapped[int] = mapped_column(BigInteger)
    waived_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    settled_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    settled_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    settled_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))


class Instalment(Model):
    __tablename__ = "exit_instalments"
    __table_args__ = (UniqueConstraint("settlement_id", "number", name="exit_instalments_number_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("exit_settlements.id"))
    number: Mapped[int]
    due_on: Mapped[date]
    amount_cents: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date | None]
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    version: Mapped[int] = mapped_column(server_default="1")
