"""Tables of resources."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model

UUID7 = text("uuid7()")
NOW = text("now()")


class Resource(Model):
    """Something an organisation, its steward, lends under a tariff and rules of booking."""

    __tablename__ = "resources"
    __table_args__ = (Index("resources_sort_key_idx", "sort_key", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    unit_name: Mapped[str | None] = mapped_column(Text)
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    place: Mapped[str | None] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(Text, ForeignKey("communes.code"))
    department_code: Mapped[str | None] = mapped_column(Text, ForeignKey("departments.code"))
    capacity: Mapped[int | None]
    quantity: Mapped[int]
    tariff_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    tariff_unit: Mapped[str] = mapped_column(Text, server_default="hour")
    minimum_minutes: Mapped[int] = mapped_column(server_default="30")
    maximum_minutes: Mapped[int] = mapped_column(server_default="10080")
    notice_minutes: Mapped[int] = mapped_column(server_default="0")
    horizon_days: Mapped[int] = mapped_column(server_default="365")
    needs_approval: Mapped[bool] = mapped_column(server_default=text("false"))
    retired_on: Mapped[date | None]
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed("french_key(name)", persisted=True))


class ResourceOpening(Model):
    """One opening of a weekday, in wall-clock time of Paris. Read as text: Python has no 24:00."""

    __tablename__ = "resource_openings"

    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resources.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(
        SmallInteger,
        primary_key=True,
        autoincrement=False,
        comment="ISO: 1 Monday … 7 Sunday. closes_at 24:00 is the end of the day.",
    )
    opens_at: Mapped[time] = mapped_column(primary_key=True)
    closes_at: Mapped[time]


class ResourceUnit(Model):
    """One numbered unit; out of use once `retired_on` is set."""

    __tablename__ = "resource_units"
    __table_args__ = (UniqueConstraint("resource_id", "number", name="resource_units_number_key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resources.id"))
    number: Mapped[int]
    label: Mapped[str | None] = mapped_column(Text)
    retired_on: Mapped[date | None]


class ResourceShare(Model):
    """With whom a resource is shared: the parties of an agreement, or the members of a network."""

    __tablename__ = "resource_shares"
    __table_args__ = (
        UniqueConstraint(
            "resource_id",
            "agreement_id",
            "network_id",
            name="resource_shares_target_key",
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resources.id"))
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    network_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    starts_on: Mapped[date] = mapped_column(server_default=text("today()"))
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Slot(Model):
    """A unit taken during a period. It names no organisation: whoever may use the resource sees it."""

    __tablename__ = "booking_slots"
    __table_args__ = (
        ExcludeConstraint(("unit_id", "="), ("during", "&&"), name="booking_slots_no_overlap", using="gist"),
        Index("booking_slots_resource_id_idx", "resource_id", "during", postgresql_using="gist"),
    )

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("resource_units.id"), primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resources.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
