"""Benefits: opened and changed by the network, passed on or not, for associates or not."""

from datetime import timedelta
from typing import Any

from essaim.kit.clock import today
from make import Make, Member, Row

TOMORROW = today() + timedelta(days=1)
NEW = {"code": "legal_watch", "name": "Veille juridique", "passes_on": False, "starts_on": str(today())}


async def reached(member: Member, network: Row, benefit: Row, **query: object) -> set[str]:
    answer = await member.get(
        f"/v1/networks/{network.id}/benefits/{benefit.id}/beneficiaries", params={"limit": 100, **query}
    )
    assert answer.status_code == 200, answer.text
    return {line["organisation_name"] for line in answer.json()["items"]}


class TestGiving:
    async def test_a_network_opens_a_benefit_and_changes_it(self, make: Make) -> None:
        network = await make.signed_in(await make.network())
        place = f"/v1/networks/{network.organisation.id}/benefits"
        created = await network.post(place, json=NEW)
        assert created.status_code == 201, created.text
        one = f"{place}/{created.json()['id']}"
        assert (await network.get(one)).headers["ETag"] == '"1"'

        assert (await network.patch(one, json={"passes_on": True})).status_code == 428
        changed = await network.patch(
            one, json={"passes_on": True, "ends_on": str(TOMORROW)}, headers={"If-Match": '"1"'}
        )
        assert changed.status_code == 200, changed.text
        assert (changed.json()["passes_on"], changed.json()["version"]) == (True, 2)
        stale = await network.patch(one, json={"passes_on": False}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412
        opened = await network.patch(one, json={"ends_on": None}, headers={"If-Match": '"2"'})
        assert opened.json()["ends_on"] is None

    async def test_a_code_is_used_once_in_a_network(self, make: Make) -> None:
        network = await make.signed_in(await make.network())
        place = f"/v1/networks/{network.organisation.id}/benefits"
        assert (await network.post(place, json=NEW)).status_code == 201
        again = await network.post(place, json=NEW)
        assert (again.status_code, again.json()["code"]) == (409, "code_taken")

    async def test_dates_in_reverse_are_refused(self, make: Make) -> None:
        network = await make.signed_in(await make.network())
        benefit = await make.benefit(network.organisation)
        answer = await network.patch(
            f"/v1/networks/{network.organisation.id}/benefits/{benefit.id}",
            json={"ends_on": "2019-12-31"},
            headers={"If-Match": '"1"'},
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "dates_reversed")

    async def test_only_the_network_decides_what_it_gives(self, make: Make) -> None:
        network = await make.network()
        benefit = await make.benefit(network)
        rival = await make.signed_in(await make.network())
        place = f"/v1/networks/{network.id}/benefits"
        assert (await rival.post(place, json=NEW)).status_code == 403
        changed = await rival.patch(f"{place}/{benefit.id}", json={"name": "X"}, headers={"If-Match": '"1"'})
        assert changed.status_code == 403
        staff = await make.signed_in(network, "staff")
        assert (await staff.post(place, json=NEW)).status_code == 403

    async def test_a_benefit_is_read_under_its_own_network(self, make: Make) -> None:
        network, other = await make.network(), await make.network()
        benefit = await make.benefit(network)
        member = await make.signed_in()
        for rest in ("", "/beneficiaries", "/summary"):
            answer = await member.get(f"/v1/networks/{other.id}/benefits/{benefit.id}{rest}")
            assert answer.status_code == 404


class TestReach:
    async def test_stops_at_direct_members_unless_it_passes_on(self, make: Make) -> None:
        top, middle, home = (
            await make.network("Pays"),
            await make.network("Région"),
            await make.organisation("Foyer"),
        )
        await make.membership(top, middle)
        await make.membership(middle, home)
        kept = await make.benefit(top, "kept", passes_on=False)
        passed = await make.benefit(top, "passed")
        member = await make.signed_in(home)
        assert await reached(member, top, kept) == {"Région"}
        assert await reached(member, top, passed) == {"Région", "Foyer"}
        assert await reached(member, top, passed, is_network=False) == {"Foyer"}
        assert await reached(member, top, passed, member_of=top.id) == {"Région"}

    async def test_associates_have_what_their_own_network_gives_them_and_nothing_more(
        self, make: Make
    ) -> None:
        top, middle = await make.network("Pays"), await make.network("Région")
        partner, below = await make.organisation("Prestataire"), await make.organisation("Foyer")
        await make.membership(top, middle, "associate")
        await make.membership(middle, below)
        await make.membership(middle, partner, "associate")
        high = await make.benefit(top, "high", for_associates=True)
        low = await make.benefit(middle, "low", for_associates=True)
        strict = await make.benefit(middle, "strict")
        member = await make.signed_in(partner)
        assert await reached(member, top, high) == {"Région"}
        assert await reached(member, middle, low) == {"Foyer", "Prestataire"}
        assert await reached(member, middle, strict) == {"Foyer"}
        [own] = (await member.get("/v1/networks/effective")).json()["items"]
        assert [benefit["code"] for benefit in own["benefits"]] == ["low"]

    async def test_every_path_is_listed_with_its_payer_and_common_dates(self, make: Make) -> None:
        top = await make.network("Pays")
        east, west = await make.network("Est"), await make.network("Ouest")
        home = await make.signed_in(await make.organisation("Foyer"))
        month = [today() + timedelta(days=days) for days in (-30, -20, -10, 10, 20, 30)]
        await make.membership(top, east, starts_on=month[1], ends_on=month[5])
        await make.membership(top, west, payer_id=top.id)
        await make.membership(east, home.organisation, starts_on=month[0], ends_on=month[4])
        await make.membership(west, home.organisation)
        benefit = await make.benefit(top, starts_on=month[2], ends_on=month[3])

        effective = (await home.get("/v1/networks/effective")).json()["items"]
        inherited = {item["path"][0]["name"]: item for item in effective if item["source"] == "inherited"}
        assert set(inherited) == {"Est", "Ouest"}
        assert (inherited["Est"]["starts_on"], inherited["Est"]["ends_on"]) == (str(month[1]), str(month[4]))
        assert (inherited["Est"]["payer_name"], inherited["Ouest"]["payer_name"]) == ("Est", "Pays")
        [given] = inherited["Est"]["benefits"]
        assert (given["starts_on"], given["ends_on"]) == (str(month[2]), str(month[3]))

        listed = (
            await home.get(
                f"/v1/networks/{top.id}/benefits/{benefit.id}/beneficiaries", params={"is_network": False}
            )
        ).json()["items"]
        [line] = listed
        assert {way["path"][0]["name"] for way in line["ways"]} == {"Est", "Ouest"}
        assert {(way["starts_on"], way["ends_on"]) for way in line["ways"]} == {
            (str(month[2]), str(month[3]))
        }

    async def test_pages_hold_every_path_once(self, make: Make) -> None:
        top = await make.network("Pays")
        await make.benefit(top)
        home = await make.signed_in()
        for number in range(7):
            middle = await make.network(f"Région {number}")
            await make.membership(top, middle)
            await make.membership(middle, home.organisation)
        seen: list[tuple[Any, ...]] = []
        cursor: str | None = None
        while True:
            query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
            page = (await home.get("/v1/networks/effective", params=query)).json()
            seen += [tuple(step["name"] for step in item["path"]) for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 14

    async def test_what_a_network_pays_is_told_to_those_whose_money_it_is(self, make: Make) -> None:
        top, middle = await make.network(), await make.network()
        home, rival = await make.signed_in(), await make.signed_in()
        await make.membership(top, middle, yearly_fee_cents=6_000_00)
        await make.membership(middle, home.organisation)
        benefit = await make.benefit(top, individual_fee_cents=350_00)
        place = f"/v1/networks/{top.id}/benefits/{benefit.id}/summary"
        told = [(await member.get(place)).json() for member in (home, rival)]
        assert [summary["paid_cents"] for summary in told] == [6_000_00, None]
        assert [summary["net_saved_cents"] for summary in told] == [350_00 - 6_000_00, None]
