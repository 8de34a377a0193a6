"""Groups: their members cooperate through a body of their own."""

from essaim.agreements.errors import NoticeTooBrief, TooManyProxies, WithdrawalAtYearEndOnly
from essaim.agreements.profiles.form import COST_SHARING_VAT, LENT_STAFF, LegalForm, Limit
from essaim.kit.text import Text

_CASF_EXIT = "CASF, art. R. 312-194-10"
_CASF_PROXY = "CASF, art. R. 312-194-10 et suivants"
_CSP = "Code de la santé publique, art. L. 6133-1 et suivants, lus comme ceux du GCSMS (à vérifier)"


def _withdrawal(exit_source: str, proxy_source: str) -> tuple[Limit, ...]:
    """Withdrawal and proxies of a cooperation group, by the text that says so."""
    return (
        Limit(
            place="exit.timing",
            refusal=WithdrawalAtYearEndOnly,
            why=Text(
                "Un membre d’un groupement de coopération s’en retire à la fin d’un exercice budgétaire.",
                "A member of a cooperation group withdraws at the end of a budget year.",
            ),
            source=exit_source,
            one_of=("financial_year_end",),
        ),
        Limit(
            place="exit.notice_months",
            refusal=NoticeTooBrief,
            why=Text(
                "Le retrait d’un groupement de coopération se notifie au moins six mois avant la fin de l’exercice.",
                "Withdrawal from a cooperation group is notified at least six months before the end of the year.",
            ),
            source=exit_source,
            at_least=6,
        ),
        Limit(
            place="voting.proxy_limit",
            refusal=TooManyProxies,
            why=Text(
                "Dans un groupement de coopération, un membre porte au plus un pouvoir.",
                "In a cooperation group, a member holds at most one proxy.",
            ),
            source=proxy_source,
            at_most=1,
        ),
    )


FORMS = (
    LegalForm(
        code="gcsms",
        name=Text(
            "Groupement de coopération sociale ou médico-sociale (GCSMS)",
            "Social or medico-social cooperation group (GCSMS)",
        ),
        parties=Text(
            "Personnes publiques ou privées du secteur social et médico-social, et organismes de santé.",
            "Public or private persons of social and medico-social care, and health bodies.",
        ),
        votes=Text(
            "Droits fixés par la convention constitutive, en proportion du capital ou, sans capital, de la participation aux charges (à vérifier). Un membre porte au plus un pouvoir.",
            "Rights set by the founding agreement, in proportion to capital or, without capital, to the share of running costs (to be checked). A member holds at most one proxy.",
        ),
        exit=Text(
            "À la fin d’un exercice budgétaire, avec un préavis d’au moins six mois.",
            "At the end of a budget year, with at least six months’ notice.",
        ),
        exit_rule="financial_year_end",
        minimum_notice_months=6,
        liability=Text(
            "Dettes en proportion des droits (à vérifier).", "Debts in proportion to rights (to be checked)."
        ),
        vat_note=COST_SHARING_VAT,
        sources=("CASF, art. L. 312-7, R. 312-194-1 et suivants, R. 312-194-10", "CGI, art. 261 B"),
        to_check=(
            Text(
                "Droits de vote et dettes : articles R. 312-194-4 à R. 312-194-11 du CASF.",
                "Voting rights and debts: articles R. 312-194-4 to R. 312-194-11 of the CASF.",
            ),
            Text(
                "Décret du 29 décembre 2025 : facturation et budget des GCSMS.",
                "Decree of 29 December 2025: billing and budget of GCSMS.",
            ),
        ),
        own_limits=(*_withdrawal(_CASF_EXIT, _CASF_PROXY),),
    ),
    LegalForm(
        code="gcs",
        name=Text("Groupement de coopération sanitaire (GCS)", "Health cooperation group (GCS)"),
        parties=Text(
            "Comprend obligatoirement un établissement de santé.", "Must include a health establishment."
        ),
        votes=Text(
            "Même famille de règles que le GCSMS (à vérifier).",
            "Same family of rules as the GCSMS (to be checked).",
        ),
        exit=Text(
            "Même famille de règles que le GCSMS : fin d’exercice, six mois de préavis (à vérifier).",
            "Same family of rules as the GCSMS: end of the year, six months’ notice (to be checked).",
        ),
        exit_rule="financial_year_end",
        minimum_notice_months=6,
        liability=Text("Fixée par la convention constitutive.", "Stated by the founding agreement."),
        vat_note=COST_SHARING_VAT,
        sources=("Code de la santé publique, art. L. 6133-1 et suivants", "CGI, art. 261 B"),
        to_check=(Text("Votes et préavis de retrait.", "Votes and notice of withdrawal."),),
        own_limits=(*_withdrawal(_CSP, _CSP),),
    ),
    LegalForm(
        code="employer_group",
        name=Text("Groupement d’employeurs", "Employers’ group"),
        parties=Text(
            "Association ou coopérative ; peut réunir des structures diverses.",
            "An association or cooperative; may mix bodies.",
        ),
        votes=Text("Selon les statuts.", "As the statutes say."),
        exit=Text("Selon les statuts.", "As the statutes say."),
        exit_rule="agreement_terms",
        liability=Text(
            "Les membres répondent solidairement des dettes (à vérifier).",
            "Members are jointly liable for debts (to be checked).",
        ),
        vat_note=Text(
            "Exonération possible (CGI, art. 261 B) si tous les membres sont exonérés, le personnel réservé aux membres et facturé au coût réel, l’avance limitée à un ou deux mois de paie.",
            "Exemption possible (CGI, art. 261 B) if all members are exempt, staff is for members only and billed at real cost, and the advance is limited to one or two months of pay.",
        ),
        staff_lending_note=LENT_STAFF,
        sources=("Code du travail, art. L. 1253-1 et suivants, L. 8241-1", "CGI, art. 261 B"),
        to_check=(
            Text(
                "Responsabilité solidaire et ses aménagements : Code du travail, art. L. 1253-8.",
                "Joint liability and its options: Labour code, art. L. 1253-8.",
            ),
        ),
    ),
    LegalForm(
        code="gie",
        name=Text("Groupement d’intérêt économique (GIE)", "Economic interest group (GIE)"),
        parties=Text("Au moins deux, activité économique.", "At least two, an economic activity."),
        votes=Text("Selon le contrat.", "As the contract says."),
        exit=Text("Selon le contrat.", "As the contract says."),
        exit_rule="agreement_terms",
        liability=Text(
            "Indéfinie et solidaire. Un nouveau membre peut être exonéré des dettes antérieures.",
            "Unlimited, joint and several. A newcomer may be freed of earlier debts.",
        ),
        vat_note=Text(
            "L’exonération de l’article 261 B du CGI est possible.",
            "The exemption of article 261 B of the CGI is possible.",
        ),
        warning=Text(
            "Chaque membre répond de toutes les dettes du groupement.",
            "Each member answers for all the debts of the group.",
        ),
        sources=("Code de commerce, art. L. 251-1 et suivants", "service-public, notice GIE"),
    ),
)
