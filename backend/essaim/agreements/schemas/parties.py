"""What goes in and out about parties."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.agreements.models import PartyRole, PartyState, Side
from essaim.agreements.schemas.common import Label
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Out
from essaim.organisations.models import ContractingAuthority


class PartyOut(Out):
    """An organisation in an agreement."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    contracting_authority: ContractingAuthority = Field(
        description="Whether this organisation is bound by public procurement."
    )
    role: PartyRole
    side: Side | None = Field(description="Its side, in a partnership.")
    college: str | None
    state: PartyState
    invited_at: Instant
    answered_at: Instant | None
    joined_on: date | None
    notice_given_on: date | None
    left_on: date | None = Field(description="Last day on which it takes part, once notice is given.")
    excluded: bool = Field(description="It was excluded by a decision, after being heard.")
    request_note: str | None = Field(description="Why it asked to join, while its request awaits an answer.")
    mine: bool = Field(description="The organisation acted for.")
    version: int


class PartyIn(In):
    """An invitation to an organisation of the directory."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"organisation_id": "019aa000-0000-7000-8000-000000000001", "role": "party"}]
        }
    )

    organisation_id: UUID
    role: Literal["party", "observer"] = Field("party", description="An observer reads and changes nothing.")
    side: Side | None = Field(
        None, description="Its side in a partnership; by default the side opposite the first."
    )
    college: Label | None = Field(None, description="Group of voters it belongs to.")


class Leaving(In):
    """Notice of withdrawal."""

    left_on: Day | None = Field(
        None, description="Last day of taking part; by default the earliest allowed.", examples=["2030-08-31"]
    )


class PartyQuery(PageQuery):
    state: PartyState | None = None
