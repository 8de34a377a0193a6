"""SIRENE stock of establishments (Insee): one site per line."""

from typing import BinaryIO

from essaim.imports.parsing.cells import (
    BadCell,
    Reader,
    address,
    clean,
    naf_or_none,
    read_commune,
    read_siren,
    read_siret,
)
from essaim.imports.parsing.csvfile import read_table
from essaim.imports.parsing.records import Items, LineError, ParsedLine, SiteRecord, SkippedLine

REQUIRED = (
    "siren",
    "siret",
    "statutDiffusionEtablissement",
    "etatAdministratifEtablissement",
    "etablissementSiege",
    "codeCommuneEtablissement",
)
OPTIONAL = (
    "dateCreationEtablissement",
    "enseigne1Etablissement",
    "denominationUsuelleEtablissement",
    "activitePrincipaleEtablissement",
    "complementAdresseEtablissement",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "distributionSpecialeEtablissement",
    "codePostalEtablissement",
    "libelleCommuneEtablissement",
)


def parse(stream: BinaryIO) -> Items:
    """Sites of a SIRENE file of establishments. The name is empty when the establishment has none of its own."""
    for item in read_table(stream, required=REQUIRED, optional=OPTIONAL):
        if isinstance(item, LineError):
            yield item
            continue
        line, cells = item
        siren, siret, diffusion, state, head_office, commune, created, sign, usual_name, naf, *place = cells
        if diffusion.strip() != "O":
            yield SkippedLine(line, "not_diffusible")
            continue
        reader = Reader(line)
        try:
            column = "siret"
            key = read_siret(siret)
            column = "siren"
            _same_siren(siren, key)
        except BadCell as fault:
            yield fault.at(line, column)
            continue
        extra, number, repetition, street_kind, street, box, postal_code, town = place
        name = reader.optional("enseigne1Etablissement", sign, clean)
        record = SiteRecord(
            source="sirene_establishments",
            name=name or reader.optional("denominationUsuelleEtablissement", usual_name, clean) or "",
            siret=key,
            siren=key[:9],
            naf=naf_or_none(naf),
            opened_on=reader.day("dateCreationEtablissement", created),
            is_head_office=head_office.strip().lower() in ("true", "1", "o", "oui"),
            ceased=state.strip() == "F",
            address=address(
                ([extra], [number, repetition, street_kind, street], [box]),
                postal_code=postal_code,
                town=town,
                commune_code=reader.optional("codeCommuneEtablissement", commune, read_commune),
            ),
        )
        yield from reader.faults
        yield ParsedLine(line, record)


def _same_siren(text: str, siret: str) -> None:
    if text.strip() and read_siren(text) != siret[:9]:
        raise BadCell(
            "siren_mismatch",
            text,
            "Le SIREN n’est pas le début du SIRET de la même ligne\u00a0: corrigez l’un des deux.",
            "The SIREN is not the beginning of the SIRET of the same line: correct one of them.",
        )
