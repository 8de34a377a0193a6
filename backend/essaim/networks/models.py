"""Tables of networks."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model

Category = Literal["member", "associate"]
State = Literal["requested", "offered", "active", "declined", "withdrawn"]


class Membership(Model):
    """An organisation in a network; `ends_on` is its last day."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index("memberships_organisation_id_idx", "organisation_id", "network_id"),
        Index("memberships_network_id_idx", "network_id", "state", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuid7()"))
    network_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    category: Mapped[Category] = mapped_column(Text)
    state: Mapped[State] = mapped_column(Text)
    payer_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    yearly_fee_cents: Mapped[int | None] = mapped_column(BigInteger)
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")


class Benefit(Model):
    """What a network gives its members."""

    __tablename__ = "benefits"
    __table_args__ = (UniqueConstraint("network_id", "code", name="benefits_code_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuid7()"))
    network_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    passes_on: Mapped[bool]
    for_associates: Mapped[bool] = mapped_column(server_default=text("false"))
    individual_fee_cents: Mapped[int | None] = mapped_column(BigInteger)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")
