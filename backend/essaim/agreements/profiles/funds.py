"""Funds."""

from essaim.agreements.errors import ContributionsIrrevocable
from essaim.agreements.profiles.form import LegalForm, Limit
from essaim.kit.text import Text

FORMS = (
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
        own_limits=(
            Limit(
                place="exit.repays_stake",
                refusal=ContributionsIrrevocable,
                why=Text(
                    "Les apports à un fonds de dotation sont irrévocables : rien n’est rendu à qui s’en va.",
                    "Contributions to an endowment fund are irrevocable: nothing is given back to who leaves.",
                ),
                source="Loi n° 2008-776 du 4 août 2008, art. 140 ; service-public, notice fonds de dotation",
                one_of=(False,),
            ),
            Limit(
                place="exit.instalments",
                refusal=ContributionsIrrevocable,
                why=Text(
                    "Un fonds de dotation ne rembourse rien : il n’y a pas d’échéances à prévoir.",
                    "An endowment fund repays nothing: there are no instalments to provide for.",
                ),
                source="Loi n° 2008-776 du 4 août 2008, art. 140 ; service-public, notice fonds de dotation",
                at_most=1,
            ),
        ),
    ),
)
