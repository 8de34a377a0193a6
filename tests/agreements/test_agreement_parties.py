"""Who is in an agreement: invited, accepted, gone; and who learns of it."""

import asyncio
from datetime import date

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

from conftest import Database
from essaim.kit import clock
from make import Make, Member


async def invite(lead: Member, agreement: object, organisation: object, **more: object) -> httpx.Response:
    body = {"organisation_id": str(organisation.id), **more}  # type: ignore[attr-defined]
    return await lead.post(f"/v1/agreements/{agreement.id}/parties", json=body)  # type: ignore[attr-defined]


class TestLegalForms:
    async def test_anybody_reads_them_in_the_language_asked(self, stranger: httpx.AsyncClient) -> None:
        french = (await stranger.get("/v1/agreements/legal-forms")).json()["items"]
        english = (
            await stranger.get("/v1/agreements/legal-forms", headers={"Accept-Language": "en"})
        ).json()["items"]
        assert len(french) == len(english) == 13
        by_code = {form["code"]: form for form in french}
        assert "R. 312-194-10" in " ".join(by_code["gcsms"]["sources"])
        assert by_code["association"]["exit_rule"] == "any_time"
        assert by_code["agreement"]["staff_lending_note"].startswith("Personnel prêté")
        assert "to be checked" in {form["code"]: form for form in english}["scic"]["votes"]


class TestInvite:
    async def test_an_invited_organisation_reads_what_will_become_visible_then_accepts(
        self, make: Make
    ) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, name="Réseau de l’Ouest lyonnais")
        invited = await invite(lead, pool, guest.organisation)
        assert invited.status_code == 201
        assert invited.json()["state"] == "invited"
        assert invited.json()["organisation_name"] == guest.organisation.name

        waiting = (await guest.get("/v1/pools", params={"my_state": "invited"})).json()["items"]
        assert [item["id"] for item in waiting] == [str(pool.id)]
        seen = (await guest.get(f"/v1/pools/{pool.id}")).json()
        assert "invisibles" in seen["what_becomes_visible"]
        accepted = await guest.post(f"/v1/agreements/{pool.id}/parties/{seen['my_party_id']}/accept")
        assert accepted.status_code == 200
        assert accepted.json()["state"] == "accepted"
        seen = (await guest.get(f"/v1/pools/{pool.id}")).json()
        assert seen["what_becomes_visible"] is None
        assert seen["parties_count"] == 2

    async def test_only_the_lead_invites(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        refused = await invite(party, pool, await make.organisation())
        assert (refused.status_code, refused.json()["code"]) == (403, "only_the_lead")

    async def test_a_member_of_staff_may_not_invite(self, make: Make) -> None:
        organisation = await make.organisation()
        staff = await make.signed_in(organisation, role="staff")
        pool = await make.pool(organisation)
        refused = await invite(staff, pool, await make.organisation())
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")

    async def test_an_organisation_is_a_party_once_even_when_invited_twice_at_once(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        guest = await make.organisation()
        answers = await asyncio.gather(*(invite(lead, pool, guest) for _ in range(6)))
        codes = sorted(answer.status_code for answer in answers)
        assert codes == [201, 409, 409, 409, 409, 409]
        assert {a.json()["code"] for a in answers if a.status_code == 409} == {"already_party"}

    async def test_a_repeated_request_invites_once(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        guest = await make.organisation()
        body = {"organisation_id": str(guest.id)}
        address = f"/v1/agreements/{pool.id}/parties"
        first = await lead.post(address, json=body, headers={"Idempotency-Key": "k1"})
        again = await lead.post(address, json=body, headers={"Idempotency-Key": "k1"})
        assert first.json() == again.json()
        assert again.headers["Idempotency-Hit"] == "true"

    async def test_an_unknown_organisation_is_refused(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        refused = await invite(lead, pool, pool)
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown_organisation")

    async def test_who_declined_may_be_invited_again_and_only_the_lead_sees_the_refusal(
        self, make: Make
    ) -> None:
        lead, party, guest = await make.signed_in(), await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        invited = (await invite(lead, pool, guest.organisation)).json()
        address = f"/v1/agreements/{pool.id}/parties"
        declined = await guest.post(f"{address}/{invited['id']}/decline")
        assert declined.json()["state"] == "declined"
        assert (await guest.get(f"/v1/pools/{pool.id}")).status_code == 404
        seen_by_lead = {p["state"] for p in (await lead.get(address)).json()["items"]}
        seen_by_party = {p["state"] for p in (await party.get(address)).json()["items"]}
        assert seen_by_lead == {"accepted", "declined"}
        assert seen_by_party == {"accepted"}
        assert (await invite(lead, pool, guest.organisation)).status_code == 201


class TestAccept:
    async def test_nobody_accepts_for_another_and_signing_needs_the_power(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.organisation()
        pool = await make.pool(lead.organisation)
        invited = await make.party(pool, guest, state="invited", joined_on=None)
        address = f"/v1/agreements/{pool.id}/parties/{invited.id}/accept"
        assert (await lead.post(address)).json()["code"] == "only_this_party"
        without_power = await make.signed_in(guest, powers=["book"])
        assert (await without_power.post(address)).json()["code"] == "missing_power"

    async def test_of_two_answers_at_once_one_counts(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        invited = await make.party(pool, guest.organisation, state="invited", joined_on=None)
        address = f"/v1/agreements/{pool.id}/parties/{invited.id}"
        answers = await asyncio.gather(
            *(guest.post(f"{address}/{verb}") for verb in ("accept", "decline", "accept", "decline"))
        )
        assert sorted(answer.status_code for answer in answers).count(200) == 1
        assert {answer.status_code for answer in answers} <= {200, 404, 409}

    async def test_terms_changed_since_they_were_read_are_not_accepted(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, state="draft")
        invited = await make.party(pool, guest.organisation, state="invited", joined_on=None)
        changed = await lead.patch(
            f"/v1/pools/{pool.id}", json={"notice_months": 12}, headers={"If-Match": '"1"'}
        )
        assert changed.status_code == 200
        stale = await guest.post(
            f"/v1/agreements/{pool.id}/parties/{invited.id}/accept", headers={"If-Match": '"1"'}
        )
        assert stale.status_code == 412

    async def test_a_change_of_a_draft_asks_those_who_had_accepted_anew(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, guest.organisation, state="draft")
        address = f"/v1/pools/{pool.id}"
        renamed = await lead.patch(address, json={"name": "Autre nom"}, headers={"If-Match": '"1"'})
        assert {p["state"] for p in renamed.json()["parties"]} == {"accepted"}
        changed = await lead.patch(address, json={"purpose": "Tout autre"}, headers={"If-Match": '"2"'})
        assert sorted(p["state"] for p in changed.json()["parties"]) == ["accepted", "invited"]


class TestLeave:
    async def test_an_association_is_left_at_once_and_read_no_further(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation, legal_form="association")
        seen = (await party.get(f"/v1/pools/{pool.id}")).json()
        assert seen["earliest_exit_on"] == clock.today().isoformat()
        address = f"/v1/agreements/{pool.id}/parties/{seen['my_party_id']}/leave"
        left = await party.post(address, json={})
        assert left.json()["left_on"] == clock.today().isoformat()
        assert (await party.post(address, json={})).json()["code"] == "notice_already_given"
        monkeypatch.setattr(clock, "today", lambda: date(2099, 1, 1))
        after = (await party.get(f"/v1/pools/{pool.id}")).json()
        assert after["my_state"] == "left"
        assert after["earliest_exit_on"] is None
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["parties_count"] == 1

    async def test_a_cooperation_group_needs_notice_and_says_the_earliest_day(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "today", lambda: date(2027, 7, 2))
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation, legal_form="gcsms")
        mine = (await party.get(f"/v1/pools/{pool.id}")).json()["my_party_id"]
        address = f"/v1/agreements/{pool.id}/parties/{mine}/leave"
        refused = await party.post(address, json={"left_on": "2027-12-31"})
        assert (refused.status_code, refused.json()["code"]) == (409, "notice_too_short")
        assert refused.json()["context"]["earliest"] == "2028-12-31"
        assert (await party.post(address, json={})).json()["left_on"] == "2028-12-31"

    async def test_the_second_wall_closes_on_the_day_after_the_last(
        self, make: Make, database: Database
    ) -> None:
        lead, party = await make.organisation(), await make.organisation()
        pool = await make.pool(lead)
        await make.party(pool, party, left_on=date(2021, 12, 31))
        assert await _as(database, party, "SELECT count(*) FROM my_active_agreements()") == 0
        assert await _as(database, lead, "SELECT count(*) FROM my_active_agreements()") == 1

    async def test_the_lead_hands_over_before_it_leaves(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation, legal_form="association")
        address = f"/v1/agreements/{pool.id}/parties"
        own = (await lead.get(f"/v1/pools/{pool.id}")).json()["my_party_id"]
        other = (await party.get(f"/v1/pools/{pool.id}")).json()["my_party_id"]
        refused = await lead.post(f"{address}/{own}/leave", json={})
        assert refused.json()["code"] == "lead_must_hand_over"
        assert (await party.post(f"{address}/{other}/lead")).json()["code"] == "only_the_lead"
        assert (await lead.post(f"{address}/{other}/lead")).json()["role"] == "lead"
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["my_role"] == "party"
        assert (await lead.post(f"{address}/{own}/leave", json={})).status_code == 200
        assert (await invite(party, pool, await make.organisation())).status_code == 201


class TestWalls:
    async def test_nobody_outside_learns_that_an_agreement_exists(self, make: Make) -> None:
        lead, outsider = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        party = (await lead.get(f"/v1/pools/{pool.id}")).json()["my_party_id"]
        address = f"/v1/agreements/{pool.id}"
        answers = [
            await outsider.get(f"/v1/pools/{pool.id}"),
            await outsider.patch(f"/v1/pools/{pool.id}", json={"name": "x"}, headers={"If-Match": '"1"'}),
            await outsider.post(f"/v1/pools/{pool.id}/activate"),
            await outsider.post(f"/v1/pools/{pool.id}/end"),
            await outsider.get(f"{address}/parties"),
            await invite(outsider, pool, outsider.organisation),
            *[
                await outsider.post(f"{address}/parties/{party}/{verb}")
                for verb in ("accept", "decline", "lead")
            ],
            await outsider.post(f"{address}/parties/{party}/leave", json={}),
            await outsider.get(f"{address}/documents"),
        ]
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}
        assert (await outsider.get("/v1/pools")).json()["items"] == []

    async def test_without_sign_in_nothing_is_read(self, make: Make, stranger: httpx.AsyncClient) -> None:
        pool = await make.pool(await make.organisation())
        assert (await stranger.get(f"/v1/pools/{pool.id}")).status_code == 401
        assert (await stranger.get(f"/v1/agreements/{pool.id}/parties")).status_code == 401

    async def test_the_database_shows_no_row_of_others(self, make: Make, database: Database) -> None:
        lead, outsider = await make.organisation(), await make.organisation()
        partnership = await make.partnership(lead, await make.organisation())
        await make.commitment(partnership, lead, side="a")
        for table in ("agreements", "parties", "commitments", "agreement_documents"):
            assert await _as(database, outsider, f"SELECT count(*) FROM {table}") == 0
        assert await _as(database, lead, "SELECT count(*) FROM parties") == 2
        assert await _as(database, lead, "SELECT count(*) FROM commitments") == 1

    async def test_a_list_costs_the_same_number_of_statements_however_long(self, make: Make) -> None:
        member = await make.signed_in()
        for _ in range(2):
            await make.pool(member.organisation)
        few = await _statements(make, member)
        for _ in range(10):
            await make.pool(member.organisation, await make.organisation())
        assert await _statements(make, member) == few
        assert few <= 3


async def _as(database: Database, organisation: object, statement: str) -> int:
    """Run a statement as the application's role, on behalf of an organisation."""
    engine = create_async_engine(database.app_url)
    async with engine.begin() as connection:
        await connection.execute(
            text("SELECT set_config('essaim.organisation', :id, true)"),
            {"id": str(organisation.id)},  # type: ignore[attr-defined]
        )
        found = int((await connection.execute(text(statement))).scalar_one())
    await engine.dispose()
    return found


async def _statements(make: Make, member: Member) -> int:
    """Statements the application runs to list the pools of a member."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = make.app.state.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    assert (await member.get("/v1/pools")).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
