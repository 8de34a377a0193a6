"""Settlements under concurrency: one outcome, whoever comes first."""

import asyncio

import pytest

from essaim.kit import clock
from make import Make
from settlements.netting_world import Debts, debts, refusal, told


@pytest.fixture
async def world(make: Make) -> Debts:
    """B owes the pool 30 and is owed 10 by C; the pool owes C 5."""
    world = await debts(make, members=3)
    await world.owe_all([(1, None, 30_00), (2, 1, 10_00), (None, 2, 5_00)])
    return world


class TestRaces:
    async def test_of_two_proposals_the_second_finds_the_statements_taken(self, world: Debts) -> None:
        answers = await asyncio.gather(world.ask(), world.ask(), world.ask())
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
        assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} <= {
            "nothing_to_settle",
            "already_in_settlement",
        }
        assert await world.make.count("settlement_items", "live") == 3

    async def test_of_two_last_acceptances_one_accepts(self, world: Debts) -> None:
        settlement = await world.propose()
        answers = await asyncio.gather(*(world.answer(member, settlement) for member in world.members[1:]))
        assert [answer.status_code for answer in answers] == [200, 200]
        assert (await world.read(settlement))["state"] == "accepted"

    async def test_a_refusal_wins_over_an_acceptance(self, world: Debts) -> None:
        settlement = await world.propose()
        accepting, refusing = await asyncio.gather(
            world.answer(world.members[1], settlement),
            world.answer(world.members[2], settlement, "refused"),
        )
        assert refusing.status_code == 200
        assert accepting.status_code == 200 or refusal(accepting) == (409, "settlement_decided")
        assert (await world.read(settlement))["state"] == "refused"
        assert await world.make.count("settlement_items", "live") == 0

    async def test_an_organisation_answers_once(self, make: Make, world: Debts) -> None:
        settlement = await world.propose()
        colleague = await make.signed_in(world.members[1].organisation)
        answers = await asyncio.gather(
            world.answer(world.members[1], settlement), world.answer(colleague, settlement, "refused")
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        (given,) = await make.rows("SELECT answer FROM settlement_answers WHERE answer IS NOT NULL")
        won = next(answer for answer in answers if answer.status_code == 200)
        assert told(won)["mine"]["answer"] == given.answer

    async def test_of_two_carry_outs_one_happens(self, world: Debts) -> None:
        settlement = await world.accepted()
        nets = await world.nets()
        answers = await asyncio.gather(*(world.act(settlement, "carry-out") for _ in range(3)))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert await world.nets() == nets
        assert await world.make.count("statement_payments") == 3

    async def test_either_withdrawn_or_carried_out(self, world: Debts) -> None:
        settlement = await world.accepted()
        answers = await asyncio.gather(world.act(settlement, "carry-out"), world.act(settlement, "withdraw"))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        carried = answers[0].status_code == 200
        assert await world.make.count("statements", "state = 'settled'") == (3 if carried else 0)
        assert (await world.read(settlement))["state"] == ("carried_out" if carried else "withdrawn")

    async def test_the_last_acceptance_against_a_withdrawal(self, world: Debts) -> None:
        settlement = await world.propose()
        told(await world.answer(world.members[1], settlement))
        accepting, withdrawing = await asyncio.gather(
            world.answer(world.members[2], settlement), world.act(settlement, "withdraw")
        )
        assert withdrawing.status_code == 200
        assert accepting.status_code == 200 or refusal(accepting) == (409, "settlement_decided")
        assert (await world.read(settlement))["state"] == "withdrawn"

    async def test_a_statement_is_paid_or_netted_never_both(self, world: Debts) -> None:
        settlement = await world.accepted()
        call = next(item for item in settlement["items"] if item["kind"] == "call")
        body = {"cents": 30_00, "paid_on": clock.today().isoformat(), "method": "transfer"}
        carried, paid = await asyncio.gather(
            world.act(settlement, "carry-out"),
            world.lead.post(f"/v1/statements/{call['statement_id']}/payments", json=body),
        )
        outcomes = (carried.status_code, paid.status_code)
        assert outcomes in ((200, 409), (409, 201)), (carried.text, paid.text)
        refused = refusal(paid if carried.status_code == 200 else carried)
        assert refused[1] == ("above_remaining" if carried.status_code == 200 else "settlement_stale")
        assert (
            await world.make.count(
                "statement_payments", "statement_id = CAST(:id AS uuid)", id=call["statement_id"]
            )
            == 1
        )

    async def test_a_transfer_is_received_once(self, world: Debts) -> None:
        carried = await world.carried_out()
        transfer = carried["transfers"][0]
        answers = await asyncio.gather(*(world.move(world.lead, transfer) for _ in range(3)))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} == {"transfer_paid"}
