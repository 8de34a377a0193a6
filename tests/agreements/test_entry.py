"""Asking to join: what is seen from outside, who answers, and what is never seen."""

import asyncio
from datetime import date

import httpx
import pytest
from governance import acting, adopted
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from make import Make, Member, Row

BY_VOTE = {"entry": {"admission": "vote"}}


async def ask(member: Member, agreement: Row, note: str = "Partager un minibus") -> httpx.Response:
    return await member.post(f"/v1/agreements/{agreement.id}/requests", json={"note": note})


async def requests(member: Member) -> list[tuple[str, str]]:
    items = (await member.get("/v1/agreements/requests")).json()["items"]
    return [(item["name"], item["state"]) for item in items]


class TestOpen:
    async def test_any_signed_in_organisation_reads_the_name_purpose_form_and_lead_and_nothing_else(
        self, make: Make
    ) -> None:
        lead, outsider = await make.signed_in(), await make.signed_in()
        pool = await make.pool(
            lead.organisation,
            await make.organisation("Discrète"),
            name="Minibus partagé",
            open_to_requests=True,
        )
        await make.pool(lead.organisation, name="Fermé")
        await make.pool(lead.organisation, name="Projet", open_to_requests=True, state="draft")
        (item,) = (await outsider.get("/v1/agreements/open")).json()["items"]
        assert (item["name"], item["lead_name"], item["my_state"]) == (
            "Minibus partagé",
            lead.organisation.name,
            None,
        )
        assert set(item) == {
            "id",
            "kind",
            "name",
            "purpose",
            "legal_form",
            "legal_form_name",
            "lead_name",
            "my_state",
            "fictional",
        }
        assert (await outsider.get(f"/v1/pools/{pool.id}")).status_code == 404
        assert (await outsider.get(f"/v1/agreements/{pool.id}/parties")).status_code == 404
        async with acting(make, outsider) as session:
            seen = (await session.execute(text("SELECT role FROM parties"))).scalars().all()
            assert seen == ["lead"]

    async def test_is_searched_by_words_and_kind(self, make: Make) -> None:
        lead, outsider = await make.signed_in(), await make.signed_in()
        await make.pool(lead.organisation, name="École partagée", open_to_requests=True)
        await make.partnership(lead.organisation, name="Stages", open_to_requests=True)
        for params, names in (({"q": "ecole"}, ["École partagée"]), ({"kind": "partnership"}, ["Stages"])):
            found = (await outsider.get("/v1/agreements/open", params=params)).json()["items"]
            assert [item["name"] for item in found] == names

    async def test_the_lead_opens_and_closes_without_asking_anybody_anew(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        opened = await lead.patch(
            f"/v1/pools/{pool.id}", json={"open_to_requests": True}, headers={"If-Match": '"1"'}
        )
        assert (opened.status_code, opened.json()["open_to_requests"]) == (200, True)
        created = await lead.post(
            "/v1/pools",
            json={"name": "Ouvert", "purpose": "x", "starts_on": "2027-01-01", "open_to_requests": True},
        )
        assert created.json()["open_to_requests"] is True


class TestAsk:
    async def test_the_lead_admits_and_the_organisation_then_reads_and_accepts(self, make: Make) -> None:
        lead, candidate = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, name="Minibus", open_to_requests=True)
        asked = await ask(candidate, pool)
        assert (asked.status_code, asked.json()["state"]) == (201, "requested")
        assert asked.json()["lead_name"] == lead.organisation.name
        assert await requests(candidate) == [("Minibus", "requested")]
        assert (await candidate.get(f"/v1/pools/{pool.id}")).status_code == 404, "asking shows nothing"
        (waiting,) = (
            await lead.get(f"/v1/agreements/{pool.id}/parties", params={"state": "requested"})
        ).json()["items"]
        assert (waiting["organisation_name"], waiting["request_note"]) == (
            candidate.organisation.name,
            "Partager un minibus",
        )
        address = f"/v1/agreements/{pool.id}/parties/{waiting['id']}"
        admitted = await lead.post(f"{address}/admit", json={"college": "Usagers"})
        assert (admitted.json()["state"], admitted.json()["college"]) == ("invited", "Usagers")
        assert (await lead.post(f"{address}/admit", json={})).json()["code"] == "request_answered"
        assert await requests(candidate) == []
        assert (await candidate.get(f"/v1/agreements/{pool.id}/rules")).status_code == 200
        assert (await candidate.post(f"{address}/accept")).json()["state"] == "accepted"

    async def test_a_refused_organisation_learns_it_and_may_ask_again(self, make: Make) -> None:
        lead, candidate = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, name="Minibus", open_to_requests=True)
        party = (await ask(candidate, pool)).json()["id"]
        refused = await lead.post(f"/v1/agreements/{pool.id}/parties/{party}/refuse")
        assert refused.json()["state"] == "declined"
        await make.rows("UPDATE agreements SET open_to_requests = false")
        assert await requests(candidate) == [("Minibus", "declined")]
        assert (await ask(candidate, pool)).status_code == 404, "closed since"
        await make.rows("UPDATE agreements SET open_to_requests = true")
        assert (await ask(candidate, pool)).status_code == 201

    async def test_a_request_is_withdrawn_without_a_trace_for_others(self, make: Make) -> None:
        lead, candidate = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, open_to_requests=True)
        address = f"/v1/agreements/{pool.id}/requests"
        assert (await candidate.delete(address)).status_code == 404
        await ask(candidate, pool)
        assert (await candidate.delete(address)).status_code == 204
        assert await requests(candidate) == []
        assert {p["request_note"] for p in (await lead.get(f"/v1/pools/{pool.id}")).json()["parties"]} == {
            None
        }
        assert (await candidate.delete(address)).status_code == 404

    async def test_only_where_requests_are_taken_and_once(self, make: Make) -> None:
        lead, party, candidate = [await make.signed_in() for _ in range(3)]
        closed = await make.pool(lead.organisation)
        pool = await make.pool(lead.organisation, party.organisation, open_to_requests=True)
        assert (await ask(candidate, closed)).status_code == 404
        assert (await ask(party, pool)).json()["code"] == "already_party"
        answers = await asyncio.gather(*(ask(candidate, pool) for _ in range(6)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
        assert {a.json()["code"] for a in answers if a.status_code == 409} == {"already_requested"}

    async def test_asking_in_the_name_of_an_organisation_needs_the_power_to_sign(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, open_to_requests=True)
        without_power = await make.signed_in(powers=["book"])
        assert (await ask(without_power, pool)).json()["code"] == "missing_power"

    async def test_others_that_take_part_see_who_asks_and_observers_do_not(self, make: Make) -> None:
        lead, party, observer, candidate = [await make.signed_in() for _ in range(4)]
        pool = await make.pool(lead.organisation, party.organisation, open_to_requests=True)
        await make.party(pool, observer.organisation, role="observer")
        asked = (await ask(candidate, pool)).json()["id"]
        seen = [
            {each["id"] for each in (await member.get(f"/v1/pools/{pool.id}")).json()["parties"]}
            for member in (lead, party, observer)
        ]
        assert [asked in parties for parties in seen] == [True, True, False]
        for verb in ("admit", "refuse"):
            refused = await party.post(f"/v1/agreements/{pool.id}/parties/{asked}/{verb}", json={})
            assert refused.json()["code"] == "only_the_lead"


class TestReturn:
    async def test_who_left_and_asks_to_come_back_keeps_reading_its_years(self, make: Make) -> None:
        lead, former = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, open_to_requests=True)
        await make.party(
            pool, former.organisation, left_on=date(2026, 1, 31), notice_given_on=date(2026, 1, 1)
        )
        party = (await ask(former, pool)).json()["id"]
        assert (await former.get(f"/v1/pools/{pool.id}")).json()["my_state"] == "left"
        items = (await former.get("/v1/pools")).json()["items"]
        assert [item["my_state"] for item in items] == ["left"]
        (waiting,) = (
            await lead.get(f"/v1/agreements/{pool.id}/parties", params={"state": "requested"})
        ).json()["items"]
        assert waiting["id"] == party
        refused = await lead.post(f"/v1/agreements/{pool.id}/parties/{party}/refuse")
        assert (refused.json()["state"], refused.json()["left_on"]) == ("left", "2026-01-31")
        assert (await former.get(f"/v1/pools/{pool.id}")).json()["my_state"] == "left"


class TestAdmissionByVote:
    async def test_the_lead_alone_neither_invites_nor_admits_nor_refuses(self, make: Make) -> None:
        lead, candidate = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, open_to_requests=True)
        await adopted(make, pool, lead, **BY_VOTE)
        party = (await ask(candidate, pool)).json()["id"]
        address = f"/v1/agreements/{pool.id}/parties"
        answers = [
            await lead.post(address, json={"organisation_id": str((await make.organisation()).id)}),
            await lead.post(f"{address}/{party}/admit", json={}),
            await lead.post(f"{address}/{party}/refuse"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {
            (409, "admission_by_vote")
        }

    async def test_a_draft_invites_freely(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, state="draft")
        await adopted(make, pool, lead, **BY_VOTE)
        invited = await lead.post(
            f"/v1/agreements/{pool.id}/parties", json={"organisation_id": str((await make.organisation()).id)}
        )
        assert invited.status_code == 201


class TestSecondWall:
    async def test_nobody_admits_itself(self, make: Make) -> None:
        lead, candidate = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, open_to_requests=True)
        await ask(candidate, pool)
        for state in ("accepted", "invited"):
            with pytest.raises(IntegrityError, match="admitted by others"):
                async with acting(make, candidate) as session:
                    await session.execute(text("UPDATE parties SET state = :state"), {"state": state})

    async def test_nobody_asks_where_requests_are_not_taken(self, make: Make) -> None:
        lead, candidate, former = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation)
        await make.party(pool, former.organisation, state="declined")
        with pytest.raises(DBAPIError, match="row-level security"):
            async with acting(make, candidate) as session:
                await session.execute(
                    text(
                        "INSERT INTO parties (agreement_id, organisation_id, role, state, invited_by)"
                        " VALUES (:agreement, :me, 'party', 'requested', :me)"
                    ),
                    {"agreement": pool.id, "me": candidate.organisation.id},
                )
        with pytest.raises(IntegrityError, match="admitted by others"):
            async with acting(make, former) as session:
                await session.execute(text("UPDATE parties SET state = 'requested'"))
