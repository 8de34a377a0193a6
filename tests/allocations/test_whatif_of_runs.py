"""What-if tables and VAT opinions on runs computed, reviewed and posted through the API."""

from typing import Any

from allocations.sharing_world import BEDS, EQUAL, Sharing, key, part, sharing, told
from make import Make, Member

FTE = key("ETP", part("fte"))
FIGURES = {"beds": (84, 72, 60, 96), "fte": (6200, 5150, 4200, 7050)}


async def four(make: Make, confidentiality: str = "open") -> tuple[Sharing, list[Member], dict[str, Any]]:
    """Four structures, a budget by beds and a part in equal shares, posted."""
    world = await sharing(make, "S02", "S03", "S04", lead="S01", confidentiality=confidentiality)
    await world.adopt(EQUAL, BEDS, FTE)
    for kind, values in FIGURES.items():
        for organisation, value in zip(world.everybody, values, strict=True):
            await world.figure(organisation, kind, value)
    budget = await world.budget()
    await world.line(budget, "Qualité", 3_120_00, "Lits")
    await world.line(budget, "Siège", 400_00, "Parts égales")
    await world.compute_review_post(budget)
    members = [world.lead, *[await make.signed_in(organisation) for organisation in world.parties]]
    return world, members, budget


async def ask(member: Member, run: dict[str, Any], **body: Any) -> dict[str, Any]:
    return told(await member.post(f"/v1/allocations/{run['id']}/what-if", json=body))


def after(scenario: dict[str, Any]) -> list[int]:
    return [row["after_cents"] for row in scenario["rows"]]


async def test_a_posted_budget_by_other_keys_and_without_one(make: Make) -> None:
    world, members, budget = await four(make)
    answer = await ask(members[2], budget, keys=["Parts égales"], leaves=[str(world.parties[2].id)])
    equal, fewer = answer["scenarios"]
    assert [row["before_cents"] for row in equal["rows"]] == await world.cents(budget)
    assert after(equal) == [880_00] * 4
    assert after(fewer)[:3] == [1_346_67, 1_173_33, 1_000_00]
    # The lead reads the figure that no line of the run needed.
    (by_fte,) = (await ask(world.lead, budget, keys=["ETP"]))["scenarios"]
    assert sum(after(by_fte)) == 3_520_00


async def test_each_its_own_share_where_lines_are_not_open(make: Make) -> None:
    _, members, budget = await four(make, "aggregates")
    answer = await ask(members[1], budget, keys=["Parts égales", "Lits", "ETP"])
    equal, beds, untold = answer["scenarios"]
    assert (after(equal), after(beds)) == ([880_00], [812_31])
    assert (untold["rows"], untold["cannot"]["code"]) == ([], "not_told")


async def test_sums_are_exact_once_actual_costs_are_posted(make: Make) -> None:
    world, _, budget = await four(make)
    for organisation in world.everybody:
        await world.figure(organisation, "taxable_share", 0)
    actual = await world.actual(budget)
    (quality, _) = (await world.read(actual))["lines"]
    await world.amount(actual, quality, 3_000_01)
    body = {
        "agreement_id": str(world.agreement.id),
        "starts_on": "2025-01-01",
        "ends_on": "2025-12-31",
        "independent_group": "yes",
        "services_only": "yes",
        "no_distortion": "yes",
        "outside_share_bp": 0,
    }
    waiting = told(await world.lead.post("/v1/allocations/vat-opinions", json=body), 201)
    assert waiting["conclusion"] == "incomplete"
    await world.compute_review_post(actual)
    given = told(await world.lead.post("/v1/allocations/vat-opinions", json=body), 201)
    assert given["conclusion"] == "favourable"
