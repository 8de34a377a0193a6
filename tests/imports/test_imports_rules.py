"""Legal forms and sectors read from the registers' codes; what the database is told by them is in its vocabulary."""

from typing import get_args

import pytest

from essaim.imports import rules, words
from essaim.imports.models import FORMATS
from essaim.organisations.models import LegalForm, Sector


@pytest.mark.parametrize(
    ("category", "form"),
    [
        ("9220", "association"),
        ("9230", "association"),
        ("9223", "employer_group"),
        ("9300", "foundation"),
        ("8210", "mutual"),
        ("6316", "cooperative"),
        ("5458", "cooperative"),
        ("5558", "cooperative"),
        ("5710", "company"),
        ("6540", "company"),
        ("7410", "cooperation_group"),
        ("9970", "cooperation_group"),
        ("7344", "public_body"),
        ("4110", "public_body"),
        ("8110", None),
        (None, None),
    ],
)
def test_legal_form(category: str | None, form: str | None) -> None:
    assert rules.legal_form_of(category) == form


@pytest.mark.parametrize(
    ("given", "sector"),
    [
        ({"naf": "87.10A"}, "elderly_care"),
        ({"naf": "87.10C"}, "disability"),
        ({"naf": "55.20Z"}, "holiday_centres"),
        ({"naf": "85.59B"}, "training"),
        ({"naf": "94.99Z"}, None),
        ({"naf": "94.99Z", "finess_category": "500"}, "elderly_care"),
        ({"naf": "86.10Z", "finess_category": "183"}, "disability"),
        ({"naf": "86.10Z", "finess_category": "unknown"}, "health"),
        ({"naf": "86.10Z", "legal_category": "7210"}, "local_authority"),
        ({}, None),
    ],
)
def test_sector(given: dict[str, str], sector: str | None) -> None:
    assert rules.sector_of(**given) == sector


def test_every_word_is_one_the_directory_knows() -> None:
    forms = {*rules._FORMS.values(), *(form for _, form in rules._FORMS_BY_BEGINNING)}
    sectors = {*rules._SECTORS_BY_FINESS.values(), *(sector for _, sector in rules._SECTORS_BY_NAF)}
    assert forms <= set(get_args(LegalForm))
    assert sectors <= set(get_args(Sector))


def test_longer_beginnings_come_before_shorter_ones() -> None:
    for table in (rules._FORMS_BY_BEGINNING, rules._SECTORS_BY_NAF):
        starts = [start for start, _ in table]
        hidden = [
            late
            for place, late in enumerate(starts)
            if any(late.startswith(early) for early in starts[:place])
        ]
        assert hidden == []


def test_every_format_has_its_keys_and_every_remark_its_column() -> None:
    assert set(rules.SOURCES) == set(FORMATS)
    assert set(rules.ORGANISATION_KEYS) | set(rules.SITE_KEYS) == set(FORMATS)
    for columns in words.COLUMNS.values():
        assert set(columns) <= set(FORMATS)
