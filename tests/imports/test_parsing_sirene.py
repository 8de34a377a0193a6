"""SIRENE files: what is read, skipped and refused, line by line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.imports.parsing import sirene_establishments, sirene_units
from essaim.imports.parsing.records import FileRefused
from imports.reading import Reading, sample

UNIT_COLUMNS = (
    "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,denominationUniteLegale,"
    "categorieJuridiqueUniteLegale,nomUniteLegale,identifiantAssociationUniteLegale,dateCreationUniteLegale"
)
SITE_COLUMNS = (
    "siren,siret,statutDiffusionEtablissement,etatAdministratifEtablissement,etablissementSiege,"
    "codeCommuneEtablissement,codePostalEtablissement"
)


def units(*lines: str) -> Reading:
    return Reading(sirene_units.parse, "\n".join((UNIT_COLUMNS, *lines)).encode())


def sites(*lines: str) -> Reading:
    return Reading(sirene_establishments.parse, "\n".join((SITE_COLUMNS, *lines)).encode())


class TestUnits:
    def test_the_published_form_is_read(self) -> None:
        reading = Reading(sirene_units.parse, sample("sirene-unites-legales.csv"))
        assert reading.errors == []
        assert len(reading.organisations) == 7
        first = reading.organisations[0]
        assert (first.siren, first.name) == ("991000019", "ASSOCIATION EXEMPLE DES TILLEULS")
        assert (first.legal_category, first.naf, first.is_ess) == ("9220", "87.10A", True)
        assert first.created_on == date(1998, 3, 12)

    def test_ceased_units_and_units_outside_the_ess_are_marked(self) -> None:
        reading = Reading(sirene_units.parse, sample("sirene-unites-legales.csv"))
        by_name = {record.name: record for record in reading.organisations}
        assert by_name["ASSOCIATION EXEMPLE DISSOUTE"].ceased
        assert by_name["ASSOCIATION EXEMPLE DISSOUTE"].is_ess is None
        assert by_name["SAS EXEMPLE SANS AGREMENT"].is_ess is False
        assert not by_name["SAS EXEMPLE SANS AGREMENT"].ceased

    @pytest.mark.parametrize("diffusion", ["N", "P"])
    def test_units_that_must_not_be_published_are_skipped(self, diffusion: str) -> None:
        reading = units(f"991000019,{diffusion},A,[ND],9220,,,")
        assert reading.skipped == {2: "not_diffusible"}
        assert (reading.records, reading.errors) == ([], [])

    @pytest.mark.parametrize("line", ["991000019,O,A,,1000,MARTIN,,", "991000019,O,A,BOUTIQUE,1000,MARTIN,,"])
    def test_natural_persons_are_skipped(self, line: str) -> None:
        reading = units(line)
        assert reading.skipped == {2: "natural_person"}
        assert reading.records == []

    def test_only_true_rna_numbers_are_taken(self) -> None:
        reading = units("991000019,O,A,UNE,9220,,W691000001,", "991000027,O,A,DEUX,9220,,301S0301001688,")
        assert [record.rna for record in reading.organisations] == ["W691000001", None]
        assert reading.errors == []

    def test_a_wrong_key_is_named_by_line_and_column_and_harms_no_other_line(self) -> None:
        reading = units(
            "991000019,O,A,UNE,9220,,,", "991000018,O,A,FAUSSE,9220,,,", "991000027,O,A,DEUX,9220,,,"
        )
        assert [record.name for record in reading.organisations] == ["UNE", "DEUX"]
        assert reading.faults == [(3, "siren", "siren_check_digit")]
        assert reading.errors[0].value == "991000018"
        assert not reading.errors[0].kept

    def test_up_to_three_lost_zeros_are_put_back(self) -> None:
        reading = units(
            "5580113,O,A,COURT,5710,,,", "005580113,O,A,ENTIER,5710,,,", "80113,O,A,TROP COURT,5710,,,"
        )
        assert [record.siren for record in reading.organisations] == ["005580113", "005580113"]
        assert reading.faults == [(4, "siren", "siren_format")]

    def test_a_bad_date_is_reported_and_the_line_kept(self) -> None:
        reading = units("991000019,O,A,UNE,9220,,,12/03/1998")
        assert reading.organisations[0].created_on is None
        assert reading.faults == [(2, "dateCreationUniteLegale", "date")]
        assert reading.errors[0].kept

    def test_damaged_accents_are_refused_in_a_name(self) -> None:
        reading = units("991000019,O,A,CrÃ¨che,9220,,,")
        assert reading.faults == [(2, "denominationUniteLegale", "damaged_accents")]

    def test_another_register_is_refused_as_a_whole(self) -> None:
        with pytest.raises(FileRefused) as refused:
            Reading(sirene_units.parse, sample("rna-waldec.csv"))
        assert (refused.value.code, refused.value.column) == ("missing_column", "siren")


class TestEstablishments:
    def test_the_published_form_is_read(self) -> None:
        reading = Reading(sirene_establishments.parse, sample("sirene-etablissements.csv"))
        assert reading.errors == []
        assert len(reading.sites) == 10
        head, home = reading.sites[:2]
        assert (head.siret, head.siren, head.is_head_office, head.name) == (
            "99100001900018",
            "991000019",
            True,
            "",
        )
        assert (home.is_head_office, home.name) == (False, "EHPAD LES TILLEULS")
        assert home.address.lines == ("12 RUE DES TILLEULS",)
        assert (home.address.commune_code, home.address.postal_code, home.address.town) == (
            "69032",
            "69210",
            "BULLY",
        )

    def test_la_poste_is_read_and_closed_sites_are_marked(self) -> None:
        reading = Reading(sirene_establishments.parse, sample("sirene-etablissements.csv"))
        by_siret = {record.siret: record for record in reading.sites}
        assert "35600000049837" in by_siret
        assert by_siret["99100006800015"].ceased

    @pytest.mark.parametrize(
        ("siret", "code"),
        [
            ("9,91000019E+13", "siret_spreadsheet_number"),
            ("9.91E+13", "siret_spreadsheet_number"),
            ("00000000000000", "siret_zeros"),
            ("99100001900019", "siret_check_digit"),
            ("99100001900018;99100001900026", "several_siret"),
            ("99100001900018 / 99100001900026", "several_siret"),
            ("", "siret_empty"),
        ],
    )
    def test_a_wrong_siret_names_its_line_and_column(self, siret: str, code: str) -> None:
        reading = sites(
            f'991000019,"{siret}",O,A,true,69032,69210', "991000027,99100002700011,O,A,true,38185,38000"
        )
        assert reading.faults == [(2, "siret", code)]
        assert [record.siret for record in reading.sites] == ["99100002700011"]

    def test_a_siret_of_another_siren_is_refused(self) -> None:
        reading = sites("991000027,99100001900018,O,A,true,69032,69210")
        assert reading.faults == [(2, "siren", "siren_mismatch")]

    def test_lost_zeros_of_postal_and_commune_codes_are_put_back(self) -> None:
        reading = sites("991000019,99100001900018,O,A,true,1004,1500")
        assert (reading.sites[0].address.commune_code, reading.sites[0].address.postal_code) == (
            "01004",
            "01500",
        )

    def test_a_wrong_commune_is_reported_and_the_line_kept(self) -> None:
        reading = sites("991000019,99100001900018,O,A,true,BULLY,69210")
        assert reading.faults == [(2, "codeCommuneEtablissement", "commune_format")]
        assert reading.sites[0].address.commune_code is None


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",)), max_size=20), min_size=8, max_size=8))
def test_any_cells_give_a_record_a_skip_or_a_fault(cells: list[str]) -> None:
    line = ",".join('"{}"'.format(cell.replace('"', '""').replace("\x00", "")) for cell in cells)
    reading = units(line, "991000019,O,A,UNE,9220,,,")
    assert reading.organisations[-1].name == "UNE"
