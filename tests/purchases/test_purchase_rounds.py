"""The life of a round: prepared by the lead alone, opened, surveyed, closed once, given up with a reason."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from buying import CRITERIA, NAMES, TOTAL_VOLUME, Buying, buying, match, refusal, told
from pydantic import SecretStr

from essaim.kit import clock
from essaim.purchases.service import reminding
from make import Make, Member

TODAY = date(2027, 1, 11)
CALENDAR = {
    "needs_until": "2027-01-31",
    "quotes_until": "2027-02-28",
    "award_on": "2027-03-15",
    "starts_on": "2027-04-01",
    "ends_on": "2028-03-31",
}
GLOVES = {"name": "Gants", "items": [{"name": "Gants nitrile", "unit": "boîte de 100"}]}
FEW = ("O1", "O2", "O3")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


async def few(make: Make, stage: str = "draft", **values: Any) -> Buying:
    given = {"names": FEW, "volumes": (1200, 800, 2400), "references": (51_000, None, 43_000)}
    return await buying(make, stage=stage, **{**given, **values})


def body_of(world: Buying, **values: Any) -> dict[str, Any]:
    return {
        "agreement_id": str(world.agreement.id),
        "title": "Draps 2027",
        "criteria": CRITERIA,
        **CALENDAR,
        **values,
    }


async def prepared(world: Buying, **values: Any) -> dict[str, Any]:
    """A draft with one lot, through the API."""
    draft = told(await world.lead.post("/v1/purchases", json=body_of(world, **values)), 201)
    told(await world.lead.post(f"/v1/purchases/{draft['id']}/lots", json=GLOVES), 201)
    return draft


async def opened(world: Buying, **values: Any) -> dict[str, Any]:
    draft = await prepared(world, **values)
    return told(await world.lead.post(f"/v1/purchases/{draft['id']}/open"))


async def ids(reader: Member, **query: str) -> list[str]:
    return [
        one["id"] for one in told(await reader.get("/v1/purchases", params={"limit": 100, **query}))["items"]
    ]


class TestPreparing:
    async def test_a_draft_is_the_lead_s_alone_until_its_survey_opens(self, make: Make, today: date) -> None:
        world = await few(make)
        party = await world.member(0)
        draft = await prepared(world)
        assert (draft["number"], draft["state"], draft["members_count"]) == (2, "draft", 4)
        assert "open" in draft["actions"]
        assert refusal(await party.get(f"/v1/purchases/{draft['id']}")) == (404, "not_found")
        assert draft["id"] in await ids(world.lead)
        assert await ids(party) == []
        told(await world.lead.post(f"/v1/purchases/{draft['id']}/open"))
        read = told(await party.get(f"/v1/purchases/{draft['id']}"))
        assert (read["state"], read["actions"], read["coordinates"]) == ("needs", ["state_needs"], False)
        assert read["mine"] == {"asked": True, "answered": False, "undertaken": False}
        assert await ids(party) == [draft["id"]]
        assert await ids(party, state="draft") == []

    async def test_a_party_that_does_not_lead_prepares_nothing(self, make: Make, today: date) -> None:
        world = await few(make, "needs")
        party = await world.member(0)
        answers = [
            await party.post("/v1/purchases", json=body_of(world)),
            await party.patch(world.path, json={"title": "Autre"}, headers={"If-Match": '"1"'}),
            await party.post(f"{world.path}/lots", json=GLOVES),
            await party.post(f"{world.path}/close-needs"),
            await party.post(f"{world.path}/cancel", json={"reason": "Non"}),
            await party.post(f"{world.path}/reminders", json={}),
            await party.put(
                f"{world.path}/members", json={"organisation_ids": [str(o.id) for o in world.parties]}
            ),
        ]
        assert {refusal(answer) for answer in answers} == {(403, "only_the_lead")}

    async def test_a_stranger_and_an_invited_organisation_read_nothing(self, make: Make) -> None:
        world = await few(make, "needs")
        stranger, invited = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, invited.organisation, state="invited", joined_on=None)
        for path in ("", "/lots", "/members", "/documents"):
            assert refusal(await stranger.get(world.path + path)) == (404, "not_found")
            assert refusal(await invited.get(world.path + path)) == (404, "not_found")
        listed = f"/v1/purchases?agreement_id={world.agreement.id}"
        assert refusal(await stranger.get(listed)) == (404, "not_found")
        assert refusal(await invited.get(listed)) == (403, "purchases_for_parties")
        assert await ids(stranger) == await ids(invited) == []

    @pytest.mark.parametrize(
        ("criteria", "code"),
        [
            ([{**CRITERIA[0], "weight": 100}, {**CRITERIA[1], "weight": 20}], "criteria_weights"),
            ([{**CRITERIA[1], "weight": 100}], "criteria_weights"),
            (
                [{**CRITERIA[0], "weight": 50}, {**CRITERIA[0], "weight": 50, "code": "p2"}],
                "criteria_weights",
            ),
            ([CRITERIA[0], {**CRITERIA[1], "weight": 40, "code": "price"}], "criterion_twice"),
            ([CRITERIA[0], {**CRITERIA[1], "weight": 40, "name": "Produits locaux"}], "local_is_no_label"),
            ([CRITERIA[0], {**CRITERIA[1], "weight": 40, "code": "local"}], "local_is_no_label"),
        ],
    )
    async def test_criteria_weigh_a_hundred_one_is_the_price_none_is_a_place(
        self, make: Make, criteria: list[dict[str, Any]], code: str
    ) -> None:
        world = await few(make)
        answer = await world.lead.post("/v1/purchases", json=body_of(world, criteria=criteria))
        assert answer.status_code == 422
        assert [one["code"] for one in answer.json()["errors"]] == [code]

    async def test_dates_follow_one_another(self, make: Make) -> None:
        world = await few(make)
        answer = await world.lead.post("/v1/purchases", json=body_of(world, quotes_until="2027-01-30"))
        assert [one["code"] for one in answer.json()["errors"]] == ["calendar_order"]
        changed = await world.lead.patch(
            world.path, json={"quotes_until": "2020-01-01"}, headers=match(await world.read())
        )
        assert [one["code"] for one in changed.json()["errors"]] == ["calendar_order"]

    async def test_a_copy_keeps_lots_rules_and_who_still_takes_part_never_needs_or_prices(
        self, make: Make
    ) -> None:
        world = await few(make, "orders", sharing="arrival", rebate_kept_bp=1000)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = '2021-01-01' WHERE organisation_id = :id",
            id=world.parties[1].id,
        )
        answer = await world.lead.post(f"{world.path}/copies", json={"title": "Gants 2028", **CALENDAR})
        copied = told(answer, 201)
        assert (copied["state"], copied["sharing"], copied["rebate_kept_bp"]) == ("draft", "arrival", 1000)
        assert copied["copied_from_id"] == str(world.round.id)
        assert copied["criteria"] == CRITERIA
        assert [item["name"] for lot in copied["lots"] for item in lot["items"]] == ["Gants nitrile"]
        assert {lot["state"] for lot in copied["lots"]} == {"open"}
        members = told(await world.lead.get(f"/v1/purchases/{copied['id']}/members"))
        assert [one["organisation_name"] for one in members["items"]] == ["O1", "O3"]
        for table in ("purchase_needs", "purchase_quotes", "purchase_commitments"):
            assert await make.count(table, "round_id = :id", id=UUID(copied["id"])) == 0

    async def test_in_an_ended_agreement_no_round_begins(self, make: Make) -> None:
        world = await few(make)
        await make.rows("UPDATE agreements SET state = 'ended' WHERE id = :id", id=world.agreement.id)
        assert refusal(await world.lead.post("/v1/purchases", json=body_of(world))) == (
            409,
            "agreement_ended",
        )
        assert refusal(await world.lead.post(f"{world.path}/open")) == (409, "agreement_ended")


class TestLots:
    async def test_items_are_renamed_exchanged_added_and_removed_under_one_id(
        self, make: Make, today: date
    ) -> None:
        world = await few(make)
        path = world.lot_path
        lot = told(await world.lead.get(f"{world.path}/lots"))["items"][0]
        first = lot["items"][0]
        items = [
            {"name": "Gants latex", "unit": "boîte"},
            {"id": first["id"], "name": "Gants nitrile", "unit": "boîte"},
        ]
        changed = told(await world.lead.patch(path, json={"items": items}, headers=match(lot)))
        assert [item["name"] for item in changed["items"]] == ["Gants latex", "Gants nitrile"]
        assert changed["items"][1]["id"] == first["id"]
        swapped = [
            {"id": changed["items"][0]["id"], "name": "Gants nitrile", "unit": "boîte"},
            {"id": first["id"], "name": "Gants latex", "unit": "boîte"},
        ]
        again = told(await world.lead.patch(path, json={"items": swapped}, headers=match(changed)))
        assert [item["name"] for item in again["items"]] == ["Gants nitrile", "Gants latex"]
        assert refusal(await world.lead.patch(path, json={"name": "X"}, headers=match(lot))) == (
            412,
            "stale_version",
        )
        strange = [{"id": str(world.round.id), "name": "Autre", "unit": "u"}]
        assert refusal(await world.lead.patch(path, json={"items": strange}, headers=match(again))) == (
            422,
            "unknown_item",
        )

    async def test_lots_are_numbered_without_gap_and_never_two_of_one_name(self, make: Make) -> None:
        world = await few(make)
        for name in ("Draps", "Blouses"):
            told(await world.lead.post(f"{world.path}/lots", json={**GLOVES, "name": name}), 201)
        assert refusal(await world.lead.post(f"{world.path}/lots", json=GLOVES)) == (409, "lot_named")
        draps = (await world.read())["lots"][1]
        removed = await world.lead.delete(f"{world.path}/lots/{draps['id']}", headers=match(draps))
        assert removed.status_code == 204
        assert [(lot["position"], lot["name"]) for lot in (await world.read())["lots"]] == [
            (1, "Gants"),
            (2, "Blouses"),
        ]

    async def test_once_the_survey_is_open_lots_do_not_change(self, make: Make) -> None:
        world = await few(make, "needs")
        lot = (await world.read())["lots"][0]
        answers = [
            await world.lead.post(f"{world.path}/lots", json={**GLOVES, "name": "Draps"}),
            await world.lead.patch(world.lot_path, json={"name": "Autre"}, headers=match(lot)),
            await world.lead.delete(world.lot_path, headers=match(lot)),
        ]
        assert {refusal(answer) for answer in answers} == {(409, "wrong_round_state")}

    async def test_one_reads_what_is_one_s_own_of_a_lot(self, make: Make) -> None:
        world = await few(make, "orders", confidentiality="coopetition")
        read = await world.read(await world.member(1))
        (lot,) = read["lots"]
        assert lot["my"] == {"volumes_count": 1, "opted_out": False}
        assert (lot["state"], lot["supplier_name"]) == ("awarded", "A")
        assert (await world.read())["lots"][0]["my"] is None
        assert told(await world.lead.get(f"{world.path}/lots"))["items"][0]["supplier_name"] == "A"


class TestWhoIsAsked:
    async def test_who_is_asked_changes_until_the_survey_ends_and_who_answered_stays(
        self, make: Make
    ) -> None:
        world = await few(make, "needs", volumes=(1200, None, None))
        newcomer = await make.organisation("O4")
        await make.party(world.agreement, newcomer)
        path = f"{world.path}/members"
        wanted = [str(newcomer.id), str(world.parties[0].id)]
        seen = told(await world.lead.put(path, json={"organisation_ids": wanted}))
        assert [one["organisation_name"] for one in seen["items"]] == ["O4", "O1"]
        assert (seen["members_count"], seen["answered_count"]) == (2, 1)
        others = [str(newcomer.id), str(world.parties[1].id)]
        assert refusal(await world.lead.put(path, json={"organisation_ids": others})) == (
            409,
            "member_answered",
        )
        await world.move("quotes")
        assert refusal(await world.lead.put(path, json={"organisation_ids": wanted})) == (
            409,
            "wrong_round_state",
        )

    async def test_only_parties_that_take_part_are_asked(self, make: Make, today: date) -> None:
        world = await few(make)
        outside, observer = await make.organisation(), await make.organisation()
        await make.party(world.agreement, observer, role="observer")
        for strange in (outside, observer):
            asked = [str(world.parties[0].id), str(strange.id)]
            answer = await world.lead.put(f"{world.path}/members", json={"organisation_ids": asked})
            assert refusal(answer) == (422, "takes_no_part")
            answer = await world.lead.post("/v1/purchases", json=body_of(world, organisation_ids=asked))
            assert refusal(answer) == (422, "takes_no_part")

    async def test_between_competitors_the_coordinator_buys_nothing(self, make: Make, today: date) -> None:
        world = await few(make, neutral=False, confidentiality="coopetition")
        assert refusal(await world.lead.post(f"{world.path}/open")) == (409, "coordinator_not_neutral")
        everybody = {"organisation_ids": [str(one.id) for one in world.parties]}
        for answer in (
            await world.lead.put(f"{world.path}/members", json=everybody),
            await world.lead.post("/v1/purchases", json=body_of(world, **everybody)),
        ):
            assert refusal(answer) == (409, "coordinator_not_neutral")
        draft = await opened(world)
        members = told(await world.lead.get(f"/v1/purchases/{draft['id']}/members"))
        assert [one["organisation_name"] for one in members["items"]] == ["O2", "O3"]

    async def test_a_member_reads_its_own_line_and_counts_the_coordinator_all(self, make: Make) -> None:
        world = await few(make, "needs", volumes=(1200, None, 5), confidentiality="aggregates")
        rival = await world.member(1)
        mine = told(await rival.get(f"{world.path}/members"))
        assert [one["organisation_name"] for one in mine["items"]] == ["O2"]
        assert (mine["members_count"], mine["answered_count"], mine["next_cursor"]) == (3, 2, None)
        everybody = told(await world.lead.get(f"{world.path}/members"))
        assert [one["answered_at"] is not None for one in everybody["items"]] == [True, False, True]
        listed = told(await rival.get("/v1/purchases"))["items"][0]
        assert (listed["members_count"], listed["answered_count"]) == (3, 2)

    async def test_where_lines_are_open_everybody_reads_who_answered(self, make: Make) -> None:
        world = await few(make, "needs", volumes=(1200, None, 5))
        seen = told(await (await world.member(1)).get(f"{world.path}/members"))
        assert len(seen["items"]) == 3
        await make.rows(
            "UPDATE agreements SET confidentiality = 'coopetition' WHERE id = :id", id=world.agreement.id
        )
        seen = told(await (await world.member(1)).get(f"{world.path}/members"))
        assert [one["organisation_name"] for one in seen["items"]] == ["O2"]

    async def test_what_a_rival_reads_does_not_move_when_another_answers_but_the_count(
        self, make: Make
    ) -> None:
        world = await few(make, "needs", volumes=(1200, None, None), confidentiality="coopetition")
        rival = await world.member(0)
        paths = (world.path, f"{world.path}/lots", f"{world.path}/members", f"{world.path}/documents")
        before = [(await rival.get(path)) for path in paths]
        await world.need(world.parties[1], 777, 43_210)
        after = [(await rival.get(path)) for path in paths]
        assert [one.headers.get("etag") for one in before] == [one.headers.get("etag") for one in after]
        changed = [
            {key for key in one.json() if one.json()[key] != two.json()[key]}
            for one, two in zip(before, after, strict=True)
        ]
        assert changed == [{"answered_count"}, set(), {"answered_count"}, set()]


class TestUndertaking:
    async def test_an_undertaking_is_given_once_for_one_s_organisation(self, make: Make) -> None:
        world = await few(make, "needs", undertaking="Ne rien dire des prix.", volumes=(None, None, None))
        party = await world.member(0)
        assert (await world.read(party))["actions"] == ["undertake"]
        given = told(await party.post(f"{world.path}/undertake"))
        assert (given["mine"]["undertaken"], given["actions"]) == (True, ["state_needs"])
        (before,) = await make.rows(
            "SELECT * FROM purchase_members WHERE organisation_id = :id", id=party.organisation.id
        )
        told(await party.post(f"{world.path}/undertake"))
        (after,) = await make.rows(
            "SELECT * FROM purchase_members WHERE organisation_id = :id", id=party.organisation.id
        )
        assert before == after
        assert refusal(await world.lead.post(f"{world.path}/undertake")) == (403, "not_asked")

    async def test_nothing_to_undertake_is_said(self, make: Make) -> None:
        world = await few(make, "needs")
        party = await world.member(0)
        assert refusal(await party.post(f"{world.path}/undertake")) == (409, "nothing_to_undertake")

    async def test_an_observer_undertakes_nothing(self, make: Make) -> None:
        world = await few(make, "needs", undertaking="Discrétion")
        observer = await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        assert refusal(await observer.post(f"{world.path}/undertake")) == (403, "only_taking_part")
        assert (await world.read(observer))["actions"] == []


class TestTheSurvey:
    async def test_it_opens_with_a_lot_two_organisations_and_a_day_to_come(
        self, make: Make, today: date
    ) -> None:
        world = await few(make)
        draft = told(await world.lead.post("/v1/purchases", json=body_of(world)), 201)
        path = f"/v1/purchases/{draft['id']}"
        assert refusal(await world.lead.post(f"{path}/open")) == (409, "nothing_to_buy")
        told(await world.lead.post(f"{path}/lots", json=GLOVES), 201)
        await make.rows("DELETE FROM purchase_members WHERE round_id = :id", id=UUID(draft["id"]))
        assert refusal(await world.lead.post(f"{path}/open")) == (409, "too_few_asked")
        asked = {"organisation_ids": [str(one.id) for one in world.parties]}
        told(await world.lead.put(f"{path}/members", json=asked))
        late = {"needs_until": "2027-01-10"}
        told(await world.lead.patch(path, json=late, headers=match(told(await world.lead.get(path)))))
        answer = await world.lead.post(f"{path}/open")
        assert refusal(answer) == (409, "survey_date_passed")
        assert "10/01/2027" in answer.json()["detail"]

    async def test_it_reads_the_confidentiality_of_the_agreement_as_it_opens(
        self, make: Make, today: date
    ) -> None:
        world = await few(make)
        draft = await prepared(world)
        await make.rows(
            "UPDATE agreements SET confidentiality = 'aggregates' WHERE id = :id", id=world.agreement.id
        )
        read = told(await world.lead.post(f"/v1/purchases/{draft['id']}/open"))
        assert read["confidentiality"] == "aggregates"
        await make.rows(
            "UPDATE agreements SET confidentiality = 'open' WHERE id = :id", id=world.agreement.id
        )
        party = await world.member(0)
        read = told(await party.get(f"/v1/purchases/{draft['id']}"))
        assert (read["confidentiality"], read["sees_all"]) == ("aggregates", False)

    async def test_once_open_dates_are_put_off_and_rules_stay(self, make: Make) -> None:
        world = await few(make, "needs")
        read = await world.read()
        earlier = (date.fromisoformat(read["award_on"]) - timedelta(days=1)).isoformat()
        later = (date.fromisoformat(read["ends_on"]) + timedelta(days=9)).isoformat()

        async def change(**body: Any) -> Any:
            return await world.lead.patch(world.path, json=body, headers=match(await world.read()))

        assert refusal(await change(award_on=earlier)) == (409, "calendar_fixed")
        assert refusal(await change(sharing="arrival")) == (409, "rules_fixed")
        assert refusal(await change(undertaking="Nouveau")) == (409, "rules_fixed")
        changed = told(await change(ends_on=later, title="Gants et masques", sharing="same_price"))
        assert (changed["ends_on"], changed["title"]) == (later, "Gants et masques")
        stale = await world.lead.patch(world.path, json={"title": "X"}, headers=match(read))
        assert refusal(stale) == (412, "stale_version")
        unread = await world.lead.patch(world.path, json={"title": "X"})
        assert refusal(unread) == (428, "version_required")
        await world.move("closed", closed_at=clock.now(), quotes_opened_at=clock.now())
        assert refusal(await change(title="X")) == (409, "wrong_round_state")

    async def test_it_closes_when_everybody_answered_or_on_its_last_day(self, make: Make) -> None:
        world = await few(make, "needs", volumes=(1200, 800, None), needs_until=clock.today())
        await make.rows(
            "UPDATE purchase_rounds SET needs_until = needs_until + 1, quotes_until = quotes_until + 1"
        )
        answer = await world.lead.post(f"{world.path}/close-needs")
        assert refusal(answer) == (409, "needs_still_asked")
        assert answer.json()["context"]["missing"] == 1
        await world.answered(world.parties[2])
        closed = told(await world.lead.post(f"{world.path}/close-needs"))
        assert (closed["state"], closed["actions"]) == ("quotes", ["change", "open_quotes", "cancel", "copy"])
        assert refusal(await world.lead.post(f"{world.path}/close-needs")) == (409, "wrong_round_state")

    async def test_its_totals_are_told_once_where_enough_make_them(self, make: Make) -> None:
        world = await buying(make, confidentiality="aggregates")
        await world.lot_with("Masques", ("Masque", "boîte"), ("Surblouse", "pièce"))
        for organisation in world.parties[:2]:
            await world.need(organisation, 10, None, world.items[1])
        told(await world.lead.post(f"{world.path}/close-needs"))
        rows = await make.rows(
            "SELECT i.name, p.volume, p.contributors FROM purchase_publications p JOIN purchase_items i ON i.id = p.item_id"
            " WHERE p.moment = 'needs' ORDER BY i.name"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("Gants nitrile", TOTAL_VOLUME, len(NAMES)),
            ("Masque", None, None),
            ("Surblouse", None, None),
        ]

    async def test_without_any_need_there_is_nothing_to_close(self, make: Make) -> None:
        world = await few(make, "needs", volumes=(None, None, None))
        assert refusal(await world.lead.post(f"{world.path}/close-needs")) == (409, "no_needs")

    async def test_two_closings_at_once_tell_totals_once(self, make: Make) -> None:
        world = await few(make, "needs")
        answers = await asyncio.gather(*(world.lead.post(f"{world.path}/close-needs") for _ in range(3)))
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert await make.count("purchase_publications") == 1

    async def test_a_need_stated_as_the_survey_closes_is_counted_or_refused(self, make: Make) -> None:
        world = await few(make, "needs")
        one, two = await world.member(0), await world.member(1)

        async def state(member: Member, volume: int) -> Any:
            seen = told(await member.get(f"{world.path}/needs/mine"))
            body = {"lines": [{"item_id": str(world.item.id), "volume": volume}]}
            return await member.put(f"{world.path}/needs/mine", json=body, headers=match(seen))

        answers = await asyncio.gather(
            state(one, 5), world.lead.post(f"{world.path}/close-needs"), state(two, 7)
        )
        told(answers[1])
        for answer in (answers[0], answers[2]):
            assert answer.status_code == 200 or refusal(answer) == (409, "wrong_round_state")
        (total,) = await make.rows("SELECT sum(volume)::bigint AS volume FROM purchase_needs")
        (told_once,) = await make.rows("SELECT volume FROM purchase_publications")
        assert told_once.volume == total.volume

    async def test_needs_stated_while_those_asked_change_hold_nobody_up(self, make: Make) -> None:
        world = await few(make, "needs", volumes=(None, None, None))
        members = [await world.member(place) for place in range(3)]
        seen = told(await members[0].get(f"{world.path}/needs/mine"))
        body = {"lines": [{"item_id": str(world.item.id), "volume": 5}]}
        turned = {"organisation_ids": [str(one.id) for one in world.parties[::-1]]}
        answers = await asyncio.gather(
            *(member.put(f"{world.path}/needs/mine", json=body, headers=match(seen)) for member in members),
            *(world.lead.put(f"{world.path}/members", json=turned) for _ in range(2)),
        )
        assert {answer.status_code for answer in answers} == {200}

    async def test_a_retried_opening_has_one_effect(self, make: Make, today: date) -> None:
        world = await few(make)
        draft = await prepared(world)
        headers = {"Idempotency-Key": "ouverture"}
        first, second = [
            await world.lead.post(f"/v1/purchases/{draft['id']}/open", headers=headers) for _ in range(2)
        ]
        assert (told(first), second.headers["Idempotency-Hit"]) == (told(second), "true")


class TestGivingUp:
    async def test_it_is_given_up_with_a_reason_that_members_read(self, make: Make) -> None:
        world = await few(make, "choice")
        party = await world.member(0)
        told(await world.lead.post(f"{world.path}/cancel", json={"reason": "Le fournisseur a fermé"}))
        read = await world.read(party)
        assert (read["state"], read["cancelled_because"], read["actions"]) == (
            "cancelled",
            "Le fournisseur a fermé",
            [],
        )
        assert refusal(await world.lead.post(f"{world.path}/cancel", json={"reason": "Bis"})) == (
            409,
            "wrong_round_state",
        )

    async def test_not_once_a_lot_is_awarded(self, make: Make) -> None:
        world = await few(make, "needs")
        await world.lot_with("Draps", ("Drap", "pièce"))
        await world.move("quotes", needs_closed_at=clock.now())
        await world.quote("A", ((1, 52_000),))
        await world.open_quotes()
        await world.award("A")
        answer = await world.lead.post(f"{world.path}/cancel", json={"reason": "Trop tard"})
        assert refusal(answer) == (409, "lots_awarded")

    async def test_a_draft_given_up_stays_unread_by_members(self, make: Make) -> None:
        world = await few(make)
        told(await world.lead.post(f"{world.path}/cancel", json={"reason": "Erreur"}))
        assert refusal(await (await world.member(0)).get(world.path)) == (404, "not_found")


class TestReminders:
    async def test_those_who_did_not_answer_are_reminded_once_a_day(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await few(make, "needs", volumes=(1200, None, None))
        path = f"{world.path}/reminders"
        sent = told(await world.lead.post(path, json={"message": "Merci"}), 201)
        assert sent == {"reminded": 2, "mailed": 0}
        assert refusal(await world.lead.post(path, json={})) == (409, "members_reminded_today")
        tomorrow = clock.today() + timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        await world.answered(world.parties[1])
        assert told(await world.lead.post(path, json={}), 201)["reminded"] == 1
        await world.answered(world.parties[2])
        assert refusal(await world.lead.post(path, json={})) == (409, "everybody_answered")
        seen = told(await world.lead.get(f"{world.path}/members"))["items"]
        assert [one["reminders"] for one in seen] == [0, 1, 2]

    async def test_mail_goes_to_the_directors_of_those_who_did_not_answer(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await few(make, "needs", volumes=(1200, None, None))
        for place in range(3):
            await world.member(place)
        taken: list[dict[str, str]] = []

        async def take(_url: str, **mail: str) -> bool:
            taken.append(mail)
            return True

        monkeypatch.setattr(reminding, "send_mail", take)
        patient = make.app.state.settings
        make.app.state.settings = patient.model_copy(update={"smtp_url": SecretStr("smtp://localhost")})
        sent = told(await world.lead.post(f"{world.path}/reminders", json={"message": "Vite"}), 201)
        assert sent == {"reminded": 2, "mailed": 2}
        expected = {(await world.member(place)).person.email for place in (1, 2)}
        assert {mail["to"] for mail in taken} == expected
        assert "Vite" in taken[0]["body"]
        assert world.path.replace("/v1", "") in taken[0]["body"]


class TestWhoLeft:
    async def test_it_reads_rounds_of_its_time_as_they_were_on_its_last_day(self, make: Make) -> None:
        world = await few(make, "orders", confidentiality="aggregates")
        leaver = await world.member(2)
        yesterday = clock.today() - timedelta(days=1)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=yesterday,
            id=leaver.organisation.id,
        )
        assert refusal(await leaver.get(world.path)) == (404, "not_found")
        assert await ids(leaver) == []
        await make.rows(
            "UPDATE purchase_rounds SET opened_at = :long_ago, needs_closed_at = :long_ago",
            long_ago=clock.now() - timedelta(days=9),
        )
        read = await world.read(leaver)
        assert (read["state"], read["quotes_opened_at"], read["actions"]) == ("quotes", None, [])
        (lot,) = read["lots"]
        assert (lot["state"], lot["quote_id"], lot["supplier_name"], lot["decided_at"]) == (
            "open",
            None,
            None,
            None,
        )
        assert [one["state"] for one in told(await leaver.get("/v1/purchases"))["items"]] == ["quotes"]
        assert await ids(leaver, state="orders") == []
        assert await ids(leaver, state="quotes") == [str(world.round.id)]


class TestPages:
    async def test_rounds_of_every_agreement_come_newest_first_page_by_page(
        self, make: Make, today: date
    ) -> None:
        world = await few(make)
        made = [str(world.round.id)] + [(await prepared(world))["id"] for _ in range(3)]
        first = told(await world.lead.get("/v1/purchases?limit=3"))
        second = told(await world.lead.get("/v1/purchases", params={"cursor": first["next_cursor"]}))
        assert [one["id"] for one in first["items"] + second["items"]] == made[::-1]
