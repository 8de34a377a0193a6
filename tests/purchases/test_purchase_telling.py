"""What is told of sealed needs: totals that enough organisations make, and whose every difference enough of them make."""

from itertools import combinations
from uuid import UUID

import pytest
from buying import Buying
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stating import acting, close_needs, needing

from essaim.purchases.models import Round
from essaim.purchases.queries.telling import Told
from essaim.purchases.rules.telling import stricter, tellable, tellable_after, tellable_after_all
from essaim.purchases.service import publishing
from make import Make, Row

PEOPLE = [UUID(int=number) for number in range(6)]
AMOUNTS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 20), max_size=6)
LEAST = {"aggregates": 3, "coopetition": 4}


class TestTheRule:
    @settings(max_examples=200)
    @given(st.sampled_from(("aggregates", "coopetition")), st.lists(AMOUNTS, max_size=3), AMOUNTS)
    def test_every_sum_or_difference_told_mixes_enough_organisations(
        self, confidentiality: str, moments: list[dict[UUID, int]], last: dict[UUID, int]
    ) -> None:
        told: list[dict[UUID, int]] = []
        for now in [*moments, last]:
            if tellable_after_all(confidentiality, told, now):
                told.append(now)
        for now in told:
            assert _mixed(confidentiality, now)
        for one, other in combinations(told, 2):
            change = {who: other.get(who, 0) - one.get(who, 0) for who in PEOPLE}
            assert not any(change.values()) or _mixed(confidentiality, change)

    @given(AMOUNTS, AMOUNTS)
    def test_what_is_open_is_always_told(self, before: dict[UUID, int], now: dict[UUID, int]) -> None:
        assert tellable_after_all("open", [before], now)

    @given(st.sampled_from(("aggregates", "coopetition", "open")), AMOUNTS, AMOUNTS)
    def test_after_one_total_it_is_the_rule_of_two(
        self, confidentiality: str, before: dict[UUID, int], now: dict[UUID, int]
    ) -> None:
        assert tellable_after_all(confidentiality, [], now) == tellable(confidentiality, now)
        assert tellable_after_all(confidentiality, [before], now) == tellable_after(
            confidentiality, before, now
        )

    def test_two_differences_that_leave_one_organisation_are_not_told(self) -> None:
        a, b, c, d, *_ = PEOPLE
        first = dict.fromkeys((a, b, c, d), 100)
        second = {a: 90, b: 90, c: 90, d: 100}
        third = {a: 100, b: 100, c: 95, d: 100}
        assert tellable_after("aggregates", first, second)
        assert tellable_after("aggregates", second, third)
        assert not tellable_after_all("aggregates", [first, second], third)

    @given(AMOUNTS)
    def test_the_stricter_rule_never_tells_more(self, now: dict[UUID, int]) -> None:
        assume(tellable("coopetition", now))
        assert tellable("aggregates", now)
        assert stricter("aggregates", "coopetition") == "coopetition"


def _mixed(confidentiality: str, amounts: dict[UUID, int]) -> bool:
    sizes = [abs(amount) for amount in amounts.values() if amount]
    if len(sizes) < LEAST[confidentiality]:
        return False
    return confidentiality == "aggregates" or max(sizes) * 10 <= sum(sizes) * 7


async def published(make: Make) -> list[Row]:
    return await make.rows("SELECT * FROM purchase_publications ORDER BY moment, item_id")


class TestAtTheEndOfTheSurvey:
    @pytest.mark.parametrize(
        ("confidentiality", "volumes", "told"),
        [
            ("open", (10,), True),
            ("aggregates", (10, 20), False),
            ("aggregates", (10, 20, 30), True),
            ("coopetition", (10, 20, 30), False),
            ("coopetition", (10, 20, 30, 40), True),
            ("coopetition", (800, 5, 5, 10), False),
        ],
    )
    async def test_a_total_is_told_when_enough_organisations_make_it(
        self, make: Make, confidentiality: str, volumes: tuple[int, ...], told: bool
    ) -> None:
        world = await needing(make, confidentiality, *volumes)
        await close_needs(world)
        (one,) = await published(make)
        expected = (sum(volumes), len(volumes), sum(volumes) * 500) if told else (None, None, None)
        assert (one.volume, one.contributors, one.reference_cents) == expected

    async def test_reference_prices_of_too_few_are_not_told_beside_a_volume_of_enough(
        self, make: Make
    ) -> None:
        world = await needing(make, "aggregates", 10, 20, 30, 40, priced=2)
        await close_needs(world)
        (one,) = await published(make)
        assert (one.volume, one.contributors, one.reference_cents) == (100, 4, None)

    async def test_an_item_that_nobody_needs_looks_like_one_that_too_few_need(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, 20)
        await world.lot_with("Draps", ("Draps", "pièce"))
        told = await close_needs(world)
        assert told.volumes == set()
        assert [(one.volume, one.contributors) for one in await published(make)] == [(None, None)] * 2


class TestAfterwards:
    async def test_a_change_made_by_too_few_is_not_told_whatever_was_told_before(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, 20, 30, 40, 50, 60)
        await close_needs(world)
        ids = [party.id for party in world.parties]
        stays = dict(zip(ids, (10, 20, 30, 40, 50, 60), strict=False))
        three_less = {who: volume for who, volume in stays.items() if who not in ids[:3]}
        one_less = {who: volume for who, volume in stays.items() if who != ids[5]}
        for amounts, told in ((stays, True), (one_less, False), (three_less, True)):
            assert (await self._judge(world, amounts)).volumes == ({world.item.id} if told else set())

    async def test_a_total_withheld_is_no_former_total(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, 20)
        await close_needs(world)
        three = dict.fromkeys((party.id for party in world.parties[:3]), 5)
        assert (await self._judge(world, three)).volumes == {world.item.id}

    async def test_a_total_is_written_once_at_each_moment(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, 20, 30)
        await close_needs(world)
        with pytest.raises(Exception, match="purchase_publications"):
            await close_needs(world)
        assert len(await published(make)) == 1

    async def _judge(self, world: Buying, amounts: dict[UUID, int]) -> Told:
        async with acting(world.make, world.lead) as session:
            round_ = await session.get_one(Round, world.round.id)
            return await publishing.judge(session, round_, "aggregates", {world.item.id: amounts})
