"""Tables of imports."""

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.imports.parsing.records import Source
from essaim.kit.db import Model

Format = Source
State = Literal["waiting", "running", "done", "refused", "failed"]
Outcome = Literal["create", "update", "refused", "skipped", "warning"]

FORMATS: tuple[Format, ...] = get_args(Format)


class Import(Model):
    """A register file to read, how far it is read, and what came of it.

    `organisation_id` is null for the operator's own imports, made from the command line.
    """

    __tablename__ = "imports"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuid7()"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    format: Mapped[Format] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    dry_run: Mapped[bool]
    state: Mapped[State] = mapped_column(Text, server_default="waiting")
    lines_total: Mapped[int | None]
    lines_read: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0")
    updated: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    skipped: Mapped[int] = mapped_column(server_default="0")
    refused: Mapped[int] = mapped_column(server_default="0")
    warnings: Mapped[int] = mapped_column(server_default="0")
    failure_code: Mapped[str | None] = mapped_column(Text)
    failure_fr: Mapped[str | None] = mapped_column(Text)
    failure_en: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(server_default="0")
    items_done: Mapped[int] = mapped_column(server_default="0")
    bytes_read: Mapped[int] = mapped_column(BigInteger, server_default="0")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=text("now()"))
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    heartbeat_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("imports_waiting_idx", "id", postgresql_where=text("state IN ('waiting', 'running')")),
        Index("imports_organisation_id_idx", "organisation_id", "id"),
    )


class ImportFile(Model):
    """One part of a file not yet read to its end; erased with the end: registers hold personal data we never read."""

    __tablename__ = "import_files"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportLine(Model):
    """What an import did, or would do, of one line; the first 1,000 of each outcome."""

    __tablename__ = "import_lines"
    __table_args__ = (
        {
            "comment": "What an import did or would do, line by line; the first 1,000 of each outcome.",
        },
    )

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(Text)
    column_name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    message_fr: Mapped[str | None] = mapped_column(Text)
    message_en: Mapped[str | None] = mapped_column(Text)
    organisation_id: Mapped[UUID | None]
