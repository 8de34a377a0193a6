"""Orders and deliveries over HTTP: who declares them, what they count for, what is refused."""

import asyncio
from datetime import timedelta

import pytest

from essaim.kit import clock
from make import Make
from purchases.buying import EXTRA_BY_ORDERS, SHORTFALLS, TIERS_A, match, refusal, told
from purchases.ordering import an_order, awarded, ordered, position, tomorrow
from purchases.test_purchase_closing_rules import EXTRA_BY_SHORTFALL

CLOSED = pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])


class TestAnOrder:
    async def test_is_declared_by_its_organisation_and_counts_at_once(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        body = an_order(world, 1150, reference="BC-1")
        order = told(await member.post(f"{world.path}/orders", json=body), 201)
        assert (order["volume"], order["state"], order["reference"]) == (1150, "placed", "BC-1")
        assert order["organisation_id"] == order["declared_by"] == str(world.parties[0].id)
        (item,) = (await position(world, member))["items"]
        assert item["mine"] == {
            "committed_volume": 1200,
            "committed_cents": 4_860_00,
            "ordered_volume": 1150,
            "delivered_volume": 0,
            "remaining_volume": 50,
            "unit_price": 40_500,
            "ordered_cents": 4_657_50,
        }
        assert item["live"]["ordered_volume"] == 1150

    async def test_sent_twice_with_its_key_counts_once(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        for _ in range(2):
            sent = await member.post(
                f"{world.path}/orders", json=an_order(world, 10), headers={"Idempotency-Key": "once"}
            )
            assert sent.status_code == 201
        assert await make.count("purchase_orders") == 1

    async def test_is_declared_for_any_by_the_coordinator_and_by_no_other_member(self, make: Make):
        world = await awarded(make)
        body = an_order(world, 800, organisation_id=str(world.parties[1].id))
        order = told(await world.lead.post(f"{world.path}/orders", json=body), 201)
        assert order["organisation_id"] == str(world.parties[1].id)
        assert order["declared_by"] == str(world.lead.organisation.id)
        refused = await (await world.member()).post(f"{world.path}/orders", json=body)
        assert refusal(refused) == (403, "only_the_lead")

    async def test_is_for_those_committed(self, make: Make):
        world = await awarded(make, volumes=(None, *[100] * 7))
        refused = await (await world.member(0)).post(f"{world.path}/orders", json=an_order(world, 1))
        assert refusal(refused) == (409, "not_committed")
        outsider = await make.signed_in()
        refused = await outsider.post(f"{world.path}/orders", json=an_order(world, 1))
        assert refusal(refused) == (404, "not_found")

    async def test_is_dated_within_the_contract(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        for day, code in (
            (tomorrow(), "ordered_ahead"),
            ((clock.today() - timedelta(days=2)).isoformat(), "order_outside_contract"),
        ):
            refused = await member.post(f"{world.path}/orders", json=an_order(world, 1, ordered_on=day))
            assert refusal(refused) == (422, code)

    async def test_has_its_reference_once(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        body = an_order(world, 1, reference="BC-1")
        order = told(await member.post(f"{world.path}/orders", json=body), 201)
        refused = await member.post(f"{world.path}/orders", json=body)
        assert refusal(refused) == (409, "order_reference_taken")
        path = f"{world.path}/orders/{order['id']}/cancel"
        told(await member.post(path, json={"reason": "Déclarée deux fois"}))
        told(await member.post(f"{world.path}/orders", json=body), 201)

    async def test_waits_for_the_award(self, make: Make):
        world = await awarded(make)
        await world.move("needs")
        lot = await world.lot_with("Savon", ("Savon", "litre"))
        await world.move("orders")
        body = an_order(world, 1, item_id=str(world.items[-1].id))
        refused = await (await world.member()).post(f"{world.path}/orders", json=body)
        assert refusal(refused) == (409, "wrong_lot_state")
        read = await world.lead.get(f"{world.path}/lots/{lot.id}/position")
        assert refusal(read) == (409, "wrong_lot_state")


class TestADelivery:
    async def test_is_declared_as_it_comes(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        order = told(await member.post(f"{world.path}/orders", json=an_order(world, 100)), 201)
        path = f"{world.path}/orders/{order['id']}"
        today = clock.today().isoformat()
        for volume, state in ((40, "placed"), (100, "delivered"), (0, "placed")):
            body = {"delivered_volume": volume, "delivered_on": today}
            order = told(await member.patch(path, json=body, headers=match(order)))
            assert (order["delivered_volume"] or 0, order["state"]) == (volume, state)
        stale = await member.patch(path, json=body, headers={"If-Match": '"1"'})
        assert refusal(stale) == (412, "stale_version")
        for volume, day, code in ((101, today, "delivered_too_much"), (1, tomorrow(), "delivery_date")):
            body = {"delivered_volume": volume, "delivered_on": day}
            refused = await member.patch(path, json=body, headers=match(order))
            assert refusal(refused) == (422, code)

    async def test_stands_in_the_way_of_cancelling(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        order = told(await member.post(f"{world.path}/orders", json=an_order(world, 100)), 201)
        path = f"{world.path}/orders/{order['id']}"
        body = {"delivered_volume": 1, "delivered_on": clock.today().isoformat()}
        order = told(await member.patch(path, json=body, headers=match(order)))
        refused = await member.post(f"{path}/cancel", json={"reason": "Erreur"})
        assert refusal(refused) == (409, "order_delivered")
        body["delivered_volume"] = 0
        order = told(await member.patch(path, json=body, headers=match(order)))
        cancelled = told(await member.post(f"{path}/cancel", json={"reason": "Erreur"}))
        assert cancelled["state"] == "cancelled"
        (row,) = await make.rows("SELECT ordered_volume FROM purchase_positions")
        assert row.ordered_volume == 0
        again = await member.post(f"{path}/cancel", json={"reason": "Erreur"})
        assert refusal(again) == (409, "order_cancelled")

    @CLOSED
    async def test_of_somebody_else_does_not_exist(self, make: Make, confidentiality: str):
        world = await awarded(make, confidentiality=confidentiality)
        theirs = await world.order(world.parties[1], 800)
        rival = await world.member(0)
        body = {"delivered_volume": 1, "delivered_on": clock.today().isoformat()}
        refused = await rival.patch(
            f"{world.path}/orders/{theirs.id}", json=body, headers={"If-Match": '"1"'}
        )
        assert refusal(refused) == (404, "not_found")
        refused = await rival.post(f"{world.path}/orders/{theirs.id}/cancel", json={"reason": "Non"})
        assert refusal(refused) == (404, "not_found")


class TestTheListOfOrders:
    async def test_is_of_all_where_lines_are_open_but_changed_by_one(self, make: Make):
        world = await ordered(make)
        member = await world.member()
        found = told(await member.get(f"{world.path}/orders", params={"limit": 5}))
        assert len(found["items"]) == 5
        more = told(await member.get(f"{world.path}/orders", params={"cursor": found["next_cursor"]}))
        assert len(more["items"]) == 3
        theirs = next(o for o in found["items"] if o["organisation_id"] == str(world.parties[7].id))
        body = {"delivered_volume": 1, "delivered_on": clock.today().isoformat()}
        refused = await member.patch(f"{world.path}/orders/{theirs['id']}", json=body, headers=match(theirs))
        assert refusal(refused) == (403, "only_the_lead")

    @CLOSED
    async def test_is_of_ones_own_where_sealed_whatever_is_asked(self, make: Make, confidentiality: str):
        world = await ordered(make, confidentiality=confidentiality)
        rival = await world.member(0)
        for params, count in (
            ({}, 1),
            ({"organisation_id": str(world.parties[1].id)}, 0),
            ({"lot_id": str(world.lot.id)}, 1),
            ({"item_id": str(world.item.id), "state": "placed"}, 1),
        ):
            found = told(await rival.get(f"{world.path}/orders", params=params))
            assert len(found["items"]) == count
            assert {order["organisation_id"] for order in found["items"]} <= {str(world.parties[0].id)}
        assert await make.count("purchase_readings") == 0
        found = told(await world.lead.get(f"{world.path}/orders"))
        assert len(found["items"]) == 8
        (read,) = await make.rows("SELECT operation, granted, about FROM purchase_readings")
        assert (read.operation, read.granted) == ("purchases.list_orders", True)
        assert set(read.about) == {party.id for party in world.parties}


class TestWhereALotStands:
    async def test_tells_the_step_missed_and_who_would_pay_by_either_rule(self, make: Make):
        world = await ordered(make)
        found = await position(world, world.lead)
        (item,) = found["items"]
        assert item["mine"] is None
        live = item["live"]
        assert (live["committed_volume"], live["ordered_volume"], live["remaining_volume"]) == (
            10_100,
            9_700,
            400,
        )
        assert (live["unit_price_committed"], live["unit_price_now"], live["unit_price_if_closed"]) == (
            40_500,
            40_500,
            44_000,
        )
        assert (live["kept_start"], live["kept_missing"]) == (10_000, 300)
        assert live["next_step"] == {"start": 10_000, "unit_price": 40_500, "missing": 300}
        assert live["difference_cents"] == 3_395_00
        members = found["members"]
        assert [member["organisation_name"] for member in members] == [party.name for party in world.parties]
        assert tuple(member["short_volume"] for member in members) == SHORTFALLS
        assert tuple(member["by_orders_cents"] for member in members) == EXTRA_BY_ORDERS
        assert tuple(member["by_shortfall_cents"] for member in members) == EXTRA_BY_SHORTFALL
        assert tuple(member["adjustment_cents"] for member in members) == EXTRA_BY_ORDERS

    @CLOSED
    async def test_tells_a_rival_nothing_that_another_moves(self, make: Make, confidentiality: str):
        world = await ordered(make, confidentiality=confidentiality, shortfall="by_shortfall")
        rival = await world.member(0)
        paths = [f"{world.lot_path}/position", f"{world.lot_path}/closing", f"{world.path}/orders"]
        before = [(await rival.get(path)) for path in paths]
        await world.order(world.parties[1], 5000)
        await world.order(world.parties[7], 5000)
        after = [(await rival.get(path)) for path in paths]
        for one, other in zip(before, after, strict=True):
            assert one.status_code == 200
            assert one.content == other.content
            assert one.headers.get("etag") == other.headers.get("etag")
        seen = before[0].json()
        assert seen["members"] == []
        assert seen["items"][0]["live"] is None
        assert seen["items"][0]["mine"]["unit_price"] == 40_500
        (own,) = before[1].json()["members"]
        assert own["invoiced_cents"] == 4_657_50
        assert own["adjustment_cents"] is None

    async def test_tells_nobody_who_has_nothing_in_it_of_its_own(self, make: Make):
        world = await awarded(make, confidentiality="aggregates", volumes=(None, *[100] * 7))
        (item,) = (await position(world, await world.member(0)))["items"]
        assert item["mine"] is None
        assert item["live"] is None


class TestAPartyThatLeft:
    async def test_reads_its_own_and_the_others_of_its_time(self, make: Make):
        world = await awarded(make)
        left_on = clock.today() - timedelta(days=1)
        mine = await world.order(world.parties[0], 10)
        of_its_time = await world.order(world.parties[1], 20, ordered_on=left_on)
        await world.order(world.parties[1], 30)
        await world.move("orders", opened_at=world.round.created_at - timedelta(days=9))
        member = await world.member(0)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :left_on WHERE organisation_id = :id",
            left_on=left_on,
            id=world.parties[0].id,
        )
        found = told(await member.get(f"{world.path}/orders"))
        assert {order["id"] for order in found["items"]} == {str(mine.id), str(of_its_time.id)}
        seen = await position(world, member)
        assert seen["members"] == []
        assert seen["items"][0]["live"] is None
        assert seen["items"][0]["mine"]["ordered_volume"] == 10
        refused = await member.post(f"{world.path}/orders", json=an_order(world, 1))
        assert refusal(refused) == (403, "only_taking_part")


class TestTwoOrdersAtOnce:
    async def test_that_reach_a_step_together_have_one_price(self, make: Make):
        """Neither reaches 12,000 alone; both orders, and the early ones, are billed the step both reached."""
        world = await awarded(
            make, tiers=(*TIERS_A, (12_000, 39_000)), ordered=(1190, 800, 2400, 600, 1500, 950, 450, 4100)
        )
        first, second = await world.member(0), await world.member(1)
        answers = await asyncio.gather(
            first.post(f"{world.path}/orders", json=an_order(world, 5)),
            second.post(f"{world.path}/orders", json=an_order(world, 5)),
        )
        assert [answer.status_code for answer in answers] == [201, 201]
        prices = {
            (await position(world, reader))["items"][0]["live"]["unit_price_now"]
            for reader in (first, second, world.lead)
        }
        assert prices == {39_000}
        (row,) = await make.rows("SELECT ordered_volume FROM purchase_positions")
        assert row.ordered_volume == 12_000
        told(await world.lead.post(f"{world.lot_path}/closing", json={}), 201)
        rows = await make.rows("SELECT ordered_volume, actual_cents FROM purchase_results")
        assert all(row.actual_cents == row.ordered_volume * 3_90 for row in rows)

    async def test_are_counted_one_by_one(self, make: Make):
        world = await awarded(make)
        members = [await world.member(place) for place in range(8)]
        answers = await asyncio.gather(
            *(
                member.post(f"{world.path}/orders", json=an_order(world, place + 1))
                for place, member in enumerate(members)
                for _ in range(2)
            )
        )
        assert {answer.status_code for answer in answers} == {201}
        (row,) = await make.rows("SELECT ordered_volume FROM purchase_positions")
        assert row.ordered_volume == 72
