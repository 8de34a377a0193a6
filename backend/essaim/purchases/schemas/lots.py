"""Lots of a round and the items that are bought."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.schemas import absent
from essaim.kit.schemas import Clean, In, Instant, Line, LongText, OneLine, Out
from essaim.purchases.models import LotState

MAXIMUM_LOTS = 20
MAXIMUM_ITEMS = 100
Unit = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Clean, OneLine]
Reference = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Clean, OneLine
]


class ItemIn(In):
    """An item that is bought. Its place is its place in the list."""

    id: UUID | None = Field(None, description="Of the item as it is; absent: a new one.")
    name: Line = Field(examples=["Gants nitrile, taille M"])
    reference: Reference | None = Field(None, description="What the trade calls it: a standard, a code.")
    unit: Unit = Field(description="What one of it is, in words.", examples=["boîte de 100"])


def _distinct(items: list[ItemIn]) -> None:
    names = [item.name for item in items]
    known = [item.id for item in items if item.id is not None]
    if len(set(names)) < len(names) or len(set(known)) < len(known):
        raise PydanticCustomError(
            "item_twice",
            "{en}",
            {
                "fr": "Deux articles du lot portent le même nom. Distinguez-les par leur taille ou leur conditionnement.",
                "en": "Two items of the lot have the same name. Tell them apart by size or packing.",
            },
        )


Items = Annotated[
    list[ItemIn],
    Field(min_length=1, max_length=MAXIMUM_ITEMS, description="In their order; an item left out is removed."),
]


class LotIn(In):
    """A lot: what one supplier provides whole."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "Gants", "items": [{"name": "Gants nitrile, taille M", "unit": "boîte de 100"}]}
            ]
        }
    )

    name: Line = Field(examples=["Gants"])
    description: LongText | None = None
    items: Items

    @model_validator(mode="after")
    def _items(self) -> "LotIn":
        _distinct(self.items)
        return self


class LotChange(In):
    """What to change; a field left out stays as it is. `items` given are all the items of the lot."""

    name: Line = absent()
    description: LongText | None = absent()
    items: Items = absent()

    @model_validator(mode="after")
    def _items(self) -> "LotChange":
        _distinct(self.items or [])
        return self


class ItemOut(Out):
    id: UUID
    position: int = Field(description="In the lot, from 1.")
    name: str
    reference: str | None
    unit: str = Field(description="What one of it is, in words.")


class MyLotOut(Out):
    """A lot for your organisation."""

    volumes_count: int = Field(description="Items of the lot of which your organisation needs something.")
    opted_out: bool = Field(description="Your organisation left the lot.")


class LotOut(Out):
    """A lot with its items. Nothing in it moves when another organisation acts, but the award and the closing."""

    id: UUID
    round_id: UUID
    position: int = Field(description="In the round, from 1.")
    name: str
    description: str | None
    state: LotState
    items: list[ItemOut]
    quote_id: UUID | None = Field(description="The quote chosen; null until the award.")
    supplier_name: str | None = Field(description="Whose quote was chosen.")
    decision_id: UUID | None = Field(description="The vote that awarded it; null when the coordinator did.")
    decided_at: Instant | None
    reason: str | None = Field(description="Why this quote, or why none.")
    hash: str | None = Field(
        description="SHA-256 of what was awarded (needs, quote and rule in one canonical text), in hexadecimal."
    )
    closed_at: Instant | None
    my: MyLotOut | None = Field(description="Null when your organisation is not asked.")
    version: int
