"""Simulate a lot: §8.2 to the cent through the API, opt-outs and their effect, three ways to share."""

from typing import Any

import pytest

from make import Make, Member
from purchases.buying import (
    GAIN,
    GAIN_BP,
    GAIN_O3_WITHOUT_O8,
    GAINS,
    INCREMENTAL,
    NAMES,
    NET_GAIN,
    NET_GAIN_O8,
    REBATE,
    REBATES,
    REFERENCE_SPEND,
    SPEND,
    TIERS_A,
    TOTAL_VOLUME,
    WITHOUT_O8,
    WITHOUT_O8_O3,
    Buying,
    buying,
    refusal,
    told,
)
from purchases.choosing import leave, line_of, simulated


async def ways(world: Buying, reader: Member | None = None) -> dict[str, dict[str, Any]]:
    asked = {"quote_id": str(world.quotes["A"].id)}
    seen = told(await (reader or world.lead).get(f"{world.lot_path}/rules", params=asked))
    return {way["sharing"]: way for way in seen["ways"]}


class TestTheRoundOfTheDesign:
    async def test_gains_rebates_and_losses_come_out_to_the_cent(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        seen = await simulated(world)

        totals = seen["totals"]
        assert (totals["spend_cents"], totals["reference_cents"]) == (SPEND, REFERENCE_SPEND)
        assert (totals["gain_cents"], totals["gain_bp"]) == (GAIN, GAIN_BP)
        assert (totals["rebate_expected_cents"], totals["rebate_rate_bp"]) == (REBATE, 200)
        assert totals["net_gain_cents"] == NET_GAIN
        assert [one["gain_cents"] for one in seen["members"]] == list(GAINS)
        assert [one["rebate_cents"] for one in seen["members"]] == list(REBATES)
        assert line_of(seen, "O8")["net_gain_cents"] == NET_GAIN_O8
        assert seen["basis"] == "live"
        (item,) = seen["items"]
        assert (item["volume"], item["from_volume"], item["unit_price"]) == (TOTAL_VOLUME, 10_000, 40_500)
        assert item["next_step"] is None

    async def test_without_o8_then_o3_the_step_is_missed_and_said(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        o3, o8 = world.parties[2], world.parties[7]

        one = await simulated(world, None, "A", o8)
        two = await simulated(world, None, "A", o8, o3)

        for seen, expected in ((one, WITHOUT_O8), (two, WITHOUT_O8_O3)):
            (item,), totals = seen["items"], seen["totals"]
            told_of = (item["volume"], item["unit_price"], totals["gain_cents"], totals["gain_bp"])
            assert told_of == expected
            assert seen["fingerprint"] is None
        assert line_of(one, "O3")["gain_cents"] == GAIN_O3_WITHOUT_O8
        assert [(each["organisation_name"], each["gain_after_cents"]) for each in one["turns_negative"]] == [
            ("O3", GAIN_O3_WITHOUT_O8)
        ]
        assert line_of(one, "O8")["state"] == "would_leave"
        assert line_of(one, "O8")["cents"] is None
        assert all(each["gain_cents"] > 0 for each in two["members"] if each["state"] == "stays")

    async def test_the_next_step_and_the_cheaper_order_are_said(self, make: Make) -> None:
        world = await buying(make, stage="choice", volumes=(1200, 800, 2400, 600, 1500, 950, 450, 1800))

        (item,) = (await simulated(world))["items"]

        assert item["volume"] == 9_700
        assert item["next_step"] == "Encore 300 (boîte de 100) pour payer 7,95\u00a0% de moins l’unité."
        cheaper = item["cheaper_to_order"]
        assert (cheaper["more_volume"], cheaper["cents"], cheaper["saved_cents"]) == (
            300,
            40_500_00,
            2_180_00,
        )

    async def test_the_same_steps_read_slice_by_slice(self, make: Make) -> None:
        world = await buying(make, stage="quotes", quotes=False)
        await world.quote("A", TIERS_A, mode="incremental")
        await world.open_quotes()

        seen = await simulated(world)

        assert seen["totals"]["spend_cents"] == INCREMENTAL
        assert seen["items"][0]["average_price"] == 47_058
        assert sum(one["cents"] for one in seen["members"]) == INCREMENTAL

    async def test_leaving_for_good_tells_its_effect_on_all(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        first = told(await leave(world, 7))
        second = told(await leave(world, 2))

        effect = next(one for one in first["effects"] if one["supplier_name"] == "A")
        assert (effect["gain_before_cents"], effect["gain_after_cents"]) == (GAIN, WITHOUT_O8[2])
        assert (effect["volume_before"], effect["volume_after"]) == (TOTAL_VOLUME, WITHOUT_O8[0])
        assert effect["my_gain_cents"] == -220_00
        assert [one["organisation_name"] for one in effect["turns_negative"]] == ["O3"]
        effect = next(one for one in second["effects"] if one["supplier_name"] == "A")
        assert effect["gain_after_cents"] == WITHOUT_O8_O3[2]
        seen = await simulated(world, await world.member(0))
        assert (seen["totals"]["gain_cents"], seen["totals"]["buyers_count"]) == (WITHOUT_O8_O3[2], 6)
        assert seen["fingerprint"] is None  # the coordinator's
        assert line_of(seen, "O8")["state"] == "left"

    async def test_three_ways_to_share_sum_to_the_bill_and_are_proved(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        seen = await ways(world)

        for way in seen.values():
            assert sum(one["cents"] for one in way["members"]) == SPEND
            assert way["stability"]["state"] == "nobody_gains"
        assert seen["same_price"]["chosen"]
        saved = {one["saved_bp"] for one in seen["same_percentage"]["members"]}
        assert max(saved) - min(saved) <= 1
        alone = {one["organisation_name"]: one["alone_cents"] for one in seen["arrival"]["members"]}
        # Alone, O3 orders 2,500 at 4.85 rather than 2,400 at 5.20.
        assert alone["O3"] == 2_500 * 4_85

    async def test_items_without_reference_are_spent_and_not_gained(self, make: Make) -> None:
        references = (None, 53_500, 43_000, 56_000, 49_500, 52_000, 58_000, 39_500)
        world = await buying(make, stage="choice", references=references)

        seen = await simulated(world)

        assert (seen["totals"]["spend_cents"], seen["totals"]["uncompared_cents"]) == (SPEND, 1_200 * 4_05)
        assert seen["totals"]["gain_cents"] == GAIN - GAINS[0]
        assert seen["totals"]["avoided_cents"] == 1_200 * (5_20 - 4_05)
        assert line_of(seen, "O1")["gain_bp"] is None
        assert seen["missing_references"] == ["Gants nitrile"]


class TestOptOuts:
    async def test_one_may_come_back_until_the_award(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        member = await world.member(7)
        path = f"{world.lot_path}/opt-out"
        assert refusal(await member.delete(path)) == (409, "not_left_lot")
        told(await leave(world, 7))
        assert refusal(await leave(world, 7)) == (409, "already_left_lot")

        back = told(await member.delete(path))

        assert not back["opted_out"]
        assert back["effects"][0]["gain_after_cents"] == GAIN
        assert (await simulated(world))["totals"]["gain_cents"] == GAIN

    @pytest.mark.parametrize("stage", ["quotes", "orders"])
    async def test_nobody_leaves_before_quotes_are_opened_nor_after_the_award(
        self, make: Make, stage: str
    ) -> None:
        world = await buying(make, stage=stage)

        code = "wrong_lot_state" if stage == "orders" else "wrong_round_state"
        assert refusal(await leave(world, 7)) == (409, code)

    async def test_who_needs_nothing_has_nothing_to_leave(self, make: Make) -> None:
        world = await buying(make, stage="choice", volumes=(*(100,) * 7, None))

        assert refusal(await leave(world, 7)) == (409, "nothing_to_leave")
        assert refusal(await world.lead.post(f"{world.lot_path}/opt-out", json={})) == (403, "not_asked")

    async def test_quotes_still_sealed_simulate_nothing(self, make: Make) -> None:
        world = await buying(make, stage="quotes")
        asked = {"quote_id": str(world.quotes["A"].id)}

        for path in ("simulation", "rules"):
            answer = await world.lead.get(f"{world.lot_path}/{path}", params=asked)
            assert refusal(answer) == (409, "quotes_still_sealed")


class TestSealedNeeds:
    @pytest.fixture
    async def sealed(self, make: Make) -> Buying:
        return await buying(make, stage="choice", confidentiality="coopetition")

    async def test_a_member_reads_its_own_line_on_the_totals_published(self, sealed: Buying) -> None:
        member = await sealed.member(7)

        seen = await simulated(sealed, member)

        assert (seen["basis"], seen["fingerprint"], seen["turns_negative"]) == ("published", None, [])
        assert [one["organisation_name"] for one in seen["members"]] == [NAMES[7]]
        assert (seen["members"][0]["gain_cents"], seen["members"][0]["rebate_cents"]) == (-220_00, REBATES[7])
        assert seen["items"][0]["volume"] == TOTAL_VOLUME
        assert seen["totals"]["spend_cents"] == SPEND
        assert seen["totals"]["gain_cents"] is None

    async def test_nothing_it_reads_changes_when_a_rival_leaves_or_comes_back(self, sealed: Buying) -> None:
        member = await sealed.member(0)

        async def reads() -> list[Any]:
            rival = sealed.parties[7]
            return [
                await simulated(sealed, member),
                await simulated(sealed, member, "A", rival),
                await simulated(sealed, member, "B"),
                await ways(sealed, member),
                told(await member.get(sealed.path)),
                told(await member.get(f"{sealed.lot_path}/commitments")),
            ]

        before = await reads()
        effect = told(await leave(sealed, 7))
        assert await reads() == before
        await leave(sealed, 6)
        assert await reads() == before
        assert before[0] == before[1]  # who would leave is not for it to try
        assert all(one["volume_after"] is None for one in effect["effects"])

    async def test_what_it_would_take_away_itself_is_its_own_to_know(self, sealed: Buying) -> None:
        member = await sealed.member(7)

        seen = await simulated(sealed, member, "A", sealed.parties[7])
        told(await leave(sealed, 7))
        after = await simulated(sealed, member)

        assert (seen["items"][0]["volume"], seen["members"][0]["state"]) == (WITHOUT_O8[0], "would_leave")
        assert (after["items"][0]["volume"], after["members"][0]["state"]) == (WITHOUT_O8[0], "left")

    async def test_other_ways_to_share_show_it_nothing(self, sealed: Buying) -> None:
        seen = await ways(sealed, await sealed.member(0))

        assert [one["cents"] for one in seen["same_price"]["members"]] == [1_200 * 4_05]
        for sharing in ("arrival", "same_percentage"):
            assert [one["cents"] for one in seen[sharing]["members"]] == [None]
        assert all(way["stability"] is None for way in seen.values())

    async def test_a_total_not_told_is_counted_as_buying_alone(self, make: Make) -> None:
        world = await buying(make, stage="needs", confidentiality="coopetition")
        await world.move("quotes")
        await world.publish(withheld=True)
        await world.quote("A", TIERS_A)
        await world.open_quotes()

        seen = await simulated(world, await world.member(2))

        (item,), (mine,) = seen["items"], seen["members"]
        assert (seen["basis"], item["volume"], item["unit_price"], item["next_step"]) == (
            "alone",
            None,
            None,
            None,
        )
        assert all(rung["reached"] is None and rung["missing"] is None for rung in item["ladder"])
        assert (mine["at_most"], mine["cents"]) == (True, 2_500 * 4_85)
        assert seen["totals"]["spend_cents"] is None

    async def test_the_readings_of_the_coordinator_are_kept(self, sealed: Buying) -> None:
        await simulated(sealed)
        await ways(sealed)

        kept = await sealed.make.rows(
            "SELECT operation, cardinality(about) AS n FROM purchase_readings ORDER BY id"
        )

        assert [(one.operation, one.n) for one in kept] == [
            ("purchases.simulate", 8),
            ("purchases.compare_rules", 8),
        ]
