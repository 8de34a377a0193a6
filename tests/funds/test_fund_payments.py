"""Payments: two organisations above the threshold, nobody for one's own organisation."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.kit import clock
from funds.fund_world import Commons, commons, refusal, told
from make import Make


@pytest.fixture
async def world(make: Make, owner_engine: AsyncEngine) -> Commons:
    return await commons(make, owner_engine)


class TestRequest:
    async def test_below_the_threshold_the_request_is_enough(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payment = await world.pay(world.members[1], project, 1_000_00, reference="F-12")
        assert (payment["state"], payment["approvals_needed"]) == ("paid", 1)
        assert payment["why"].startswith("Une organisation suffit")
        assert [approval["organisation_name"] for approval in payment["approvals"]] == ["Maison B"]
        assert (await world.project(project))["paid_cents"] == 1_000_00
        assert await world.balances("world") == 1_000_00

    async def test_above_it_another_organisation_must_agree(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payment = await world.pay(world.lead, project, 1_000_01)
        assert (payment["state"], payment["approvals_needed"], payment["may_approve"]) == (
            "pending",
            2,
            False,
        )
        assert payment["why"].startswith("Deux organisations doivent approuver")
        assert "1\u202f000,01\u00a0€" in payment["why"]
        assert (await world.project(project))["pending_cents"] == 1_000_01
        assert refusal(await world.approve(world.lead, payment)) == (409, "already_approved")
        paid = told(await world.approve(world.members[3], payment))
        assert (paid["state"], paid["decided_by"]) == ("paid", str(world.members[3].organisation.id))
        assert refusal(await world.approve(world.members[4], payment)) == (409, "payment_decided")

    async def test_payments_cumulate_over_the_window(
        self, world: Commons, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project = await world.committed(world.lead, 12_000_00)
        needed = []
        start = clock.now()
        for days, cents in ((0, 600_00), (10, 400_00), (29, 1), (45, 600_00)):
            moment = start + timedelta(days=days)
            monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
            payment = await world.pay(world.lead, project, cents)
            needed.append((payment["approvals_needed"], payment["cumulated_cents"]))
        # At day 45, the first two are out of the window and the third still pends.
        assert needed == [(1, 600_00), (1, 1_000_00), (2, 1_000_01), (1, 600_01)]

    async def test_never_more_than_what_is_left_pending_requests_deducted(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        await world.pay(world.lead, project, 10_000_00)
        refused = await world.ask(world.lead, project, 2_000_01)
        assert refusal(refused) == (409, "above_project")
        assert refused.json()["context"] == {"left_cents": 2_000_00}

    async def test_only_for_a_committed_project(self, world: Commons) -> None:
        project = await world.present(world.lead, 1_000_00)
        assert refusal(await world.ask(world.lead, project, 1)) == (409, "wrong_project_state")

    async def test_a_refused_or_withdrawn_payment_is_over_and_counts_no_more(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        first = await world.pay(world.lead, project, 5_000_00)
        second = await world.pay(world.lead, project, 5_000_00)
        path = f"{world.path}/payments"
        refused = await world.members[2].post(f"{path}/{first['id']}/refuse", json={"note": "En double"})
        assert (told(refused)["state"], told(refused)["note"]) == ("refused", "En double")
        stranger = await world.members[2].post(f"{path}/{second['id']}/withdraw")
        assert refusal(stranger) == (403, "not_your_request")
        assert told(await world.lead.post(f"{path}/{second['id']}/withdraw"))["state"] == "withdrawn"
        assert refusal(await world.approve(world.members[1], first)) == (409, "payment_decided")
        assert (await world.pay(world.lead, project, 1_000_00))["state"] == "paid"

    async def test_the_list_tells_what_awaits_one_s_organisation(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        own = {"beneficiary_id": str(world.members[1].organisation.id), "payee": "Maison B"}
        paid = await world.pay(world.lead, project, 1_00)
        mine = await world.pay(world.lead, project, 1_00, **own)
        waiting = await world.pay(world.lead, project, 5_000_00)
        path = f"{world.path}/payments"

        async def ids(**filters: str) -> list[str]:
            return [line["id"] for line in told(await world.members[1].get(path, params=filters))["items"]]

        assert await ids(to_approve="true") == [waiting["id"]]
        assert await ids(to_approve="false") == [mine["id"], paid["id"]]
        assert await ids(state="pending") == [waiting["id"]]
        assert await ids(project_id=project["id"]) == [waiting["id"], mine["id"], paid["id"]]


class TestOwnPayment:
    async def test_asking_for_oneself_approves_nothing(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        own = {"beneficiary_id": str(world.members[1].organisation.id), "payee": "Maison B"}
        payment = await world.pay(world.members[1], project, 100_00, **own)
        assert (payment["state"], payment["approvals"], payment["approvals_needed"]) == ("pending", [], 1)
        assert payment["may_approve"] is False
        assert refusal(await world.approve(world.members[1], payment)) == (403, "own_payment")
        refused = await world.members[1].post(
            f"{world.path}/payments/{payment['id']}/refuse", json={"note": "Non"}
        )
        assert refusal(refused) == (403, "own_payment")
        assert told(await world.approve(world.members[2], payment))["state"] == "paid"
        # It was paid to its own means, not to the outside.
        assert await world.balances("world") == 0
        assert await world.balances("party") == -49_000_00 + 100_00

    async def test_above_the_threshold_two_others_must_agree(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        own = {"beneficiary_id": str(world.members[1].organisation.id), "payee": "Maison B"}
        payment = await world.pay(world.members[1], project, 5_000_00, **own)
        assert told(await world.approve(world.members[2], payment))["state"] == "pending"
        assert told(await world.approve(world.members[3], payment))["state"] == "paid"

    async def test_one_s_name_written_as_a_supplier_s_is_found_out(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        refused = await world.ask(world.members[1], project, 100, payee="maison  b")
        assert refusal(refused) == (422, "beneficiary_to_name")
        foreign = await world.ask(world.lead, project, 100, beneficiary_id=project["id"])
        assert refusal(foreign) == (422, "beneficiary_not_party")

    async def test_two_organisations_are_too_few_when_one_is_paid(
        self, make: Make, owner_engine: AsyncEngine
    ) -> None:
        world = await commons(make, owner_engine, members=2)
        project = await world.committed(world.lead, 12_000_00)
        own = {"beneficiary_id": str(world.lead.organisation.id), "payee": "Maison A"}
        refused = await world.ask(world.lead, project, 5_000_00, **own)
        assert refusal(refused) == (409, "too_few_approvers")
        assert (await world.ask(world.lead, project, 5_00, **own)).status_code == 201

    async def test_one_person_does_not_approve_for_two_organisations(
        self, make: Make, world: Commons
    ) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payment = await world.pay(world.lead, project, 5_000_00)
        twin = await make.signed_in(world.members[1].organisation, person=world.lead.person)
        assert refusal(await world.approve(twin, payment)) == (409, "another_person_needed")

    async def test_observers_and_strangers_approve_nothing(self, make: Make, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payment = await world.pay(world.lead, project, 5_000_00)
        observer, stranger = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        assert refusal(await world.approve(observer, payment)) == (403, "only_taking_part")
        assert refusal(await world.approve(stranger, payment)) == (404, "not_found")
        powerless = await make.signed_in(world.members[1].organisation, powers=["vote"])
        assert refusal(await world.approve(powerless, payment)) == (403, "missing_power")


class TestSplitting:
    async def test_however_an_amount_is_split_two_organisations_see_it(
        self, make: Make, owner_engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await commons(make, owner_engine, members=3)
        project = await world.committed(world.lead, 29_000_00)
        start, rounds = clock.now(), iter(range(10_000))

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            cuts=st.lists(st.integers(1, 1_000_00), max_size=4),
            days=st.lists(st.integers(0, 30), min_size=5, max_size=5).map(sorted),
        )
        def split(cuts: list[int], days: list[int]) -> None:
            places = sorted({0, *cuts, 1_000_01})
            parts = [end - begin for begin, end in pairwise(places)]
            # Each example in a window of its own.
            base = start + timedelta(days=100 * next(rounds))
            outcomes.append((parts, days, base))

        outcomes: list[tuple[list[int], list[int], object]] = []
        split()
        for parts, days, base in outcomes:
            needed = []
            for cents, day in zip(parts, days, strict=False):
                moment = base + timedelta(days=day)  # type: ignore[operator]
                monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
                payment = await world.pay(world.lead, project, cents)
                needed.append(payment["approvals_needed"])
                if payment["state"] == "pending":
                    await world.lead.post(f"{world.path}/payments/{payment['id']}/withdraw")
            assert 2 in needed, (parts, days)


class TestRaces:
    async def test_of_two_requests_that_cross_the_threshold_together_one_needs_two(
        self, world: Commons
    ) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payments = await asyncio.gather(*(world.pay(member, project, 600_00) for member in world.members[:2]))
        assert sorted(payment["approvals_needed"] for payment in payments) == [1, 2]
        assert sorted(payment["state"] for payment in payments) == ["paid", "pending"]

    async def test_of_two_last_approvals_one_pays_and_it_is_paid_once(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        payment = await world.pay(world.lead, project, 5_000_00)
        answers = await asyncio.gather(*(world.approve(member, payment) for member in world.members[1:]))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
        assert await world.balances("world") == 5_000_00

    async def test_requests_for_the_last_euros_share_them_exactly(self, world: Commons) -> None:
        project = await world.committed(world.lead, 1_000_00)
        answers = await asyncio.gather(*(world.ask(member, project, 300_00) for member in world.members))
        assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 3
        assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} == {"above_project"}
        assert (await world.project(project))["remaining_cents"] == 100_00
