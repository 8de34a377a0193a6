"""What organisations take in and answer."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Clean, Day, In, Instant, Line, LongText, Out, Search, ShortText
from essaim.organisations.identifiers import (
    InvalidIdentifier,
    parse_commune,
    parse_finess,
    parse_legal_category,
    parse_naf,
    parse_nda,
    parse_rna,
    parse_siren,
    parse_siret,
)
from essaim.organisations.models import (
    ContractingAuthority,
    FigureKind,
    LegalForm,
    Sector,
    Source,
    Visibility,
)


def _identifier(parse: Callable[[str], str]) -> AfterValidator:
    """Reads an identifier as people type it; a wrong one is refused in words."""

    def check(typed: str) -> str:
        try:
            return parse(typed)
        except InvalidIdentifier as invalid:
            raise PydanticCustomError(
                "invalid_identifier",
                "{en}",
                {"fr": invalid.message_fr, "en": invalid.message_en, "reason": invalid.reason},
            ) from invalid

    return AfterValidator(check)


_Typed = StringConstraints(max_length=40)
Siren = Annotated[str, _Typed, _identifier(parse_siren), Field(examples=["990000010"])]
Siret = Annotated[str, _Typed, _identifier(parse_siret), Field(examples=["99000001000019"])]
Rna = Annotated[str, _Typed, _identifier(parse_rna), Field(examples=["W691000000"])]
Finess = Annotated[str, _Typed, _identifier(parse_finess), Field(examples=["690000005"])]
Nda = Annotated[str, _Typed, _identifier(parse_nda), Field(examples=["84690000069"])]
Naf = Annotated[str, _Typed, _identifier(parse_naf), Field(examples=["87.10A"])]
LegalCategory = Annotated[str, _Typed, _identifier(parse_legal_category), Field(examples=["9220"])]
CommuneCode = Annotated[
    str,
    _Typed,
    _identifier(parse_commune),
    Field(description="Official geographic code (Insee), not the postal code.", examples=["69032"]),
]
DepartmentCode = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]?$"), Field(examples=["69"])]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$"), Field(examples=["84"])]
PostalCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$"), Field(examples=["69210"])]
Website = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^https?://[^\s]+$"),
    Clean,
    Field(examples=["https://exemple.test"]),
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    Clean,
    Field(examples=["contact@exemple.test"]),
]
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9 .()-]{3,30}$"),
    Field(examples=["04 72 00 00 00"]),
]


# Filters


class DirectoryFilters(In):
    """What narrows the directory."""

    q: Search | None = Field(
        None,
        description="Words of the name, short name or city; accents, plurals and small mistakes do not matter, "
        "the last word may be unfinished. Or a SIREN, SIRET, RNA, FINESS or NDA number.",
    )
    department: DepartmentCode | None = Field(None, description="Code of a department.")
    region: RegionCode | None = Field(None, description="Code of a region.")
    commune: CommuneCode | None = None
    sector: Sector | None = None
    legal_form: LegalForm | None = None
    network: UUID | None = Field(None, description="Direct members, today, of this network.")
    is_network: bool | None = None


class DirectoryQuery(DirectoryFilters, PageQuery):
    """Filters, order and page of the directory."""

    sort: Literal["name", "-name", "relevance"] | None = Field(
        None,
        description="`relevance` needs `q` and is its default; it ranks the first 500 matches. Otherwise `name`.",
    )

    @model_validator(mode="after")
    def _relevance_needs_words(self) -> "DirectoryQuery":
        if self.sort == "relevance" and not self.q:
            raise PydanticCustomError(
                "relevance_without_words",
                "{en}",
                {
                    "fr": "Le tri par pertinence demande des mots à chercher (q).",
                    "en": "Sorting by relevance needs words to search for (q).",
                },
            )
        return self


class SuggestionQuery(In):
    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Clean] = Field(
        description="Beginning of a name, accents and capitals ignored."
    )


class SiteQuery(PageQuery):
    closed: bool | None = Field(None, description="Only closed sites, or only open ones; both if left out.")


class FigureQuery(PageQuery):
    kind: FigureKind | None = None


# Answers


class OrganisationLine(Out):
    """One line of the directory."""

    id: UUID
    name: str = Field(examples=["EHPAD Les Tilleuls"])
    short_name: str | None
    sector: Sector
    legal_form: LegalForm
    is_network: bool
    city: str | None = Field(examples=["Bully"])
    department_code: str | None = Field(examples=["69"])
    department_name: str | None = Field(examples=["Rhône"])
    siren: str | None
    fictional: bool = Field(description="Invented for the demonstration.")


class DirectoryPage(Out):
    items: list[OrganisationLine]
    next_cursor: str | None = Field(
        description="Give it back as `cursor` for the next page; null at the end."
    )
    corrected_query: str | None = Field(
        description="The words searched instead of `q`, when `q` itself found nothing."
    )


class DirectoryCount(Out):
    count: int = Field(description="Number of matches, at most 1,000.")
    capped: bool = Field(description="There are more than `count`.")
    corrected_query: str | None


class Suggestion(Out):
    id: UUID
    name: str
    city: str | None
    department_code: str | None
    sector: Sector
    is_network: bool


class Suggestions(Out):
    items: list[Suggestion]


class SiteOut(Out):
    id: UUID
    name: str
    siret: str | None
    finess: str | None
    category_code: str | None
    category: str | None
    is_head_office: bool
    address: str | None
    postal_code: str | None
    city: str | None
    commune_code: str | None
    department_code: str | None
    closed_on: date | None
    source: Source
    version: int


class FigureOut(Out):
    kind: FigureKind
    value: int = Field(description="Integer of the smallest unit, see `unit`.")
    unit: str = Field(
        description="Unit and number of decimals: `FTE/2` 1250 is 12.50 full-time equivalents, `EUR/2` is cents.",
        examples=["BED/0", "FTE/2", "EUR/2"],
    )
    valid_on: date
    source: str
    visibility: Visibility
    fictional: bool
    version: int


class OrganisationOut(Out):
    """The record of an organisation."""

    id: UUID
    name: str
    short_name: str | None
    siren: str | None
    rna: str | None
    finess: str | None
    nda: str | None
    legal_category: str | None
    legal_form: LegalForm
    sector: Sector
    naf: str | None
    is_network: bool
    is_ess: bool | None = Field(
        description="Belongs to the social and solidarity economy; null when unknown."
    )
    contracting_authority: ContractingAuthority = Field(description="Bound by public procurement law.")
    description: str | None
    website: str | None
    email: str | None
    phone: str | None
    address: str | None
    postal_code: str | None
    city: str | None
    commune_code: str | None
    department_code: str | None
    department_name: str | None
    region_code: str | None
    region_name: str | None
    founded_on: date | None
    ceased_on: date | None
    source: Source
    fictional: bool
    claimed: bool = Field(description="Its own people are here and keep this record.")
    may_change: bool = Field(description="You may change this record.")
    version: int
    created_at: Instant
    updated_at: Instant
    sites: list[SiteOut] = Field(description="Open sites, head office first, at most 50.")
    more_sites: bool = Field(description="There are more sites: see the list of sites.")
    figures: list[FigureOut] = Field(description="The latest figure of each kind that you may see.")


# Bodies


class _Identity(In):
    short_name: Line | None = None
    siren: Siren | None = None
    rna: Rna | None = None
    finess: Finess | None = Field(None, description="FINESS number of the legal entity (EJ).")
    nda: Nda | None = Field(None, description="Declaration number of a training body.")
    legal_category: LegalCategory | None = None
    naf: Naf | None = None
    is_ess: bool | None = None
    description: LongText | None = None
    website: Website | None = None
    email: Email | None = None
    phone: Phone | None = None
    address: ShortText | None = None
    postal_code: PostalCode | None = None
    city: Line | None = None
    commune_code: CommuneCode | None = None
    department_code: DepartmentCode | None = Field(
        None, description="Only when the commune is not known; otherwise it follows from the commune."
    )
    founded_on: Day | None = None
    ceased_on: Day | None = None


class OrganisationIn(_Identity):
    """A new record. Identifiers may be typed with spaces."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "EHPAD Les Tilleuls (fictif)",
                    "legal_form": "association",
                    "sector": "elderly_care",
                    "siren": "990 000 010",
                    "commune_code": "69032",
                }
            ]
        }
    )

    name: Line
    legal_form: LegalForm = "other"
    sector: Sector = "other"
    is_network: bool = False
    contracting_authority: ContractingAuthority = "unknown"


class OrganisationPatch(_Identity):
    """Merge patch: fields left out stay, null empties a field."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "04 72 00 00 00"}]})

    name: Line = ""
    legal_form: LegalForm = "other"
    sector: Sector = "other"
    is_network: bool = False
    contracting_authority: ContractingAuthority = "unknown"


class _Place(In):
    siret: Siret | None = None
    finess: Finess | None = Field(None, description="FINESS number of the establishment (ET).")
    category_code: Annotated[str, StringConstraints(max_length=20), Clean] | None = None
    category: Line | None = None
    address: ShortText | None = None
    postal_code: PostalCode | None = None
    city: Line | None = None
    commune_code: CommuneCode | None = None


class SiteIn(_Place):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Résidence du Parc", "commune_code": "69032"}]}
    )

    name: Line
    is_head_office: bool = False


class SitePatch(_Place):
    """Merge patch: fields left out stay, null empties a field."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Résidence du Lac"}]})

    name: Line = ""
    is_head_office: bool = False


class FigureIn(In):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"value": 84, "source": "Arrêté d’autorisation 2025", "visibility": "partners"}]
        }
    )

    value: Annotated[int, Field(ge=0, le=10**15)] = Field(
        description="Integer of the smallest unit: beds, places, people whole; `fte` in hundredths; `budget` in cents; `taxable_share` in hundredths of a percent, 10,000 at most."
    )
    source: Line = Field(description="Where the figure comes from.")
    visibility: Visibility = Field(
        "private",
        description="`public`: everybody; `partners`: parties of a running agreement with you; `private`: you alone.",
    )
