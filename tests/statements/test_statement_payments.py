"""Record payments, take them back, offset credits: who may, what the ledger says, and races."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from essaim.kit import clock
from make import Make
from statements.billing_world import Billing, billing, call, incoherent, refusal, told


@pytest.fixture
async def world(make: Make) -> Billing:
    return await billing(make)


def outcomes(answers: list[httpx.Response]) -> Counter[tuple[int, str | None]]:
    return Counter((answer.status_code, answer.json().get("code")) for answer in answers)


class TestRecord:
    async def test_a_payment_goes_from_means_to_due_and_leaves_the_rest(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        part = await world.paid(world.lead, key, 40_00)
        assert (part["settled_cents"], part["remaining_cents"], part["state"]) == (40_00, 60_00, "issued")
        whole = await world.paid(world.lead, key, 60_00)
        assert (whole["remaining_cents"], whole["state"], whole["overdue_days"]) == (0, "settled", 0)
        assert [payment["cents"] for payment in whole["payments"]] == [40_00, 60_00]
        assert whole["payments"][0]["recorded_by_name"] == "La Salette"
        balances = await world.balances()
        own = world.other.organisation.id
        assert (balances["due", own], balances["party", own], balances["income", None]) == (
            0,
            -100_00,
            100_00,
        )
        assert await incoherent(world) == []

    async def test_more_than_is_left_is_refused_with_the_figure(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        await world.paid(world.lead, key, 40_00)
        answer = await world.pay(world.lead, key, 60_01)
        assert refusal(answer) == (409, "above_remaining")
        assert answer.json()["context"] == {"remaining_cents": 60_00}
        assert "60,00\u00a0€" in answer.json()["detail"]

    async def test_a_payment_is_of_the_past(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        assert refusal(await world.pay(world.lead, key, 1, paid_on=tomorrow)) == (422, "date_to_come")

    async def test_who_owes_never_says_it_has_paid(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        assert refusal(await world.pay(world.other, key, 100_00)) == (403, "only_the_issuer")
        billed = await world.billed(world.third, world.other)
        assert refusal(await world.pay(world.other, billed["id"], 1)) == (403, "only_the_issuer")
        to_lead = await world.billed(world.third, world.lead)
        assert refusal(await world.pay(world.lead, to_lead["id"], 1)) == (403, "only_the_issuer")
        assert (await world.read(key))["settled_cents"] == 0

    async def test_between_parties_the_issuer_or_the_lead_records_both_legs(self, world: Billing) -> None:
        billed = await world.billed(world.third, world.other)
        assert billed["amount_cents"] == 153_00
        await world.paid(world.third, billed["id"], 100_00)
        settled = await world.paid(world.lead, billed["id"], 53_00)
        assert settled["state"] == "settled"
        balances = await world.balances()
        payer, issuer = world.other.organisation.id, world.third.organisation.id
        assert (balances["due", payer], balances["party", payer]) == (0, -153_00)
        assert (balances["payable", issuer], balances["party", issuer]) == (0, 153_00)
        assert await incoherent(world) == []

    async def test_the_pool_pays_a_credit_out(self, world: Billing) -> None:
        key = await world.called(world.other, -30_00)
        assert (await world.read(key))["remaining_cents"] == 30_00
        assert (await world.paid(world.lead, key, 30_00))["state"] == "settled"
        balances = await world.balances()
        own = world.other.organisation.id
        assert (balances["payable", own], balances["party", own], balances["income", None]) == (
            0,
            30_00,
            -30_00,
        )

    async def test_a_retry_has_one_effect(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        headers = {"Idempotency-Key": "virement-1"}
        body = {"cents": 30_00, "paid_on": "2026-04-01"}
        first, second = [
            await world.lead.post(f"/v1/statements/{key}/payments", json=body, headers=headers)
            for _ in range(2)
        ]
        assert first.json() == second.json()
        assert (await world.read(key))["settled_cents"] == 30_00


class TestReverse:
    async def test_it_is_owed_again(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        paid = await world.paid(world.lead, key, 100_00)
        back = told(await world.reverse(world.lead, key, paid["payments"][0]["id"]))
        assert (back["state"], back["remaining_cents"]) == ("issued", 100_00)
        assert back["payments"][0]["reversed_because"] == "Chèque sans provision"
        assert (await world.balances())["due", world.other.organisation.id] == -100_00
        again = await world.reverse(world.lead, key, paid["payments"][0]["id"])
        assert refusal(again) == (409, "payment_reversed")
        assert await incoherent(world) == []

    async def test_only_by_who_may_record_and_on_its_own_statement(self, world: Billing) -> None:
        key, other = await world.called(world.other, 100_00), await world.called(world.other, 50_00)
        payment = (await world.paid(world.lead, key, 10_00))["payments"][0]["id"]
        assert refusal(await world.reverse(world.other, key, payment)) == (403, "only_the_issuer")
        assert refusal(await world.reverse(world.lead, other, payment)) == (404, "not_found")

    async def test_a_payment_between_parties_goes_back_whole_or_not(self, world: Billing) -> None:
        billed = await world.billed(world.third, world.other)
        paid = await world.paid(world.third, billed["id"], 153_00)
        told(await world.reverse(world.third, billed["id"], paid["payments"][0]["id"]))
        balances = await world.balances()
        assert balances["party", world.other.organisation.id] == 0
        assert balances["payable", world.third.organisation.id] == 153_00


class TestOffset:
    async def test_a_credit_is_set_against_a_call_without_money(self, world: Billing) -> None:
        key, credit = await world.called(world.other, 100_00), await world.called(world.other, -30_00)
        after = told(await world.offset(key, credit, 30_00), 201)
        assert (after["remaining_cents"], after["payments"][0]["method"]) == (70_00, "offset")
        used = await world.read(credit)
        assert (used["state"], used["payments"][0]["reference"]) == ("settled", after["reference"])
        balances = await world.balances()
        own = world.other.organisation.id
        assert (balances["payable", own], balances["due", own]) == (0, -70_00)
        assert balances.get(("party", own), 0) == 0
        assert await incoherent(world) == []

    async def test_taken_back_it_is_on_both(self, world: Billing) -> None:
        key, credit = await world.called(world.other, 100_00), await world.called(world.other, -30_00)
        after = told(await world.offset(key, credit, 30_00), 201)
        told(await world.reverse(world.lead, key, after["payments"][0]["id"]))
        used = await world.read(credit)
        assert (used["state"], used["settled_cents"]) == ("issued", 0)
        assert used["payments"][0]["reversed_at"] is not None
        assert await incoherent(world) == []

    async def test_only_an_own_credit_within_both_remainders_by_the_lead(self, world: Billing) -> None:
        key, credit = await world.called(world.other, 20_00), await world.called(world.other, -30_00)
        foreign = await world.called(world.third, -30_00)
        billed = await world.billed(world.third, world.other)
        assert refusal(await world.offset(key, foreign, 10_00)) == (422, "not_offsettable")
        assert refusal(await world.offset(key, key, 10_00)) == (422, "not_offsettable")
        assert refusal(await world.offset(billed["id"], credit, 10_00)) == (422, "not_offsettable")
        assert refusal(await world.offset(key, str(world.agreement.id), 1)) == (422, "not_offsettable")
        above = await world.offset(key, credit, 20_01)
        assert (refusal(above), above.json()["context"]) == (
            (409, "above_remaining"),
            {"remaining_cents": 20_00},
        )
        assert refusal(await world.offset(key, credit, 10_00, by=world.other)) == (403, "only_the_issuer")
        assert refusal(await world.offset(billed["id"], credit, 1, by=world.third)) == (403, "only_the_lead")

    async def test_a_credit_already_used_is_not_paid_out(self, world: Billing) -> None:
        key, credit = await world.called(world.other, 100_00), await world.called(world.other, -30_00)
        told(await world.offset(key, credit, 30_00), 201)
        assert refusal(await world.pay(world.lead, credit, 1)) == (409, "above_remaining")


class TestRaces:
    async def test_of_payments_of_the_last_remainder_one_counts(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        answers = await asyncio.gather(*(world.pay(world.lead, key, 100_00) for _ in range(8)))
        assert outcomes(answers) == {(201, None): 1, (409, "above_remaining"): 7}
        assert await incoherent(world) == []

    async def test_a_payment_against_a_cancellation_has_one_winner(self, world: Billing) -> None:
        for _ in range(4):
            key = (await world.billed(world.third, world.other))["id"]
            answers = await asyncio.gather(world.cancel(world.third, key), world.pay(world.lead, key, 153_00))
            won = outcomes(list(answers))
            assert won in (
                {(200, None): 1, (409, "statement_cancelled"): 1},
                {(201, None): 1, (409, "already_paid"): 1},
            )
        assert await incoherent(world) == []

    async def test_a_payment_is_reversed_once(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        payment = (await world.paid(world.lead, key, 100_00))["payments"][0]["id"]
        answers = await asyncio.gather(*(world.reverse(world.lead, key, payment) for _ in range(6)))
        assert outcomes(answers) == {(200, None): 1, (409, "payment_reversed"): 5}
        assert await incoherent(world) == []

    async def test_a_credit_is_offset_once_and_an_offset_reversed_from_both_ends_once(
        self, world: Billing
    ) -> None:
        first, second = await world.called(world.other, 100_00), await world.called(world.other, 100_00)
        credit = await world.called(world.other, -100_00)
        answers = await asyncio.gather(
            *(world.offset(key, credit, 100_00) for key in (first, second, first, second))
        )
        assert outcomes(answers) == {(201, None): 1, (409, "above_remaining"): 3}
        used = await world.read(credit)
        (settled,) = [one for key in (first, second) if (one := await world.read(key))["settled_cents"]]
        ends = [(one["id"], one["payments"][0]["id"]) for one in (settled, used)]
        answers = await asyncio.gather(*(world.reverse(world.lead, *end) for end in ends * 2))
        assert outcomes(answers) == {(200, None): 1, (409, "payment_reversed"): 3}
        assert await incoherent(world) == []

    async def test_issues_at_once_are_numbered_without_a_gap(self, world: Billing) -> None:
        await asyncio.gather(
            *(world.billed(world.third, world.other) for _ in range(5)),
            *(world.billed(world.other, world.third) for _ in range(5)),
            *(world.issue(call(world.other, 10), call(world.third, 20)) for _ in range(5)),
        )
        listed = await world.list(world.lead, limit=100)
        year = clock.today().year
        assert sorted(one["reference"] for one in listed) == [f"{year}-{n:04d}" for n in range(1, 21)]
        assert await incoherent(world) == []
