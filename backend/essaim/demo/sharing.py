"""What the structures of La Salette-Bully share and pay: written by the product's own services, once.

`gestion`: the budget of this year by the former key, called, paid in part, one call late; the budget of next year by the five
keys of scenario 8.5, to be reviewed. `moyens`: a minibus by level of need and a remote alarm bought by tiers; parties that
bill each other, and a settlement that waits for acceptances.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.models import Allocation
from essaim.allocations.schemas.lines import BasisIn, LineIn, NeedIn, Pricing, Tier
from essaim.allocations.schemas.runs import AllocationIn, AllocationOut
from essaim.allocations.schemas.vat import VatOpinionIn
from essaim.allocations.service import bases, computing, needs, posting, reviewing, runs, vat
from essaim.allocations.service import lines as cost_lines
from essaim.banking.schemas import BankAccountIn
from essaim.banking.service import add_account
from essaim.demo.assembly import BY_LEVEL, FORMER_KEY
from essaim.demo.care import STRUCTURES, structure_key
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import Writer, demo_id
from essaim.identity.caller import Caller
from essaim.identity.roles import POWERS
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.kit.sealing import Seal
from essaim.settlements.schemas import AnswerIn, ProposalIn
from essaim.settlements.service import settlements
from essaim.statements.models import Statement
from essaim.statements.schemas import ChargeIn, PaymentIn, StatementIn
from essaim.statements.service import billing, receiving

FUNCTIONS = (
    ("Finance", "Finance", 6_800_000),
    ("Ressources humaines et paie", "Ressources humaines et paie", 6_240_000),
    ("Qualité", "Qualité", 4_400_000),
    ("Informatique", "Informatique", 3_800_000),
    ("Véhicule", "Véhicule", 960_000),
)
KILOMETRES = (1200, 640, 0, 2100, 310, 0, 880, 450, 1560, 0, 720, 260, 930, 1350, 600)
LATE = 10
"""The structure that paid only half of the second call, and nothing of the third."""
MINIBUS_ALONE = {1: 936_000, 2: 936_000, 3: 612_000, 5: 384_000, 8: 384_000, 10: 384_000, 13: 612_000}
ALARMS = {1: 84, 2: 72, 3: 60, 5: 45, 8: 52, 10: 30, 13: 40}
ALARM_TIERS = ((1, 1_450), (100, 1_240), (250, 1_090), (500, 960))
"""Cents a month and alarm, the whole order at the price of the tier reached; invented."""
BILLED = (
    (1, 3, "Heures de conduite du minibus, octobre", 3_150, "HOUR/2", 2_800),
    (3, 5, "Prêt de la salle polyvalente, octobre", 6, "DAY/0", 9_000),
    (5, 2, "Heures d’ergothérapeute, octobre", 1_800, "HOUR/2", 3_400),
    (2, 1, "Heures de qualiticienne, octobre", 2_100, "HOUR/2", 4_200),
    (8, 1, "Location du lève-personne, octobre", 12, "DAY/0", 1_500),
    (1, 8, "Repas du séminaire d’octobre", 24, "PERSON/0", 1_450),
)
IBANS = {1: "FR7630006000011234567890189", 2: "FR1420041010050500013M02606", 3: "FR7610107001011234567890129"}
"""Numbers that banks print as examples."""


async def write(writer: Writer, seal: Seal | None) -> None:
    """All of it, unless a run is there already. Without a seal, no bank account."""
    async with AsyncSession(bind=writer.connection, expire_on_commit=False) as session:
        if await session.scalar(select(Allocation.id).limit(1)) is not None:
            return
        if seal is not None:
            await _accounts(session, seal)
        await _management(session)
        await _means(session)
        await session.flush()


# Whoever acts


def _director() -> Caller:
    """The account of the demonstration that leads both agreements."""
    return _caller("s01", demo_id("persons/directrice"), demo_id("mandates/directrice/s01"))


def _speaker(number: int) -> Caller:
    key = structure_key(number)
    return _caller(key, demo_id(f"persons/direction/{key}"), demo_id(f"mandates/direction/{key}"))


def _caller(key: str, person: UUID, mandate: UUID) -> Caller:
    return Caller(
        session_id=demo_id("sessions/demonstration"),
        carrier="bearer",
        person_id=person,
        mandate_id=mandate,
        acting_for=organisation_id(key),
        organisation_name=None,
        is_network=False,
        role="director",
        powers=frozenset(POWERS),
    )


async def _as(session: AsyncSession, caller: Caller) -> Caller:
    """What follows is written on behalf of this caller."""
    await enter(session, organisation=caller.organisation_id, person=caller.person_id)
    return caller


async def _accounts(session: AsyncSession, seal: Seal) -> None:
    for number, iban in IBANS.items():
        caller = await _as(session, _director() if number == 1 else _speaker(number))
        account = BankAccountIn(
            label="Compte courant",
            holder=STRUCTURES[number - 1][0],
            iban=iban,
            creditor_identifier="FR72ZZZ123456" if number == 1 else None,
        )
        await add_account(session, caller, account, seal)


# Management functions


async def _management(session: AsyncSession) -> None:
    agreement = demo_id("agreements/gestion")
    this_year = max(clock.today().year, 2026)
    await _former_budget(session, agreement, this_year)
    await _next_budget(session, agreement, this_year + 1)
    caller = await _as(session, _director())
    opinion = VatOpinionIn(
        agreement_id=agreement,
        starts_on=date(this_year + 1, 1, 1),
        ends_on=date(this_year + 1, 12, 31),
        independent_group="yes",
        services_only="yes",
        general_interest="yes",
        no_distortion="yes",
        outside_share_bp=0,
    )
    await vat.give(session, caller, opinion, "fr")


async def _former_budget(session: AsyncSession, agreement: UUID, year: int) -> None:
    """One line by the former key, called each quarter, paid by all but one."""
    caller = await _as(session, _speaker(1))
    run = await runs.create(
        session,
        caller,
        AllocationIn(
            agreement_id=agreement,
            title=f"Budget de gestion {year}",
            stage="budget",
            starts_on=max(date(year, 1, 1), date(2026, 1, 5)),
            ends_on=date(year, 12, 31),
            figures_on=date(year, 1, 5),
            call_count=4,
            first_due_on=date(year, 3, 31),
            months_between=3,
        ),
        "fr",
    )
    line = await cost_lines.add(
        session,
        caller,
        run.id,
        LineIn(
            name="Fonctions de gestion",
            key_name=FORMER_KEY.name,
            amount_cents=21_400_000,
            basis="alone",
            evidence="Un demi-poste de gestion et un cabinet comptable par structure, tarifs de la région (chiffres inventés).",
        ),
        "fr",
    )
    for number, (_, _, beds, _, _) in enumerate(STRUCTURES, start=1):
        need = NeedIn(
            alone_cents=520_000 + 18_900 * beds,
            source="Estimation de la structure : temps de gestion et cabinet comptable".replace(
                " :", "\u00a0:"
            ),
            dated_on=date(2025, 11, 20),
        )
        await needs.state(session, caller, run.id, line.id, organisation_id(structure_key(number)), need)
    reviewed = await _computed_and_reviewed(session, run)
    caller = await _as(session, _director())
    await posting.post(session, caller, run.id, reviewed.version)
    await _pay_calls(session, run.id)


async def _computed_and_reviewed(session: AsyncSession, run: AllocationOut) -> AllocationOut:
    caller = await _as(session, _speaker(1))
    current = await session.get_one(Allocation, run.id)
    await computing.compute(session, caller, run.id, current.version, "fr")
    return await reviewing.review(session, await _as(session, _director()), run.id, "fr")


async def _pay_calls(session: AsyncSession, run_id: UUID) -> None:
    calls = await session.scalars(
        select(Statement)
        .where(Statement.allocation_id == run_id, Statement.instalment <= 3)
        .order_by(Statement.number)
    )
    late = organisation_id(structure_key(LATE))
    caller = await _as(session, _director())
    for call in calls.all():
        cents = call.amount_cents
        if call.organisation_id == late and call.instalment != 1:
            cents = cents // 2 if call.instalment == 2 else 0
        paid_on = min(call.due_on, clock.today())
        if cents and call.due_on <= clock.today():
            payment = PaymentIn(
                cents=cents, paid_on=paid_on, method="transfer", reference=f"VIR {call.reference}"
            )
            await receiving.record(session, caller, call.id, payment, "fr")


async def _next_budget(session: AsyncSession, agreement: UUID, year: int) -> None:
    """The five keys adopted in June, computed by somebody, to be reviewed by the director."""
    caller = await _as(session, _speaker(1))
    run = await runs.create(
        session,
        caller,
        AllocationIn(
            agreement_id=agreement,
            title=f"Budget de gestion {year}",
            stage="budget",
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            figures_on=date(year, 1, 1),
            call_count=4,
            first_due_on=date(year, 3, 31),
            months_between=3,
        ),
        "fr",
    )
    for name, key, cents in FUNCTIONS:
        await cost_lines.add(
            session, caller, run.id, LineIn(name=name, key_name=key, amount_cents=cents), "fr"
        )
    for number, kilometres in enumerate(KILOMETRES, start=1):
        basis = BasisIn(
            value=kilometres, valid_on=clock.today(), source="Carnets de bord des douze derniers mois"
        )
        await bases.state(
            session, caller, run.id, organisation_id(structure_key(number)), "usage", "km", basis, "fr"
        )
    current = await session.get_one(Allocation, run.id)
    await computing.compute(session, caller, run.id, current.version, "fr")


# Shared means


async def _means(session: AsyncSession) -> None:
    agreement = demo_id("agreements/moyens")
    await _shared_equipment(session, agreement)
    await _settle(session, agreement)


async def _shared_equipment(session: AsyncSession, agreement: UUID) -> None:
    """A minibus by level of need, alarms by tiers: both shared by the fair rule, with what each would pay alone."""
    caller = await _as(session, _speaker(1))
    today = clock.today()
    run = await runs.create(
        session,
        caller,
        AllocationIn(
            agreement_id=agreement,
            title=f"Équipements partagés {today.year + 1}",
            stage="budget",
            starts_on=date(today.year + 1, 1, 1),
            ends_on=date(today.year + 1, 12, 31),
            figures_on=today,
            call_count=2,
            first_due_on=today + timedelta(days=30),
            months_between=6,
        ),
        "fr",
    )
    minibus = LineIn(
        name="Minibus en location",
        key_name=BY_LEVEL.name,
        amount_cents=max(MINIBUS_ALONE.values()),
        basis="levels",
        evidence="Tarifs d’un loueur pour une citadine, un cinq places adapté et un neuf places (chiffres inventés).",
    )
    quantity = sum(ALARMS.values())
    unit = max((start, price) for start, price in ALARM_TIERS if start <= quantity)[1] * 12
    alarms = LineIn(
        name="Téléalarme des résidents",
        key_name=BY_LEVEL.name,
        amount_cents=quantity * unit,
        basis="tiers",
        pricing=Pricing(
            mode="all_units",
            tiers=[Tier(from_quantity=start, unit_price_cents=price * 12) for start, price in ALARM_TIERS],
        ),
        evidence="Devis à paliers d’un fournisseur, prix d’un abonnement par an (chiffres inventés).",
    )
    for line_in, stated in ((minibus, MINIBUS_ALONE), (alarms, ALARMS)):
        line = await cost_lines.add(session, caller, run.id, line_in, "fr")
        for number, value in stated.items():
            need = NeedIn(
                alone_cents=value if line_in is minibus else None,
                quantity=None if line_in is minibus else value,
                source="Tarif public du loueur" if line_in is minibus else "Recensement de novembre",
                dated_on=today,
            )
            await needs.state(session, caller, run.id, line.id, organisation_id(structure_key(number)), need)
    reviewed = await _computed_and_reviewed(session, run)
    await posting.post(session, await _as(session, _director()), run.id, reviewed.version)


async def _settle(session: AsyncSession, agreement: UUID) -> None:
    """Six bills between parties, which three transfers would replace; some have accepted."""
    today = clock.today()
    last_month = today.replace(day=1) - timedelta(days=1)
    for issuer, payer, title, quantity, unit, price in BILLED:
        caller = await _as(session, _director() if issuer == 1 else _speaker(issuer))
        bill = StatementIn(
            agreement_id=agreement,
            organisation_id=organisation_id(structure_key(payer)),
            title=title,
            lines=[ChargeIn(label=title, quantity=quantity, unit=unit, unit_price_cents=price)],
            due_on=today,
            starts_on=last_month.replace(day=1),
            ends_on=last_month,
        )
        await billing.bill(session, caller, bill, "fr")
    caller = await _as(session, _director())
    proposed = await settlements.propose(
        session, caller, ProposalIn(agreement_id=agreement, through=today), "fr"
    )
    await _accept(session, proposed.id, (3, 5))


async def _accept(session: AsyncSession, settlement_id: UUID, accepting: Sequence[int]) -> None:
    for number in accepting:
        caller = await _as(session, _speaker(number))
        await settlements.answer(session, caller, settlement_id, AnswerIn(answer="accepted"), "fr")
