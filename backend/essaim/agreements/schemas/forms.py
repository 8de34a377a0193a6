"""What goes out about legal forms."""

from pydantic import Field

from essaim.agreements.models import LegalFormCode
from essaim.agreements.rules import ExitRule
from essaim.kit.schemas import Out


class LegalFormOut(Out):
    """What a legal form changes, in the language asked. A reading for this software, not legal advice."""

    code: LegalFormCode
    name: str
    parties: str
    votes: str
    exit: str
    exit_rule: ExitRule = Field(
        description="The rule applied to withdrawals: at any time; at the end of a calendar year with notice; by the agreement’s own terms."
    )
    minimum_notice_months: int = Field(description="Notice that the form itself demands.")
    minimum_parties: int = Field(
        description="Accepted parties needed to put it in force; never fewer than two."
    )
    liability: str
    vat_note: str
    can_repay: bool | None = Field(
        description="Whether contributions can be given back; null: not a matter of this form."
    )
    staff_lending_note: str | None
    warning: str | None
    sources: list[str]
    to_check: list[str] = Field(
        description="What was not read in its text yet: have it checked before relying on it."
    )
    disclaimer: str


class LegalForms(Out):
    items: list[LegalFormOut]
