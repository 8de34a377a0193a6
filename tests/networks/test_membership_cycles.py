"""No network is, even through others, a member of its own members: on no day, and in no race."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from essaim.kit.clock import today
from make import Make, Member, Row

NEXT_YEAR = today() + timedelta(days=365)


async def join(member: Member, network: Row, **values: Any) -> httpx.Response:
    """The organisation of this person requests to join."""
    given = {"category": "member", "starts_on": str(today()), **values}
    answer: httpx.Response = await member.post(
        f"/v1/networks/{network.id}/memberships",
        json={"organisation_id": str(member.organisation.id), **given},
    )
    return answer


async def confirm(member: Member, membership: Row) -> httpx.Response:
    answer: httpx.Response = await member.post(
        f"/v1/networks/{membership.network_id}/memberships/{membership.id}/confirm"
    )
    return answer


class TestCycles:
    async def test_a_long_path_is_named_from_end_to_end(self, make: Make) -> None:
        local, department, region, country = [
            await make.network(name) for name in ("Local", "Département", "Région", "Pays")
        ]
        await make.membership(department, local)
        await make.membership(region, department)
        await make.membership(country, region)
        answer = await join(await make.signed_in(country), local)
        assert (answer.status_code, answer.json()["code"]) == (409, "network_cycle")
        names = [step["name"] for step in answer.json()["context"]["path"]]
        assert names == ["Local", "Département", "Région", "Pays"]
        assert "Local → Département → Région → Pays" in answer.json()["detail"]

    async def test_memberships_that_share_no_day_make_no_cycle(self, make: Make) -> None:
        a, b = await make.network("A"), await make.network("B")
        await make.membership(b, a, ends_on=NEXT_YEAR)
        member = await make.signed_in(b)
        assert (await join(member, a, starts_on=str(NEXT_YEAR))).json()["code"] == "network_cycle"
        after = await join(member, a, starts_on=str(NEXT_YEAR + timedelta(days=1)))
        assert after.status_code == 201, after.text

    async def test_a_refusal_never_tells_of_requests_between_others(self, make: Make) -> None:
        a, b, c = [await make.network(name) for name in "ABC"]
        await make.membership(c, b, state="requested", answered_by=None)
        await make.membership(b, a)
        answer = await join(await make.signed_in(c), a)
        assert answer.json()["code"] == "network_cycle"  # c is a side of that request: it may know

        await make.rows("DELETE FROM memberships")
        d = await make.network("D")
        await make.membership(b, a)
        hidden = await make.membership(c, b, state="requested", answered_by=None)
        await make.membership(d, c)
        assert (await join(await make.signed_in(d), a)).status_code == 201

        mine = (await make.rows("SELECT * FROM memberships WHERE network_id = :a", a=a.id))[0]
        assert (await confirm(await make.signed_in(a), mine)).status_code == 200
        late = await confirm(await make.signed_in(c), hidden)
        assert (late.status_code, late.json()["code"]) == (409, "network_cycle")


class TestRaces:
    async def test_of_two_memberships_asked_at_once_that_close_a_cycle_one_is_accepted(
        self, make: Make
    ) -> None:
        for turn in range(5):
            a = await make.signed_in(await make.network(f"A{turn}"))
            b = await make.signed_in(await make.network(f"B{turn}"))
            answers = await asyncio.gather(join(a, b.organisation), join(b, a.organisation))
            assert sorted(answer.status_code for answer in answers) == [201, 409]
            [refused] = [answer.json() for answer in answers if answer.status_code == 409]
            assert refused["code"] == "network_cycle"
            assert len(refused["context"]["path"]) == 2
        assert await make.count("memberships") == 5

    async def test_of_three_requests_confirmed_at_once_that_close_a_cycle_two_come_into_force(
        self, make: Make
    ) -> None:
        networks = [await make.signed_in(await make.network(name)) for name in "ABC"]
        for index, member in enumerate(networks):
            asked = await join(member, networks[(index + 1) % 3].organisation)
            assert asked.status_code == 201, asked.text
        waiting = await make.rows("SELECT * FROM memberships")
        confirmations = await asyncio.gather(
            *(
                confirm(next(m for m in networks if m.organisation.id == row.network_id), row)
                for row in waiting
            )
        )
        accepted = [answer for answer in confirmations if answer.status_code == 200]
        assert len(accepted) == 2
        [refused] = [answer.json() for answer in confirmations if answer.status_code != 200]
        assert refused["code"] == "network_cycle"
        assert await make.count("memberships", "state = 'active'") == 2

    async def test_of_ten_copies_of_one_request_one_is_kept(self, make: Make) -> None:
        network, home = await make.network(), await make.signed_in()
        answers = await asyncio.gather(*(join(home, network) for _ in range(10)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
        assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
            "membership_exists"
        }
