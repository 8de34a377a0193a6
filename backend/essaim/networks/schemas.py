"""What goes in and out of networks."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Cents, Day, In, Instant, Line, LongText, Out, Search
from essaim.networks.models import Category, State
from essaim.networks.rules import Side

Source = Literal["direct", "inherited"]
BenefitCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{2,60}$")]

ON = "Day considered; today when absent."
LAST_DAY = "Last day, included; null while there is none."


class DayQuery(In):
    on: Day | None = Field(None, description=ON)


class NetworkQuery(PageQuery):
    q: Search | None = Field(None, description="Part of the name, accents ignored.")
    mine: bool = Field(
        False, description="Only my own network and those I belong to, now or soon, or wait to join."
    )


class MemberQuery(PageQuery):
    category: Category | None = None
    state: State = Field(
        "active",
        description="`active` lists those in force on the day; the others concern only their two sides.",
    )
    is_network: bool | None = Field(None, description="Only the members that are, or are not, networks.")
    on: Day | None = Field(None, description=ON)


class MembershipQuery(PageQuery):
    side: Side | None = Field(
        None, description="My side: `member` where I join, `network` where others join me."
    )
    state: State | None = None
    awaiting_me: bool = Field(False, description="Only those my organisation must answer.")


class EffectiveQuery(PageQuery):
    organisation_id: UUID | None = Field(None, description="The one I act for when absent.")
    on: Day | None = Field(None, description=ON)


class BenefitQuery(PageQuery):
    on: Day | None = Field(None, description="Only the benefits open on this day; all when absent.")


class BeneficiaryQuery(PageQuery):
    on: Day | None = Field(None, description=ON)
    is_network: bool | None = Field(None, description="Only networks, or only other organisations.")
    member_of: UUID | None = Field(None, description="Only those who belong to this network on the day.")


class MembershipIn(In):
    """A membership asked: by the network, who offers it, or by the organisation, who requests it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "organisation_id": "01930c5a-6c00-7000-8000-000000000001",
                    "category": "member",
                    "starts_on": "2027-01-01",
                    "payer": "member",
                    "yearly_fee_cents": 35000,
                }
            ]
        }
    )

    organisation_id: UUID
    category: Category = Field(description="`associate`: a partner of the network, who inherits nothing.")
    starts_on: Day = Field(description="First day; may be past, for a membership that already runs.")
    payer: Side = Field("member", description="Who pays the fee.")
    yearly_fee_cents: Cents | None = None


class MembershipEnd(In):
    ends_on: Day = Field(description="Last day of the membership: today or later.", examples=["2027-05-10"])


class BenefitIn(In):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "group_purchasing",
                    "name": "Achats groupés",
                    "passes_on": True,
                    "individual_fee_cents": 35000,
                    "starts_on": "2027-01-01",
                }
            ]
        }
    )

    code: BenefitCode
    name: Line
    description: LongText | None = None
    passes_on: bool = Field(description="Also for the full members of the member networks.")
    for_associates: bool = Field(False, description="Also for this network’s own associates.")
    individual_fee_cents: Cents | None = Field(
        None, description="What one organisation would pay a year for it alone, in cents."
    )
    starts_on: Day
    ends_on: Day | None = Field(None, description=LAST_DAY)


class BenefitChange(In):
    """Only the fields to change; null empties `description`, `individual_fee_cents` and `ends_on`."""

    name: Line | None = Field(None, examples=["Achats groupés"])
    description: LongText | None = None
    passes_on: bool | None = None
    for_associates: bool | None = None
    individual_fee_cents: Cents | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None


class MyMembership(Out):
    """The present, coming or waiting membership of the organisation one acts for."""

    id: UUID
    state: State
    category: Category
    starts_on: date
    ends_on: date | None


class NetworkOut(Out):
    id: UUID = Field(description="The network’s organisation.")
    name: str
    short_name: str | None
    city: str | None
    department_code: str | None
    fictional: bool
    members: int = Field(description="Full members in force today.")
    associates: int = Field(description="Associates in force today.")
    is_mine: bool = Field(description="Whether I act for this network.")
    my_membership: MyMembership | None


class ParentOut(Out):
    """A network the network belongs to."""

    membership_id: UUID
    network_id: UUID
    network_name: str
    category: Category
    starts_on: date
    ends_on: date | None


class NetworkDetail(NetworkOut):
    description: str | None
    website: str | None
    member_networks: int = Field(description="Members in force today that are networks themselves.")
    awaiting: int | None = Field(description="Requests waiting for my network; null for others’ networks.")
    belongs_to: list[ParentOut] = Field(max_length=100)


class MembershipOut(Out):
    id: UUID
    network_id: UUID
    network_name: str
    organisation_id: UUID
    organisation_name: str
    organisation_city: str | None
    organisation_is_network: bool
    category: Category
    state: State = Field(description="`requested` by the member, `offered` by the network, until answered.")
    my_side: Side | None
    awaits_me: bool = Field(description="Whether my organisation must answer.")
    payer_id: UUID
    payer_name: str
    yearly_fee_cents: int | None = Field(description="Told to the two sides only; null if unknown.")
    asked_at: Instant
    answered_at: Instant | None
    starts_on: date
    ends_on: date | None = Field(description=LAST_DAY)
    fictional: bool
    version: int


class BenefitOut(Out):
    id: UUID
    network_id: UUID
    network_name: str
    code: str
    name: str
    description: str | None
    passes_on: bool
    for_associates: bool
    individual_fee_cents: int | None
    starts_on: date
    ends_on: date | None
    fictional: bool
    version: int


class Step(Out):
    """One network of a path."""

    network_id: UUID
    name: str


class Way(Out):
    """One way a benefit reaches an organisation."""

    source: Source
    path: list[Step] = Field(
        max_length=10, description="From the organisation’s own network to the network that gives it."
    )
    payer_id: UUID
    payer_name: str = Field(description="Who pays the membership in the network that gives it.")
    starts_on: date = Field(description="First day common to the benefit and the whole path.")
    ends_on: date | None = Field(description="Last day common to the benefit and the whole path.")


class BeneficiaryOut(Out):
    organisation_id: UUID
    organisation_name: str
    is_network: bool
    source: Source = Field(description="`direct` as soon as one way is.")
    ways: list[Way] = Field(description="Every way, the shortest first.", max_length=100)


class EffectiveBenefit(Out):
    benefit_id: UUID
    code: str
    name: str
    individual_fee_cents: int | None
    starts_on: date
    ends_on: date | None


class EffectiveOut(Out):
    """A membership one holds, or has through one’s networks, with what it gives by this path."""

    membership_id: UUID = Field(description="One’s own membership, with which the path begins.")
    network_id: UUID
    network_name: str
    source: Source
    category: Category
    path: list[Step] = Field(max_length=10)
    payer_id: UUID
    payer_name: str
    starts_on: date
    ends_on: date | None
    benefits: list[EffectiveBenefit]


class CarrierOut(Out):
    """A network that hands the benefit on to its members."""

    network_id: UUID
    name: str
    members: int
    members_reached: int
    associates: int
    associates_reached: int


class BenefitSummary(Out):
    benefit_id: UUID
    code: str
    name: str
    network_id: UUID
    network_name: str
    on: date
    beneficiaries: int = Field(description="Organisations that have it, networks left out.")
    networks: int = Field(description="Networks that have it.")
    direct: int = Field(description="Beneficiaries by a membership of their own.")
    inherited: int = Field(description="Beneficiaries through a network only.")
    both: int = Field(description="Beneficiaries both ways: they may be paying for nothing.")
    carriers: list[CarrierOut] = Field(max_length=200)
    individual_fee_cents: int | None
    individual_fees_avoided_cents: int | None = Field(
        description="`inherited` × the fee of one organisation, a year; null if the fee is unknown."
    )
    paid_cents: int | None = Field(
        description="What the carrying networks pay a year for their memberships; null if unknown, or not yours to know."
    )
    net_saved_cents: int | None


class TreeNode(Out):
    network_id: UUID
    name: str
    short_name: str | None
    membership_id: UUID | None = Field(description="Its membership in the network above; null at the root.")
    category: Category | None
    starts_on: date | None
    ends_on: date | None
    members: int = Field(description="Full members in force, networks included.")
    associates: int
    children: list["TreeNode"] = Field(description="Its member networks.", max_length=500)


class Tree(Out):
    on: date
    root: TreeNode
    truncated: bool = Field(description="Whether networks were left out: at most 6 levels and 500 networks.")
