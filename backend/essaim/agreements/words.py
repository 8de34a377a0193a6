"""What is said to people about an agreement, in the two languages."""

from essaim.agreements.models import Confidentiality, DocumentKind, Kind, RulesBasis
from essaim.kit.text import Language, Text

CONFIDENTIALITY: dict[Confidentiality, Text] = {
    "open": Text(
        "Ouvert : chaque partie lit les données détaillées des autres.",
        "Open: each party reads the detailed figures of the others.",
    ),
    "aggregates": Text(
        "Agrégats : chaque partie lit ses propres données et des totaux d’au moins trois contributeurs.",
        "Aggregates: each party reads its own figures and totals of at least three contributors.",
    ),
    "coopetition": Text(
        "Coopétition : entre concurrents, chaque partie lit ses propres données et des totaux d’au moins quatre contributeurs, dont aucun ne pèse plus de 70 %.",
        "Coopetition: among competitors, each party reads its own figures and totals of at least four contributors, none above 70 %.",
    ),
}
READ_BY_ALL = Text(
    "Toutes les parties lisent toujours la liste des parties, les documents et les engagements de la convention.",
    "The list of parties, the documents and the commitments of the agreement are always read by all parties.",
)

_VISIBLE = Text(
    "En acceptant, votre organisation lira tous les documents de l’accord et ce qu’il partage. Les autres parties liront votre nom, votre rôle, vos dates d’entrée et de sortie, les documents que vous déposez{promises}. Vos autres accords, vos membres et vos réservations ailleurs restent invisibles.",
    "By accepting, your organisation will read every document of the agreement and what it shares. The other parties will read your name, your role, your dates of entry and exit, the documents you add{promises}. Your other agreements, your people and your bookings elsewhere stay invisible.",
)
_PROMISES: dict[Kind, Text] = {
    "pool": Text(
        " et vos réservations des ressources qu’elles partagent",
        " and your bookings of the resources they share",
    ),
    "partnership": Text(" et vos engagements", " and your commitments"),
}

FOUNDING_DOCUMENTS: tuple[DocumentKind, ...] = (
    "convention",
    "amendment",
    "statutes",
    "house_rules",
    "charter",
    "confidentiality",
)
"""What an invited organisation reads before it answers: what it would be bound by, nothing of the others' affairs."""


def confidentiality_in_words(level: Confidentiality, language: Language) -> str:
    return f"{CONFIDENTIALITY[level].in_(language)} {READ_BY_ALL.in_(language)}"


def what_becomes_visible(kind: Kind, language: Language) -> str:
    return _VISIBLE.in_(language).format(promises=_PROMISES[kind].in_(language))


RULES_BASIS: dict[RulesBasis | None, Text] = {
    None: Text(
        "Règles par défaut : celles de la forme juridique et des termes de l’accord, tant que les parties n’en ont pas adopté d’autres.",
        "Rules by default: those of the legal form and of the terms of the agreement, until the parties adopt others.",
    ),
    "founding": Text(
        "Règles fondatrices : acceptées par toutes les parties à l’entrée en vigueur de l’accord.",
        "Founding rules: accepted by every party when the agreement came into force.",
    ),
    "decision": Text(
        "Règles adoptées par un vote des parties.",
        "Rules adopted by a vote of the parties.",
    ),
}
