"""A common fund of six structures (docs: domain scenario 8.6): contributions, five projects voted, payments."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from essaim.agreements.rulebook import (
    ApprovalRule,
    EntryRule,
    LeavingRule,
    Majority,
    Quorum,
    Rulebook,
    VotingRule,
)
from essaim.decisions.models import Choice
from essaim.demo.governance import HOUR, account, convened, post, rules, vote
from essaim.demo.organisations import organisation_id
from essaim.demo.resources import agreement, party
from essaim.demo.writing import Writer, demo_id

FUND = "fonds"
MEMBERS = ("s01", "s02", "s03", "s05", "s08", "s10")
REPAYABLE = (10_000_00, 8_000_00, 6_000_00, 6_000_00, 5_000_00, 5_000_00)
YEARLY = (2_400_00, 1_900_00, 1_500_00, 1_200_00, 1_000_00, 1_000_00)
FOUNDED = datetime(2026, 1, 12, 9, tzinfo=UTC)

RULES = Rulebook(
    voting=VotingRule(
        quorum=Quorum(numerator=2, denominator=3, basis="members"),
        majority=Majority(level="simple", base="cast"),
        notice_days=15,
    ),
    entry=EntryRule(admission="vote"),
    exit=LeavingRule(
        timing="financial_year_end", notice_months=6, repays_stake=True, instalments=2, months_between=6
    ),
    confidentiality="open",
    approvals=ApprovalRule(threshold_cents=1_000_00, window_days=30),
    other_clauses="Les projets profitent à au moins deux membres.",
)


PROJECTS = (
    ("s02", "Un rail de transfert mutualisé", 12_000_00, "yyyyyn"),
    ("s03", "Former douze référents aux chutes", 13_500_00, "yyyynn"),
    ("s05", "Un jardin sensoriel ouvert aux voisins", 5_500_00, "yyynnn"),
    ("s08", "Un vélo à trois places pour les sorties", 4_800_00, "yyy..."),
    ("s10", "Une cuisine centrale partagée", 30_000_00, "yyyyyn"),
)
"""Who presented it, its title, its amount, and what each member voted."""


def _votes(word: str) -> dict[str, Choice]:
    """`yyyyyn`: what each member chose, in their order; `.`: absent."""
    names: Mapping[str, Choice] = {"y": "yes", "n": "no", "a": "abstain"}
    return {key: names[letter] for key, letter in zip(MEMBERS, word, strict=True) if letter != "."}


async def write(writer: Writer) -> None:
    """The fund as it stands after five votes: 23,500.00 euros available, 3,200.00 still to be paid."""
    fund = await _fund(writer)
    await _contributions(writer)
    call = await writer.put(
        "fund_calls",
        "2026",
        agreement_id=_agreement_id(),
        fund_id=fund,
        title="Projets de l’année 2026",
        description="Des équipements ou des formations utiles à plusieurs structures du fonds.",
        budget_cents=30_000_00,
        opens_on=date(2026, 2, 1),
        closes_on=date(2026, 12, 31),
        created_by=organisation_id("s01"),
    )
    projects = [
        await _project(writer, fund, call, number, applicant, title, amount)
        for number, (applicant, title, amount, _) in enumerate(PROJECTS, start=1)
    ]
    for number, ((_, title, _, word), project) in enumerate(zip(PROJECTS, projects, strict=True), start=1):
        await _decide(writer, number, project, title, word)
    await _payments(writer, fund, projects[0], projects[1])


def _agreement_id() -> UUID:
    return demo_id(f"agreements/{FUND}")


async def _fund(writer: Writer) -> UUID:
    await agreement(
        writer,
        FUND,
        "pool",
        "Fonds commun des projets partagés",
        "Financer ensemble des projets utiles à plusieurs structures, décidés à une organisation, une voix.",
        lead="s01",
        legal_form="common_fund",
        confidentiality="open",
        notice_months=6,
        open_to_requests=True,
    )
    for key in MEMBERS[1:]:
        await party(writer, FUND, key, "s01")
    await rules(writer, FUND, 1, RULES, "Règles signées à la création du fonds.", founding=FOUNDED)
    return await writer.put(
        "funds",
        FUND,
        agreement_id=_agreement_id(),
        name="Fonds commun des projets partagés",
        purpose="Équipements, formations et sorties utiles à plusieurs structures.",
        created_by=organisation_id("s01"),
        fictional=True,
    )


async def _contributions(writer: Writer) -> None:
    book = _agreement_id()
    common = await account(writer, book, "common")
    for key, repayable, yearly in zip(MEMBERS, REPAYABLE, YEARLY, strict=True):
        means = await account(writer, book, "party", key)
        stake = await account(writer, book, "stake", key)
        await post(
            writer, book, "contribution", "Apport avec droit de reprise", f"apport-{key}", FOUNDED,
            [(means, stake, repayable)],
        )  # fmt: skip
        await post(
            writer, book, "contribution", "Cotisation de l’année 2026", f"cotisation-2026-{key}", FOUNDED,
            [(means, common, yearly)],
        )  # fmt: skip


async def _project(
    writer: Writer, fund: UUID, call: UUID, number: int, applicant: str, title: str, amount: int
) -> UUID:
    return await writer.put(
        "fund_projects",
        f"p{number}",
        agreement_id=_agreement_id(),
        fund_id=fund,
        call_id=call,
        organisation_id=organisation_id(applicant),
        title=title,
        description="Projet inventé pour la démonstration, présenté par une structure du fonds pour plusieurs autres.",
        amount_cents=amount,
        state="submitted",
        created_at=FOUNDED + timedelta(days=20 + number),
        submitted_at=FOUNDED + timedelta(days=30 + number),
        fictional=True,
    )


async def _decide(writer: Writer, number: int, project: UUID, title: str, word: str) -> None:
    opens = FOUNDED + timedelta(days=50 * number, hours=5)
    decision = await convened(
        writer,
        FUND,
        number,
        title=f"Financer «\u00a0{title}\u00a0»\u202f?",
        reason="Présenté dans le cadre de l’appel à projets 2026.",
        effect="approve_project",
        subject_id=project,
        opens_at=opens,
        closes_at=opens + 2 * HOUR,
        place="Salle des Monts d’Or, La Salette",
    )
    if decision is not None:
        await vote(writer, decision, _votes(word))


async def _payments(writer: Writer, fund: UUID, p1: UUID, p2: UUID) -> None:
    paid = (
        ("rail", p1, "Médical Services du Lyonnais", 12_000_00, "Rail de transfert, facture 26-118", 120),
        (
            "formation",
            p2,
            "Organisme de formation Passerelles",
            10_300_00,
            "Référents « chutes », 8 jours",
            200,
        ),
    )
    for key, project, payee, amount, description, after in paid:
        await _paid(writer, fund, key, project, payee, amount, description, FOUNDED + timedelta(days=after))
    asked = await writer.put(
        "fund_payments",
        "formation-2",
        agreement_id=_agreement_id(),
        fund_id=fund,
        project_id=p2,
        payee="Organisme de formation Passerelles",
        amount_cents=1_600_00,
        description="Référents « chutes », 2 derniers jours",
        requested_by=organisation_id("s01"),
        requested_by_person=demo_id("persons/direction/s01"),
        **_twice_approved(1_600_00),
    )
    await _approve(writer, asked, "s01")


def _twice_approved(cumulated: int) -> dict[str, int]:
    """What the rules say of a payment that is alone in its window and above the threshold."""
    rule = RULES.approvals
    return {
        "approvals_needed": 2,
        "cumulated_cents": cumulated,
        "threshold_cents": rule.threshold_cents,
        "window_days": rule.window_days,
    }


async def _paid(
    writer: Writer,
    fund: UUID,
    key: str,
    project: UUID,
    payee: str,
    amount: int,
    description: str,
    day: datetime,
) -> None:
    book = _agreement_id()
    world = await account(writer, book, "world")
    kept = await writer.account_of_project(project)
    posted = await post(writer, book, "payment", description, f"paiement-{key}", day, [(kept, world, amount)])
    payment = await writer.put(
        "fund_payments",
        key,
        agreement_id=book,
        fund_id=fund,
        project_id=project,
        payee=payee,
        amount_cents=amount,
        description=description,
        state="paid",
        requested_by=organisation_id("s01"),
        requested_by_person=demo_id("persons/direction/s01"),
        requested_at=day - timedelta(days=3),
        decided_at=day,
        decided_by=organisation_id("s05"),
        transaction_id=posted,
        **_twice_approved(amount),
    )
    await _approve(writer, payment, "s01", approved_at=day - timedelta(days=3))
    await _approve(writer, payment, "s05", approved_at=day)


async def _approve(writer: Writer, payment: UUID, key: str, **when: datetime) -> None:
    await writer.put(
        "fund_approvals",
        None,
        payment_id=payment,
        organisation_id=organisation_id(key),
        agreement_id=_agreement_id(),
        person_id=demo_id(f"persons/direction/{key}"),
        **when,
    )
