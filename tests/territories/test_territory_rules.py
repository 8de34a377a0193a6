"""How people type the name of a commune."""

import re

import pytest

from essaim.territories.rules import name_pattern


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Bully", "bully"),
        ("saint etienne", "saint-etienne"),
        ("Saint-Étienne", "saint-etienne"),
        ("ST ETIENNE", "saint-etienne"),
        ("ste foy", "sainte-foy-les-lyon"),
        ("st", "saint-etienne"),
        ("l'arbresle", "l'arbresle"),
        ("L’Arbresle", "l'arbresle"),
        ("vœuil", "voeuil-et-giget"),
        ("bour", "bourg-en-bresse"),
        ("lyon 3e", "lyon 3e arrondissement"),
    ],
)
def test_what_is_typed_finds_what_is_stored(typed: str, stored: str) -> None:
    pattern = name_pattern(typed)
    assert pattern is not None
    assert re.search(pattern, stored)


@pytest.mark.parametrize(
    ("typed", "stored"), [("bully", "le bully"), ("stains", "saint-etienne"), (".*", "lyon")]
)
def test_what_is_typed_is_a_beginning_and_never_a_pattern(typed: str, stored: str) -> None:
    pattern = name_pattern(typed)
    assert pattern is None or not re.search(pattern, stored)


@pytest.mark.parametrize("typed", ["", "-", "!?", "…"])
def test_signs_alone_find_nothing(typed: str) -> None:
    assert name_pattern(typed) is None
