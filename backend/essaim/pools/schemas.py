"""What goes in and out of pools."""

from pydantic import ConfigDict, Field

from essaim.agreements.models import LegalFormCode
from essaim.agreements.schemas import AgreementChange, AgreementIn, AgreementOut


class PoolIn(AgreementIn):
    """A new pool, as a draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Mutualisation des fonctions de gestion",
                    "purpose": "Partager la paie, la qualité et un minibus.",
                    "legal_form": "shared_means",
                    "confidentiality": "aggregates",
                    "starts_on": "2027-01-01",
                    "term_ends_on": "2029-12-31",
                    "renewal_months": 12,
                    "notice_months": 6,
                }
            ]
        }
    )

    legal_form: LegalFormCode = Field(
        "shared_means", description="What each form changes: GET /v1/agreements/legal-forms."
    )


class PoolChange(AgreementChange):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Mutualisation de la paie"}]})


class PoolOut(AgreementOut):
    """A pool. What it shares: GET /v1/resources?shared_with={id}."""
