"""One batch of parsed lines becomes staged rows, then what is said of each line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from essaim.imports import words
from essaim.imports.models import Outcome
from essaim.imports.parsing.records import (
    Address,
    Item,
    LineError,
    OrganisationRecord,
    ParsedLine,
    SiteRecord,
    SkippedLine,
    shown,
)
from essaim.imports.parsing.records import Source as Format
from essaim.imports.rules import ORGANISATION_KEYS, SITE_KEYS, legal_form_of, sector_of
from essaim.kit.text import Text

Record = TypeVar("Record", OrganisationRecord, SiteRecord)

NOTHING: Final = Text("", "")


class Remark(NamedTuple):
    """What is said of one line."""

    line: int
    outcome: Outcome
    column: str | None = None
    code: str | None = None
    value: str | None = None
    message: Text = NOTHING
    organisation_id: UUID | None = None


class Reported(NamedTuple):
    """What the database says of a staged row: see `staging.Statements.report`."""

    position: int
    line: int
    outcome: str
    code: str | None
    changed: Sequence[str]
    warnings: Sequence[str]
    organisation_id: UUID | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Lines by what became of them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    warnings: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.skipped + other.skipped,
            self.refused + other.refused,
            self.warnings + other.warnings,
        )

    @property
    def lines(self) -> int:
        return self.created + self.updated + self.unchanged + self.skipped + self.refused


@dataclass(slots=True)
class Batch:
    """Parsed lines, sorted: rows to stage (their position is their place here) and lines already settled."""

    format: Format
    organisations: list[tuple[int, OrganisationRecord]] = field(default_factory=list)
    sites: list[tuple[int, SiteRecord]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    size: int = 0
    last_line: int = 0


def gather(format_: Format, items: Iterable[Item]) -> Batch:
    """Sort the items of a batch. A number that comes twice is kept once: the last line counts."""
    batch = Batch(format_)
    organisations: list[tuple[int, OrganisationRecord]] = []
    sites: list[tuple[int, SiteRecord]] = []
    for item in items:
        batch.size += 1
        batch.last_line = max(batch.last_line, item.line)
        if isinstance(item, ParsedLine):
            if isinstance(item.record, OrganisationRecord):
                organisations.append((item.line, item.record))
            else:
                sites.append((item.line, item.record))
        else:
            batch.remarks.append(_settled(item))
    batch.organisations = _last_of_each(batch, organisations, ORGANISATION_KEYS)
    batch.sites = _last_of_each(batch, sites, SITE_KEYS)
    return batch


def _settled(item: LineError | SkippedLine) -> Remark:
    if isinstance(item, SkippedLine):
        return Remark(item.line, "skipped", code=item.reason, message=words.reason(item.reason))
    return Remark(
        item.line,
        "warning" if item.kept else "refused",
        item.column,
        item.code,
        item.value,
        Text(item.message_fr, item.message_en),
    )


def _last_of_each(
    batch: Batch, lines: list[tuple[int, Record]], keys: Mapping[Format, tuple[str, str]]
) -> list[tuple[int, Record]]:
    kept: dict[str, tuple[int, Record]] = {}
    for line, record in lines:
        key = number(record, keys[batch.format][0])
        if key is None:
            raise ValueError(f"line {line} of {batch.format} has no {keys[batch.format][0]}")
        if key in kept:
            earlier = kept.pop(key)[0]
            batch.remarks.append(
                Remark(
                    earlier, "skipped", code="repeated_line", value=key, message=words.reason("repeated_line")
                )
            )
        kept[key] = (line, record)
    return list(kept.values())


def number(record: OrganisationRecord | SiteRecord, identifier: str) -> str | None:
    """The record's own identifier of this kind."""
    if isinstance(record, OrganisationRecord):
        return {"siren": record.siren, "rna": record.rna, "finess": record.finess_ej}[identifier]
    return {"siret": record.siret, "finess": record.finess_et}[identifier]


StagedRow = tuple[str | int | bool | date | None, ...]


def organisation_rows(batch: Batch) -> Iterator[StagedRow]:
    """Rows for `incoming_organisations`, in the order of `staging.ORGANISATION_COLUMNS`."""
    key, other = ORGANISATION_KEYS[batch.format]
    taken: set[str] = set()
    for position, (line, record) in enumerate(batch.organisations):
        yield (
            position,
            line,
            number(record, key),
            _first_taken(batch, line, number(record, other), taken),
            record.name,
            record.short_name,
            record.legal_category,
            legal_form_of(record.legal_category),
            sector_of(naf=record.naf, legal_category=record.legal_category),
            record.naf,
            record.is_ess,
            record.created_on,
            record.ceased,
            *_place(record.address),
        )


def site_rows(batch: Batch) -> Iterator[StagedRow]:
    """Rows for `incoming_sites`, in the order of `staging.SITE_COLUMNS`."""
    key, other = SITE_KEYS[batch.format]
    taken: set[str] = set()
    for position, (line, record) in enumerate(batch.sites):
        yield (
            position,
            line,
            number(record, key),
            _first_taken(batch, line, number(record, other), taken),
            record.siren,
            record.finess_ej,
            record.name or None,
            record.category_code,
            record.category_label,
            sector_of(finess_category=record.category_code),
            record.is_head_office if batch.format == "sirene_establishments" else None,
            record.ceased,
            *_place(record.address),
        )


def _first_taken(batch: Batch, line: int, second: str | None, taken: set[str]) -> str | None:
    """The second number of a line, unless a line before it in the batch has it: places may share a SIRET."""
    if second is None:
        return None
    if second in taken:
        batch.remarks.append(_warning(batch.format, line, "number_of_another", second))
        return None
    taken.add(second)
    return second


def _place(address: Address) -> tuple[str | None, str | None, str | None, str | None]:
    return (", ".join(address.lines) or None, address.postal_code, address.town, address.commune_code)


def _warning(format_: Format, line: int, code: str, value: str | None) -> Remark:
    return Remark(line, "warning", words.COLUMNS[code].get(format_), code, value, words.reason(code))


class Foreseen:
    """Organisations a dry run would have added: lines further on may name them. A real import has none."""

    def __init__(self) -> None:
        self._numbers: set[tuple[str, str]] = set()

    def add(self, record: OrganisationRecord) -> None:
        self._numbers.update(_numbers_of(record))

    def holds_owner_of(self, record: SiteRecord) -> bool:
        return not self._numbers.isdisjoint(_numbers_of(record))


def _numbers_of(record: OrganisationRecord | SiteRecord) -> list[tuple[str, str]]:
    numbers = (("siren", record.siren), ("finess", record.finess_ej))
    return [(kind, known) for kind, known in numbers if known is not None]


def judge_organisations(
    batch: Batch, reported: Iterable[Reported], foreseen: Foreseen | None
) -> Iterator[Remark]:
    """What is said of the organisations; lines that change nothing are not spoken of."""
    for row in reported:
        record = batch.organisations[row.position][1]
        yield from _warnings(batch.format, row, record)
        if row.outcome == "create" and foreseen is not None:
            foreseen.add(record)
        if row.outcome != "unchanged":
            yield _remark(row, record.name)


def judge_sites(batch: Batch, reported: Iterable[Reported], foreseen: Foreseen | None) -> Iterator[Remark]:
    """What is said of the places of activity."""
    for row in reported:
        record = batch.sites[row.position][1]
        yield from _warnings(batch.format, row, record)
        if row.code == "unknown_organisation":
            if foreseen is not None and foreseen.holds_owner_of(record):
                yield Remark(row.line, "create", value=shown(record.name) or None)
            else:
                yield _unknown_organisation(batch.format, row.line, record)
        elif row.outcome != "unchanged":
            yield _remark(row, record.name or row.name or "")


def _warnings(format_: Format, row: Reported, record: OrganisationRecord | SiteRecord) -> Iterator[Remark]:
    if row.outcome in ("skipped", "refused"):
        return
    values = {"number_of_another": _second(format_, record), "unknown_commune": record.address.commune_code}
    for code in row.warnings:
        yield _warning(format_, row.line, code, values[code])


def _second(format_: Format, record: OrganisationRecord | SiteRecord) -> str | None:
    keys = ORGANISATION_KEYS if isinstance(record, OrganisationRecord) else SITE_KEYS
    return number(record, keys[format_][1])


def _remark(row: Reported, name: str) -> Remark:
    value = shown(name) or None
    if row.outcome == "create":
        return Remark(row.line, "create", value=value, organisation_id=row.organisation_id)
    said = words.named(row.changed)
    if row.outcome == "update":
        return Remark(
            row.line,
            "update",
            value=value,
            message=words.changes(row.changed),
            organisation_id=row.organisation_id,
        )
    if row.code is None:
        raise ValueError(f"line {row.line} is left out without a reason")
    return Remark(
        row.line,
        "skipped",
        code=row.code,
        value=value,
        message=words.reason(row.code, fields=said),
        organisation_id=row.organisation_id,
    )


def _unknown_organisation(format_: Format, line: int, record: SiteRecord) -> Remark:
    numbers = (record.siren, record.finess_ej)
    known = numbers if format_ == "sirene_establishments" else reversed(numbers)
    value = next((each for each in known if each), "")
    return Remark(
        line,
        "refused",
        words.COLUMNS["unknown_organisation"].get(format_),
        "unknown_organisation",
        value,
        words.reason("unknown_organisation", value=value, first=words.FIRST_FILE),
    )


def tally(batch: Batch, remarks: Sequence[Remark]) -> Tally:
    """Counts of a batch; the staged lines nothing is said of change nothing."""
    counts = dict.fromkeys(("create", "update", "skipped", "refused", "warning"), 0)
    for remark in remarks:
        counts[remark.outcome] += 1
    staged = len(batch.organisations) + len(batch.sites)
    settled = sum(1 for remark in batch.remarks if remark.outcome != "warning")
    spoken_of = sum(counts.values()) - counts["warning"] - settled
    return Tally(
        created=counts["create"],
        updated=counts["update"],
        unchanged=staged - spoken_of,
        skipped=counts["skipped"],
        refused=counts["refused"],
        warnings=counts["warning"],
    )
