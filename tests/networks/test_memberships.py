"""Memberships: asked by one side, confirmed by the other, ended by either."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from essaim.kit.clock import today
from make import Make, Member, Row

TOMORROW = today() + timedelta(days=1)
YESTERDAY = today() - timedelta(days=1)
NEXT_YEAR = today() + timedelta(days=365)


async def ask(
    member: Member, network: Row, organisation: Row, *, headers: dict[str, str] | None = None, **values: Any
) -> httpx.Response:
    given = {
        "organisation_id": str(organisation.id),
        "category": "member",
        "starts_on": str(today()),
        **values,
    }
    answer: httpx.Response = await member.post(
        f"/v1/networks/{network.id}/memberships", json=given, headers=headers or {}
    )
    return answer


async def act(member: Member, network: Row, membership: Any, verb: str, **body: Any) -> httpx.Response:
    answer: httpx.Response = await member.post(
        f"/v1/networks/{network.id}/memberships/{membership['id']}/{verb}", json=body or None
    )
    return answer


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
async def network(make: Make) -> Member:
    return await make.signed_in(await make.network("Réseau des Monts"), "coordinator")


@pytest.fixture
async def home(make: Make) -> Member:
    return await make.signed_in(await make.organisation("EHPAD Les Tilleuls"))


class TestAsking:
    async def test_an_organisation_requests_and_the_network_confirms(
        self, make: Make, network: Member, home: Member
    ) -> None:
        asked = await ask(home, network.organisation, home.organisation, yearly_fee_cents=350_00)
        assert asked.status_code == 201, asked.text
        assert asked.json()["state"] == "requested"
        assert asked.json()["awaits_me"] is False

        waiting = (await network.get("/v1/networks/memberships", params={"awaiting_me": True})).json()[
            "items"
        ]
        assert [line["organisation_name"] for line in waiting] == ["EHPAD Les Tilleuls"]
        assert (await network.get(f"/v1/networks/{network.organisation.id}")).json()["awaiting"] == 1

        confirmed = await act(network, network.organisation, asked.json(), "confirm")
        assert confirmed.status_code == 200, confirmed.text
        assert confirmed.json()["state"] == "active"
        assert confirmed.json()["yearly_fee_cents"] == 350_00
        read = (await home.get(f"/v1/networks/{network.organisation.id}")).json()
        assert read["members"] == 1
        assert read["my_membership"]["state"] == "active"

    async def test_a_network_offers_and_the_organisation_confirms(
        self, network: Member, home: Member
    ) -> None:
        asked = await ask(network, network.organisation, home.organisation, payer="network")
        assert asked.json()["state"] == "offered"
        assert asked.json()["payer_name"] == "Réseau des Monts"
        assert code(await act(network, network.organisation, asked.json(), "confirm")) == (
            409,
            "not_the_other_side",
        )
        confirmed = await act(home, network.organisation, asked.json(), "confirm")
        assert confirmed.json()["state"] == "active"

    async def test_the_other_side_may_decline_and_one_may_ask_again(
        self, network: Member, home: Member
    ) -> None:
        asked = await ask(network, network.organisation, home.organisation)
        declined = await act(home, network.organisation, asked.json(), "decline")
        assert declined.json()["state"] == "declined"
        assert code(await act(home, network.organisation, asked.json(), "confirm")) == (
            409,
            "already_answered",
        )
        assert (await ask(network, network.organisation, home.organisation)).status_code == 201

    async def test_the_asking_side_may_withdraw(self, network: Member, home: Member) -> None:
        asked = await ask(home, network.organisation, home.organisation)
        assert code(await act(network, network.organisation, asked.json(), "withdraw")) == (
            409,
            "not_the_asking_side",
        )
        withdrawn = await act(home, network.organisation, asked.json(), "withdraw")
        assert withdrawn.json()["state"] == "withdrawn"

    async def test_a_second_membership_over_the_same_dates_is_refused(
        self, network: Member, home: Member
    ) -> None:
        assert (await ask(home, network.organisation, home.organisation)).status_code == 201
        again = await ask(network, network.organisation, home.organisation, starts_on=str(NEXT_YEAR))
        assert code(again) == (409, "membership_exists")

    async def test_the_same_request_sent_twice_has_one_effect(
        self, make: Make, network: Member, home: Member
    ) -> None:
        key = {"Idempotency-Key": "adhesion-1"}
        first = await ask(home, network.organisation, home.organisation, headers=key)
        second = await ask(home, network.organisation, home.organisation, headers=key)
        assert (first.status_code, second.status_code) == (201, 201)
        assert second.headers["Idempotency-Hit"] == "true"
        assert second.json()["id"] == first.json()["id"]
        assert await make.count("memberships") == 1

    async def test_only_the_two_sides_may_ask(self, make: Make, network: Member, home: Member) -> None:
        rival = await make.signed_in()
        assert code(await ask(rival, network.organisation, home.organisation)) == (403, "not_allowed")

    async def test_joining_needs_the_power_to_sign(self, make: Make, network: Member, home: Member) -> None:
        colleague = await make.signed_in(home.organisation, powers=["book"])
        assert code(await ask(colleague, network.organisation, home.organisation)) == (403, "missing_power")
        staff = await make.signed_in(network.organisation, "staff")
        assert code(await ask(staff, network.organisation, home.organisation)) == (403, "not_allowed")

    async def test_one_joins_networks_only_that_exist(
        self, make: Make, network: Member, home: Member
    ) -> None:
        other = await make.organisation()
        assert code(await ask(home, other, home.organisation)) == (404, "not_found")
        unknown = Row(id="01930c5a-6c00-7000-8000-000000000001")
        assert code(await ask(network, network.organisation, unknown)) == (409, "unknown_organisation")
        assert code(await ask(network, network.organisation, network.organisation)) == (409, "own_membership")


class TestEnding:
    async def active(self, make: Make, network: Member, home: Member, **values: Any) -> Row:
        return await make.membership(network.organisation, home.organisation, **values)

    @pytest.mark.parametrize("last_day", [today(), TOMORROW, NEXT_YEAR])
    async def test_a_member_leaves_on_any_day_from_today(
        self, make: Make, network: Member, home: Member, last_day: Any
    ) -> None:
        membership = await self.active(make, network, home)
        left = await act(home, network.organisation, membership, "end", ends_on=str(last_day))
        assert left.status_code == 200, left.text
        assert left.json()["ends_on"] == str(last_day)
        assert left.json()["version"] == 2

    async def test_a_member_leaves_sooner_than_the_network_had_decided(
        self, make: Make, network: Member, home: Member
    ) -> None:
        membership = await self.active(make, network, home)
        ended = await act(network, network.organisation, membership, "end", ends_on=str(NEXT_YEAR))
        assert ended.status_code == 200
        left = await act(home, network.organisation, membership, "end", ends_on=str(today()))
        assert left.json()["ends_on"] == str(today())

    async def test_neither_side_alone_puts_the_end_off(
        self, make: Make, network: Member, home: Member
    ) -> None:
        membership = await self.active(make, network, home, ends_on=TOMORROW)
        for side in (network, home):
            answer = await act(side, network.organisation, membership, "end", ends_on=str(NEXT_YEAR))
            assert code(answer) == (409, "end_already_nearer")
            assert f"{TOMORROW:%d/%m/%Y}" in answer.json()["detail"]

    async def test_a_past_day_is_refused(self, make: Make, network: Member, home: Member) -> None:
        membership = await self.active(make, network, home)
        answer = await act(home, network.organisation, membership, "end", ends_on=str(YESTERDAY))
        assert code(answer) == (409, "end_in_the_past")

    async def test_leaving_before_the_first_day_means_it_never_was(
        self, make: Make, network: Member, home: Member
    ) -> None:
        membership = await self.active(make, network, home, starts_on=NEXT_YEAR)
        left = await act(home, network.organisation, membership, "end", ends_on=str(today()))
        assert left.json()["state"] == "withdrawn"
        assert (await home.get("/v1/networks/effective", params={"on": str(NEXT_YEAR)})).json()["items"] == []

    async def test_an_ended_membership_does_not_end_again(
        self, make: Make, network: Member, home: Member
    ) -> None:
        membership = await self.active(make, network, home, ends_on=YESTERDAY)
        answer = await act(home, network.organisation, membership, "end", ends_on=str(today()))
        assert code(answer) == (409, "not_in_force")

    async def test_a_third_party_ends_nothing(self, make: Make, network: Member, home: Member) -> None:
        membership = await self.active(make, network, home)
        rival = await make.signed_in()
        answer = await act(rival, network.organisation, membership, "end", ends_on=str(today()))
        assert code(answer) == (403, "not_allowed")

    async def test_a_pending_request_elsewhere_never_keeps_a_member_in(self, make: Make) -> None:
        a, b, c = [await make.network(name) for name in "ABC"]
        mine = await make.membership(b, a)
        await make.membership(c, b)
        await make.rows("ALTER TABLE memberships DISABLE TRIGGER memberships_no_cycle")
        await make.membership(a, c, state="requested", answered_by=None)
        await make.rows("ALTER TABLE memberships ENABLE TRIGGER memberships_no_cycle")
        left = await act(await make.signed_in(a), b, mine, "end", ends_on=str(TOMORROW))
        assert left.status_code == 200, left.text


class TestWalls:
    async def test_a_request_is_unknown_to_third_parties(
        self, make: Make, network: Member, home: Member, stranger: httpx.AsyncClient
    ) -> None:
        asked = (await ask(home, network.organisation, home.organisation)).json()
        rival = await make.signed_in()
        place = f"/v1/networks/{network.organisation.id}"
        assert code(await rival.get(f"{place}/memberships/{asked['id']}")) == (404, "not_found")
        for verb in ("confirm", "decline", "withdraw"):
            assert code(await act(rival, network.organisation, asked, verb)) == (404, "not_found")
        listed = await rival.get(f"{place}/members", params={"state": "requested"})
        assert listed.json()["items"] == []
        assert (await rival.get("/v1/networks/memberships")).json()["items"] == []
        assert (await rival.get(place)).json()["awaiting"] is None
        effective = await rival.get(
            "/v1/networks/effective", params={"organisation_id": str(home.organisation.id)}
        )
        assert effective.json()["items"] == []
        assert code(await stranger.get(place)) == (401, "not_signed_in")

    async def test_a_fee_is_told_to_the_two_sides_only(
        self, make: Make, network: Member, home: Member
    ) -> None:
        await make.membership(network.organisation, home.organisation, yearly_fee_cents=350_00)
        rival = await make.signed_in()
        fees = []
        for member in (network, home, rival):
            listed = await member.get(f"/v1/networks/{network.organisation.id}/members")
            fees.append(listed.json()["items"][0]["yearly_fee_cents"])
        assert fees == [350_00, 350_00, None]
