"""Tables of settlements: few payments instead of many, once those who owe accept."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

SettlementState = Literal["proposed", "accepted", "carried_out", "refused", "withdrawn"]
Answer = Literal["accepted", "refused"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Settlement(Model):
    __tablename__ = "settlements"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="settlements_number_key"),
        Index("settlements_agreement_id_idx", "agreement_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int]
    through: Mapped[date]
    state: Mapped[SettlementState] = mapped_column(Text, server_default="proposed")
    gross_cents: Mapped[int] = mapped_column(BigInteger)
    net_cents: Mapped[int] = mapped_column(BigInteger)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    proposed_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class SettlementItem(Model):
    __tablename__ = "settlement_items"
    __table_args__ = (
        Index("settlement_items_once_key", "statement_id", unique=True, postgresql_where=text("live")),
    )

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlements.id"), primary_key=True)
    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statements.id"), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    debtor_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    creditor_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    cents: Mapped[int] = mapped_column(BigInteger)
    live: Mapped[bool] = mapped_column(server_default=text("true"))


class SettlementAnswer(Model):
    __tablename__ = "settlement_answers"
    __table_args__ = (
        Index("settlement_answers_to_give_idx", "organisation_id", postgresql_where=text("answer IS NULL")),
    )

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlements.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    position: Mapped[int]
    owes_cents: Mapped[int] = mapped_column(BigInteger)
    owed_cents: Mapped[int] = mapped_column(BigInteger)
    must_accept: Mapped[bool]
    answer: Mapped[Answer | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")


class Transfer(Model):
    __tablename__ = "settlement_transfers"
    __table_args__ = (Index("settlement_transfers_settlement_id_idx", "settlement_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlements.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    payer_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    payee_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    cents: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date | None]
    transaction_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    version: Mapped[int] = mapped_column(server_default="1")
