"""Associations and cooperatives."""

from essaim.agreements.errors import ExitCannotBeBlocked, NoticeTooBrief, VotesMustBeEqual
from essaim.agreements.profiles.form import LegalForm, Limit
from essaim.kit.text import Text

_LAW_OF_1901 = "Loi du 1er juillet 1901, art. 4"
_RURAL_CODE = "Code rural et de la pêche maritime (coopératives agricoles)"
_LAW_OF_1947 = "Loi du 10 septembre 1947, art. 19 quinquies et suivants"


def _one_member_one_vote(source: str) -> tuple[Limit, ...]:
    why = Text(
        "Dans une coopérative, un membre a une voix, quel que soit ce qu’il apporte.",
        "In a cooperative a member has one vote, whatever it brings.",
    )
    return (
        Limit(place="voting.weighting", refusal=VotesMustBeEqual, why=why, source=source, one_of=("equal",)),
        Limit(
            place="voting.double_majority", refusal=VotesMustBeEqual, why=why, source=source, one_of=(False,)
        ),
    )


FORMS = (
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
        own_limits=(
            Limit(
                place="exit.timing",
                refusal=ExitCannotBeBlocked,
                why=Text(
                    "Un membre d’une association s’en retire quand il le veut, toute clause contraire étant nulle : aucune règle ne peut l’y retenir jusqu’à une date.",
                    "A member of an association leaves it at will, any contrary clause being void: no rule may keep it until a date.",
                ),
                source=_LAW_OF_1901,
                one_of=("any_time",),
            ),
            Limit(
                place="exit.notice_months",
                refusal=ExitCannotBeBlocked,
                why=Text(
                    "Un membre d’une association s’en retire sans préavis ; il doit seulement les cotisations échues et celles de l’année en cours.",
                    "A member of an association leaves it without notice; it only owes fees already due and those of the current year.",
                ),
                source=_LAW_OF_1901,
                at_most=0,
            ),
        ),
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
        own_limits=(
            *_one_member_one_vote(_RURAL_CODE),
            Limit(
                place="voting.colleges",
                refusal=VotesMustBeEqual,
                why=Text(
                    "Dans une CUMA, tous les membres votent ensemble : les collèges ne sont pas prévus.",
                    "In a farm machinery cooperative all members vote together: colleges are not provided for.",
                ),
                source=_RURAL_CODE,
                at_most=0,
            ),
            Limit(
                place="exit.notice_months",
                refusal=NoticeTooBrief,
                why=Text(
                    "Le départ d’une CUMA à la fin de la période d’engagement demande au moins trois mois de préavis.",
                    "Leaving a farm machinery cooperative at the end of the commitment takes at least three months’ notice.",
                ),
                source=_RURAL_CODE,
                at_least=3,
            ),
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
        own_limits=(
            *_one_member_one_vote(_LAW_OF_1947),
            Limit(
                place="voting.colleges.weight_bp",
                refusal=None,
                why=Text(
                    "Dans une SCIC, un collège pèse de 10 à 50 % du résultat (bornes à vérifier).",
                    "In a cooperative of collective interest, a college weighs 10 to 50 % of the result (limits to be checked).",
                ),
                source=_LAW_OF_1947,
                at_least=1_000,
                at_most=5_000,
            ),
        ),
    ),
)
