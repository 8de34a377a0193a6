"""Tables of organisations."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, Computed, DateTime, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model

UUID7 = text("uuid7()")
NOW = text("now()")
FRENCH_KEY = "french_key(name)"
SEARCHED = "name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, '')"

LegalForm = Literal[
    "association",
    "foundation",
    "mutual",
    "cooperative",
    "employer_group",
    "cooperation_group",
    "public_body",
    "company",
    "other",
]
Sector = Literal[
    "elderly_care",
    "disability",
    "childhood",
    "health",
    "holiday_centres",
    "training",
    "higher_education",
    "inclusion",
    "housing",
    "culture_and_sport",
    "local_authority",
    "representation",
    "purchasing",
    "other",
]
ContractingAuthority = Literal["yes", "no", "unknown"]
Source = Literal["entered", "sirene", "rna", "finess", "demo"]
FigureKind = Literal["beds", "places", "fte", "budget", "members", "trainees", "volunteers", "taxable_share"]
Visibility = Literal["public", "partners", "private"]


class Organisation(Model):
    """A legal person."""

    __tablename__ = "organisations"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str | None] = mapped_column(Text)
    siren: Mapped[str | None] = mapped_column(Text, unique=True)
    rna: Mapped[str | None] = mapped_column(Text, unique=True)
    finess: Mapped[str | None] = mapped_column(Text, unique=True)
    nda: Mapped[str | None] = mapped_column(Text, unique=True)
    legal_category: Mapped[str | None] = mapped_column(Text)
    legal_form: Mapped[LegalForm] = mapped_column(Text, server_default="other")
    sector: Mapped[Sector] = mapped_column(Text, server_default="other")
    naf: Mapped[str | None] = mapped_column(Text)
    is_network: Mapped[bool] = mapped_column(server_default=text("false"))
    is_ess: Mapped[bool | None]
    contracting_authority: Mapped[ContractingAuthority] = mapped_column(Text, server_default="unknown")
    description: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(Text, ForeignKey("communes.code"))
    department_code: Mapped[str | None] = mapped_column(Text, ForeignKey("departments.code"))
    region_code: Mapped[str | None] = mapped_column(Text, ForeignKey("regions.code"))
    founded_on: Mapped[date | None]
    ceased_on: Mapped[date | None]
    source: Mapped[Source] = mapped_column(Text, server_default="entered")
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))
    search: Mapped[str | None] = mapped_column(
        TSVECTOR,
        Computed(
            f"to_tsvector('french', {SEARCHED}) || to_tsvector('fr_unaccent', {SEARCHED})", persisted=True
        ),
        deferred=True,
    )

    __table_args__ = (
        Index("organisations_sort_key_idx", "sort_key", "id"),
        Index("organisations_department_code_idx", "department_code", "sector", "sort_key", "id"),
        Index("organisations_region_code_idx", "region_code", "sort_key", "id"),
        Index("organisations_sector_idx", "sector", "sort_key", "id"),
        Index("organisations_legal_form_idx", "legal_form", "sort_key", "id"),
        Index("organisations_commune_code_idx", "commune_code", "sort_key", "id"),
        Index("organisations_is_network_idx", "sort_key", "id", postgresql_where=text("is_network")),
        Index("organisations_prefix_idx", "sort_key", postgresql_ops={"sort_key": "text_pattern_ops"}),
        Index("organisations_search_idx", "department_code", "sector", "search", postgresql_using="gin"),
    )


class OrganisationWord(Model):
    """A word in use in the directory, without accents: typing mistakes are corrected against these.

    Filled by a trigger whenever organisations are written.
    """

    __tablename__ = "organisation_words"

    word: Mapped[str] = mapped_column(Text, primary_key=True)

    __table_args__ = (
        Index(
            "organisation_words_word_idx",
            "word",
            postgresql_using="gist",
            postgresql_ops={"word": "gist_trgm_ops"},
        ),
    )


class Site(Model):
    """A place where an organisation is active."""

    __tablename__ = "sites"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(Text)
    siret: Mapped[str | None] = mapped_column(Text, unique=True)
    finess: Mapped[str | None] = mapped_column(Text, unique=True)
    category_code: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    is_head_office: Mapped[bool] = mapped_column(server_default=text("false"))
    address: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(Text, ForeignKey("communes.code"))
    department_code: Mapped[str | None] = mapped_column(Text, ForeignKey("departments.code"))
    closed_on: Mapped[date | None]
    source: Mapped[Source] = mapped_column(Text, server_default="entered")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))

    __table_args__ = (Index("sites_organisation_id_idx", "organisation_id", "sort_key", "id"),)


class Figure(Model):
    """A dated quantity of an organisation, in the smallest unit: keys of sharing are computed from it."""

    __tablename__ = "figures"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[FigureKind] = mapped_column(Text)
    value: Mapped[int] = mapped_column(
        BigInteger,
        comment="Integer of the smallest unit: beds, places, members whole; fte and percentages in hundredths; budget in cents.",
    )
    valid_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    visibility: Mapped[Visibility] = mapped_column(Text, server_default="private")
    fictional: Mapped[bool] = mapped_column(server_default=text("false"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)

    __table_args__ = (UniqueConstraint("organisation_id", "kind", "valid_on", name="figures_kind_key"),)
