"""What is said of lines left out, refused or read with a reserve."""

from collections.abc import Sequence
from typing import Final

from essaim.imports.parsing.records import Source as Format
from essaim.kit.text import Text

REASONS: Final[dict[str, Text]] = {
    "not_diffusible": Text(
        "Cette structure a demandé à ne pas être diffusée\u00a0: elle n’est pas lue.",
        "This body asked not to be published: it is not read.",
    ),
    "natural_person": Text(
        "C’est une personne physique\u00a0: ses données ne sont pas lues.",
        "This is a natural person: their data are not read.",
    ),
    "other_section": Text(
        "Cette section du fichier ne décrit pas d’établissement.",
        "This section of the file describes no establishment.",
    ),
    "ceased": Text(
        "Cette structure a cessé son activité et n’est pas dans l’annuaire\u00a0: elle n’y est pas ajoutée.",
        "This body has ceased and is not in the directory: it is not added.",
    ),
    "kept_by_its_people": Text(
        "Cette organisation tient elle-même sa fiche à jour\u00a0: elle n’est pas modifiée. "
        "Le fichier dit autre chose de\u00a0: {fields}.",
        "This organisation keeps its own record: it is left as it is. The file says otherwise of: {fields}.",
    ),
    "repeated_line": Text(
        "Le même numéro revient plus loin dans le fichier\u00a0: la dernière ligne compte.",
        "The same number comes again further on in the file: the last line counts.",
    ),
    "unknown_organisation": Text(
        "L’organisation {value} n’est pas dans l’annuaire. Importez d’abord le fichier {first}, puis celui-ci.",
        "Organisation {value} is not in the directory. Import the file {first} first, then this one.",
    ),
    "number_of_another": Text(
        "Ce numéro est déjà celui d’une autre fiche\u00a0: il y reste. La ligne est lue sans lui.",
        "This number already belongs to another record: it stays there. The line was read without it.",
    ),
    "unknown_commune": Text(
        "Ce code commune n’est pas dans le code officiel géographique de 2026. La ligne est lue sans lui.",
        "This commune code is not in the official geographic code of 2026. The line was read without it.",
    ),
}

FIRST_FILE: Final = Text(
    "SIRENE des unités légales (ou le flux JSON de FINESS)",
    "SIRENE, legal units (or the JSON flow of FINESS)",
)

CHANGES: Final = Text("Change\u00a0: {fields}.", "Changes: {fields}.")

FIELDS: Final[dict[str, Text]] = {
    "siren": Text("numéro SIREN", "SIREN number"),
    "rna": Text("numéro RNA", "RNA number"),
    "finess": Text("numéro FINESS", "FINESS number"),
    "siret": Text("numéro SIRET", "SIRET number"),
    "name": Text("nom", "name"),
    "short_name": Text("nom court", "short name"),
    "legal_form": Text("forme juridique", "legal form"),
    "sector": Text("secteur", "sector"),
    "naf": Text("code d’activité", "activity code"),
    "is_ess": Text("appartenance à l’ESS", "place in the social economy"),
    "address": Text("adresse", "address"),
    "founded_on": Text("date de création", "date of creation"),
    "ceased_on": Text("cessation", "end of activity"),
    "closed_on": Text("fermeture", "closing"),
    "category": Text("catégorie", "category"),
    "is_head_office": Text("siège", "head office"),
    "organisation": Text("organisation de rattachement", "organisation it belongs to"),
    "organisation_address": Text("adresse de l’organisation", "address of the organisation"),
    "organisation_sector": Text("secteur de l’organisation", "sector of the organisation"),
    "source": Text("origine de la fiche", "origin of the record"),
}

COLUMNS: Final[dict[str, dict[Format, str]]] = {
    "unknown_organisation": {"sirene_establishments": "siren", "finess_csv": "nofinessej"},
    "number_of_another": {
        "sirene_units": "identifiantAssociationUniteLegale",
        "rna": "siret",
        "finess_csv": "siret",
        "finess_json": "siret",
    },
    "unknown_commune": {
        "sirene_establishments": "codeCommuneEtablissement",
        "rna": "adrs_codeinsee",
        "finess_csv": "commune",
        "finess_json": "cogCommune",
    },
}
"""The column of the file a remark of the database is about."""


def named(fields: Sequence[str]) -> Text:
    """Names of fields, in both languages."""
    return Text(
        ", ".join(FIELDS[field].fr for field in fields), ", ".join(FIELDS[field].en for field in fields)
    )


def reason(code: str, **facts: object) -> Text:
    """The sentence of a reason, its facts filled in."""
    sentence = REASONS[code]
    return Text(
        *(
            sentence.in_(language).format(
                **{
                    name: fact.in_(language) if isinstance(fact, Text) else fact
                    for name, fact in facts.items()
                }
            )
            for language in ("fr", "en")
        )
    )


def changes(fields: Sequence[str]) -> Text:
    said = named(fields)
    return Text(CHANGES.fr.format(fields=said.fr), CHANGES.en.format(fields=said.en))
