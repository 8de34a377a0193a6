"""A round of §8.2 once closed, arranged as the owner: what was ordered, what it really cost, what came back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from essaim.fairness.exact import largest_remainder
from essaim.kit import clock
from make import Make
from purchases.buying import EXTRA_BY_ORDERS, ORDERED, Buying, buying

NEXT = clock.today().year + 1
TWO_YEARS = {"starts_on": date(NEXT, 1, 1), "ends_on": date(NEXT + 1, 12, 31)}


async def close(
    world: Buying, ordered: Sequence[int] = ORDERED, extra: Sequence[int] = EXTRA_BY_ORDERS
) -> None:
    """The one lot closed: each invoiced at the price awarded, and adjusted."""
    committed = await world.make.rows(
        "SELECT c.* FROM purchase_commitments c JOIN purchase_members m USING (round_id, organisation_id)"
        " WHERE c.lot_id = :lot ORDER BY m.position",
        lot=world.lot.id,
    )
    for line, volume, adjustment in zip(committed, ordered, extra, strict=True):
        if volume:
            await world.make.row("purchase_orders", **_order(world, line, volume))
        invoiced = line.cents * volume // line.volume
        await world.make.row(
            "purchase_results",
            item_id=line.item_id,
            organisation_id=line.organisation_id,
            lot_id=line.lot_id,
            round_id=line.round_id,
            agreement_id=line.agreement_id,
            committed_volume=line.volume,
            ordered_volume=volume,
            delivered_volume=volume,
            reference_price=line.reference_price,
            reference_source=line.reference_source,
            reference_on=line.reference_on,
            committed_cents=line.cents,
            invoiced_cents=invoiced,
            actual_cents=invoiced + adjustment,
            adjustment_cents=adjustment,
        )
    await world.make.rows(
        "UPDATE purchase_lots SET state = 'closed', closed_at = now(), version = version + 1 WHERE id = :id",
        id=world.lot.id,
    )
    await world.move("closed", closed_at=datetime.now(UTC))


def _order(world: Buying, line: Any, volume: int) -> dict[str, Any]:
    return {
        "agreement_id": line.agreement_id,
        "round_id": line.round_id,
        "lot_id": line.lot_id,
        "item_id": line.item_id,
        "organisation_id": line.organisation_id,
        "volume": volume,
        "ordered_on": clock.today(),
        "declared_by": line.organisation_id,
        "declared_by_person": world.lead.person.id,
        "fictional": True,
    }


async def rebate(world: Buying, received: int) -> list[int]:
    """A rebate received on the lot, split by what each really spent; the shares in the order of those asked."""
    results = await world.make.rows(
        "SELECT r.organisation_id, sum(r.actual_cents) AS spent, min(m.position) AS position FROM purchase_results r"
        " JOIN purchase_members m USING (round_id, organisation_id) WHERE r.lot_id = :lot GROUP BY 1 ORDER BY 3",
        lot=world.lot.id,
    )
    spent = [int(row.spent) for row in results]
    shares = largest_remainder(received, spent)
    of_lot = {"lot_id": world.lot.id, "round_id": world.round.id, "agreement_id": world.agreement.id}
    given = await world.make.row(
        "purchase_rebates",
        **of_lot,
        turnover_cents=sum(spent),
        expected_cents=received,
        received_cents=received,
        received_on=clock.today(),
        kept_cents=0,
        recorded_by=world.lead.organisation.id,
        recorded_by_person=world.lead.person.id,
    )
    for row, cents, spend in zip(results, shares, spent, strict=True):
        await world.make.row(
            "purchase_rebate_shares",
            rebate_id=given.id,
            organisation_id=row.organisation_id,
            **of_lot,
            spend_cents=spend,
            cents=cents,
        )
    return shares


async def publish_closing(world: Buying) -> None:
    """What was ordered in all, told at the closing."""
    await world.make.rows(
        "INSERT INTO purchase_publications (item_id, moment, round_id, agreement_id, volume, contributors, reference_cents)"
        " SELECT item_id, 'closing', round_id, agreement_id, sum(ordered_volume), count(*),"
        " sum(ordered_volume * reference_price) / 100 FROM purchase_results WHERE round_id = :round"
        " GROUP BY item_id, round_id, agreement_id",
        round=world.round.id,
    )


async def closed(make: Make, **values: Any) -> Buying:
    """The round of §8.2 closed with 9,700 boxes ordered, under a contract of two calendar years."""
    world = await buying(make, stage="orders", **{**TWO_YEARS, **values})
    await close(world)
    return world


async def with_unpriced_item(make: Make, **values: Any) -> Buying:
    """O1 and O2 buy gloves; O2 buys masks too, of which it never knew the price. Awarded at 5.20 and 0.30."""
    world = await buying(
        make,
        stage="needs",
        names=("O1", "O2"),
        volumes=(1200, 800),
        references=(51_000, 53_500),
        **{**TWO_YEARS, **values},
    )
    await world.lot_with("Masques", ("Masques", "boîte de 50"))
    await world.need(world.parties[1], 400, None, world.items[1])
    await world.move("quotes", needs_closed_at=datetime.now(UTC))
    await world.quote("A", ((1, 52_000), (2_000, 48_500)))
    await world.quote("C", ((1, 3_000), (500, 2_000)), world.lots[1])
    await world.open_quotes()
    await world.award("A", world.lots[0])
    await world.award("C", world.lots[1])
    return world
