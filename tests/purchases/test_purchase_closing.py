"""Closing lots and sharing rebates over HTTP: §8.2 to the cent, statements that sum, races, what a rival learns."""

import asyncio
from typing import Any

import pytest

from make import Make
from purchases.buying import (
    EXTRA,
    EXTRA_BY_ORDERS,
    ORDERED,
    REBATE,
    REBATE_A,
    REBATES,
    VOLUMES,
    Buying,
    buying,
    refusal,
    told,
)
from purchases.ordering import an_order, awarded, close, closing, ordered, statements, tomorrow
from purchases.test_purchase_closing_rules import EXTRA_BY_SHORTFALL

CLOSED = pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])
RISING = ((1, 52_000), (9_000, 40_000), (10_101, 39_000))


async def actual(world: Buying) -> list[Any]:
    return await world.make.rows(
        "SELECT r.* FROM purchase_results r JOIN purchase_members m USING (round_id, organisation_id)"
        " WHERE r.lot_id = :lot ORDER BY m.position",
        lot=world.lot.id,
    )


class TestClosingTheGloves:
    async def test_bills_a_missed_step_by_units_ordered(self, make: Make):
        world = await ordered(make)
        planned = await closing(world, world.lead)
        done = await close(world)
        assert (planned["lot_state"], done["lot_state"]) == ("awarded", "closed")
        for told_ in (planned, done):
            assert told_["invoiced_cents"] == 39_285_00
            assert told_["actual_cents"] == 42_680_00
            assert told_["adjustment_cents"] == EXTRA
            assert told_["difference_kept_cents"] == 0
            (item,) = told_["items"]
            assert (item["unit_price_awarded"], item["unit_price_reached"]) == (40_500, 44_000)
            assert item["applied"] == "by_orders"
            assert tuple(member["adjustment_cents"] for member in told_["members"]) == EXTRA_BY_ORDERS
        issued = await statements(world)
        assert tuple(statement.amount_cents for statement in issued) == EXTRA_BY_ORDERS
        assert [member["statement_id"] for member in done["members"]] == [str(one.id) for one in issued]
        (line,) = issued[0].lines
        assert line == {
            "label": "Gants nitrile\u00a0: 4,40\u00a0€ l’unité au lieu de 4,05\u00a0€",
            "cents": 402_50,
            "total_cents": EXTRA,
            "driver": "Quantité commandée\u00a0: 1\u202f150 (boîte de 100), sur 9\u202f700 en tout",
            "ratio": "11,86\u00a0%",
        }
        assert (await world.again()).state == "closed"
        (due,) = await make.rows("SELECT sum(balance) AS cents FROM ledger_accounts WHERE purpose = 'due'")
        assert due.cents == -EXTRA

    async def test_or_by_units_short(self, make: Make):
        world = await ordered(make, shortfall="by_shortfall")
        done = await close(world)
        assert done["items"][0]["applied"] == "by_shortfall"
        assert tuple(member["adjustment_cents"] for member in done["members"]) == EXTRA_BY_SHORTFALL
        issued = await statements(world)
        assert [one.amount_cents for one in issued] == [cents for cents in EXTRA_BY_SHORTFALL if cents]
        assert issued[0].lines[0]["driver"] == (
            "Quantité engagée et non commandée\u00a0: 50 (boîte de 100), sur 400 en tout"
        )
        assert sum(row.actual_cents for row in await actual(world)) == 42_680_00

    async def test_gives_back_a_better_step_by_credits(self, make: Make):
        world = await awarded(make, tiers=RISING, ordered=(1300, *VOLUMES[1:]))
        done = await close(world)
        assert done["adjustment_cents"] == -10_200 * 10
        credits = await statements(world, "credit")
        assert sum(credit.amount_cents for credit in credits) == -10_200 * 10
        assert credits[0].amount_cents == -1300 * 10
        assert all(row.actual_cents == row.ordered_volume * 3_90 for row in await actual(world))

    async def test_freezes_who_committed_and_ordered_nothing(self, make: Make):
        world = await awarded(make, ordered=(0, *ORDERED[1:]), shortfall="by_shortfall")
        await close(world)
        first = (await actual(world))[0]
        assert (first.committed_volume, first.ordered_volume, first.invoiced_cents) == (1200, 0, 0)
        assert first.actual_cents == first.adjustment_cents > 0

    async def test_is_done_once_and_ends_orders(self, make: Make):
        world = await ordered(make)
        told(
            await world.lead.post(f"{world.lot_path}/closing", json={}, headers={"Idempotency-Key": "k"}), 201
        )
        told(
            await world.lead.post(f"{world.lot_path}/closing", json={}, headers={"Idempotency-Key": "k"}), 201
        )
        again = await world.lead.post(f"{world.lot_path}/closing", json={})
        assert refusal(again) == (409, "wrong_round_state")
        late = await (await world.member()).post(f"{world.path}/orders", json=an_order(world, 1))
        assert refusal(late) == (409, "wrong_lot_state")
        assert len(await statements(world)) == 8

    async def test_is_for_the_lead(self, make: Make):
        world = await ordered(make)
        refused = await (await world.member()).post(f"{world.lot_path}/closing", json={})
        assert refusal(refused) == (403, "only_the_lead")

    async def test_waits_until_every_lot_is_decided(self, make: Make):
        world = await ordered(make)
        await world.move("choice")
        refused = await world.lead.post(f"{world.lot_path}/closing", json={})
        assert refusal(refused) == (409, "wrong_round_state")


class TestWhatIsPaidOnce:
    async def test_is_billed_once_whatever_was_ordered(self, make: Make):
        """1,000 € for 10,100 boxes: what 9,700 boxes at the all-in price leave is billed at the closing."""
        world = await awarded(make, content={"fixed_cents": 1_000_00}, ordered=ORDERED)
        done = await close(world)
        assert done["actual_cents"] == 42_680_00 + 1_000_00
        assert sum(row.actual_cents for row in await actual(world)) == 43_680_00


class TestClosingWhereNeedsAreSealed:
    @CLOSED
    async def test_tells_a_member_its_own_line(self, make: Make, confidentiality: str):
        world = await ordered(make, confidentiality=confidentiality)
        await close(world)
        seen = await closing(world, await world.member(0))
        (mine,) = seen["members"]
        assert mine["organisation_id"] == str(world.parties[0].id)
        assert mine["adjustment_cents"] == EXTRA_BY_ORDERS[0]
        assert mine["actual_cents"] == 1150 * 4_40
        assert seen["actual_cents"] is seen["invoiced_cents"] is seen["difference_kept_cents"] is None
        # Seven make the difference: the total ordered is told.
        assert seen["items"][0]["ordered_volume"] == 9_700
        (line,) = (await statements(world))[0].lines
        assert line["total_cents"] is line["ratio"] is None
        assert line["driver"] == "Quantité commandée\u00a0: 1\u202f150 (boîte de 100)"
        read = await make.rows("SELECT operation FROM purchase_readings")
        assert {row.operation for row in read} == {"purchases.read_closing"}

    @CLOSED
    async def test_follows_orders_where_shortfalls_would_tell(self, make: Make, confidentiality: str):
        """O1 and O3 alone are short: each would compute the other's shortfall from its own bill."""
        few = (1150, 800, 2340, 600, 1500, 950, 450, 2200)
        world = await awarded(make, confidentiality=confidentiality, shortfall="by_shortfall", ordered=few)
        done = await close(world)
        assert done["items"][0]["applied"] == "by_orders"
        assert done["adjustment_cents"] == 9_990 * 35
        assert [member["adjustment_cents"] for member in done["members"]] == [volume * 35 for volume in few]
        (told_,) = await make.rows(
            "SELECT volume, contributors, reference_cents FROM purchase_publications WHERE moment = 'closing'"
        )
        assert (told_.volume, told_.contributors, told_.reference_cents) == (None, None, None)

    @CLOSED
    async def test_follows_shortfalls_where_enough_are_short(self, make: Make, confidentiality: str):
        world = await ordered(make, confidentiality=confidentiality, shortfall="by_shortfall")
        done = await close(world)
        assert tuple(member["adjustment_cents"] for member in done["members"]) == EXTRA_BY_SHORTFALL

    async def test_keeps_a_difference_that_would_tell_once_confirmed(self, make: Make):
        few = (1150, 800, 2340, 600, 1500, 950, 450, 2200)
        world = await awarded(
            make, confidentiality="aggregates", ordered=few, content={"mode": "incremental"}
        )
        planned = await closing(world, world.lead)
        assert planned["items"][0]["applied"] == "kept"
        refused = await world.lead.post(f"{world.lot_path}/closing", json={})
        assert refusal(refused) == (409, "closing_would_tell")
        done = await close(world, difference_kept=True)
        kept = done["difference_kept_cents"]
        assert kept == planned["difference_kept_cents"] > 0
        assert refused.json()["context"] == {"difference_cents": kept}
        assert done["adjustment_cents"] == 0
        assert await statements(world) == []


class TestALateOrder:
    async def test_counts_whole_or_is_refused(self, make: Make):
        """One order of events: what is frozen is what was ordered, whoever comes first."""
        world = await ordered(make)
        members = [await world.member(place) for place in range(4)]
        done, *late = await asyncio.gather(
            world.lead.post(f"{world.lot_path}/closing", json={}),
            *(member.post(f"{world.path}/orders", json=an_order(world, 100)) for member in members),
        )
        assert done.status_code == 201
        for answer in late:
            assert answer.status_code == 201 or refusal(answer) == (409, "wrong_lot_state")
        taken = [answer.status_code == 201 for answer in late]
        results = await actual(world)
        for place, row in enumerate(results):
            came = place < 4 and taken[place]
            assert row.ordered_volume == ORDERED[place] + 100 * came
        total = 9_700 + 100 * sum(taken)
        (row,) = await make.rows("SELECT ordered_volume FROM purchase_positions")
        assert row.ordered_volume == sum(result.ordered_volume for result in results) == total
        price = 4_05 if total >= 10_000 else 4_40
        assert sum(result.actual_cents for result in results) == total * price
        billed = await statements(world)
        assert sum(one.amount_cents for one in billed) == sum(row.adjustment_cents for row in results)

    async def test_may_be_cancelled_before_the_closing_or_not_at_all(self, make: Make):
        world = await ordered(make)
        (order,) = await make.rows(
            "SELECT id FROM purchase_orders WHERE organisation_id = :id", id=world.parties[0].id
        )
        member = await world.member(0)
        done, cancelled = await asyncio.gather(
            world.lead.post(f"{world.lot_path}/closing", json={}),
            member.post(f"{world.path}/orders/{order.id}/cancel", json={"reason": "Erreur"}),
        )
        assert done.status_code == 201
        assert cancelled.status_code == 200 or refusal(cancelled) == (409, "wrong_lot_state")
        first = (await actual(world))[0]
        assert first.ordered_volume == (0 if cancelled.status_code == 200 else 1150)


class TestTwoLots:
    async def two(self, make: Make) -> tuple[Buying, Any]:
        world = await buying(
            make, stage="needs", names=("O1", "O2", "O3"), volumes=(10, 20, 30), references=(None,) * 3
        )
        second = await world.lot_with("Savon", ("Savon", "litre"), ("Gel", "flacon"))
        for place, organisation in enumerate(world.parties, 1):
            for item in world.items[1:]:
                await world.need(organisation, place, item=item)
        await world.move("quotes", needs_closed_at=world.round.created_at)
        await world.quote("A", ((1, 10_000), (50, 8_000)))
        await world.quote("C", ((1, 333), (5, 111)), lot=second)
        await world.open_quotes()
        await world.award("A")
        await world.award("C", lot=second)
        return world, second

    async def test_close_the_round_with_the_last_of_them(self, make: Make):
        world, second = await self.two(make)
        answers = await asyncio.gather(
            world.lead.post(f"{world.lot_path}/closing", json={}),
            world.lead.post(f"{world.path}/lots/{second.id}/closing", json={}),
        )
        assert [answer.status_code for answer in answers] == [201, 201]
        assert (await world.again()).state == "closed"

    async def test_leave_it_open_until_then(self, make: Make):
        world, _ = await self.two(make)
        for organisation in world.parties:
            await world.order(organisation, 2, item=world.items[1])
        await close(world)
        assert (await world.again()).state == "orders"


class TestARebate:
    async def closed(self, make: Make, **values: Any) -> Buying:
        world = await awarded(make, ordered=VOLUMES, content={"rebate": REBATE_A}, **values)
        await close(world)
        return world

    async def test_is_split_by_what_each_really_spent(self, make: Make):
        world = await self.closed(make)
        body = {"received_cents": REBATE, "received_on": str(world.round.needs_until)}
        shared = told(await world.lead.post(f"{world.lot_path}/rebates", json=body), 201)
        assert (shared["turnover_cents"], shared["expected_cents"], shared["kept_cents"]) == (
            40_905_00,
            REBATE,
            0,
        )
        assert tuple(share["cents"] for share in shared["shares"]) == REBATES
        credits = await statements(world, "credit")
        assert tuple(-credit.amount_cents for credit in credits) == REBATES
        assert (
            credits[0].lines[0]["driver"]
            == "Dépense réelle\u00a0: 4\u202f860,00\u00a0€, sur 40\u202f905,00\u00a0€ en tout"
        )
        seen = told(await (await world.member(3)).get(f"{world.lot_path}/rebates"))
        assert seen["items"] == [shared]
        assert "0\u00a0%" in seen["how"]

    async def test_leaves_the_network_the_share_chosen_beforehand(self, make: Make):
        world = await self.closed(make, rebate_kept_bp=1_000)
        body = {"received_cents": REBATE, "received_on": str(world.round.needs_until)}
        shared = told(await world.lead.post(f"{world.lot_path}/rebates", json=body), 201)
        assert shared["kept_cents"] == 81_81
        assert sum(share["cents"] for share in shared["shares"]) == REBATE - 81_81
        (payable,) = await make.rows(
            "SELECT sum(balance) AS cents FROM ledger_accounts WHERE purpose = 'payable'"
        )
        assert payable.cents == REBATE - 81_81

    async def test_paid_to_the_network_is_kept_whole(self, make: Make):
        rebate = {**REBATE_A, "paid_to": "network"}
        world = await awarded(make, ordered=VOLUMES, content={"rebate": rebate})
        await close(world)
        body = {"received_cents": REBATE, "received_on": str(world.round.needs_until)}
        shared = told(await world.lead.post(f"{world.lot_path}/rebates", json=body), 201)
        assert shared["kept_cents"] == REBATE
        assert await statements(world, "credit") == []

    @CLOSED
    async def test_is_told_to_each_for_its_own_share_where_sealed(self, make: Make, confidentiality: str):
        world = await self.closed(make, confidentiality=confidentiality)
        body = {"received_cents": REBATE, "received_on": str(world.round.needs_until)}
        told(await world.lead.post(f"{world.lot_path}/rebates", json=body), 201)
        (seen,) = told(await (await world.member(0)).get(f"{world.lot_path}/rebates"))["items"]
        (mine,) = seen.pop("shares")
        assert (mine["cents"], mine["spend_cents"]) == (97_20, 4_860_00)
        figures = (
            "received_on",
            "turnover_cents",
            "expected_cents",
            "received_cents",
            "kept_cents",
            "recorded_at",
        )
        assert [seen[figure] for figure in figures] == [None] * 6
        (line,) = (await statements(world, "credit"))[0].lines
        assert line["total_cents"] is line["ratio"] is None

    async def test_comes_after_the_closing_and_once_received(self, make: Make):
        world = await ordered(make)
        body = {"received_cents": 1, "received_on": str(world.round.needs_until)}
        early = await world.lead.post(f"{world.lot_path}/rebates", json=body)
        assert refusal(early) == (409, "lot_not_closed")
        await close(world)
        ahead = await world.lead.post(f"{world.lot_path}/rebates", json={**body, "received_on": tomorrow()})
        assert refusal(ahead) == (422, "rebate_ahead")
        refused = await (await world.member()).post(f"{world.lot_path}/rebates", json=body)
        assert refusal(refused) == (403, "only_the_lead")
