"""What goes in and out of resources."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, PlainSerializer, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Cents, Day, In, Instant, Line, LongText, Out, Search, ShortText
from essaim.resources.rules import Kind, TariffUnit

YEAR_MINUTES = 366 * 24 * 60
LONGEST_CALENDAR_DAYS = 62


def _whole_minute(value: datetime) -> datetime:
    if not 2000 <= value.year < 2200:
        raise PydanticCustomError(
            "out_of_range",
            "Give a year between 2000 and 2199.",
            {"fr": "Indiquez une année entre 2000 et 2199.", "en": "Give a year between 2000 and 2199."},
        )
    if value.second or value.microsecond:
        raise PydanticCustomError(
            "whole_minutes",
            "Give whole minutes.",
            {"fr": "Indiquez des minutes entières.", "en": "Give whole minutes."},
        )
    return value.astimezone(UTC)


Minute = Annotated[
    AwareDatetime,
    AfterValidator(_whole_minute),
    PlainSerializer(
        lambda value: value.isoformat().replace("+00:00", "Z"), return_type=str, when_used="json"
    ),
    Field(description="A moment with its offset, in whole minutes.", examples=["2027-01-11T09:00:00+01:00"]),
]
Units = Annotated[
    int, Field(ge=1, le=500, description="How many units at once, of those the resource counts.")
]


class SlotIn(In):
    """A period and a number of units."""

    starts_at: Minute
    ends_at: Minute = Field(
        description="First moment no longer used.", examples=["2027-01-11T11:00:00+01:00"]
    )
    quantity: Units = Field(1, description="How many units at once, of those the resource counts.")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise PydanticCustomError(
                "ends_before_start",
                "The end must come after the start.",
                {"fr": "La fin doit venir après le début.", "en": "The end must come after the start."},
            )
        return self


class PeriodOut(Out):
    """From a moment up to, not including, another."""

    starts_at: Instant
    ends_at: Instant


Clock = Annotated[
    str,
    StringConstraints(pattern=r"^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"),
    Field(
        description="Wall-clock time of Paris; `24:00` is the end of the day.", examples=["08:30", "24:00"]
    ),
]


class OpeningIn(In):
    weekday: int = Field(ge=1, le=7, description="ISO: 1 Monday … 7 Sunday.", examples=[1])
    opens_at: Clock
    closes_at: Clock

    @model_validator(mode="after")
    def _closes_after_opening(self) -> Self:
        if self.closes_at <= self.opens_at:
            raise PydanticCustomError(
                "closes_before_opening",
                "Closing comes after opening; past midnight, continue on the next day.",
                {
                    "fr": "La fermeture vient après l’ouverture ; au-delà de minuit, poursuivez le lendemain.",
                    "en": "Closing comes after opening; past midnight, continue on the next day.",
                },
            )
        return self


class OpeningsIn(In):
    """All the openings of a week; none at all: always open."""

    openings: list[OpeningIn] = Field(
        max_length=70, examples=[[{"weekday": 1, "opens_at": "08:00", "closes_at": "18:00"}]]
    )

    @model_validator(mode="after")
    def _apart(self) -> Self:
        ordered = sorted(self.openings, key=lambda opening: (opening.weekday, opening.opens_at))
        for one, other in pairwise(ordered):
            if one.weekday == other.weekday and other.opens_at < one.closes_at:
                raise PydanticCustomError(
                    "openings_overlap",
                    "Two openings of one day overlap.",
                    {
                        "fr": "Deux ouvertures d’un même jour se chevauchent.",
                        "en": "Two openings of one day overlap.",
                    },
                )
        return self


class OpeningOut(Out):
    weekday: int = Field(description="ISO: 1 Monday … 7 Sunday.")
    opens_at: str = Field(examples=["08:00"])
    closes_at: str = Field(examples=["18:00", "24:00"])


Minimum = Annotated[int, Field(ge=1, le=YEAR_MINUTES, description="Shortest booking, in minutes.")]
Maximum = Annotated[int, Field(ge=1, le=YEAR_MINUTES, description="Longest booking, in minutes.")]
Notice = Annotated[
    int, Field(ge=0, le=YEAR_MINUTES, description="Book at least this long ahead, in minutes.")
]
Horizon = Annotated[int, Field(ge=1, le=1100, description="Book at most this many days ahead.")]
Capacity = Annotated[int, Field(ge=1, le=100_000, description="How many people one unit takes.")]
CommuneCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]{3}$"), Field(description="Official geographic code.")
]
TARIFF = "What one unit costs per `tariff_unit`, in cents of euro; 0 is free of charge."
APPROVAL = "Whether the steward confirms each booking."


class ResourceIn(In):
    """A resource to lend. Write no resident’s name and no health data."""

    kind: Kind = Field(examples=["vehicle"])
    name: Line = Field(examples=["Minibus 9 places"])
    description: LongText | None = Field(None, examples=["Rampe d’accès, deux places pour fauteuil."])
    unit_name: ShortText | None = Field(None, description="What one unit is.", examples=["minibus"])
    site_id: UUID | None = Field(None, description="One of your sites.")
    place: ShortText | None = Field(None, description="Where to find it.", examples=["Parking de l’entrée"])
    commune_code: CommuneCode | None = Field(None, examples=["69032"])
    capacity: Capacity | None = Field(None, examples=[9])
    quantity: int = Field(1, ge=0, le=500, description="How many units; 0 cannot be booked.")
    tariff_cents: Cents = Field(0, description=TARIFF, examples=[4500])
    tariff_unit: TariffUnit = Field("hour", examples=["half_day"])
    minimum_minutes: Minimum = 30
    maximum_minutes: Maximum = 10080
    notice_minutes: Notice = 0
    horizon_days: Horizon = 365
    needs_approval: bool = Field(False, description=APPROVAL)


class ResourceChange(In):
    """What to change; a field left out stays as it is (JSON Merge Patch)."""

    name: Line = Field(default_factory=str, examples=["Minibus 9 places"])
    description: LongText | None = None
    unit_name: ShortText | None = None
    site_id: UUID | None = None
    place: ShortText | None = None
    commune_code: CommuneCode | None = None
    capacity: Capacity | None = None
    tariff_cents: Cents = Field(default_factory=int, description=TARIFF)
    tariff_unit: TariffUnit = Field(default_factory=lambda: "hour")
    minimum_minutes: Minimum = Field(default_factory=int)
    maximum_minutes: Maximum = Field(default_factory=int)
    notice_minutes: Notice = Field(default_factory=int)
    horizon_days: Horizon = Field(default_factory=int)
    needs_approval: bool = Field(default_factory=bool, description=APPROVAL)
    retired_on: Day | None = Field(None, description="First day it is no longer lent.")


class QuantityIn(In):
    quantity: int = Field(ge=0, le=500, description="How many units from now on.", examples=[3])


class UnitOut(Out):
    number: int
    label: str | None


class ResourceLine(Out):
    """A resource in a list."""

    id: UUID
    kind: Kind
    name: str
    description: str | None
    unit_name: str | None
    organisation_id: UUID = Field(description="The steward: who owns it and decides.")
    organisation_name: str
    is_mine: bool = Field(description="Whether you act for its steward.")
    site_id: UUID | None
    site_name: str | None
    place: str | None
    commune_code: str | None
    commune_name: str | None
    department_code: str | None
    department_name: str | None
    capacity: int | None
    quantity: int = Field(description="Units in use.")
    tariff_cents: int = Field(description=TARIFF)
    tariff_unit: TariffUnit
    needs_approval: bool = Field(description=APPROVAL)
    retired_on: date | None
    fictional: bool
    version: int


class ResourceOut(ResourceLine):
    """A resource with its rules of booking."""

    minimum_minutes: int
    maximum_minutes: int
    notice_minutes: int
    horizon_days: int
    openings: list[OpeningOut] = Field(description="In local time of Paris; none at all: always open.")
    units: list[UnitOut] = Field(description="The units in use.")


class ResourceQuery(PageQuery):
    q: Search | None = Field(None, description="Part of the name or description, accents ignored.")
    kind: Kind | None = None
    shared_with: UUID | None = Field(None, description="Shared under this pool or partnership.")
    network: UUID | None = Field(None, description="Shared with the members of this network.")
    owner: UUID | None = Field(None, description="Lent by this organisation.")
    department: str | None = Field(None, max_length=3, description="Code of a department.")
    mine: bool | None = Field(None, description="true: your organisation’s; false: what others let you use.")
    retired: bool = Field(False, description="Also those no longer lent.")


class ShareIn(In):
    """With whom to share: either an agreement or a network."""

    agreement_id: UUID | None = Field(None, description="A pool or partnership you are a party of.")
    network_id: UUID | None = Field(
        None, description="A network you belong to.", examples=["019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d"]
    )

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.agreement_id is None) == (self.network_id is None):
            raise PydanticCustomError(
                "one_target",
                "Name one agreement or one network.",
                {
                    "fr": "Indiquez une convention ou un réseau, et un seul.",
                    "en": "Name one agreement or one network.",
                },
            )
        return self


class ShareOut(Out):
    id: UUID
    target: Literal["agreement", "network"]
    agreement_id: UUID | None
    network_id: UUID | None
    name: str = Field(description="Name of the agreement or network.")
    starts_on: date


class CalendarQuery(In):
    week_of: Day | None = Field(None, description="The week, Monday to Sunday, this day is in.")
    from_: Day | None = Field(None, alias="from", description="First day; with `to`, in place of `week_of`.")
    to: Day | None = Field(None, description=f"Last day, at most {LONGEST_CALENDAR_DAYS} days in all.")

    @model_validator(mode="after")
    def _one_span(self) -> Self:
        both = self.from_ is not None and self.to is not None
        if both != (self.from_ is not None or self.to is not None) or (both and self.week_of is not None):
            raise PydanticCustomError(
                "one_span",
                "Give week_of, or both from and to.",
                {"fr": "Donnez week_of, ou bien from et to.", "en": "Give week_of, or both from and to."},
            )
        if self.from_ is not None and self.to is not None:
            days = (self.to - self.from_).days + 1
            if not 1 <= days <= LONGEST_CALENDAR_DAYS:
                raise PydanticCustomError(
                    "calendar_span",
                    "From 1 to 62 days.",
                    {"fr": "De 1 à 62 jours.", "en": "From 1 to 62 days."},
                )
        return self


class TakenOut(Out):
    """A period during which a unit is taken. By whom and why: for the organisation itself and the steward only."""

    starts_at: Instant
    ends_at: Instant
    mine: bool = Field(description="Booked by the organisation you act for.")
    booking_id: UUID | None
    state: Literal["requested", "confirmed"] | None
    organisation_name: str | None
    purpose: str | None


class UnitCalendar(Out):
    number: int
    label: str | None
    taken: list[TakenOut]


class Calendar(Out):
    first_day: date
    last_day: date
    starts_at: Instant = Field(description="Midnight of Paris that begins the first day.")
    ends_at: Instant = Field(description="Midnight of Paris that ends the last day.")
    complete: bool = Field(
        description="false when the period holds more than 5,000 slots: ask for fewer days."
    )
    units: list[UnitCalendar]
    openings: list[PeriodOut]


class Preview(Out):
    """What a booking would cost and whether it could be had, without booking."""

    cost_cents: int
    explanation: str = Field(
        description="How the cost comes about.", examples=["2 demi-journées × 45,00 € = 90,00 €"]
    )
    available_quantity: int = Field(description="Units free for the whole period.")
    problems: list[str] = Field(
        description="Codes of what would refuse it; empty: it can be booked.", examples=[["too_short"]]
    )
    next_free: list[PeriodOut] = Field(
        description="Up to three later periods of the same length, if refused."
    )
