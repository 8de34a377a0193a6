"""Many at once, on a committed database: the book stays right and nobody is told of a deadlock."""

import asyncio
import random
from collections import Counter
from typing import Any

import httpx
from book import THEN, Book, a_book

from make import Make


def outcomes(answers: list[httpx.Response]) -> Counter[tuple[int, str | None]]:
    return Counter((answer.status_code, answer.json().get("code")) for answer in answers)


async def incoherent(make: Make) -> list[Any]:
    """Accounts whose balance is not the sum of their postings, and units that do not sum to zero."""
    return await make.rows("""
        SELECT a.id::text AS what FROM ledger_accounts a WHERE balance <> (
            SELECT coalesce(sum(CASE WHEN p.source_id = a.id THEN -p.amount ELSE p.amount END), 0)
              FROM ledger_postings p WHERE a.id IN (p.source_id, p.destination_id))
        UNION ALL SELECT agreement_id || unit FROM ledger_accounts GROUP BY agreement_id, unit HAVING sum(balance) <> 0
        UNION ALL SELECT 'numbers' FROM ledger_transactions GROUP BY agreement_id HAVING max(number) <> count(*)
    """)


class TestAtOnce:
    async def test_thirty_takes_of_ten_from_a_hundred_grant_exactly_ten(self, make: Make) -> None:
        book = await a_book(make)
        await book.post((book.world, book.common, 100))

        answers = await asyncio.gather(*(book.try_post((book.common, book.world, 10)) for _ in range(30)))

        assert outcomes(answers) == {(201, None): 10, (409, "overdraft"): 20}
        assert (await book.read(book.common))["balance"] == 0
        assert await incoherent(make) == []

    async def test_a_hundred_reversals_of_one_transaction_make_one(self, make: Make) -> None:
        book = await a_book(make)
        posted = await book.post((book.world, book.common, 100))

        answers = await asyncio.gather(*(book.reverse(posted) for _ in range(100)))

        assert outcomes(answers) == {(201, None): 1, (409, "already_reversed"): 99}
        assert (await book.read(book.common))["balance"] == 0
        assert await make.count("ledger_transactions") == 2
        assert await incoherent(make) == []

    async def test_one_account_is_opened_once(self, make: Make) -> None:
        book = await a_book(make)
        body = {"agreement_id": str(book.agreement.id), "purpose": "income"}

        answers = await asyncio.gather(*(book.lead.post("/v1/ledger/accounts", json=body) for _ in range(20)))

        assert outcomes(answers) == {(201, None): 1, (409, "account_already_open"): 19}
        assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1

    async def test_one_closing_is_published_once(self, make: Make) -> None:
        book = await a_book(make, confidentiality="aggregates")
        await book.post((book.world, book.common, 100))

        answers = await asyncio.gather(*(book.try_publish("2026-03-31") for _ in range(10)))

        assert outcomes(answers) == {(201, None): 1, (409, "already_published"): 9}

    async def test_closings_amid_postings_count_whole_transactions(self, make: Make) -> None:
        """Each transaction brings 1 and takes 1: at no instant does a published balance differ from 0."""
        book = await a_book(make, confidentiality="aggregates")
        posts = [book.try_post((book.world, book.common, 1), (book.common, book.world, 1)) for _ in range(30)]
        days = [book.try_publish(f"2026-04-{day:02}") for day in range(1, 11)]

        answers = await asyncio.gather(
            *(call for pair in zip(posts[:10], days, strict=True) for call in pair), *posts[10:]
        )

        assert {answer.status_code for answer in answers} <= {201, 409}
        published = await make.rows("SELECT figures FROM ledger_publications")
        assert published
        assert {figure["balance"] for row in published for figure in row.figures} == {0}


class TestFiveHundredTransactions:
    async def test_over_eighty_accounts_by_twenty_workers(self, make: Make) -> None:
        """Two agreements, two units, moves in any order: locks are always taken in the same one."""
        books = [await a_book(make, parties=1) for _ in range(2)]
        drawn = random.Random(20_261_123)  # noqa: S311
        accounts: dict[tuple[int, str], list[str]] = {}
        for number, book in enumerate(books):
            for unit in ("EUR/2", "HOUR/2"):
                accounts[number, unit] = [
                    await book.open("other", label=f"{unit} {rank}", unit=unit, minimum_balance=-500)
                    for rank in range(20)
                ]
        assert sum(map(len, accounts.values())) == 80
        waiting = list(range(500))
        answers: list[httpx.Response] = []
        posted: list[tuple[Book, dict[str, Any]]] = []

        def moves(number: int) -> list[tuple[str, str, int]]:
            drawn_moves = []
            for _ in range(drawn.randint(1, 4)):
                source, destination = drawn.sample(accounts[number, drawn.choice(("EUR/2", "HOUR/2"))], 2)
                drawn_moves.append((source, destination, drawn.randint(1, 200)))
            return drawn_moves

        async def worker() -> None:
            while waiting:
                number = waiting.pop() % 2
                if posted and drawn.random() < 0.1:
                    book, entry = posted.pop(drawn.randrange(len(posted)))
                    answers.append(await book.reverse(entry))
                    continue
                answer = await books[number].try_post(*moves(number), occurred_on=THEN)
                answers.append(answer)
                if answer.status_code == 201:
                    posted.append((books[number], answer.json()))

        await asyncio.gather(*(worker() for _ in range(20)))

        assert len(answers) == 500
        assert set(outcomes(answers)) <= {(201, None), (409, "overdraft")}
        assert outcomes(answers)[201, None] > 100
        assert await incoherent(make) == []
        assert await make.count("ledger_accounts", "balance < minimum_balance") == 0
