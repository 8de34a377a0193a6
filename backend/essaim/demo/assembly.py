"""Votes of the structures of La Salette-Bully (docs: domain scenario 8.5): the allocation key, adopted; a quota, under way."""

from datetime import UTC, datetime, time, timedelta

from essaim.agreements.rulebook import (
    AllocationKey,
    EntryRule,
    KeyPart,
    LeavingRule,
    Majority,
    MatterRule,
    Quorum,
    Quota,
    Rulebook,
    VotingRule,
)
from essaim.decisions.models import Choice
from essaim.demo.care import STRUCTURES, structure_key
from essaim.demo.governance import HOUR, convened, director, rules, vote
from essaim.demo.writing import Writer
from essaim.kit import clock

# Whoever speaks for each structure, in their order; invented.
DIRECTORS = (
    "Claire Montel", "Antoine Berger", "Sophie Lacombe", "Rachid Haddad", "Jeanne Pommier", "Luc Ferrand",
    "Nathalie Giraud", "Olivier Chabert", "Isabelle Roche", "Thomas Vial", "Martine Duc", "Farid Mansouri",
    "Élise Convert", "Bernard Thévenet", "Anaïs Perrin",
)  # fmt: skip
SIGNED = datetime(2026, 1, 5, 9, tzinfo=UTC)
ASSEMBLY = datetime(2026, 6, 18, 12, tzinfo=UTC)

PROXIES = {"s12": "s02", "s13": "s05"}
CHOICES: dict[str, Choice] = {
    **{structure_key(number): "yes" for number in (1, 2, 3, 5, 7, 8, 10, 12, 13)},
    **{structure_key(number): "no" for number in (4, 9, 14)},
    "s11": "abstain",
}
"""Eleven present and two proxies of fifteen: nine for, three against, one abstention."""

VOTING = VotingRule(
    quorum=Quorum(numerator=8, denominator=15, basis="members"),
    majority=Majority(level="simple", base="cast"),
    matters=[MatterRule(matter="adopt_rules", majority=Majority(level="two_thirds", base="cast"))],
    proxy_limit=1,
    notice_days=15,
)
LEAVING = LeavingRule(timing="financial_year_end", notice_months=6)


def _key(name: str, *parts: KeyPart) -> AllocationKey:
    return AllocationKey(name=name, parts=list(parts))


KEYS = [
    _key("Finance", KeyPart(basis="figure", code="budget", weight_bp=10_000)),
    _key("Ressources humaines et paie", KeyPart(basis="figure", code="fte", weight_bp=10_000)),
    _key("Qualité", KeyPart(basis="figure", code="beds", weight_bp=10_000)),
    _key(
        "Informatique",
        KeyPart(basis="equal", weight_bp=5_000),
        KeyPart(basis="figure", code="fte", weight_bp=5_000),
    ),
    _key("Véhicule", KeyPart(basis="usage", code="km", weight_bp=10_000)),
]
FORMER_KEY = _key("Clé aux lits", KeyPart(basis="figure", code="beds", weight_bp=10_000))
BY_LEVEL = AllocationKey(name="Selon le besoin de chacun", rule="arrival")
FIRST = Rulebook(voting=VOTING, entry=EntryRule(admission="vote"), exit=LEAVING, allocation_keys=[FORMER_KEY])
WITH_KEYS = FIRST.model_copy(update={"allocation_keys": KEYS})

OPEN_TO_ALL = Rulebook(confidentiality="open", exit=LeavingRule(notice_months=3), allocation_keys=[BY_LEVEL])
WITH_QUOTA = OPEN_TO_ALL.model_copy(
    update={"quotas": [Quota(resource_kind="vehicle", maximum_hours=20, period="month")]}
)


async def write(writer: Writer) -> None:
    """Who votes for each structure, the assembly of June, and the vote of this week."""
    for number, name in enumerate(DIRECTORS[: len(STRUCTURES)], start=1):
        await director(writer, structure_key(number), name)
    await _allocation_key(writer)
    await _quota(writer)


async def _allocation_key(writer: Writer) -> None:
    await rules(writer, "gestion", 1, FIRST, "Règles signées à la création du groupement.", founding=SIGNED)
    keys = await rules(
        writer, "gestion", 2, WITH_KEYS, "Une clé par fonction : chacun paie selon ce qui fait la dépense.".replace(
            " :", "\u00a0:"
        ),
        proposed_at=ASSEMBLY - timedelta(days=30),
    )  # fmt: skip
    decision = await convened(
        writer,
        "gestion",
        1,
        title="Adopter une clé de répartition par fonction",
        reason="Une clé unique aux lits faisait payer l’informatique aux plus grands seulement. Les simulations ont été envoyées "
        "à chaque structure avec la convocation.",
        effect="adopt_rules",
        subject_id=keys,
        opens_at=ASSEMBLY,
        closes_at=ASSEMBLY + 2 * HOUR,
        place="Salle des Monts d’Or, La Salette",
    )
    if decision is not None:
        await vote(writer, decision, CHOICES, proxies=PROXIES)


async def _quota(writer: Writer) -> None:
    await rules(writer, "moyens", 1, OPEN_TO_ALL, "Règles signées à la création.", founding=SIGNED)
    quota = await rules(
        writer,
        "moyens",
        2,
        WITH_QUOTA,
        "Le minibus est souvent pris par les mêmes : vingt heures par mois et par structure.".replace(
            " :", "\u00a0:"
        ),
        proposed_at=clock.now() - timedelta(days=30),
    )
    began = datetime.combine(clock.today() - timedelta(days=1), time(9), clock.PARIS)
    decision = await convened(
        writer,
        "moyens",
        1,
        title="Limiter le minibus à vingt heures par mois et par structure",
        reason="En octobre, deux structures ont pris la moitié des créneaux. Un plafond laisse de la place à toutes, les week-ends "
        "compris.",
        effect="adopt_rules",
        subject_id=quota,
        opens_at=began,
        closes_at=began + timedelta(days=8),
        place="À distance",
    )
    if decision is not None:
        await vote(writer, decision, {"s03": "yes", "s05": "yes", "s08": "no"}, close=False)
