"""What is proved of shares: nobody would gain by leaving and why, or the group that would and how much; and what explains them."""

from typing import Any

import pytest
from sharing_world import EQUAL, Sharing, key, part, refusal, sharing

from make import Make

ALL_UNITS = {
    "mode": "all_units",
    "tiers": [
        {"from_quantity": 1, "unit_price_cents": 10_00},
        {"from_quantity": 100, "unit_price_cents": 7_00},
    ],
}
SLICES = {
    "mode": "incremental",
    "tiers": [
        {"from_quantity": 0, "unit_price_cents": 10_00},
        {"from_quantity": 50, "unit_price_cents": 6_00},
    ],
    "fixed_cents": 30_00,
}
ARRIVAL = key("Ordre d’arrivée", rule="arrival")


async def purchase(
    make: Make,
    pricing: dict[str, Any] | None,
    quantities: list[int],
    cents: int,
    key_name: str,
    basis: str = "tiers",
) -> tuple[Sharing, dict[str, Any]]:
    """A budget of one line over a lead and two parties, computed."""
    world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
    await world.adopt(EQUAL, ARRIVAL, *(key(rule, rule=rule) for rule in RULES))
    run = await world.budget()
    line = await world.line(run, "Gants", cents, key_name, basis=basis, pricing=pricing)
    await world.needs(run, line, "quantity" if basis == "tiers" else "alone_cents", quantities)
    return world, await world.compute(run)


RULES = ("same_percentage", "same_saving", "same_percentage_stable", "separable_equal", "least_unhappy")


class TestWhoWouldGain:
    async def test_a_group_that_reaches_the_tier_without_the_third_is_named_with_its_gain(
        self, make: Make
    ) -> None:
        """100 and 90 of 210 boxes: alone they pay 1,330 €; a third of the bill each, 980 €… the small one pays 490 € for 20."""
        world, run = await purchase(make, ALL_UNITS, [100, 90, 20], 1_470_00, "Parts égales")
        certificate = run["certificate"]
        assert certificate["state"] == "somebody_gains"
        assert certificate["blocking"] == {
            "organisation_ids": [str(world.parties[1].id)],
            "organisation_names": ["Capucines"],
            "pays_cents": 490_00,
            "alone_cents": 200_00,
            "gain_cents": 290_00,
            "rounding": False,
        }
        assert (
            "Capucines paierait 200,00\u00a0€ de son côté, contre 490,00\u00a0€ ici"
            in certificate["sentence"]
        )

    async def test_two_of_three_who_would_reach_the_tier_together_are_named(self, make: Make) -> None:
        """60, 60 and 180 units at 7 € from 100: by arrival each small one pays more than its half of 120 × 7 €."""
        tiers = {
            "mode": "all_units",
            "tiers": [
                {"from_quantity": 1, "unit_price_cents": 10_00},
                {"from_quantity": 100, "unit_price_cents": 7_00},
            ],
        }
        world, run = await purchase(make, tiers, [60, 60, 180], 2_100_00, "Ordre d’arrivée")
        blocking = run["certificate"]["blocking"]
        pays = await world.cents(run)
        assert sum(pays) == 2_100_00
        group = [
            place for place, one in enumerate(world.everybody) if str(one.id) in blocking["organisation_ids"]
        ]
        assert len(group) == 2
        assert blocking["pays_cents"] == sum(pays[place] for place in group)
        assert blocking["gain_cents"] == blocking["pays_cents"] - blocking["alone_cents"] > 0

    async def test_nobody_gains_and_the_reason_is_said_without_mathematics(self, make: Make) -> None:
        world, run = await purchase(
            make, SLICES, [40, 30, 10], 30_00 + 50 * 10_00 + 30 * 6_00, "Ordre d’arrivée"
        )
        certificate = run["certificate"]
        assert certificate["state"] == "nobody_gains"
        assert certificate["method"] is not None
        assert certificate["margin_cents"] > 0
        assert certificate["sentence"].startswith("Personne, ni aucun groupe, ne paierait moins de son côté")
        (line,) = (await world.explained(run, world.lead.organisation))["lines"]
        assert [one["label"] for one in line["slices"]] == [
            "Forfait",
            "De 0 à 50 unités, à 10,00\u00a0€",
            "Au-delà de 50 unités, à 6,00\u00a0€",
        ]
        assert [one["cost_cents"] for one in line["slices"]] == [30_00, 500_00, 180_00]
        assert sum(one["cents"] for one in line["slices"]) == line["cents"]
        assert line["arrival"]["least_cents"] <= line["cents"] <= line["arrival"]["most_cents"]
        words = " ".join([certificate["sentence"], *line["sentences"]]).lower()
        assert not {word for word in ("coalition", "shapley", "nucléole", "jeu ") if word in words}

    async def test_levels_are_paid_slice_by_slice_by_who_needs_them(self, make: Make) -> None:
        """Rooms of 80, 110 and 180 €: the airport slices 80/3, 30/2, 70."""
        world, run = await purchase(make, None, [80_00, 110_00, 180_00], 180_00, "Ordre d’arrivée", "levels")
        assert await world.cents(run) == [26_67, 41_67, 111_66]
        explained = await world.explained(run, world.parties[1])
        (line,) = explained["lines"]
        assert [(one["cost_cents"], one["members_count"]) for one in line["slices"]] == [
            (80_00, 3),
            (30_00, 2),
            (70_00, 1),
        ]
        assert sum(one["cents"] for one in line["slices"]) == line["cents"] == 111_66
        assert explained["comparison"]["saved_cents"] == 180_00 - 111_66
        assert explained["sentences"][0] == (
            "Seule, Capucines paierait 180,00\u00a0€\u00a0; ici elle paie 111,66\u00a0€\u00a0: 68,34\u00a0€ de moins (37,97\u00a0%)."
        )
        assert run["certificate"]["state"] == "nobody_gains"

    async def test_prices_group_by_group_are_checked_over_every_group(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(EQUAL, ARRIVAL)
        run = await world.budget()
        a, b, c = (str(one.id) for one in world.everybody)
        groups = [([a], 60), ([b], 60), ([c], 60), ([a, b], 70), ([a, c], 120), ([b, c], 120)]
        pricing = {"groups": [{"organisation_ids": ids, "cents": cents * 100} for ids, cents in groups]}
        line = await world.line(run, "Assurance", 150_00, "Parts égales", basis="groups", pricing=pricing)
        computed = await world.compute(run)
        assert computed["certificate"]["blocking"]["organisation_names"] == ["Acacias", "Bleuets"]
        assert computed["certificate"]["blocking"]["gain_cents"] == 30_00
        assert line["pricing"]["groups"][3]["cents"] == 70_00

    async def test_with_prices_alone_only_each_is_compared_with_itself(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(EQUAL)
        run = await world.budget()
        line = await world.line(run, "Logiciel", 300_00, "Parts égales", basis="alone")
        await world.line(run, "Accueil", 90_00, "Parts égales")
        assert (await world.compute(run))["certificate"]["state"] == "not_asked"
        await world.need(run, line, world.lead.organisation, alone_cents=150_00)
        partial = (await world.compute(run))["certificate"]
        assert (partial["state"], partial["lines_compared"], partial["lines_count"]) == ("not_proved", 1, 2)
        assert "Il manque le prix seul de 2 organisations" in partial["sentence"]
        await world.needs(run, line, "alone_cents", [150_00] * 3)
        whole = (await world.compute(run))["certificate"]
        assert whole["state"] == "nobody_loses"
        assert "sur 1 des 2 lignes" in whole["sentence"]

    async def test_several_lines_are_proved_together(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(EQUAL, ARRIVAL)
        run = await world.budget()
        rooms = await world.line(run, "Salle", 180_00, "Ordre d’arrivée", basis="levels")
        boxes = await world.line(run, "Gants", 710_00, "Ordre d’arrivée", basis="tiers", pricing=SLICES)
        await world.needs(run, rooms, "alone_cents", [80_00, 110_00, 180_00])
        await world.needs(run, boxes, "quantity", [40, 30, 10])
        certificate = (await world.compute(run))["certificate"]
        assert (certificate["state"], certificate["method"], certificate["lines_compared"]) == (
            "nobody_gains",
            "every_group",
            2,
        )
        assert "les 6 groupes possibles ont été vérifiés" in certificate["sentence"]
        share = (await world.shares(run))["items"][0]
        assert share["alone_cents"] == 80_00 + 430_00


class TestFairRules:
    @pytest.mark.parametrize("rule", RULES)
    async def test_every_rule_shares_the_bill_to_the_cent(self, make: Make, rule: str) -> None:
        world, run = await purchase(make, SLICES, [40, 30, 10], 710_00, rule)
        assert sum(await world.cents(run)) == 710_00
        (line,) = (await world.explained(run, world.lead.organisation))["lines"]
        assert (line["rule"], line["parts"][0]["by"], line["parts"][0]["value"]) == (rule, rule, 40)

    async def test_a_rule_says_what_it_lacks(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(EQUAL, ARRIVAL)
        run = await world.budget()
        line = await world.line(run, "Salle", 180_00, "Ordre d’arrivée")
        assert refusal(await world.try_compute(run)) == (409, "prices_not_known")
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}"
        await world.lead.patch(path, json={"basis": "levels"}, headers={"If-Match": '"1"'})
        answer = await world.try_compute(run)
        assert refusal(answer) == (409, "needs_not_stated")
        assert len(answer.json()["context"]["organisation_ids"]) == 3
        await world.needs(run, line, "alone_cents", [80_00, 110_00, 190_00])
        answer = await world.try_compute(run)
        assert refusal(answer) == (409, "amount_not_priced")
        assert answer.json()["context"] | {"line_id": ""} == {
            "line_id": "",
            "amount_cents": 180_00,
            "priced_cents": 190_00,
        }

    async def test_same_percentage_needs_prices_alone_only_and_leaves_out_who_is_excluded(
        self, make: Make
    ) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(
            key("Pourcentage", rule="same_percentage", excluded=[str(world.lead.organisation.id)]),
            key("Équipe", part(), excluded=[str(one.id) for one in world.everybody]),
        )
        run = await world.budget()
        line = await world.line(run, "Logiciel", 300_00, "Pourcentage", basis="alone")
        for party, price in zip(world.parties, (100_00, 400_00), strict=True):
            await world.need(run, line, party, alone_cents=price)
        await world.compute(run)
        assert await world.cents(run) == [0, 60_00, 240_00]
        await world.line(run, "Personne", 10_00, "Équipe")
        assert refusal(await world.try_compute(run)) == (409, "nobody_shares")
