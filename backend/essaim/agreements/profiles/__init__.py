"""What each legal form changes: data, not code. A product's reading of the texts named, not legal advice.

Every sentence rests on a source named in `sources`; what was not read in its text yet is named in `to_check`.
What a form forbids the parties to decide is a list of `Limit`, applied by `essaim.agreements.limits`.
"""

from typing import get_args

from essaim.agreements.models import LegalFormCode
from essaim.agreements.profiles import bodies, contracts, funds, groups
from essaim.agreements.profiles.form import DISCLAIMER, LegalForm, Limit

_FORMS = {form.code: form for form in (*contracts.FORMS, *groups.FORMS, *bodies.FORMS, *funds.FORMS)}

PROFILES: dict[LegalFormCode, LegalForm] = {code: _FORMS[code] for code in get_args(LegalFormCode)}


def profile(code: LegalFormCode) -> LegalForm:
    return PROFILES[code]


__all__ = ["DISCLAIMER", "PROFILES", "LegalForm", "Limit", "profile"]
