"""Legal forms over HTTP."""

from essaim.agreements import queries
from essaim.agreements.endpoints.routing import router
from essaim.agreements.language import AskedLanguage
from essaim.agreements.schemas import LegalForms
from essaim.kit.policy import PUBLIC, policy


@router.get("/legal-forms")
@policy(PUBLIC)
async def read_legal_forms(language: AskedLanguage) -> LegalForms:
    """Legal forms an agreement may take and what each changes, with sources, in the language asked."""
    return queries.legal_forms(language)
