"""What goes out of the journal."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from essaim.agreements.models import Kind
from essaim.audit.rules import Fault, Withheld
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Instant, Out

Action = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}[.][a-z_]{1,20}$")]
Subject = Annotated[str, StringConstraints(min_length=1, max_length=100), Clean]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
HASH = "SHA-256 in hexadecimal."


class RecordQuery(PageQuery):
    agreement_id: UUID = Field(description="Whose journal.")
    action: Action | None = Field(None, description="Table and verb.", examples=["parties.update"])
    subject_id: Subject | None = Field(
        None, description="What was written: the identifier in `subject_id` of a record."
    )


class RecordOut(Out):
    """One thing written under an agreement."""

    seq: int = Field(description="Number in the journal of the agreement, from 1, without a gap.")
    recorded_at: Instant
    organisation_id: UUID | None = Field(
        description="Who acted; null if the software did, or if it is not for you to know."
    )
    organisation_name: str | None
    person_name: str | None = Field(description="Told to their own organisation only.")
    action: str = Field(description="Table and verb, `parties.update`.")
    action_words: str = Field(description="The same in the language asked.")
    subject_id: str | None = Field(description="Identifier of what was written; null if not for you to know.")
    content: dict[str, Any] | None = Field(
        description="The row as it was written, in the names of the database; null when withheld."
    )
    withheld: Withheld | None = Field(
        description="Why there is no content: `figures` of other parties, `confidential` act of another party, "
        "`draft` of another party, `membership` asked or declined."
    )
    hash: str = Field(description=HASH)


class HeadOut(Out):
    """Where the journal stands. Keep it: whoever holds it can prove later that nothing before was rewritten."""

    agreement_id: UUID
    agreement_name: str
    agreement_kind: Kind
    seq: int = Field(description="Number of the last record; 0 while there is none.")
    hash: str = Field(description=HASH)
    recorded_at: Instant | None


class VerificationQuery(BaseModel):
    """How far back to verify, and a head kept from earlier."""

    model_config = ConfigDict(extra="forbid")

    records: int = Field(1000, ge=1, le=1000, description="How many of the last records to recompute.")
    seq: int | None = Field(None, ge=1, le=2**62, description="Number of a record whose hash you kept.")
    hash: Sha256 | None = Field(None, description="The hash you kept of it.")


class VerificationOut(Out):
    """The end of the chain, recomputed for you."""

    agreement_id: UUID
    intact: bool
    checked: int = Field(description="How many records were recomputed.")
    from_seq: int | None
    to_seq: int | None
    broken_seq: int | None = Field(description="The first number where the chain does not hold.")
    fault: Fault | None
    kept: Literal["same", "different", "unknown"] | None = Field(
        description="Whether the head you kept is still in the journal; null if you gave none."
    )
    sentence: str = Field(description="The result in the language asked.")
