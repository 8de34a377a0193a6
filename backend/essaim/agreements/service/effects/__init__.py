"""What decisions may change in an agreement: its rules, its parties, its lead, its end.

Each effect is previewed by anybody who reads the decision, and applied in the transaction that closes the vote, on behalf
of whoever closes it: the second wall lets it through because the adopted decision names the agreement.
"""

from essaim.agreements.effects import Effect
from essaim.agreements.service.effects import admission, adoption, ending, exclusion, lead

EFFECTS: tuple[Effect, ...] = (
    adoption.ADOPT_RULES,
    admission.ADMIT_PARTY,
    exclusion.EXCLUDE_PARTY,
    lead.APPOINT_COORDINATOR,
    ending.DISSOLVE,
    ending.OPINION,
)
