"""What goes in and out about entering an agreement."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.agreements.models import Kind, LegalFormCode, PartyState, Side
from essaim.agreements.schemas.common import Label, Note
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import In, Instant, Out, Search


class OpenAgreementOut(Out):
    """All that an organisation outside reads of an agreement that takes requests."""

    id: UUID
    kind: Kind
    name: str
    purpose: str
    legal_form: LegalFormCode
    legal_form_name: str
    lead_name: str | None
    my_state: PartyState | None = Field(description="Where the organisation acted for stands, if anywhere.")
    fictional: bool


class OpenQuery(PageQuery):
    q: Search | None = Field(None, description="Words of the name.")
    kind: Kind | None = None


class RequestIn(In):
    """A request to join."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"note": "Nous cherchons à partager un minibus."}]}
    )

    note: Note = Field(description="Why; read by the parties of the agreement.")


class RequestOut(Out):
    """One's own request to join an agreement, while it waits or once it was refused."""

    id: UUID
    agreement_id: UUID
    kind: Kind
    name: str
    lead_name: str | None
    state: PartyState = Field(description="`requested`: it awaits an answer; `declined`: it was refused.")
    note: str | None
    requested_at: Instant
    answered_at: Instant | None


class AdmissionIn(In):
    """The place given to an organisation that asked."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})

    role: Literal["party", "observer"] = Field("party", description="An observer reads and changes nothing.")
    side: Side | None = Field(
        None, description="Its side in a partnership; by default the side opposite the lead’s."
    )
    college: Label | None = Field(None, description="Group of voters it belongs to.")
