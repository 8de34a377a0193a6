"""Suppliers that an agreement knows."""

from uuid import UUID

from pydantic import ConfigDict, Field

from essaim.agreements.schemas import absent
from essaim.kit.pagination import PageQuery
from essaim.kit.schemas import In, Line, Out, ShortText
from essaim.organisations.schemas import Email, Siren


class SupplierIn(In):
    """A supplier that may be asked for quotes. Its contact is a firm's, read by every party."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"agreement_id": "019e0000-0000-7000-8000-000000000000", "name": "Gants du Rhône"}]
        }
    )

    agreement_id: UUID
    name: Line = Field(examples=["Gants du Rhône"])
    siren: Siren | None = None
    email: Email | None = None
    siae: bool = Field(False, description="An inclusive enterprise or an ESAT, as the coordinator verified.")
    note: ShortText | None = None


class SupplierChange(In):
    """What to change; a field left out stays as it is."""

    name: Line = absent()
    siren: Siren | None = absent()
    email: Email | None = absent()
    siae: bool = absent()
    note: ShortText | None = absent()


class SupplierQuery(PageQuery):
    agreement_id: UUID


class SupplierOut(Out):
    id: UUID
    agreement_id: UUID
    name: str
    siren: str | None
    email: str | None
    siae: bool = Field(description="An inclusive enterprise or an ESAT, as the coordinator verified.")
    note: str | None
    version: int
