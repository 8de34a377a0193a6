"""Quotes side by side: §8.2 to the hundredth, and what a member of a sealed round may be told."""

from datetime import timedelta
from typing import Any

import pytest

from essaim.kit import clock
from make import Member
from purchases.buying import (
    MARKS_A,
    REBATE,
    SCORES,
    SPEND,
    TIERS_A,
    TIERS_B,
    TOTAL_VOLUME,
    UNIT_PRICES,
    Buying,
    buying,
    told,
)


async def compared(world: Buying, reader: Member | None = None, language: str = "fr") -> dict[str, Any]:
    reader = reader or world.lead
    return told(await reader.get(f"{world.lot_path}/comparison", headers={"Accept-Language": language}))


def by_name(comparison: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["supplier_name"]: one for one in comparison["quotes"]}


def without_words_of_basis(comparison: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in comparison.items() if name not in ("basis", "basis_said")}


class TestTheRoundOfTheDesign:
    async def test_ranks_a_with_93_points_before_b_with_82_24(self, make):
        world = await buying(make, stage="choice")

        seen = await compared(world)

        assert [(one["supplier_name"], one["total_points"], one["rank"]) for one in seen["quotes"]] == [
            ("A", SCORES["A"], 1),
            ("B", SCORES["B"], 2),
        ]
        a, b = by_name(seen)["A"], by_name(seen)["B"]
        assert (a["cents"], b["cents"]) == (SPEND, 45_248_00)
        assert [(line["volume"], line["unit_price"], line["reached_from"]) for line in a["lines"]] == [
            (TOTAL_VOLUME, UNIT_PRICES["A"], 10_000)
        ]
        assert b["lines"][0]["unit_price"] == UNIT_PRICES["B"]
        assert [(one["code"], one["points"], one["out_of"]) for one in b["criteria"]] == [
            ("price", 54_24, 60_00),
            ("quality", 17_00, 20_00),
            ("rse", 11_00, 20_00),
        ]
        assert b["criteria"][0]["why"] == "60 × 40\u202f905,00\u00a0€ ÷ 45\u202f248,00\u00a0€ = 54,24"
        assert a["criteria"][1]["why"] == MARKS_A["quality"]["why"]
        assert (a["rebate_expected_cents"], b["rebate_expected_cents"]) == (REBATE, None)
        assert seen["basis"] == "live"

    async def test_says_how_in_the_language_asked(self, make):
        world = await buying(make, stage="choice")

        french, english = await compared(world), await compared(world, language="en")

        assert "le prix le plus bas" in french["how"]
        assert "the lowest price" in english["how"]
        assert by_name(english)["B"]["criteria"][0]["why"] == "60 × €40,905.00 ÷ €45,248.00 = 54.24"

    async def test_gives_other_points_by_the_linear_formula(self, make):
        world = await buying(make, stage="choice", price_formula="linear")

        b = by_name(await compared(world))["B"]

        assert b["criteria"][0]["points"] == 53_63  # 60 × (1 − 4 343 ÷ 40 905)

    async def test_averages_incremental_prices(self, make):
        world = await buying(make, stage="quotes", quotes=False)
        await world.quote("A", TIERS_A, mode="incremental")
        await world.open_quotes()

        a = by_name(await compared(world))["A"]

        assert (a["cents"], a["lines"][0]["unit_price"]) == (47_528_85, 47_058)

    async def test_follows_who_leaves_the_lot_where_lines_are_open(self, make):
        world = await buying(make, stage="choice")
        await world.opt_out(world.parties[7])

        seen = await compared(world, await world.member())

        assert seen["volumes"][0]["volume"] == 7_900
        assert by_name(seen)["A"]["lines"][0]["unit_price"] == 44_000


class TestQuotesThatCannotBeAwarded:
    async def test_are_not_ranked_and_set_no_price(self, make):
        world = await buying(make, stage="quotes", quotes=False)
        await world.quote("A", TIERS_A)
        await world.quote("Bradé", ((1, 100),), minimum_cents=10**9)
        await world.quote("Par palettes", ((1, 100),), prices=_prices(world, 100, minimum=20_000))
        await world.open_quotes()
        for name in world.quotes:
            await world.mark(name, MARKS_A)

        seen = await compared(world)

        assert next(one["supplier_name"] for one in seen["quotes"]) == "A"
        assert [(one["rank"], one["excluded"]) for one in seen["quotes"]] == [
            (1, None),
            (None, "below_minimum"),
            (None, "below_minimum"),
        ]
        assert seen["quotes"][0]["total_points"] == SCORES["A"]

    async def test_expire_on_their_day_but_not_after_the_award(self, make, monkeypatch):
        world = await buying(make, stage="choice")
        later = world.round.award_on + timedelta(days=61)
        monkeypatch.setattr(clock, "today", lambda: later)

        seen = await compared(world)

        assert {one["excluded"] for one in seen["quotes"]} == {"expired"}
        await world.award("A")
        assert {one["excluded"] for one in (await compared(world))["quotes"]} == {None}

    async def test_are_not_ranked_before_each_is_marked(self, make):
        world = await buying(make, stage="quotes")
        await world.open_quotes()
        await world.mark("A", MARKS_A)

        seen = await compared(world)

        assert [(one["supplier_name"], one["rank"]) for one in seen["quotes"]] == [("A", None), ("B", None)]
        assert [one["total_points"] for one in seen["quotes"]] == [SCORES["A"], None]

    async def test_are_not_compared_when_nobody_needs_the_lot_any_more(self, make):
        world = await buying(make, stage="choice")
        for organisation in world.parties:
            await world.opt_out(organisation)

        seen = await compared(world)

        assert {(one["rank"], one["cents"]) for one in seen["quotes"]} == {(None, 0)}
        assert "n’a besoin" in seen["basis_said"]


class TestAMemberOfASealedRound:
    @pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])
    async def test_reads_the_same_scores_at_the_totals_published(self, make, confidentiality):
        world = await buying(make, stage="choice", confidentiality=confidentiality)

        mine, whole = await compared(world, await world.member()), await compared(world)

        assert mine["basis"] == "published"
        assert [one["total_points"] for one in mine["quotes"]] == [SCORES["A"], SCORES["B"]]
        assert without_words_of_basis(mine) == without_words_of_basis(whole)

    async def test_reads_the_very_same_answer_when_rivals_leave(self, make):
        world = await buying(make, stage="choice", confidentiality="coopetition")
        member = await world.member()
        before = await compared(world, member)
        for rival in world.parties[5:]:
            await world.opt_out(rival)

        assert await compared(world, member) == before
        assert (await compared(world))["volumes"][0]["volume"] == TOTAL_VOLUME - 950 - 450 - 2200

    async def test_reads_no_figure_that_would_tell_a_total_withheld(self, make):
        world = await buying(
            make,
            stage="quotes",
            confidentiality="aggregates",
            names=("O1", "O2"),
            volumes=(1200, 9_000),
            references=(None, None),
            quotes=False,
        )
        await make.rows("TRUNCATE purchase_publications")
        await world.publish(withheld=True)
        await world.quote("A", TIERS_A)
        await world.quote("B", TIERS_B)
        await world.open_quotes()
        await world.mark("A", MARKS_A)
        await world.mark("B", MARKS_A)

        answer = await (await world.member()).get(f"{world.lot_path}/comparison")

        seen = told(answer)
        assert seen["basis"] == "withheld"
        assert "10200" not in answer.text
        for quote in seen["quotes"]:
            assert quote["cents"] is quote["rank"] is quote["total_points"] is quote["below_minimum"] is None
            assert quote["rebate_expected_cents"] is None
            assert [(line["volume"], line["cents"], line["unit_price"]) for line in quote["lines"]] == [
                (None, None, None)
            ]
            assert [one["points"] for one in quote["criteria"]] == [None, 15_00, 18_00]
        assert (await compared(world))["basis"] == "live"

    async def test_reads_no_sum_when_one_item_of_the_lot_is_withheld(self, make):
        world = await _two_items(make)
        (gloves, masks) = world.items
        await world.quote("A", TIERS_A)
        await world.open_quotes()

        seen = await compared(world, await world.member())

        assert seen["basis"] == "withheld"
        (quote,) = seen["quotes"]
        lines = {line["item_id"]: line for line in quote["lines"]}
        assert lines[str(gloves.id)]["cents"] is not None
        assert lines[str(masks.id)]["cents"] is None
        assert (quote["cents"], quote["criteria"][0]["points"]) == (None, None)

    async def test_reads_the_totals_of_the_award_once_they_are_told(self, make):
        world = await buying(make, stage="choice", confidentiality="aggregates")
        await world.opt_out(world.parties[7])
        await world.award("A")
        member = await world.member()
        assert (await compared(world, member))["volumes"][0]["volume"] == TOTAL_VOLUME

        await world.publish("award")

        assert (await compared(world, member))["volumes"][0]["volume"] == 7_900


class TestTheCoordinatorOfASealedRound:
    async def test_is_written_down_when_a_total_is_the_line_of_one_alone(self, make):
        world = await buying(make, stage="choice", confidentiality="coopetition")
        await compared(world)
        assert await make.count("purchase_readings") == 0
        for organisation in world.parties[1:]:
            await world.opt_out(organisation)

        await compared(world)

        (reading,) = await make.rows("SELECT * FROM purchase_readings")
        assert (reading.operation, reading.granted) == ("purchases.compare_quotes", True)
        assert reading.about == [world.parties[0].id]


class TestAPartyThatLeft:
    async def test_reads_the_volumes_of_its_time_where_lines_are_open(self, make):
        world = await buying(make, stage="choice")
        former = await world.member()
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=clock.today(),
            id=former.organisation.id,
        )
        await make.rows("UPDATE purchase_rounds SET opened_at = opened_at - interval '5 days'")
        before = await compared(world, former)
        await world.opt_out(world.parties[7])

        assert before["volumes"][0]["volume"] == TOTAL_VOLUME
        assert (await compared(world, former)) == before


def _prices(world: Buying, price: int, *, minimum: int) -> list[dict[str, Any]]:
    return [
        {
            "item_id": str(world.item.id),
            "minimum": minimum,
            "tiers": [{"from_volume": 1, "unit_price": price}],
        }
    ]


async def _two_items(make: Any) -> Buying:
    """A sealed lot of two items, the total of the second withheld."""
    world = await buying(make, stage="needs", confidentiality="aggregates")
    masks = await make.row(
        "purchase_items",
        agreement_id=world.agreement.id,
        round_id=world.round.id,
        lot_id=world.lot.id,
        position=2,
        name="Masques",
        unit="boîte de 50",
    )
    world.items.append(masks)
    await world.need(world.parties[0], 30, item=masks)
    await world.move("quotes")
    for item, volume in ((world.item, TOTAL_VOLUME), (masks, None)):
        await make.row(
            "purchase_publications",
            item_id=item.id,
            moment="needs",
            round_id=world.round.id,
            agreement_id=world.agreement.id,
            volume=volume,
        )
    return world
