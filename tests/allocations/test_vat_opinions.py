"""Opinions on the exemption of cost-sharing groups from VAT: what is said, to whom, and what is kept."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from allocations.whatif_world import Cost, World, gather, key, part, refusal, told
from essaim.kit import clock
from make import Make

PATH = "/v1/allocations/vat-opinions"
TODAY = date(2026, 11, 23)
# Hundredths of percent: S06 is above the limit, S13 exactly on it.
TAXABLE = (0, 500, 0, 1200, 0, 2300, 300, 0, 1000, 0, 0, 700, 2000, 0, 450)


def asked(world: World, **answers: Any) -> dict[str, Any]:
    return {
        "agreement_id": str(world.agreement.id),
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "independent_group": "yes",
        "services_only": "yes",
        "general_interest": "unknown",
        "no_distortion": "yes",
        "outside_share_bp": 0,
        **answers,
    }


async def give(world: World, language: str = "en", **answers: Any) -> dict[str, Any]:
    answer = await world.lead.post(PATH, json=asked(world, **answers), headers={"Accept-Language": language})
    return told(answer, 201)


async def read(world: World, place: int, opinion: dict[str, Any], language: str = "en") -> dict[str, Any]:
    answer = await world.members[place].get(f"{PATH}/{opinion['id']}", headers={"Accept-Language": language})
    return told(answer)


def finding(opinion: dict[str, Any], question: str) -> dict[str, Any]:
    (found,) = (one for one in opinion["findings"] if one["question"] == question)
    return dict(found)


async def actual(world: World, claimed: dict[int, int] | None = None) -> None:
    """Actual costs of 300.00 shared equally, posted, and what was billed of each by statements."""
    count = len(world.members)
    costs = [Cost("Qualité", 300_00, key("Parts égales", part(None)))]
    run = await world.run(costs, [{} for _ in range(count)], stage="actual")
    await world.bill(run, claimed or dict.fromkeys(range(count), 300_00 // count))


async def salette_taxed(make: Make, *, members: int = 15, confidentiality: str = "open") -> World:
    world = await gather(make, members=members, confidentiality=confidentiality)
    for place in range(members):
        await world.figure(place, "taxable_share", TAXABLE[place])
    return world


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
async def world(make: Make) -> World:
    return await salette_taxed(make)


class TestTheFifteenStructures:
    async def test_one_at_23_percent_is_above_and_one_at_exactly_20_is_within(self, world: World) -> None:
        opinion = await give(world)
        by_name = {one["organisation_name"]: one for one in opinion["members"]}
        assert by_name["S06"]["finding"] == "above"
        assert by_name["S06"]["taxable_share_bp"] == 2300
        assert by_name["S13"]["finding"] == "within"
        assert by_name["S13"]["taxable_share_bp"] == 2000
        assert {one["finding"] for name, one in by_name.items() if name != "S06"} == {"within"}
        assert finding(opinion, "members")["answer"] == "14 within the limit, 1 above, 0 without a figure"

    async def test_one_above_calls_for_an_answer_on_general_interest(self, world: World) -> None:
        await actual(world)
        unanswered = await give(world)
        assert unanswered["conclusion"] == "incomplete"
        assert finding(unanswered, "members")["level"] == "open"
        assert "general interest" in finding(unanswered, "members")["consequence"]
        assert (await give(world, general_interest="no"))["conclusion"] == "unfavourable"
        relaxed = await give(world, general_interest="yes")
        assert relaxed["conclusion"] == "reserved"
        assert finding(relaxed, "members")["level"] == "in_part"
        assert "is taxed" in finding(relaxed, "members")["consequence"]

    async def test_sums_are_exact_once_actual_costs_are_posted_and_billed_so(self, world: World) -> None:
        before = await give(world)
        assert finding(before, "exact_sums")["level"] == "open"
        await actual(world)
        after = await give(world)
        assert finding(after, "exact_sums")["level"] == "met"
        assert finding(after, "exact_sums")["answer"] == "yes, for 15 members"
        assert "to the cent" in finding(after, "exact_sums")["consequence"]

    async def test_one_cent_claimed_too_much_is_not_exactly(self, world: World) -> None:
        await actual(world, {**dict.fromkeys(range(15), 20_00), 3: 20_01})
        opinion = await give(world)
        assert finding(opinion, "exact_sums")["level"] == "not_met"
        assert finding(opinion, "exact_sums")["answer"] == "no, for 1 member"
        assert opinion["conclusion"] == "unfavourable"


class TestWhatIsSaid:
    async def test_a_missing_figure_makes_it_incomplete(self, make: Make) -> None:
        world = await gather(make, members=3)
        await world.figure(0, "taxable_share", 100)
        opinion = await give(world)
        assert opinion["conclusion"] == "incomplete"
        assert [one["finding"] for one in opinion["members"]] == ["within", "unknown", "unknown"]

    async def test_the_latest_figure_of_the_period_counts(self, make: Make) -> None:
        world = await gather(make, members=2)
        await world.figure(0, "taxable_share", 100)
        await world.figure(1, "taxable_share", 3_000)
        await world.figure(1, "taxable_share", 1_500, date(2026, 6, 1))
        await world.figure(1, "taxable_share", 9_000, date(2027, 1, 1))
        opinion = await give(world)
        assert [one["finding"] for one in opinion["members"]] == ["within", "within"]
        assert opinion["members"][1]["valid_on"] == "2026-06-01"

    @pytest.mark.parametrize(
        ("share", "level", "conclusion"),
        [
            (0, "met", "favourable"),
            (5_000, "in_part", "reserved"),
            (5_001, "not_met", "unfavourable"),
            (None, "open", "incomplete"),
        ],
    )
    async def test_up_to_half_may_be_rendered_to_others_and_is_taxed(
        self, make: Make, share: int | None, level: str, conclusion: str
    ) -> None:
        world = await gather(make, members=2)
        for place in (0, 1):
            await world.figure(place, "taxable_share", 0)
        await actual(world)
        opinion = await give(world, outside_share_bp=share)
        assert finding(opinion, "outside_share")["level"] == level
        assert opinion["conclusion"] == conclusion

    async def test_goods_a_mere_contract_or_distortion_undo_it(self, make: Make) -> None:
        world = await gather(make, members=2)
        for question in ("services_only", "independent_group", "no_distortion"):
            opinion = await give(world, **{question: "no"})
            assert opinion["conclusion"] == "unfavourable"
            assert finding(opinion, question)["level"] == "not_met"
            assert (await give(world, **{question: "unknown"}))["conclusion"] == "incomplete"

    async def test_each_finding_has_its_source_and_the_opinion_its_date_and_limits(
        self, world: World
    ) -> None:
        french = await give(world, language="fr")
        assert all(
            found["source"] and found["question_words"] and found["consequence"]
            for found in french["findings"]
        )
        assert "n°\u00a0345595" in finding(french, "independent_group")["source"]
        assert "expert-comptable" in french["caution"]
        assert "23/11/2026" in french["caution"]
        assert "20\u00a0%" in french["caution"]
        assert french["parameters"] == {
            "valid_from": "2021-02-10",
            "taxable_share_bp": 2000,
            "outside_share_bp": 5000,
            "general_interest": True,
        }
        english = await read(world, 0, french)
        assert "accountant" in english["caution"]
        assert {**english, "caution": "", "findings": [], "conclusion_words": ""} == {
            **french,
            "caution": "",
            "findings": [],
            "conclusion_words": "",
        }

    async def test_codes_and_figures_are_kept_and_no_sentence(self, world: World) -> None:
        await give(world)
        (row,) = await world.make.rows("SELECT questions, findings, parameters FROM vat_opinions")
        words = [*row.questions.values(), *row.parameters.values()]
        for found in row.findings:
            words += [found["question"], found["level"], found["case"], *found["figures"].values()]
        assert [word for word in words if isinstance(word, str) and " " in word] == []


class TestWhoAsks:
    async def test_the_lead_asks(self, world: World) -> None:
        assert refusal(await world.members[1].post(PATH, json=asked(world))) == (403, "only_the_lead")

    async def test_nobody_outside_knows_of_it(self, world: World) -> None:
        opinion = await give(world)
        outsider = await world.make.signed_in()
        assert refusal(await outsider.post(PATH, json=asked(world))) == (404, "not_found")
        assert refusal(await outsider.get(f"{PATH}/{opinion['id']}")) == (404, "not_found")
        listed = await outsider.get(PATH, params={"agreement_id": str(world.agreement.id)})
        assert refusal(listed) == (404, "not_found")

    async def test_a_period_runs_forward(self, world: World) -> None:
        body = asked(world, starts_on="2026-12-31", ends_on="2026-01-01")
        assert refusal(await world.lead.post(PATH, json=body)) == (422, "period_reversed")

    async def test_a_retry_gives_one_opinion(self, world: World) -> None:
        headers = {"Idempotency-Key": "vat-1"}
        answers = await asyncio.gather(
            *(world.lead.post(PATH, json=asked(world), headers=headers) for _ in range(3))
        )
        assert len({told(answer, 201)["id"] for answer in answers}) == 1
        assert await world.make.count("vat_opinions") == 1

    async def test_what_was_said_never_changes(self, world: World) -> None:
        await give(world)
        for statement in (
            "UPDATE vat_opinions SET conclusion = 'favourable'",
            "DELETE FROM vat_opinion_members",
            "UPDATE vat_opinion_members SET finding = 'within'",
        ):
            with pytest.raises(DBAPIError):
                await world.make.rows(statement)


class TestWhoReads:
    async def test_where_lines_are_open_the_flags_of_all_and_the_share_of_oneself(self, world: World) -> None:
        seen = await read(world, 1, await give(world))
        assert [one["finding"] for one in seen["members"]].count("above") == 1
        assert [one["taxable_share_bp"] for one in seen["members"]] == [None, 500, *[None] * 13]
        assert seen["conclusion"] == "incomplete"
        assert seen["withheld"]

    @pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])
    async def test_elsewhere_ones_own_line_and_what_is_said_of_enough_members(
        self, make: Make, confidentiality: str
    ) -> None:
        world = await salette_taxed(make, members=6, confidentiality=confidentiality)
        opinion = await give(world)
        seen = await read(world, 1, opinion)
        assert [one["organisation_name"] for one in seen["members"]] == ["S02"]
        assert seen["members"][0]["taxable_share_bp"] == 500
        assert finding(seen, "members")["level"] == "open"
        assert finding(seen, "members")["answer"] == "not told"
        assert seen["conclusion"] == "incomplete"
        assert len((await read(world, 0, opinion))["members"]) == 6

    @pytest.mark.parametrize(("confidentiality", "members"), [("aggregates", 3), ("coopetition", 4)])
    async def test_among_a_few_the_same_answer_whatever_the_others_are(
        self, make: Make, confidentiality: str, members: int
    ) -> None:
        world = await gather(make, members=members, confidentiality=confidentiality)
        for place in range(members):
            await world.figure(place, "taxable_share", 100)
        await actual(world)
        all_within = await read(world, 1, await give(world))
        await world.figure(2, "taxable_share", 9_000, date(2026, 5, 1))
        one_above = await read(world, 1, await give(world))
        for seen in (all_within, one_above):
            assert seen["conclusion"] is None
            assert finding(seen, "members")["level"] is None
            seen["id"] = seen["asked_at"] = ""
        assert all_within == one_above
        listed = told(await world.members[1].get(PATH, params={"agreement_id": str(world.agreement.id)}))
        assert {one["conclusion"] for one in listed["items"]} == {None}
        assert len({one["conclusion_words"] for one in listed["items"]}) == 1

    async def test_an_invited_organisation_reads_nothing_yet(self, world: World) -> None:
        opinion = await give(world)
        invited = await world.make.signed_in()
        await world.make.party(world.agreement, invited.organisation, state="invited", joined_on=None)
        listed = await invited.get(PATH, params={"agreement_id": str(world.agreement.id)})
        assert refusal(listed) == (403, "sharing_for_parties")
        assert refusal(await invited.get(f"{PATH}/{opinion['id']}")) == (404, "not_found")

    async def test_who_left_reads_those_of_its_time(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        early = await give(world)
        await world.make.rows(
            "UPDATE parties SET left_on = :day WHERE organisation_id = :id",
            day=date(2026, 11, 30),
            id=world.members[4].organisation.id,
        )
        monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 15))
        late = await give(world)
        gone = world.members[4]
        listed = told(await gone.get(PATH, params={"agreement_id": str(world.agreement.id)}))
        assert [one["id"] for one in listed["items"]] == [early["id"]]
        assert (await read(world, 4, early))["id"] == early["id"]
        assert refusal(await gone.get(f"{PATH}/{late['id']}")) == (404, "not_found")

    async def test_the_newest_comes_first_page_after_page(self, world: World) -> None:
        given = [(await give(world))["id"] for _ in range(3)]
        query: dict[str, Any] = {"agreement_id": str(world.agreement.id), "limit": 2}
        first = told(await world.members[3].get(PATH, params=query))
        rest = told(await world.members[3].get(PATH, params={**query, "cursor": first["next_cursor"]}))
        assert [one["id"] for one in [*first["items"], *rest["items"]]] == given[::-1]
