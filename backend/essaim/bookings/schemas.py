"""What goes in and out of bookings."""

from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from essaim.bookings.rules import State
from essaim.kit import clock
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out, ShortText
from essaim.resources.rules import Kind
from essaim.resources.schemas import Minute, SlotIn, Units

PURPOSE = "What for. Write no resident’s name and no health data."


class BookingIn(SlotIn):
    """A booking for the organisation you act for."""

    resource_id: UUID = Field(examples=["019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d"])
    purpose: ShortText | None = Field(None, description=PURPOSE, examples=["Sortie au marché"])


class BookingChange(In):
    """What to change; a field left out stays as it is (JSON Merge Patch)."""

    starts_at: Minute = Field(default_factory=clock.now)
    ends_at: Minute = Field(default_factory=clock.now)
    quantity: Units = Field(default_factory=int)
    purpose: ShortText | None = Field(None, description=PURPOSE, examples=["Sortie au marché"])

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if {"starts_at", "ends_at"} <= self.model_fields_set and self.ends_at <= self.starts_at:
            raise PydanticCustomError(
                "ends_before_start",
                "The end must come after the start.",
                {"fr": "La fin doit venir après le début.", "en": "The end must come after the start."},
            )
        return self


class Approval(In):
    note: ShortText | None = Field(
        None, description="A word for the organisation that booked.", examples=["Clés à l’accueil."]
    )


class Rejection(In):
    note: Line = Field(
        description="Why; the organisation that booked reads it.", examples=["Minibus en réparation."]
    )


class BookingOut(Out):
    """A booking, for the organisation that made it or the steward of the resource."""

    id: UUID
    resource_id: UUID
    resource_name: str
    resource_kind: Kind
    steward_id: UUID = Field(description="The organisation that owns the resource and decides.")
    steward_name: str
    organisation_id: UUID = Field(description="The organisation that booked.")
    organisation_name: str
    booked_by_name: str = Field(description="The person who booked for it.")
    is_mine: bool = Field(description="Whether you act for the organisation that booked.")
    is_steward: bool = Field(description="Whether you act for the steward.")
    starts_at: Instant
    ends_at: Instant
    quantity: int
    unit_numbers: list[int] = Field(description="The units held; none once refused or cancelled.")
    state: State
    purpose: str | None
    cost_cents: int = Field(description="Cost at the tariff of the day it was booked or changed.")
    decided_at: Instant | None
    decision_note: str | None
    fictional: bool
    version: int
    created_at: Instant


class BookingQuery(PageQuery):
    role: Literal["booker", "steward"] | None = Field(
        None, description="booker: those your organisation made; steward: those of its resources."
    )
    state: State | None = None
    resource: UUID | None = Field(None, description="Of this resource.")
    from_: Day | None = Field(None, alias="from", description="Not ended before this day (Paris).")
    to: Day | None = Field(None, description="Begun by the end of this day (Paris).")
    sort: Literal["starts_at", "-starts_at"] = "starts_at"
