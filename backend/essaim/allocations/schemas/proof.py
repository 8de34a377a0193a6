"""What is proved of some shares, as it is told."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from essaim.kit.schemas import Out

CertificateState = Literal["nobody_gains", "somebody_gains", "nobody_loses", "not_proved", "not_asked"]
ProofMethod = Literal["every_group", "levels", "falling_prices", "whole_quantities", "bounds", "line_by_line"]


class GroupOut(Out):
    """Organisations that would pay less on their own, together."""

    organisation_ids: list[UUID]
    organisation_names: list[str]
    pays_cents: int = Field(description="What they pay here.")
    alone_cents: int = Field(description="What they would pay on their own, together.")
    gain_cents: int = Field(description="The difference.")
    rounding: bool = Field(description="Less than a cent each: rounding alone may explain it.")


class LoserOut(Out):
    """An organisation that pays more here than alone."""

    organisation_id: UUID
    organisation_name: str
    more_cents: int


class CertificateOut(Out):
    """Who would gain by leaving.

    `nobody_gains`: no organisation and no group of them, proved; `somebody_gains`: the group named would;
    `nobody_loses`: none alone, groups were not asked about; `not_proved`: none found, and nothing proves there is none;
    `not_asked`: no price alone is known.
    """

    state: CertificateState
    sentence: str = Field(description="The same in words, in the language asked, with the reason.")
    method: ProofMethod | None = Field(description="How it is proved that nobody gains; null otherwise.")
    lines_compared: int = Field(description="Lines whose price alone is known.")
    lines_count: int
    blocking: GroupOut | None = Field(
        description="The group that would gain most; null when none, or when your organisation may not read its figures."
    )
    losers: list[LoserOut] = Field(
        description="Who pays more than alone; only your organisation where lines are not open."
    )
    margin_cents: int | None = Field(
        description="What the least favoured group gains by staying; null when not known, or withheld."
    )
    margin_exact: bool = Field(description="False: at least the margin.")
    tried: int = Field(description="Groups tried.")
