"""What-if tables where each reads its own line only: nothing in an answer tells a figure of another."""

from typing import Any

import pytest

from allocations.whatif_world import (
    KEYS,
    Cost,
    World,
    gather,
    key,
    part,
    refusal,
    salette,
    told,
)
from make import Make, Member, Row

EQUAL, BEDS = key("Parts égales", part(None)), key("Lits", part("beds"))


async def ask(world: World, run: Row, by: Member, *keys: str) -> dict[str, Any]:
    answer = await by.post(
        f"/v1/allocations/{run.id}/what-if", json={"keys": keys}, headers={"Accept-Language": "en"}
    )
    return told(answer)


def without_ids(answer: dict[str, Any]) -> dict[str, Any]:
    """What is told, but for the identifiers of this world."""
    for scenario in answer["scenarios"]:
        for row in scenario["rows"]:
            row["organisation_id"] = None
    return {**answer, "allocation_id": None}


async def by_beds(
    make: Make, beds: tuple[int, ...], *, confidentiality: str = "aggregates", **more: Any
) -> tuple[World, Row]:
    """Two lines by beds, one in equal parts; a key among others that adds to them."""
    world = await gather(make, members=len(beds), confidentiality=confidentiality)
    await world.adopt(EQUAL, BEDS, *more.get("keys", ()))
    costs = [Cost("Qualité", 1_000_00, BEDS), Cost("Siège", 700_00, EQUAL), *more.get("costs", ())]
    return world, await world.run(costs, [{"figure:beds": one} for one in beds])


class TestOwnShare:
    @pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])
    async def test_ones_own_share_by_the_adopted_keys_and_nothing_else(
        self, make: Make, confidentiality: str
    ) -> None:
        world, run = await salette(make, members=8, confidentiality=confidentiality)
        answer = await ask(world, run, world.members[1], "Parts égales", "Qualité", "Paie")
        assert answer["certificate"] is None
        assert answer["withheld"]
        assert answer["total_cents"] == 222_000_00
        by_lead = told(
            await world.lead.post(
                f"/v1/allocations/{run.id}/what-if", json={"keys": ["Parts égales", "Qualité", "Paie"]}
            )
        )
        for own, whole in zip(answer["scenarios"], by_lead["scenarios"], strict=True):
            (row,) = own["rows"]
            (same,) = (one for one in whole["rows"] if one["name"] == "S02")
            assert row["name"] == "S02"
            assert row["before_cents"] == same["before_cents"]
            assert abs(row["after_cents"] - same["after_cents"]) <= 1
            assert (own["exact"], whole["exact"]) == (False, True)
            assert own["certificate"] is None

    async def test_the_answer_is_the_same_whatever_each_of_the_others_has(self, make: Make) -> None:
        answers = []
        for beds in ((30, 40, 50, 60), (30, 40, 20, 90), (90, 40, 49, 1)):
            world, run = await by_beds(make, beds)
            answer = await ask(world, run, world.members[1], "Lits", "Parts égales")
            assert [one["cannot"] for one in answer["scenarios"]] == [None, None]
            answers.append(without_ids(answer))
        assert answers[0] == answers[1] == answers[2]


class TestWhatIsRefused:
    async def test_whatever_would_let_compute_the_figure_of_another(self, make: Make) -> None:
        world, run = await salette(make, members=5, confidentiality="aggregates")
        rival, mine, line = world.members[1], world.id_of(1), str(world.lines["Finance"].id)
        other = world.id_of(2)
        attempts: list[dict[str, Any]] = [
            {"figures": [{"organisation_id": mine, "code": "beds", "value": 1}]},
            {"figures": [{"organisation_id": other, "code": "beds", "value": 0}]},
            {"leaves": [mine]},
            {"leaves": [other]},
            {"joins": {"name": "X", "figures": [{"code": "beds", "value": 10**15}]}},
            {"amounts": [{"line_id": line, "cents": 10**12}]},
            {"rules": ["same_percentage"]},
            {"keys": [key("Lits sans S03", part("beds"), excluded=[other])]},
            {"keys": [key("Lits au-dessus", part("beds", only={"code": "beds", "at_least": 61}))]},
            {"keys": [key("Plafond", part("beds"), limits=[{"kind": "cap", "cents": 1}])]},
            {"keys": ["Finance"], "line_ids": [line]},
            {"keys": ["Finance", key("Lits", part("beds"))]},
        ]
        seen = set()
        for attempt in attempts:
            answer = await rival.post(f"/v1/allocations/{run.id}/what-if", json=attempt)
            assert refusal(answer) == (403, "only_adopted_keys"), attempt
            seen.add((answer.json()["detail"], str(answer.json()["errors"]), str(answer.json()["context"])))
        assert len(seen) == 1

    async def test_an_unknown_name_tells_the_adopted_ones_only(self, make: Make) -> None:
        world, run = await salette(make, members=4, confidentiality="aggregates")
        answer = await world.members[1].post(f"/v1/allocations/{run.id}/what-if", json={"keys": ["Lits"]})
        assert refusal(answer) == (422, "unknown_key")
        assert answer.json()["context"] == {"keys": [one["name"] for one in KEYS]}

    async def test_what_the_run_does_not_tell_is_not_told(self, make: Make) -> None:
        """Adopted keys whose answer, set beside the run, would tell the figure of one or a few."""
        world = await gather(make, members=5, confidentiality="aggregates")
        told_apart = (
            key("Lits sans S03", part("beds"), excluded=[world.id_of(2)]),
            key("Lits, grands", part("beds", only={"code": "beds", "at_least": 61})),
            key("Lits plafonnés", part("beds"), limits=[{"kind": "cap", "share_bp": 3_000}]),
            key("ETP", part("fte")),
            {"name": "Équitable", "rule": "same_percentage"},
        )
        await world.adopt(EQUAL, BEDS, *told_apart)
        run = await world.run(
            [Cost("Qualité", 1_000_00, BEDS)], [{"figure:beds": 20 * (place + 1)} for place in range(5)]
        )
        answer = await ask(world, run, world.members[1], *(one["name"] for one in told_apart), "Lits")
        *hidden, shown = answer["scenarios"]
        assert {scenario["cannot"]["code"] for scenario in hidden} == {"not_told"}
        assert len({scenario["cannot"]["sentence"] for scenario in hidden}) == 1
        assert [scenario["rows"] for scenario in hidden] == [[]] * 5
        assert shown["rows"][0]["after_cents"] == shown["rows"][0]["before_cents"]

    async def test_who_a_key_leaves_out_pays_nothing_by_it(self, make: Make) -> None:
        world = await gather(make, members=4, confidentiality="aggregates")
        exempt = key("Lits sans S02", part("beds"), excluded=[world.id_of(1)])
        await world.adopt(BEDS, exempt)
        run = await world.run([Cost("Qualité", 1_000_00, BEDS)], [{"figure:beds": 20}] * 4)
        answer = await ask(world, run, world.members[1], "Lits sans S02")
        assert [(row["before_cents"], row["after_cents"]) for row in answer["scenarios"][0]["rows"]] == [
            (250_00, 0)
        ]

    @pytest.mark.parametrize(
        ("confidentiality", "beds"),
        [("aggregates", (40, 50)), ("coopetition", (40, 50, 60)), ("coopetition", (10, 900, 20, 30))],
    )
    async def test_too_few_or_one_too_heavy_to_tell_anything(
        self, make: Make, confidentiality: str, beds: tuple[int, ...]
    ) -> None:
        world, run = await by_beds(make, beds, confidentiality=confidentiality)
        answer = await ask(world, run, world.members[1], "Lits", "Parts égales")
        assert answer["total_cents"] is None
        assert {one["cannot"]["code"] for one in answer["scenarios"]} == {"not_told"}
        lead = told(await world.lead.post(f"/v1/allocations/{run.id}/what-if", json={"keys": ["Lits"]}))
        assert lead["total_cents"] == 1_700_00

    async def test_a_use_that_two_share_is_not_told_by_the_key_of_all(self, make: Make) -> None:
        """Half in equal parts, half by kilometres of two of them: the line is told, its second half is not used."""
        world = await gather(make, members=4, confidentiality="aggregates")
        mixed = key("Véhicule", part(None, 5_000), part("km", 5_000, basis="usage"))
        by_km = key("Kilomètres", part("km", basis="usage"))
        await world.adopt(mixed, by_km)
        run = await world.run(
            [Cost("Véhicule", 1_000_00, mixed)], [{"usage:km": km} for km in (0, 300, 700, 0)]
        )
        (scenario,) = (await ask(world, run, world.members[1], "Kilomètres"))["scenarios"]
        assert scenario["cannot"]["code"] == "not_told"


class TestWhoHasNoShare:
    async def test_an_observer_has_none(self, make: Make) -> None:
        world, run = await salette(make, members=4, confidentiality="aggregates")
        observer = await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        (scenario,) = (await ask(world, run, observer, "Qualité"))["scenarios"]
        assert (scenario["rows"], scenario["cannot"]["code"]) == ([], "outside_the_run")

    async def test_who_left_asks_of_its_own_years(self, make: Make) -> None:
        world, run = await salette(make, members=5, confidentiality="aggregates")
        await make.rows(
            "UPDATE parties SET left_on = '2026-06-30' WHERE organisation_id = :id",
            id=world.members[3].organisation.id,
        )
        (scenario,) = (await ask(world, run, world.members[3], "Qualité"))["scenarios"]
        assert scenario["rows"][0]["name"] == "S04"
        await make.rows(
            "UPDATE parties SET left_on = '2025-12-31' WHERE organisation_id = :id",
            id=world.members[3].organisation.id,
        )
        later = await world.members[3].post(f"/v1/allocations/{run.id}/what-if", json={"keys": ["Qualité"]})
        assert refusal(later) == (404, "not_found")
