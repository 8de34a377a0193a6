"""What goes in and out of agreements, whatever their kind."""

from essaim.agreements.schemas.agreements import (
    AgreementChange,
    AgreementIn,
    AgreementOut,
    AgreementQuery,
    AgreementSummary,
    TermOut,
)
from essaim.agreements.schemas.common import (
    Label,
    Note,
    Purpose,
    absent,
)
from essaim.agreements.schemas.documents import (
    DocumentLabel,
    DocumentOut,
    DocumentQuery,
)
from essaim.agreements.schemas.entry import (
    AdmissionIn,
    OpenAgreementOut,
    OpenQuery,
    RequestIn,
    RequestOut,
)
from essaim.agreements.schemas.forms import (
    LegalFormOut,
    LegalForms,
)
from essaim.agreements.schemas.parties import (
    Leaving,
    PartyIn,
    PartyOut,
    PartyQuery,
)
from essaim.agreements.schemas.versions import (
    ClausesOut,
    DifferenceOut,
    ForbiddenOut,
    LimitOut,
    RulesChange,
    RulesCheckOut,
    RulesIn,
    RulesOut,
    RulesQuery,
    RulesSummary,
    RulesTrial,
    RulesVersionOut,
    RuleWarningOut,
)

__all__ = [
    "AdmissionIn",
    "AgreementChange",
    "AgreementIn",
    "AgreementOut",
    "AgreementQuery",
    "AgreementSummary",
    "ClausesOut",
    "DifferenceOut",
    "DocumentLabel",
    "DocumentOut",
    "DocumentQuery",
    "ForbiddenOut",
    "Label",
    "Leaving",
    "LegalFormOut",
    "LegalForms",
    "LimitOut",
    "Note",
    "OpenAgreementOut",
    "OpenQuery",
    "PartyIn",
    "PartyOut",
    "PartyQuery",
    "Purpose",
    "RequestIn",
    "RequestOut",
    "RuleWarningOut",
    "RulesChange",
    "RulesCheckOut",
    "RulesIn",
    "RulesOut",
    "RulesQuery",
    "RulesSummary",
    "RulesTrial",
    "RulesVersionOut",
    "TermOut",
    "absent",
]
