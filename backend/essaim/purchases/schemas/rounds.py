"""Rounds: what is asked to open one, and what is read of it."""

from datetime import date
from typing import Annotated, Any, Literal, LiteralString
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.schemas import Note, absent
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, LongText, Out, Page, ShortText
from essaim.purchases.models import Confidentiality, PriceFormula, RoundState, Sharing, ShortfallRule
from essaim.purchases.rules.calendar import in_order
from essaim.purchases.rules.criteria import speaks_of_place
from essaim.purchases.schemas.lots import LotOut

MAXIMUM_ASKED = 500
CriterionKind = Literal["price", "quality", "egalim", "siae", "social", "environment", "delivery", "other"]
CriterionCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
BasisPoints = Annotated[int, Field(ge=0, le=10_000)]
Undertaking = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Clean]
Action = Literal[
    "change",
    "open",
    "close_needs",
    "remind",
    "open_quotes",
    "award",
    "close",
    "cancel",
    "copy",
    "undertake",
    "state_needs",
    "leave",
    "order",
]
NEEDS_UNTIL = "Last day to state needs."
QUOTES_UNTIL = "Last day for suppliers' quotes; they are opened from that day on."
AWARD_ON = "Day of the award foreseen: until then whoever needs something may leave a lot."
STARTS_ON = "First day of the contract."
ENDS_ON = "Last day of the contract."
FORMULA = (
    "Points of the price: `lowest_over_price`: weight × lowest price / price;"
    " `linear`: weight × (1 − (price − lowest) / lowest), never below 0."
)
SHARING = (
    "How what is paid is shared: `same_price` for all; `arrival`: by order of arrival, averaged over all orders;"
    " `same_percentage`: everybody saves the same part of its price alone."
)
SHORTFALL = "Who pays when orders miss the step of price awarded: everybody by its orders, or those short of what they committed."


def _fault(code: LiteralString, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{en}", {"fr": fr, "en": en})


class CriterionIn(In):
    """What a quote is judged by."""

    code: CriterionCode = Field(description="Its short name, unique in the round.", examples=["quality"])
    kind: CriterionKind = Field(
        description="`egalim`: share of sustainable and quality products in the meaning of the EGAlim law;"
        " `siae`: inclusive enterprises and ESAT."
    )
    name: Line = Field(examples=["Qualité"])
    weight: Annotated[int, Field(ge=1, le=100)] = Field(description="Points out of 100.")
    note: ShortText | None = Field(None, description="How it is judged.")

    @model_validator(mode="after")
    def _no_place(self) -> "CriterionIn":
        if speaks_of_place(self.name) or speaks_of_place(self.code.replace("_", " ")):
            raise _fault(
                "local_is_no_label",
                "«\u00a0Local\u00a0» n’est pas un critère\u00a0: la loi EGAlim ne le compte pas, et un acheteur public ne peut pas"
                " l’exiger. Notez plutôt un label, un délai de livraison ou un effet sur l’environnement.",
                "“Local” is no criterion: the EGAlim law does not count it, and a public buyer may not require it."
                " Score a label, a delivery time or an effect on the environment instead.",
            )
        return self


class CriterionOut(Out):
    code: str
    kind: CriterionKind
    name: str
    weight: int = Field(description="Points out of 100.")
    note: str | None


Criteria = Annotated[
    list[CriterionIn],
    Field(min_length=1, max_length=20, description="Exactly one of kind `price`; weights sum to 100."),
]
Asked = Annotated[
    list[UUID],
    Field(
        max_length=MAXIMUM_ASKED,
        description="Organisations asked, in the order in which cents of rounding are given.",
    ),
]


def _check_criteria(criteria: list[CriterionIn]) -> None:
    if sum(one.weight for one in criteria) != 100 or sum(one.kind == "price" for one in criteria) != 1:
        raise _fault(
            "criteria_weights",
            "Les poids des critères font 100 en tout, et un seul critère est le prix.",
            "The weights of the criteria make 100 in all, and exactly one criterion is the price.",
        )
    if len({one.code for one in criteria}) < len(criteria):
        raise _fault(
            "criterion_twice",
            "Deux critères portent le même code.",
            "Two criteria have the same code.",
        )


def _check_asked(asked: list[UUID]) -> None:
    if len(set(asked)) < len(asked):
        raise _fault(
            "asked_twice",
            "Une organisation est deux fois dans la liste.",
            "An organisation is twice in the list.",
        )


class _Calendar(In):
    needs_until: Day = Field(description=NEEDS_UNTIL)
    quotes_until: Day = Field(description=QUOTES_UNTIL)
    award_on: Day = Field(description=AWARD_ON)
    starts_on: Day = Field(description=STARTS_ON)
    ends_on: Day = Field(description=ENDS_ON)

    @model_validator(mode="after")
    def _in_order(self) -> "_Calendar":
        if not in_order(self.needs_until, self.quotes_until, self.award_on, self.starts_on, self.ends_on):
            raise _fault(
                "calendar_order",
                "Les dates se suivent\u00a0: besoins, puis offres, puis attribution\u00a0; le marché finit après son début et son attribution.",
                "The dates follow one another: needs, then quotes, then the award; the contract ends after its start and its award.",
            )
        return self


EXAMPLE: dict[str, Any] = {
    "agreement_id": "019e0000-0000-7000-8000-000000000000",
    "title": "Gants nitrile 2027",
    "needs_until": "2027-01-31",
    "quotes_until": "2027-02-28",
    "award_on": "2027-03-15",
    "starts_on": "2027-04-01",
    "ends_on": "2028-03-31",
    "criteria": [
        {"code": "price", "kind": "price", "name": "Prix", "weight": 60},
        {"code": "quality", "kind": "quality", "name": "Qualité", "weight": 20},
        {"code": "rse", "kind": "environment", "name": "RSE", "weight": 20},
    ],
}


class RoundIn(_Calendar):
    """A round to prepare."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    agreement_id: UUID
    title: Line = Field(examples=["Gants nitrile 2027"])
    description: LongText | None = None
    criteria: Criteria
    price_formula: PriceFormula = Field("lowest_over_price", description=FORMULA)
    sharing: Sharing = Field("same_price", description=SHARING)
    shortfall: ShortfallRule = Field("by_orders", description=SHORTFALL)
    rebate_kept_bp: BasisPoints = Field(
        0, description="Part of the year-end rebate that the network keeps, basis points."
    )
    undertaking: Undertaking | None = Field(
        None, description="What each organisation undertakes before it states its needs; null: nothing."
    )
    organisation_ids: Asked | None = Field(
        None,
        description="Those asked; null: every party that takes part, without the coordinator between competitors.",
    )

    @model_validator(mode="after")
    def _coherent(self) -> "RoundIn":
        _check_criteria(self.criteria)
        _check_asked(self.organisation_ids or [])
        return self


class RoundChange(In):
    """What to change; a field left out stays as it is (JSON Merge Patch).

    Until the award: the title, the description, and later dates. The rest in a draft only.
    """

    title: Line = absent()
    description: LongText | None = absent()
    needs_until: Day = absent(description=NEEDS_UNTIL)
    quotes_until: Day = absent(description=QUOTES_UNTIL)
    award_on: Day = absent(description=AWARD_ON)
    starts_on: Day = absent(description=STARTS_ON)
    ends_on: Day = absent(description=ENDS_ON)
    criteria: Criteria = absent()
    price_formula: PriceFormula = absent(description=FORMULA)
    sharing: Sharing = absent(description=SHARING)
    shortfall: ShortfallRule = absent(description=SHORTFALL)
    rebate_kept_bp: BasisPoints = absent()
    undertaking: Undertaking | None = absent()

    @model_validator(mode="after")
    def _coherent(self) -> "RoundChange":
        if self.criteria:
            _check_criteria(self.criteria)
        return self


class CopyIn(_Calendar):
    """A new draft after a past round: lots, items, criteria, rules and those asked; never its needs nor its prices."""

    title: Line = Field(examples=["Gants nitrile 2028"])


class AskedIn(In):
    """Everybody who is asked."""

    organisation_ids: Annotated[
        list[UUID],
        Field(
            min_length=2,
            max_length=MAXIMUM_ASKED,
            description="In the order in which cents of rounding are given.",
        ),
    ]

    @model_validator(mode="after")
    def _coherent(self) -> "AskedIn":
        _check_asked(self.organisation_ids)
        return self


class CancelIn(In):
    """Why a round is given up; its members read it."""

    reason: Note


class ReminderIn(In):
    """A word added to the reminder."""

    message: Note | None = None


class RemindedOut(Out):
    reminded: int = Field(description="Organisations reminded: asked, and without an answer.")
    mailed: int = Field(description="Directors to whom a mail went; 0 without a mail server.")


class RoundQuery(PageQuery):
    agreement_id: UUID | None = Field(None, description="Absent: every agreement of your organisation.")
    state: RoundState | None = None


class MembersQuery(PageQuery):
    """Those asked, in their order."""


class MineOut(Out):
    """Your organisation in the round."""

    asked: bool
    answered: bool = Field(description="It stated its needs, or said it has none.")
    undertaken: bool = Field(description="It gave the undertaking asked, if there is one.")


class RoundSummary(Out):
    """A round in a list."""

    id: UUID
    agreement_id: UUID
    agreement_name: str
    number: int = Field(description="In the agreement, from 1.")
    title: str
    state: RoundState = Field(description="For an organisation that left: that of its last day.")
    needs_until: date = Field(description=NEEDS_UNTIL)
    quotes_until: date = Field(description=QUOTES_UNTIL)
    award_on: date = Field(description=AWARD_ON)
    starts_on: date = Field(description=STARTS_ON)
    ends_on: date = Field(description=ENDS_ON)
    lots_count: int
    members_count: int = Field(description="Organisations asked.")
    answered_count: int = Field(description="How many of them answered; never which.")
    mine: MineOut | None = Field(description="Null when your organisation is not asked.")
    coordinates: bool = Field(description="Your organisation coordinates the round.")


class RoundOut(RoundSummary):
    """A round with its lots, its rules and what you may do."""

    description: str | None
    coordinator_name: str | None = Field(
        description="The lead of the agreement; null when it cannot be told to you any more."
    )
    confidentiality: Confidentiality = Field(
        description="What is read of the others: the stricter of the agreement's rule when the survey opened and today's."
    )
    sees_all: bool = Field(description="Your organisation reads the needs, orders and results of the others.")
    criteria: list[CriterionOut]
    price_formula: PriceFormula = Field(description=FORMULA)
    sharing: Sharing = Field(description=SHARING)
    shortfall: ShortfallRule = Field(description=SHORTFALL)
    rebate_kept_bp: int = Field(
        description="Part of the year-end rebate that the network keeps, basis points."
    )
    undertaking: str | None
    copied_from_id: UUID | None = Field(description="The round this one was prepared after.")
    opened_at: Instant | None = Field(description="When the survey of needs opened.")
    needs_closed_at: Instant | None
    quotes_opened_at: Instant | None
    closed_at: Instant | None
    cancelled_at: Instant | None
    cancelled_because: str | None
    lots: list[LotOut]
    documents_count: int = Field(description="Documents that you may read.")
    actions: list[Action] = Field(description="What you may do now.")
    version: int


class MemberOut(Out):
    """One of those asked."""

    organisation_id: UUID
    organisation_name: str
    answered_at: Instant | None
    undertaken_at: Instant | None
    left_lot_ids: list[UUID] = Field(description="Lots that it left.")
    reminders: int
    reminded_at: Instant | None


class MembersOut(Page[MemberOut]):
    """Those asked: each of them for who reads all, your own line elsewhere; the counts for everybody."""

    members_count: int
    answered_count: int
