"""FINESS flow of structures in JSON (Agence du numérique en santé, schema v1 of 2025).

Each element of `pmej` is a legal entity with its places of activity (`ege`). The flow in service
differs from its published schema (other capitals, codes as plain strings): both are read.
Contacts are not read: they may name people.
"""

from collections.abc import Generator, Mapping
from typing import BinaryIO

from essaim.imports.parsing.cells import (
    BadCell,
    Reader,
    address,
    naf_or_none,
    read_commune,
    read_name,
    read_siren,
    read_siret,
)
from essaim.imports.parsing.finess import read_finess, warn_about_key
from essaim.imports.parsing.jsonstream import array_elements
from essaim.imports.parsing.records import (
    Address,
    Item,
    Items,
    LineError,
    OrganisationRecord,
    ParsedLine,
    SiteRecord,
    SkippedLine,
)

INACTIVE = "I"
NATURAL_PERSON = "70"
"""Legal status of a pharmacist or doctor in their own name."""
HEAD_OFFICE_ADDRESS = "02"
SITE_ADDRESS = "03"

Json = Mapping[str, object]


def parse(stream: BinaryIO) -> Items:
    """Legal entities, each followed by its places of activity. Columns are given as JSON paths."""
    for index, (line, element) in enumerate(array_elements(stream, "pmej")):
        path = f"pmej[{index}]"
        if not isinstance(element, dict):
            yield _not_an_object(line, path)
            continue
        entity = _lowered(element)
        general = _member(entity, "informationsGeneralesPmej")
        if _code(_either(general, entity, "statutJuridique")) == NATURAL_PERSON:
            yield SkippedLine(line, "natural_person")
            continue
        number, siren = yield from _organisation(line, path, entity, general)
        for place, site in enumerate(_list(entity, "ege")):
            yield from _site(line, f"{path}.ege[{place}]", site, number, siren)


def _organisation(
    line: int, path: str, entity: Json, general: Json
) -> Generator[Item, None, tuple[str | None, str | None]]:
    """Yields the legal entity; returns the numbers its places of activity refer to."""
    path = f"{path}.informationsGeneralesPmej"
    reader = Reader(line)
    try:
        column = f"{path}.numFinessPm"
        number = read_finess(_text(general, "numFinessPm"))
        column = f"{path}.denominationPm"
        name = read_name(_text(general, "denominationLonguePmSmsse") or _text(general, "denominationPm"))
    except BadCell as fault:
        yield fault.at(line, column)
        return None, None
    warn_about_key(reader, f"{path}.numFinessPm", number)
    siren = reader.optional(f"{path}.siren", _text(general, "siren"), read_siren)
    record = OrganisationRecord(
        source="finess_json",
        finess_ej=number,
        siren=siren,
        name=name,
        naf=naf_or_none(_text(general, "codeApe")),
        created_on=reader.day(f"{path}.dateCreation", _text(general, "dateCreation")),
        ceased=_is_closed(general, entity),
        address=_address(reader, path, entity, HEAD_OFFICE_ADDRESS),
    )
    yield from reader.faults
    yield ParsedLine(line, record)
    return number, siren


def _site(line: int, path: str, element: object, finess_ej: str | None, siren: str | None) -> Items:
    if not isinstance(element, dict):
        yield _not_an_object(line, path)
        return
    site = _lowered(element)
    general = _member(site, "informationsGeneralesEGE")
    reader = Reader(line)
    try:
        column = f"{path}.numFinessEge"
        number = read_finess(_text(general, "numFinessEge") or _text(site, "numFinessEge"))
        column = f"{path}.nomEgeLong"
        name = read_name(_text(general, "nomEgeLong") or _text(general, "nomEgeCourt"))
    except BadCell as fault:
        yield fault.at(line, column)
        return
    warn_about_key(reader, f"{path}.numFinessEge", number)
    siret = reader.optional(f"{path}.siret", _text(general, "siret") or _text(site, "siret"), read_siret)
    record = SiteRecord(
        source="finess_json",
        name=name,
        finess_et=number,
        finess_ej=finess_ej,
        siret=siret,
        siren=siret[:9] if siret else siren,
        category_code=_code(_either(site, general, "categorieEntiteGeographiqueExercice")) or None,
        opened_on=reader.day(f"{path}.dateOuverture", _text(general, "dateOuverture")),
        ceased=_is_closed(general, site),
        address=_address(reader, path, site, SITE_ADDRESS),
    )
    yield from reader.faults
    yield ParsedLine(line, record)


def _is_closed(general: Json, structure: Json) -> bool:
    state = _code(_either(structure, general, "etatObjet"))
    return state == INACTIVE or bool(_text(general, "dateFermeture"))


def _address(reader: Reader, path: str, structure: Json, usage: str) -> Address:
    """The address of this usage, else the first; its lines from its parts."""
    addresses = [_lowered(entry) for entry in _list(structure, "adresse") if isinstance(entry, dict)]
    if not addresses:
        return Address()
    chosen = next((entry for entry in addresses if _text(entry, "usageAdresse") == usage), addresses[0])
    street = [_text(chosen, name) for name in ("numeroVoie", "typeVoie", "libelleVoie", "complementVoie")]
    return address(
        ([_text(chosen, "complementPointGeographique")], street, [_text(chosen, "lieuDit")]),
        postal_code=_text(chosen, "codePostal"),
        town=_text(chosen, "ligneAcheminement"),
        commune_code=reader.optional(f"{path}.adresse.cogCommune", _text(chosen, "cogCommune"), read_commune),
    )


def _lowered(element: Mapping[object, object]) -> Json:
    """Members by lower-case name: the flow and its schema differ by capitals."""
    return {str(name).lower(): value for name, value in element.items()}


def _member(structure: Json, name: str) -> Json:
    value = structure.get(name.lower())
    return _lowered(value) if isinstance(value, dict) else {}


def _list(structure: Json, name: str) -> list[object]:
    value = structure.get(name.lower())
    return value if isinstance(value, list) else []


def _either(first: Json, second: Json, name: str) -> object:
    value = first.get(name.lower())
    return second.get(name.lower()) if value is None else value


def _code(value: object) -> str:
    """A code given plainly or inside `{code, system}`."""
    if isinstance(value, dict):
        value = value.get("code")
    return value.strip() if isinstance(value, str) else ""


def _text(structure: Json, name: str) -> str:
    value = structure.get(name.lower())
    return value.strip() if isinstance(value, str) else ""


def _not_an_object(line: int, path: str) -> LineError:
    return LineError(
        line,
        path,
        "not_an_object",
        None,
        "Un objet JSON était attendu ici\u00a0: reprenez le fichier tel que publié.",
        "A JSON object was expected here: take the file as published.",
    )
