"""Tables of identity."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model

UUID7 = text("uuid7()")
NOW = text("now()")


class Person(Model):
    __tablename__ = "persons"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text, unique=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, server_default="fr")
    theme: Mapped[str] = mapped_column(Text, server_default="auto")
    reading_font: Mapped[str] = mapped_column(Text, server_default="inter")
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Mandate(Model):
    __tablename__ = "mandates"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str] = mapped_column(Text)
    profession: Mapped[str | None] = mapped_column(Text)
    powers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    starts_on: Mapped[date] = mapped_column(server_default=text("today()"))
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class SignInSession(Model):
    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    mandate_id: Mapped[UUID | None] = mapped_column(ForeignKey("mandates.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    carrier: Mapped[str] = mapped_column(Text)
    user_agent: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    last_used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Invitation(Model):
    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "invitations_pending_key",
            "organisation_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    email: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    profession: Mapped[str | None] = mapped_column(Text)
    powers: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    mailed: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
