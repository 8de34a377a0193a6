"""What the reference data of territories answers."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import Out, Search

CommuneKind = Literal["commune", "municipal_district", "delegated", "associated"]
DepartmentCode = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9AB][0-9]?$")]
PostalCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]


class RegionOut(Out):
    code: str = Field(examples=["84"])
    name: str = Field(examples=["Auvergne-Rhône-Alpes"])


class DepartmentOut(Out):
    code: str = Field(examples=["69"])
    name: str = Field(examples=["Rhône"])
    region_code: str = Field(examples=["84"])


class EpciOut(Out):
    siren: str = Field(examples=["246900625"])
    name: str = Field(examples=["CC du Pays de l’Arbresle"])
    kind: str = Field(
        description="CC, CA, CU, METRO, or MET69 for the Métropole de Lyon.", examples=["CC", "MET69"]
    )


class CommuneOut(Out):
    code: str = Field(
        description="Official geographic code (Insee), not the postal code.", examples=["69032"]
    )
    name: str = Field(examples=["Bully"])
    kind: CommuneKind = Field(description="A commune, a district of one, or a former commune.")
    parent_code: str | None = Field(description="The commune a district or former commune belongs to.")
    department_code: str | None = Field(examples=["69"])
    department_name: str | None = Field(examples=["Rhône"])
    region_code: str | None = Field(examples=["84"])
    epci_siren: str | None = Field(examples=["246900625"])
    epci_name: str | None = Field(examples=["CC du Pays de l’Arbresle"])
    postal_codes: list[str] = Field(
        description="One postal code may serve many communes.", examples=[["69210"]]
    )
    population: int | None = Field(examples=[2213])


class RegionQuery(PageQuery):
    """Pages of regions."""


class DepartmentQuery(PageQuery):
    region: str | None = Field(None, max_length=3, description="Code of a region.")


class EpciQuery(PageQuery):
    department: DepartmentCode | None = Field(
        None, description="Groupings with a commune in this department."
    )
    q: Search | None = Field(None, description="Beginning of the name after its kind, or any word of it.")


class CommuneQuery(PageQuery):
    q: Search | None = Field(
        None, description="Beginning of the name, accents and hyphens ignored, or of a postal code."
    )
    department: DepartmentCode | None = Field(None, description="Code of a department.")
    postal_code: PostalCode | None = Field(None, description="Communes served by this postal code.")
