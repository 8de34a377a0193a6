"""What the parties of an agreement may decide about themselves: the typed content of a version of its rules.

Amounts are integer cents of euro, shares basis points (10,000 = 100 %). Fractions are exact. A version is stored as this
model's JSON; what a legal form forbids is refused by `profiles`.
"""

from typing import Annotated, Literal, LiteralString

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.models import Confidentiality
from essaim.agreements.rules import ExitRule
from essaim.kit.schemas import Cents, Clean, In, Line, ShortText

MajorityLevel = Literal["simple", "two_thirds", "three_quarters", "unanimity"]
MajorityBase = Literal["cast", "present", "all"]
Matter = Literal[
    "adopt_rules",
    "admit_party",
    "exclude_party",
    "approve_project",
    "appoint_coordinator",
    "award_lot",
    "dissolve",
    "opinion",
]
"""What may be put to the vote; also the name of the effect that the software applies."""
Weighting = Literal["equal", "stated", "contributions"]
BillableLine = Literal["wages", "social_charges", "expenses", "management_fee", "flat_fee"]
LENT_STAFF_LINES: tuple[BillableLine, ...] = ("wages", "social_charges", "expenses")
FigureCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]
OrganisationId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
CollegeName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Clean]


def _fault(code: LiteralString, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{en}", {"fr": fr, "en": en})


class Quorum(In):
    """How much of the electorate must be present or represented: `numerator / denominator`, 0/1 for none."""

    numerator: int = Field(0, ge=0, le=1000, examples=[2])
    denominator: int = Field(1, ge=1, le=1000, examples=[3])
    basis: Literal["members", "votes"] = Field("members", description="Counted in organisations or in votes.")

    @model_validator(mode="after")
    def _at_most_one(self) -> "Quorum":
        if self.numerator > self.denominator:
            raise _fault(
                "quorum_above_one",
                "Un quorum ne peut pas dépasser la totalité des votants.",
                "A quorum cannot exceed the whole electorate.",
            )
        return self


class Majority(In):
    """What must say yes. `simple`: strictly more than half; the others: at least that share, all for unanimity."""

    level: MajorityLevel = "simple"
    base: MajorityBase = Field(
        "cast",
        description="Share of votes cast (yes and no), of those present or represented, or of the whole electorate.",
    )


class College(In):
    """A group of voters and its weight in the result."""

    name: CollegeName
    weight_bp: int = Field(ge=1, le=10_000, description="Weight in basis points; all colleges sum to 10,000.")


class StatedVotes(In):
    """Votes of one party, when they are not equal."""

    organisation_id: OrganisationId
    votes: int = Field(ge=1, le=1_000_000)


class SecondCall(In):
    """A meeting convened again after a failed quorum."""

    allowed: bool = True
    quorum: Quorum = Field(default_factory=lambda: Quorum(numerator=0, denominator=1, basis="members"))
    notice_days: int = Field(0, ge=0, le=365)


class MatterRule(In):
    """Another quorum or majority for one kind of decision."""

    matter: Matter
    quorum: Quorum | None = None
    majority: Majority | None = None


class VotingRule(In):
    """How the parties decide. Sources of the defaults: CASF R.312-194-19 and following (GCSMS), used elsewhere as good practice."""

    weighting: Weighting = Field(
        "equal",
        description="One vote each; votes stated per party; or pro rata to contributions on the ledger.",
    )
    stated_votes: list[StatedVotes] = Field(default_factory=list, max_length=500)
    cap_bp: int | None = Field(
        None, ge=1, le=10_000, description="No party weighs more than this share of all votes."
    )
    colleges: list[College] = Field(default_factory=list, max_length=20)
    quorum: Quorum = Field(default_factory=lambda: Quorum(numerator=1, denominator=2, basis="members"))
    majority: Majority = Field(default_factory=lambda: Majority(level="simple", base="cast"))
    abstentions_count: bool = Field(
        False, description="An abstention counts among the votes cast, hence against."
    )
    tie: Literal["rejected", "chair"] = Field(
        "rejected", description="As many yes as no: rejected, or the lead decides."
    )
    second_call: SecondCall = Field(default_factory=SecondCall)
    proxy_limit: int = Field(1, ge=0, le=20, description="Proxies one organisation may hold; 0: no proxy.")
    double_majority: bool = Field(
        False, description="A majority of members and a majority of contributions, both."
    )
    ballot: Literal["named", "secret"] = "named"
    federation_vote: Literal["through_members", "itself"] = Field(
        "through_members",
        description="When a federation and some of its members are parties: its members vote, or it does; never both.",
    )
    concerned_party_votes: bool = Field(False, description="A party votes on its own exclusion.")
    notice_days: int = Field(15, ge=0, le=365, description="Days between the convocation and the opening.")
    urgent_notice_hours: int = Field(48, ge=0, le=720)
    matters: list[MatterRule] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _coherent(self) -> "VotingRule":
        if self.colleges and sum(college.weight_bp for college in self.colleges) != 10_000:
            raise _fault(
                "college_weights",
                "Les poids des collèges doivent faire 100\u00a0% en tout.",
                "The weights of the colleges must sum to 100%.",
            )
        if len({college.name for college in self.colleges}) != len(self.colleges):
            raise _fault(
                "college_twice", "Deux collèges portent le même nom.", "Two colleges have the same name."
            )
        if len({rule.matter for rule in self.matters}) != len(self.matters):
            raise _fault(
                "matter_twice",
                "Un genre de décision a deux règles\u00a0: gardez-en une.",
                "One kind of decision has two rules: keep one.",
            )
        if len({vote.organisation_id for vote in self.stated_votes}) != len(self.stated_votes):
            raise _fault(
                "votes_twice",
                "Une organisation a deux nombres de voix\u00a0: gardez-en un.",
                "One organisation has two numbers of votes: keep one.",
            )
        return self


class EntryRule(In):
    """How a newcomer enters."""

    admission: Literal["lead", "vote"] = Field(
        "lead", description="The lead admits, or the members vote each admission."
    )
    liable_for_earlier_debts: bool = Field(
        False, description="A newcomer answers for debts older than its entry, in proportion to its share."
    )


class LeavingRule(In):
    """How a party leaves, what it owes, what it gets back."""

    timing: ExitRule = "agreement_terms"
    notice_months: int = Field(0, ge=0, le=120)
    owes_current_year: bool = Field(
        True, description="Charges of the calendar year of exit remain due; never those of later years."
    )
    repays_stake: bool = Field(True, description="Repayable contributions not consumed are given back.")
    instalments: int = Field(1, ge=1, le=60)
    months_between: int = Field(1, ge=1, le=12, description="Months between instalments.")
    late_release_to_leavers: bool = Field(
        False,
        description="Money released by a project after an exit is shared with who paid for it and left.",
    )


class FundRule(In):
    """How a common fund is used."""

    consumption: Literal["yearly_first", "pro_rata"] = Field(
        "yearly_first",
        description="Projects use contributions that are not repayable first, or all in proportion.",
    )


class ApprovalRule(In):
    """Who must agree to a payment."""

    threshold_cents: Cents = Field(100_000, description="Above it, two organisations must approve.")
    window_days: int = Field(30, ge=1, le=366, description="Payments are cumulated over so many days.")


KeyRule = Literal[
    "parts",
    "arrival",
    "same_percentage",
    "same_saving",
    "same_percentage_stable",
    "separable_equal",
    "separable_benefit",
    "least_unhappy",
]
"""How a key shares: by its parts, or by a fair rule over what each would pay alone (`essaim.fairness.sharing`)."""


class KeyFilter(In):
    """Which parties a part of a key is for: those whose figure lies between two values, in the smallest unit."""

    code: FigureCode
    at_least: int | None = Field(None, ge=0, le=10**15)
    at_most: int | None = Field(None, ge=0, le=10**15)

    @model_validator(mode="after")
    def _bounded(self) -> "KeyFilter":
        if self.at_least is None and self.at_most is None:
            raise _fault(
                "filter_bounds",
                "Donnez un minimum, un maximum ou les deux.",
                "Give a minimum, a maximum or both.",
            )
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise _fault(
                "filter_bounds", "Le minimum dépasse le maximum.", "The minimum is above the maximum."
            )
        return self


class KeyPart(In):
    """A part of an allocation key."""

    basis: Literal["equal", "figure", "usage"]
    code: FigureCode | None = Field(
        None, description="The dated figure (`beds`, `fte`…) or the unit of use (`km`…)."
    )
    weight_bp: int = Field(ge=1, le=10_000)
    only: KeyFilter | None = Field(None, description="Only the parties with such a figure; null: all.")

    @model_validator(mode="after")
    def _says_by_what(self) -> "KeyPart":
        if (self.code is None) != (self.basis == "equal"):
            raise _fault(
                "key_code",
                "Dites selon quel chiffre ou quel usage partager, sauf à parts égales.",
                "Say by which figure or use to share, except in equal parts.",
            )
        return self


class KeyLimit(In):
    """A floor or a cap on what each of some parties pays: an amount, or a share of the amount shared."""

    kind: Literal["floor", "cap"]
    cents: Cents | None = None
    share_bp: int | None = Field(None, ge=0, le=10_000)
    organisation_ids: list[OrganisationId] = Field(
        default_factory=list, max_length=500, description="Whom it is for; empty: every party."
    )

    @model_validator(mode="after")
    def _one_bound(self) -> "KeyLimit":
        if (self.cents is None) == (self.share_bp is None):
            raise _fault(
                "limit_bound",
                "Donnez un montant ou un pourcentage, l’un des deux.",
                "Give an amount or a percentage, one of the two.",
            )
        return self


class AllocationKey(In):
    """How one kind of cost is shared; applied by cost allocations."""

    name: Line
    rule: KeyRule = Field("parts", description="By parts, or by a fair rule over the prices alone.")
    parts: list[KeyPart] = Field(default_factory=list, max_length=10)
    excluded: list[OrganisationId] = Field(
        default_factory=list, max_length=500, description="Parties that never pay for this kind of cost."
    )
    limits: list[KeyLimit] = Field(default_factory=list, max_length=10)

    @model_validator(mode="after")
    def _whole(self) -> "AllocationKey":
        if self.rule != "parts":
            if self.parts:
                raise _fault(
                    "key_rule",
                    "Une clé partage par parts ou par une règle équitable, pas les deux.",
                    "A key shares by parts or by a fair rule, not both.",
                )
            return self
        if sum(part.weight_bp for part in self.parts) != 10_000:
            raise _fault(
                "key_parts",
                "Les parts d’une clé doivent faire 100\u00a0% en tout.",
                "The parts of a key must sum to 100%.",
            )
        return self


class JoiningTariff(In):
    """The price of a newcomer for the year it joins, pro rata to its days: an amount and a price per unit of a figure."""

    name: Line
    fixed_cents: Cents = 0
    per_unit_cents: Cents = 0
    code: FigureCode | None = Field(
        None, description="The figure counted (`beds`…); null: the fixed amount only."
    )

    @model_validator(mode="after")
    def _priced(self) -> "JoiningTariff":
        if self.code is None and self.per_unit_cents:
            raise _fault(
                "tariff_code",
                "Dites de quel chiffre vous donnez le prix par unité.",
                "Say of which figure you give the price per unit.",
            )
        return self


class Quota(In):
    """The most one organisation may book of the resources of one kind shared under the agreement."""

    resource_kind: Literal[
        "room", "vehicle", "equipment", "lodging", "skill", "staff_hours", "placement_site"
    ]
    maximum_hours: int = Field(ge=1, le=9000)
    period: Literal["week", "month", "year"]


class PurchasingRule(In):
    """How a supplier is chosen in a group purchase."""

    vote_from_cents: Cents | None = Field(
        None,
        description="A lot of this amount or more is awarded by a vote; 0: every lot; null: by the coordinator, whatever it costs.",
    )


class StaffLending(In):
    """What a lender may bill for lent staff (Code du travail, art. L. 8241-1)."""

    billable: list[BillableLine] = Field(default_factory=lambda: list(LENT_STAFF_LINES), max_length=5)


class Rulebook(In):
    """A version of the rules of an agreement."""

    voting: VotingRule = Field(default_factory=VotingRule)
    entry: EntryRule = Field(default_factory=EntryRule)
    exit: LeavingRule = Field(default_factory=LeavingRule)
    confidentiality: Confidentiality = "aggregates"
    approvals: ApprovalRule = Field(default_factory=ApprovalRule)
    fund: FundRule = Field(default_factory=FundRule)
    allocation_keys: list[AllocationKey] = Field(default_factory=list, max_length=50)
    joining_tariffs: list[JoiningTariff] = Field(default_factory=list, max_length=20)
    quotas: list[Quota] = Field(default_factory=list, max_length=20)
    purchasing: PurchasingRule = Field(default_factory=PurchasingRule)
    staff_lending: StaffLending = Field(default_factory=StaffLending)
    other_clauses: ShortText | None = Field(None, description="What the software does not apply, in words.")
