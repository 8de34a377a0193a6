"""What goes in and out of what-if tables. Nothing of it is stored. Money is integer cents of euro."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.rulebook import AllocationKey, FigureCode
from essaim.allocations.models import BasisKind
from essaim.allocations.schemas.lines import Quantity, SignedCents
from essaim.allocations.schemas.proof import CertificateOut
from essaim.kit.schemas import In, Line, Out

FairRule = Literal[
    "arrival",
    "same_percentage",
    "same_saving",
    "same_percentage_stable",
    "separable_equal",
    "separable_benefit",
    "least_unhappy",
]
ScenarioKind = Literal["key", "rule", "leaves", "joins", "figures", "amounts"]
FigureValue = Annotated[int, Field(ge=0, le=10**15, description="Integer of the smallest unit of the code.")]


class FigureOf(In):
    """A figure: how many beds, how many kilometres."""

    kind: BasisKind = Field("figure", description="A dated figure, or a measured use.")
    code: FigureCode
    value: FigureValue


class FigureChanged(FigureOf):
    """Another figure for one organisation."""

    organisation_id: UUID


class AmountChanged(In):
    """Another amount for one line."""

    line_id: UUID
    cents: SignedCents


class NewNeed(In):
    """What who joins would pay alone for a line, or how much it needs of it."""

    line_id: UUID
    alone_cents: Annotated[int, Field(ge=0, le=10**12)] | None = None
    quantity: Quantity | None = None

    @model_validator(mode="after")
    def _one(self) -> "NewNeed":
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


class Joining(In):
    """An organisation that would take part over the whole period."""

    name: Line
    figures: list[FigureOf] = Field(default_factory=list, max_length=20)
    needs: list[NewNeed] = Field(
        default_factory=list, max_length=100, description="For lines shared by what each would pay alone."
    )


class WhatIfIn(In):
    """Scenarios to set side by side: one for each key, rule and organisation that leaves; one for each other field given."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "keys": [
                        "Qualité",
                        {
                            "name": "À parts égales",
                            "parts": [{"basis": "equal", "code": None, "weight_bp": 10000}],
                        },
                    ]
                }
            ]
        }
    )

    keys: list[Line | AllocationKey] = Field(
        default_factory=list,
        max_length=20,
        description="Names of adopted keys, or keys to try. A key by parts shares the sum of the lines at once.",
    )
    rules: list[FairRule] = Field(
        default_factory=list, max_length=7, description="Fair rules, on the lines whose price alone is known."
    )
    line_ids: list[UUID] = Field(
        default_factory=list,
        max_length=100,
        description="The lines that keys and rules are tried on, the others staying as they are; none: all.",
    )
    leaves: list[UUID] = Field(
        default_factory=list, max_length=10, description="Organisations that leave, each in its own scenario."
    )
    joins: Joining | None = None
    figures: list[FigureChanged] = Field(default_factory=list, max_length=100)
    amounts: list[AmountChanged] = Field(default_factory=list, max_length=100)

    @model_validator(mode="after")
    def _something(self) -> "WhatIfIn":
        if not (self.keys or self.rules or self.leaves or self.joins or self.figures or self.amounts):
            raise PydanticCustomError(
                "nothing_asked",
                "{en}",
                {"fr": "Dites ce qui changerait.", "en": "Say what would change."},
            )
        return self


class WhatIfRow(Out):
    organisation_id: UUID | None = Field(description="Null for who would join.")
    name: str
    before_cents: int | None = Field(description="Null for who would join.")
    after_cents: int | None = Field(description="Null for who would leave.")
    change_cents: int = Field(description="After less before.")
    alone_cents: int | None = Field(
        description="What it would pay alone for every line; null when not known."
    )


class WhyNot(Out):
    """Why a scenario cannot be computed."""

    code: str = Field(
        description="Stable code that programs may test, as in refusals.", examples=["missing_figures"]
    )
    sentence: str = Field(description="In the language asked.")


class ScenarioOut(Out):
    kind: ScenarioKind
    name: str = Field(description="What is tried, in the language asked.")
    total_before_cents: int | None = Field(description="Null when withheld.")
    total_after_cents: int | None = Field(description="Null when withheld, or not computed.")
    exact: bool = Field(
        description="False: to within a cent a part, as who gets the cents left over follows from figures your organisation may not read."
    )
    rows: list[WhatIfRow] = Field(
        description="Every organisation, or your own only where lines are not open; empty when not computed."
    )
    certificate: CertificateOut | None = Field(description="Null when not computed or withheld.")
    cannot: WhyNot | None = Field(description="Null when computed.")


class WhatIfOut(Out):
    """Scenarios side by side, each against the run as it is. Nothing is stored: rules change by a vote."""

    allocation_id: UUID
    total_cents: int | None = Field(description="What the run shares; null when withheld.")
    certificate: CertificateOut | None = Field(description="Of the run as it is; null when withheld.")
    scenarios: list[ScenarioOut]
    withheld: str | None = Field(description="What is not told and why; null: nothing.")
