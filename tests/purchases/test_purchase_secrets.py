"""A rival computes nothing: two sealed rounds that differ in what the others need alone read the same, whatever is asked.

For each stage, worlds alike but for the lines of the others are built through the API; then the rival asks everything the
contract offers, with every filter, in each of them. Ids, instants and fingerprints apart, every answer must be the same,
refusals and files included. `docs/decisions/0014` says what a bill still tells.
"""

import difflib
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from make import Make, Member
from purchases.buying import MARKS_A, MARKS_B, REBATE_A, TIERS_A, TIERS_B, Buying, buying, told
from reading import pdf_text
from sampling import Sampler, operations

NAMES = ("O1", "O2", "O3", "O4", "O5", "O6")
PRICES = (51_000, 50_000, 50_000, 50_000, 50_000, 50_000)
ONE = (2_000, 2_600, 2_200, 1_900, 1_800, 1_400)
OTHER = (2_000, 2_100, 1_500, 2_700, 1_300, 2_300)
"""The same for the rival (the first), the same in all: 11,900."""
LONELY = (2_000, 2_600, None, None, None, None)
LONELIER = (2_000, 1_750, None, None, None, None)
"""Two buyers: the total is withheld, whatever it is; both reach the same step of price."""
ASKED_ABOUT = 3
"""The rival itself and two others: the others still are asked of in the same way."""
ELSEWHERE = {"identity", "organisations", "networks", "territories", "resources", "bookings", "imports"}
"""Features where nothing of an agreement is read: the directory, one's own account."""
STAGES = ("needs", "quotes", "choice", "orders", "closed")


@dataclass
class World:
    """A round as its rival meets it."""

    buying: Buying
    rival: Member
    ids: dict[str, list[str]]


async def build(
    make: Make, stage: str, volumes: Sequence[int | None], *, leaves: int | None = None, **values: Any
) -> World:
    """A sealed round up to a stage, each step through the API; `leaves`: the place of who opts out before the award."""
    world = await buying(
        make,
        stage="needs",
        confidentiality="coopetition",
        names=NAMES,
        volumes=volumes,
        references=PRICES,
        **values,
    )
    reached = STAGES.index(stage)
    if reached >= 1:
        told(await world.lead.post(f"{world.path}/close-needs"))
        await world.again()
        await world.quote("A", TIERS_A, rebate=REBATE_A)
        await world.quote("B", TIERS_B)
    if reached >= 2:
        told(await world.lead.post(f"{world.path}/open-quotes"))
        await world.mark("A", MARKS_A)
        await world.mark("B", MARKS_B)
    if leaves is not None and reached >= 2:
        told(await (await world.member(leaves)).post(f"{world.lot_path}/opt-out", json={}))
    if reached >= 3:
        await _award(world)
        for place, volume in enumerate(volumes):
            if volume is not None and place != leaves:
                await world.order(world.parties[place], volume)
    if reached >= 4:
        told(await world.lead.post(f"{world.lot_path}/closing", json={}), 201)
    return World(world, await world.member(0), _ids(world))


async def _award(world: Buying) -> None:
    quote = str(world.quotes["A"].id)
    seen = told(await world.lead.get(f"{world.lot_path}/simulation", params={"quote_id": quote}))
    body = {"quote_id": quote, "fingerprint": seen["fingerprint"], "reason": "Première du classement."}
    told(await world.lead.post(f"{world.lot_path}/award", json=body))
    await world.again()


def _ids(world: Buying) -> dict[str, list[str]]:
    """What an address or a filter may name, in the same order in every world."""
    return {
        "round_id": [str(world.round.id)],
        "purchase_round_id": [str(world.round.id)],
        "lot_id": [str(world.lot.id)],
        "item_id": [str(world.item.id)],
        "agreement_id": [str(world.agreement.id)],
        "pool_id": [str(world.agreement.id)],
        "quote_id": [str(quote.id) for quote in world.quotes.values()] or [str(UUID(int=0))],
        "supplier_id": [str(supplier.id) for supplier in world.suppliers.values()] or [str(UUID(int=0))],
        "organisation_id": [str(party.id) for party in world.parties[:ASKED_ABOUT]],
        "without": [str(party.id) for party in world.parties[1:ASKED_ABOUT]],
    }


# Everything the contract offers to read


def questions(
    document: dict[str, Any], ids: dict[str, list[str]]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every reading whose address this world can fill: by itself, then with each filter and each of its values."""
    sampler = Sampler(document)
    for method, path, operation in operations(document):
        if method != "get" or path.split("/")[2] in ELSEWHERE:
            continue
        parameters = operation.get("parameters", [])
        named = [one["name"] for one in parameters if one["in"] == "path"]
        if any(name not in ids for name in named):
            continue
        asked = [one for one in parameters if one["in"] == "query"]
        required = {one["name"]: _values(sampler, one, ids)[0] for one in asked if one.get("required")}
        for filled in itertools.product(*(ids[name] for name in named)):
            address = path
            for name, value in zip(named, filled, strict=True):
                address = address.replace(f"{{{name}}}", value)
            yield operation["operationId"], address, required
            for one in asked:
                if one["name"] in ("limit", "cursor", "language"):
                    continue
                for value in _values(sampler, one, ids):
                    yield operation["operationId"], address, {**required, one["name"]: value}


def _values(sampler: Sampler, parameter: dict[str, Any], ids: dict[str, list[str]]) -> list[Any]:
    """What to try of a filter: each thing of this world, each word of a list, both truths, or one valid value."""
    if parameter["name"] in ids:
        return ids[parameter["name"]]
    schemas = [sampler.resolve(parameter["schema"])]
    schemas = [sampler.resolve(one) for one in schemas[0].get("anyOf", schemas)]
    for schema in schemas:
        if "enum" in schema:
            return list(schema["enum"])
        if schema.get("type") == "boolean":
            return ["true", "false"]
    return [sampler.value(parameter["schema"])]


def attempts(world: World) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What a rival may try to write of the others, or of a round that is not its own to move."""
    base, lot = world.buying.path, world.buying.lot_path
    needed = {"lines": [{"item_id": str(world.buying.item.id), "volume": 5}]}
    for other in world.ids["organisation_id"][1:]:
        yield "PUT", f"{base}/needs/{other}", needed
        order = {
            "item_id": str(world.buying.item.id),
            "organisation_id": other,
            "volume": 1,
            "ordered_on": "2026-01-05",
        }
        yield "POST", f"{base}/orders", order
    for step in ("close-needs", "open-quotes", "cancel", "reminders"):
        yield "POST", f"{base}/{step}", {"reason": "Pour voir"} if step == "cancel" else {}
    for quote in world.ids["quote_id"]:
        yield "POST", f"{lot}/award", {"quote_id": quote, "fingerprint": "0" * 64, "reason": "Pour voir"}
    yield "POST", f"{lot}/closing", {}


# What is compared

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(?:Z|[+-]\d\d:\d\d)")
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")


def plain(answer: httpx.Response) -> str:
    """The answer without what differs between any two worlds: ids, instants, digests, cursors, the request's own id."""
    kind = answer.headers.get("content-type", "")
    if "json" in kind:
        body = answer.json()
        if isinstance(body, dict):
            body = {key: value for key, value in body.items() if key not in ("request_id", "next_cursor")}
        text = json.dumps(body, ensure_ascii=False, indent=1)
    elif "pdf" in kind:
        text = pdf_text(answer.content)
    elif "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            sheets = sorted(
                name for name in book.namelist() if name.startswith(("xl/worksheets", "xl/shared"))
            )
            text = "\n".join(book.read(name).decode() for name in sheets)
    else:
        text = answer.text
    names: dict[str, str] = {}
    text = _UUID.sub(lambda found: names.setdefault(found[0], f"id{len(names) + 1}"), text)
    text = _DIGEST.sub("digest", _INSTANT.sub("instant", text))
    return f"{answer.status_code} {answer.headers.get('etag', '')}\n{text}"


async def sweep(document: dict[str, Any], world: World) -> dict[str, str]:
    """Every answer the rival gets, by what it asked, ids of this world named by their place."""
    heard = {}
    places = {
        value: f"<{name}{place}>" for name, values in world.ids.items() for place, value in enumerate(values)
    }
    for operation, address, params in questions(document, world.ids):
        asked = f"{operation} {address} {params}"
        heard[_placed(asked, places)] = plain(await world.rival.get(address, params=params))
    for method, address, body in attempts(world):
        answer = await world.rival.client.request(method, address, json=body)
        heard[_placed(f"{method} {address} {body}", places)] = plain(answer)
    return heard


def _placed(asked: str, places: dict[str, str]) -> str:
    return _UUID.sub(lambda found: places.get(found[0], found[0]), asked)


async def require_alike(app, one: World, *others: World) -> None:
    document = app.openapi()
    first = await sweep(document, one)
    assert len(first) > 150
    for other in others:
        second = await sweep(document, other)
        assert first.keys() == second.keys()
        told_apart = [asked for asked in first if first[asked] != second[asked]]
        assert not told_apart, "\n".join(
            line for asked in told_apart for line in (asked, *_difference(first[asked], second[asked]))
        )


def _difference(one: str, other: str) -> list[str]:
    return list(difflib.unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=1))[2:]


@pytest.mark.parametrize("stage", ["choice", "closed"])
async def test_a_rival_reads_the_same_whatever_the_others_need(app, make: Make, stage: str) -> None:
    await require_alike(app, await build(make, stage, ONE), await build(make, stage, OTHER))


async def test_with_two_buyers_even_the_total_changes_nothing(app, make: Make) -> None:
    await require_alike(app, await build(make, "choice", LONELY), await build(make, "choice", LONELIER))


async def test_nobody_learns_before_the_award_that_an_organisation_left(app, make: Make) -> None:
    stays, leaves = [await build(make, "choice", ONE, leaves=place) for place in (None, 5)]

    await require_alike(app, stays, leaves)


async def test_after_the_award_nobody_learns_which_one_left(app, make: Make) -> None:
    """Without either, less than 10,000 is bought: the price falls to one step, which is all it tells."""
    one = await build(make, "orders", (2_000, 2_600, 2_200, 1_900, 1_800, 1_400), leaves=2)
    other = await build(make, "orders", (2_000, 2_600, 2_200, 1_900, 1_800, 1_400), leaves=1)

    await require_alike(app, one, other)


async def test_an_answer_stated_changes_nothing_that_a_rival_reads_but_the_count(app, make: Make) -> None:
    one = await build(make, "needs", (2_000, 2_600, 2_200, 1_900, 1_800, None))
    other = await build(make, "needs", (2_000, None, 900, 300, 5_000, 700))

    await require_alike(app, one, other)
