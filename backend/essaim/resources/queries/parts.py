"""Parts that several SELECTs on resources share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    ScalarSelect,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from essaim.resources import rules
from essaim.resources.models import Resource, ResourceOpening, ResourceUnit, Slot
from essaim.resources.rules import Opening


def openings_json() -> ScalarSelect[Any]:
    """The openings as JSON; times as text because Python has no 24:00."""
    line = func.json_build_object(
        "weekday",
        ResourceOpening.weekday,
        "opens_at",
        func.to_char(ResourceOpening.opens_at, "HH24:MI"),
        "closes_at",
        func.to_char(ResourceOpening.closes_at, "HH24:MI"),
    )
    ordered = aggregate_order_by(line, ResourceOpening.weekday, ResourceOpening.opens_at)
    return select(func.json_agg(ordered)).where(ResourceOpening.resource_id == Resource.id).scalar_subquery()


def in_use() -> ColumnElement[bool]:
    return (ResourceUnit.resource_id == Resource.id) & ResourceUnit.retired_on.is_(None)


def opening_rules(lines: Sequence[dict[str, Any]] | None) -> tuple[Opening, ...]:
    return tuple(
        Opening(line["weekday"], rules.minutes_of(line["opens_at"]), rules.minutes_of(line["closes_at"]))
        for line in lines or ()
    )


def lower() -> ColumnElement[datetime]:
    return func.lower(Slot.during, type_=DateTime(timezone=True)).label("starts_at")


def upper() -> ColumnElement[datetime]:
    return func.upper(Slot.during, type_=DateTime(timezone=True)).label("ends_at")
