"""Everything a rulebook says, clause by clause."""

from collections.abc import Iterator

from essaim.agreements import words
from essaim.agreements.plain.clause import TITLES, Clause, Names, Subject
from essaim.agreements.plain.leaving import entry_clauses, exit_clauses
from essaim.agreements.plain.numbers import days, hours, listed, say
from essaim.agreements.plain.sharing import cited as cited_by_keys
from essaim.agreements.plain.sharing import key_clauses, tariff_clauses
from essaim.agreements.plain.voting import voting_clauses
from essaim.agreements.rulebook import (
    ApprovalRule,
    BillableLine,
    PurchasingRule,
    Quota,
    Rulebook,
    StaffLending,
)
from essaim.kit.money import euros
from essaim.kit.text import Text


def clauses_of(book: Rulebook, names: Names) -> tuple[Clause, ...]:
    """What the rules say, in the order people read it; `names` of the organisations cited."""
    return (
        *voting_clauses(book.voting, names),
        *entry_clauses(book.entry),
        *tariff_clauses(book.joining_tariffs),
        *exit_clauses(book.exit),
        Clause("confidentiality", "confidentiality", words.CONFIDENTIALITY[book.confidentiality]),
        Clause("confidentiality", "read_by_all", words.READ_BY_ALL),
        *_approvals(book.approvals),
        Clause("fund", "consumption", _CONSUMPTION[book.fund.consumption]),
        *key_clauses(book.allocation_keys, names),
        *_quotas(book.quotas),
        _purchasing(book.purchasing),
        _staff_lending(book.staff_lending),
        *_other(book.other_clauses),
    )


def cited(book: Rulebook) -> frozenset[str]:
    """Ids of the organisations that these sentences name."""
    return frozenset((*(vote.organisation_id for vote in book.voting.stated_votes), *cited_by_keys(book)))


def titles() -> dict[Subject, Text]:
    """Title of each subject, in the order people read them."""
    return TITLES


def _approvals(rule: ApprovalRule) -> Iterator[Clause]:
    two = Text(
        "Une organisation approuve un paiement\u00a0; deux organisations différentes, dès que les paiements de {window} dépassent {threshold}.",
        "One organisation approves a payment; two different ones as soon as the payments of {window} exceed {threshold}.",
    )
    yield Clause(
        "approvals",
        "threshold",
        say(two, window=days(rule.window_days), threshold=euros(rule.threshold_cents)),
    )
    yield Clause(
        "approvals",
        "own_payment",
        Text(
            "Personne n’approuve un paiement à sa propre organisation.",
            "Nobody approves a payment to their own organisation.",
        ),
    )


def _purchasing(rule: PurchasingRule) -> Clause:
    if rule.vote_from_cents is None:
        by = Text(
            "Le chef de file attribue les lots des achats groupés, selon les critères annoncés.",
            "The lead awards the lots of group purchases, by the criteria announced.",
        )
    elif rule.vote_from_cents == 0:
        by = Text(
            "Chaque lot d’un achat groupé est attribué par un vote.",
            "Each lot of a group purchase is awarded by a vote.",
        )
    else:
        above = Text(
            "Un lot d’achat groupé de {amount} ou plus est attribué par un vote\u00a0; les autres, par le chef de file.",
            "A lot of a group purchase of {amount} or more is awarded by a vote; the others, by the lead.",
        )
        by = say(above, amount=euros(rule.vote_from_cents))
    return Clause("purchasing", "award", by)


_CONSUMPTION = {
    "yearly_first": Text(
        "Les projets consomment d’abord les contributions annuelles, puis les apports avec droit de reprise, à proportion de chacun.",
        "Projects first use yearly contributions, then the repayable ones, in proportion to each.",
    ),
    "pro_rata": Text(
        "Les projets consomment ensemble les contributions annuelles et les apports avec droit de reprise, à proportion de chacun.",
        "Projects use yearly and repayable contributions together, in proportion to each.",
    ),
}


_RESOURCES = {
    "room": Text("les salles", "rooms"),
    "vehicle": Text("les véhicules", "vehicles"),
    "equipment": Text("le matériel", "equipment"),
    "lodging": Text("les hébergements", "lodging"),
    "skill": Text("les compétences", "skills"),
    "staff_hours": Text("les heures de personnel", "staff hours"),
    "placement_site": Text("les terrains de stage", "placement sites"),
}
_PERIODS = {
    "week": Text("semaine", "week"),
    "month": Text("mois", "month"),
    "year": Text("année", "year"),
}


def _quotas(quotas: list[Quota]) -> Iterator[Clause]:
    if not quotas:
        none = Text("Aucune limite n’est fixée par organisation.", "No limit is set per organisation.")
        yield Clause("quotas", "quota.1", none)
    for number, quota in enumerate(quotas, start=1):
        sentence = Text(
            "Pour {resources} partagés dans l’accord, une organisation réserve au plus {hours} par {period}.",
            "Of {resources} shared under the agreement, an organisation books at most {hours} a {period}.",
        )
        text = say(
            sentence,
            resources=_RESOURCES[quota.resource_kind],
            hours=hours(quota.maximum_hours),
            period=_PERIODS[quota.period],
        )
        yield Clause("quotas", f"quota.{number}", text)


_BILLABLE: dict[BillableLine, Text] = {
    "wages": Text("les salaires", "wages"),
    "social_charges": Text("les charges sociales", "social charges"),
    "expenses": Text("les frais professionnels remboursés", "reimbursed expenses"),
    "management_fee": Text("des frais de gestion", "a management fee"),
    "flat_fee": Text("un forfait", "a flat fee"),
}


def _staff_lending(rule: StaffLending) -> Clause:
    lines = [_BILLABLE[line] for line in _BILLABLE if line in rule.billable]
    if not lines:
        text = Text("Le personnel prêté n’est pas refacturé.", "Lent staff is not billed.")
    else:
        sentence = Text(
            "Pour du personnel prêté se refacturent {lines}.", "For lent staff, {lines} are billed."
        )
        text = say(sentence, lines=listed(lines))
    return Clause("staff_lending", "billable", text)


def _other(clauses: str | None) -> Iterator[Clause]:
    if clauses:
        note = Text(
            "Le logiciel n’applique pas ce qui suit, les parties y veillent\u00a0: {clauses}",
            "The software does not apply what follows, the parties see to it: {clauses}",
        )
        yield Clause("other", "other", say(note, clauses=clauses))
