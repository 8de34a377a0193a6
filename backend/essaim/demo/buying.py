"""Group purchases, figures of scenario 8.2 (invented): open to all around La Salette, sealed between members of APOGÉES.

Written by the product's own services, once. `achats`, open: the gloves of this year, ordered short of the step and closed, with
the rebate received; those of next year, to be chosen; cleaning products, needs being stated. `apogees`, sealed: gloves to be
chosen, and linen whose survey waits for answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.demo.care import structure_key
from essaim.demo.holidays import centre_key
from essaim.demo.organisations import organisation_id
from essaim.demo.resources import agreement, party
from essaim.demo.writing import Writer, demo_id
from essaim.identity.caller import Caller
from essaim.identity.roles import POWERS
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.kit.sealing import Seal
from essaim.purchases.models import Round
from essaim.purchases.schemas.choice import AwardIn, SimulationQuery
from essaim.purchases.schemas.closing import ClosingIn
from essaim.purchases.schemas.closing import RebateIn as RebateReceived
from essaim.purchases.schemas.lots import ItemIn, LotIn, LotOut
from essaim.purchases.schemas.needs import NeedLineIn, NeedsAnswerIn
from essaim.purchases.schemas.orders import DeliveryIn, OrderIn
from essaim.purchases.schemas.quotes import MarkIn, MarksIn, PriceIn, QuoteIn, RebateIn, RebateStepIn, TierIn
from essaim.purchases.schemas.rounds import CriterionIn, RoundIn
from essaim.purchases.schemas.suppliers import SupplierIn
from essaim.purchases.service import (
    awarding,
    closing,
    lots,
    members,
    needs,
    opening,
    orders,
    preparing,
    quotes,
    rebates,
    rounds,
    simulating,
    suppliers,
)

VOLUMES = (1_200, 800, 2_400, 600, 1_500, 950, 450, 2_200)
PAID_TODAY = (51_000, 53_500, 43_000, 56_000, 49_500, 52_000, 58_000, 39_500)
"""Ten-thousandths of a euro a box (EUR/4)."""
ORDERED = (1_150, 800, 2_350, 560, 1_440, 900, 400, 2_100)
TIERS_A = ((1, 52_000), (2_500, 48_500), (5_000, 44_000), (10_000, 40_500))
TIERS_B = ((1, 50_500), (3_000, 47_000), (6_000, 44_800), (12_000, 39_800))
CRITERIA = [
    CriterionIn(code="prix", kind="price", name="Prix", weight=60),
    CriterionIn(
        code="qualite",
        kind="quality",
        name="Qualité",
        weight=20,
        note="Échantillons essayés par trois équipes.",
    ),
    CriterionIn(code="rse", kind="environment", name="Responsabilité sociale et environnementale", weight=20),
]
MARKS = {
    "A": MarksIn(
        marks={
            "qualite": MarkIn(points=1_500, why="Épaisseur conforme, enfilage un peu long."),
            "rse": MarkIn(points=1_800, why="Emballage recyclé, usine auditée."),
        }
    ),
    "B": MarksIn(
        marks={
            "qualite": MarkIn(points=1_700, why="Plus résistants à l’essai."),
            "rse": MarkIn(points=1_100, why="Aucun audit de l’usine."),
        }
    ),
}
OPEN_MEMBERS = tuple(structure_key(number) for number in (1, 3, 5, 8, 10, 13, 4, 2))
SEALED_MEMBERS = (
    structure_key(1),
    *(centre_key(number) for number in (1, 2, 3, 21, 22, 23)),
    structure_key(2),
)
UNDERTAKING = (
    "Nos volumes et nos prix ne sont lus que par la coordination neutre d’APOGÉES. Nous ne cherchons pas à connaître ceux des autres, "
    "ni à nous entendre avec eux sur nos propres prix."
)


async def write(writer: Writer) -> None:
    """The two agreements, and who takes part."""
    await agreement(
        writer,
        "achats",
        "pool",
        "Achats groupés du réseau gérontologique",
        "Réunir les besoins de huit structures pour obtenir de meilleurs prix, besoins et prix ouverts à tous.",
        lead="s01",
        legal_form="agreement",
        confidentiality="open",
        notice_months=3,
    )
    for key in OPEN_MEMBERS:
        if key != "s01":
            await party(writer, "achats", key, "s01")
    await agreement(
        writer,
        "achats-apogees",
        "pool",
        "Achats groupés APOGÉES",
        "Réunir les besoins d’établissements qui sont parfois concurrents\u00a0: chacun ne lit que les siens, la coordination est neutre.",
        lead="apogees",
        legal_form="agreement",
        confidentiality="coopetition",
        notice_months=3,
    )
    for key in SEALED_MEMBERS:
        await party(writer, "achats-apogees", key, "apogees")


async def write_rounds(writer: Writer, seal: Seal | None) -> None:
    """The rounds, unless there is one already. Without a seal, no quote can be kept: none."""
    if seal is None:
        return
    async with AsyncSession(bind=writer.connection, expire_on_commit=False) as session:
        if await session.scalar(select(Round.id).limit(1)) is not None:
            return
        await _open_network(session, seal)
        await _sealed_network(session, seal)
        await session.flush()


@dataclass(frozen=True, slots=True)
class Network:
    """An agreement that buys together: who coordinates, and who is asked, in order."""

    agreement_id: UUID
    coordinator: Caller
    asked: Sequence[str]
    undertaking: str | None = None


async def _open_network(session: AsyncSession, seal: Seal) -> None:
    network = Network(demo_id("agreements/achats"), _director("s01", "directrice"), OPEN_MEMBERS)
    year = clock.today().year
    sold = await _suppliers(session, network)
    past = await _gloves(session, network, sold, seal, year, award_in=0)
    await _order_and_close(session, network, *past)
    await _gloves(session, network, sold, seal, year + 1, award_in=12)
    await _cleaning(session, network, year + 1)


async def _sealed_network(session: AsyncSession, seal: Seal) -> None:
    coordinator = _director("apogees", "acheteuse")
    network = Network(demo_id("agreements/achats-apogees"), coordinator, SEALED_MEMBERS, UNDERTAKING)
    sold = await _suppliers(session, network)
    year = clock.today().year
    await _gloves(session, network, sold, seal, year + 1, award_in=15)
    await _linen(session, network, year + 1)


# Whoever acts


def _director(key: str, account: str) -> Caller:
    return _caller(key, demo_id(f"persons/{account}"), demo_id(f"mandates/{account}/{key}"))


def _speaker(key: str) -> Caller:
    if key == "s01":
        return _director(key, "directrice")
    if key.startswith("c"):
        # Nobody in the centres has an account to try.
        return _caller(key, demo_id("persons/demo"), demo_id("mandates/demo"))
    return _caller(key, demo_id(f"persons/direction/{key}"), demo_id(f"mandates/direction/{key}"))


def _caller(key: str, person: UUID, mandate: UUID) -> Caller:
    return Caller(
        session_id=demo_id("sessions/demonstration"),
        carrier="bearer",
        person_id=person,
        mandate_id=mandate,
        acting_for=organisation_id(key),
        organisation_name=None,
        is_network=key == "apogees",
        role="director",
        powers=frozenset(POWERS),
    )


async def _as(session: AsyncSession, caller: Caller) -> Caller:
    """What follows is written on behalf of this caller."""
    await enter(session, organisation=caller.organisation_id, person=caller.person_id)
    return caller


# Gloves


async def _suppliers(session: AsyncSession, network: Network) -> Mapping[str, UUID]:
    caller = await _as(session, network.coordinator)
    known = {}
    for name, label, siae in (
        ("A", "Médical Services A (fictif)", False),
        ("B", "Fournitures B (fictif)", True),
    ):
        body = SupplierIn(agreement_id=network.agreement_id, name=label, siae=siae)
        known[name] = (await suppliers.add(session, caller, body)).id
    return known


async def _gloves(
    session: AsyncSession, network: Network, sold: Mapping[str, UUID], seal: Seal, year: int, *, award_in: int
) -> tuple[UUID, LotOut, Mapping[str, UUID]]:
    """Up to the choice: needs stated, quotes opened and marked; the round, its lot, its quotes by name."""
    today = clock.today()
    caller = await _as(session, network.coordinator)
    body = RoundIn(
        agreement_id=network.agreement_id,
        title=f"Gants nitrile {year}",
        description="Gants d’examen non poudrés, livrés chaque mois. Prix hors taxes, franco de port.",
        needs_until=today,
        quotes_until=today,
        award_on=today + timedelta(days=award_in),
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        criteria=CRITERIA,
        undertaking=network.undertaking,
        organisation_ids=[organisation_id(key) for key in network.asked],
    )
    round_id = (await preparing.create(session, caller, body)).id
    gloves = LotIn(
        name="Gants", items=[ItemIn(name="Gants nitrile", reference="EN 455", unit="boîte de 100")]
    )
    lot = await lots.add(session, caller, round_id, gloves)
    await rounds.open_survey(session, caller, round_id)
    item = lot.items[0].id
    for key, volume, price in zip(network.asked, VOLUMES, PAID_TODAY, strict=True):
        line = _need(item, volume, price, year)
        await _state(session, network, round_id, key, NeedsAnswerIn(lines=[line]))
    caller = await _as(session, network.coordinator)
    await rounds.close_needs(session, caller, round_id)
    offered = {}
    for name, tiers in (("A", TIERS_A), ("B", TIERS_B)):
        quote = _quote(sold[name], item, tiers, body.award_on, rebate=name == "A")
        offered[name] = (await quotes.deposit(session, caller, round_id, lot.id, quote, seal)).id
    await opening.open_all(session, caller, round_id, seal)
    for name, marks in MARKS.items():
        await quotes.mark(session, caller, round_id, offered[name], marks, 2)
    return round_id, lot, offered


def _need(item: UUID, volume: int, price: int, year: int) -> NeedLineIn:
    return NeedLineIn(
        item_id=item,
        volume=volume,
        reference_price=price,
        reference_source=f"Factures {year - 1}, fournisseur actuel",
        reference_on=date(year - 1, 6, 30),
    )


async def _state(
    session: AsyncSession, network: Network, round_id: UUID, key: str, answer: NeedsAnswerIn
) -> None:
    caller = await _as(session, _speaker(key))
    if network.undertaking is not None:
        await members.undertake(session, caller, round_id)
    await needs.state_own(session, caller, round_id, answer, 1)


def _quote(
    supplier: UUID, item: UUID, tiers: Sequence[tuple[int, int]], award_on: date, *, rebate: bool
) -> QuoteIn:
    given_back = RebateIn(paid_to="members", steps=[RebateStepIn(from_cents=4_000_000, rate_bp=200)])
    return QuoteIn(
        supplier_id=supplier,
        mode="all_units",
        prices=[
            PriceIn(
                item_id=item, tiers=[TierIn(from_volume=start, unit_price=price) for start, price in tiers]
            )
        ],
        valid_until=award_on + timedelta(days=60),
        rebate=given_back if rebate else None,
        note="Livraison sous dix jours, paiement à trente jours.",
    )


async def _order_and_close(
    session: AsyncSession, network: Network, round_id: UUID, lot: LotOut, offered: Mapping[str, UUID]
) -> None:
    """Awarded to A, ordered short of the step of 10,000; what it costs is shared, and the rebate of A received."""
    caller = await _as(session, network.coordinator)
    asked = SimulationQuery(quote_id=offered["A"])
    seen = await simulating.simulate(session, caller, round_id, lot.id, asked, "fr")
    chosen = AwardIn(
        quote_id=offered["A"], fingerprint=seen.fingerprint or "", reason="Première du classement."
    )
    await awarding.award(session, caller, round_id, lot.id, chosen)
    today = clock.today()
    for place, (key, volume) in enumerate(zip(network.asked, ORDERED, strict=True), 1):
        placed = OrderIn(
            item_id=lot.items[0].id,
            organisation_id=organisation_id(key),
            volume=volume,
            ordered_on=min(today, date(today.year, 3, 1)),
            reference=f"BC-{today.year}-{place:03}",
        )
        order = await orders.declare(session, caller, round_id, placed)
        received = DeliveryIn(delivered_volume=volume, delivered_on=today)
        await orders.deliver(session, caller, round_id, order.id, received, order.version)
    await closing.close(session, caller, round_id, lot.id, ClosingIn(), "fr")
    rebate = RebateReceived(received_cents=85_360, received_on=today)
    await rebates.share(session, caller, round_id, lot.id, rebate)


# Surveys under way


async def _cleaning(session: AsyncSession, network: Network, year: int) -> None:
    """Three have answered of eight."""
    body = _surveyed(network, f"Produits d’entretien {year}", days=9, year=year)
    round_id, items = await _survey(
        session,
        network,
        body,
        LotIn(
            name="Sols et surfaces",
            items=[
                ItemIn(name="Détergent désinfectant", unit="bidon de 5 litres"),
                ItemIn(
                    name="Nettoyant sols écolabellisé",
                    reference="Écolabel européen",
                    unit="bidon de 5 litres",
                ),
            ],
        ),
        LotIn(name="Lessive", items=[ItemIn(name="Lessive professionnelle", unit="sac de 15 kg")]),
    )
    stated = {"s01": (120, 60, 48), "s03": (90, 40, 30), "s05": (150, 80, 64)}
    for key, volumes in stated.items():
        lines = [
            _need(item, volume, price, year)
            for item, volume, price in zip(items, volumes, (142_000, 168_500, 269_000), strict=True)
        ]
        await _state(session, network, round_id, key, NeedsAnswerIn(lines=lines))


async def _linen(session: AsyncSession, network: Network, year: int) -> None:
    """Two have answered, one of them that it needs nothing."""
    body = _surveyed(network, f"Linge plat {year}", days=20, year=year)
    lot = LotIn(
        name="Draps et taies",
        items=[
            ItemIn(name="Drap plat 180 × 300", unit="pièce"),
            ItemIn(name="Taie d’oreiller", unit="pièce"),
        ],
    )
    round_id, items = await _survey(session, network, body, lot)
    lines = [
        _need(item, volume, price, year)
        for item, volume, price in zip(items, (240, 400), (129_000, 31_500), strict=True)
    ]
    await _state(session, network, round_id, centre_key(1), NeedsAnswerIn(lines=lines))
    await _state(session, network, round_id, centre_key(2), NeedsAnswerIn(lines=[], nothing_needed=True))


def _surveyed(network: Network, title: str, *, days: int, year: int) -> RoundIn:
    until = clock.today() + timedelta(days=days)
    return RoundIn(
        agreement_id=network.agreement_id,
        title=title,
        needs_until=until,
        quotes_until=until + timedelta(days=21),
        award_on=until + timedelta(days=35),
        starts_on=max(date(year, 1, 1), until + timedelta(days=36)),
        ends_on=date(year, 12, 31),
        criteria=CRITERIA,
        undertaking=network.undertaking,
        organisation_ids=[organisation_id(key) for key in network.asked],
    )


async def _survey(
    session: AsyncSession, network: Network, body: RoundIn, *asked: LotIn
) -> tuple[UUID, list[UUID]]:
    """An open survey: the round, and its items in order."""
    caller = await _as(session, network.coordinator)
    round_id = (await preparing.create(session, caller, body)).id
    added = [await lots.add(session, caller, round_id, lot) for lot in asked]
    await rounds.open_survey(session, caller, round_id)
    return round_id, [item.id for lot in added for item in lot.items]
