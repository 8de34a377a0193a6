"""Choosing a quote, in words: simulate, leave, award, commitments."""

from typing import Any

import httpx

from make import Member
from purchases.buying import Buying, told


async def simulated(
    world: Buying, reader: Member | None = None, quote: str = "A", *without: Any
) -> dict[str, Any]:
    asked = {
        "quote_id": str(world.quotes[quote].id),
        "without": [str(organisation.id) for organisation in without],
    }
    return told(await (reader or world.lead).get(f"{world.lot_path}/simulation", params=asked))


async def award(world: Buying, quote: str = "A", **values: Any) -> httpx.Response:
    """On the simulation of this moment, unless another fingerprint is given."""
    given = values.get("fingerprint") or (await simulated(world, quote=quote))["fingerprint"]
    body = {"quote_id": str(world.quotes[quote].id), **values, "fingerprint": given}
    answer: httpx.Response = await world.lead.post(f"{world.lot_path}/award", json=body)
    return answer


async def leave(world: Buying, place: int) -> httpx.Response:
    member = await world.member(place)
    answer: httpx.Response = await member.post(f"{world.lot_path}/opt-out", json={})
    return answer


async def committed(world: Buying, reader: Member | None = None) -> dict[str, int]:
    """Cents by name of organisation."""
    page = told(await (reader or world.lead).get(f"{world.lot_path}/commitments"))
    return {one["organisation_name"]: one["cents"] for one in page["items"]}


def line_of(simulation: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in simulation["members"] if one["organisation_name"] == name)
