"""What goes in and out of bank accounts and mandates. A whole number only comes in: what goes out is masked."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from essaim.agreements.schemas import absent
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, OneLine, Out

# Payment files are written in Latin letters: a name without any would be empty there.
Holder = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=70, pattern=r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]"),
    Clean,
    OneLine,
]
Typed = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Clean, OneLine]
MASKED = "Masked: country, check digits and last four characters, `FR76 **** 0189`."
ICS = "SEPA creditor identifier (ICS), needed to collect by direct debit."
EXAMPLE: dict[str, JsonValue] = {
    "label": "Compte courant",
    "holder": "La Salette-Bully",
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "bic": None,
    "creditor_identifier": None,
}


class BankAccountIn(In):
    """A bank account of the organisation acted for. Its number is sealed and never told whole again."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    label: Line
    holder: Holder = Field(description="Name of the account holder, as the bank knows it.")
    iban: Typed = Field(description="International account number, with or without spaces.")
    bic: Typed | None = Field(None, description="Filled from the IBAN where the bank is known.")
    creditor_identifier: Typed | None = Field(None, description=ICS)


class BankAccountChange(In):
    """What to change; a field left out stays as it is. Another number is another account."""

    label: Line = absent(examples=["Compte courant"])
    bic: Typed | None = absent(description="Null takes it away.")
    creditor_identifier: Typed | None = absent(description=f"{ICS} Null takes it away.")


class AccountQuery(PageQuery):
    open: bool | None = Field(None, description="Only the open accounts, or only the closed ones.")


class BankAccountOut(Out):
    id: UUID
    label: str
    holder: str
    iban_masked: str = Field(description=MASKED)
    bic: str | None
    bank_name: str | None
    creditor_identifier: str | None = Field(description=ICS)
    closed_at: Instant | None
    added_at: Instant
    fictional: bool
    version: int


class DebitMandateIn(In):
    """The consent of the organisation acted for to be debited by the lead of an agreement."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "agreement_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7d",
                    "bank_account_id": "019345ab-7c3d-7a4b-9c1d-2e3f4a5b6c7e",
                    "signed_on": "2026-11-20",
                }
            ]
        }
    )

    agreement_id: UUID
    bank_account_id: UUID = Field(description="An open account of the organisation acted for.")
    signed_on: Day = Field(description="Day of the signature, today at the latest.")


class MandateQuery(PageQuery):
    agreement_id: UUID | None = Field(None, description="Mandates of this agreement.")
    live: bool | None = Field(None, description="Only the mandates not revoked, or only the revoked ones.")


class DebitMandateOut(Out):
    id: UUID
    agreement_id: UUID
    agreement_name: str
    debtor_id: UUID
    debtor_name: str
    creditor_id: UUID
    creditor_name: str
    reference: str = Field(
        description="Unique mandate reference (RUM), told to the debtor at each collection."
    )
    iban_masked: str | None = Field(
        description=f"Account debited. {MASKED} Null for a creditor that may no longer collect."
    )
    signed_on: date
    revoked_at: Instant | None
    last_used_on: date | None
    lapses_on: date = Field(description="Unused until this day, 36 months, it no longer serves.")
    version: int
