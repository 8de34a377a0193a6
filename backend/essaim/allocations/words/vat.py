"""VAT opinions in words, in the two languages. Sentences are made when an opinion is read, from its codes and figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from essaim.agreements.plain.numbers import counted, percent, say, written_day
from essaim.allocations.rules.vat import Conclusion, Parameters, Question
from essaim.kit.text import Text

CONCLUSIONS: dict[Conclusion, Text] = {
    "favourable": Text(
        "Exonération envisageable : chaque condition lue ici est remplie.",
        "Exemption conceivable: each condition read here is met.",
    ),
    "reserved": Text(
        "Exonération envisageable en partie : une part des services est à taxer.",
        "Exemption conceivable in part: a part of the services is to be taxed.",
    ),
    "unfavourable": Text(
        "Exonération à écarter en l’état : une condition au moins n’est pas remplie.",
        "No exemption as things stand: one condition at least is not met.",
    ),
    "incomplete": Text(
        "Pas d’avis possible : une réponse au moins manque.",
        "No opinion possible: one answer at least is missing.",
    ),
}
CONCLUSION_WITHHELD = Text(
    "La conclusion n’est pas donnée : elle dirait la situation d’un autre membre. Demandez-la au chef de file.",
    "The conclusion is not given: it would tell the situation of another member. Ask the lead.",
)
WITHHELD = Text(
    "Les recettes taxables d’un membre se lisent par lui et par le chef de file seulement.",
    "The taxable revenue of a member is read by itself and by the lead only.",
)
WITHHELD_ALL = Text(
    "Dans cet accord, chaque membre ne lit que sa propre situation : celle des autres, et ce qui permettrait de la déduire, n’est pas montrée.",
    "In this agreement each member reads its own situation only: that of the others, and what would tell it, is not shown.",
)
QUESTIONS: dict[Question, Text] = {
    "independent_group": Text(
        "Est-ce un groupement, avec ses règles propres ?", "Is it a group, with rules of its own?"
    ),
    "services_only": Text("Ne rend-il que des services ?", "Does it render services only?"),
    "members": Text(
        "Chaque membre est-il exonéré ou hors du champ de la TVA, à la tolérance près ?",
        "Is each member exempt from VAT or outside its scope, within the tolerance?",
    ),
    "exact_sums": Text(
        "Les sommes réclamées sont-elles exactement la part de chacun dans les dépenses communes ?",
        "Are the sums claimed exactly each member’s share of the common expenses?",
    ),
    "outside_share": Text(
        "Quelle part de ses services rend-il à d’autres que ses membres ?",
        "What part of its services does it render to others than its members?",
    ),
    "no_distortion": Text(
        "L’exonération est-elle sans effet sur la concurrence ?",
        "Does the exemption leave competition undistorted?",
    ),
}
SOURCES: dict[Question, Text] = {
    "independent_group": Text(
        "CGI, art. 261 B ; BOI-TVA-CHAMP-30-10-40, § 20 (groupement de fait) ; Conseil d’État, 10 juillet 2012, n° 345595",
        "CGI, art. 261 B; BOI-TVA-CHAMP-30-10-40, § 20 (de facto group); Conseil d’État, 10 July 2012, no. 345595",
    ),
    "services_only": Text(
        "CGI, art. 261 B ; BOI-TVA-CHAMP-30-10-40, § 1", "CGI, art. 261 B; BOI-TVA-CHAMP-30-10-40, § 1"
    ),
    "members": Text(
        "CGI, art. 261 B ; BOI-TVA-CHAMP-30-10-40 ; rescrit BOI-RES-000082 du 10 février 2021",
        "CGI, art. 261 B; BOI-TVA-CHAMP-30-10-40; ruling BOI-RES-000082 of 10 February 2021",
    ),
    "exact_sums": Text("CGI, art. 261 B", "CGI, art. 261 B"),
    "outside_share": Text(
        "BOI-TVA-CHAMP-30-10-40 ; rescrit BOI-RES-000082 du 10 février 2021",
        "BOI-TVA-CHAMP-30-10-40; ruling BOI-RES-000082 of 10 February 2021",
    ),
    "no_distortion": Text("Directive 2006/112/CE, art. 132, 1, f", "Directive 2006/112/EC, art. 132(1)(f)"),
}
ANSWERS: dict[str, Text] = {
    "yes": Text("oui", "yes"),
    "no": Text("non", "no"),
    "unknown": Text("on ne sait pas", "not known"),
}
NOT_TOLD = Text("non communiqué", "not told")

_CONSEQUENCES: dict[tuple[Question, str], Text] = {
    ("independent_group", "yes"): Text(
        "Un groupement de fait suffit, dès lors qu’il a ses règles propres : gardez la convention qui les porte.",
        "A de facto group is enough, once it has rules of its own: keep the agreement that holds them.",
    ),
    ("independent_group", "no"): Text(
        "Un simple contrat de services entre des organisations n’est pas un groupement : ses services sont taxés. Adoptez des règles communes avant d’envisager l’exonération.",
        "A mere contract of services between organisations is no group: its services are taxed. Adopt common rules before considering the exemption.",
    ),
    ("independent_group", "unknown"): Text(
        "Dites si l’accord a des règles à lui, adoptées par ses membres : sans elles, il n’y a pas de groupement.",
        "Say whether the agreement has rules of its own, adopted by its members: without them there is no group.",
    ),
    ("services_only", "yes"): Text(
        "L’exonération ne porte que sur des services : c’est le cas.",
        "The exemption is for services only: this is the case.",
    ),
    ("services_only", "no"): Text(
        "Les livraisons de biens restent taxées, même à prix coûtant : sortez les achats revendus de ce groupement, puis demandez un avis sur les seuls services.",
        "Deliveries of goods stay taxed, even at cost: take resold purchases out of this group, then ask for an opinion on the services alone.",
    ),
    ("services_only", "unknown"): Text(
        "Dites si le groupement livre aussi des biens (achats revendus) : ils n’entrent pas dans l’exonération.",
        "Say whether the group also delivers goods (resold purchases): they are outside the exemption.",
    ),
    ("members", "within"): Text(
        "Aucun membre ne dépasse {limit} de recettes taxables : la tolérance couvre chacun.",
        "No member exceeds {limit} of taxable revenue: the tolerance covers each.",
    ),
    ("members", "unknown"): Text(
        "Il manque la part de recettes taxables d’un membre au moins : demandez-la, avec sa date et sa source. La limite est de {limit}.",
        "The share of taxable revenue of one member at least is missing: ask for it, with its date and source. The limit is {limit}.",
    ),
    ("members", "above"): Text(
        "Un membre au moins dépasse {limit} de recettes taxables : la tolérance est perdue pour le groupement.",
        "One member at least exceeds {limit} of taxable revenue: the tolerance is lost for the group.",
    ),
    ("members", "above_to_answer"): Text(
        "Un membre au moins dépasse {limit} de recettes taxables. Si le groupement est d’intérêt général, l’exonération demeure et seul ce qui sert aux opérations taxées est taxé ; sinon elle est perdue. Répondez à cette question.",
        "One member at least exceeds {limit} of taxable revenue. If the group is of general interest the exemption stays and only what serves taxed operations is taxed; otherwise it is lost. Answer that question.",
    ),
    ("members", "above_and_unknown"): Text(
        "Un membre au moins dépasse {limit} de recettes taxables : pour un groupement d’intérêt général, ce qui sert à ses opérations taxées est taxé. Il manque la part d’un autre membre pour conclure.",
        "One member at least exceeds {limit} of taxable revenue: in a group of general interest, what serves its taxed operations is taxed. The share of another member is missing to conclude.",
    ),
    ("members", "above_general_interest"): Text(
        "Un membre au moins dépasse {limit} de recettes taxables : le groupement étant d’intérêt général, l’exonération demeure, et la part des services qui sert aux opérations taxées de ce membre est taxée.",
        "One member at least exceeds {limit} of taxable revenue: as the group is of general interest, the exemption stays, and the part of the services that serves the taxed operations of that member is taxed.",
    ),
    ("exact_sums", "exact"): Text(
        "La répartition n° {number} des coûts réels, du {starts_on} au {ends_on}, réclame à chacun sa part au centime près.",
        "Allocation no. {number} of actual costs, from {starts_on} to {ends_on}, claims from each its share to the cent.",
    ),
    ("exact_sums", "differing"): Text(
        "Ce qui a été réclamé s’écarte de la répartition n° {number} des coûts réels, du {starts_on} au {ends_on} : régularisez avant de conclure.",
        "What was claimed differs from allocation no. {number} of actual costs, from {starts_on} to {ends_on}: adjust it before concluding.",
    ),
    ("exact_sums", "no_run"): Text(
        "Aucune répartition des coûts réels n’est comptabilisée sur la période : des appels sur budget ne suffisent pas. Répartissez les coûts réels, puis redemandez un avis.",
        "No allocation of actual costs is posted for the period: calls on a budget are not enough. Share the actual costs, then ask again.",
    ),
    ("outside_share", "none"): Text(
        "Rien n’est rendu à d’autres que les membres : rien n’est à taxer de ce fait.",
        "Nothing is rendered to others than the members: nothing is to be taxed on that account.",
    ),
    ("outside_share", "within"): Text(
        "La limite est de {limit} : l’exonération demeure, et les services rendus à d’autres que les membres sont taxés.",
        "The limit is {limit}: the exemption stays, and services rendered to others than the members are taxed.",
    ),
    ("outside_share", "above"): Text(
        "Au-delà de {limit}, l’exonération est perdue pour tous les services.",
        "Above {limit}, the exemption is lost for all services.",
    ),
    ("outside_share", "unknown"): Text(
        "Donnez la part du chiffre d’affaires faite avec d’autres que les membres : la limite est de {limit}, et cette part est taxée.",
        "Give the share of turnover made with others than the members: the limit is {limit}, and that share is taxed.",
    ),
    ("no_distortion", "yes"): Text(
        "L’exonération ne doit pas créer de distorsion de concurrence : gardez ce qui le montre.",
        "The exemption must not distort competition: keep what shows it.",
    ),
    ("no_distortion", "no"): Text(
        "Une exonération qui fausse la concurrence n’est pas ouverte : facturez ces services avec TVA.",
        "An exemption that distorts competition is not available: bill these services with VAT.",
    ),
    ("no_distortion", "unknown"): Text(
        "Dites si d’autres vendent les mêmes services sur le même marché et seraient gênés par l’exonération.",
        "Say whether others sell the same services on the same market and would be harmed by the exemption.",
    ),
}
_MEMBERS = Text(
    "{within} dans la limite, {above} au-dessus, {unknown} sans chiffre",
    "{within} within the limit, {above} above, {unknown} without a figure",
)
_RUN = Text("oui, pour {members}", "yes, for {members}")
_RUN_DIFFERS = Text("non, pour {members}", "no, for {members}")
_NO_RUN = Text("on ne sait pas encore", "not known yet")
_MEMBER, _MEMBERS_NAME = Text("membre", "member"), Text("membres", "members")
_CAUTION = Text(
    "Lecture du logiciel au {given_on}, avec les limites en vigueur depuis le {valid_from} ({taxable} de recettes taxables par membre, {outside} de services à des tiers). Ce n’est pas un conseil fiscal : elle ne vérifie pas que chaque service concourt directement et exclusivement aux opérations exonérées des membres. À faire confirmer par l’expert-comptable.",
    "The software’s reading of {given_on}, with the limits in force since {valid_from} ({taxable} of taxable revenue per member, {outside} of services to others). It is not tax advice: it does not check that each service contributes directly and exclusively to the exempt operations of the members. To be confirmed by the accountant.",
)


def caution(given_on: date, parameters: Parameters) -> Text:
    return say(
        _CAUTION,
        given_on=written_day(given_on),
        valid_from=written_day(parameters.valid_from),
        taxable=percent(parameters.taxable_share_bp),
        outside=percent(parameters.outside_share_bp),
    )


def consequence(question: Question, case: str, figures: Mapping[str, Any]) -> Text:
    """What a finding changes. Names no member and counts none."""
    facts: dict[str, object] = {}
    if "limit_bp" in figures:
        facts["limit"] = percent(figures["limit_bp"])
    if "number" in figures:
        facts["number"] = figures["number"]
        facts["starts_on"] = written_day(date.fromisoformat(figures["starts_on"]))
        facts["ends_on"] = written_day(date.fromisoformat(figures["ends_on"]))
    return say(_CONSEQUENCES[question, case], **facts)


def answer(question: Question, case: str, figures: Mapping[str, Any]) -> Text:
    """What was found, figures included: for who may read the situation of every member."""
    if question == "members":
        return say(_MEMBERS, **{name: figures[name] for name in ("within", "above", "unknown")})
    if question == "exact_sums":
        return _of_sums(case, figures)
    if question == "outside_share":
        return percent(figures["share_bp"]) if "share_bp" in figures else ANSWERS["unknown"]
    return ANSWERS[case]


def _of_sums(case: str, figures: Mapping[str, Any]) -> Text:
    if case == "no_run":
        return _NO_RUN
    told, number = (_RUN, "members") if case == "exact" else (_RUN_DIFFERS, "differing")
    return say(told, members=counted(figures[number], _MEMBER, _MEMBERS_NAME))
