"""Sealed needs: whatever a rival reads, asks, filters or is refused, nothing of it moves with the needs of another."""

from typing import Any
from uuid import uuid4

import pytest
from buying import Buying, refusal, told
from sqlalchemy import text
from stating import PRICED, acting, close_needs, line, needing, state

from essaim.kit import clock
from make import Make, Member

SEALED = ("aggregates", "coopetition")


async def everything(
    world: Buying, rival: Member, other: Any
) -> list[tuple[str, int, dict[str, str], bytes]]:
    """Every answer about needs that a member may ask for, with its headers."""
    paths = [
        "/needs/mine",
        "/needs",
        "/needs?limit=1",
        f"/needs?organisation_id={other}",
        f"/needs?organisation_id={rival.organisation.id}",
        f"/needs?item_id={world.item.id}",
        f"/needs?lot_id={world.lot.id}",
        f"/needs?lot_id={uuid4()}",
        f"/needs/{other}",
        f"/needs/{rival.organisation.id}",
        "/needs/model?format=csv",
        "/volumes",
        "/volumes?moment=needs",
        "/volumes?moment=award",
        "/volumes?moment=closing",
        "/readings",
    ]
    answers = [(path.split("?")[0], await rival.get(world.path + path)) for path in paths]
    answers.append(
        (
            "put",
            await rival.put(
                f"{world.path}/needs/{other}",
                json={"lines": [line(world.item.id, 1)]},
                headers={"If-Match": '"7"'},
            ),
        )
    )
    return [
        (
            path.replace(str(other), "other"),
            answer.status_code,
            _stable_headers(answer.headers),
            _stable_body(answer),
        )
        for path, answer in answers
    ]


def _stable_headers(headers: Any) -> dict[str, str]:
    moving = {"x-request-id", "date", "server-timing"}
    return {name: value for name, value in headers.items() if name.lower() not in moving}


def _stable_body(answer: Any) -> bytes:
    if answer.status_code < 400:
        return bytes(answer.content)
    problem = answer.json()
    del problem["request_id"], problem["instance"]
    return repr(sorted(problem.items())).encode()


class TestARival:
    @pytest.mark.parametrize("confidentiality", SEALED)
    async def test_reads_the_same_whatever_the_others_state(self, make: Make, confidentiality: str) -> None:
        world = await needing(make, confidentiality, 100, 20, 30, 40, 50, count=6)
        await world.lot_with("Draps", ("Draps", "pièce"))
        rival, other, silent = [await world.member(place) for place in (0, 1, 5)]
        before = await everything(world, rival, other.organisation.id)
        assert (await state(world, other, line(world.item.id, 987_654_321, **PRICED))).status_code == 200
        assert await everything(world, rival, other.organisation.id) == before
        assert (
            await state(world, silent, line(world.items[1].id, 876_543_219, **PRICED), line(world.item.id, 9))
        ).status_code == 200
        assert (await state(world, other, nothing_needed=True)).status_code == 200
        assert await everything(world, rival, other.organisation.id) == before
        assert await everything(world, rival, silent.organisation.id) == before
        await make.rows(
            "UPDATE parties SET left_on = :day, state = 'left' WHERE organisation_id = :organisation",
            day=clock.today(),
            organisation=other.organisation.id,
        )
        newcomer = await make.signed_in()
        await make.party(world.agreement, newcomer.organisation, side="b")
        await world.ask(newcomer.organisation)
        assert (await state(world, newcomer, line(world.item.id, 77))).status_code == 200
        assert await everything(world, rival, other.organisation.id) == before
        seen = "".join(str(body) for *_, body in before)
        assert not any(str(secret) in seen for secret in (987_654_321, 876_543_219, other.organisation.id))

    @pytest.mark.parametrize("confidentiality", SEALED)
    async def test_reads_published_totals_that_no_later_act_moves(
        self, make: Make, confidentiality: str
    ) -> None:
        world = await needing(make, confidentiality, 10, 20, 30, 40, count=5)
        await close_needs(world)
        rival = await world.member()
        before = await everything(world, rival, world.parties[1].id)
        volumes = told(await rival.get(f"{world.path}/volumes"))
        assert volumes["basis"] == "published"
        (one,) = volumes["items"]
        assert (one["moment"], one["volume"], one["contributors"]) == ("needs", 100, 4)
        assert (one["reference_cents"], one["withheld"]) == (500_00, None)
        await world.move("choice", quotes_opened_at=clock.now())
        moved = await everything(world, rival, world.parties[1].id)
        await world.opt_out(world.parties[1])
        assert await everything(world, rival, world.parties[1].id) == moved
        same = {"/volumes", "/needs", "/readings", "/needs/other"}
        assert [one for one in moved if one[0] in same] == [one for one in before if one[0] in same]

    @pytest.mark.parametrize(
        ("confidentiality", "volumes"),
        [("aggregates", (10, 20)), ("coopetition", (10, 20, 30)), ("coopetition", (900, 20, 30, 5))],
    )
    async def test_is_told_the_same_of_too_few_and_of_too_heavy(
        self, make: Make, confidentiality: str, volumes: tuple[int, ...]
    ) -> None:
        world = await needing(make, confidentiality, *volumes, count=5)
        rival = await world.member()
        (early,) = told(await rival.get(f"{world.path}/volumes"))["items"]
        assert (early["volume"], early["moment"]) == (None, None)
        assert "publié une seule fois" in early["withheld"]
        await close_needs(world)
        (one,) = told(await rival.get(f"{world.path}/volumes"))["items"]
        assert [one[name] for name in ("volume", "contributors", "reference_cents")] == [None] * 3
        assert one["withheld"].startswith("Non publié")
        english = await rival.get(f"{world.path}/volumes", headers={"Accept-Language": "en"})
        assert told(english)["items"][0]["withheld"].startswith("Not published")

    async def test_that_asks_for_anothers_need_is_told_it_does_not_exist_and_it_is_written_down(
        self, make: Make
    ) -> None:
        world = await needing(make, "coopetition", 10, 20, 30, 40)
        rival, other = await world.member(), world.parties[1]
        answers = [await rival.get(f"{world.path}/needs/{about}") for about in (other.id, uuid4())]
        assert {_stable_body(answer) for answer in answers} == {
            _stable_body(await rival.get(f"/v1/purchases/{uuid4()}/needs/{other.id}"))
        }
        assert refusal(answers[0]) == (404, "not_found")
        attempts = told(await world.lead.get(f"{world.path}/readings"))["items"]
        assert [(one["granted"], one["operation"], one["organisation_name"]) for one in attempts] == [
            (False, "purchases.read_needs", "O1")
        ] * 2
        assert attempts[1]["about"] == [str(other.id)]
        for member in (rival, await world.member(1)):
            assert told(await member.get(f"{world.path}/readings"))["items"] == []

    async def test_finds_no_row_in_the_database_either(self, make: Make) -> None:
        world = await needing(make, "coopetition", 10, 20, 30, 40)
        rival = await world.member()
        await rival.get(f"{world.path}/needs/{world.parties[1].id}")
        await world.lead.get(f"{world.path}/needs/{world.parties[1].id}")
        async with acting(make, await world.member(2)) as session:
            for table, rows in (("purchase_needs", 1), ("purchase_members", 1), ("purchase_readings", 1)):
                assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == rows, table
            refused = text("UPDATE purchase_needs SET volume = 1 WHERE organisation_id <> :me")
            changed = await session.execute(refused, {"me": world.parties[2].id})
            assert changed.rowcount == 0  # type: ignore[attr-defined]


class TestWhereLinesAreOpen:
    async def test_every_party_reads_every_need_and_live_totals_and_nothing_is_written_down(
        self, make: Make
    ) -> None:
        world = await needing(make, "open", 10, 20)
        member = await world.member()
        listed = told(await member.get(f"{world.path}/needs"))["items"]
        assert [(one["organisation_name"], one["volume"]) for one in listed] == [("O1", 10), ("O2", 20)]
        other = told(await member.get(f"{world.path}/needs/{world.parties[1].id}"))
        assert (other["organisation_name"], other["may_change"]) == ("O2", False)
        assert refusal(await member.get(f"{world.path}/needs/{uuid4()}")) == (404, "not_found")
        volumes = told(await member.get(f"{world.path}/volumes"))
        assert (volumes["basis"], volumes["items"][0]["volume"]) == ("live", 30)
        await world.lead.get(f"{world.path}/needs")
        assert await make.count("purchase_readings") == 0

    async def test_needs_are_sealed_again_when_the_agreement_seals_them(self, make: Make) -> None:
        world = await needing(make, "open", 10, 20)
        await make.rows("UPDATE agreements SET confidentiality = 'aggregates'")
        member = await world.member()
        assert len(told(await member.get(f"{world.path}/needs"))["items"]) == 1
        assert told(await member.get(f"{world.path}/volumes"))["basis"] == "published"
        assert (await member.get(f"{world.path}/needs/{world.parties[1].id}")).status_code == 404

    async def test_who_left_reads_nothing_stated_since(self, make: Make) -> None:
        world = await needing(make, "open", 10, 20, count=3)
        gone = await world.member(2)
        await make.rows(
            "UPDATE parties SET left_on = :day, state = 'left' WHERE organisation_id = :organisation",
            day=clock.today(),
            organisation=gone.organisation.id,
        )
        assert len(told(await gone.get(f"{world.path}/needs"))["items"]) == 2
        await make.rows(
            "UPDATE purchase_needs SET stated_at = now() + interval '2 days' WHERE organisation_id = :id",
            id=world.parties[1].id,
        )
        assert [one["volume"] for one in told(await gone.get(f"{world.path}/needs"))["items"]] == [10]
        assert told(await gone.get(f"{world.path}/volumes"))["items"][0]["volume"] == 10


class TestTheCoordinator:
    async def test_reads_all_and_each_reading_is_seen_by_whom_it_is_about(self, make: Make) -> None:
        world = await needing(make, "coopetition", 10, 20, 30, 40, None, count=5)
        lead = world.lead
        first = told(await lead.get(f"{world.path}/needs?limit=2"))
        assert [one["organisation_name"] for one in first["items"]] == ["O1", "O2"]
        await lead.get(f"{world.path}/needs?limit=2&cursor={first['next_cursor']}")
        await lead.get(f"{world.path}/needs/{world.parties[0].id}")
        await lead.get(f"{world.path}/needs?organisation_id={world.parties[4].id}")
        kept = told(await lead.get(f"{world.path}/readings"))["items"]
        assert [(one["operation"], len(one["about"])) for one in kept] == [
            ("purchases.list_needs", 1),
            ("purchases.read_needs", 1),
            ("purchases.list_needs", 2),
            ("purchases.list_needs", 2),
        ]
        assert kept[0]["person_name"] is not None
        for place, count in ((0, 2), (1, 1), (2, 1), (4, 1)):
            member = await world.member(place)
            mine = told(await member.get(f"{world.path}/readings"))["items"]
            assert [one["about"] for one in mine] == [[str(member.organisation.id)]] * count
            assert {(one["organisation_name"], one["person_name"]) for one in mine} == {("APOGÉES", None)}

    async def test_reads_live_totals_and_those_of_too_few_are_written_down(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, 20, 30, count=4)
        await world.lot_with("Draps", ("Draps", "pièce"))
        await world.need(world.parties[3], 7, item=world.items[1])
        volumes = told(await world.lead.get(f"{world.path}/volumes"))
        assert [(one["volume"], one["contributors"]) for one in volumes["items"]] == [(60, 3), (7, 1)]
        (kept,) = await make.rows("SELECT * FROM purchase_readings")
        assert (kept.operation, kept.about) == ("purchases.read_volumes", [world.parties[3].id])

    async def test_reads_live_totals_without_those_who_left_the_lot(self, make: Make) -> None:
        world = await needing(make, "open", 10, 20, 30, count=4)
        await world.opt_out(world.parties[1])
        assert told(await world.lead.get(f"{world.path}/volumes"))["items"][0]["volume"] == 40
        moment = told(await world.lead.get(f"{world.path}/volumes?moment=needs"))
        assert (moment["basis"], moment["items"][0]["volume"]) == ("published", None)

    async def test_that_is_a_member_reads_its_own_without_a_line(self, make: Make) -> None:
        world = await needing(make, "aggregates", 10, None, neutral=False)
        await world.lead.get(f"{world.path}/needs")
        assert await make.count("purchase_readings") == 0

    async def test_reads_a_draft_alone(self, make: Make) -> None:
        world = await needing(make, "open", stage="draft")
        assert (await world.lead.get(f"{world.path}/volumes")).status_code == 200
        for path in ("needs", "needs/mine", "volumes", "readings"):
            answer = await (await world.member()).get(f"{world.path}/{path}")
            assert refusal(answer) == (404, "not_found")
