"""Cost lines, what is known of the price alone, and the figures they are shared by."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.rulebook import AllocationKey
from essaim.agreements.schemas import absent
from essaim.allocations.models import BasisKind, PriceBasis
from essaim.allocations.schemas.proof import CertificateOut
from essaim.kit.schemas import Cents, Clean, Day, In, Instant, Line, Out, ShortText

Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Clean]
Quantity = Annotated[int, Field(ge=0, le=10**9)]
SignedCents = Annotated[int, Field(ge=-(10**12), le=10**12)]
BasisCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]


class Tier(In):
    """From this quantity, this price of a unit."""

    from_quantity: Quantity
    unit_price_cents: Cents


class GroupPrice(In):
    """What some organisations would pay together."""

    organisation_ids: list[UUID] = Field(min_length=1, max_length=8)
    cents: Cents


class Pricing(In):
    """A price list by quantity (`mode`, `tiers`, `fixed_cents`), or a price per group of organisations (`groups`)."""

    mode: Literal["all_units", "incremental"] | None = Field(
        None,
        description="`all_units`: the whole order at the price of the tier reached; `incremental`: each slice at its own.",
    )
    tiers: list[Tier] = Field(default_factory=list, max_length=20)
    fixed_cents: Cents = Field(0, description="Paid once by whoever orders anything.")
    groups: list[GroupPrice] = Field(
        default_factory=list, max_length=255, description="Up to 8 organisations in all."
    )

    @model_validator(mode="after")
    def _coherent(self) -> "Pricing":
        if (self.mode is None) == bool(self.tiers) or bool(self.tiers) == bool(self.groups):
            raise PydanticCustomError(
                "pricing_kind",
                "{en}",
                {
                    "fr": "Donnez un tarif par paliers avec son mode, ou un prix par groupe, l’un des deux.",
                    "en": "Give a price list with its mode, or prices by group, one of the two.",
                },
            )
        starts = [tier.from_quantity for tier in self.tiers]
        if self.tiers and (starts[0] not in (0, 1) or starts != sorted(set(starts))):
            raise PydanticCustomError(
                "pricing_tiers",
                "{en}",
                {
                    "fr": "Les paliers commencent à 0 ou à 1 et se suivent en montant.",
                    "en": "Tiers start at 0 or 1 and go upwards.",
                },
            )
        if any(len(set(group.organisation_ids)) != len(group.organisation_ids) for group in self.groups):
            raise PydanticCustomError(
                "pricing_groups",
                "{en}",
                {
                    "fr": "Une organisation est deux fois dans le même groupe.",
                    "en": "An organisation is twice in the same group.",
                },
            )
        return self


class LineIn(In):
    """A cost to share."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Informatique", "key_name": "Informatique", "amount_cents": 3_800_000}]
        }
    )

    name: Line
    key_name: Line = Field(description="A key of the rules in force when the period begins.")
    amount_cents: SignedCents = Field(description="What is shared; negative: a credit.")
    basis: PriceBasis = Field(
        "none",
        description="What is known of the price alone: nothing, one price each, nested levels, a price list by quantity,"
        " a price per group.",
    )
    pricing: Pricing | None = None
    evidence: ShortText | None = Field(
        None, description="Where the prices come from: quote, price list, date."
    )

    @model_validator(mode="after")
    def _priced(self) -> "LineIn":
        wanted = {"tiers": "tiers", "groups": "groups"}.get(self.basis)
        given = None if self.pricing is None else "tiers" if self.pricing.tiers else "groups"
        if wanted != given:
            raise PydanticCustomError(
                "pricing_basis",
                "{en}",
                {
                    "fr": "Un tarif par paliers ou un prix par groupe va avec la base de même nom, et elle seule.",
                    "en": "A price list or prices by group go with the basis of that name, and no other.",
                },
            )
        return self


class LineChange(In):
    """What to change; a field left out stays as it is. `basis` and `pricing` are changed together."""

    name: Line = absent()
    key_name: Line = absent()
    amount_cents: SignedCents = absent()
    basis: PriceBasis = absent()
    pricing: Pricing | None = absent()
    evidence: ShortText | None = absent()
    position: Annotated[int, Field(ge=1, le=100)] = absent(description="Its place among the lines, from 1.")


class NeedIn(In):
    """What an organisation would pay alone, or how much it needs, over the whole period."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"alone_cents": 482_000, "source": "Devis Exemple SA", "dated_on": "2026-11-03"}]
        }
    )

    alone_cents: Annotated[int, Field(ge=0, le=10**12)] | None = Field(
        None, description="For a line with a price each, or levels."
    )
    quantity: Quantity | None = Field(None, description="For a line with a price list.")
    source: Source = Field(description="Where it comes from: quote, contract, count.")
    dated_on: Day

    @model_validator(mode="after")
    def _one(self) -> "NeedIn":
        if (self.alone_cents is None) == (self.quantity is None):
            raise PydanticCustomError(
                "need_kind",
                "{en}",
                {
                    "fr": "Donnez un prix seul ou une quantité, l’un des deux.",
                    "en": "Give a price alone or a quantity, one of the two.",
                },
            )
        return self


class NeedOut(Out):
    organisation_id: UUID
    organisation_name: str
    alone_cents: int | None
    quantity: int | None
    source: str
    dated_on: date
    stated_by: UUID = Field(description="The organisation that stated it: its own, or the lead for it.")
    stated_at: Instant


class BasisIn(In):
    """A figure entered by hand when no dated one is known."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"value": 1200, "valid_on": "2026-12-31", "source": "Relevé de compteur 2026"}]
        }
    )

    value: Annotated[int, Field(ge=0, le=10**15)] = Field(description="Integer of the smallest unit.")
    decimals: Annotated[int, Field(ge=0, le=4)] | None = Field(
        None,
        description="Decimals of the unit of a use (2: hundredths); null: those of the figure, else none.",
    )
    valid_on: Day
    source: Source


class BasisOut(Out):
    organisation_id: UUID
    organisation_name: str
    kind: BasisKind
    code: str
    value: int = Field(description="Integer of the smallest unit.")
    unit: str = Field(description="`FTE/2`: hundredths of a full-time post; `KM/0`: whole kilometres.")
    valid_on: date
    source: str
    by_hand: bool = Field(description="Entered by the lead, no dated figure being known.")


class LineOut(Out):
    id: UUID
    position: int
    name: str
    key_name: str
    key: AllocationKey | None = Field(description="The key as adopted, frozen when the shares were computed.")
    amount_cents: int | None = Field(
        description="Null when too few organisations share it for it to be told."
    )
    basis: PriceBasis
    pricing: Pricing | None = Field(
        description="Null when there is none, or when your organisation may not read it."
    )
    evidence: str | None
    certificate: CertificateOut | None = Field(description="Null until computed.")
    needs: list[NeedOut] = Field(description="Those that your organisation may read.")
    version: int
