"""Tables of the ledger. Transactions and postings are written by the SQL function `post_transaction` only."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

Purpose = Literal[
    "world",
    "party",
    "stake",
    "common",
    "project",
    "due",
    "payable",
    "income",
    "expense",
    "reserve",
    "other",
]
"""What an account is for.

`world`: outside the agreement (suppliers, funders); `party`: a party's own means, outside as well: negative by what it
brought in; `stake`: what a party could take back; `common`: what belongs to all; `project`: set aside for a project;
`due`: negative by what a party owes; `payable`: what is owed to a party.
"""
Kind = Literal[
    "contribution",
    "charge",
    "payment",
    "commitment",
    "release",
    "settlement",
    "transfer",
    "exchange",
    "reversal",
]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")


class Book(Model):
    """The last transaction number of an agreement."""

    __tablename__ = "ledger_books"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT), primary_key=True)
    last_number: Mapped[int] = mapped_column(BigInteger, server_default="0")


class Account(Model):
    __tablename__ = "ledger_accounts"
    __table_args__ = (
        UniqueConstraint(
            "agreement_id",
            "organisation_id",
            "purpose",
            "subject_id",
            "label",
            "unit",
            name="ledger_accounts_key",
            postgresql_nulls_not_distinct=True,
        ),
        Index("ledger_accounts_organisation_id_idx", "organisation_id", "agreement_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    purpose: Mapped[Purpose] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    label: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    minimum_balance: Mapped[int | None] = mapped_column(BigInteger, server_default="0")
    balance: Mapped[int] = mapped_column(BigInteger, server_default="0")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    closed_on: Mapped[date | None]


class Transaction(Model):
    __tablename__ = "ledger_transactions"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="ledger_transactions_number_key"),
        UniqueConstraint("reverses_id", name="ledger_transactions_reversed_once_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int] = mapped_column(BigInteger)
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    kind: Mapped[Kind] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("ledger_transactions.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))


class Posting(Model):
    """An amount moved from one account to another, with both balances afterwards."""

    __tablename__ = "ledger_postings"
    __table_args__ = (
        Index("ledger_postings_transaction_id_idx", "transaction_id"),
        Index("ledger_postings_source_id_idx", "source_id", "id"),
        Index("ledger_postings_destination_id_idx", "destination_id", "id"),
    )

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    transaction_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_transactions.id"))
    source_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_accounts.id"))
    destination_id: Mapped[UUID] = mapped_column(ForeignKey("ledger_accounts.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    source_balance: Mapped[int] = mapped_column(BigInteger)
    destination_balance: Mapped[int] = mapped_column(BigInteger)


class Publication(Model):
    """Balances of common accounts as published at a closing, where lines are not open to all parties."""

    __tablename__ = "ledger_publications"
    __table_args__ = (UniqueConstraint("agreement_id", "through", name="ledger_publications_through_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    through: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    published_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    published_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    last_posting_id: Mapped[int] = mapped_column(BigInteger)
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class Reading(Model):
    """Between competitors, a reading by the lead of lines of other parties (`about`)."""

    __tablename__ = "ledger_readings"
    __table_args__ = (Index("ledger_readings_agreement_id_idx", "agreement_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    read_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    operation: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    about: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
