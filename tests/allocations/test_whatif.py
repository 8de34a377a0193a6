"""What-if tables: scenarios side by side, to the cent, for who reads every line; nothing is stored."""

from typing import Any

import pytest

from allocations.whatif_world import (
    KEYS,
    SALETTE,
    Cost,
    World,
    gather,
    key,
    part,
    refusal,
    salette,
    salette_costs,
    salette_figures,
    told,
)
from make import Make, Member, Row

NIL = "00000000-0000-0000-0000-000000000000"
EQUAL, BEDS = key("Parts égales", part(None)), key("Lits", part("beds"))
FTE, BUDGET = key("ETP", part("fte")), key("Budget", part("budget"))


async def ask(
    world: World, run: Row, *, by: Member | None = None, language: str = "en", **body: Any
) -> dict[str, Any]:
    answer = await (by or world.lead).post(
        f"/v1/allocations/{run.id}/what-if", json=body, headers={"Accept-Language": language}
    )
    return told(answer)


def row(scenario: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (one for one in scenario["rows"] if one["name"] == name)
    return dict(found)


def exact(answer: dict[str, Any]) -> None:
    """Every scenario computed adds up to the cent, before and after."""
    for scenario in answer["scenarios"]:
        rows = scenario["rows"]
        assert sum(one["before_cents"] or 0 for one in rows) == scenario["total_before_cents"]
        assert sum(one["after_cents"] or 0 for one in rows) == scenario["total_after_cents"]
        assert all(
            one["change_cents"] == (one["after_cents"] or 0) - (one["before_cents"] or 0) for one in rows
        )


@pytest.fixture
async def posted(make: Make) -> tuple[World, Row]:
    return await salette(make)


class TestOtherKeys:
    async def test_the_simulation_of_the_first_structure_comes_out_to_the_cent(
        self, posted: tuple[World, Row]
    ) -> None:
        world, run = posted
        answer = await ask(world, run, keys=[EQUAL, BEDS, FTE, BUDGET])
        assert answer["total_cents"] == 222_000_00
        s01 = [row(scenario, "S01") for scenario in answer["scenarios"]]
        assert [one["before_cents"] for one in s01] == [18_323_33] * 4
        assert [one["after_cents"] for one in s01] == [14_800_00, 18_193_17, 18_352_00, 18_525_46]
        assert [one["change_cents"] for one in s01] == [-3_523_33, -130_16, 28_67, 202_13]
        assert [scenario["name"] for scenario in answer["scenarios"]] == [
            "Parts égales",
            "Lits",
            "ETP",
            "Budget",
        ]
        assert {len(scenario["rows"]) for scenario in answer["scenarios"]} == {15}
        exact(answer)

    async def test_an_adopted_key_is_tried_by_its_name_by_any_party_where_lines_are_open(
        self, posted: tuple[World, Row]
    ) -> None:
        world, run = posted
        answer = await ask(world, run, by=world.members[7], keys=["Qualité", "Parts égales"])
        assert row(answer["scenarios"][0], "S01")["after_cents"] == 18_193_17
        assert row(answer["scenarios"][1], "S01")["after_cents"] == 14_800_00
        assert answer["withheld"] is None

    async def test_some_lines_change_key_and_the_others_stay(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        line = str(world.lines["Finance"].id)
        answer = await ask(world, run, keys=[EQUAL], line_ids=[line])
        (scenario,) = answer["scenarios"]
        assert row(scenario, "S01")["change_cents"] == 4_533_34 - 5_674_47
        exact(answer)

    async def test_a_name_that_no_adopted_key_has_is_refused(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        answer = await world.lead.post(f"/v1/allocations/{run.id}/what-if", json={"keys": ["Surface"]})
        assert refusal(answer) == (422, "unknown_key")
        assert "Finance" in answer.json()["detail"]

    async def test_a_figure_that_nobody_gave_is_named_and_the_other_scenarios_stand(
        self, posted: tuple[World, Row]
    ) -> None:
        world, run = posted
        answer = await ask(world, run, keys=[key("Surface", part("surface")), EQUAL])
        missing, computed = answer["scenarios"]
        assert missing["cannot"]["code"] == "missing_figures"
        assert "S01 (surface), S02 (surface)" in missing["cannot"]["sentence"]
        assert (missing["rows"], missing["total_after_cents"], missing["certificate"]) == ([], None, None)
        assert computed["cannot"] is None
        assert len(computed["rows"]) == 15

    async def test_the_lead_tries_a_figure_that_no_line_of_the_run_needed(self, make: Make) -> None:
        world = await gather(make, members=3)
        await world.adopt(EQUAL, BEDS)
        for place in range(3):
            await world.figure(place, "beds", SALETTE[place][0])
        run = await world.run([Cost("Frais", 216_00, EQUAL)], [{}, {}, {}])
        (scenario,) = (await ask(world, run, keys=["Lits"]))["scenarios"]
        assert [one["after_cents"] for one in scenario["rows"]] == [84_00, 72_00, 60_00]
        (other,) = (await ask(world, run, by=world.members[1], keys=["Lits"]))["scenarios"]
        assert other["cannot"]["code"] == "missing_figures"

    async def test_floors_and_caps_that_conflict_are_told(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        capped = key("Plafonnée", part(None), limits=[{"kind": "cap", "cents": 10_000_00}])
        (scenario,) = (await ask(world, run, keys=[capped]))["scenarios"]
        assert scenario["cannot"]["code"] == "clauses_conflicting"
        assert "€72,000.00" in scenario["cannot"]["sentence"]


class TestLeavingAndJoining:
    async def test_when_one_leaves_the_others_share_the_same_costs(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        answer = await ask(world, run, leaves=[world.id_of(5), world.id_of(0)])
        without_s06, without_s01 = answer["scenarios"]
        assert without_s06["name"] == "Without S06"
        assert row(without_s06, "S06")["after_cents"] is None
        assert row(without_s06, "S06")["change_cents"] == -16_249_02
        assert without_s06["total_after_cents"] == 222_000_00
        assert all(one["change_cents"] > 0 for one in without_s06["rows"] if one["name"] != "S06")
        assert row(without_s01, "S06")["after_cents"] > 16_249_02
        exact(answer)

    async def test_the_last_one_leaves_nobody_to_share_with(self, make: Make) -> None:
        world = await gather(make, members=2)
        run = await world.run([Cost("Frais", 100_00, EQUAL)], [{}])
        (scenario,) = (await ask(world, run, leaves=[world.id_of(0)]))["scenarios"]
        assert scenario["cannot"]["code"] == "nobody_shares"

    async def test_when_one_joins_the_same_costs_are_shared_by_more(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        figures = [
            {"code": "beds", "value": 60},
            {"code": "fte", "value": 4200},
            {"code": "budget", "value": 332000000},
            {"code": "km", "kind": "usage", "value": 0},
        ]
        answer = await ask(world, run, joins={"name": "Les Glycines", "figures": figures})
        (scenario,) = answer["scenarios"]
        assert scenario["name"] == "With Les Glycines"
        joining = scenario["rows"][-1]
        assert (joining["organisation_id"], joining["name"], joining["before_cents"]) == (
            None,
            "Les Glycines",
            None,
        )
        # The same figures as S03, to within the cents left over.
        assert abs(joining["after_cents"] - row(scenario, "S03")["after_cents"]) <= 6
        assert all(one["change_cents"] <= 0 for one in scenario["rows"][:-1])
        exact(answer)

    async def test_a_figure_of_who_joins_is_missing(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        (scenario,) = (await ask(world, run, joins={"name": "Les Glycines"}, language="fr"))["scenarios"]
        assert scenario["name"] == "Avec Les Glycines"
        assert scenario["cannot"]["code"] == "missing_figures"
        assert "Les Glycines (budget)" in scenario["cannot"]["sentence"]


class TestOtherFiguresAndAmounts:
    async def test_more_beds_for_one_moves_the_lines_by_beds(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        changed = [{"organisation_id": world.id_of(0), "code": "beds", "value": 168}]
        answer = await ask(world, run, figures=changed)
        (scenario,) = answer["scenarios"]
        # 44,000.00 × 168 ⁄ 1,109 less 44,000.00 × 84 ⁄ 1,025
        assert row(scenario, "S01")["change_cents"] == 6_665_46 - 3_605_85
        assert row(scenario, "S02")["change_cents"] < 0
        exact(answer)

    async def test_another_amount_moves_the_total(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        changed = [{"line_id": str(world.lines["Finance"].id), "cents": 67_125_40}]
        answer = await ask(world, run, amounts=changed)
        (scenario,) = answer["scenarios"]
        assert scenario["total_after_cents"] == 222_000_00 - 874_60
        exact(answer)

    async def test_what_is_not_of_the_run_is_pointed_at(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        body = {
            "leaves": [world.id_of(0), NIL],
            "line_ids": [NIL],
            "figures": [{"organisation_id": NIL, "code": "beds", "value": 1}],
            "amounts": [{"line_id": NIL, "cents": 1}],
            "joins": {"name": "X", "needs": [{"line_id": NIL, "quantity": 1}]},
        }
        answer = await world.lead.post(f"/v1/allocations/{run.id}/what-if", json=body)
        assert refusal(answer) == (422, "unknown_in_run")
        assert [one["pointer"] for one in answer.json()["errors"]] == [
            "/line_ids/0",
            "/leaves/1",
            "/figures/0/organisation_id",
            "/amounts/0/line_id",
            "/joins/needs/0/line_id",
        ]


LEVELS = (30_000, 50_000, 90_000)
LIST = {
    "mode": "all_units",
    "tiers": [{"from_quantity": 0, "unit_price_cents": 100}, {"from_quantity": 100, "unit_price_cents": 80}],
    "fixed_cents": 0,
}


async def priced(make: Make) -> tuple[World, Row]:
    """A room as large as the most demanding needs, a purchase with tiers."""
    world = await gather(make, members=3)
    arrival = {"name": "Équitable", "rule": "arrival"}
    await world.adopt(arrival, EQUAL)
    run = await world.run(
        [
            Cost("Salle", 90_000, arrival, "levels", needs=LEVELS),
            Cost("Gants", 9_600, EQUAL, "tiers", pricing=LIST, needs=(20, 40, 60)),
        ],
        [{}, {}, {}],
    )
    return world, run


class TestFairRules:
    async def test_rules_side_by_side_with_what_is_proved_of_each(self, make: Make) -> None:
        world, run = await priced(make)
        answer = await ask(world, run, rules=["arrival", "same_percentage", "least_unhappy"])
        arrival, _, least = answer["scenarios"]
        assert row(arrival, "S01")["before_cents"] == 10_000 + 3_200
        assert row(arrival, "S01")["alone_cents"] == 30_000 + 2_000
        # A third of the first level of the room; of the gloves 20.00 twice in three, else 16.00 at the price of all.
        assert row(arrival, "S01")["after_cents"] == 10_000 + 1_867
        assert {one["certificate"]["state"] for one in answer["scenarios"]} <= {
            "nobody_gains",
            "somebody_gains",
        }
        assert answer["certificate"]["state"] == "nobody_gains"
        assert least["certificate"]["state"] == "nobody_gains"
        exact(answer)

    async def test_without_a_price_alone_no_rule_has_an_answer(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        (scenario,) = (await ask(world, run, rules=["arrival"]))["scenarios"]
        assert scenario["cannot"]["code"] == "prices_not_known"
        assert scenario["kind"] == "rule"

    async def test_when_one_leaves_the_price_is_that_of_the_others(self, make: Make) -> None:
        world, run = await priced(make)
        answer = await ask(world, run, leaves=[world.id_of(2)])
        (scenario,) = answer["scenarios"]
        assert scenario["total_after_cents"] == 50_000 + 60 * 100
        assert row(scenario, "S01")["after_cents"] == 15_000 + 3_000
        assert row(scenario, "S03")["alone_cents"] == 90_000 + 6_000
        exact(answer)

    async def test_when_one_joins_the_price_is_that_of_all(self, make: Make) -> None:
        world, run = await priced(make)
        needs = [
            {"line_id": str(world.lines["Salle"].id), "alone_cents": 90_000},
            {"line_id": str(world.lines["Gants"].id), "quantity": 80},
        ]
        answer = await ask(world, run, joins={"name": "S04", "needs": needs})
        (scenario,) = answer["scenarios"]
        assert scenario["total_after_cents"] == 90_000 + 200 * 80
        assert scenario["rows"][-1]["alone_cents"] == 90_000 + 80 * 100
        exact(answer)
        (lacking,) = (await ask(world, run, joins={"name": "S04", "needs": needs[:1]}))["scenarios"]
        assert lacking["cannot"]["code"] == "needs_not_stated"
        assert "S04" in lacking["cannot"]["sentence"]

    async def test_the_price_of_a_line_is_not_an_amount_to_choose(self, make: Make) -> None:
        world, run = await priced(make)
        changed = [{"line_id": str(world.lines["Salle"].id), "cents": 80_000}]
        (scenario,) = (await ask(world, run, amounts=changed))["scenarios"]
        assert scenario["cannot"]["code"] == "amount_not_priced"

    async def test_all_lines_at_once_by_a_key_are_compared_with_what_all_would_cost_alone(
        self, make: Make
    ) -> None:
        world, run = await priced(make)
        answer = await ask(world, run, keys=["Parts égales"])
        (scenario,) = answer["scenarios"]
        assert [one["after_cents"] for one in scenario["rows"]] == [33_200] * 3
        assert scenario["certificate"]["state"] == "somebody_gains"
        assert scenario["certificate"]["losers"][0]["more_cents"] == 33_200 - 32_000
        assert "S01" in scenario["certificate"]["blocking"]["organisation_names"]


class TestNothingIsStored:
    async def test_a_run_and_its_journal_are_as_before(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        tables = ("allocations", "allocation_lines", "allocation_shares", "allocation_bases", "audit_records")
        before = [await world.make.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]
        body = {"keys": [EQUAL], "leaves": [world.id_of(3)]}
        first = await ask(world, run, **body)
        assert await ask(world, run, **body) == first
        assert [await world.make.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables] == before

    async def test_shares_must_be_computed_and_of_today(self, make: Make) -> None:
        world = await gather(make, members=2)
        run = await world.run([Cost("Frais", 100_00, EQUAL)], [{}, {}], state="draft")
        await ask(world, run, keys=[EQUAL])
        await world.make.rows(
            "UPDATE allocation_lines SET amount_cents = 20000 WHERE allocation_id = :id", id=run.id
        )
        path = f"/v1/allocations/{run.id}/what-if"
        assert refusal(await world.lead.post(path, json={"keys": [EQUAL]})) == (409, "shares_out_of_date")
        await world.make.rows("UPDATE allocations SET hash = NULL WHERE id = :id", id=run.id)
        assert refusal(await world.lead.post(path, json={"keys": [EQUAL]})) == (409, "not_computed")


class TestBounds:
    async def test_something_is_asked_and_not_too_much(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        path = f"/v1/allocations/{run.id}/what-if"
        assert refusal(await world.lead.post(path, json={})) == (422, "invalid_request")
        assert refusal(await world.lead.post(path, json={"keys": ["Finance"] * 21})) == (
            422,
            "invalid_request",
        )

    async def test_what_would_take_too_long_is_refused_at_once(self, make: Make) -> None:
        world = await gather(make, members=16)
        await world.adopt(EQUAL)
        quantities = [1 + 7 * place for place in range(16)]
        incremental = {**LIST, "mode": "incremental"}
        total = sum(quantities)
        price = 100 * 100 + (total - 100) * 80
        costs = [
            Cost(name, price, EQUAL, "tiers", pricing=incremental, needs=quantities)
            for name in ("Gants", "Masques")
        ]
        run = await world.run(costs, [{} for _ in quantities])
        path = f"/v1/allocations/{run.id}/what-if"
        answer = await world.lead.post(path, json={"rules": ["least_unhappy"]})
        assert refusal(answer) == (422, "what_if_too_large")
        one = await ask(world, run, rules=["same_percentage", "separable_equal"])
        assert [scenario["cannot"] for scenario in one["scenarios"]] == [None, None]
        exact(one)


class TestWhoAsks:
    async def test_nobody_outside(self, posted: tuple[World, Row]) -> None:
        world, run = posted
        path, body = f"/v1/allocations/{run.id}/what-if", {"keys": [EQUAL]}
        outsider = await world.make.signed_in()
        assert refusal(await outsider.post(path, json=body)) == (404, "not_found")
        invited = await world.make.signed_in()
        await world.make.party(world.agreement, invited.organisation, state="invited", joined_on=None)
        assert refusal(await invited.post(path, json=body)) == (404, "not_found")

    async def test_a_draft_is_for_the_lead_where_lines_are_not_open(self, make: Make) -> None:
        world = await gather(make, members=4, confidentiality="aggregates")
        await world.adopt(*KEYS)
        run = await world.run(salette_costs(), [salette_figures(place) for place in range(4)], state="draft")
        path, body = f"/v1/allocations/{run.id}/what-if", {"keys": ["Finance"]}
        assert refusal(await world.members[1].post(path, json=body)) == (404, "not_found")
        assert (await ask(world, run, **body))["scenarios"][0]["cannot"] is None
