"""Award a lot by a vote: the same award, whoever closes it, and nothing told that is sealed."""

from typing import Any

import pytest

from decisions.assembly import Calendar, cast
from make import Make
from purchases.buying import SPEND, TIERS_A, Buying, buying, told
from purchases.choosing import award, committed, leave

ASKED = "2027-05-20T09:00:00+02:00"
OPENS, DURING, CLOSES = (f"2027-06-18T{hour}:00:00+02:00" for hour in (14, 15, 16))


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    calendar = Calendar(monkeypatch)
    calendar.reach(ASKED)
    return calendar


async def propose(world: Buying, quote: str = "A") -> Any:
    return await world.lead.post(
        "/v1/decisions",
        json={
            "agreement_id": str(world.agreement.id),
            "title": "Attribuer les gants",
            "reason": "Offre la mieux classée",
            "effect": "award_lot",
            "subject_id": str(world.lot.id),
            "subject": {"quote_id": str(world.quotes[quote].id)},
        },
    )


async def voted(
    world: Buying, calendar: Calendar, *, before_closing: Any = None, quote: str = "A"
) -> dict[str, Any]:
    """Proposed, convened, adopted by all and closed by a member; the decision as it reads it."""
    path = f"/v1/decisions/{told(await propose(world, quote), 201)['id']}"
    told(await world.lead.post(f"{path}/convene", json={"opens_at": OPENS, "closes_at": CLOSES}))
    calendar.reach(DURING)
    told(await world.lead.post(f"{path}/open"))
    members = [await world.member(place) for place in range(len(world.parties))]
    for member in members:
        await cast(member, path, "yes")
    if before_closing is not None:
        await before_closing()
    calendar.reach(CLOSES)
    return told(await members[0].post(f"{path}/close"))


async def four(make: Make, confidentiality: str, **content: Any) -> Buying:
    world = await buying(
        make,
        stage="quotes",
        quotes=False,
        confidentiality=confidentiality,
        names=("O1", "O2", "O3", "O4"),
        volumes=(3_000, 2_900, 2_800, 2_700),
        references=(50_000,) * 4,
    )
    await world.adopt(purchasing={"vote_from_cents": 0})
    await world.quote("A", TIERS_A, **content)
    await world.open_quotes()
    await world.mark("A", {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})
    return world


class TestAVoteThatAwards:
    @pytest.mark.parametrize("confidentiality", ["open", "coopetition"])
    async def test_commits_everybody_though_a_member_closes_it(
        self, make: Make, calendar: Calendar, confidentiality: str
    ) -> None:
        world = await four(make, confidentiality)

        decided = await voted(world, calendar)

        assert (decided["outcome"], decided["effect_state"]) == ("adopted", "applied")
        assert await committed(world) == {
            name: volume * 4_05
            for name, volume in zip(("O1", "O2", "O3", "O4"), (3_000, 2_900, 2_800, 2_700), strict=True)
        }
        assert (await world.again()).state == "orders"
        detail = told(await world.lead.get(f"{world.lot_path}/award"))
        assert (detail["decision_id"], detail["decided_at"]) == (decided["id"], "2027-06-18T14:00:00Z")

    async def test_says_what_the_lot_costs_at_volumes_all_may_know(
        self, make: Make, calendar: Calendar
    ) -> None:
        world = await four(make, "coopetition")
        path = f"/v1/decisions/{told(await propose(world), 201)['id']}"
        member = await world.member(0)

        before = told(await member.get(path))
        told(await leave(world, 3))
        after = told(await member.get(path))

        assert before["changes"][1] == (
            "Aux volumes publiés à la fin du recensement, le lot coûte 46\u202f170,00\u00a0€."
        )
        assert {**before, "version": 0} == {**after, "version": 0}

    async def test_says_nothing_of_who_left_when_it_can_no_longer_be_applied(
        self, make: Make, calendar: Calendar
    ) -> None:
        world = await four(make, "coopetition", minimum_cents=46_170_00)

        decided = await voted(world, calendar, before_closing=lambda: leave(world, 3))

        assert decided["effect_state"] == "refused"
        assert "minimum" not in str(decided).lower()
        assert "dans les conditions votées" in str(decided)
        assert await make.count("purchase_commitments") == 0

    async def test_is_not_asked_of_a_lot_already_awarded(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        told(await award(world))

        answer = await propose(world, "B")

        assert (answer.status_code, answer.json()["code"]) == (409, "wrong_lot_state")
        assert sum((await committed(world)).values()) == SPEND
