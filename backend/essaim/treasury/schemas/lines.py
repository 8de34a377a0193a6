"""What goes in and out of bank statements. Amounts are integer cents of euro; received above zero, sent below."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, In, Instant, OneLine, Out
from essaim.treasury.models import BankFormat, BankLineState

FileName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Clean, OneLine
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), Clean]
MatchMethod = Literal["transfer", "direct_debit", "cheque", "other"]
Confidence = Literal["sure", "likely", "possible"]


class BankFileQuery(In):
    """The file that is sent: of which agreement, and its name."""

    agreement_id: UUID = Field(description="Whose money the account keeps; you are its lead.")
    file_name: FileName = Field(description="Name of the file.", examples=["releve-mars.csv"])


class BankImportQuery(PageQuery):
    agreement_id: UUID


class BankImportOut(Out):
    id: UUID
    agreement_id: UUID
    format: BankFormat
    file_name: str
    line_count: int = Field(description="Movements read in the file.")
    known_count: int = Field(description="Of which already there, left alone.")
    open_count: int = Field(
        description="Of those it brought, how many are still neither matched nor set aside."
    )
    starts_on: date | None = Field(description="Day of its first movement.")
    ends_on: date | None
    imported_by_name: str | None = Field(description="Null when it was somebody of another organisation.")
    imported_at: Instant


class BankFaultOut(Out):
    """What could not be read. The other movements of the file are kept."""

    line: int | None = Field(
        description="Line of a CSV file; of an XML file, which entry it is. Null when it is of the whole file."
    )
    column: str | None = Field(description="Name of the column, or of the XML element.")
    code: str
    value: str | None = Field(description="The beginning of what stands there.")
    message: str = Field(description="What to do, in the language asked.")


class BankImportReport(BankImportOut):
    already_imported: bool = Field(description="The very same file was imported before: nothing was added.")
    skipped: int = Field(
        description="Lines that are no movement: balances, totals, amounts of zero, entries not booked yet."
    )
    fault_count: int
    faults: list[BankFaultOut] = Field(description="The first 100.")


class BankLineQuery(PageQuery):
    agreement_id: UUID
    state: BankLineState | None = None
    direction: Literal["received", "sent"] | None = None


class MatchedOut(Out):
    """The payment that a movement was matched with."""

    payment_id: UUID
    statement_id: UUID
    statement_reference: str
    organisation_id: UUID = Field(description="Whose statement it is.")
    organisation_name: str
    cents: int = Field(description="Counted on the statement, never signed.")
    reversed: bool = Field(
        description="The payment was reversed since: unmatch the movement to use it again."
    )


class BankLineOut(Out):
    id: UUID
    agreement_id: UUID
    import_id: UUID
    booked_on: date
    cents: int = Field(description="Above zero: received; below: sent.")
    label: str
    counterparty: str | None
    bank_reference: str | None
    state: BankLineState
    note: str | None = Field(description="Why it was set aside.")
    matched: MatchedOut | None
    rest_cents: int = Field(description="What no statement accounts for, never signed; 0 once set aside.")
    version: int


class MatchIn(In):
    """What a movement pays."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"statement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d"}]}
    )

    statement_id: UUID
    cents: int | None = Field(
        None,
        ge=1,
        le=10**12,
        description="Counted on the statement; null: the whole movement, or what is left to settle if that is less.",
    )
    method: MatchMethod = "transfer"


class UnmatchIn(In):
    reason: Note = Field(description="Kept with the payment that is reversed.", examples=["Mauvais relevé"])


class SetAsideIn(In):
    note: Note = Field(description="Why it pays no statement.", examples=["Frais bancaires"])


class ProposalOut(Out):
    """A statement, or a transfer of a settlement, that the movement may pay."""

    kind: Literal["statement", "transfer"]
    statement_id: UUID | None
    transfer_id: UUID | None = Field(
        description="Record it as paid in its settlement, then set the movement aside."
    )
    settlement_id: UUID | None
    reference: str
    organisation_id: UUID
    organisation_name: str
    due_on: date | None
    remaining_cents: int = Field(description="Left to settle, never signed.")
    cents: int = Field(description="What the movement would settle of it.")
    confidence: Confidence
    why: str = Field(description="In the language asked.")


class ProposalsOut(Out):
    line_id: UUID
    items: list[ProposalOut] = Field(
        description="The surest first, 20 at most; none for a movement not open."
    )
