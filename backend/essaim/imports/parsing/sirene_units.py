"""SIRENE stock of legal units (Insee): one organisation per line. Natural persons are never read."""

from typing import BinaryIO

from essaim.imports.parsing.cells import (
    BadCell,
    Reader,
    clean,
    naf_or_none,
    read_name,
    read_siren,
    rna_or_none,
)
from essaim.imports.parsing.csvfile import read_table
from essaim.imports.parsing.records import Items, LineError, OrganisationRecord, ParsedLine, SkippedLine
from essaim.organisations.identifiers import InvalidIdentifier, parse_legal_category

REQUIRED = (
    "siren",
    "statutDiffusionUniteLegale",
    "etatAdministratifUniteLegale",
    "denominationUniteLegale",
    "categorieJuridiqueUniteLegale",
)
OPTIONAL = (
    "sigleUniteLegale",
    "dateCreationUniteLegale",
    "identifiantAssociationUniteLegale",
    "activitePrincipaleUniteLegale",
    "economieSocialeSolidaireUniteLegale",
)

SOLE_TRADER = "1000"
_ESS = {"O": True, "N": False}


def parse(stream: BinaryIO) -> Items:
    """Organisations of a SIRENE file of legal units, with or without geolocation columns."""
    for item in read_table(stream, required=REQUIRED, optional=OPTIONAL):
        if isinstance(item, LineError):
            yield item
            continue
        line, (siren, diffusion, state, name, category, acronym, created, association, naf, ess) = item
        if diffusion.strip() != "O":
            yield SkippedLine(line, "not_diffusible")
            continue
        # Sole traders have no denomination of their own: their names are personal data.
        if category.strip() == SOLE_TRADER or not name.strip():
            yield SkippedLine(line, "natural_person")
            continue
        reader = Reader(line)
        try:
            column = "siren"
            key = read_siren(siren)
            column = "denominationUniteLegale"
            denomination = read_name(name)
        except BadCell as fault:
            yield fault.at(line, column)
            continue
        record = OrganisationRecord(
            source="sirene_units",
            siren=key,
            rna=rna_or_none(association),
            name=denomination,
            short_name=reader.optional("sigleUniteLegale", acronym, clean),
            legal_category=reader.optional("categorieJuridiqueUniteLegale", category, _legal_category),
            naf=naf_or_none(naf),
            is_ess=_ESS.get(ess.strip()),
            created_on=reader.day("dateCreationUniteLegale", created),
            ceased=state.strip() == "C",
        )
        yield from reader.faults
        yield ParsedLine(line, record)


def _legal_category(text: str) -> str:
    try:
        return parse_legal_category(text)
    except InvalidIdentifier as fault:
        raise BadCell(f"{fault.kind}_{fault.reason}", text, fault.message_fr, fault.message_en) from fault
