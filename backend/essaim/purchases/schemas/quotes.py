"""Quotes: what a supplier offers, what is told of it before and after the opening, how quotes compare."""

import itertools
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Cents, Clean, Code, Day, In, Instant, Out, Page, ShortText
from essaim.purchases.models import LotState, PriceFormula, RoundState

Mode = Literal["all_units", "incremental"]
PaidTo = Literal["members", "network"]
Basis = Literal["live", "published", "withheld"]
Excluded = Literal["expired", "below_minimum"]
Volume = Annotated[int, Field(ge=1, le=10**9)]
UnitPrice = Annotated[int, Field(ge=0, le=10**9)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000), Clean]

ITEM = "0190f1c0-0000-7000-8000-000000000001"
SUPPLIER = "0190f1c0-0000-7000-8000-000000000002"


class TierIn(In):
    """From this volume, this price of a unit."""

    from_volume: Volume
    unit_price: UnitPrice = Field(description="Ten-thousandths of a euro excluding VAT: 40500 is 4.05 €.")


class PriceIn(In):
    """The price list of one item of the lot."""

    item_id: UUID
    minimum: Volume | None = Field(
        None, description="The smallest volume the supplier sells, in units of the item."
    )
    tiers: list[TierIn] = Field(
        min_length=1,
        max_length=20,
        description="The first from one unit, the others in rising order of volume.",
    )

    @model_validator(mode="after")
    def _rising(self) -> "PriceIn":
        starts = [tier.from_volume for tier in self.tiers]
        if starts[0] != 1 or any(low >= high for low, high in itertools.pairwise(starts)):
            raise PydanticCustomError(
                "price_tiers",
                "{en}",
                {
                    "fr": "Les paliers commencent à une unité et se suivent en montant.",
                    "en": "Tiers start at one unit and go upwards.",
                },
            )
        return self


class RebateStepIn(In):
    """From this yearly turnover, this rate of it is given back."""

    from_cents: Cents = Field(description="Cents excluding VAT.")
    rate_bp: Annotated[int, Field(ge=1, le=10_000)] = Field(description="Basis points: 200 is 2 %.")


class RebateIn(In):
    """The year-end rebate: who receives it, and its rate by turnover."""

    paid_to: PaidTo
    steps: list[RebateStepIn] = Field(min_length=1, max_length=20, description="In rising order of turnover.")

    @model_validator(mode="after")
    def _rising(self) -> "RebateIn":
        starts = [step.from_cents for step in self.steps]
        if any(low >= high for low, high in itertools.pairwise(starts)):
            raise PydanticCustomError(
                "rebate_steps",
                "{en}",
                {
                    "fr": "Les seuils de la remise se suivent en montant.",
                    "en": "Thresholds of the rebate go upwards.",
                },
            )
        return self


class QuoteTerms(In):
    """What a supplier offers for a lot."""

    mode: Mode = Field(
        description="`all_units`: the whole volume at the price of the tier reached; `incremental`: each slice at its own."
    )
    prices: list[PriceIn] = Field(min_length=1, max_length=500, description="Every item of the lot, once.")
    fixed_cents: Cents = Field(
        0, description="Paid once for the lot whatever is bought, cents excluding VAT."
    )
    minimum_cents: Cents | None = Field(
        None, description="The smallest amount of the whole lot, cents excluding VAT."
    )
    valid_until: Day = Field(description="Its last day; the day planned for the award at the earliest.")
    rebate: RebateIn | None = None
    note: ShortText | None = Field(
        None, description="Terms of delivery or payment. No health data, no residents’ names."
    )


class QuoteIn(QuoteTerms):
    """A quote as a supplier handed it in, to be sealed at once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "supplier_id": SUPPLIER,
                    "mode": "all_units",
                    "prices": [
                        {
                            "item_id": ITEM,
                            "tiers": [
                                {"from_volume": 1, "unit_price": 52_000},
                                {"from_volume": 10_000, "unit_price": 40_500},
                            ],
                        }
                    ],
                    "valid_until": "2027-06-30",
                    "rebate": {"paid_to": "members", "steps": [{"from_cents": 4_000_000, "rate_bp": 200}]},
                }
            ]
        }
    )

    supplier_id: UUID


class MarkIn(In):
    """The points of one criterion, and why."""

    points: Annotated[int, Field(ge=0, le=10_000)] = Field(
        description="Hundredths of a point, up to a hundred times the weight of the criterion: 1550 is 15.50."
    )
    why: Why


class MarksIn(In):
    """The marks of a quote: those of before are replaced. The price is computed, never marked."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"marks": {"quality": {"points": 1500, "why": "Échantillons essayés par trois équipes"}}}
            ]
        }
    )

    marks: dict[Code, MarkIn] = Field(max_length=20, description="By code of criterion.")


class QuoteQuery(PageQuery):
    lot_id: UUID | None = Field(None, description="Of this lot only.")


class TierOut(Out):
    from_volume: int = Field(description="Units of the item.")
    unit_price: int = Field(description="Ten-thousandths of a euro excluding VAT (EUR/4).")


class PriceOut(Out):
    item_id: UUID
    minimum: int | None = Field(description="The smallest volume the supplier sells, in units of the item.")
    tiers: list[TierOut]


class RebateStepOut(Out):
    from_cents: int = Field(description="Yearly turnover from which the rate applies, cents excluding VAT.")
    rate_bp: int = Field(description="Basis points of the whole turnover.")


class RebateOut(Out):
    paid_to: PaidTo
    steps: list[RebateStepOut]


class QuoteContent(Out):
    """What was sealed: its canonical JSON (keys sorted, no spaces, UTF-8) has the SHA-256 told before the opening."""

    mode: Mode
    prices: list[PriceOut]
    fixed_cents: int = Field(description="Paid once for the lot, cents excluding VAT.")
    minimum_cents: int | None = Field(description="Smallest amount of the lot, cents excluding VAT.")
    valid_until: date
    rebate: RebateOut | None
    note: str | None
    salt: str = Field(
        description="Drawn at random when sealed, so that the hash told before the opening lets nobody try prices."
    )


class MarkOut(Out):
    points: int = Field(description="Hundredths of a point.")
    why: str


class QuoteOut(Out):
    id: UUID
    lot_id: UUID
    supplier_id: UUID
    supplier_name: str
    siae: bool = Field(description="Inclusive enterprise or ESAT, as the coordinator verified.")
    deposited_at: Instant
    sealed_sha256: str = Field(description="SHA-256 of what was sealed: nothing else can be opened.")
    opened_at: Instant | None = Field(description="Null while it is sealed.")
    content: QuoteContent | None = Field(description="Null while it is sealed, for everybody.")
    marks: dict[str, MarkOut] = Field(description="By code of criterion; empty until marked.")
    marked_at: Instant | None
    version: int


class QuotePage(Page[QuoteOut]):
    """Quotes of a round; before the opening, those of the coordinator alone, without their prices."""

    round_state: RoundState
    sealed_count: int = Field(description="Quotes deposited and not opened, of the lot asked or of all.")


class OpeningOut(Out):
    round_id: UUID
    state: RoundState
    opened_at: Instant
    opened_count: int = Field(description="Quotes opened.")
    lots_without_quote: list[UUID] = Field(description="Lots for which no supplier made an offer.")


class ComparedVolume(Out):
    item_id: UUID
    item_name: str
    unit: str
    volume: int | None = Field(
        description="The volume quotes are compared at; null where it may not be told."
    )


class ComparedCriterion(Out):
    code: str
    kind: str
    name: str
    weight: int = Field(description="Points it counts for, of 100.")
    note: str | None


class ComparedLine(Out):
    """One item of a quote at the volume compared."""

    item_id: UUID
    volume: int | None
    reached_from: int | None = Field(
        description="Where the tier reached starts, in units; null: withheld, or not bought."
    )
    unit_price: int | None = Field(
        description="Average price of a unit, ten-thousandths of a euro (EUR/4), half up; null: withheld, or not bought."
    )
    cents: int | None


class ComparedPoints(Out):
    """What one criterion gives a quote."""

    code: str
    points: int | None = Field(description="Hundredths of a point; null: withheld, or not marked yet.")
    out_of: int = Field(description="The most it can give, hundredths of a point.")
    why: str | None


class ComparedQuote(Out):
    quote_id: UUID
    supplier_id: UUID
    supplier_name: str
    siae: bool
    mode: Mode
    rank: int | None = Field(description="From 1; null: excluded, withheld, or marks are missing somewhere.")
    total_points: int | None = Field(description="Hundredths of a point, of 10000; null: see `criteria`.")
    criteria: list[ComparedPoints]
    excluded: Excluded | None = Field(
        description="Why it cannot be awarded: it is not ranked, its price sets none."
    )
    expired: bool
    below_minimum: bool | None = Field(description="Null where the volumes may not be told.")
    valid_until: date
    cents: int | None = Field(description="The whole lot at the volumes compared, excluding VAT.")
    fixed_cents: int = Field(description="Of which paid once.")
    lines: list[ComparedLine]
    rebate_paid_to: PaidTo | None
    rebate_expected_cents: int | None = Field(
        description="The year-end rebate on this spend; not counted in the points. Null: none offered, or withheld."
    )
    version: int


class ComparisonOut(Out):
    lot_id: UUID
    lot_state: LotState
    basis: Basis = Field(
        description="`live`: what members staying need; `published`: totals published; `withheld`: they may not be told."
    )
    basis_said: str = Field(description="The same in words, with why where volumes are withheld.")
    how: str = Field(description="How points are computed, in words.")
    price_formula: PriceFormula
    on: date = Field(description="The day validity is judged: today, or that of the award.")
    criteria: list[ComparedCriterion]
    volumes: list[ComparedVolume]
    quotes: list[ComparedQuote] = Field(description="The best first; without ranks, the cheapest first.")
