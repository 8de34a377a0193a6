"""Money in words, in both languages."""

import pytest

from essaim.kit.money import euros
from essaim.kit.text import Text


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (5_529_600, Text("55\u202f296,00\u00a0€", "€55,296.00")),
        (123_450, Text("1\u202f234,50\u00a0€", "€1,234.50")),
        (5, Text("0,05\u00a0€", "€0.05")),
        (-22_000, Text("−220,00\u00a0€", "−€220.00")),
    ],
)
def test_cents_read_as_people_write_euros(cents: int, words: Text) -> None:
    assert euros(cents) == words
