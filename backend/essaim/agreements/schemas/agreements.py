"""What goes in and out of an agreement, whatever its kind."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from essaim.agreements.models import (
    AgreementState,
    Confidentiality,
    LegalFormCode,
    PartyRole,
    PartyState,
    Side,
)
from essaim.agreements.schemas.common import Purpose, absent
from essaim.agreements.schemas.forms import LegalFormOut
from essaim.agreements.schemas.parties import PartyOut
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out, Search

NAME = "How the parties call it."
RENEWAL = "Months of each silent renewal; 0: the agreement is not renewed silently."
MAXIMUM = "How many times at most it renews itself; null: without limit."
NOTICE = "Months before the end of a term by which notice stops its renewal."
OPEN = "Any signed-in organisation reads its name, purpose, legal form and lead, and may ask to join once it is in force."
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
    open_to_requests: bool = Field(False, description=OPEN)


class AgreementChange(In):
    """JSON merge patch by the lead.

    In a draft, a change of anything but the name and `open_to_requests` asks the parties that had accepted to accept
    anew. In force, it needs `amendment_id`: a signed document of kind `amendment` of this agreement. Once rules are
    proposed for a draft or adopted, notice and confidentiality are theirs to say.
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
    open_to_requests: bool = absent(description=OPEN)
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
    open_to_requests: bool = Field(description=OPEN)
    rules_number: int | None = Field(
        description="Version of the rules in force today; null: what the legal form says by default."
    )
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
