"""Award a lot: what is committed, what refuses it, and an opt-out that comes at the same moment."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from essaim.kit import clock
from make import Make
from purchases.buying import (
    GAINS,
    NAMES,
    SPEND,
    TIERS_A,
    TIERS_B,
    TOTAL_VOLUME,
    Buying,
    buying,
    refusal,
    told,
)
from purchases.choosing import award, committed, leave, simulated

PRICES = {
    name: volume * 4_05
    for name, volume in zip(NAMES, (1200, 800, 2400, 600, 1500, 950, 450, 2200), strict=True)
}


class TestAwarding:
    async def test_commits_each_to_what_it_stated_and_opens_the_orders(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        awarded = told(await award(world))

        assert (awarded["state"], awarded["round_state"]) == ("awarded", "orders")
        assert (awarded["supplier_name"], awarded["cents"]) == ("A", SPEND)
        assert await committed(world) == PRICES
        (position,) = await make.rows("SELECT * FROM purchase_positions")
        assert position.committed_volume == TOTAL_VOLUME
        (told_total,) = await make.rows("SELECT * FROM purchase_publications WHERE moment = 'award'")
        assert (told_total.volume, told_total.contributors) == (TOTAL_VOLUME, 8)
        detail = told(await world.lead.get(f"{world.lot_path}/award"))
        assert [(one["supplier_name"], one["points"]) for one in detail["scores"]] == [
            ("A", 93_00),
            ("B", 82_24),
        ]
        assert (detail["stability"]["state"], detail["cents"]) == ("nobody_gains", SPEND)
        assert detail["hash"] == awarded["hash"]
        after = await simulated(world)
        assert (after["basis"], after["totals"]["spend_cents"]) == ("awarded", SPEND)

    async def test_happens_once_however_often_it_is_sent(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        print_ = (await simulated(world))["fingerprint"]
        body = {"quote_id": str(world.quotes["A"].id), "fingerprint": print_}
        headers = {"Idempotency-Key": "attribuer"}

        answers = [
            await world.lead.post(f"{world.lot_path}/award", json=body, headers=headers) for _ in range(2)
        ]

        assert answers[0].json() == answers[1].json()
        assert refusal(await award(world, fingerprint=print_)) == (409, "wrong_lot_state")

    async def test_who_left_is_committed_to_nothing(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        told(await leave(world, 7))

        awarded = told(await award(world))

        assert awarded["cents"] == 7_900 * 4_40
        assert "O8" not in await committed(world)

    async def test_who_is_no_party_any_more_is_committed_to_nothing(self, make: Make) -> None:
        """It left the agreement itself: it cannot leave the lot any more, and must not be held to it."""
        world = await buying(make, stage="choice")
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = today() - 1 WHERE organisation_id = :id",
            id=world.parties[7].id,
        )

        awarded = told(await award(world))

        assert awarded["cents"] == 7_900 * 4_40
        assert "O8" not in await committed(world)

    async def test_is_refused_on_a_simulation_that_somebody_left_since(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        seen = (await simulated(world))["fingerprint"]
        told(await leave(world, 7))

        assert refusal(await award(world, fingerprint=seen)) == (409, "simulation_changed")
        assert await make.count("purchase_commitments") == 0

    async def test_a_quote_that_is_not_the_first_needs_a_reason(self, make: Make) -> None:
        world = await buying(make, stage="choice")

        assert refusal(await award(world, "B")) == (422, "reason_required")
        assert refusal(await award(world, "B", reason="Mieux")) == (422, "reason_required")
        awarded = told(await award(world, "B", reason="Gants plus résistants en essai"))

        assert (awarded["supplier_name"], awarded["cents"]) == ("B", TOTAL_VOLUME * 4_48)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ({"minimum_cents": SPEND + 1}, "below_minimum"),
            ({"valid_until": (clock.today() - timedelta(days=1)).isoformat()}, "quote_expired"),
            ({}, "marks_missing"),
        ],
    )
    async def test_what_the_supplier_or_the_method_forbids(
        self, make: Make, content: dict[str, Any], code: str
    ) -> None:
        world = await buying(make, stage="quotes", quotes=False)
        await world.quote("A", TIERS_A, **content)
        await world.open_quotes()

        assert refusal(await award(world)) == (409, code)

    async def test_nothing_is_awarded_when_everybody_left(self, make: Make) -> None:
        world = await buying(make, stage="choice", names=("O1", "O2"), volumes=(10, 20), references=(1, 1))
        for place in range(2):
            told(await leave(world, place))

        assert refusal(await award(world)) == (409, "nobody_buys")

        body = {"reason": "Plus personne n’achète"}
        ended = told(await world.lead.post(f"{world.lot_path}/unsuccessful", json=body))
        assert (ended["state"], ended["round_state"]) == ("unsuccessful", "closed")

    async def test_only_the_coordinator_awards_and_the_rules_may_ask_for_a_vote(self, make: Make) -> None:
        world = await buying(make, stage="choice")
        seen = (await simulated(world))["fingerprint"]
        body = {"quote_id": str(world.quotes["A"].id), "fingerprint": seen}
        member = await world.member(0)

        assert refusal(await member.post(f"{world.lot_path}/award", json=body)) == (403, "only_the_lead")
        await world.adopt(purchasing={"vote_from_cents": SPEND})
        assert (await simulated(world))["needs_vote"]
        assert refusal(await award(world)) == (409, "award_needs_vote")

    async def test_the_last_of_two_lots_opens_the_orders(self, make: Make) -> None:
        world = await buying(make, stage="needs")
        second = await world.lot_with("Masques", ("Masques", "boîte de 50"))
        masks = world.items[1]
        await world.need(world.parties[0], 10, None, masks)
        await world.move("quotes")
        await world.publish()
        await world.quote("A", TIERS_A)
        await world.open_quotes()
        await world.mark("A", {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})

        first = told(await award(world))
        path = f"{world.path}/lots/{second.id}/unsuccessful"
        last = told(await world.lead.post(path, json={"reason": "Aucune offre"}))

        assert (first["round_state"], last["round_state"]) == ("choice", "orders")

    async def test_what_is_paid_once_is_in_what_is_committed(self, make: Make) -> None:
        world = await buying(make, stage="quotes", quotes=False)
        await world.quote("A", TIERS_A, fixed_cents=100_01)
        await world.open_quotes()
        await world.mark("A", {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})

        told(await award(world))

        cents = await committed(world)
        assert sum(cents.values()) == SPEND + 100_01
        assert all(cents[name] > PRICES[name] for name in NAMES)

    @pytest.mark.parametrize("sharing", ["arrival", "same_percentage"])
    async def test_by_the_sharing_of_the_round(self, make: Make, sharing: str) -> None:
        world = await buying(make, stage="choice", sharing=sharing)
        simulation = await simulated(world)

        told(await award(world))

        cents = await committed(world)
        assert list(cents.values()) == [one["cents"] for one in simulation["members"]]
        assert sum(cents.values()) == SPEND
        assert cents != PRICES


class TestWhereNeedsAreSealed:
    async def test_a_member_reads_what_it_committed_to_and_nothing_else(self, make: Make) -> None:
        world = await buying(make, stage="choice", confidentiality="coopetition")
        told(await award(world))
        member = await world.member(7)

        seen = await simulated(world, member)
        detail = told(await member.get(f"{world.lot_path}/award"))

        assert await committed(world, member) == {"O8": PRICES["O8"]}
        assert (seen["basis"], seen["members"][0]["gain_cents"]) == ("awarded", GAINS[7])
        assert (detail["cents"], detail["own_only"], detail["scores"], detail["stability"]) == (
            PRICES["O8"],
            True,
            [],
            None,
        )

    @pytest.mark.parametrize(
        "content", [{"mode": "incremental"}, {"fixed_cents": 5_000}], ids=["incremental", "fixed"]
    )
    async def test_a_bill_that_would_tell_a_rival_stops_the_award(
        self, make: Make, content: dict[str, Any]
    ) -> None:
        world = await _of_three(make, **content)

        assert (await simulated(world))["would_tell"]
        assert refusal(await award(world)) == (409, "award_would_tell")

    async def test_one_price_for_all_units_tells_a_step_only(self, make: Make) -> None:
        world = await _of_three(make)

        assert told(await award(world))["state"] == "awarded"
        (told_total,) = await make.rows("SELECT * FROM purchase_publications WHERE moment = 'award'")
        assert told_total.volume is None
        seen = await simulated(world, await world.member(0))
        assert (seen["items"][0]["volume"], seen["items"][0]["average_price"]) == (None, 48_500)
        assert (seen["members"][0]["cents"], seen["members"][0]["at_most"]) == (1_000 * 4_85, False)

    async def test_opt_outs_that_would_be_told_by_a_difference_stop_it_too(self, make: Make) -> None:
        world = await buying(make, stage="quotes", quotes=False, confidentiality="coopetition")
        await world.quote("A", TIERS_A, mode="incremental")
        await world.open_quotes()
        await world.mark("A", {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})
        assert not (await simulated(world))["would_tell"]

        told(await leave(world, 7))

        assert refusal(await award(world)) == (409, "award_would_tell")


async def _of_three(make: Make, **content: Any) -> Buying:
    """Three competitors: too few for their total to be told."""
    names, volumes, references = ("O1", "O2", "O3"), (1_000, 900, 800), (50_000,) * 3
    world = await buying(
        make,
        stage="needs",
        confidentiality="coopetition",
        names=names,
        volumes=volumes,
        references=references,
    )
    await world.move("quotes")
    await world.publish(withheld=True)
    await world.quote("A", TIERS_A, **content)
    await world.open_quotes()
    await world.mark("A", {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})
    return world


class TestAtTheSameMoment:
    @pytest.mark.parametrize("confidentiality", ["open", "coopetition"])
    async def test_of_an_award_and_a_late_opt_out_exactly_one_wins(
        self, make: Make, confidentiality: str
    ) -> None:
        world = await buying(make, stage="choice", confidentiality=confidentiality)
        seen = (await simulated(world))["fingerprint"]
        await world.member(7)

        awarding, leaving = await asyncio.gather(award(world, fingerprint=seen), leave(world, 7))

        won = {awarding.status_code, leaving.status_code}
        assert won == {200, 409}
        if awarding.status_code == 200:
            assert refusal(leaving) == (409, "wrong_lot_state")
            assert await committed(world) == PRICES
        else:
            assert refusal(awarding) == (409, "simulation_changed")
            assert await make.count("purchase_commitments") == 0

    async def test_commitments_are_always_of_those_who_stay(self, make: Make) -> None:
        """Everybody leaves or comes back while the coordinator tries to award on what it just read."""
        world = await buying(make, stage="choice")
        for place in range(8):
            await world.member(place)

        async def try_to_award() -> None:
            for _ in range(6):
                await award(world)

        async def waver(place: int) -> None:
            member = await world.member(place)
            await leave(world, place)
            await member.delete(f"{world.lot_path}/opt-out")

        await asyncio.gather(try_to_award(), *(waver(place) for place in (1, 3, 5)))
        await award(world)

        staying = await make.rows(
            "SELECT n.organisation_id, n.volume FROM purchase_needs n WHERE NOT EXISTS (SELECT FROM purchase_opt_outs o"
            " WHERE o.lot_id = n.lot_id AND o.organisation_id = n.organisation_id) ORDER BY 1"
        )
        kept = await make.rows("SELECT organisation_id, volume FROM purchase_commitments ORDER BY 1")
        assert kept == staying

    async def test_two_last_lots_awarded_together_open_the_orders_once(self, make: Make) -> None:
        world = await buying(make, stage="needs")
        second = await world.lot_with("Masques", ("Masques", "boîte de 50"))
        await world.need(world.parties[0], 10, None, world.items[1])
        await world.move("quotes")
        await world.publish()
        await world.quote("A", TIERS_A)
        await world.quote("B", TIERS_B, lot=second)
        await world.open_quotes()
        for name in "AB":
            await world.mark(name, {code: {"points": 1, "why": "Essai"} for code in ("quality", "rse")})

        async def decide(lot: Any, name: str) -> int:
            path = f"{world.path}/lots/{lot.id}"
            asked = {"quote_id": str(world.quotes[name].id)}
            seen = told(await world.lead.get(f"{path}/simulation", params=asked))
            body = {**asked, "fingerprint": seen["fingerprint"]}
            status: int = (await world.lead.post(f"{path}/award", json=body)).status_code
            return status

        assert await asyncio.gather(decide(world.lot, "A"), decide(second, "B")) == [200, 200]
        assert (await world.again()).state == "orders"
