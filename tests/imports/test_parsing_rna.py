"""RNA file of associations: what is read, what is never read, what is refused."""

from dataclasses import asdict
from datetime import date

from essaim.imports.parsing import rna
from imports.reading import Reading, sample

COLUMNS = "id;siret;rup_mi;date_creat;date_disso;titre;adrs_codeinsee;adrg_declarant;dir_civilite;position"


def associations(*lines: str) -> Reading:
    return Reading(rna.parse, "\n".join((COLUMNS, *lines)).encode("latin-1"))


def test_the_published_form_is_read() -> None:
    reading = Reading(rna.parse, sample("rna-waldec.csv"))
    assert reading.errors == []
    assert [record.rna for record in reading.organisations] == ["W9T1002359", "W9T1000001", "W9T1000018"]
    lawyers = reading.organisations[1]
    assert (
        lawyers.name
        == "ASSOCIATION DES JURISTES DE L'OCEAN INDIEN SECTION MAHORAISE (A.J.O.I. SECTION MAHORAISE)"
    )
    assert lawyers.short_name == "AJOI SECTION MAHORAISE"
    assert (lawyers.legal_category, lawyers.is_ess, lawyers.ceased) == ("9220", True, False)
    assert lawyers.created_on == date(2008, 9, 24)
    assert lawyers.address.lines == ("Immeuble douka", "RUE du stade", "B.P. 1328")
    assert (lawyers.address.commune_code, lawyers.address.postal_code) == ("97611", "97600")


def test_dissolved_and_removed_associations_are_marked() -> None:
    reading = Reading(rna.parse, sample("rna-waldec.csv"))
    assert [record.ceased for record in reading.organisations] == [True, False, True]
    removed = associations("W691000001;;;;0001-01-01;UNE;69032;;;S")
    assert removed.organisations[0].ceased


def test_accents_of_iso_8859_1_are_read() -> None:
    reading = Reading(rna.parse, sample("rna-waldec.csv"))
    assert reading.organisations[0].address.lines == (
        "Jardins des épices - Immeuble le Cannelier",
        "Tsoundzou 2",
    )


def test_the_siren_comes_from_the_siret() -> None:
    reading = associations("W691000001;99100001900018;;;;UNE;69032;;;A")
    assert reading.organisations[0].siren == "991000019"


def test_a_siret_of_zeros_is_the_registers_way_to_say_unknown() -> None:
    reading = associations("W691000001;000000000;;;;UNE;69032;;;A")
    assert reading.organisations[0].siren is None
    assert reading.errors == []


def test_a_wrong_siret_is_reported_and_the_association_kept_without_it() -> None:
    reading = associations(
        "W691000001;2,601E+13;;;;UNE;69032;;;A", "W691000002;99100001900019;;;;DEUX;69032;;;A"
    )
    assert [record.siren for record in reading.organisations] == [None, None]
    assert reading.faults == [(2, "siret", "siret_spreadsheet_number"), (3, "siret", "siret_check_digit")]
    assert all(error.kept for error in reading.errors)


def test_public_utility_changes_the_legal_category() -> None:
    reading = associations("W691000001;;1234;;;UNE;69032;;;A")
    assert reading.organisations[0].legal_category == "9230"


def test_a_wrong_number_or_an_empty_title_costs_the_line() -> None:
    reading = associations(
        "W69100001;;;;;UNE;69032;;;A", "W691000002;;;;; ;69032;;;A", "W691000003;;;;;TROIS;69032;;;A"
    )
    assert reading.faults == [(2, "id", "rna_format"), (3, "titre", "missing_value")]
    assert [record.name for record in reading.organisations] == ["TROIS"]


def test_the_declarant_is_never_read() -> None:
    reading = associations("W691000001;;;;;UNE;69032;MADAME SECRETE;MMSECRET;A")
    assert "SECRET" not in repr([asdict(record) for record in reading.organisations])
    assert not {"adrg_declarant", "dir_civilite", "dirigeants"} & {*rna.REQUIRED, *rna.OPTIONAL}
