"""Closings: what is published of common accounts, and what is written down when the lead reads between competitors."""

from typing import Any

import pytest
from book import Book, a_book, code

from make import Make, Member


async def figure(book: Book, account: str, by: Member | None = None) -> dict[str, Any]:
    """What the last closing tells of an account, as a party reads it."""
    query = {"agreement_id": str(book.agreement.id)}
    answer = await (by or book.parties[0]).get("/v1/ledger/publications", params=query)
    last = answer.json()["items"][0]
    return next(told for told in last["figures"] if told["account"]["id"] == account)


async def published(book: Book, account: str) -> Any:
    return (await book.read(account, book.parties[0]))["published"]


class TestAggregates:
    async def test_two_contributors_are_withheld_three_are_shown(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        for member in book.parties[:2]:
            await book.contribute(member, 1000)
        await book.publish("2026-03-31")
        told = await figure(book, book.common)
        assert (told["balance"], told["contributors"], told["withheld"]) == (
            None,
            None,
            "not_enough_contributors",
        )
        seen = await book.read(book.common, book.parties[0])
        assert (seen["balance"], seen["withheld"]) == (None, "not_enough_contributors")

        await book.contribute(book.parties[2], 500, occurred_on="2026-04-02")
        await book.publish("2026-04-30")
        assert await published(book, book.common) == {
            "balance": 2500,
            "through": "2026-04-30",
            "contributors": 3,
        }

    async def test_a_withheld_account_keeps_its_figure_and_gathers_contributors(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        for member in book.parties:
            await book.contribute(member, 1000)
        await book.publish("2026-03-31")
        shown = await published(book, book.common)
        for month, member in ((4, 0), (5, 1)):
            await book.contribute(book.parties[member], 77, occurred_on=f"2026-{month:02}-02")
            await book.publish(f"2026-{month:02}-28")
            assert await published(book, book.common) == shown
            assert (await figure(book, book.common))["as_of"] == "2026-03-31"
        await book.contribute(book.parties[2], 77, occurred_on="2026-06-02")
        await book.publish("2026-06-28")

        assert await published(book, book.common) == {
            "balance": 3000 + 3 * 77,
            "through": "2026-06-28",
            "contributors": 3,
        }

    async def test_what_no_party_moved_is_shown(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        await book.post((book.world, book.common, 5000))
        await book.publish("2026-03-31")

        assert await published(book, book.common) == {
            "balance": 5000,
            "through": "2026-03-31",
            "contributors": 0,
        }

    async def test_a_reversed_contribution_is_none(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        posted = [await book.contribute(member, 1000) for member in book.parties]
        await book.reverse(posted[0])
        await book.publish("2026-03-31")

        assert (await figure(book, book.common))["withheld"] == "not_enough_contributors"

    async def test_counts_what_is_dated_up_to_the_closing_day_whenever_it_was_recorded(
        self, make: Make
    ) -> None:
        book = await a_book(make, confidentiality="aggregates")
        for member in book.parties:
            await book.contribute(member, 1000)
        await book.post((book.world, book.common, 7), occurred_on="2026-04-01")
        await book.publish("2026-03-31")
        assert (await published(book, book.common))["balance"] == 3000
        # Recorded late, dated before the closing: they make the next figure, of three contributors again.
        for member in book.parties:
            await book.contribute(member, 10, occurred_on="2026-02-01")
        await book.publish("2026-04-30")

        assert await published(book, book.common) == {
            "balance": 3037,
            "through": "2026-04-30",
            "contributors": 3,
        }

    async def test_once_a_day_forward_only_and_not_ahead(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        await book.publish("2026-03-31")

        for day in ("2026-03-31", "2026-03-30"):
            refused = await book.try_publish(day)
            assert code(refused) == (409, "already_published")
            assert refused.json()["context"] == {"through": "2026-03-31"}
        assert code(await book.try_publish("2150-01-01")) == (422, "not_yet_happened")

    async def test_a_party_that_left_reads_the_closings_of_its_time(self, make: Make) -> None:
        book = await a_book(make, parties=4, confidentiality="aggregates")
        leaver = book.parties[3]
        for month in (3, 4):
            for member in book.parties[:3]:
                await book.contribute(member, 100, occurred_on=f"2026-{month:02}-01")
            await book.publish(f"2026-{month:02}-28")
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = '2026-03-31' WHERE organisation_id = :id",
            id=leaver.organisation.id,
        )

        query = {"agreement_id": str(book.agreement.id)}
        told = (await leaver.get("/v1/ledger/publications", params=query)).json()["items"]
        assert [closing["through"] for closing in told] == ["2026-03-28"]
        assert (await book.read(book.common, leaver))["published"]["balance"] == 300

    async def test_the_lead_reads_both_the_balance_and_what_was_published(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        for member in book.parties:
            await book.contribute(member, 1000)
        await book.publish("2026-03-31")
        await book.contribute(book.parties[0], 1, occurred_on="2026-04-01")

        seen = await book.read(book.common)
        assert (seen["balance"], seen["withheld"], seen["published"]["balance"]) == (3001, None, 3000)


class TestCoopetition:
    @pytest.mark.parametrize(
        ("amounts", "shown"),
        [
            ((100, 100, 100), None),
            ((100, 100, 100, 100), 400),
            ((700, 100, 100, 100), 1000),
            ((701, 100, 100, 99), None),
        ],
    )
    async def test_four_contributors_none_above_seventy_per_cent(
        self, make: Make, amounts: tuple[int, ...], shown: int | None
    ) -> None:
        book = await a_book(make, parties=4, confidentiality="coopetition")
        for member, amount in zip(book.parties, amounts, strict=False):
            await book.contribute(member, amount)
        await book.publish("2026-03-31")

        assert (await figure(book, book.common))["balance"] == shown


class TestOpenBook:
    async def test_publishes_nothing(self, make: Make) -> None:
        book = await a_book(make)
        assert code(await book.try_publish("2026-03-31")) == (409, "open_book")


class TestReadings:
    async def test_between_competitors_each_party_knows_when_the_lead_read_its_lines(
        self, make: Make
    ) -> None:
        book = await a_book(make, confidentiality="coopetition")
        mine, other = book.parties[:2]
        posted = await book.contribute(mine, 100)
        await book.contribute(other, 200)
        own = await book.account_of(mine)
        query = {"agreement_id": str(book.agreement.id)}
        await book.lines(own)
        await book.lead.get("/v1/ledger/accounts", params=query)
        await book.lead.get(f"/v1/ledger/accounts/{own}/export")
        await book.lead.get(f"/v1/ledger/transactions/{posted['id']}")
        await book.lead.get("/v1/ledger/transactions", params=query)
        await book.lines(book.common)

        async def read_of(member: Member) -> list[tuple[str, str | None]]:
            items = (await member.get("/v1/ledger/readings", params=query)).json()["items"]
            return [(reading["operation"], reading["subject_id"]) for reading in reversed(items)]

        shared = [
            ("ledger.search_transactions", None),
            ("ledger.search_lines", book.common),
        ]
        assert await read_of(mine) == [
            ("ledger.search_lines", own),
            ("ledger.search_accounts", None),
            ("ledger.export_lines", own),
            ("ledger.read_transaction", posted["id"]),
            *shared,
        ]
        assert await read_of(other) == [("ledger.search_accounts", None), *shared]
        assert await read_of(book.parties[2]) == []
        assert await read_of(book.lead) == await read_of(mine)
        assert await make.count("audit_records", "action = 'ledger_readings.insert'") == 6

    async def test_one_s_own_reading_and_that_of_open_lines_are_not_written_down(self, make: Make) -> None:
        closed = await a_book(make, confidentiality="coopetition")
        await closed.contribute(closed.lead, 100)
        await closed.lines(closed.common)
        await closed.read(closed.common, closed.parties[0])
        opened = await a_book(make)
        await opened.contribute(opened.parties[0], 100)
        await opened.lines(opened.common)

        assert await make.count("ledger_readings") == 0
