"""What each legal form changes: data, not code. A product's reading of the texts named, not legal advice.

Every sentence rests on a source named in `sources`; what was not read in its text yet is named in `to_check`.
"""

from dataclasses import dataclass

from essaim.agreements.models import LegalFormCode
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


_FORMS = (
    LegalForm(
        code="agreement",
        name=Text("Convention de partenariat", "Partnership agreement"),
        parties=Text(
            "Au moins deux personnes morales, sans structure nouvelle.",
            "At least two legal persons, no new body.",
        ),
        votes=Text(
            "Pas de vote : un comité de suivi, à parité.", "No vote: a steering committee, with parity."
        ),
        exit=Text(
            "Au terme, ou avec le préavis prévu par la convention.",
            "At the term, or with the notice the agreement sets.",
        ),
        exit_rule="agreement_terms",
        liability=Text("Chacun répond de ses propres engagements.", "Each answers for its own undertakings."),
        vat_note=Text(
            "Les services payés sont taxables, sauf exonération ou franchise.",
            "Services for money are taxable unless exempt or under the threshold.",
        ),
        staff_lending_note=LENT_STAFF,
        sources=("Code du travail, art. L. 8241-1",),
        to_check=(
            Text("Régime de TVA de chaque prestation.", "The VAT treatment of each service."),
            Text("Répartition de la responsabilité.", "How liability is divided."),
        ),
    ),
    LegalForm(
        code="shared_means",
        name=Text("Convention de mutualisation de moyens", "Agreement to share means"),
        parties=Text(
            "Au moins deux personnes morales (groupement de fait).",
            "At least two legal persons (a de-facto group).",
        ),
        votes=Text(
            "Selon la convention ; d’usage, une organisation, une voix.",
            "As the agreement says; usually one organisation, one vote.",
        ),
        exit=Text("Selon la convention.", "As the agreement says."),
        exit_rule="agreement_terms",
        liability=Text("Selon la convention.", "As the agreement says."),
        vat_note=Text(
            "L’article 261 B du CGI peut s’appliquer à un groupement de fait, non à un simple contrat de services : il lui faut ses propres règles.",
            "Article 261 B of the CGI can apply to a de-facto group, not to a mere service contract: it needs its own rules.",
        ),
        staff_lending_note=LENT_STAFF,
        sources=(
            "CGI, art. 261 B ; BOFiP, § 20",
            "Conseil d’État, 10 juillet 2012",
            "Code du travail, art. L. 8241-1",
        ),
    ),
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
    LegalForm(
        code="association",
        name=Text("Association, fédération, union", "Association, federation, union"),
        parties=Text(
            "Personnes morales, parfois des réseaux de réseaux.",
            "Legal persons, sometimes networks of networks.",
        ),
        votes=Text(
            "Une organisation, une voix ; ou pondérées par établissements ou lits avec un plafond ; ou par collèges.",
            "One organisation, one vote; or weighted by establishments or beds with a cap; or by colleges.",
        ),
        exit=Text(
            "À tout moment, toute clause contraire étant nulle ; restent dues les cotisations échues et celles de l’année en cours.",
            "At any time, any contrary clause being void; fees already due and those of the current year remain owed.",
        ),
        exit_rule="any_time",
        liability=Text("Aucune au-delà des cotisations.", "None beyond fees."),
        vat_note=Text(
            "L’exonération de l’article 261 B du CGI vise les services rendus au coût.",
            "The exemption of article 261 B of the CGI is for services at cost.",
        ),
        can_repay=True,
        sources=("Loi du 1er juillet 1901, art. 4", "CGI, art. 261 B"),
    ),
    LegalForm(
        code="cuma",
        name=Text(
            "Coopérative d’utilisation de matériel agricole (CUMA)", "Farm machinery cooperative (CUMA)"
        ),
        parties=Text(
            "Au moins quatre membres ; services réservés aux membres.",
            "At least four members; services for members only.",
        ),
        votes=Text("Un membre, une voix.", "One member, one vote."),
        exit=Text(
            "À la fin de la période d’engagement, avec trois mois de préavis ; plus tôt, par décision motivée du conseil dans les trois mois.",
            "At the end of the commitment period, with three months’ notice; earlier by a reasoned board decision within three months.",
        ),
        exit_rule="agreement_terms",
        minimum_notice_months=3,
        minimum_parties=4,
        liability=Text(
            "L’ancien membre répond cinq ans de sa part des dettes.",
            "A former member is liable for five years for its share of debts.",
        ),
        vat_note=Text("Régime ordinaire ou agricole.", "Ordinary or agricultural rules."),
        can_repay=True,
        sources=(
            "Code rural et de la pêche maritime (coopératives agricoles)",
            "Presse agricole : entraid, La France agricole",
        ),
    ),
    LegalForm(
        code="scic",
        name=Text(
            "Société coopérative d’intérêt collectif (SCIC)", "Cooperative of collective interest (SCIC)"
        ),
        parties=Text(
            "Au moins trois catégories d’associés (à vérifier).",
            "At least three categories of members (to be checked).",
        ),
        votes=Text(
            "Un associé, une voix ; collèges possibles, de 10 à 50 % chacun (bornes à vérifier).",
            "One member, one vote; colleges possible, 10 to 50 % each (limits to be checked).",
        ),
        exit=Text("Capital variable, parts remboursées.", "Variable capital, shares repaid."),
        exit_rule="agreement_terms",
        liability=Text("Limitée aux parts.", "Limited to shares."),
        vat_note=Text("Régime commercial ordinaire.", "Ordinary commercial rules."),
        can_repay=True,
        sources=("Loi du 10 septembre 1947, art. 19 quinquies et suivants",),
        to_check=(
            Text(
                "Catégories d’associés, bornes des collèges, taux des réserves.",
                "Categories of members, limits of colleges, reserve rate.",
            ),
        ),
    ),
    LegalForm(
        code="purchasing_group",
        name=Text("Groupement d’achats", "Purchasing group"),
        parties=Text(
            "Acheteurs ayant un cahier des charges et des volumes communs.",
            "Buyers with a common specification and volumes.",
        ),
        votes=Text("Règles du groupement.", "The group’s rules."),
        exit=Text("À la fin du contrat.", "At the end of the contract."),
        exit_rule="agreement_terms",
        liability=Text("Chacun paie ses propres commandes.", "Each pays its own orders."),
        vat_note=Text(
            "Achats de biens : hors de l’article 261 B du CGI.",
            "Purchases of goods: outside article 261 B of the CGI.",
        ),
        sources=("CGI, art. 261 B",),
        to_check=(
            Text(
                "Présence d’acheteurs soumis à la commande publique.",
                "Presence of buyers bound by public procurement.",
            ),
        ),
    ),
    LegalForm(
        code="common_fund",
        name=Text("Fonds commun porté par une association", "Common fund held by an association"),
        parties=Text("Les membres.", "The members."),
        votes=Text("Une organisation, une voix.", "One organisation, one vote."),
        exit=Text(
            "Du fonds : à la fin de l’année civile, avec le préavis convenu. De l’association qui le porte : à tout moment.",
            "From the fund: at the end of the calendar year, with the notice agreed. From the association that holds it: at any time.",
        ),
        exit_rule="financial_year_end",
        liability=Text("Aucune.", "None."),
        vat_note=Text(
            "Hors champ si rien n’est rendu en contrepartie.",
            "Outside the scope if no service is given in return.",
        ),
        can_repay=True,
        sources=("Loi du 1er juillet 1901, art. 4", "Plan comptable associatif, comptes 1024 et 1034"),
        to_check=(
            Text(
                "Droit de reprise des apports : à écrire dans la convention.",
                "Right of return of contributions: to be written in the agreement.",
            ),
        ),
    ),
    LegalForm(
        code="endowment_fund",
        name=Text("Fonds de dotation", "Endowment fund"),
        parties=Text(
            "Des fondateurs ; un conseil d’au moins trois membres.",
            "Founders; a board of at least three.",
        ),
        votes=Text("Le conseil d’administration.", "The board."),
        exit=Text(
            "Les apports sont irrévocables : rien n’est restitué.",
            "Contributions are irrevocable: nothing is given back.",
        ),
        exit_rule="agreement_terms",
        liability=Text("Non précisée ici (à vérifier).", "Not stated here (to be checked)."),
        vat_note=Text("Non précisée ici (à vérifier).", "Not stated here (to be checked)."),
        can_repay=False,
        warning=Text(
            "Forme inadaptée à un fonds dont les membres peuvent reprendre leur apport.",
            "The wrong form for a fund whose members may take their contribution back.",
        ),
        sources=("service-public, notice fonds de dotation",),
        to_check=(
            Text(
                "Dotation initiale de 15 000 €.",
                "Initial endowment of 15,000 €.",
            ),
            Text("Responsabilité et TVA.", "Liability and VAT."),
        ),
    ),
    LegalForm(
        code="collective",
        name=Text("Collectif sans personnalité morale", "Collective without legal personality"),
        parties=Text(
            "Pas de personnalité morale : une organisation porteuse tient l’argent.",
            "No legal personality: a lead organisation holds the money.",
        ),
        votes=Text("Selon la charte.", "As the charter says."),
        exit=Text("Selon la charte.", "As the charter says."),
        exit_rule="agreement_terms",
        liability=Text("Celle de l’organisation porteuse.", "The lead’s."),
        vat_note=Text("Régime de l’organisation porteuse.", "The lead’s regime."),
        to_check=(
            Text(
                "Portée des engagements de l’organisation porteuse.",
                "How far the lead’s undertakings reach.",
            ),
        ),
    ),
)

PROFILES: dict[LegalFormCode, LegalForm] = {form.code: form for form in _FORMS}


def profile(code: LegalFormCode) -> LegalForm:
    return PROFILES[code]
