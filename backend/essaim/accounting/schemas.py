"""What goes in and out of accounting. Amounts are integer cents of euro."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from essaim.kit.schemas import In, Line, Out
from essaim.ledger.models import Purpose

Number = Annotated[
    str,
    StringConstraints(pattern=r"^(1[013-9]|[2-7][0-9])[0-9]{1,8}$", max_length=10),
    Field(
        description="Accounting number: three to ten digits, classes 1 to 7; 12 is kept for results.",
        examples=["756200"],
    ),
]


class CodeIn(In):
    """The accounting number of a purpose."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"number": "756200", "name": "Contributions des membres"}]}
    )

    number: Number
    name: Line = Field(description="As the accountant names it, in French.")


class CodeOut(Out):
    purpose: Purpose
    meaning: str = Field(description="What the ledger keeps under this purpose, in the language asked.")
    number: str
    name: str
    default_number: str
    default_name: str
    chosen: bool = Field(description="Whether the lead chose it; else the default.")
    version: int = Field(description="Send it as If-Match to change the code; 0 for a default.")


class CodesOut(Out):
    agreement_id: UUID
    codes: list[CodeOut] = Field(description="One for each purpose of the ledger, always in the same order.")


class YearQuery(In):
    """Which year: the calendar one."""

    year: int = Field(ge=2000, le=2199, description="Calendar year.")


class BalanceExportQuery(YearQuery):
    format: Literal["xlsx"] = "xlsx"


class BalanceLineOut(Out):
    """An account over a year; of each pair of columns, one is 0."""

    number: str
    name: str
    third_number: str | None = Field(description="Auxiliary account: SIREN, RNA number or one of ours.")
    third_name: str | None = Field(description="The organisation it is kept for.")
    opening_debit_cents: int
    opening_credit_cents: int
    debit_cents: int = Field(description="Moved in the year, opening apart.")
    credit_cents: int
    closing_debit_cents: int
    closing_credit_cents: int


class TotalsOut(Out):
    """Sums of the columns: debit equals credit in each pair."""

    opening_debit_cents: int
    opening_credit_cents: int
    debit_cents: int
    credit_cents: int
    closing_debit_cents: int
    closing_credit_cents: int


class LeftOutOut(Out):
    """A unit other than the euro: its accounts are in the ledger, not in the accounts."""

    unit: str
    movements: int = Field(description="Of the year.")


class TrialBalanceOut(Out):
    agreement_id: UUID
    agreement_name: str
    year: int
    starts_on: date
    ends_on: date
    accounts: list[BalanceLineOut] = Field(description="By accounting number.")
    thirds: list[BalanceLineOut] = Field(
        description="The same, by organisation, of accounts kept for organisations."
    )
    totals: TotalsOut
    result_cents: int = Field(description="Products less charges of the year: above zero, a surplus.")
    entries: int = Field(description="Entries of the year, opening apart.")
    left_out: list[LeftOutOut] = Field(description="What is not in euros, and so is not here.")
