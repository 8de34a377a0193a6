"""Rules of an agreement: by default, proposed, founded, changed, and read by whom."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from governance import acting, adopted, propose
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from essaim.agreements.service.versions import bring_into_force
from essaim.kit import clock
from essaim.kit.db import make_sessions
from make import LONG_AGO, Make, Member, Row

TOMORROW = clock.today() + timedelta(days=1)
TWO_THIRDS = {"voting": {"majority": {"level": "two_thirds", "base": "cast"}}}


async def rules(member: Member, agreement: Row, language: str = "fr") -> dict[str, Any]:
    answer = await member.get(f"/v1/agreements/{agreement.id}/rules", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return dict(answer.json())


def said(answer: dict[str, Any], subject: str) -> list[str]:
    return next(group["sentences"] for group in answer["clauses"] if group["subject"] == subject)


class TestInForce:
    async def test_without_any_version_the_legal_form_speaks(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, legal_form="gcsms")
        by_default = await rules(lead, pool)
        assert (by_default["number"], by_default["rules_id"], by_default["basis"]) == (None, None, None)
        assert "par défaut" in by_default["basis_words"]
        assert (by_default["agreement_name"], by_default["agreement_kind"]) == (pool.name, "pool")
        assert by_default["agreement_state"] == "active"
        assert "(GCSMS)" in by_default["legal_form_name"]
        assert "préavis d’au moins 6\u00a0mois" in said(by_default, "exit")[0]
        assert [limit["place"] for limit in by_default["limits"]] == [
            "exit.timing",
            "exit.notice_months",
            "voting.proxy_limit",
            "staff_lending.billable",
        ]
        assert "R. 312-194-10" in " ".join(by_default["sources"])
        assert "6 months of notice" in said(await rules(lead, pool, "en"), "exit")[0]

    async def test_the_last_version_whose_day_has_come_applies_and_the_next_is_told(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        await adopted(make, pool, lead)
        second = await adopted(make, pool, lead, number=2, since=date(2026, 1, 1), **TWO_THIRDS)
        await adopted(make, pool, lead, number=3, since=TOMORROW, entry={"admission": "vote"})
        read = await rules(lead, pool)
        assert (read["number"], read["in_force_from"]) == (2, "2026-01-01")
        assert "deux tiers" in said(read, "vote")[2]
        assert (read["next"]["number"], read["next"]["in_force_from"]) == (3, TOMORROW.isoformat())
        assert read["rules_id"] == str(second.id)
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["rules_number"] == 2

    async def test_votes_by_money_alone_are_warned_of(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        await adopted(make, pool, lead, voting={"weighting": "contributions"})
        (warning,) = (await rules(lead, pool))["warnings"]
        assert warning["code"] == "votes_by_money_only"
        assert "art. 1er" in warning["source"]


class TestPropose:
    async def test_any_party_proposes_and_each_reads_what_would_change(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        proposed = await propose(party, pool, "Décider à deux", **TWO_THIRDS)
        assert proposed.status_code == 201
        version = proposed.json()
        assert (version["number"], version["state"], version["editable"]) == (1, "draft", True)
        majority, tie = version["differences"]
        assert "au moins les deux tiers" in majority["after"]
        assert tie["before"].startswith("En cas d’égalité"), "two thirds are never tied"
        assert tie["after"] is None
        read = (await lead.get(f"/v1/agreements/{pool.id}/rules/versions/{version['id']}")).json()
        assert read["proposed_by_name"] == party.organisation.name
        assert read["content"]["voting"]["majority"]["level"] == "two_thirds"
        assert (await rules(lead, pool))["number"] is None, "proposed is not adopted"

    async def test_what_the_legal_form_forbids_is_refused_with_its_source(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, legal_form="association")
        refused = await propose(lead, pool, exit={"timing": "financial_year_end", "notice_months": 3})
        assert (refused.status_code, refused.json()["code"]) == (409, "exit_cannot_be_blocked")
        assert refused.json()["context"]["source"] == "Loi du 1er juillet 1901, art. 4"
        assert "Source\u00a0: Loi du 1er juillet 1901" in refused.json()["detail"]
        assert {error["pointer"] for error in refused.json()["errors"]} == {
            "/content/exit/timing",
            "/content/exit/notice_months",
        }

    async def test_a_fault_in_the_content_is_told_in_french(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        refused = await propose(lead, pool, voting={"colleges": [{"name": "Seul", "weight_bp": 1}]})
        assert refused.status_code == 422
        assert (
            refused.json()["errors"][0]["message"]
            == "Les poids des collèges doivent faire 100\u00a0% en tout."
        )

    async def test_a_trial_stores_nothing(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, legal_form="endowment_fund")
        tried = await lead.post(f"/v1/agreements/{pool.id}/rules/check", json={"content": TWO_THIRDS})
        answer = tried.json()
        assert (tried.status_code, answer["allowed"]) == (200, False)
        assert [fault["code"] for fault in answer["forbidden"]] == ["contributions_irrevocable"]
        assert answer["forbidden"][0]["pointer"] == "/content/exit/repays_stake"
        assert {change["subject"] for change in answer["differences"]} == {"vote", "exit"}
        assert await make.count("agreement_rules") == 0

    async def test_observers_leavers_and_staff_propose_nothing(self, make: Make) -> None:
        lead, observer, former = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation)
        await make.party(pool, observer.organisation, role="observer")
        await make.party(pool, former.organisation, left_on=date(2026, 1, 31))
        for member in (observer, former):
            refused = await propose(member, pool)
            assert (refused.status_code, refused.json()["code"]) == (403, "only_taking_part")
            assert (await rules(member, pool))["may_propose"] is False
        staff = await make.signed_in(lead.organisation, role="staff")
        assert (await propose(staff, pool)).json()["code"] == "not_allowed"
        assert (await rules(staff, pool))["may_propose"] is False

    async def test_many_at_once_are_numbered_without_gap(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        answers = await asyncio.gather(*(propose(member, pool) for member in (lead, party) * 4))
        assert sorted(answer.json()["number"] for answer in answers) == list(range(1, 9))


class TestChange:
    async def test_its_proposer_or_the_lead_changes_it_knowing_its_version(self, make: Make) -> None:
        lead, party, other = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, party.organisation, other.organisation)
        version = (await propose(party, pool)).json()
        address = f"/v1/agreements/{pool.id}/rules/versions/{version['id']}"
        first = {"If-Match": '"1"'}
        assert (await party.patch(address, json={"note": "x"})).status_code == 428
        refused = await other.patch(address, json={"note": "x"}, headers=first)
        assert (refused.status_code, refused.json()["code"]) == (403, "only_its_proposer")
        changed = await party.patch(address, json={"content": TWO_THIRDS}, headers=first)
        assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
        assert (await party.patch(address, json={"note": "x"}, headers=first)).status_code == 412
        assert (await lead.patch(address, json={"note": "x"}, headers={"If-Match": '"2"'})).status_code == 200
        assert (await other.post(f"{address}/withdraw")).json()["code"] == "only_its_proposer"
        assert (await lead.post(f"{address}/withdraw")).json()["state"] == "withdrawn"
        again = await party.patch(address, json={"note": "x"}, headers={"If-Match": '"4"'})
        assert again.json()["code"] == "rules_not_proposed"
        assert "retirée" in again.json()["detail"]

    async def test_a_version_under_vote_no_longer_changes(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        version = (await propose(lead, pool)).json()
        now = clock.now()
        await make.row(
            "decisions",
            agreement_id=pool.id,
            number=1,
            title="Règles",
            reason="Décider",
            effect="adopt_rules",
            subject_id=version["id"],
            ballot="named",
            state="convened",
            opens_at=now + timedelta(days=15),
            closes_at=now + timedelta(days=16),
            convened_at=now,
            proposed_by=lead.organisation.id,
            proposed_by_person=lead.person.id,
        )
        address = f"/v1/agreements/{pool.id}/rules/versions/{version['id']}"
        refused = await lead.patch(address, json={"content": TWO_THIRDS}, headers={"If-Match": '"1"'})
        assert (refused.status_code, refused.json()["code"]) == (409, "rules_under_vote")
        assert (await lead.post(f"{address}/withdraw")).json()["code"] == "rules_under_vote"
        noted = await lead.patch(address, json={"note": "Mieux dit"}, headers={"If-Match": '"1"'})
        assert noted.json()["note"] == "Mieux dit", "why it is proposed may still be explained"


class TestFounding:
    async def test_putting_a_draft_in_force_adopts_the_rules_its_parties_accepted(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, guest.organisation, state="draft")
        refused = await propose(guest, pool)
        assert (refused.status_code, refused.json()["code"]) == (403, "only_the_lead")
        await propose(lead, pool, entry={"admission": "vote"})
        book = {
            "exit": {"timing": "financial_year_end", "notice_months": 6},
            "confidentiality": "coopetition",
        }
        version = (await propose(lead, pool, **book)).json()
        seen = (await guest.get(f"/v1/pools/{pool.id}")).json()
        assert (seen["my_state"], seen["notice_months"], seen["confidentiality"]) == (
            "invited",
            6,
            "coopetition",
        )
        read = await rules(guest, pool)
        assert (read["number"], read["founding"]["number"]) == (None, 2)
        assert read["founding"]["id"] == version["id"]
        history = (await guest.get(f"/v1/agreements/{pool.id}/rules/versions")).json()["items"]
        assert [(each["number"], each["state"]) for each in history] == [(2, "draft"), (1, "withdrawn")]

        stale = await guest.post(
            f"/v1/agreements/{pool.id}/parties/{seen['my_party_id']}/accept", headers={"If-Match": '"1"'}
        )
        assert stale.status_code == 412, "it read the terms before the rules"
        await guest.post(f"/v1/agreements/{pool.id}/parties/{seen['my_party_id']}/accept")
        assert (await lead.post(f"/v1/pools/{pool.id}/activate")).status_code == 200
        founded = await rules(guest, pool)
        assert (founded["number"], founded["basis"], founded["in_force_from"]) == (
            2,
            "founding",
            LONG_AGO.isoformat(),
        )
        assert founded["founding"] is None

    async def test_an_agreement_that_starts_later_has_its_rules_at_once(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(
            lead.organisation, await make.organisation(), state="draft", starts_on=TOMORROW
        )
        await propose(lead, pool)
        await make.rows("UPDATE parties SET state = 'accepted', joined_on = today()")
        await lead.post(f"/v1/pools/{pool.id}/activate")
        assert (await rules(lead, pool))["in_force_from"] == clock.today().isoformat()

    async def test_withdrawn_founding_rules_leave_the_defaults_and_are_accepted_anew(
        self, make: Make
    ) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, guest.organisation, state="draft")
        version = (await propose(lead, pool)).json()
        await make.rows("UPDATE parties SET state = 'accepted'")
        await lead.post(f"/v1/agreements/{pool.id}/rules/versions/{version['id']}/withdraw")
        assert (await guest.get(f"/v1/pools/{pool.id}")).json()["my_state"] == "invited"
        assert (await rules(lead, pool))["founding"] is None

    async def test_rules_say_the_notice_and_the_confidentiality_not_the_terms(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation())
        await adopted(make, pool, lead)
        for change in ({"notice_months": 3}, {"confidentiality": "open"}):
            refused = await lead.patch(f"/v1/pools/{pool.id}", json=change, headers={"If-Match": '"1"'})
            assert (refused.status_code, refused.json()["code"]) == (409, "rules_decide_this")

    async def test_a_form_that_forbids_the_rules_is_refused(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, state="draft")
        await propose(lead, pool, exit={"notice_months": 6})
        refused = await lead.patch(
            f"/v1/pools/{pool.id}", json={"legal_form": "association"}, headers={"If-Match": '"2"'}
        )
        assert refused.json()["code"] == "exit_cannot_be_blocked"
        assert refused.json()["errors"][0]["pointer"] == "/legal_form"
        allowed = await lead.patch(
            f"/v1/pools/{pool.id}", json={"legal_form": "collective"}, headers={"If-Match": '"2"'}
        )
        assert allowed.status_code == 200


class TestHistory:
    async def test_each_version_says_what_it_changed(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        await adopted(make, pool, lead, since=date(2025, 1, 1), **TWO_THIRDS)
        await adopted(
            make, pool, lead, number=2, since=date(2026, 1, 1), **TWO_THIRDS, entry={"admission": "vote"}
        )
        await propose(lead, pool, entry={"admission": "vote"})
        address = f"/v1/agreements/{pool.id}/rules/versions"
        items = (await lead.get(address, params={"limit": 2})).json()
        more = (await lead.get(address, params={"cursor": items["next_cursor"]})).json()
        third, second, first = items["items"] + more["items"]
        changed = [{change["subject"] for change in each["differences"]} for each in (first, second, third)]
        assert changed == [{"vote"}, {"entry"}, {"vote"}], "the third undoes the two thirds"
        assert [each["in_force"] for each in (third, second, first)] == [False, True, False]
        drafts = (await lead.get(address, params={"state": "draft"})).json()["items"]
        assert [each["number"] for each in drafts] == [3]

    async def test_a_page_costs_the_same_however_many_organisations_it_names(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        named = {
            "weighting": "stated",
            "stated_votes": [{"organisation_id": str(lead.organisation.id), "votes": 2}],
        }
        for number in range(1, 5):
            await adopted(make, pool, lead, number=number, since=date(2025, number, 1), voting=named)
        items = (await lead.get(f"/v1/agreements/{pool.id}/rules/versions")).json()["items"]
        assert lead.organisation.name in items[-1]["differences"][0]["after"]


class TestWhoReads:
    async def test_nobody_outside(self, make: Make) -> None:
        lead, outsider, candidate = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, open_to_requests=True)
        await make.party(pool, candidate.organisation, state="requested", request_note="Bonjour")
        version = (await propose(lead, pool)).json()
        address = f"/v1/agreements/{pool.id}/rules"
        for member in (outsider, candidate):
            answers = [
                await member.get(address),
                await member.get(f"{address}/versions"),
                await member.get(f"{address}/versions/{version['id']}"),
                await member.post(f"{address}/check", json={"content": {}}),
                await propose(member, pool),
                await member.patch(
                    f"{address}/versions/{version['id']}", json={"note": "x"}, headers={"If-Match": '"1"'}
                ),
                await member.post(f"{address}/versions/{version['id']}/withdraw"),
            ]
            assert {answer.status_code for answer in answers} == {404}
            async with acting(make, member) as session:
                assert (await session.execute(text("SELECT count(*) FROM agreement_rules"))).scalar() == 0

    async def test_an_invited_organisation_reads_what_would_bind_it(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        await make.party(pool, guest.organisation, state="invited", joined_on=None)
        await adopted(make, pool, lead)
        version = (await propose(lead, pool)).json()
        assert (await rules(guest, pool))["number"] == 1
        history = (await guest.get(f"/v1/agreements/{pool.id}/rules/versions")).json()["items"]
        assert [each["number"] for each in history] == [1]
        assert (
            await guest.get(f"/v1/agreements/{pool.id}/rules/versions/{version['id']}")
        ).status_code == 404

    async def test_who_left_reads_the_rules_of_its_last_day(self, make: Make) -> None:
        lead, former = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        await make.party(pool, former.organisation, left_on=date(2026, 6, 30))
        first = await adopted(make, pool, lead)
        await adopted(make, pool, lead, number=2, since=date(2026, 7, 1), **TWO_THIRDS)
        await make.rows("UPDATE parties SET version = version")
        read = await rules(former, pool)
        assert (read["number"], read["on"], read["next"]) == (1, "2026-06-30", None)
        assert read["rules_id"] == str(first.id)
        history = (await former.get(f"/v1/agreements/{pool.id}/rules/versions")).json()["items"]
        assert history == [], "both were proposed after it left"


class TestSecondWall:
    async def test_no_party_adopts_rules_by_hand(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        version = (await propose(party, pool)).json()
        by_hand = text(
            "UPDATE agreement_rules SET state = 'adopted', basis = 'founding', adopted_at = now(),"
            " in_force_from = today() WHERE id = :id"
        )
        for member in (lead, party):
            with pytest.raises(DBAPIError, match="row-level security"):
                async with acting(make, member) as session:
                    await session.execute(by_hand, {"id": version["id"]})

    async def test_no_party_writes_in_the_name_of_another(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        with pytest.raises(DBAPIError, match="row-level security"):
            async with acting(make, party) as session:
                await session.execute(
                    text(
                        "INSERT INTO agreement_rules (agreement_id, number, content, note, proposed_by, proposed_by_person)"
                        " VALUES (:agreement, 1, '{}', 'x', :other, :person)"
                    ),
                    {"agreement": pool.id, "other": lead.organisation.id, "person": party.person.id},
                )


class TestBringIntoForce:
    async def test_on_their_day_the_agreement_follows_rules_adopted_before(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation())
        await adopted(
            make,
            pool,
            lead,
            since=TOMORROW,
            confidentiality="open",
            exit={"notice_months": 4},
        )
        sessions = make_sessions(make._engine)
        await bring_into_force(sessions)
        before = (await lead.get(f"/v1/pools/{pool.id}")).json()
        assert (before["confidentiality"], before["notice_months"], before["version"]) == ("aggregates", 0, 1)
        monkeypatch.setattr(clock, "today", lambda: TOMORROW)
        await bring_into_force(sessions)
        await bring_into_force(sessions)
        after = (await lead.get(f"/v1/pools/{pool.id}")).json()
        assert (after["confidentiality"], after["notice_months"], after["version"]) == ("open", 4, 2)
