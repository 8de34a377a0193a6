"""Texts and fields that several schemas share."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from essaim.kit.schemas import Clean

Purpose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000), Clean]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Clean]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), Clean]
"""Why: a few lines to be read by the other organisations."""


def absent(**options: Any) -> Any:
    """A field of a merge patch: it may be left out, and null is refused where its type has no null."""
    return Field(default_factory=lambda: None, **options)
