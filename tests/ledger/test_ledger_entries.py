"""What the lead posts and reverses by hand."""

from typing import Any
from uuid import uuid4

import pytest
from book import THEN, Book, a_book, code

from essaim.kit import clock
from make import Make


@pytest.fixture
async def book(make: Make) -> Book:
    return await a_book(make)


class TestPost:
    async def test_moves_an_amount_and_tells_both_balances(self, book: Book) -> None:
        member = book.parties[0]
        posted = await book.contribute(member, 12_345, description="Cotisation 2026", reference="C-1")

        assert posted["number"] == 1
        assert posted["complete"] is True
        assert posted["organisation_name"] == "EHPAD La Salette"
        (posting,) = posted["postings"]
        assert (posting["amount"], posting["source_balance"], posting["destination_balance"]) == (
            12_345,
            -12_345,
            12_345,
        )
        assert posting["source"]["organisation_name"] == member.organisation.name
        assert (await book.read(book.common))["balance"] == 12_345

    async def test_is_all_or_nothing(self, book: Book) -> None:
        other = await book.open("other")
        refused = await book.try_post((book.world, book.common, 100), (book.common, other, 500))

        assert code(refused) == (409, "overdraft")
        assert (await book.read(book.common))["balance"] == 0
        assert await book.make.count("ledger_transactions") == 0

    async def test_only_the_outcome_may_not_be_overdrawn(self, book: Book) -> None:
        other = await book.open("other")
        await book.post((book.common, other, 500), (book.world, book.common, 500))

        assert (await book.read(other))["balance"] == 500

    async def test_several_units_move_in_one_transaction_each_in_its_own(self, book: Book) -> None:
        hours = [
            await book.open("other", label=name, unit="HOUR/2", minimum_balance=-1000) for name in ("A", "B")
        ]
        posted = await book.post((hours[0], hours[1], 750), (book.world, book.common, 100), kind="exchange")

        assert [posting["unit"] for posting in posted["postings"]] == ["HOUR/2", "EUR/2"]
        answer = await book.lead.get("/v1/ledger/balances", params={"agreement_id": book.agreement.id})
        assert answer.json()["units"] == [
            {"unit": "EUR/2", "total": 0, "accounts": 2},
            {"unit": "HOUR/2", "total": 0, "accounts": 2},
        ]
        assert answer.json()["balanced"] is True

    async def test_the_book_says_whose_it_is_and_who_keeps_it(self, book: Book) -> None:
        for member, leads in ((book.lead, True), (book.parties[0], False)):
            told = (
                await member.get("/v1/ledger/balances", params={"agreement_id": book.agreement.id})
            ).json()
            assert (told["agreement_name"], told["agreement_kind"]) == (book.agreement.name, "pool")
            assert (told["leads"], told["read_until"]) == (leads, None)
            assert told["confidentiality"] == book.agreement.confidentiality

    async def test_an_overdraft_stops_at_what_the_account_allows(self, book: Book) -> None:
        hours = [
            await book.open("other", label=name, unit="HOUR/2", minimum_balance=-1000) for name in ("A", "B")
        ]
        await book.post((hours[0], hours[1], 1000))

        assert code(await book.try_post((hours[0], hours[1], 1))) == (409, "overdraft")

    async def test_a_retry_with_its_key_posts_once(self, book: Book) -> None:
        book.lead.client.headers["Idempotency-Key"] = "facture-12"
        first = await book.post((book.world, book.common, 100))
        second = await book.post((book.world, book.common, 100))

        assert first == second
        assert (await book.read(book.common))["balance"] == 100

    async def test_refuses_what_makes_no_sense(self, book: Book, make: Make) -> None:
        hours = await book.open("other", unit="HOUR/2")
        elsewhere = await a_book(make)
        move = (book.world, book.common, 100)

        assert code(await book.try_post((book.world, hours, 1))) == (422, "different_units")
        assert code(await book.try_post((book.world, elsewhere.common, 1))) == (422, "accounts_elsewhere")
        assert code(await book.try_post((book.world, str(uuid4()), 1))) == (422, "accounts_elsewhere")
        assert code(await book.try_post((book.world, book.world, 1))) == (422, "invalid_request")
        assert code(await book.try_post((book.world, book.common, 0))) == (422, "invalid_request")
        assert code(await book.try_post()) == (422, "invalid_request")
        assert code(await book.try_post(*[move] * 101)) == (422, "invalid_request")
        assert code(await book.try_post(move, kind="settlement")) == (422, "invalid_request")
        assert code(await book.try_post(move, occurred_on="2150-01-01")) == (422, "not_yet_happened")

    async def test_an_amount_no_account_can_hold_is_refused(self, book: Book) -> None:
        await book.post_behind(book.world, book.common, 2**63 - 1)

        assert code(await book.try_post((book.world, book.common, 1))) == (422, "amount_too_large")

    async def test_today_has_happened(self, book: Book) -> None:
        await book.post((book.world, book.common, 1), occurred_on=clock.today().isoformat())

    async def test_a_closed_account_moves_no_more(self, book: Book) -> None:
        other = await book.open("other")
        await book.make.rows("UPDATE ledger_accounts SET closed_on = today() WHERE id = :id", id=other)

        assert code(await book.try_post((book.world, other, 1))) == (409, "account_closed")

    @pytest.mark.parametrize("purpose", ["stake", "payable", "common", "project"])
    async def test_accounts_of_the_fund_and_of_exits_are_not_moved_by_hand(
        self, book: Book, purpose: str
    ) -> None:
        member = book.parties[0] if purpose in ("stake", "payable") else None
        account = await book.managed(purpose, member)

        assert code(await book.try_post((account, book.common, 1))) == (409, "managed_account")
        assert code(await book.try_post((book.world, account, 1))) == (409, "managed_account")
        (entry,) = await book.make.rows("SELECT id FROM ledger_transactions")
        assert code(await book.reverse({"id": entry.id})) == (409, "managed_account")


class TestReverse:
    async def test_posts_the_exact_opposite_once(self, book: Book) -> None:
        other = await book.open("other")
        posted = await book.post((book.world, book.common, 300), (book.common, other, 200))
        answer = await book.reverse(posted, description="Saisie deux fois")
        reversal = answer.json()

        assert answer.status_code == 201
        assert (reversal["kind"], reversal["reverses_id"]) == ("reversal", posted["id"])
        assert [(p["source"]["id"], p["destination"]["id"], p["amount"]) for p in reversal["postings"]] == [
            (other, book.common, 200),
            (book.common, book.world, 300),
        ]
        assert [(await book.read(account))["balance"] for account in (book.world, book.common, other)] == [
            0,
            0,
            0,
        ]
        seen = (await book.lead.get(f"/v1/ledger/transactions/{posted['id']}")).json()
        assert (seen["reversed"], seen["reversed_by_id"]) == (True, reversal["id"])
        assert code(await book.reverse(posted)) == (409, "already_reversed")
        assert code(await book.reverse(reversal)) == (409, "not_reversible")

    async def test_is_refused_when_the_money_is_gone(self, book: Book) -> None:
        posted = await book.post((book.world, book.common, 300))
        await book.post((book.common, book.world, 300))

        assert code(await book.reverse(posted)) == (409, "overdraft")

    async def test_is_dated_today_at_the_latest(self, book: Book) -> None:
        posted = await book.post((book.world, book.common, 300))

        assert code(await book.reverse(posted, occurred_on="2150-01-01")) == (422, "not_yet_happened")


class TestWhoWrites:
    async def test_only_the_lead(self, book: Book) -> None:
        party = book.parties[0]
        posted = await book.post((book.world, book.common, 1))
        body: dict[str, Any] = {"agreement_id": str(book.agreement.id)}
        reversal = {"description": "Erreur", "occurred_on": THEN}
        address = f"/v1/ledger/transactions/{posted['id']}/reverse"

        assert code(await book.try_post((book.world, book.common, 1), by=party)) == (403, "only_the_lead")
        assert code(await party.post(address, json=reversal)) == (403, "only_the_lead")
        opening = await party.post("/v1/ledger/accounts", json={**body, "purpose": "income"})
        assert code(opening) == (403, "only_the_lead")
        closing = await party.post("/v1/ledger/publications", json={**body, "through": THEN})
        assert code(closing) == (403, "only_the_lead")

    async def test_with_the_power_to_spend(self, book: Book, make: Make) -> None:
        clerk = await make.signed_in(book.lead.organisation, "coordinator", powers=["sign"])

        assert code(await book.try_post((book.world, book.common, 1), by=clerk)) == (403, "missing_power")

    async def test_others_learn_nothing(self, book: Book, make: Make) -> None:
        rival = await make.signed_in()
        invited = await make.signed_in()
        await make.party(book.agreement, invited.organisation, state="invited", joined_on=None)
        posted = await book.post((book.world, book.common, 1))
        of_agreement = {"agreement_id": str(book.agreement.id)}
        by_id = (
            f"accounts/{book.common}",
            f"accounts/{book.common}/lines",
            f"accounts/{book.common}/export",
            f"transactions/{posted['id']}",
        )

        for path in ("accounts", "transactions", "balances", "publications", "readings"):
            assert code(await rival.get(f"/v1/ledger/{path}", params=of_agreement)) == (404, "not_found")
            answer = await invited.get(f"/v1/ledger/{path}", params=of_agreement)
            assert code(answer) == (403, "book_for_parties")
        for path in by_id:
            assert code(await rival.get(f"/v1/ledger/{path}")) == (404, "not_found")
            assert code(await invited.get(f"/v1/ledger/{path}")) == (404, "not_found")
        assert code(await book.try_post((book.world, book.common, 1), by=rival)) == (404, "not_found")
        assert code(await book.try_post((book.world, book.common, 1), by=invited)) == (
            403,
            "book_for_parties",
        )


class TestOpen:
    async def test_twice_is_refused_and_names_the_other(self, book: Book) -> None:
        body = {"agreement_id": str(book.agreement.id), "purpose": "reserve", "label": "Caisse commune"}
        answer = await book.lead.post("/v1/ledger/accounts", json=body)

        assert code(answer) == (409, "account_already_open")
        assert answer.json()["context"]["account_id"] == book.common

    async def test_for_parties_only(self, book: Book, make: Make) -> None:
        outsider = await make.organisation()
        for organisation, expected in ((outsider.id, "party_unknown"), (None, "invalid_request")):
            body = {
                "agreement_id": str(book.agreement.id),
                "purpose": "due",
                "organisation_id": organisation and str(organisation),
            }
            assert code(await book.lead.post("/v1/ledger/accounts", json=body)) == (422, expected)

    async def test_what_is_owed_may_go_below_zero_and_a_reserve_not(self, book: Book) -> None:
        due = await book.account_of(book.parties[0], "due")
        income = await book.open("income")
        await book.post((due, income, 102_487), kind="charge")

        account = await book.read(due)
        assert (account["balance"], account["minimum_balance"], account["decimals"]) == (-102_487, None, 2)
        assert (await book.read(book.common))["minimum_balance"] == 0

    async def test_managed_purposes_and_strange_units_are_refused(self, book: Book) -> None:
        for wrong in (
            {"purpose": "stake"},
            {"purpose": "other", "unit": "euros"},
            {"purpose": "other", "minimum_balance": 1},
        ):
            body = {"agreement_id": str(book.agreement.id), **wrong}
            assert code(await book.lead.post("/v1/ledger/accounts", json=body)) == (422, "invalid_request")
        body = {
            "agreement_id": str(book.agreement.id),
            "purpose": "world",
            "organisation_id": str(book.lead.organisation.id),
        }
        assert code(await book.lead.post("/v1/ledger/accounts", json=body)) == (422, "invalid_request")
