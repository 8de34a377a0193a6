"""Quotes: sealed when deposited, read by nobody before they are all opened, marked by the coordinator."""

import asyncio
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from essaim.kit import clock
from essaim.kit.db import enter, make_engine
from make import Member
from purchases.buying import CRITERIA, MARKS_A, TIERS_A, Buying, buying, match, refusal, told


@pytest.fixture
async def world(make):
    """The call for quotes is open; nobody has answered it."""
    return await buying(make, stage="quotes", quotes=False)


async def terms(world: Buying, **values: Any) -> dict[str, Any]:
    return {
        "mode": "all_units",
        "prices": [
            {
                "item_id": str(world.item.id),
                "tiers": [{"from_volume": start, "unit_price": price} for start, price in TIERS_A],
            }
        ],
        "valid_until": (world.round.award_on + timedelta(days=30)).isoformat(),
        **values,
    }


async def offer(world: Buying, name: str = "Gants Ancel", **values: Any) -> dict[str, Any]:
    supplier = world.suppliers.get(name) or await world.supplier(name)
    return {"supplier_id": str(supplier.id), **await terms(world, **values)}


async def deposited(world: Buying, name: str = "Gants Ancel", **values: Any) -> dict[str, Any]:
    return told(
        await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world, name, **values)), 201
    )


async def opened(world: Buying, name: str = "Gants Ancel", **values: Any) -> dict[str, Any]:
    quote = await deposited(world, name, **values)
    told(await world.lead.post(f"{world.path}/open-quotes"))
    return told(await world.lead.get(f"{world.path}/quotes/{quote['id']}"))


class TestDeposit:
    async def test_seals_the_quote_and_never_repeats_a_price(self, world):
        answer = await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world))

        quote = told(answer, 201)
        assert quote["content"] is None
        assert quote["opened_at"] is None
        assert "40500" not in answer.text
        assert len(quote["sealed_sha256"]) == 64

    async def test_has_one_effect_when_sent_twice_and_keeps_no_digest_that_prices_could_be_tried_on(
        self, world, make
    ):
        body, key = await offer(world), {"Idempotency-Key": "devis-ancel"}

        first = await world.lead.post(f"{world.lot_path}/quotes", json=body, headers=key)
        again = await world.lead.post(f"{world.lot_path}/quotes", json=body, headers=key)

        assert told(first, 201) == told(again, 201)
        (kept,) = await make.rows("SELECT fingerprint, body::text FROM idempotency_records")
        request = first.request.content
        assert kept.fingerprint not in {
            hashlib.sha256(tried).hexdigest() for tried in (request, b"\0" + request)
        }
        assert "40500" not in kept.body

    async def test_seals_the_same_prices_under_another_hash_each_time(self, world):
        one = await deposited(world, "Gants Ancel")
        other = await deposited(world, "Gants Blin")

        assert one["sealed_sha256"] != other["sealed_sha256"]

    async def test_refuses_a_second_quote_of_the_same_supplier(self, world):
        await deposited(world)

        answer = await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world))

        assert refusal(answer) == (409, "quote_exists")

    async def test_refuses_a_supplier_of_another_agreement(self, world, make):
        elsewhere = await make.pool(await make.organisation())
        foreign = await make.row("purchase_suppliers", agreement_id=elsewhere.id, name="Ailleurs")

        answer = await world.lead.post(
            f"{world.lot_path}/quotes", json={**await offer(world), "supplier_id": str(foreign.id)}
        )

        assert refusal(answer) == (422, "unknown_supplier")

    async def test_refuses_prices_of_other_items_and_says_which(self, world):
        body = await offer(world)
        body["prices"] = [{**body["prices"][0], "item_id": str(world.lot.id)}]

        answer = await world.lead.post(f"{world.lot_path}/quotes", json=body)

        assert refusal(answer) == (422, "prices_incomplete")
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
            ("/prices/0/item_id", "not_of_the_lot"),
            ("/prices", "missing"),
        ]
        assert answer.json()["context"] == {"missing_item_ids": [str(world.item.id)]}

    async def test_refuses_two_prices_of_one_item(self, world):
        body = await offer(world)

        answer = await world.lead.post(
            f"{world.lot_path}/quotes", json={**body, "prices": body["prices"] * 2}
        )

        assert [one["code"] for one in answer.json()["errors"]] == ["twice"]

    @pytest.mark.parametrize("starts", [(2,), (1, 1), (1, 500, 200)])
    async def test_refuses_tiers_that_do_not_start_at_one_and_rise(self, world, starts):
        body = await offer(world)
        body["prices"][0]["tiers"] = [{"from_volume": start, "unit_price": 10} for start in starts]

        assert refusal(await world.lead.post(f"{world.lot_path}/quotes", json=body)) == (
            422,
            "invalid_request",
        )

    async def test_refuses_a_quote_whose_mode_is_not_said(self, world):
        body = await offer(world)
        del body["mode"]

        assert refusal(await world.lead.post(f"{world.lot_path}/quotes", json=body)) == (
            422,
            "invalid_request",
        )

    async def test_refuses_thresholds_of_a_rebate_that_do_not_rise(self, world):
        step = {"from_cents": 100, "rate_bp": 200}
        body = await offer(world, rebate={"paid_to": "network", "steps": [step, step]})

        assert refusal(await world.lead.post(f"{world.lot_path}/quotes", json=body)) == (
            422,
            "invalid_request",
        )

    async def test_refuses_a_quote_that_expires_before_the_award(self, world):
        early = (world.round.award_on - timedelta(days=1)).isoformat()

        answer = await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world, valid_until=early))

        assert refusal(answer) == (422, "quote_too_short")

    async def test_is_over_after_the_last_day(self, world, monkeypatch):
        late = world.round.quotes_until + timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: late)

        answer = await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world))

        assert refusal(answer) == (409, "deposit_over")

    async def test_is_for_the_coordinator(self, world):
        answer = await (await world.member()).post(f"{world.lot_path}/quotes", json=await offer(world))

        assert refusal(answer) == (403, "only_the_lead")

    async def test_waits_for_the_call_for_quotes(self, make):
        world = await buying(make, stage="needs")

        answer = await world.lead.post(f"{world.lot_path}/quotes", json=await offer(world))

        assert refusal(answer) == (409, "wrong_round_state")


class TestASealedQuote:
    async def test_is_replaced_by_who_read_it_last(self, world):
        quote = await deposited(world)
        path = f"{world.path}/quotes/{quote['id']}"
        body = await terms(world, fixed_cents=500)

        changed = told(await world.lead.client.put(path, json=body, headers=match(quote)))

        assert changed["version"] == 2
        assert changed["sealed_sha256"] != quote["sealed_sha256"]
        assert changed["content"] is None
        stale = await world.lead.client.put(path, json=body, headers=match(quote))
        assert refusal(stale) == (412, "stale_version")
        told(await world.lead.post(f"{world.path}/open-quotes"))
        assert told(await world.lead.get(path))["content"]["fixed_cents"] == 500

    async def test_is_withdrawn_until_the_opening(self, world):
        one, other = await deposited(world, "Gants Ancel"), await deposited(world, "Gants Blin")

        gone = await world.lead.client.delete(f"{world.path}/quotes/{one['id']}", headers=match(one))

        assert gone.status_code == 204
        told(await world.lead.post(f"{world.path}/open-quotes"))
        late = await world.lead.client.delete(f"{world.path}/quotes/{other['id']}", headers=match(other))
        assert refusal(late) == (409, "wrong_round_state")

    async def test_is_listed_without_its_prices_to_the_coordinator_alone(self, world):
        quote = await deposited(world)

        listed = told(await world.lead.get(f"{world.path}/quotes"))
        member = await world.member()
        hidden = told(await member.get(f"{world.path}/quotes"))

        assert [one["id"] for one in listed["items"]] == [quote["id"]]
        assert listed["items"][0]["content"] is None
        assert (hidden["items"], hidden["sealed_count"]) == ([], 1)
        assert refusal(await member.get(f"{world.path}/quotes/{quote['id']}")) == (404, "not_found")

    async def test_is_not_compared(self, world):
        await deposited(world)

        answer = await world.lead.get(f"{world.lot_path}/comparison")

        assert refusal(answer) == (409, "quotes_sealed")

    async def test_is_read_by_nobody_in_the_database_either(self, world, database, make):
        """By the role of the application, on behalf of the coordinator itself: neither prices nor a hash they can be tried on."""
        await deposited(world, note="Remise à négocier")
        engine = make_engine(database.app_url, pool_size=1)
        async with engine.connect() as connection:
            await enter(connection, organisation=world.lead.organisation.id, person=world.lead.person.id)
            (row,) = (await connection.execute(text("SELECT * FROM purchase_quotes"))).mappings().all()
        await engine.dispose()

        assert row["content"] is None
        assert b"40500" not in bytes(row["sealed"])
        assert b"gocier" not in bytes(row["sealed"])
        guessed = await terms(world, note="Remise à négocier")
        complete = {
            **guessed,
            "prices": [{**one, "minimum": None} for one in guessed["prices"]],
            "fixed_cents": 0,
            "minimum_cents": None,
            "rebate": None,
        }
        tried = json.dumps(complete, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert row["sealed_sha256"] != hashlib.sha256(tried).hexdigest()
        journal = await make.rows(
            "SELECT content::text FROM audit_records WHERE content::text LIKE '%40500%'"
        )
        assert journal == []


class TestOpening:
    async def test_opens_every_quote_at_once_and_shows_what_was_sealed(self, world):
        quote = await deposited(
            world, rebate={"paid_to": "members", "steps": [{"from_cents": 0, "rate_bp": 5}]}
        )
        await deposited(world, "Gants Blin")

        opening = told(await world.lead.post(f"{world.path}/open-quotes"))

        assert (opening["state"], opening["opened_count"], opening["lots_without_quote"]) == ("choice", 2, [])
        seen = told(await (await world.member()).get(f"{world.path}/quotes"))
        assert (len(seen["items"]), seen["sealed_count"]) == (2, 0)
        content = seen["items"][0]["content"]
        assert [tier["unit_price"] for tier in content["prices"][0]["tiers"]] == [p for _, p in TIERS_A]
        text_sealed = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text_sealed.encode()).hexdigest() == quote["sealed_sha256"]

    async def test_waits_for_the_last_day_of_deposits(self, world, monkeypatch):
        await deposited(world)
        before = world.round.quotes_until - timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: before)

        assert refusal(await world.lead.post(f"{world.path}/open-quotes")) == (409, "too_early_to_open")

    async def test_needs_one_quote_and_says_which_lots_have_none(self, world):
        assert refusal(await world.lead.post(f"{world.path}/open-quotes")) == (409, "no_quote")

    async def test_refuses_a_quote_that_is_not_what_was_sealed_and_opens_none(self, world, make):
        await deposited(world, "Gants Ancel")
        other = await deposited(world, "Gants Blin")
        await make.rows(
            "UPDATE purchase_quotes SET sealed = (SELECT q.sealed FROM purchase_quotes q WHERE q.id <> :id) WHERE id = :id",
            id=other["id"],
        )

        answer = await world.lead.post(f"{world.path}/open-quotes")

        assert refusal(answer) == (409, "quote_unreadable")
        assert "Gants Blin" in answer.json()["detail"]
        assert await make.count("purchase_quotes", "opened_at IS NOT NULL") == 0

    async def test_refuses_a_text_whose_hash_is_not_that_of_the_deposit(self, world, make):
        quote = await deposited(world)
        await make.rows(
            "UPDATE purchase_quotes SET sealed_sha256 = repeat('0', 64) WHERE id = :id", id=quote["id"]
        )

        answer = await world.lead.post(f"{world.path}/open-quotes")

        assert refusal(answer) == (409, "quote_unreadable")

    async def test_happens_once(self, world):
        await opened(world)

        assert refusal(await world.lead.post(f"{world.path}/open-quotes")) == (409, "wrong_round_state")

    async def test_is_for_the_coordinator(self, world):
        await deposited(world)

        answer = await (await world.member()).post(f"{world.path}/open-quotes")

        assert refusal(answer) == (403, "only_the_lead")

    async def test_takes_a_deposit_sent_at_the_same_moment_or_refuses_it_never_half(self, world, make):
        await deposited(world, "Gants Ancel")
        late = await offer(world, "Gants Blin")
        other = await make.signed_in(world.lead.organisation)

        deposit, opening = await asyncio.gather(
            other.post(f"{world.lot_path}/quotes", json=late),
            world.lead.post(f"{world.path}/open-quotes"),
        )

        assert opening.status_code == 200, opening.text
        assert deposit.status_code == 201 or refusal(deposit) == (409, "wrong_round_state")
        assert opening.json()["opened_count"] == (2 if deposit.status_code == 201 else 1)
        assert await make.count("purchase_quotes", "opened_at IS NULL") == 0


class TestMarks:
    async def test_are_given_with_why_by_who_read_the_quote_last(self, world):
        quote = await opened(world)
        path = f"{world.path}/quotes/{quote['id']}/marks"

        marked = told(await world.lead.client.put(path, json={"marks": MARKS_A}, headers=match(quote)))

        assert marked["marks"] == MARKS_A
        assert marked["marked_at"] is not None
        stale = await world.lead.client.put(path, json={"marks": MARKS_A}, headers=match(quote))
        assert refusal(stale) == (412, "stale_version")
        seen = told(await (await world.member()).get(f"{world.path}/quotes/{quote['id']}"))
        assert seen["marks"] == MARKS_A

    async def test_are_refused_for_the_price_an_unknown_criterion_or_above_the_weight(self, world):
        quote = await opened(world)
        why = "Parce que"
        marks = {
            "price": {"points": 1, "why": why},
            "local": {"points": 1, "why": why},
            "quality": {"points": 20_01, "why": why},
        }

        answer = await world.lead.client.put(
            f"{world.path}/quotes/{quote['id']}/marks", json={"marks": marks}, headers=match(quote)
        )

        assert refusal(answer) == (422, "marks_mismatch")
        assert {(one["pointer"], one["code"]) for one in answer.json()["errors"]} == {
            ("/marks/price", "price_is_computed"),
            ("/marks/local", "unknown_criterion"),
            ("/marks/quality/points", "too_many_points"),
        }

    async def test_wait_for_the_opening(self, world):
        quote = await deposited(world)

        answer = await world.lead.client.put(
            f"{world.path}/quotes/{quote['id']}/marks", json={"marks": MARKS_A}, headers=match(quote)
        )

        assert refusal(answer) == (409, "wrong_round_state")

    async def test_are_for_the_coordinator(self, world):
        quote = await opened(world)

        answer = await (await world.member()).client.put(
            f"{world.path}/quotes/{quote['id']}/marks", json={"marks": MARKS_A}, headers=match(quote)
        )

        assert refusal(answer) == (403, "only_the_lead")

    async def test_stay_as_they_are_once_the_lot_is_awarded(self, make):
        world = await buying(make, stage="orders")
        quote = world.quotes["B"]

        answer = await world.lead.client.put(
            f"{world.path}/quotes/{quote.id}/marks", json={"marks": MARKS_A}, headers=match(quote)
        )

        assert refusal(answer) == (409, "wrong_lot_state")


class TestAParty:
    async def test_that_left_before_the_opening_reads_no_quote(self, make):
        world = await buying(make, stage="choice")
        former: Member = await world.member()
        yesterday = clock.today() - timedelta(days=1)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=yesterday,
            id=former.organisation.id,
        )
        await make.rows("UPDATE purchase_rounds SET opened_at = opened_at - interval '5 days'")

        listed = told(await former.get(f"{world.path}/quotes"))

        assert listed["items"] == []
        assert refusal(await former.get(f"{world.path}/quotes/{world.quotes['A'].id}")) == (404, "not_found")
        assert refusal(await former.get(f"{world.lot_path}/comparison")) == (409, "quotes_sealed")

    async def test_outside_the_agreement_knows_of_nothing(self, world, make):
        foreign = await make.signed_in()

        assert refusal(await foreign.get(f"{world.path}/quotes")) == (404, "not_found")


def test_the_criteria_of_the_world_weigh_a_hundred():
    assert sum(one["weight"] for one in CRITERIA) == 100
