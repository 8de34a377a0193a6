"""What an invariant is."""

from typing import NamedTuple


class Invariant(NamedTuple):
    """A promise about stored data: its name, the promise in a sentence, and a SELECT of the rows that break it."""

    name: str
    sentence: str
    offending: str
