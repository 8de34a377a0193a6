"""Pools: drafted, put in force, changed by amendment, ended."""

from datetime import date

import pytest

from essaim.kit import clock
from make import Make, Row

POOL = {
    "name": "Mutualisation des fonctions de gestion",
    "purpose": "Partager la paie et un minibus.",
    "starts_on": "2027-01-01",
    "term_ends_on": "2029-12-31",
    "renewal_months": 12,
    "notice_months": 6,
}


class TestCreate:
    async def test_the_lead_is_the_first_party_of_a_draft(self, make: Make) -> None:
        member = await make.signed_in()
        created = await member.post("/v1/pools", json=POOL)
        assert created.status_code == 201
        pool = created.json()
        assert (pool["state"], pool["my_role"], pool["my_state"]) == ("draft", "lead", "accepted")
        assert [p["organisation_name"] for p in pool["parties"]] == [member.organisation.name]
        assert pool["legal_form"]["code"] == "shared_means"
        assert "261 B" in pool["legal_form"]["vat_note"]
        assert pool["confidentiality_words"].startswith("Agrégats")
        assert pool["term"]["notice_deadline"] == "2029-06-30"

    async def test_a_repeated_request_creates_one_pool(self, make: Make) -> None:
        member = await make.signed_in()
        for _ in range(2):
            await member.post("/v1/pools", json=POOL, headers={"Idempotency-Key": "pool-1"})
        assert await make.count("agreements") == 1
        assert await make.count("parties") == 1

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"term_ends_on": "2026-12-31"}, "/term_ends_on"),
            ({"term_ends_on": None}, "/renewal_months"),
        ],
    )
    async def test_terms_that_contradict_each_other_are_refused(
        self, make: Make, change: dict[str, str], pointer: str
    ) -> None:
        member = await make.signed_in()
        refused = await member.post("/v1/pools", json={**POOL, **change})
        assert (refused.status_code, refused.json()["code"]) == (422, "inconsistent_terms")
        assert refused.json()["errors"][0]["pointer"] == pointer

    async def test_dates_beyond_the_calendar_are_refused(self, make: Make) -> None:
        member = await make.signed_in()
        refused = await member.post("/v1/pools", json={**POOL, "term_ends_on": "9999-12-31"})
        assert refused.status_code == 422

    async def test_a_reader_creates_nothing(self, make: Make) -> None:
        reader = await make.signed_in(role="reader")
        assert (await reader.post("/v1/pools", json=POOL)).status_code == 403


class TestSearch:
    async def test_lists_mine_by_name_with_their_lead(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        await make.pool(lead.organisation, party.organisation, name="Zone de paie")
        await make.pool(lead.organisation, party.organisation, name="École partagée", state="draft")
        await make.pool(await make.organisation(), name="Ailleurs")
        await make.partnership(lead.organisation, party.organisation)
        items = (await party.get("/v1/pools")).json()["items"]
        assert [item["name"] for item in items] == ["École partagée", "Zone de paie"]
        assert {item["lead_name"] for item in items} == {lead.organisation.name}
        assert {item["parties_count"] for item in items} == {2}
        found = (await party.get("/v1/pools", params={"q": "ecole"})).json()["items"]
        assert [item["name"] for item in found] == ["École partagée"]
        drafts = (await party.get("/v1/pools", params={"state": "draft"})).json()["items"]
        assert len(drafts) == 1
        assert (await party.get("/v1/pools", params={"colour": "red"})).status_code == 422

    async def test_pages_join_without_gap(self, make: Make) -> None:
        lead = await make.signed_in()
        for name in ("C", "a", "É", "b"):
            await make.pool(lead.organisation, name=name)
        names: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await lead.get("/v1/pools", params={"limit": 3, **cursor})).json()
            names += [item["name"] for item in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        assert names == ["a", "b", "C", "É"]

    async def test_a_partnership_is_no_pool(self, make: Make) -> None:
        lead = await make.signed_in()
        partnership = await make.partnership(lead.organisation)
        assert (await lead.get(f"/v1/pools/{partnership.id}")).status_code == 404
        assert (await lead.post(f"/v1/pools/{partnership.id}/end")).status_code == 404


class TestActivate:
    async def test_two_parties_must_have_accepted(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, state="draft")
        invited = await make.party(pool, guest.organisation, state="invited", joined_on=None)
        refused = await lead.post(f"/v1/pools/{pool.id}/activate")
        assert (refused.status_code, refused.json()["code"]) == (409, "too_few_parties")
        assert refused.json()["context"] == {"needed": 2, "accepted": 1}
        await guest.post(f"/v1/agreements/{pool.id}/parties/{invited.id}/accept")
        active = await lead.post(f"/v1/pools/{pool.id}/activate")
        assert active.json()["state"] == "active"
        assert active.headers["ETag"] == '"2"'
        assert (await lead.post(f"/v1/pools/{pool.id}/activate")).json()["code"] == "not_draft"

    async def test_a_machinery_cooperative_needs_four(self, make: Make) -> None:
        lead = await make.signed_in()
        others = [await make.organisation() for _ in range(2)]
        pool = await make.pool(lead.organisation, *others, state="draft", legal_form="cuma")
        refused = await lead.post(f"/v1/pools/{pool.id}/activate")
        assert refused.json()["context"] == {"needed": 4, "accepted": 3}

    async def test_an_observer_does_not_count(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, state="draft")
        await make.party(pool, await make.organisation(), role="observer")
        assert (await lead.post(f"/v1/pools/{pool.id}/activate")).json()["code"] == "too_few_parties"


class TestChange:
    async def test_needs_the_version_read(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        address = f"/v1/pools/{pool.id}"
        assert (await lead.patch(address, json={"name": "Autre"})).status_code == 428
        etag = (await lead.get(address)).headers["ETag"]
        changed = await lead.patch(address, json={"name": "Autre"}, headers={"If-Match": etag})
        assert (changed.json()["name"], changed.headers["ETag"]) == ("Autre", '"2"')
        stale = await lead.patch(address, json={"name": "Perdu"}, headers={"If-Match": etag})
        assert stale.status_code == 412

    async def test_a_party_that_does_not_lead_changes_nothing(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        refused = await party.patch(f"/v1/pools/{pool.id}", json={"name": "x"}, headers={"If-Match": '"1"'})
        assert (refused.status_code, refused.json()["code"]) == (403, "only_the_lead")

    async def test_null_is_refused_where_nothing_may_be_empty(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        for field in ("name", "notice_months", "legal_form"):
            refused = await lead.patch(
                f"/v1/pools/{pool.id}", json={field: None}, headers={"If-Match": '"1"'}
            )
            assert refused.status_code == 422

    async def test_terms_in_force_change_only_by_a_signed_amendment(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation())
        address, headers = f"/v1/pools/{pool.id}", {"If-Match": '"1"'}
        refused = await lead.patch(address, json={"notice_months": 3}, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "amendment_required")
        unsigned = await self._amendment(make, lead, pool, signed_on=None)
        body = {"notice_months": 3, "amendment_id": unsigned}
        assert (await lead.patch(address, json=body, headers=headers)).status_code == 409
        body["amendment_id"] = await self._amendment(make, lead, pool, signed_on="2026-10-01")
        assert (await lead.patch(address, json=body, headers=headers)).json()["notice_months"] == 3

    @staticmethod
    async def _amendment(make: Make, lead: object, pool: Row, signed_on: str | None) -> str:
        params = {"kind": "amendment", "title": "Avenant", "file_name": "avenant.txt"}
        if signed_on:
            params["signed_on"] = signed_on
        added = await lead.post(  # type: ignore[attr-defined]
            f"/v1/agreements/{pool.id}/documents",
            params=params,
            content=f"Avenant {signed_on}".encode(),
            headers={"Content-Type": "text/plain"},
        )
        return str(added.json()["id"])


class TestEnd:
    async def test_the_lead_cannot_end_what_others_keep(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation())
        refused = await lead.post(f"/v1/pools/{pool.id}/end")
        assert (refused.status_code, refused.json()["code"]) == (409, "still_running")

    async def test_after_its_term_it_ends_and_no_longer_changes(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation(), term_ends_on=date(2027, 12, 31))
        monkeypatch.setattr(clock, "today", lambda: date(2028, 1, 1))
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["term"]["over"] is True
        assert (await lead.post(f"/v1/pools/{pool.id}/end")).json()["state"] == "ended"
        refused = await lead.patch(f"/v1/pools/{pool.id}", json={"name": "x"}, headers={"If-Match": '"2"'})
        assert refused.json()["code"] == "agreement_ended"
