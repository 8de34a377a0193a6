"""Group purchases on the first page: what to state, to choose, to order, to run; what was saved, losses taken off."""

from datetime import timedelta
from typing import Any

from essaim.kit import clock
from make import Make, Member
from purchases.buying import Buying, buying, told
from purchases.closed_world import closed, rebate


async def awaiting(reader: Member) -> list[tuple[Any, ...]]:
    body = told(await reader.get("/v1/reports/home"))
    return [
        (thing["kind"], thing["subject"], thing["due_on"], thing["may_act"]) for thing in body["awaiting"]
    ]


async def saved(reader: Member) -> int | None:
    cents = told(await reader.get("/v1/reports/home"))["money"]["saved_cents"]
    return None if cents is None else int(cents)


async def dated(world: Buying, **days: Any) -> None:
    await world.move(world.round.state, **days)


class TestNeeds:
    async def test_who_has_not_answered_is_told_until_it_has(self, make: Make) -> None:
        world = await buying(make, names=("O1", "O2"), volumes=(None, 5), references=(None, 51_000))
        until = str(world.round.needs_until)

        assert await awaiting(await world.member()) == [("needs_to_state", "Gants nitrile", until, True)]
        assert await awaiting(await world.member(1)) == []
        assert await awaiting(world.lead) == []

    async def test_who_may_only_read_is_told_that_it_may_not_act(self, make: Make) -> None:
        world = await buying(make, names=("O1",), volumes=(None,), references=(None,))
        reader = await make.signed_in(world.parties[0], role="reader")

        ((_, _, _, may_act),) = await awaiting(reader)

        assert may_act is False

    async def test_who_left_is_asked_nothing(self, make: Make) -> None:
        world = await buying(make, names=("O1",), volumes=(None,), references=(None,))
        await make.rows(
            "UPDATE parties SET left_on = :day WHERE organisation_id = :id",
            day=clock.today() - timedelta(days=1),
            id=world.parties[0].id,
        )

        assert await awaiting(await world.member()) == []


class TestChoice:
    async def test_lots_of_the_same_name_are_told_apart_by_who_coordinates(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        home = told(await (await world.member()).get("/v1/reports/home"))

        asking = [one["organisation_name"] for one in home["awaiting"] if one["kind"] == "lot_to_choose"]
        assert asking == [world.lead.organisation.name]

    async def test_each_lot_that_may_still_be_left_is_shown_until_the_award(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        await world.opt_out(world.parties[1])
        award_on = str(world.round.award_on)

        assert await awaiting(await world.member()) == [("lot_to_choose", "Gants", award_on, True)]
        assert await awaiting(await world.member(1)) == []
        await world.award()
        assert await awaiting(await world.member()) == []


class TestOrders:
    async def test_what_is_committed_and_not_ordered_is_recalled_before_the_end(self, make: Make) -> None:
        world = await buying(make, stage="orders")
        reader = await world.member()
        assert await awaiting(reader) == []
        soon = clock.today() + timedelta(days=30)
        await dated(world, starts_on=clock.today(), ends_on=soon)

        assert await awaiting(reader) == [("order_to_place", "Gants nitrile", str(soon), True)]
        await world.order(world.parties[0], 1_199)
        assert len(await awaiting(reader)) == 1
        await world.order(world.parties[0], 1)
        assert await awaiting(reader) == []


class TestCoordinator:
    async def test_a_stage_whose_end_has_come_waits_for_who_runs_it(self, make: Make) -> None:
        world = await buying(make, names=("O1", "O2"), volumes=(4, None), references=(51_000, None))
        assert await awaiting(world.lead) == []
        await world.answered(world.parties[1])
        today = str(clock.today())

        assert await awaiting(world.lead) == [("round_to_run", "Gants nitrile", today, True)]
        await world.move("quotes")
        assert await awaiting(world.lead) == [("round_to_run", "Gants nitrile", today, True)]
        assert [thing for thing in await awaiting(await world.member()) if thing[0] == "round_to_run"] == []

    async def test_the_award_waits_from_its_day_on(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        assert await awaiting(world.lead) == []
        await dated(world, award_on=clock.today())

        assert [thing[0] for thing in await awaiting(world.lead)] == ["round_to_run"]


class TestSaved:
    async def test_actual_gains_and_rebates_count_and_losses_are_taken_off(self, make: Make) -> None:
        world = await closed(make, confidentiality="coopetition")
        assert (await saved(await world.member()), await saved(await world.member(7))) == (805_00, -945_00)
        await rebate(world, 853_60)

        assert await saved(await world.member(7)) == -760_20

    async def test_a_forecast_is_not_saved_yet(self, make: Make) -> None:
        world = await buying(make, stage="orders")

        assert await saved(await world.member()) is None
