"""What goes in and out of partnerships."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, PlainSerializer, WithJsonSchema

from essaim.agreements.models import AccountingTreatment, LegalFormCode, Side
from essaim.agreements.schemas import AgreementChange, AgreementIn, AgreementOut, Label, PartyOut, absent
from essaim.kit.schemas import Day, In, Line, Out

TOLERANCE = "Imbalance tolerated between the sides, |A−B| / max(A, B), in basis points: 1500 is 15 %."
MEASURE = (
    "How much one unit is worth of what is valued: 18 tutor-hours in a placement. At most four decimals."
)
SOURCE = "Where the value of one unit comes from: a price list, a cost, a date."

Plain = Annotated[Decimal, PlainSerializer(lambda value: f"{value.normalize():f}", return_type=str)]
"""A decimal number as a string, without useless zeros."""
Measure = Annotated[
    Decimal,
    Field(gt=0, le=100_000, max_digits=12, decimal_places=4),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": 100_000},
                {"type": "string", "pattern": r"^\d{1,6}(\.\d{1,4})?$", "maxLength": 11},
            ],
            "description": MEASURE,
        },
        mode="validation",
    ),
]
Quantity = Annotated[int, Field(ge=1, le=1_000_000)]
UnitValue = Annotated[
    int, Field(ge=0, le=10**10, description="Value of one measure (or of one unit), in cents.")
]


class PartnershipIn(AgreementIn):
    """A new partnership, as a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Terrains de stage et formations",
                    "purpose": "Des places de stage en échange de formations et de groupes d’analyse de la pratique.",
                    "legal_form": "agreement",
                    "confidentiality": "open",
                    "starts_on": "2027-09-01",
                    "term_ends_on": "2030-08-31",
                    "renewal_months": 12,
                    "notice_months": 6,
                    "imbalance_tolerance_bp": 1500,
                    "side": "a",
                }
            ]
        }
    )

    legal_form: LegalFormCode = Field(
        "agreement", description="What each form changes: GET /v1/agreements/legal-forms."
    )
    imbalance_tolerance_bp: int = Field(1500, ge=0, le=10_000, description=TOLERANCE)
    side: Side = Field("a", description="The side of the organisation acted for.")


class PartnershipChange(AgreementChange):
    model_config = ConfigDict(json_schema_extra={"examples": [{"imbalance_tolerance_bp": 2000}]})

    imbalance_tolerance_bp: int = absent(ge=0, le=10_000, description=TOLERANCE)


class PartnershipOut(AgreementOut):
    """A partnership. What its sides promise and how it balances: GET /v1/partnerships/{id}/balance."""

    imbalance_tolerance_bp: int = Field(description=TOLERANCE)


class CommitmentIn(In):
    """A promise: so many units, each worth so much."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "side": "a",
                    "promiser_id": "019aa000-0000-7000-8000-000000000001",
                    "title": "Accueil de stagiaires",
                    "unit": "placements",
                    "quantity": 96,
                    "measure": "18",
                    "measure_unit": "heures de tutorat",
                    "measure_note": "12 semaines × 1,5 h",
                    "unit_value_cents": 3200,
                    "valuation_source": "Coût horaire moyen d’un tuteur, 2026",
                    "accounting_treatment": "memo",
                    "due_on": "2028-08-31",
                }
            ]
        }
    )

    side: Side
    promiser_id: UUID = Field(description="The organisation that promises.")
    title: Line
    unit: Label = Field(description="What is counted, in the plural.")
    quantity: Quantity
    measure: Measure = Decimal(1)
    measure_unit: Label | None = None
    measure_note: Line | None = Field(None, description="How the measure was found.")
    unit_value_cents: UnitValue
    valuation_source: Line = Field(description=SOURCE)
    accounting_treatment: AccountingTreatment = Field(
        "memo", description="`memo`: nothing is entered in the accounts unless the parties choose so."
    )
    due_on: Day | None = None


class CommitmentChange(In):
    """JSON merge patch. Who promises does not change: remove the promise and write another."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"quantity": 31}]})

    title: Line = absent()
    unit: Label = absent()
    quantity: Quantity = absent()
    measure: Measure = absent()
    measure_unit: Label | None = absent()
    measure_note: Line | None = absent()
    unit_value_cents: UnitValue = absent()
    valuation_source: Line = absent(description=SOURCE)
    accounting_treatment: AccountingTreatment = absent()
    due_on: Day | None = absent()


class CommitmentOut(Out):
    id: UUID
    side: Side
    promiser_id: UUID
    promiser_name: str
    title: str
    unit: str
    quantity: int
    measure: Plain = Field(description=MEASURE)
    measure_unit: str | None
    measure_note: str | None
    unit_value_cents: int
    valuation_source: str
    accounting_treatment: AccountingTreatment
    due_on: date | None
    value_cents: int = Field(description="quantity × measure × unit value, rounded half up once.")
    explanation: str = Field(description="The same, in words and in the language asked.")
    editable: bool = Field(description="Whether the organisation acted for may change it.")
    version: int


class SideOut(Out):
    """One side of the balance."""

    label: str = Field(description="Names of its organisations.")
    parties: list[PartyOut]
    value_cents: int
    lines: list[CommitmentOut]


class AdditionOut(Out):
    """Units of one promise that would bring the balance within the tolerance; one fewer would not."""

    commitment_id: UUID
    title: str
    unit: str
    units: int
    units_exact: Plain = Field(description="Before rounding up, to two decimals.")
    added_cents: int


class BalanceOut(Out):
    """What the two sides promise each other. A statement of value, not an accounting entry."""

    side_a: SideOut
    side_b: SideOut
    gap_cents: int = Field(description="|A − B|.")
    net_cents: int = Field(description="A − B: negative when side B promises more.")
    heavier_side: Side | None = Field(description="The side that promises more; null when equal.")
    imbalance_bp: int = Field(description="|A − B| / max(A, B) in basis points, rounded half up.")
    tolerance_bp: int
    alert: bool = Field(description="The exact imbalance is above the tolerance.")
    missing_cents: int = Field(
        description="Least value the lighter side must add to be within the tolerance."
    )
    additions: list[AdditionOut]
    advice: str | None = Field(description="The same in one sentence; null without alert.")
    accounting_note: str
