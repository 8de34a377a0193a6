"""What goes in and out of imports."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from essaim.imports.models import Format, Import, ImportLine, Outcome, State
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Instant, Out
from essaim.kit.text import Language

FileName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    Clean,
    AfterValidator(lambda name: name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "fichier"),
]


class UploadQuery(BaseModel):
    """Which register the file is of, and whether to write."""

    model_config = ConfigDict(extra="forbid")

    format: Format = Field(
        description="SIRENE legal units or establishments, RNA (Waldec), FINESS classic CSV or FINESS JSON of 2025.",
        examples=["sirene_units"],
    )
    dry_run: bool = Field(
        True, description="True says what would change and writes nothing; ask for `false` to write."
    )
    file_name: FileName = Field(
        "fichier", description="Shown in the list of imports.", examples=["StockUniteLegale.csv"]
    )


class LinesQuery(PageQuery):
    """Filter of the lines of an import."""

    outcome: Outcome | None = Field(None, description="Only lines of which this was said.")


class ImportProgress(Out):
    percent: int = Field(description="Part of the file read, 0 to 100.")
    lines_read: int
    lines_total: int | None = Field(description="Null for the operator’s own imports of large files.")


class ImportCounts(Out):
    """Records by what became of them, or would become of them in a dry run."""

    created: int
    updated: int
    unchanged: int
    skipped: int = Field(description="Left out on purpose: nothing to correct.")
    refused: int = Field(description="With a fault to correct; the other lines are unharmed.")
    warnings: int = Field(description="Values left out of lines that were read all the same.")


class ImportFailure(Out):
    code: str = Field(examples=["missing_column"])
    message: str = Field(description="What to do, in the caller’s language.")


class ImportOut(Out):
    """An import and how far it is."""

    id: UUID
    format: Format
    file_name: str
    size: int = Field(description="Bytes.")
    dry_run: bool
    state: State = Field(
        description="`refused`: the file cannot be used, `failure` says why; `failed`: something broke on our side."
    )
    progress: ImportProgress
    counts: ImportCounts
    failure: ImportFailure | None
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None

    @classmethod
    def of(cls, row: Import, language: Language) -> Self:
        sentence = row.failure_en if language == "en" else row.failure_fr
        return cls(
            id=row.id,
            format=row.format,
            file_name=row.file_name,
            size=row.size,
            dry_run=row.dry_run,
            state=row.state,
            progress=ImportProgress(
                percent=_percent(row), lines_read=row.lines_read, lines_total=row.lines_total
            ),
            counts=ImportCounts.model_validate(row),
            failure=ImportFailure(code=row.failure_code, message=sentence or "")
            if row.failure_code
            else None,
            created_at=row.created_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )


def _percent(row: Import) -> int:
    if row.state == "done":
        return 100
    return min(99, row.bytes_read * 100 // row.size) if row.size else 0


class ImportLineOut(Out):
    """What was said of one line."""

    line: int = Field(description="Numbered from 1, as in a text editor.")
    outcome: Outcome
    column: str | None = Field(description="Name of the column, or path in a JSON file.")
    code: str | None = Field(examples=["siren_check_digit"])
    value: str | None = Field(description="The faulty cell, or the name on the line.")
    message: str | None = Field(description="What changes, or what to do, in the caller’s language.")
    organisation_id: UUID | None
    organisation_name: str | None = Field(description="Of the record already in the directory.")

    @classmethod
    def of(cls, row: ImportLine, organisation_name: str | None, language: Language) -> Self:
        return cls(
            line=row.line,
            outcome=row.outcome,
            column=row.column_name,
            code=row.code,
            value=row.value,
            message=row.message_en if language == "en" else row.message_fr,
            organisation_id=row.organisation_id,
            organisation_name=organisation_name,
        )
