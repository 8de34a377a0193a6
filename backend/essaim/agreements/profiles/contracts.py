"""Contracts without a body of their own."""

from essaim.agreements.profiles.form import LENT_STAFF, LegalForm
from essaim.kit.text import Text

FORMS = (
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
