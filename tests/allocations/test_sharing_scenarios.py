"""Two scenarios to the cent: fifteen structures with five keys, and sixty-two centres with a newcomer."""

from datetime import date
from typing import Any

import pytest
from sharing_world import Sharing, key, match, part, sharing, told

from essaim.fairness.recompute import Altered, verify
from make import Make

TABLE = """
S01;84;62.0;4850000;1200;5674.47;5158.40;3605.85;2837.34;1047.27;18323.33;4580.83;4580.84;17883.65;-439.68
S02;72;51.5;4010000;640;4691.67;4284.80;3090.73;2571.34;558.55;15197.09;3799.27;3799.28;14826.58;-370.51
S03;60;42.0;3320000;0;3884.38;3494.40;2575.61;2330.67;0.00;12285.06;3071.26;3071.28;11981.89;-303.17
S04;96;70.5;5480000;2100;6411.56;5865.60;4120.98;3052.67;1832.73;21283.54;5320.88;5320.90;20769.13;-514.41
S05;45;33.0;2560000;310;2995.18;2745.60;1931.71;2102.67;270.54;10045.70;2511.42;2511.44;9767.96;-277.74
S06;80;58.0;4490000;0;5253.27;4825.60;3434.15;2736.00;0.00;16249.02;4062.25;4062.27;15879.35;-369.67
S07;64;47.5;3640000;880;4258.78;3952.00;2747.32;2470.00;768.00;14196.10;3549.02;3549.04;13832.91;-363.19
S08;52;38.0;2930000;450;3428.08;3161.60;2232.20;2229.34;392.73;11443.95;2860.98;2861.01;11139.23;-304.72
S09;110;81.0;6270000;1560;7335.86;6739.20;4721.95;3318.67;1361.45;23477.13;5869.28;5869.29;22942.28;-534.85
S10;30;22.5;1740000;0;2035.79;1872.00;1287.80;1836.67;0.00;7032.26;1758.06;1758.08;6812.46;-219.80
S11;78;57.0;4390000;720;5136.27;4742.40;3348.29;2710.66;628.36;16565.98;4141.49;4141.51;16169.46;-396.52
S12;66;48.0;3700000;260;4328.97;3993.60;2833.17;2482.66;226.91;13865.31;3466.32;3466.35;13526.75;-338.56
S13;40;29.5;2280000;930;2667.58;2454.40;1717.07;2013.99;811.64;9664.68;2416.17;2416.17;9374.79;-289.89
S14;90;66.0;5120000;1350;5990.36;5491.20;3863.41;2938.66;1178.18;19461.81;4865.45;4865.46;18999.30;-462.51
S15;58;43.5;3340000;600;3907.78;3619.20;2489.76;2368.66;523.64;12909.04;3227.26;3227.26;12574.81;-334.23
"""
ROWS = [row.split(";") for row in TABLE.split()]
KEYS = (
    key("Finance", part("budget")),
    key("Paie", part("fte")),
    key("Qualité", part("beds")),
    key("Informatique", part(None, 5_000), part("fte", 5_000)),
    key("Véhicule", part("km", basis="usage")),
)
BUDGET = {
    "Finance": 68_000_00,
    "Paie": 62_400_00,
    "Qualité": 44_000_00,
    "Informatique": 38_000_00,
    "Véhicule": 9_600_00,
}
ACTUAL = {
    "Finance": 67_125_40,
    "Paie": 61_980_10,
    "Qualité": 44_000_00,
    "Informatique": 34_255_05,
    "Véhicule": 9_120_00,
}


def cents(amount: str) -> int:
    return round(float(amount) * 100)


async def salette(make: Make, **values: Any) -> Sharing:
    """S01 leads and shares like the others; their figures at 1 January."""
    world = await sharing(make, *(row[0] for row in ROWS[1:]), lead="S01", **values)
    await world.adopt(*KEYS)
    for organisation, row in zip(world.everybody, ROWS, strict=True):
        await world.figure(organisation, "beds", int(row[1]))
        await world.figure(organisation, "fte", cents(row[2]))
        await world.figure(organisation, "budget", cents(row[3]))
    return world


async def salette_budget(world: Sharing) -> dict[str, Any]:
    """Computed; the kilometres of a year to come are entered by hand."""
    run = await world.budget(call_count=4)
    for name, amount in BUDGET.items():
        await world.line(run, name, amount, name)
    for organisation, row in zip(world.everybody, ROWS, strict=True):
        body = {"value": int(row[4]), "valid_on": "2024-12-31", "source": "Carnets de bord 2024"}
        told(await world.lead.put(f"/v1/allocations/{run['id']}/bases/{organisation.id}/usage/km", json=body))
    return await world.compute(run)


class TestFifteenStructuresAndFiveKeys:
    async def test_every_cell_of_the_table_comes_out_to_the_cent(self, make: Make) -> None:
        world = await salette(make)
        budget = await salette_budget(world)

        shares = await world.shares(budget)
        table = [
            [one["organisation_name"], *(line["cents"] for line in one["lines"]), one["cents"]]
            for one in shares["items"]
        ]
        assert table == [[row[0], *(cents(cell) for cell in row[5:11])] for row in ROWS]
        assert [one["amount_cents"] for one in shares["totals"]] == list(BUDGET.values())
        assert shares["total_cents"] == budget["total_cents"] == 222_000_00

        await world.review(budget)
        posted = await world.post(budget)
        assert (posted["statements_count"], posted["called_cents"]) == (60, 222_000_00)
        calls = await world.statements(budget)
        for organisation, row in zip(world.everybody, ROWS, strict=True):
            mine = [call for call in calls if call.organisation_id == organisation.id]
            assert [call.amount_cents for call in mine] == [cents(row[11])] * 3 + [cents(row[12])]
            assert [call.due_on for call in mine] == [
                date(2025, 1, 31),
                date(2025, 4, 30),
                date(2025, 7, 31),
                date(2025, 10, 31),
            ]
            assert all(sum(line["cents"] for line in call.lines) == call.amount_cents for call in mine)
            assert await world.balance(organisation, "due") == -cents(row[10])
        first = next(call for call in calls if call.organisation_id == world.lead.organisation.id)
        assert first.lines[2]["driver"] == "84\u00a0lits sur 1\u202f025 (8,2\u00a0%)"
        assert first.lines[2]["total_cents"] == 44_000_00

        await self._actual(world, budget)

    async def _actual(self, world: Sharing, budget: dict[str, Any]) -> None:
        """Kilometres are read from the book; one entry was a mistake, taken back after the year."""
        for organisation, row in zip(world.everybody, ROWS, strict=True):
            if int(row[4]):
                await world.use(organisation, "KM/0", int(row[4]), "2025-06-30")
        mistake = await world.use(world.parties[1], "KM/0", 5_000, "2025-12-30")
        await world.take_back(mistake, "2026-01-05")
        await world.use(world.parties[2], "KM/0", 70, "2026-01-02")

        run = await world.actual(budget)
        for line in run["lines"]:
            await world.amount(run, line, ACTUAL[line["name"]])
        computed = await world.compute(run)
        measured = [basis for basis in computed["bases"] if basis["code"] == "km"]
        assert {basis["source"] for basis in measured} == {"Mesuré dans le livre de comptes"}
        assert {basis["unit"] for basis in measured} == {"KM/0"}
        shares = (await world.shares(run))["items"]
        assert [
            (one["organisation_name"], one["cents"], one["called_cents"], one["balance_cents"])
            for one in shares
        ] == [(row[0], cents(row[13]), cents(row[10]), cents(row[14])) for row in ROWS]

        await world.review(run)
        posted = await world.post(run)
        assert (posted["called_cents"], posted["credited_cents"]) == (0, 5_519_45)
        credits = await world.statements(run)
        assert {(one.kind, one.amount_cents) for one in credits} == {
            ("credit", cents(row[14])) for row in ROWS
        }
        assert await world.balance(None, "income") == 216_480_55
        assert await world.balance(world.lead.organisation, "payable") == 439_68

    async def test_the_share_of_one_is_explained_line_by_line(self, make: Make) -> None:
        world = await salette(make)
        budget = await salette_budget(world)

        told_of = await world.explained(budget, world.lead.organisation)
        finance, _, quality, it, _ = told_of["lines"]
        (beds,) = quality["parts"]
        assert (beds["value"], beds["unit"], beds["whole"], beds["ratio"], beds["ratio_bp"]) == (
            84,
            "BED/0",
            "1025",
            "84/1025",
            820,
        )
        assert (
            quality["sentences"][0] == "84\u00a0lits sur 1\u202f025 (8,2\u00a0%), soit 3\u202f605,85\u00a0€."
        )
        assert finance["parts"][0]["ratio"] == "485/5812"
        assert [part["amount_cents"] for part in it["parts"]] == [19_000_00, 19_000_00]
        assert sum(part["cents"] for part in it["parts"]) == it["cents"] == 2_837_34
        assert told_of["certificate"]["state"] == "not_asked"
        record = told(await world.lead.get(f"/v1/allocations/{budget['id']}/record"))
        assert sum(verify(record).cents) == 222_000_00
        assert (record["hash"], told_of["hash"]) == (budget["hash"], budget["hash"])
        record["record"]["members"][0]["figures"]["figure:beds"] = 85
        with pytest.raises(Altered):
            verify(record)
        english = await world.explained(budget, world.lead.organisation, language="en")
        assert english["lines"][2]["sentences"][0] == "84 beds of 1,025 (8.2%), that is €3,605.85."


class TestSixtyTwoCentresAndANewcomer:
    async def test_fees_are_exact_and_a_newcomer_pays_its_tariff_until_the_adjustment(
        self, make: Make
    ) -> None:
        sizes = [45] * 20 + [95] * 30 + [180] * 12
        world = await sharing(make, *(f"C{number:02}" for number in range(1, 63)), lead="IDDJ")
        for number in range(11):
            associate = await make.organisation(f"Associé {number}")
            await make.party(world.agreement, associate, role="observer")
        await world.adopt(
            key(
                "Cotisation",
                part(None, 4_000),
                part("beds", 6_000),
                excluded=[str(world.lead.organisation.id)],
            ),
            joining_tariffs=[
                {"name": "Arrivée", "fixed_cents": 600_00, "per_unit_cents": 9_44, "code": "beds"}
            ],
        )
        for centre, beds in zip(world.parties, sizes, strict=True):
            await world.figure(centre, "beds", beds)
        budget = await world.budget()
        for name, amount in (
            ("Coordination", 72_000_00),
            ("Veille", 6_000_00),
            ("Outils", 9_000_00),
            ("Adhésion", 6_000_00),
        ):
            await world.line(budget, name, amount, "Cotisation")
        await self._one_line(world, budget)
        await world.compute_review_post(budget)

        assert (await world.shares(budget))["total_cents"] == 93_000_00
        late = await make.organisation("C63")
        await make.party(world.agreement, late, joined_on=date(2025, 7, 1))
        await world.figure(late, "beds", 60, on="2025-07-01")
        before = await world.statements(budget)
        body = {"organisation_id": str(late.id), "tariff": "Arrivée"}
        tariff = told(await world.lead.post(f"/v1/allocations/{budget['id']}/newcomers", json=body), 201)
        assert (tariff["amount_cents"], tariff["days_present"], tariff["days"]) == (587_99, 184, 365)
        assert (await world.statements(budget))[:-1] == before
        again = await world.lead.post(f"/v1/allocations/{budget['id']}/newcomers", json=body)
        assert again.json()["code"] == "tariff_charged"

        actual = await world.actual(budget)
        await world.compute(actual)
        shares = (await world.shares(actual))["items"]
        newcomer = shares[-1]
        assert (newcomer["organisation_name"], newcomer["called_cents"]) == ("C63", 587_99)
        assert sum(one["cents"] for one in shares) == 93_000_00
        assert sum(one["balance_cents"] for one in shares) == -587_99
        await world.review(actual)
        posted = await world.post(actual)
        assert posted["called_cents"] - posted["credited_cents"] == -587_99
        assert await world.balance(None, "income") == 93_000_00

    async def _one_line(self, world: Sharing, budget: dict[str, Any]) -> None:
        """The table of the scenario shares the whole budget as one amount."""
        whole = await world.budget(title="En une ligne")
        await world.line(whole, "Budget", 93_000_00, "Cotisation")
        await world.compute(whole)
        paid = [one["cents"] for one in (await world.shares(whole))["items"]][1:]
        assert paid == [1_024_87] * 20 + [1_496_96] * 22 + [1_496_95] * 8 + [2_299_49] * 12
        assert sum(paid) == 93_000_00
        equal = (await world.explained(whole, world.parties[0]))["lines"][0]["parts"][0]
        assert (equal["cents"], equal["ratio"]) == (600_00, "1/62")
        assert world.lead.organisation.name not in {
            one["organisation_name"] for one in (await world.shares(whole))["items"] if one["cents"]
        }
        told(await world.lead.post(f"/v1/allocations/{whole['id']}/abandon"))
        assert match(await world.read(whole))["If-Match"]
        assert (await world.read(budget))["state"] == "draft"
