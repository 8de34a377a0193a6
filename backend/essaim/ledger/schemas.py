"""What goes in and out of the ledger.

Amounts are integers of the smallest unit of their `unit`: `EUR/2` counts cents, `HOUR/2` hundredths of an hour.
"""

from datetime import date
from typing import Annotated, Literal, Self, get_args
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.agreements.models import Confidentiality
from essaim.agreements.models import Kind as AgreementKind
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Day, In, Instant, Line, Out, Search
from essaim.ledger.models import Kind, Purpose

Unit = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2,12}/[0-6]$", max_length=14),
    Field(description="Code and decimals: `EUR/2` counts cents.", examples=["EUR/2"]),
]
OpenablePurpose = Literal["world", "party", "due", "income", "expense", "reserve", "other"]
"""Accounts the lead moves by hand; the others are moved by the fund and by exits only."""
OPENABLE: tuple[OpenablePurpose, ...] = get_args(OpenablePurpose)
ManualKind = Literal["contribution", "charge", "payment", "transfer", "exchange"]
Withheld = Literal["at_closings_only", "not_enough_contributors"]

LARGEST = 10**15
OF_AGREEMENT = "Of this agreement, to which your organisation is a party."


# Accounts


class AccountIn(In):
    """An account to open, by the lead."""

    agreement_id: UUID
    purpose: OpenablePurpose = Field(
        description="world: outside the agreement; party: a party’s own means; due: what a party owes."
    )
    organisation_id: UUID | None = Field(
        None, description="The party it is kept for: required for `party` and `due`, none for `world`."
    )
    label: Line | None = Field(
        None, description="Tells apart accounts of one purpose.", examples=["Banque d’heures"]
    )
    unit: Unit = "EUR/2"
    minimum_balance: int = Field(
        0,
        ge=-LARGEST,
        le=0,
        description="How far below zero expense, reserve and other accounts may go; the others have no limit.",
    )

    @model_validator(mode="after")
    def _kept_for_somebody(self) -> Self:
        if self.purpose in ("party", "due") and self.organisation_id is None:
            raise PydanticCustomError(
                "organisation_needed",
                "Say which party this account is kept for.",
                {
                    "fr": "Dites pour quelle partie ce compte est tenu.",
                    "en": "Say which party this account is kept for.",
                },
            )
        if self.purpose == "world" and self.organisation_id is not None:
            raise PydanticCustomError(
                "outside_is_nobody_s",
                "The outside is kept for no party.",
                {
                    "fr": "Le compte de l’extérieur n’est tenu pour aucune partie.",
                    "en": "The account of the outside is kept for no party.",
                },
            )
        return self


class AccountQuery(PageQuery):
    agreement_id: UUID = Field(description=OF_AGREEMENT)
    organisation_id: UUID | None = Field(None, description="Kept for this party.")
    purpose: Purpose | None = None
    unit: Unit | None = None


class PublishedOut(Out):
    """The figure of an account that was last published: what parties read where lines are not open."""

    balance: int = Field(description="In the smallest unit of the account.")
    through: date = Field(description="Of entries dated up to this day.")
    contributors: int = Field(description="Parties whose movements the figure added to the one before it.")


class AccountOut(Out):
    id: UUID
    agreement_id: UUID
    organisation_id: UUID | None = Field(description="The party it is kept for; null for a common account.")
    organisation_name: str | None
    purpose: Purpose
    subject_id: UUID | None = Field(description="What it is kept for: the project of a `project` account.")
    label: str | None
    unit: str = Field(description="Code and decimals: `EUR/2` counts cents.")
    decimals: int = Field(description="Decimals of the unit.")
    balance: int | None = Field(
        description="In the smallest unit; null when withheld. A party that left reads that of its last day."
    )
    withheld: Withheld | None = Field(
        description="Why there is no balance: it is read at closings only, in `published`."
    )
    published: PublishedOut | None = Field(
        description="Last published figure of a common account where lines are not open; null before the first."
    )
    minimum_balance: int | None = Field(description="Lowest balance allowed; null: no limit.")
    mine: bool = Field(description="Whether it is kept for your organisation.")
    by_hand: bool = Field(description="Whether the lead moves it by hand; else the fund or exits do.")
    opened_at: Instant
    closed_on: date | None


# Statements


class LineFilter(In):
    """Which lines of a statement."""

    from_: Day | None = Field(None, alias="from", description="Entries dated from this day.")
    to: Day | None = Field(None, description="Entries dated up to this day.")
    kind: Kind | None = None
    q: Search | None = Field(None, description="Words of the description or of the reference.")


class LineQuery(PageQuery, LineFilter):
    pass


class AccountNameOut(Out):
    """An account, named beside a movement."""

    id: UUID
    purpose: Purpose
    organisation_id: UUID | None
    organisation_name: str | None
    label: str | None


class EntryOut(Out):
    """The transaction a line belongs to."""

    id: UUID
    number: int = Field(description="Without a gap in the book of the agreement.")
    occurred_on: date
    recorded_at: Instant
    kind: Kind
    description: str
    reference: str | None
    decision_id: UUID | None = Field(description="The vote behind it.")
    reverses_id: UUID | None = Field(description="The transaction it reverses.")
    reversed: bool = Field(description="Whether it has been reversed since.")


class StatementLineOut(Out):
    posting_id: int
    transaction: EntryOut
    other: AccountNameOut = Field(description="The account at the other end of the movement.")
    amount: int = Field(description="What it added to the account, in its smallest unit; negative if taken.")
    unit: str
    balance_after: int | None = Field(
        description="Balance of the account after this line, in order of recording; null where the lines read"
        " are not all of them."
    )


# Transactions


class MoveIn(In):
    """An amount from one account to another of the same unit."""

    source_id: UUID = Field(examples=["01940000-0000-7000-8000-000000000001"])
    destination_id: UUID = Field(examples=["01940000-0000-7000-8000-000000000002"])
    amount: int = Field(ge=1, le=LARGEST, description="In the smallest unit: cents.", examples=[102_487])

    @model_validator(mode="after")
    def _two_accounts(self) -> Self:
        if self.source_id == self.destination_id:
            raise PydanticCustomError(
                "same_account",
                "A movement goes between two different accounts.",
                {
                    "fr": "Un mouvement va d’un compte à un autre.",
                    "en": "A movement goes between two different accounts.",
                },
            )
        return self


class TransactionIn(In):
    """A transaction entered by hand: all its moves are posted, or none. Immutable once posted."""

    agreement_id: UUID
    kind: ManualKind
    description: Line = Field(
        description="What happened. Write no resident’s name and no health data.",
        examples=["Cotisation 2027"],
    )
    occurred_on: Day = Field(description="The day it happened: today at the latest.")
    reference: Line | None = Field(None, description="Number of the voucher.", examples=["FAC-2027-014"])
    moves: Annotated[list[MoveIn], Field(min_length=1, max_length=100)]


class ReversalIn(In):
    description: Line = Field(description="Why it is reversed.", examples=["Saisie deux fois"])
    occurred_on: Day = Field(description="The day of the correction: today at the latest.")


class TransactionQuery(LineQuery):
    agreement_id: UUID = Field(description=OF_AGREEMENT)


class MovedOut(Out):
    unit: str
    amount: int = Field(description="Sum of the movements you may read, in the smallest unit.")


class TransactionLineOut(EntryOut):
    """A transaction in a list."""

    moved: list[MovedOut]


class PostingOut(Out):
    id: int
    source: AccountNameOut
    destination: AccountNameOut
    amount: int
    unit: str
    source_balance: int | None = Field(description="After this movement; null where you may not read it.")
    destination_balance: int | None


class TransactionOut(EntryOut):
    agreement_id: UUID
    organisation_name: str = Field(description="The organisation on whose behalf it was posted.")
    reversed_by_id: UUID | None = Field(description="The transaction that reversed it.")
    postings: list[PostingOut] = Field(description="Its movements, those you may read.")
    complete: bool = Field(description="Whether these are all its movements.")


# The whole book


class UnitBalanceOut(Out):
    """One unit of the book: every movement leaves one account for another, so all balances sum to zero."""

    unit: str
    total: int = Field(description="Sum of all balances: zero.")
    accounts: int


class BookOut(Out):
    agreement_id: UUID
    agreement_name: str
    agreement_kind: AgreementKind
    confidentiality: Confidentiality = Field(description="Who reads which lines.")
    leads: bool = Field(description="Whether your organisation is the lead, which keeps this book.")
    read_until: date | None = Field(description="Last day you read of others, for a party that left.")
    balanced: bool = Field(description="Whether every unit sums to zero.")
    units: list[UnitBalanceOut]
    transactions: int = Field(description="For a party that left: those dated within its time.")


class BookQuery(In):
    agreement_id: UUID = Field(description=OF_AGREEMENT)


class OfAgreement(PageQuery):
    agreement_id: UUID = Field(description=OF_AGREEMENT)


# Closings


class PublicationIn(In):
    agreement_id: UUID
    through: Day = Field(description="Closing day: after the one before, today at the latest.")


class ClosingFigureOut(Out):
    account: AccountNameOut
    unit: str
    balance: int | None = Field(description="Null when nothing could be published of this account yet.")
    as_of: date | None = Field(
        description="Closing the figure is of; earlier than this one when withheld since."
    )
    contributors: int | None = Field(description="Parties whose movements made the figure differ.")
    withheld: Literal["not_enough_contributors"] | None = Field(
        description="Why it was not renewed at this closing: too few parties moved the account, or one of them"
        " for the most part; it is not told which."
    )


class PublicationOut(Out):
    id: UUID
    agreement_id: UUID
    through: date
    published_at: Instant
    published_by_name: str
    figures: list[ClosingFigureOut]


# Readings


class ReadingOut(Out):
    """A reading, by the lead of an agreement between competitors, of lines of another party."""

    id: UUID
    read_at: Instant
    organisation_id: UUID
    organisation_name: str = Field(description="Who read.")
    operation: str = Field(
        description="What was read: an operation of this contract.", examples=["ledger.lines"]
    )
    subject_id: UUID | None = Field(description="The account or transaction read; null for a list.")
