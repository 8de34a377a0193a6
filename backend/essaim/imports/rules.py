"""What registers say, in our words: legal forms, sectors, which register prevails. Pure."""

from typing import Final, Literal

from essaim.imports.parsing.records import Source as Format

Identifier = Literal["siren", "rna", "finess", "siret"]

SOURCES: Final[dict[Format, Literal["sirene", "rna", "finess"]]] = {
    "sirene_units": "sirene",
    "sirene_establishments": "sirene",
    "rna": "rna",
    "finess_csv": "finess",
    "finess_json": "finess",
}

ORGANISATION_RANKS: Final = {"rna": 1, "finess": 2, "sirene": 3}
"""A register replaces what itself, a lower one or a person wrote; it only completes what a higher one wrote."""
SITE_RANKS: Final = {"rna": 1, "sirene": 2, "finess": 3}
"""For places FINESS prevails: it names each of them, SIRENE mostly does not."""

ORGANISATION_KEYS: Final[dict[Format, tuple[Identifier, Identifier]]] = {
    "sirene_units": ("siren", "rna"),
    "rna": ("rna", "siren"),
    "finess_json": ("finess", "siren"),
}
"""The identifier that decides which record a line is about, and the one that may lead to a record lacking it."""
SITE_KEYS: Final[dict[Format, tuple[Identifier, Identifier]]] = {
    "sirene_establishments": ("siret", "finess"),
    "finess_csv": ("finess", "siret"),
    "finess_json": ("finess", "siret"),
}

# Legal categories of Insee (four digits), reviewed for the forms of the sector. First the exact ones.
_FORMS: Final[dict[str, str]] = {
    "9223": "employer_group",
    "9970": "cooperation_group",  # private health cooperation group (GCS)
    "7470": "cooperation_group",  # public one
    "7410": "cooperation_group",  # public interest group (GIP)
    "6220": "cooperation_group",  # economic interest group (GIE)
    "9300": "foundation",
    "8210": "mutual",
}
_COOPERATIVE_COMPANIES: Final = frozenset(
    # Limited (54), public limited with a board (55) and with a directory (56): consumers', craftsmen's,
    # maritime, carriers', workers' (SCOP), unions of cooperatives, other cooperatives.
    [f"54{kind}" for kind in (51, 53, 54, 55, 58, 59, 60)]
    + [f"{company}{kind}" for company in (55, 56) for kind in range(51, 61)]
)
_FORMS_BY_BEGINNING: Final[tuple[tuple[str, str], ...]] = (
    ("92", "association"),
    ("93", "foundation"),
    ("82", "mutual"),
    ("63", "cooperative"),  # agricultural, CUMA included
    ("4", "public_body"),
    ("7", "public_body"),
    ("5", "company"),
    ("65", "company"),
)


def legal_form_of(legal_category: str | None) -> str | None:
    """Our legal form for a legal category of Insee; None when it says nothing we use."""
    if legal_category is None:
        return None
    if legal_category in _FORMS:
        return _FORMS[legal_category]
    if legal_category in _COOPERATIVE_COMPANIES:
        return "cooperative"
    return next((form for start, form in _FORMS_BY_BEGINNING if legal_category.startswith(start)), None)


# FINESS categories of establishments whose sector is beyond doubt.
_SECTORS_BY_FINESS: Final[dict[str, str]] = {
    **dict.fromkeys(("202", "207", "209", "354", "362", "381", "460", "463", "500", "501", "502"), "elderly_care"),
    **dict.fromkeys(
        (
            "182", "183", "186", "188", "189", "190", "192", "194", "195", "196", "246", "247", "249", "252",
            "253", "255", "382", "437", "445", "446", "448", "449",
        ),
        "disability",
    ),
    **dict.fromkeys(("172", "175", "176", "177", "223", "236", "241", "295"), "childhood"),
    **dict.fromkeys(
        ("101", "124", "131", "141", "146", "156", "161", "178", "197", "292", "355", "603", "696", "697"), "health"
    ),
    **dict.fromkeys(("214", "219", "443"), "inclusion"),
    **dict.fromkeys(("256", "257", "258"), "housing"),
    **dict.fromkeys(("300", "330"), "training"),
}  # fmt: skip

# Activities (NAF rev. 2), the longest beginning first.
_SECTORS_BY_NAF: Final[tuple[tuple[str, str], ...]] = (
    ("87.10A", "elderly_care"),
    ("87.30A", "elderly_care"),
    ("88.10A", "elderly_care"),
    ("87.10B", "disability"),
    ("87.10C", "disability"),
    ("87.20A", "disability"),
    ("87.30B", "disability"),
    ("88.10B", "disability"),
    ("88.10C", "disability"),
    ("88.91B", "disability"),
    ("88.91A", "childhood"),
    ("88.99A", "childhood"),
    ("87.90A", "childhood"),
    ("87.20B", "health"),
    ("87.90B", "inclusion"),
    ("88.99B", "inclusion"),
    ("55.20Z", "holiday_centres"),
    ("85.41Z", "training"),
    ("85.59", "training"),
    ("85.42Z", "higher_education"),
    ("68.20A", "housing"),
    ("84.11Z", "local_authority"),
    ("94.11Z", "representation"),
    ("94.12Z", "representation"),
    ("94.20Z", "representation"),
    ("46.17A", "purchasing"),
    ("46.19A", "purchasing"),
    ("86", "health"),
    ("90", "culture_and_sport"),
    ("91", "culture_and_sport"),
    ("93", "culture_and_sport"),
)


def sector_of(
    *, naf: str | None = None, finess_category: str | None = None, legal_category: str | None = None
) -> str | None:
    """Our sector for what a register says, the most precise first; None when it does not tell."""
    if finess_category is not None and finess_category in _SECTORS_BY_FINESS:
        return _SECTORS_BY_FINESS[finess_category]
    # Communes, departments, regions; groupings of communes.
    if legal_category is not None and legal_category.startswith(("72", "734")):
        return "local_authority"
    if naf is None:
        return None
    return next((sector for start, sector in _SECTORS_BY_NAF if naf.startswith(start)), None)
