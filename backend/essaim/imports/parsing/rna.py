"""National register of associations, Waldec file: one association per line.

The declarant's name and title (`adrg_declarant`, `dir_civilite`) are personal data: never read.
"""

from datetime import date
from typing import BinaryIO

from essaim.imports.parsing.cells import (
    BadCell,
    Reader,
    address,
    clean,
    read_commune,
    read_name,
    read_rna,
    read_siret,
)
from essaim.imports.parsing.csvfile import read_table
from essaim.imports.parsing.records import Items, LineError, OrganisationRecord, ParsedLine

REQUIRED = ("id", "siret", "titre", "position")
OPTIONAL = (
    "rup_mi",
    "date_creat",
    "date_disso",
    "titre_court",
    "adrs_complement",
    "adrs_numvoie",
    "adrs_repetition",
    "adrs_typevoie",
    "adrs_libvoie",
    "adrs_distrib",
    "adrs_codeinsee",
    "adrs_codepostal",
    "adrs_libcommune",
)

DECLARED_ASSOCIATION = "9220"
PUBLIC_UTILITY_ASSOCIATION = "9230"
UNKNOWN_SIRET = ("000000000", "00000000000000")
"""What the register writes when it knows no SIRET."""


def parse(stream: BinaryIO) -> Items:
    """Associations of the Waldec file. They belong to the ESS by law (law of 31 July 2014, art. 1, II)."""
    for item in read_table(stream, required=REQUIRED, optional=OPTIONAL):
        if isinstance(item, LineError):
            yield item
            continue
        line, cells = item
        rna, siret, title, position, public_utility, created, dissolved, short_title, *place = cells
        reader = Reader(line)
        try:
            column = "id"
            key = read_rna(rna)
            column = "titre"
            name = read_name(title)
        except BadCell as fault:
            yield fault.at(line, column)
            continue
        extra, number, repetition, street_kind, street, box, commune, postal_code, town = place
        known_siret = "" if siret.strip() in UNKNOWN_SIRET else siret
        establishment = reader.optional("siret", known_siret, read_siret)
        record = OrganisationRecord(
            source="rna",
            rna=key,
            siren=establishment[:9] if establishment else None,
            name=name,
            short_name=reader.optional("titre_court", short_title, clean),
            legal_category=PUBLIC_UTILITY_ASSOCIATION if public_utility.strip() else DECLARED_ASSOCIATION,
            is_ess=True,
            created_on=reader.day("date_creat", created),
            ceased=_has_ended(position, reader.day("date_disso", dissolved)),
            address=address(
                ([extra], [number, repetition, street_kind, street], [box]),
                postal_code=postal_code,
                town=town,
                commune_code=reader.optional("adrs_codeinsee", commune, read_commune),
            ),
        )
        yield from reader.faults
        yield ParsedLine(line, record)


def _has_ended(position: str, dissolved_on: date | None) -> bool:
    """Position A is active, D dissolved, S removed."""
    return position.strip() in ("D", "S") or dissolved_on is not None
