"""What goes in and out of payment files. Money is integer cents of euro."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Out
from essaim.treasury.models import FileKind, FileState

MASKED = "Masked: country, check digits and last four characters, `FR76 **** 0189`."
MOST = 500


class FileIn(In):
    """What to pay from one account, or to collect on it, on one day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "kind": "transfers",
                    "bank_account_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7e",
                    "execution_on": "2026-12-01",
                    "statement_ids": ["019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7f"],
                    "transfer_ids": [],
                }
            ]
        }
    )

    agreement_id: UUID
    kind: FileKind = Field(
        description="`transfers`: what your organisation owes, or as the lead what the pool owes. "
        "`debits`: what is owed to the lead, by mandate."
    )
    bank_account_id: UUID = Field(description="An open account of the organisation acted for.")
    execution_on: Day = Field(description="Day on which the bank pays or collects.")
    statement_ids: list[UUID] = Field(
        default=[], max_length=MOST, description="For what is left to pay of each."
    )
    transfer_ids: list[UUID] = Field(
        default=[], max_length=MOST, description="Transfers of settlements carried out."
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.statement_ids and not self.transfer_ids:
            raise PydanticCustomError(
                "nothing_asked",
                "Name a statement or a transfer at least.",
                {
                    "fr": "Désignez au moins un relevé ou un virement.",
                    "en": "Name a statement or a transfer at least.",
                },
            )
        return self


class FileQuery(PageQuery):
    agreement_id: UUID | None = Field(None, description="Files of this agreement.")
    kind: FileKind | None = Field(None, description="Transfers or debits.")
    state: FileState | None = Field(None, description="`made`, `sent` to the bank or `cancelled`.")


class FileSummary(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    kind: FileKind
    format: str = Field(description="`pain.001.001.09` or `pain.008.001.08`.")
    message_id: str = Field(description="Number of the message, told to the bank.")
    bank_account_id: UUID
    bank_account_label: str
    iban_masked: str = Field(description=f"Account that pays or is paid. {MASKED}")
    execution_on: date
    item_count: int
    live_count: int = Field(description="Items whose payment is not recorded yet; 0 once cancelled.")
    total_cents: int = Field(description="Sum of the payments, in cents of euro.")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal.")
    state: FileState
    made_at: Instant
    version: int


class FileItem(Out):
    position: int
    organisation_id: UUID = Field(description="Who is paid, or debited.")
    organisation_name: str
    iban_masked: str = Field(description=f"Its account. {MASKED}")
    cents: int = Field(description="Amount, in cents of euro.")
    end_to_end_id: str = Field(description="Reference told to the other side: the number of the statement.")
    statement_id: UUID | None
    transfer_id: UUID | None
    mandate_reference: str | None = Field(description="Mandate by which it is debited.")
    live: bool = Field(
        description="False once its payment is recorded or the file cancelled: it may be asked for again."
    )


class FileOut(FileSummary):
    items: list[FileItem]
