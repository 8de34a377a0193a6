"""Any sequence of issues, payments, reversals, offsets, cancellations and new runs keeps statements and ledger in step."""

from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from make import Make
from statements.billing_world import Billing, billing, call, incoherent

cents = st.integers(1, 5_000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("call"), cents, st.integers(1, 2)),
        st.tuples(st.just("credit"), cents, st.integers(1, 2)),
        st.tuples(st.just("bill"), cents, st.integers(1, 2)),
        st.tuples(st.just("pay"), cents, st.integers(0, 9)),
        st.tuples(st.just("settle"), cents, st.integers(0, 9)),
        st.tuples(st.just("reverse"), cents, st.integers(0, 9)),
        st.tuples(st.just("offset"), cents, st.integers(0, 9)),
        st.tuples(st.just("cancel"), cents, st.integers(0, 9)),
        st.tuples(st.just("replace"), cents, st.integers(1, 2)),
    ),
    min_size=4,
    max_size=14,
)


class Story:
    """What is done in turn, by the lead; refusals are part of it, faults are not."""

    def __init__(self, world: Billing, run: UUID) -> None:
        self.world, self.run = world, run

    async def do(self, verb: str, amount: int, rank: int) -> None:
        answer = await getattr(self, verb)(amount, rank)
        assert answer is None or answer.status_code in (200, 201, 409, 422), answer.text

    async def call(self, amount: int, rank: int) -> None:
        await self.world.issue(call(self.world.members[rank], amount), run=self.run)

    async def credit(self, amount: int, rank: int) -> None:
        await self.world.issue(call(self.world.members[rank], -amount))

    async def bill(self, amount: int, rank: int) -> Any:
        line = {"label": "Frais", "quantity": 1, "unit": "UNIT/0", "unit_price_cents": amount}
        payer = self.world.members[3 - rank]
        return await self.world.bill(self.world.members[rank], payer, lines=[line])

    async def pay(self, amount: int, rank: int) -> Any:
        one = await self._one(rank)
        return one and await self.world.pay(self.world.lead, one["id"], amount)

    async def settle(self, _: int, rank: int) -> Any:
        one = await self._one(rank, state="issued")
        return one and await self.world.pay(self.world.lead, one["id"], one["remaining_cents"])

    async def reverse(self, _: int, rank: int) -> Any:
        one = await self._one(rank)
        payments = (await self.world.read(one["id"]))["payments"] if one else []
        return (payments and await self.world.reverse(self.world.lead, one["id"], payments[-1]["id"])) or None

    async def offset(self, amount: int, rank: int) -> Any:
        one, credit = await self._one(rank, kind="call"), await self._one(rank, kind="credit")
        if one is None or credit is None:
            return None
        return await self.world.offset(one["id"], credit["id"], amount)

    async def cancel(self, _: int, rank: int) -> Any:
        one = await self._one(rank, kind="rebilling")
        return one and await self.world.cancel(self.world.lead, one["id"])

    async def replace(self, amount: int, rank: int) -> None:
        new = await self.world.run()
        await self.world.replace(self.run, new, call(self.world.members[rank], amount))
        self.run = new

    async def _one(self, rank: int, **filters: Any) -> dict[str, Any] | None:
        listed = await self.world.list(self.world.lead, **filters)
        return listed[rank % len(listed)] if listed else None


# The database is the test's; each story has an agreement of its own in it.
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=steps)
async def test_statements_and_ledger_stay_in_step(make: Make, drawn: list[tuple[str, int, int]]) -> None:
    world = await billing(make)
    story = Story(world, await world.run())
    for verb, amount, rank in drawn:
        await story.do(verb, amount, rank)
    assert await incoherent(world) == []
