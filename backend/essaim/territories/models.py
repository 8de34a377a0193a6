"""Tables of the official geographic code. Filled by `loading`, read by everybody."""

from sqlalchemy import Computed, ForeignKey, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from essaim.kit.db import Model

FRENCH_KEY = "french_key(name)"


class Region(Model):
    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))


class Department(Model):
    __tablename__ = "departments"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    region_code: Mapped[str] = mapped_column(Text, ForeignKey("regions.code"))
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))


class Epci(Model):
    """A grouping of communes with its own taxes (établissement public de coopération intercommunale)."""

    __tablename__ = "epcis"

    siren: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))


class Commune(Model):
    """A commune, a district of Paris, Lyon or Marseille, or a former commune (`kind`)."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str | None] = mapped_column(Text, Computed(FRENCH_KEY, persisted=True))
    kind: Mapped[str] = mapped_column(Text)
    parent_code: Mapped[str | None] = mapped_column(Text)
    department_code: Mapped[str | None] = mapped_column(Text, ForeignKey("departments.code"))
    region_code: Mapped[str | None] = mapped_column(Text, ForeignKey("regions.code"))
    epci_siren: Mapped[str | None] = mapped_column(Text, ForeignKey("epcis.siren"))
    postal_codes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    population: Mapped[int | None]


class ReferenceVersion(Model):
    """Which edition of a set of reference data this database holds."""

    __tablename__ = "reference_versions"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[str] = mapped_column(Text)
