"""From a draft to its effect, as the members live it."""

from datetime import datetime
from uuid import uuid4

import pytest
from assembly import (
    CLOSES,
    CONVENED_ON,
    DURING,
    OPENS,
    Assembly,
    NothingLeft,
    Spy,
    adopt,
    an_opinion,  # noqa: F401 - a fixture
    bring,
    cast,
    gather,
    give_proxy,
    spy_on,
    the_calendar,  # noqa: F401 - a fixture
)

from essaim.agreements.effects import Applied
from essaim.kit.text import Text
from reading import pdf_text

TWO_THIRDS = {"majority": {"level": "two_thirds", "base": "cast"}}
FUND = {"quorum": {"numerator": 2, "denominator": 3, "basis": "members"}}
SENTENCE = (
    "Décision adoptée : 9 voix pour sur 12 exprimées, soit 75 %, pour une majorité requise des deux tiers ;"
    " 13 présents ou représentés sur 15, quorum 8."
)


class TestTheFifteenStructures:
    """La Salette-Bully votes its allocation key (notes/domain.md §8.5)."""

    async def test_adopt_their_key_with_two_proxies(self, make, calendar, opinion):
        names = [f"S{number:02d}" for number in range(1, 16)]
        assembly = await gather(make, 15, TWO_THIRDS, names=names, name="La Salette-Bully")
        address = await assembly.convened(calendar)
        present, away = assembly.members[:11], assembly.members[11:]
        for giver, holder in ((away[0], present[0]), (away[1], present[1])):
            assert (await give_proxy(giver, holder, address)).status_code == 201
        second = await give_proxy(away[2], present[0], address)
        assert (second.status_code, second.json()["code"]) == (409, "proxy_limit_reached")

        calendar.reach(DURING)
        await assembly.vote(address, "yyyyyyynnna", present)
        await cast(present[0], address, "yes", away[0].organisation)
        await cast(present[1], address, "yes", away[1].organisation)
        live = (await assembly.lead.get(address)).json()["count"]
        assert (live["yes"], live["no"], live["abstain"], live["in_person"], live["represented"]) == (
            9,
            3,
            1,
            11,
            2,
        )
        assert live["outcome"] == "adopted"

        closed = await assembly.close(address, calendar)

        assert closed["outcome"] == "adopted"
        assert closed["result"].replace("\u00a0", " ") == SENTENCE
        assert (closed["count"]["quorum_required"], closed["count"]["quorum_present"]) == (8, 13)
        assert closed["count"]["majorities"][0]["share_bp"] == 7500
        assert closed["effect_state"] == "applied"
        assert [str(question.decision_id) for question in opinion.applied] == [closed["id"]]
        english = (await assembly.lead.get(address, headers={"Accept-Language": "en"})).json()["result"]
        assert english == (
            "Adopted: 9 votes for out of 12 cast, that is 75%, for a required majority of two thirds;"
            " 13 present or represented out of 15, quorum 8."
        )
        await self._minutes_say_so(assembly, closed)

    async def _minutes_say_so(self, assembly, closed):
        documents = f"/v1/agreements/{assembly.agreement.id}/documents"
        listed = (await assembly.members[-1].get(documents)).json()["items"]
        (minutes,) = [each for each in listed if each["id"] == closed["minutes_id"]]
        assert minutes["kind"] == "minutes"
        content = await assembly.members[-1].get(f"{documents}/{minutes['id']}/content")
        assert content.headers["content-type"] == "application/pdf"
        text = pdf_text(content.content)
        assert SENTENCE in text
        assert "Représentés (2) : S12 (par S01), S13 (par S02)" in text
        assert "Absents (2) : S14, S15" in text
        assert "S08 : contre" in text
        assert "Convoquée le 20/05/2027 à 09:00 par S01." in text
        assert "Lieu : Salle Bully" in text
        removed = await assembly.lead.delete(f"{documents}/{minutes['id']}")
        assert (removed.status_code, removed.json()["code"]) == (409, "document_signed")


class TestTheCommonFund:
    """Six members, quorum two thirds, simple majority, tie rejected (notes/domain.md §8.6)."""

    async def test_votes_its_projects(self, make, calendar, monkeypatch, opinion):
        assembly = await gather(make, 6, FUND)
        outcomes = []
        for choices in ("yyyyyn", "yyyynn", "yyynnn"):
            address = await assembly.opened(calendar)
            await assembly.vote(address, choices)
            closed = await assembly.close(address, calendar)
            outcomes.append((closed["outcome"], closed["effect_state"]))

        assert outcomes == [("adopted", "applied"), ("adopted", "applied"), ("rejected", "none")]
        assert len(opinion.applied) == 2
        assert len(opinion.rejected) == 1
        assert "à égalité, la décision est rejetée" in closed["result"]

    async def test_three_of_six_call_a_second_time_without_quorum(self, make, calendar, opinion):
        assembly = await gather(make, 6, FUND)
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyy")
        closed = await assembly.close(address, calendar)
        assert closed["outcome"] == "no_quorum"
        assert closed["result"].replace("\u00a0", " ") == (
            "Quorum non atteint : 3 présents ou représentés sur 6, quorum 4."
        )
        assert closed["mine"]["may_call_again"]
        assert opinion.rejected == [], "it may still be adopted"

        hours = {"opens_at": "2027-06-25T14:00:00+02:00", "closes_at": "2027-06-25T16:00:00+02:00"}
        outsider = await assembly.members[1].post(f"{address}/second-call", json=hours)
        assert (outsider.status_code, outsider.json()["code"]) == (403, "only_the_convener")
        again = await assembly.lead.post(f"{address}/second-call", json=hours)
        assert again.status_code == 201, again.text
        twice = await assembly.lead.post(f"{address}/second-call", json=hours)
        assert (twice.status_code, twice.json()["code"]) == (409, "no_second_call")

        calendar.reach("2027-06-25T15:00:00+02:00")
        second = f"/v1/decisions/{again.json()['id']}"
        await assembly.vote(second, "yyn")
        calendar.reach("2027-06-25T16:00:00+02:00")
        closed = (await assembly.lead.post(f"{second}/close")).json()
        assert (closed["call"], closed["outcome"]) == (2, "adopted")
        assert (await assembly.lead.get(address)).json()["second_call_id"] == closed["id"]


class TestDrafts:
    async def test_are_numbered_in_each_agreement_and_tell_what_would_change(self, make, calendar, opinion):
        assembly = await gather(make, 3)

        first, second = await assembly.ask(), await assembly.ask(assembly.members[1])

        assert (first["number"], second["number"]) == (1, 2)
        assert first["changes"] == ["Tout change."]
        assert first["state"] == "draft"
        assert first["count"] is None
        assert not first["electorate_frozen"]
        assert len(first["electorate"]) == 3
        assert first["rules_number"] is None
        assert "Une organisation, une voix." in first["rule"]
        assert second["supports"] == [
            {
                "id": str(assembly.members[1].organisation.id),
                "name": assembly.members[1].organisation.name,
            }
        ]

    async def test_what_cannot_be_asked_is_refused_in_its_own_words(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        opinion.refuses = NothingLeft(left="10 €")
        body = {"agreement_id": str(assembly.agreement.id), "title": "T", "reason": "R", "effect": "opinion"}

        answer = await assembly.lead.post("/v1/decisions", json=body)

        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_left")

    async def test_a_subject_is_named_where_one_is_needed(self, make, calendar, monkeypatch, app):
        assembly = await gather(make, 3)
        spy_on(monkeypatch, Spy("approve_project"), needs_subject=True)
        body = {
            "agreement_id": str(assembly.agreement.id),
            "title": "T",
            "reason": "R",
            "effect": "approve_project",
        }

        answer = await assembly.lead.post("/v1/decisions", json=body)

        assert (answer.status_code, answer.json()["code"]) == (422, "subject_required")

    async def test_change_until_another_organisation_supports_them(self, make, calendar, opinion):
        assembly = await gather(make, 6)
        proposer, other = assembly.members[1:3]
        draft = await assembly.ask(proposer)
        address = f"/v1/decisions/{draft['id']}"
        change = {"title": "Adopter la clé 2028"}

        stranger = await other.patch(address, json=change, headers={"If-Match": '"1"'})
        assert (stranger.status_code, stranger.json()["code"]) == (403, "only_the_proposer")
        changed = await proposer.patch(address, json=change, headers={"If-Match": '"1"'})
        assert (changed.status_code, changed.json()["title"]) == (200, "Adopter la clé 2028")
        assert changed.headers["ETag"] == '"2"'
        stale = await assembly.lead.patch(address, json=change, headers={"If-Match": '"1"'})
        assert stale.status_code == 412

        assert (await other.post(f"{address}/support")).status_code == 200
        frozen = await assembly.lead.patch(address, json=change, headers={"If-Match": '"2"'})
        assert (frozen.status_code, frozen.json()["code"]) == (409, "supported_by_others")
        dropped = await assembly.lead.post(f"{address}/withdraw")
        assert (dropped.status_code, dropped.json()["code"]) == (409, "supported_by_others")
        assert (await other.delete(f"{address}/support")).json()["supports_needed"] == 2
        assert (await assembly.lead.post(f"{address}/withdraw")).json()["state"] == "withdrawn"

    async def test_only_in_an_agreement_in_force(self, make, calendar, opinion):
        assembly = await gather(make, 2, state="draft")
        body = {"agreement_id": str(assembly.agreement.id), "title": "T", "reason": "R", "effect": "opinion"}

        answer = await assembly.lead.post("/v1/decisions", json=body)

        assert (answer.status_code, answer.json()["code"]) == (409, "agreement_not_active")

    async def test_a_retry_drafts_once(self, make, calendar, opinion):
        assembly = await gather(make, 2)
        body = {"agreement_id": str(assembly.agreement.id), "title": "T", "reason": "R", "effect": "opinion"}
        headers = {"Idempotency-Key": "once"}

        answers = [await assembly.lead.post("/v1/decisions", json=body, headers=headers) for _ in range(2)]

        assert answers[0].json() == answers[1].json()
        assert await make.count("decisions") == 1


class TestConvening:
    async def test_leaves_the_notice_of_the_rules(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        calendar.reach(CONVENED_ON)
        draft = await assembly.ask()
        address = f"/v1/decisions/{draft['id']}/convene"
        assert draft["earliest_opening"] == "2027-06-04T07:00:00Z"
        soon = {"opens_at": "2027-06-04T08:59:00+02:00", "closes_at": CLOSES}

        early = await assembly.lead.post(address, json=soon)
        assert (early.status_code, early.json()["code"]) == (409, "notice_too_short_for_vote")
        assert early.json()["context"]["earliest"] == "2027-06-04T07:00:00Z"
        assert "15 jours" in early.json()["detail"]
        hurried = {"opens_at": "2027-05-22T08:59:00+02:00", "closes_at": CLOSES, "urgent": True}
        too_soon = await assembly.lead.post(address, json=hurried)
        assert (too_soon.status_code, "48 heures" in too_soon.json()["detail"]) == (409, True)
        urgent = {**hurried, "opens_at": "2027-05-22T09:00:00+02:00"}
        assert (await assembly.lead.post(address, json=urgent)).json()["state"] == "convened"

    async def test_is_for_the_lead_or_a_third_of_the_members(self, make, calendar, opinion):
        assembly = await gather(make, 6)
        calendar.reach(CONVENED_ON)
        proposer, second, bystander = assembly.members[1:4]
        draft = await assembly.ask(proposer)
        address = f"/v1/decisions/{draft['id']}"
        hours = {"opens_at": OPENS, "closes_at": CLOSES}

        alone = await proposer.post(f"{address}/convene", json=hours)
        assert (alone.status_code, alone.json()["code"]) == (403, "not_enough_support")
        assert alone.json()["context"] == {"needed": 2, "supports": 1}
        await second.post(f"{address}/support")
        apart = await bystander.post(f"{address}/convene", json=hours)
        assert apart.status_code == 403
        convened = await second.post(f"{address}/convene", json=hours)
        assert convened.status_code == 200
        assert convened.json()["convened_by"]["id"] == str(second.organisation.id)
        lead = await assembly.lead.post(f"{address}/withdraw")
        assert (lead.status_code, lead.json()["code"]) == (403, "only_the_convener")

    async def test_asks_one_question_about_one_thing_at_a_time(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        subject = str(uuid4())
        await assembly.convened(calendar, subject_id=subject)
        other = await assembly.ask(subject_id=subject)

        answer = await assembly.lead.post(
            f"/v1/decisions/{other['id']}/convene", json={"opens_at": OPENS, "closes_at": CLOSES}
        )

        assert (answer.status_code, answer.json()["code"]) == (409, "already_asked")

    async def test_a_vote_is_not_closed_before_it_opens(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        draft = await assembly.ask()

        answer = await assembly.lead.post(
            f"/v1/decisions/{draft['id']}/convene", json={"opens_at": CLOSES, "closes_at": OPENS}
        )

        assert answer.status_code == 422

    async def test_between_two_members_there_is_no_proxy(self, make, calendar, opinion):
        assembly = await gather(make, 2)
        address = await assembly.convened(calendar)

        answer = await give_proxy(assembly.members[1], assembly.lead, address)

        assert (answer.status_code, answer.json()["code"]) == (409, "proxy_limit_reached")


class TestVoting:
    @pytest.fixture
    async def assembly(self, make, opinion) -> Assembly:
        return await gather(make, 4)

    async def test_at_its_hours_only(self, assembly, calendar):
        address = await assembly.convened(calendar)
        ballot = {"choice": "yes"}

        early = await assembly.lead.post(f"{address}/ballots", json=ballot)
        assert (early.status_code, early.json()["code"]) == (409, "vote_not_open")
        assert (await assembly.lead.post(f"{address}/open")).json()["code"] == "vote_not_open"
        assert (await assembly.lead.post(f"{address}/close")).json()["code"] == "vote_not_open"
        calendar.reach(OPENS)
        await cast(assembly.lead, address, "yes")
        opened = (await assembly.lead.get(address)).json()
        assert (opened["state"], opened["electorate_frozen"]) == ("open", True)
        still = await assembly.lead.post(f"{address}/close")
        assert (still.status_code, still.json()["code"]) == (409, "vote_still_open")
        dropped = await assembly.lead.post(f"{address}/withdraw")
        assert (dropped.status_code, dropped.json()["code"]) == (409, "vote_begun")
        calendar.reach(CLOSES)
        late = await assembly.members[1].post(f"{address}/ballots", json=ballot)
        assert (late.status_code, late.json()["code"]) == (409, "vote_closed")

    async def test_once_for_oneself_never_for_another(self, assembly, calendar):
        address = await assembly.opened(calendar)
        first, second = assembly.members[:2]
        await cast(first, address, "yes")

        twice = await first.post(f"{address}/ballots", json={"choice": "no"})
        assert (twice.status_code, twice.json()["code"]) == (409, "already_voted")
        other = {"choice": "no", "organisation_id": str(second.organisation.id)}
        stolen = await first.post(f"{address}/ballots", json=other)
        assert (stolen.status_code, stolen.json()["code"]) == (403, "not_your_vote")

    async def test_a_retry_is_received_once(self, assembly, calendar, make):
        address = await assembly.opened(calendar)
        headers = {"Idempotency-Key": "ballot"}

        answers = [
            await assembly.lead.post(f"{address}/ballots", json={"choice": "yes"}, headers=headers)
            for _ in range(2)
        ]

        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()
        assert await make.count("ballots") == 1

    async def test_under_a_mandate_with_the_power_to_vote(self, assembly, calendar, make):
        address = await assembly.opened(calendar)
        quiet = await make.signed_in(assembly.lead.organisation, powers=["book"])

        answer = await quiet.post(f"{address}/ballots", json={"choice": "yes"})
        told = (await quiet.get(address)).json()["mine"]

        assert (answer.status_code, answer.json()["code"]) == (403, "missing_power")
        assert (told["may_vote"], told["why_not"]) == (
            False,
            "Votre mandat ne comprend pas le pouvoir de voter.",
        )
        mine = (await assembly.lead.get(address)).json()["mine"]
        assert mine["may_vote"]
        assert mine["mandate"]["id"] == str(assembly.lead.mandate.id)

    async def test_closes_early_when_all_have_voted(self, assembly, calendar):
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyyn")

        closed = await assembly.members[3].post(f"{address}/close")

        assert (closed.status_code, closed.json()["outcome"]) == (200, "adopted")
        again = await assembly.lead.post(f"{address}/close")
        assert (again.status_code, again.json()["code"]) == (409, "vote_closed")

    async def test_who_joins_after_the_opening_has_no_vote(self, assembly, calendar, make):
        address = await assembly.opened(calendar)
        late = await make.signed_in()
        await make.party(assembly.agreement, late.organisation)

        answer = await late.post(f"{address}/ballots", json={"choice": "yes"})

        assert (answer.status_code, answer.json()["code"]) == (403, "no_vote")
        assert "arrêtée" in answer.json()["detail"]

    async def test_an_observer_reads_and_does_not_vote(self, assembly, calendar, make):
        observer = await make.signed_in()
        await make.party(assembly.agreement, observer.organisation, role="observer")
        address = await assembly.opened(calendar)

        answer = await observer.post(f"{address}/ballots", json={"choice": "yes"})
        read = (await observer.get(address)).json()

        assert (answer.status_code, answer.json()["code"]) == (403, "only_taking_part")
        assert len(read["electorate"]) == 4
        assert [each["why"] for each in read["without_vote"]] == ["observer"]

    async def test_what_awaits_a_vote_is_listed(self, assembly, calendar):
        address = await assembly.opened(calendar)
        query = "/v1/decisions?mine=to_vote"
        before = (await assembly.lead.get(query)).json()["items"]
        await cast(assembly.lead, address, "yes")
        after = (await assembly.lead.get(query)).json()["items"]

        assert [(each["to_vote"], each["electors"], each["voted"]) for each in before] == [(True, 4, 0)]
        assert after == []
        assert (
            len(
                (await assembly.lead.get(f"/v1/decisions?agreement_id={assembly.agreement.id}")).json()[
                    "items"
                ]
            )
            == 1
        )

    async def test_those_about_one_thing_are_found(self, assembly, calendar):
        subject = str(assembly.members[1].organisation.id)
        asked = await assembly.ask(subject_id=subject)
        await assembly.ask()
        found = (await assembly.lead.get(f"/v1/decisions?subject_id={subject}")).json()["items"]

        assert [each["id"] for each in found] == [asked["id"]]


class TestProxies:
    @pytest.fixture
    async def assembly(self, make, opinion) -> Assembly:
        return await gather(make, 4)

    async def test_are_shown_to_both_and_taken_back_before_the_vote(self, assembly, calendar):
        address = await assembly.convened(calendar)
        giver, holder = assembly.members[:2]
        given = (await give_proxy(giver, holder, address)).json()
        proxy = given["mine"]["proxy_given"]
        held = (await holder.get(address)).json()["mine"]["proxies_held"]
        assert held == [proxy]
        calendar.reach(DURING)
        awaiting = (await holder.get("/v1/decisions?mine=to_vote")).json()["items"]
        assert len(awaiting) == 1
        assert (await giver.get("/v1/decisions?mine=to_vote")).json()["items"] == []
        own = await giver.post(f"{address}/ballots", json={"choice": "yes"})
        assert (own.status_code, own.json()["code"]) == (409, "proxy_given")

        foreign = await holder.post(f"{address}/proxies/{proxy['id']}/revoke")
        assert foreign.status_code == 404
        assert (await giver.post(f"{address}/proxies/{proxy['id']}/revoke")).json()["mine"]["may_vote"]
        taken = {"choice": "yes", "organisation_id": str(giver.organisation.id)}
        answer = await holder.post(f"{address}/ballots", json=taken)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_vote")

    async def test_are_not_taken_back_once_cast(self, assembly, calendar):
        address = await assembly.convened(calendar)
        giver, holder = assembly.members[:2]
        proxy = (await give_proxy(giver, holder, address)).json()["mine"]["proxy_given"]
        calendar.reach(DURING)
        ballot = await cast(holder, address, "no", giver.organisation)
        assert ballot["cast_by"] == str(holder.organisation.id)

        answer = await giver.post(f"{address}/proxies/{proxy['id']}/revoke")

        assert (answer.status_code, answer.json()["code"]) == (409, "vote_cast")

    async def test_form_no_chain(self, assembly, calendar):
        address = await assembly.convened(calendar)
        first, second, third = assembly.members[:3]
        await give_proxy(first, second, address)

        passed_on = await give_proxy(second, third, address)
        received = await give_proxy(third, first, address)

        assert (passed_on.status_code, passed_on.json()["code"]) == (409, "proxy_chain")
        assert (received.status_code, received.json()["code"]) == (409, "proxy_chain")

    async def test_are_given_once_to_another_voter_before_voting(self, assembly, calendar, make):
        address = await assembly.convened(calendar)
        first, second, third = assembly.members[:3]
        itself = await give_proxy(first, first, address)
        outsider = await give_proxy(first, await make.signed_in(), address)
        await give_proxy(first, second, address)
        twice = await give_proxy(first, third, address)
        calendar.reach(DURING)
        await cast(third, address, "yes")
        late = await give_proxy(third, assembly.members[3], address)

        codes = [answer.json()["code"] for answer in (itself, outsider, twice, late)]
        assert codes == ["holder_has_no_vote", "holder_has_no_vote", "proxy_given", "vote_cast"]


class TestWhoVotes:
    async def test_a_federation_votes_through_its_members(self, make, calendar, opinion):
        assembly = await gather(make, 4)
        federation, left, right = assembly.members[1:]
        await make.rows(
            "UPDATE organisations SET is_network = true WHERE id = :id", id=federation.organisation.id
        )
        for each in (left, right):
            await make.membership(federation.organisation, each.organisation)
        address = await assembly.opened(calendar)

        answer = await federation.post(f"{address}/ballots", json={"choice": "yes"})
        decision = (await federation.get(address)).json()

        assert (answer.status_code, answer.json()["code"]) == (403, "no_vote")
        assert left.organisation.name in answer.json()["detail"]
        assert [each["why"] for each in decision["without_vote"]] == ["votes_through_members"]
        assert len(decision["electorate"]) == 3
        assert decision["mine"]["why_not"] == answer.json()["detail"]

    async def test_or_for_them(self, make, calendar, opinion):
        assembly = await gather(make, 4, {"federation_vote": "itself"})
        federation, left, right = assembly.members[1:]
        for each in (left, right):
            await make.membership(federation.organisation, each.organisation)

        decision = (await assembly.lead.get(await assembly.opened(calendar))).json()

        names = {each["organisation"]["id"] for each in decision["electorate"]}
        assert names == {str(assembly.lead.organisation.id), str(federation.organisation.id)}

    async def test_not_the_member_whose_exclusion_is_asked(self, make, calendar, monkeypatch, app):
        spy = Spy("exclude_party")
        spy_on(monkeypatch, spy)
        assembly = await gather(make, 4)
        accused = assembly.members[3]
        # These tests' effect concerns whatever its subject names.
        address = await assembly.opened(
            calendar, effect="exclude_party", subject_id=str(accused.organisation.id)
        )

        answer = await accused.post(f"{address}/ballots", json={"choice": "no"})

        assert (answer.status_code, answer.json()["code"]) == (403, "no_vote")
        assert "concernée" in answer.json()["detail"]

    async def test_by_colleges(self, make, calendar, opinion):
        colleges = [{"name": "Usagers", "weight_bp": 4000}, {"name": "Salariés", "weight_bp": 6000}]
        assembly = await gather(
            make, 5, {"colleges": colleges}, colleges=["Usagers", "Usagers", "Usagers", "Salariés"]
        )
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyyn")

        closed = await assembly.close(address, calendar)

        assert closed["outcome"] == "rejected", "40 % against 60 %"
        assert closed["count"]["yes"] == 3
        assert [each["why"] for each in closed["without_vote"]] == ["no_college"]
        assert "40 % pour, collèges pondérés (Usagers 3 sur 3, Salariés 0 sur 1)" in closed["result"].replace(
            "\u00a0", " "
        )

    async def test_the_rules_of_the_matter_are_applied_and_frozen(self, make, calendar, monkeypatch, app):
        spy_on(monkeypatch, Spy("dissolve"))
        unanimity = {"matter": "dissolve", "majority": {"level": "unanimity", "base": "all"}}
        assembly = await gather(make, 3, {"matters": [unanimity]})
        address = await assembly.opened(calendar, effect="dissolve")
        await make.rows("ALTER TABLE agreement_rules DISABLE TRIGGER USER")
        await make.rows("UPDATE agreement_rules SET content = '{}'")
        await assembly.vote(address, "yy")

        closed = await assembly.close(address, calendar)

        assert closed["outcome"] == "rejected"
        assert "Unanimité de toutes les voix." in closed["rule"]
        assert closed["rules_number"] == 1


class TestMoney:
    """Votes that follow contributions tell nobody what a rival brought."""

    async def test_weigh_what_each_brought(self, make, calendar, opinion):
        assembly = await gather(make, 3, {"weighting": "contributions"}, confidentiality="open")
        await bring(make, assembly, [60_000, 30_000, 0])
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yn")

        closed = await assembly.close(address, calendar)

        assert closed["outcome"] == "adopted"
        assert [(each["votes"]) for each in closed["electorate"]] == [60_000, 30_000]
        assert [each["why"] for each in closed["without_vote"]] == ["no_contribution"]

    async def test_are_withheld_from_rivals_and_from_the_minutes(self, make, calendar, opinion):
        assembly = await gather(make, 4, {"weighting": "contributions"}, confidentiality="coopetition")
        await bring(make, assembly, [611_111, 322_222, 133_333, 144_444])
        rival = assembly.members[1]
        address = await assembly.opened(calendar)
        await assembly.vote(address, "ynya")

        live = await rival.get(address)
        closed = await assembly.close(address, calendar, rival)
        kept = f"/v1/agreements/{assembly.agreement.id}/documents/{closed['minutes_id']}/content"
        minutes = pdf_text((await rival.get(kept)).content)
        assert "Résultat" in minutes
        listed = (await rival.get("/v1/decisions")).text

        told = " ".join([live.text, str(closed), minutes, listed]).replace("\u00a0", "").replace(" ", "")
        for figure in ("611111", "133333", "144444", "744444", "1211110", "1066666"):
            assert figure not in told
        assert live.json()["count"]["outcome"] is None
        assert live.json()["count"]["majorities"] is None
        assert closed["outcome"] == "adopted"
        assert closed["count"]["withheld"]
        assert closed["mine"]["votes"] == 322_222
        lead = (await assembly.lead.get(address)).json()
        assert lead["count"]["majorities"][0]["yes"] == 744_444

    async def test_double_majority(self, make, calendar, opinion):
        assembly = await gather(make, 3, {"double_majority": True}, confidentiality="open")
        await bring(make, assembly, [90_000, 1_000, 1_000])
        address = await assembly.opened(calendar)
        await assembly.vote(address, "nyy")

        closed = await assembly.close(address, calendar)

        assert closed["outcome"] == "rejected"
        assert [each["reached"] for each in closed["count"]["majorities"]] == [True, False]


class TestEffects:
    async def test_refused_it_undoes_nothing_but_itself_and_says_why(self, make, calendar, opinion):
        opinion.ends = NothingLeft(left="10 €")
        assembly = await gather(make, 3)
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyy")

        closed = await assembly.close(address, calendar)

        assert (closed["outcome"], closed["effect_state"]) == ("adopted", "refused")
        assert closed["effect_reason"] == "Il ne reste que 10 €."
        assert closed["changes"] == ["Tout change."]
        kept = (await make.rows("SELECT effect_refusal FROM decisions"))[0].effect_refusal
        assert "nothing_left" in str(kept)

    async def test_may_wait_for_a_condition(self, make, calendar, opinion):
        opinion.ends = Applied(conditional=Text("Quand l’argent sera là.", "Once the money is there."))
        assembly = await gather(make, 3)
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyy")

        closed = await assembly.close(address, calendar)

        assert (closed["effect_state"], closed["effect_reason"]) == ("conditional", "Quand l’argent sera là.")

    async def test_what_was_told_stays_once_it_can_no_longer_be_asked(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        address = await assembly.opened(calendar)
        opinion.refuses = NothingLeft(left="10 €")
        running = (await assembly.lead.get(address)).json()
        assert running["changes"] == []
        assert "10 €" in running["cannot_apply"]


class TestWalls:
    async def test_strangers_invited_and_leavers(self, make, calendar, opinion):
        assembly = await gather(make, 4)
        invited = await make.signed_in()
        await make.party(assembly.agreement, invited.organisation, state="invited", joined_on=None)
        stranger = await make.signed_in()
        leaver = assembly.members[3]
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyyy")
        await assembly.close(address, calendar)
        later = await assembly.ask()
        await make.rows(
            "UPDATE parties SET left_on = :day WHERE organisation_id = :id",
            day=datetime.fromisoformat(CLOSES).date(),
            id=leaver.organisation.id,
        )
        calendar.reach("2027-09-01T09:00:00+02:00")

        listing = f"/v1/decisions?agreement_id={assembly.agreement.id}"
        for who, expected in ((stranger, 404), (invited, 404), (leaver, 200)):
            assert (await who.get(address)).status_code == expected
        assert (await leaver.get(f"/v1/decisions/{later['id']}")).status_code == 404
        assert [(await who.get(listing)).status_code for who in (stranger, invited, leaver)] == [
            404,
            403,
            200,
        ]
        assert (await invited.get(listing)).json()["code"] == "reserved_to_parties"
        assert len((await leaver.get(listing)).json()["items"]) == 1
        assert (await stranger.get("/v1/decisions")).json()["items"] == []
        vote = await leaver.post(f"/v1/decisions/{later['id']}/support")
        assert vote.status_code == 404
        matters = f"/v1/decisions/matters?agreement_id={assembly.agreement.id}"
        assert (await stranger.get(matters)).status_code == 404
        assert "opinion" in [each["matter"] for each in (await leaver.get(matters)).json()["items"]]


class TestHistory:
    async def test_a_closed_decision_and_its_ballots_never_change(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        address = await assembly.opened(calendar)
        await assembly.vote(address, "yyn")
        await assembly.close(address, calendar)

        for change in (
            "UPDATE decisions SET outcome = 'rejected'",
            "DELETE FROM decisions",
            "UPDATE ballots SET choice = 'no'",
            "DELETE FROM ballots",
            "DELETE FROM decision_voters",
        ):
            with pytest.raises(Exception, match=r"only grows|stays"):
                await make.rows(change)

    async def test_founding_rules_number_is_told(self, make, calendar, opinion):
        assembly = await gather(make, 3)
        await adopt(make, assembly.agreement, assembly.lead, {})

        assert (await assembly.ask())["rules_number"] == 1
