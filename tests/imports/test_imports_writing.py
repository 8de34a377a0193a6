"""What an import writes: first a dry run, then for good, then again; one bad line harms no other."""

from fastapi import FastAPI

from imports.reading import sample
from imports.sending import directory, imported, lines, said, sites, unit, units
from make import Make


async def test_each_register_is_foreseen_then_written_then_unchanged(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    for format_, name, expected in (
        ("sirene_units", "sirene-unites-legales.csv", {"created": 6, "skipped": 1}),
        ("sirene_establishments", "sirene-etablissements.csv", {"created": 8, "skipped": 1, "refused": 1}),
        ("finess_json", "finess-structures.json", {"updated": 4, "skipped": 2, "refused": 1, "warnings": 1}),
        ("rna", "rna-waldec.csv", {"created": 1, "skipped": 2}),
    ):
        before = await directory(make)
        foreseen = await imported(app, member, format_, sample(name), dry_run=True)
        assert (foreseen.state, foreseen.progress["percent"]) == ("done", 100)
        assert said(foreseen) == expected, format_
        assert await directory(make) == before

        written = await imported(app, member, format_, sample(name))
        assert said(written) == expected, format_
        after = await directory(make)
        assert after != before

        again = await imported(app, member, format_, sample(name))
        unchanged = expected.get("created", 0) + expected.get("updated", 0)
        left = {key: count for key, count in expected.items() if key not in ("created", "updated")}
        assert said(again) == {"unchanged": unchanged, **left}, format_
        assert await directory(make) == after

    home = (await make.rows("SELECT * FROM organisations WHERE siren = '991000019'"))[0]
    assert (home.name, home.legal_form, home.sector) == (
        "ASSOCIATION EXEMPLE DES TILLEULS",
        "association",
        "elderly_care",
    )
    assert (home.finess, home.source, home.entered_by) == ("690000013", "sirene", None)
    assert (home.city, home.commune_code, home.department_code, home.region_code) == (
        "BULLY",
        "69032",
        "69",
        "84",
    )
    places = await make.rows("SELECT * FROM sites WHERE organisation_id = :id ORDER BY siret", id=home.id)
    assert [(place.name, place.finess, place.is_head_office) for place in places] == [
        ("ASSOCIATION EXEMPLE DES TILLEULS", None, True),
        ("EHPAD LES TILLEULS À BULLY", "690000021", False),
    ]
    assert await make.count("import_files") == 0


async def test_finess_needs_the_organisations_first_and_says_which_file(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    alone = await imported(app, member, "finess_csv", sample("finess-etablissements.csv"))
    assert said(alone) == {"refused": 7}
    fault = (await lines(member, alone, "refused"))[0]
    assert (fault.line, fault.column, fault.code, fault.value) == (
        2,
        "nofinessej",
        "unknown_organisation",
        "010780054",
    )
    assert "Importez d’abord le fichier SIRENE" in fault.message

    hospital = await make.organisation("CH de Fleyriat", siren="260100045")
    known = await imported(app, member, "finess_csv", sample("finess-etablissements.csv"))
    assert said(known) == {"created": 1, "refused": 6}
    place = (await make.rows("SELECT * FROM sites WHERE finess = '010000024'"))[0]
    assert (place.organisation_id, place.category_code, place.department_code) == (hospital.id, "355", "01")
    sector = await make.rows("SELECT sector FROM organisations WHERE id = :id", id=hospital.id)
    assert sector[0].sector == "health"


async def test_a_bad_line_is_named_and_the_good_ones_are_unharmed(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    content = units(
        unit("991000019", "LES TILLEULS"),
        unit("991000018", "CLE FAUSSE"),
        unit("991000027", "FEDERATION", category="94AB"),
        "991000035,O,A,TROP,COURT",
    )
    done = await imported(app, member, "sirene_units", content)
    assert said(done) == {"created": 2, "refused": 2, "warnings": 1}
    assert [(line.line, line.column, line.code) for line in await lines(member, done, "refused")] == [
        (3, "siren", "siren_check_digit"),
        (5, None, "field_count"),
    ]
    warning = (await lines(member, done, "warning"))[0]
    assert (warning.line, warning.column) == (4, "categorieJuridiqueUniteLegale")
    assert await make.count("organisations", "name IN ('LES TILLEULS', 'FEDERATION')") == 2
    english = await member.client.get(
        f"/v1/imports/{done.id}/lines", params={"outcome": "refused"}, headers={"Accept-Language": "en"}
    )
    assert "check" in english.json()["items"][0]["message"]


async def test_organisations_with_people_keep_their_record_except_from_themselves(
    make: Make, app: FastAPI
) -> None:
    theirs = await make.organisation("Nom choisi par ses gens", siren="991000019")
    owner = await make.signed_in(theirs)
    other = await make.signed_in()
    files = (
        ("sirene_units", units(unit("991000019", "NOM DU REGISTRE"))),
        ("sirene_establishments", sites("991000019,99100001900018,O,A,true,69032,69210,BULLY")),
    )
    before = await directory(make)
    for format_, content in files:
        done = await imported(app, other, format_, content)
        assert said(done) == {"skipped": 1}
        line = (await lines(other, done))[0]
        assert (line.line, line.outcome, line.code) == (2, "skipped", "kept_by_its_people")
        assert (line.organisation_id, line.organisation_name) == (str(theirs.id), "Nom choisi par ses gens")
    assert await directory(make) == before

    for (format_, content), expected in zip(files, ({"updated": 1}, {"created": 1}), strict=True):
        assert said(await imported(app, owner, format_, content)) == expected
    record = (await make.rows("SELECT * FROM organisations WHERE id = :id", id=theirs.id))[0]
    assert (record.name, record.city) == ("NOM DU REGISTRE", "BULLY")
    assert record.version > theirs.version


async def test_a_lesser_register_completes_and_does_not_replace(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    await imported(app, member, "sirene_units", units(unit("991000019", "NOM SIRENE", rna="W691000001")))
    columns = "id;siret;titre;position;date_creat;adrs_codeinsee;adrs_codepostal;adrs_libcommune"
    rna = f"{columns}\nW691000001;99100001900018;Nom au RNA;A;1998-03-12;69032;69210;Bully".encode()
    done = await imported(app, member, "rna", rna)
    assert said(done) == {"updated": 1}
    assert (await lines(member, done))[0].message == "Change\u00a0: date de création, adresse."
    record = (await make.rows("SELECT * FROM organisations WHERE siren = '991000019'"))[0]
    assert (record.name, record.source, record.city, str(record.founded_on)) == (
        "NOM SIRENE",
        "sirene",
        "Bully",
        "1998-03-12",
    )
    assert said(await imported(app, member, "rna", rna)) == {"unchanged": 1}


async def test_numbers_that_two_records_claim_stay_where_they_are(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    first = await make.organisation("Porte déjà le RNA", siren="991000027", rna="W691000001")
    content = units(unit("991000019", "UNE", rna="W691000001"), unit("991000035", "DEUX", rna="W691000001"))
    done = await imported(app, member, "sirene_units", content)
    assert said(done) == {"created": 2, "warnings": 2}
    assert {line.code for line in await lines(member, done, "warning")} == {"number_of_another"}
    bearers = await make.rows("SELECT id FROM organisations WHERE rna = 'W691000001'")
    assert [row.id for row in bearers] == [first.id]


async def test_a_number_repeated_in_the_file_counts_once_the_last_line(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    content = units(unit("991000019", "PREMIERE"), unit("991000019", "DERNIERE"))
    done = await imported(app, member, "sirene_units", content)
    assert said(done) == {"created": 1, "skipped": 1}
    assert (await lines(member, done, "skipped"))[0].code == "repeated_line"
    assert await make.count("organisations", "siren = '991000019' AND name = 'DERNIERE'") == 1


async def test_ceasing_is_recorded_and_a_ceased_stranger_is_not_added(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    await imported(app, member, "sirene_units", units(unit("991000019", "UNE")))
    done = await imported(
        app,
        member,
        "sirene_units",
        units(unit("991000019", "UNE", state="C"), unit("991000027", "INCONNUE", state="C")),
    )
    assert said(done) == {"updated": 1, "skipped": 1}
    assert await make.count("organisations", "siren = '991000019' AND ceased_on = today()") == 1
    assert await make.count("organisations", "siren = '991000027'") == 0


async def test_an_unknown_commune_is_reported_and_the_address_kept(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    await make.organisation("Les Tilleuls", siren="991000019")
    content = sites("991000019,99100001900018,O,A,true,69999,69210,BULLY")
    done = await imported(app, member, "sirene_establishments", content)
    assert said(done) == {"created": 1, "warnings": 1}
    warning = (await lines(member, done, "warning"))[0]
    assert (warning.column, warning.code, warning.value) == (
        "codeCommuneEtablissement",
        "unknown_commune",
        "69999",
    )
    assert await make.count("sites", "city = 'BULLY' AND commune_code IS NULL") == 1
    assert said(await imported(app, member, "sirene_establishments", content)) == {
        "unchanged": 1,
        "warnings": 1,
    }
