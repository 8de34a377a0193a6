"""What goes in and out: inputs refuse unknown fields, outputs have no default, strings are clean."""

import unicodedata
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")


def _clean(text: str) -> str:
    """Refuse what PostgreSQL cannot store or a person cannot see; compose accents (NFC)."""
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in "\n\r\t"):
            raise PydanticCustomError(
                "unprintable_character", "The text holds a character that cannot be stored; type it again."
            )
    return unicodedata.normalize("NFC", text)


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise PydanticCustomError("several_lines", "Write on one line.")
    return text


Clean = AfterValidator(_clean)
OneLine = AfterValidator(_one_line)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Clean, OneLine]
"""One line of text: a name, a title."""
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Clean]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000), Clean]
Search = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Clean]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.-]{1,40}$")]
Cents = Annotated[int, Field(ge=0, le=10**15, description="Money in integer cents of euro.")]
Instant = Annotated[
    AwareDatetime,
    PlainSerializer(lambda value: value.isoformat().replace("+00:00", "Z"), return_type=str),
]
"""A moment with its offset; answered in UTC."""


def _iso_day(value: object) -> object:
    """Pydantic would read a bare number as seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and "-" not in value):
        raise PydanticCustomError("date_parsing", "Write a date: YYYY-MM-DD.")
    return value


Day = Annotated[date, BeforeValidator(_iso_day), Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A civil day in France, `2027-03-01`."""


class In(BaseModel):
    """Base of request bodies."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Out(BaseModel):
    """Base of answers: no field has a default, so that generated clients know each is there."""

    model_config = ConfigDict(from_attributes=True)


class Page(BaseModel, Generic[T]):
    """One page of a list and the cursor of the next one."""

    items: list[T]
    next_cursor: str | None = Field(
        description="Give it back as `cursor` for the next page; null at the end."
    )
