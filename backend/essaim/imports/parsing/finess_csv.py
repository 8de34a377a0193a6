"""FINESS extract of establishments in its classic form: one site per line.

No header, positions fixed, a first line of metadata (`finess;etalab;…`), no quoting. The commune is
written as three digits beside a department code of FINESS's own (9A to 9J overseas).
"""

from typing import BinaryIO

from essaim.imports.parsing.cells import (
    BadCell,
    Reader,
    address,
    naf_or_none,
    read_commune,
    read_name,
    read_siret,
)
from essaim.imports.parsing.finess import head_department, read_finess, warn_about_key
from essaim.imports.parsing.records import (
    FileRefused,
    Items,
    LineError,
    ParsedLine,
    SiteRecord,
    SkippedLine,
)
from essaim.imports.parsing.textlines import decoded_lines

SECTION = "structureet"
WIDTHS = (31, 32)
"""Thirty-one fields, and since 2024 the UAI number in a thirty-second."""
OTHER_SECTIONS = ("geolocalisation", "equipementsocial", "activitesoin")


def parse(stream: BinaryIO) -> Items:
    """Sites of a FINESS file of establishments (`etalab_cs1100502`, or the same with geolocation lines)."""
    sites_seen = False
    for item in decoded_lines(stream):
        if isinstance(item, LineError):
            yield item
            continue
        line, text = item
        cells = text.split(";")
        if not text.strip() or (line == 1 and cells[0] == "finess"):
            continue
        if cells[0] in OTHER_SECTIONS:
            yield SkippedLine(line, "other_section")
        elif cells[0] == SECTION:
            sites_seen = True
            yield from _site(line, cells)
        elif not sites_seen:
            raise _not_this_file(line, cells[0])
        else:
            yield _unknown_section(line, cells[0])


def _site(line: int, cells: list[str]) -> Items:
    if len(cells) not in WIDTHS:
        yield _wrong_width(line, len(cells))
        return
    reader = Reader(line)
    try:
        column = "nofinesset"
        finess_et = read_finess(cells[1])
        column = "rs"
        name = read_name(cells[4] if cells[4].strip() else cells[3])
    except BadCell as fault:
        yield fault.at(line, column)
        return
    warn_about_key(reader, "nofinesset", finess_et)
    siret = reader.optional("siret", cells[22], read_siret)
    postal_code, _, town = cells[15].partition(" ")
    record = SiteRecord(
        source="finess_csv",
        name=name,
        finess_et=finess_et,
        finess_ej=reader.optional("nofinessej", cells[2], read_finess),
        siret=siret,
        siren=siret[:9] if siret else None,
        category_code=cells[18].strip() or None,
        category_label=cells[19].strip() or None,
        naf=naf_or_none(cells[23]),
        opened_on=reader.day("dateouv", cells[28]),
        address=address(
            ([cells[6]], cells[7:11], [cells[11]]),
            postal_code=postal_code,
            town=town,
            commune_code=reader.optional("commune", _official_code(cells[13], cells[12]), read_commune),
        ),
    )
    yield from reader.faults
    yield ParsedLine(line, record)


SEPARATED = {"97123": "97701", "97127": "97801"}
"""Saint-Barthélemy and Saint-Martin left Guadeloupe in 2007; FINESS kept their former codes."""


def _official_code(department: str, commune: str) -> str:
    """Code of the commune in the official geographic code, or nothing when FINESS has none."""
    department, commune = department.strip(), commune.strip()
    if not department or not commune:
        return ""
    code = head_department(department) + commune
    return SEPARATED.get(code, code)


def _wrong_width(line: int, found: int) -> LineError:
    return LineError(
        line,
        None,
        "field_count",
        str(found),
        f"La ligne a {found} champs au lieu de {WIDTHS[-1]}\u00a0: il y manque ou il y a en trop un séparateur.",
        f"The line has {found} fields instead of {WIDTHS[-1]}: a separator is missing or in excess.",
    )


def _unknown_section(line: int, section: str) -> LineError:
    return LineError(
        line,
        None,
        "unknown_section",
        section[:80],
        f"La ligne devrait commencer par «\u00a0{SECTION}\u00a0»\u00a0: elle est coupée ou vient d’un autre fichier.",
        f"The line should begin with “{SECTION}”: it is cut or comes from another file.",
    )


def _not_this_file(line: int, section: str) -> FileRefused:
    if section == "structureej":
        return FileRefused(
            "finess_legal_entities",
            "Ce fichier FINESS décrit les entités juridiques\u00a0: prenez celui des établissements, ou le flux JSON.",
            "This FINESS file describes legal entities: take the one of establishments, or the JSON flow.",
            line=line,
        )
    return FileRefused(
        "not_finess",
        f"Ce n’est pas l’extraction FINESS classique\u00a0: une ligne «\u00a0{SECTION};…\u00a0» était attendue. "
        "Reprenez le fichier tel que publié, sans en-tête ajouté.",
        f"This is not the classic FINESS extract: a line “{SECTION};…” was expected. "
        "Take the file as published, without an added header.",
        line=line,
    )
