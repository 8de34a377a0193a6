"""The worked scenario of IDDJ: one APOGÉES membership, paid by the network, gives group purchasing to 62 centres.

Every organisation and figure here is invented, but for the names IDDJ and APOGÉES.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from essaim.kit.clock import today
from make import Make, Member, Row

LATER = today() + timedelta(days=30)
LAST_DAY = today() + timedelta(days=120)
AFTER = LAST_DAY + timedelta(days=1)


@dataclass
class World:
    iddj: Row
    apogees: Row
    benefit: Row
    centres: list[Row]
    coordinator: Member

    async def summary(self, on: date) -> dict[str, Any]:
        answer = await self.coordinator.get(
            f"/v1/networks/{self.apogees.id}/benefits/{self.benefit.id}/summary", params={"on": str(on)}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def beneficiaries(self, on: date, **query: object) -> list[dict[str, Any]]:
        answer = await self.coordinator.get(
            f"/v1/networks/{self.apogees.id}/benefits/{self.benefit.id}/beneficiaries",
            params={"on": str(on), "limit": 100, **query},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["next_cursor"] is None
        return list(answer.json()["items"])


@pytest.fixture
async def world(make: Make) -> World:
    iddj = await make.network("IDDJ")
    apogees = await make.network("Réseau APOGÉES")
    centres = [await make.organisation(f"Centre C{number:02}") for number in range(1, 63)]
    associates = [await make.organisation(f"Prestataire P{number:02}") for number in range(1, 12)]
    benefit = await make.benefit(apogees, "group_purchasing", individual_fee_cents=350_00)
    await make.membership(apogees, iddj, yearly_fee_cents=6_000_00)
    asker = (await make.person()).id
    for centre in centres:
        await make.membership(iddj, centre, asked_by=asker)
    for associate in associates:
        await make.membership(iddj, associate, "associate", asked_by=asker)
    coordinator = await make.signed_in(iddj, "coordinator")
    return World(iddj, apogees, benefit, centres, coordinator)


async def leave(make: Make, world: World, centre: Row) -> None:
    """The centre resigns from IDDJ; its last day is LAST_DAY."""
    director = await make.signed_in(centre)
    mine = (await director.get("/v1/networks/memberships", params={"side": "member"})).json()["items"]
    [membership] = [line for line in mine if line["network_id"] == str(world.iddj.id)]
    answer = await director.post(
        f"/v1/networks/{world.iddj.id}/memberships/{membership['id']}/end", json={"ends_on": str(LAST_DAY)}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["ends_on"] == str(LAST_DAY)


class TestInheritedBenefit:
    async def test_reaches_62_members_of_62_and_0_associates_of_11(self, world: World) -> None:
        summary = await world.summary(today())
        assert summary["beneficiaries"] == 62
        [iddj] = summary["carriers"]
        assert (iddj["members_reached"], iddj["members"]) == (62, 62)
        assert (iddj["associates_reached"], iddj["associates"]) == (0, 11)
        reached = await world.beneficiaries(today(), is_network=False)
        assert [line["organisation_id"] for line in reached] == [str(centre.id) for centre in world.centres]

    async def test_comes_with_its_path_and_its_payer(self, world: World) -> None:
        [c01, *_] = await world.beneficiaries(today(), is_network=False)
        assert c01["source"] == "inherited"
        [way] = c01["ways"]
        assert [step["name"] for step in way["path"]] == ["IDDJ", "Réseau APOGÉES"]
        assert way["payer_name"] == "IDDJ"

    async def test_saves_15_700_euros_a_year(self, world: World) -> None:
        summary = await world.summary(today())
        assert summary["individual_fees_avoided_cents"] == 21_700_00
        assert summary["paid_cents"] == 6_000_00
        assert summary["net_saved_cents"] == 15_700_00

    async def test_reaches_61_after_c07_and_c12_leave_and_not_before(self, make: Make, world: World) -> None:
        c07, c12 = world.centres[6], world.centres[11]
        await make.membership(world.apogees, c07, starts_on=LATER)
        await leave(make, world, c07)
        await leave(make, world, c12)

        assert (await world.summary(LAST_DAY))["beneficiaries"] == 62
        assert (await world.summary(AFTER))["beneficiaries"] == 61

        before = {line["organisation_name"]: line for line in await world.beneficiaries(LAST_DAY)}
        assert [way["source"] for way in before["Centre C07"]["ways"]] == ["direct", "inherited"]
        assert before["Centre C12"]["ways"][0]["ends_on"] == str(LAST_DAY)

        after = {line["organisation_name"]: line for line in await world.beneficiaries(AFTER)}
        assert [way["source"] for way in after["Centre C07"]["ways"]] == ["direct"]
        assert after["Centre C07"]["ways"][0]["payer_name"] == "Centre C07"
        assert "Centre C12" not in after

    async def test_counts_an_organisation_that_pays_twice_as_no_saving(
        self, make: Make, world: World
    ) -> None:
        await make.membership(world.apogees, world.centres[6], starts_on=LATER)
        summary = await world.summary(LATER)
        assert (summary["beneficiaries"], summary["both"], summary["inherited"]) == (62, 1, 61)
        assert summary["individual_fees_avoided_cents"] == 61 * 350_00

    async def test_is_what_a_centre_reads_of_itself(self, make: Make, world: World) -> None:
        director = await make.signed_in(world.centres[0], "reader")
        answer = await director.get("/v1/networks/effective")
        direct, inherited = answer.json()["items"]
        assert (direct["network_name"], direct["source"], direct["benefits"]) == ("IDDJ", "direct", [])
        assert (inherited["network_name"], inherited["source"]) == ("Réseau APOGÉES", "inherited")
        assert [benefit["code"] for benefit in inherited["benefits"]] == ["group_purchasing"]
        assert inherited["payer_name"] == "IDDJ"

    async def test_apogees_cannot_join_iddj(self, make: Make, world: World) -> None:
        apogees = await make.signed_in(world.apogees)
        answer = await apogees.post(
            f"/v1/networks/{world.iddj.id}/memberships",
            json={
                "organisation_id": str(world.apogees.id),
                "category": "member",
                "starts_on": str(today()),
            },
        )
        assert answer.status_code == 409
        assert answer.json()["code"] == "network_cycle"
        assert [step["name"] for step in answer.json()["context"]["path"]] == ["IDDJ", "Réseau APOGÉES"]
        assert "IDDJ → Réseau APOGÉES" in answer.json()["detail"]
        assert (
            await make.count("memberships", "network_id = :iddj AND state <> 'active'", iddj=world.iddj.id)
            == 0
        )
