"""FINESS, classic extract and JSON flow."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.imports.parsing import finess_csv, finess_json, jsonstream
from essaim.imports.parsing.records import FileRefused, OrganisationRecord
from imports.reading import Reading, sample

METADATA = "finess;etalab;111;2026-05-12"


def extract(*lines: str) -> Reading:
    return Reading(finess_csv.parse, "\n".join((METADATA, *lines)).encode("latin-1"))


def site_line(
    number: str = "010000024",
    *,
    name: str = "RESIDENCE EXEMPLE",
    siret: str = "",
    commune: str = "451",
    department: str = "01",
) -> str:
    cells = ["structureet", number, "010780054", name, *[""] * 8, commune, department, "AIN", "01440 VIRIAT"]
    cells += ["", "", "500", "EHPAD", "", "", siret, *[""] * 9]
    return ";".join(cells)


class TestClassicExtract:
    def test_the_published_form_is_read(self) -> None:
        reading = Reading(finess_csv.parse, sample("finess-etablissements.csv"))
        assert reading.errors == []
        assert len(reading.sites) == 7
        hospital = reading.sites[0]
        assert (hospital.finess_et, hospital.finess_ej) == ("010000024", "010780054")
        assert hospital.name == "CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT"
        assert (hospital.siret, hospital.siren) == ("26010004500012", "260100045")
        assert (hospital.category_code, hospital.category_label) == ("355", "Centre Hospitalier (C.H.)")
        assert hospital.address.lines == ("900 RTE DE PARIS",)
        assert (hospital.address.postal_code, hospital.address.town) == ("01440", "VIRIAT")

    def test_communes_get_their_official_code_overseas_too(self) -> None:
        reading = Reading(finess_csv.parse, sample("finess-etablissements.csv"))
        assert [site.address.commune_code for site in reading.sites] == [
            "01451",
            "97701",  # Saint-Barthélemy and Saint-Martin, no longer in Guadeloupe
            "97801",
            "97207",
            "97410",
            "97408",
            "98613",
        ]

    def test_corsica_keeps_its_letter(self) -> None:
        assert extract(site_line(commune="004", department="2A")).sites[0].address.commune_code == "2A004"

    def test_accents_of_iso_8859_1_are_read(self) -> None:
        reading = Reading(finess_csv.parse, sample("finess-etablissements.csv"))
        assert reading.sites[3].category_label == "Centre Médico-Psycho-Pédagogique (C.M.P.P.)"

    def test_an_unusual_key_is_a_warning(self) -> None:
        reading = extract(site_line("010000025"))
        assert reading.faults == [(2, "nofinesset", "finess_key")]
        assert reading.errors[0].kept
        assert reading.sites[0].finess_et == "010000025"

    def test_lost_zeros_are_put_back(self) -> None:
        assert extract(site_line("10000024")).sites[0].finess_et == "010000024"

    def test_a_wrong_siret_is_reported_and_the_site_kept_without_it(self) -> None:
        reading = extract(site_line(siret="2,601E+13"))
        assert reading.faults == [(2, "siret", "siret_spreadsheet_number")]
        assert reading.sites[0].siret is None

    @pytest.mark.parametrize("broken", ["structureet;010000024;010780054", site_line() + ";;", "structuree"])
    def test_a_broken_line_costs_only_itself(self, broken: str) -> None:
        reading = extract(site_line(), broken, site_line("010000032", name="AUTRE"))
        assert [site.name for site in reading.sites] == ["RESIDENCE EXEMPLE", "AUTRE"]
        assert [error.line for error in reading.errors] == [3]
        assert reading.errors[0].code in ("field_count", "unknown_section")

    def test_geolocation_lines_are_left_out(self) -> None:
        reading = extract(site_line(), "geolocalisation;010000024;870215.7;6571590.5;1,ATLASANTE;2026-05-12")
        assert reading.skipped == {3: "other_section"}
        assert len(reading.sites) == 1

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"structureej;010780054;CH\n", "finess_legal_entities"),
            (b"id;siret;titre\n", "not_finess"),
            (b"", "empty_file"),
        ],
    )
    def test_another_file_is_refused(self, content: bytes, code: str) -> None:
        with pytest.raises(FileRefused) as refused:
            Reading(finess_csv.parse, content)
        assert refused.value.code == code


class TestJsonFlow:
    def test_legal_entities_come_before_their_places(self) -> None:
        reading = Reading(finess_json.parse, sample("finess-structures.json"))
        assert [isinstance(record, OrganisationRecord) for record in reading.records] == [
            True,
            False,
            False,
            True,
            False,
        ]
        entity, site = reading.organisations[0], reading.sites[0]
        assert (entity.finess_ej, entity.siren, entity.naf) == (site.finess_ej, "991000019", "87.10A")
        assert entity.address.commune_code == "69032"
        assert site.name == "EHPAD LES TILLEULS À BULLY"
        assert (site.siret, site.category_code) == ("99100001900026", "500")
        assert site.address.lines == ("12 R DES TILLEULS",)

    def test_codes_given_plainly_or_as_objects_are_the_same(self) -> None:
        reading = Reading(finess_json.parse, sample("finess-structures.json"))
        federation, centre = reading.organisations[1], reading.sites[2]
        assert federation.ceased
        assert (centre.category_code, centre.siret, centre.ceased) == ("183", "99100002700011", False)

    def test_faults_name_their_place(self) -> None:
        reading = Reading(finess_json.parse, sample("finess-structures.json"))
        assert [(error.column, error.code, error.kept) for error in reading.errors] == [
            ("pmej[0].ege[1].numFinessEge", "finess_format", False),
            ("pmej[0].ege[2].siret", "siret_check_digit", True),
        ]
        assert {error.line for error in reading.errors} == {7}
        assert reading.sites[1].siren == "991000019"

    def test_natural_persons_and_contacts_are_not_read(self) -> None:
        reading = Reading(finess_json.parse, sample("finess-structures.json"))
        assert list(reading.skipped.values()) == ["natural_person"]
        assert "PHARMAC" not in repr(reading.records)
        assert "prenom.nom" not in repr(reading.records)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "broken_json"),
            (b"[]", "broken_json"),
            (b"{}", "missing_member"),
            (b'{"gco": []}', "missing_member"),
            (b'{"pmej": {}}', "broken_json"),
            (b'{"pmej": [{"a": 1}', "broken_json"),
            (b'{"pmej": [1e5 2]}', "broken_json"),
            (b'{"pmej": [' + b"[" * 200_000, "nested_too_deep"),
            ('{"pmej": ["é"]}'.encode("latin-1"), "encoding"),
        ],
    )
    def test_what_is_not_the_flow_is_refused(self, content: bytes, code: str) -> None:
        with pytest.raises(FileRefused) as refused:
            Reading(finess_json.parse, content)
        assert refused.value.code == code

    def test_a_cut_file_gives_what_came_before_the_cut(self) -> None:
        content = sample("finess-structures.json")
        items = finess_json.parse(BytesIO(content[: content.index(b'"pmSmsseId": "101"')]))
        assert next(items)
        with pytest.raises(FileRefused) as refused:
            list(items)
        assert refused.value.line is not None

    @pytest.mark.parametrize(
        "odd", ["null", "[]", '"x"', "3", '{"ege": [4, null, {}]}', '{"ege": {}, "adresse": [1]}']
    )
    def test_odd_shapes_are_faults_never_a_crash(self, odd: str) -> None:
        good = json.dumps(
            {"informationsGeneralesPmej": {"numFinessPm": "010780054", "denominationPm": "BONNE"}}
        )
        reading = Reading(finess_json.parse, f'{{"pmej": [{odd}, {good}]}}'.encode())
        assert reading.errors
        assert [record.name for record in reading.organisations] == ["BONNE"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(blacklist_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=6), st.integers(1, 9), st.booleans())
def test_elements_are_read_whatever_the_size_of_the_chunks(
    elements: list[object], size: int, indented: bool
) -> None:
    class Dribble(BytesIO):
        """A connection that gives a few bytes at a time."""

        def read(self, _wanted: int | None = -1) -> bytes:
            return super().read(size)

    document = {"before": [1, {"pmej": 2}], "pmej": elements}
    text = json.dumps(document, ensure_ascii=False, indent=2 if indented else None)
    assert [value for _, value in jsonstream.array_elements(Dribble(text.encode()), "pmej")] == elements
