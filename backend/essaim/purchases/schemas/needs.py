"""What goes in and out of needs, of what is published of them, and of who read them.

Volumes are whole units of an item. A reference price is what an organisation pays today for one unit, excluding VAT, as an
integer of ten-thousandths of a euro (EUR/4: 40500 is 4.05 €).
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, OneLine, Out
from essaim.purchases.models import Moment, RoundState
from essaim.purchases.schemas.forms import FormFaultOut

Volume = Annotated[
    int, Field(ge=0, le=10**9, description="Whole units needed over the contract; 0 for nothing.")
]
UnitPrice = Annotated[
    int, Field(ge=1, le=10**12, description="Ten-thousandths of a euro for one unit, excluding VAT (EUR/4).")
]
Source = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Clean, OneLine
]


class NeedLineIn(In):
    """What is needed of one item, and what is paid for it today: price, source and date together, or none of them.

    No health data and no resident’s name in the source: say which contract or which invoice.
    """

    item_id: UUID
    volume: Volume
    reference_price: UnitPrice | None = None
    reference_source: Source | None = Field(None, examples=["Facture 2026-118, fournisseur actuel"])
    reference_on: Day | None = Field(None, description="Day of that price; not in the future.")
    evidence_id: UUID | None = Field(
        None, description="A document of the round, of kind `evidence`, that is your organisation’s."
    )

    @model_validator(mode="after")
    def _whole_reference(self) -> "NeedLineIn":
        given = [self.reference_price, self.reference_source, self.reference_on]
        if any(part is not None for part in given) and None in given:
            raise _fault(
                "incomplete_reference",
                "Donnez le prix de référence avec sa source et sa date, ou aucun des trois.",
                "Give the reference price with its source and its date, or none of the three.",
            )
        if self.evidence_id is not None and self.reference_price is None:
            raise _fault(
                "evidence_without_price",
                "Un justificatif accompagne un prix de référence\u00a0: donnez le prix.",
                "Evidence goes with a reference price: give the price.",
            )
        return self


class NeedsAnswerIn(In):
    """The whole answer of an organisation: what is not in it is not needed any more."""

    lines: list[NeedLineIn] = Field(max_length=2000)
    nothing_needed: bool = Field(
        False, description="Says that nothing is needed, so that an empty answer is no oversight."
    )

    @model_validator(mode="after")
    def _one_meaning(self) -> "NeedsAnswerIn":
        needed = any(line.volume for line in self.lines)
        if needed == self.nothing_needed:
            raise _fault(
                "nothing_needed_or_volumes",
                "Donnez au moins un volume, ou dites que vous n’avez besoin de rien, l’un des deux.",
                "Give one volume at least, or say that you need nothing, one of the two.",
            )
        if len({line.item_id for line in self.lines}) < len(self.lines):
            raise _fault(
                "item_twice",
                "Un article est donné deux fois\u00a0: gardez une seule ligne.",
                "An item is given twice: keep one line.",
            )
        return self


def _fault(code: str, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{en}", {"fr": fr, "en": en})


class NeedLineOut(Out):
    """An item, and what one organisation needs of it: nulls where it stated nothing."""

    lot_id: UUID
    lot_name: str
    item_id: UUID
    item_name: str
    unit: str
    volume: int | None = Field(description="Whole units.")
    reference_price: int | None = Field(description="Ten-thousandths of a euro for one unit, excluding VAT.")
    reference_source: str | None
    reference_on: date | None
    evidence_id: UUID | None


class OrganisationNeedsOut(Out):
    """The answer of one organisation: every item of the round, and what it stated."""

    round_id: UUID
    round_state: RoundState
    organisation_id: UUID
    organisation_name: str
    version: int = Field(description="Version of this answer, as in the ETag.")
    may_change: bool = Field(description="Whether your organisation may still change it.")
    undertaking_due: bool = Field(
        description="Whether the confidentiality undertaking must be accepted first."
    )
    answered_at: Instant | None
    lines: list[NeedLineOut] = Field(description="In the order of lots, then of their items.")


class NeedQuery(PageQuery):
    organisation_id: UUID | None = None
    lot_id: UUID | None = None
    item_id: UUID | None = None


class MemberNeedOut(Out):
    """What one organisation needs of one item."""

    organisation_id: UUID
    organisation_name: str
    lot_id: UUID
    lot_name: str
    item_id: UUID
    item_name: str
    unit: str
    volume: int = Field(description="Whole units.")
    reference_price: int | None = Field(description="Ten-thousandths of a euro for one unit, excluding VAT.")
    reference_source: str | None
    reference_on: date | None
    evidence_id: UUID | None
    stated_at: Instant
    on_paper: bool = Field(description="Written by the coordinator for this organisation.")


class VolumesQuery(In):
    moment: Moment | None = Field(
        None,
        description="What was published when needs closed, at the award or at the closing. Without it: the live total "
        "for who sees every line, else the last published one.",
    )


class ItemVolumeOut(Out):
    """The total of one item."""

    lot_id: UUID
    item_id: UUID
    item_name: str
    unit: str
    moment: Moment | None = Field(description="When it was published; null for a live total.")
    volume: int | None = Field(description="Whole units of all; null when it is not told.")
    contributors: int | None = Field(description="How many organisations make it.")
    reference_cents: int | None = Field(
        description="What those that gave a reference price pay today for their volumes; null when it is not told."
    )
    withheld: str | None = Field(description="Why it is not told, in the language asked.")


class VolumesOut(Out):
    basis: Literal["live", "published"] = Field(
        description="`live`: as it stands now. `published`: told once, it does not move."
    )
    items: list[ItemVolumeOut]


class PurchaseReadingOut(Out):
    """That somebody read what another organisation stated, ordered or obtained; or was refused."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    person_name: str | None = Field(description="Null when it was somebody of another organisation.")
    operation: str = Field(description="The operation called.", examples=["purchases.read_needs"])
    granted: bool = Field(description="False: it asked for what is not its own, and was told nothing.")
    about: list[UUID] = Field(description="Whose lines; your organisation alone, unless you coordinate.")
    read_at: Instant


class NeedChangeOut(Out):
    """What a file changes of one item."""

    line: int = Field(description="Line of the file.")
    item_id: UUID
    item_name: str
    change: Literal["added", "changed", "removed"]
    volume_before: int | None
    volume_after: int | None
    reference_price_before: int | None = Field(description="Ten-thousandths of a euro.")
    reference_price_after: int | None = Field(description="Ten-thousandths of a euro.")


class NeedsImportOut(Out):
    """What a file changed, or would change. Items that it does not fill stay as they were."""

    dry_run: bool
    read_count: int = Field(description="Lines read that are filled in.")
    unchanged_count: int = Field(description="Of which say what was already stated.")
    changes: list[NeedChangeOut]
    fault_count: int
    faults: list[FormFaultOut] = Field(
        description="The first 100. Nothing is recorded while there is one; only a dry run answers with them."
    )
    version: int = Field(description="Version of the answer afterwards, as in the ETag.")
