"""What the parsers of register files yield: records, faults by line, and refusals of a whole file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Source = Literal["sirene_units", "sirene_establishments", "rna", "finess_csv", "finess_json"]
SkipReason = Literal["not_diffusible", "natural_person", "other_section"]

VALUE_SHOWN = 80
"""Characters of a faulty cell repeated to the person who corrects the file."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in fields; the commune is a code of the official geographic code."""

    lines: tuple[str, ...] = ()
    postal_code: str | None = None
    town: str | None = None
    commune_code: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A legal person as a register describes it. At least one identifier is present."""

    source: Source
    name: str
    siren: str | None = None
    rna: str | None = None
    finess_ej: str | None = None
    nda: str | None = None
    short_name: str | None = None
    legal_category: str | None = None
    naf: str | None = None
    is_ess: bool | None = None
    created_on: date | None = None
    ceased: bool = False
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A place of activity as a register describes it: has a SIRET, a FINESS number, or both.

    `siren` and `finess_ej` name the legal person it belongs to. `name` is empty when the register
    gives the place no name of its own.
    """

    source: Source
    name: str
    siret: str | None = None
    finess_et: str | None = None
    siren: str | None = None
    finess_ej: str | None = None
    category_code: str | None = None
    category_label: str | None = None
    naf: str | None = None
    opened_on: date | None = None
    is_head_office: bool = False
    ceased: bool = False
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """A good line, numbered from 1 as in a text editor."""

    line: int
    record: OrganisationRecord | SiteRecord


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line left out on purpose: nothing to correct."""

    line: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class LineError:
    """A fault at one place of the file. When `kept` is true the line was still read, without this value."""

    line: int
    column: str | None
    code: str
    value: str | None
    message_fr: str
    message_en: str
    kept: bool = False


Item = ParsedLine | SkippedLine | LineError
Items = Iterator[Item]


class FileRefused(Exception):
    """The file as a whole cannot be used; says what to do."""

    def __init__(
        self,
        code: str,
        message_fr: str,
        message_en: str,
        *,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message_en)
        self.code = code
        self.message_fr = message_fr
        self.message_en = message_en
        self.line = line
        self.column = column


def shown(value: str) -> str:
    """The beginning of a faulty cell, safe to store and to print."""
    safe = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value
    )
    return safe if len(safe) <= VALUE_SHOWN else safe[: VALUE_SHOWN - 1] + "…"
