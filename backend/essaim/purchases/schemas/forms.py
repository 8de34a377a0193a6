"""What goes in and out of files that are filled in and sent back: needs, orders."""

from typing import Literal

from pydantic import Field

from essaim.kit.schemas import In, Out

FormFormat = Literal["xlsx", "csv"]


class FormQuery(In):
    format: FormFormat = Field("xlsx", description="`xlsx`, or `csv` with semicolons (UTF-8).")


class FormImportQuery(In):
    dry_run: bool = Field(
        False, description="Only say what would change and what cannot be read; nothing is recorded."
    )


class FormFaultOut(Out):
    """A cell that cannot be read."""

    line: int = Field(description="Line of the file, the first is 1.")
    column: str = Field(description="Title of the column in the file, or of the column missing.")
    code: str
    value: str | None = Field(description="The beginning of what stands there.")
    message: str = Field(description="What to do, in the language asked.")
