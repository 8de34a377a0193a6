"""Tables of bookings. The slots they take are `essaim.resources.models.Slot`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, func, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model


class Booking(Model):
    """An organisation's use of a number of units of a resource during a period."""

    __tablename__ = "bookings"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuid7()"))
    resource_id: Mapped[UUID] = mapped_column(ForeignKey("resources.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    booked_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    cost_cents: Mapped[int] = mapped_column(BigInteger)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decision_note: Mapped[str | None] = mapped_column(Text)
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))


starts_at = func.lower(Booking.during, type_=DateTime(timezone=True))
ends_at = func.upper(Booking.during, type_=DateTime(timezone=True))

Index("bookings_organisation_id_idx", Booking.organisation_id, starts_at, Booking.id)
Index("bookings_resource_id_idx", Booking.resource_id, starts_at, Booking.id)
