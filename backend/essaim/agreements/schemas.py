"""What goes in and out of agreements, whatever their kind."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.agreements.models import (
    AgreementState,
    Confidentiality,
    DocumentKind,
    LegalFormCode,
    PartyRole,
    PartyState,
    Side,
)
from essaim.agreements.rules import ExitRule
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, Out, Search
from essaim.organisations.models import ContractingAuthority

"""A civil day; bounded so that the arithmetic of terms stays within the calendar."""
Purpose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Clean]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Clean]


def absent(**options: Any) -> Any:
    """A field of a merge patch: it may be left out, and null is refused where its type has no null."""
    return Field(default_factory=lambda: None, **options)


# Terms

NAME = "How the parties call it."
RENEWAL = "Months of each silent renewal; 0: the agreement is not renewed silently."
MAXIMUM = "How many times at most it renews itself; null: without limit."
NOTICE = "Months before the end of a term by which notice stops its renewal."
TERM_END = "Last day of the initial term; null: no fixed term."


class AgreementIn(In):
    """A draft; the organisation acted for becomes its lead and first party."""

    name: Line = Field(description=NAME, examples=["Mutualisation des fonctions de gestion"])
    purpose: Purpose = Field(description="What it is for.", examples=["Partager un minibus et une salle."])
    confidentiality: Confidentiality = Field(
        "aggregates", description="What each party reads of the others’ figures."
    )
    starts_on: Day = Field(examples=["2027-09-01"])
    term_ends_on: Day | None = Field(None, description=TERM_END, examples=["2030-08-31"])
    renewal_months: int = Field(0, ge=0, le=600, description=RENEWAL, examples=[12])
    maximum_renewals: int | None = Field(None, ge=0, le=1000, description=MAXIMUM)
    notice_months: int = Field(0, ge=0, le=120, description=NOTICE, examples=[6])


class AgreementChange(In):
    """JSON merge patch by the lead.

    In a draft, a change of anything but the name asks the parties that had accepted to accept anew. In force,
    it needs `amendment_id`: a signed document of kind `amendment` of this agreement.
    """

    name: Line = absent(description=NAME, examples=["Mutualisation des fonctions de gestion"])
    purpose: Purpose = absent(description="What it is for.")
    legal_form: LegalFormCode = absent()
    confidentiality: Confidentiality = absent()
    starts_on: Day = absent()
    term_ends_on: Day | None = absent(description=TERM_END)
    renewal_months: int = absent(ge=0, le=600, description=RENEWAL)
    maximum_renewals: int | None = absent(ge=0, le=1000, description=MAXIMUM)
    notice_months: int = absent(ge=0, le=120, description=NOTICE)
    amendment_id: UUID = absent(description="The signed amendment that allows the change.")


class TermOut(Out):
    """The term that runs today; see the fields of the agreement for what was agreed."""

    current_ends_on: date | None = Field(description="Last day of the current term.")
    renewals_done: int = Field(description="Silent renewals so far.")
    notice_deadline: date | None = Field(
        description="Last day to give notice against the next renewal; null when nothing renews."
    )
    notice_days_left: int | None = Field(description="Days to that deadline; null once it has passed.")
    renews_to: date | None = Field(description="Last day of the next term, if nobody gives notice in time.")
    days_left: int | None = Field(description="Days to the end of the current term; 0 on its last day.")
    over: bool = Field(description="The last term has ended.")


# Legal forms


class LegalFormOut(Out):
    """What a legal form changes, in the language asked. A reading for this software, not legal advice."""

    code: LegalFormCode
    name: str
    parties: str
    votes: str
    exit: str
    exit_rule: ExitRule = Field(
        description="The rule applied to withdrawals: at any time; at the end of a calendar year with notice; by the agreement’s own terms."
    )
    minimum_notice_months: int = Field(description="Notice that the form itself demands.")
    minimum_parties: int = Field(
        description="Accepted parties needed to put it in force; never fewer than two."
    )
    liability: str
    vat_note: str
    can_repay: bool | None = Field(
        description="Whether contributions can be given back; null: not a matter of this form."
    )
    staff_lending_note: str | None
    warning: str | None
    sources: list[str]
    to_check: list[str] = Field(
        description="What was not read in its text yet: have it checked before relying on it."
    )
    disclaimer: str


class LegalForms(Out):
    items: list[LegalFormOut]


# Agreements


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
    mine: bool = Field(description="The organisation acted for.")
    version: int


class AgreementOut(Out):
    """An agreement as the organisation acted for sees it."""

    id: UUID
    name: str
    purpose: str
    legal_form: LegalFormOut
    confidentiality: Confidentiality
    confidentiality_words: str = Field(description="What that means, in the language asked.")
    state: AgreementState
    starts_on: date
    term_ends_on: date | None = Field(description=TERM_END)
    renewal_months: int = Field(description=RENEWAL)
    maximum_renewals: int | None = Field(description=MAXIMUM)
    notice_months: int = Field(description=NOTICE)
    term: TermOut
    parties: list[PartyOut] = Field(
        description="The first hundred parties, lead first; the rest: GET /v1/agreements/{id}/parties."
    )
    parties_count: int = Field(description="Accepted parties today, observers included.")
    documents_count: int = Field(description="Documents that you may read.")
    my_party_id: UUID
    my_role: PartyRole
    my_side: Side | None
    my_state: PartyState
    earliest_exit_on: date | None = Field(
        description="Earliest last day if you gave notice today; null when you take no part."
    )
    what_becomes_visible: str | None = Field(
        description="For an invited organisation: what accepting shows, to it and of it."
    )
    fictional: bool
    version: int
    created_at: Instant
    updated_at: Instant


class AgreementSummary(Out):
    """A line in a list of agreements."""

    id: UUID
    name: str
    purpose: str
    legal_form: LegalFormCode
    legal_form_name: str
    state: AgreementState
    lead_id: UUID | None
    lead_name: str | None
    my_role: PartyRole
    my_state: PartyState
    parties_count: int
    starts_on: date
    term: TermOut
    fictional: bool
    version: int


class AgreementQuery(PageQuery):
    q: Search | None = Field(None, description="Words of the name.")
    state: AgreementState | None = None
    my_state: Literal["invited", "accepted", "left"] | None = Field(
        None, description="Where the organisation acted for stands; `invited`: it must answer."
    )


# Parties


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


# Documents


class DocumentOut(Out):
    """A document as stored: its content is named by its SHA-256 and never changes."""

    id: UUID
    kind: DocumentKind
    title: str
    file_name: str
    media_type: str
    sha256: str = Field(description="SHA-256 of the content, hexadecimal.")
    size: int = Field(description="Bytes.")
    signed_on: date | None = Field(description="When it was signed; a signed document is never removed.")
    added_by_id: UUID
    added_by_name: str
    added_at: Instant
    removable: bool = Field(description="Whether you may remove it.")


class DocumentQuery(PageQuery):
    kind: DocumentKind | None = None


class DocumentLabel(In):
    """What a document is; its content is the body of the request."""

    kind: DocumentKind = Field(examples=["convention"])
    title: Line = Field(examples=["Convention signée"])
    file_name: Line = Field(examples=["convention.pdf"])
    signed_on: Day | None = Field(None, description="Date of the last signature; absent: not signed.")
