"""Documents of a round."""

from uuid import UUID

from pydantic import Field

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import In, Instant, Line, Out
from essaim.purchases.models import DocumentKind


class RoundDocumentLabel(In):
    """What a document is; its content is the body of the request."""

    kind: DocumentKind = Field(
        description="`evidence`: of a reference price, read by its organisation and the coordinator.",
        examples=["specification"],
    )
    title: Line = Field(examples=["Cahier des charges"])
    file_name: Line = Field(examples=["cahier-des-charges.pdf"])
    organisation_id: UUID | None = Field(
        None, description="Whose evidence it is, when the coordinator adds it for one of those asked."
    )


class RoundDocumentQuery(PageQuery):
    kind: DocumentKind | None = None


class RoundDocumentOut(Out):
    """A document as stored: its content is named by its SHA-256 and never changes."""

    id: UUID
    kind: DocumentKind
    organisation_id: UUID | None = Field(description="Whose evidence it is.")
    organisation_name: str | None
    title: str
    file_name: str
    media_type: str
    sha256: str = Field(description="SHA-256 of the content, hexadecimal.")
    size: int = Field(description="Bytes.")
    added_by_name: str
    added_at: Instant
    removable: bool = Field(description="Whether you may remove it now.")
