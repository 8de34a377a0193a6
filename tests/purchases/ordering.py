"""An awarded lot whose members order, deliver and are billed, through the API."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from essaim.kit import clock
from make import Make, Member
from purchases.buying import ORDERED, TIERS_A, Buying, buying, told


async def awarded(
    make: Make,
    *,
    tiers: Sequence[tuple[int, int]] = TIERS_A,
    ordered: Sequence[int] = (),
    content: dict[str, Any] | None = None,
    **values: Any,
) -> Buying:
    """The round of §8.2, its lot awarded on a quote of these tiers; commitments told. `ordered`: by those asked, in order."""
    world = await buying(make, stage="quotes", quotes=False, **values)
    await world.quote("A", tiers, **(content or {}))
    await world.open_quotes()
    await world.award("A")
    await world.publish("award")
    for organisation, volume in zip(world.parties, ordered or (0,) * len(world.parties), strict=True):
        if volume:
            await world.order(organisation, volume)
    return world


async def ordered(make: Make, **values: Any) -> Buying:
    """9,700 boxes ordered of the 10,100 committed: the step is missed."""
    return await awarded(make, **{"ordered": ORDERED, **values})


def an_order(world: Buying, volume: int, **values: Any) -> dict[str, Any]:
    return {
        "item_id": str(world.item.id),
        "volume": volume,
        "ordered_on": clock.today().isoformat(),
        **values,
    }


async def position(world: Buying, reader: Member) -> dict[str, Any]:
    return told(await reader.get(f"{world.lot_path}/position"))


async def closing(world: Buying, reader: Member) -> dict[str, Any]:
    return told(await reader.get(f"{world.lot_path}/closing"))


async def close(world: Buying, **body: Any) -> dict[str, Any]:
    return told(await world.lead.post(f"{world.lot_path}/closing", json=body), 201)


async def statements(world: Buying, kind: str = "adjustment") -> list[Any]:
    return await world.make.rows(
        "SELECT s.*, m.position FROM statements s JOIN purchase_members m"
        " ON m.round_id = s.purchase_round_id AND m.organisation_id = s.organisation_id"
        " WHERE s.purchase_round_id = :round AND s.kind = :kind ORDER BY m.position",
        round=world.round.id,
        kind=kind,
    )


def tomorrow() -> str:
    return (clock.today() + timedelta(days=1)).isoformat()
