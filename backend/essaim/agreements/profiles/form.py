"""The shape of a legal form, and what several forms have in common."""

from dataclasses import dataclass

from essaim.agreements.errors import LentStaffAtCostOnly, RuleForbidden
from essaim.agreements.models import LegalFormCode
from essaim.agreements.rulebook import LENT_STAFF_LINES
from essaim.agreements.rules import ExitRule
from essaim.kit.text import Text

COST_SHARING_VAT = Text(
    "L’exonération des groupements de moyens (CGI, art. 261 B) est l’usage : services seulement, jamais de biens, et les sommes réclamées doivent correspondre exactement à la part de chacun dans les dépenses communes.",
    "The exemption of cost-sharing groups (CGI, art. 261 B) is usual: services only, never goods, and the sums claimed must match exactly each member’s share of the common expenses.",
)
LENT_STAFF = Text(
    "Personnel prêté : seuls les salaires, les charges sociales et les frais professionnels remboursés se refacturent ; ni frais de gestion, ni forfait (Code du travail, art. L. 8241-1). L’accord écrit du salarié est nécessaire ; le prêteur reste employeur.",
    "Lent staff: only wages, social charges and reimbursed expenses may be billed; no management fee, no flat fee (Labour code, art. L. 8241-1). The employee’s written consent is needed; the lender remains the employer.",
)
DISCLAIMER = Text(
    "Lecture faite pour ce logiciel, sans valeur de conseil juridique : faites relire votre accord.",
    "A reading made for this software, not legal advice: have your agreement reviewed.",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a text forbids the parties to decide.

    `place` names a value of a rulebook (`exit.notice_months`; a list on the way stands for each of its items). Each
    value must be one of `one_of`, and lie within `at_least` and `at_most`, which count the items of a list. Without a
    `refusal` the software only warns: the text was not read, or leaves a choice.
    """

    place: str
    refusal: type[RuleForbidden] | None
    why: Text
    source: str
    one_of: tuple[object, ...] | None = None
    at_least: int | None = None
    at_most: int | None = None


LENT_STAFF_AT_COST = Limit(
    place="staff_lending.billable",
    refusal=LentStaffAtCostOnly,
    why=Text(
        "Le personnel prêté ne se refacture qu’à son coût : salaires, charges sociales, frais professionnels remboursés. Ni frais de gestion, ni forfait.",
        "Lent staff is billed at cost only: wages, social charges, reimbursed expenses. No management fee, no flat fee.",
    ),
    source="Code du travail, art. L. 8241-1",
    one_of=LENT_STAFF_LINES,
)


@dataclass(frozen=True, slots=True)
class LegalForm:
    """The rules of one form. `exit_rule`, `minimum_notice_months` and `minimum_parties` are applied by the software."""

    code: LegalFormCode
    name: Text
    parties: Text
    votes: Text
    exit: Text
    exit_rule: ExitRule
    liability: Text
    vat_note: Text
    minimum_notice_months: int = 0
    minimum_parties: int = 2
    can_repay: bool | None = None
    staff_lending_note: Text | None = None
    warning: Text | None = None
    sources: tuple[str, ...] = ()
    to_check: tuple[Text, ...] = ()
    own_limits: tuple[Limit, ...] = ()

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What this form forbids, and what is forbidden whatever the form."""
        return (*self.own_limits, LENT_STAFF_AT_COST)
