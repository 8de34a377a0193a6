"""Words shared by the tests of the parsers."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from essaim.imports.parsing.records import (
    Items,
    LineError,
    OrganisationRecord,
    ParsedLine,
    SiteRecord,
    SkippedLine,
)

SAMPLES = Path(__file__).parent / "samples"

Parser = Callable[[BinaryIO], Items]


class Reading:
    """Everything a parser said of a file, sorted."""

    def __init__(self, parse: Parser, content: bytes) -> None:
        items = list(parse(BytesIO(content)))
        self.lines = {item.line: item.record for item in items if isinstance(item, ParsedLine)}
        self.records = [item.record for item in items if isinstance(item, ParsedLine)]
        self.skipped = {item.line: item.reason for item in items if isinstance(item, SkippedLine)}
        self.errors = [item for item in items if isinstance(item, LineError)]

    @property
    def organisations(self) -> list[OrganisationRecord]:
        return [record for record in self.records if isinstance(record, OrganisationRecord)]

    @property
    def sites(self) -> list[SiteRecord]:
        return [record for record in self.records if isinstance(record, SiteRecord)]

    @property
    def faults(self) -> list[tuple[int, str | None, str]]:
        return [(fault.line, fault.column, fault.code) for fault in self.errors]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()
