"""What goes in and out about documents."""

from datetime import date
from uuid import UUID

from pydantic import Field

from essaim.agreements.models import DocumentKind
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out


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
