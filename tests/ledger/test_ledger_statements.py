"""Statements, pages, filters, export, and what each party reads under each confidentiality rule."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from book import Book, a_book, code
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from conftest import Database
from essaim.kit.db import make_engine, sqlstate
from make import Make, Member


async def three_years(book: Book) -> None:
    """Contributions of two parties in 2024, 2025 and 2026, and a payment each year."""
    for year in (2024, 2025, 2026):
        for member, amount in zip(book.parties[:2], (1000, 500), strict=True):
            await book.contribute(
                member, amount * year, occurred_on=f"{year}-02-01", description=f"Cotisation {year}"
            )
        await book.post(
            (book.common, book.world, year),
            kind="payment",
            occurred_on=f"{year}-06-30",
            description="Facture d’électricité",
            reference=f"F-{year}",
        )


class TestStatement:
    async def test_pages_put_end_to_end_are_the_whole_history_whatever_their_size(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)
        whole = await book.lines(book.common)

        assert len(whole) == 9
        assert [line["posting_id"] for line in whole] == sorted(
            (line["posting_id"] for line in whole), reverse=True
        )
        balance = 0
        for line in reversed(whole):
            balance += line["amount"]
            assert line["balance_after"] == balance
        assert (await book.read(book.common))["balance"] == balance
        for size in (1, 2, 4, 9):
            assert await book.lines(book.common, limit=size) == whole
        assert whole[0]["other"]["purpose"] == "world"
        assert whole[1]["other"]["organisation_name"] == "Structure 2"
        assert whole[0]["transaction"]["reference"] == "F-2026"

    async def test_filters_choose_lines(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)

        async def amounts(**query: Any) -> list[int]:
            return [line["amount"] for line in await book.lines(book.common, limit=2, **query)]

        assert await amounts(kind="payment") == [-2026, -2025, -2024]
        assert await amounts(**{"from": "2025-01-01", "to": "2025-02-01"}) == [500 * 2025, 1000 * 2025]
        assert await amounts(q="ELECTRICITE") == [-2026, -2025, -2024]
        assert await amounts(q="f-2024") == [-2024]
        assert await amounts(q="%") == []
        answer = await book.lead.get(f"/v1/ledger/accounts/{book.common}/lines", params={"sort": "amount"})
        assert answer.status_code == 422
        answer = await book.lead.get(f"/v1/ledger/accounts/{book.common}/lines", params={"cursor": "x"})
        assert code(answer) == (422, "invalid_cursor")

    async def test_transactions_are_listed_last_first_with_what_they_moved(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)
        query = {"agreement_id": str(book.agreement.id), "limit": "2", "kind": "payment"}
        first = (await book.lead.get("/v1/ledger/transactions", params=query)).json()
        second = (
            await book.lead.get("/v1/ledger/transactions", params={**query, "cursor": first["next_cursor"]})
        ).json()

        assert [entry["number"] for entry in first["items"] + second["items"]] == [9, 6, 3]
        assert first["items"][0]["moved"] == [{"unit": "EUR/2", "amount": 2026}]
        assert second["next_cursor"] is None


class TestExport:
    async def test_is_a_spreadsheet_in_french_without_formulas(self, make: Make) -> None:
        book = await a_book(make)
        await book.post((book.world, book.common, 123_405), description="=1+1", reference="@x")
        await book.post((book.common, book.world, 5), description="Frais ; divers")
        answer = await book.lead.get(f"/v1/ledger/accounts/{book.common}/export")

        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row["Libellé"] for row in rows] == ["'=1+1", "Frais ; divers"]
        assert rows[0]["Pièce"] == "'@x"
        assert [(row["Montant"], row["Solde"]) for row in rows] == [
            ("1234,05", "1234,05"),
            ("-0,05", "1234,00"),
        ]
        assert rows[0]["Date"] == "02/03/2026"

    async def test_takes_the_filters_of_the_statement(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)
        answer = await book.lead.get(f"/v1/ledger/accounts/{book.common}/export", params={"kind": "payment"})

        assert len(answer.text.splitlines()) == 4

    async def test_over_its_bound_it_is_refused_rather_than_cut(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("essaim.ledger.service.reading.EXPORTED_LINES", 2)
        book = await a_book(make)
        await book.post(*[(book.world, book.common, 1)] * 3)

        answer = await book.lead.get(f"/v1/ledger/accounts/{book.common}/export")
        assert code(answer) == (422, "too_many_lines")


async def accounts(book: Book, member: Member) -> dict[str, dict[str, Any]]:
    answer = await member.get(
        "/v1/ledger/accounts", params={"agreement_id": str(book.agreement.id), "limit": "100"}
    )
    assert answer.status_code == 200, answer.text
    return {account["id"]: account for account in answer.json()["items"]}


class TestOpenLines:
    async def test_every_party_and_observer_reads_everything(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)
        observer = await make.signed_in(role="reader", powers=[])
        await make.party(book.agreement, observer.organisation, role="observer")

        seen = await accounts(book, book.lead)
        assert len(seen) == 4
        for member in (book.parties[2], observer):
            theirs = await accounts(book, member)
            assert {key: account["balance"] for key, account in theirs.items()} == {
                key: account["balance"] for key, account in seen.items()
            }
            assert await book.lines(book.common, by=member) == await book.lines(book.common)

    async def test_accounts_are_filtered(self, make: Make) -> None:
        book = await a_book(make)
        await three_years(book)
        party = book.parties[0].organisation
        query = {"agreement_id": str(book.agreement.id)}
        for chosen, expected in (
            ({"organisation_id": str(party.id)}, 1),
            ({"purpose": "party"}, 2),
            ({"unit": "HOUR/2"}, 0),
        ):
            answer = await book.lead.get("/v1/ledger/accounts", params={**query, **chosen})
            assert len(answer.json()["items"]) == expected


class TestAfterLeaving:
    """Read access to one's own years: what is dated up to the last day."""

    @pytest.mark.parametrize("state", ["accepted", "left"])
    async def test_nothing_later_is_read(self, make: Make, state: str) -> None:
        book = await a_book(make)
        await three_years(book)
        leaver = book.parties[2]
        await book.contribute(leaver, 70, occurred_on="2025-03-01")
        late = await book.open("expense", label="Ouvert après")
        await book.post((book.common, late, 10), occurred_on="2026-03-01")
        await make.rows(
            "UPDATE parties SET state = :state, left_on = :day WHERE organisation_id = :organisation",
            state=state,
            day=date(2025, 12, 31),
            organisation=leaver.organisation.id,
        )

        seen = await accounts(book, leaver)
        assert late not in seen
        assert code(await leaver.get(f"/v1/ledger/accounts/{late}")) == (404, "not_found")
        expected = 1500 * (2024 + 2025) - 2024 - 2025 + 70
        assert seen[book.common]["balance"] == expected
        lines = await book.lines(book.common, by=leaver)
        assert sum(line["amount"] for line in lines) == expected
        assert {line["balance_after"] for line in lines} == {None}
        assert max(line["transaction"]["occurred_on"] for line in lines) <= "2025-12-31"
        book_seen = (
            await leaver.get("/v1/ledger/balances", params={"agreement_id": book.agreement.id})
        ).json()
        assert book_seen["transactions"] == 7
        assert (book_seen["leads"], book_seen["read_until"]) == (False, "2025-12-31")
        entries = (
            await leaver.get("/v1/ledger/transactions", params={"agreement_id": book.agreement.id})
        ).json()
        assert len(entries["items"]) == 7
        later = (
            await book.lead.get("/v1/ledger/transactions", params={"agreement_id": book.agreement.id})
        ).json()
        hidden = {entry["id"] for entry in later["items"]} - {entry["id"] for entry in entries["items"]}
        assert len(hidden) == 4
        for transaction in hidden:
            assert code(await leaver.get(f"/v1/ledger/transactions/{transaction}")) == (404, "not_found")
        assert code(await book.try_post((book.world, book.common, 1), by=leaver)) == (403, "only_the_lead")

    async def test_its_own_accounts_are_read_to_the_end(self, make: Make) -> None:
        book = await a_book(make)
        leaver = book.parties[0]
        await book.contribute(leaver, 70, occurred_on="2025-03-01")
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = '2025-12-31' WHERE organisation_id = :id",
            id=leaver.organisation.id,
        )
        own = await book.account_of(leaver)
        repaid = await book.post((book.common, own, 70), occurred_on="2026-01-31")

        assert (await accounts(book, leaver))[own]["balance"] == 0
        assert [line["balance_after"] for line in await book.lines(own, by=leaver)] == [0, -70]
        seen = (await leaver.get(f"/v1/ledger/transactions/{repaid['id']}")).json()
        assert [(p["source_balance"], p["destination_balance"]) for p in seen["postings"]] == [(None, 0)]


@pytest.mark.parametrize("rule", ["aggregates", "coopetition"])
class TestClosedLines:
    async def test_a_party_reads_its_own_lines_only(self, make: Make, rule: str) -> None:
        book = await a_book(make, confidentiality=rule)
        await three_years(book)
        mine, other = book.parties[0], book.parties[1]
        own, theirs = await book.account_of(mine), await book.account_of(other)
        seen = await accounts(book, mine)

        assert set(seen) == {book.world, book.common, own}
        assert seen[own]["balance"] == -1000 * (2024 + 2025 + 2026)
        assert (seen[own]["mine"], seen[own]["withheld"]) == (True, None)
        for common in (book.world, book.common):
            assert (seen[common]["balance"], seen[common]["withheld"]) == (None, "at_closings_only")
            assert seen[common]["published"] is None
        for path in ("", "/lines", "/export"):
            assert code(await mine.get(f"/v1/ledger/accounts/{theirs}{path}")) == (404, "not_found")

    async def test_of_a_common_account_it_reads_the_lines_that_move_its_own(
        self, make: Make, rule: str
    ) -> None:
        book = await a_book(make, confidentiality=rule)
        await three_years(book)
        mine = book.parties[0]
        lines = await book.lines(book.common, by=mine, limit=2)

        assert [line["amount"] for line in lines] == [1000 * year for year in (2026, 2025, 2024)]
        assert {line["balance_after"] for line in lines} == {None}
        assert await book.lines(book.world, by=mine) == []
        exported = await mine.get(f"/v1/ledger/accounts/{book.common}/export")
        assert "Structure 2" not in exported.text
        assert len(exported.text.splitlines()) == 4

    async def test_of_a_shared_transaction_it_reads_its_own_movement(self, make: Make, rule: str) -> None:
        book = await a_book(make, confidentiality=rule)
        mine, other, absent = book.parties
        moves = [
            (await book.account_of(member), book.common, amount)
            for member, amount in ((mine, 100), (other, 333))
        ]
        posted = await book.post(*moves, kind="charge")
        seen = (await mine.get(f"/v1/ledger/transactions/{posted['id']}")).json()

        assert [posting["amount"] for posting in seen["postings"]] == [100]
        assert seen["complete"] is False
        assert (seen["postings"][0]["source_balance"], seen["postings"][0]["destination_balance"]) == (
            -100,
            None,
        )
        query = {"agreement_id": str(book.agreement.id)}
        entries = (await mine.get("/v1/ledger/transactions", params=query)).json()["items"]
        assert [entry["moved"] for entry in entries] == [[{"unit": "EUR/2", "amount": 100}]]
        assert (await absent.get("/v1/ledger/transactions", params=query)).json()["items"] == []
        assert code(await absent.get(f"/v1/ledger/transactions/{posted['id']}")) == (404, "not_found")

    async def test_the_lead_that_keeps_the_book_reads_all_of_it(self, make: Make, rule: str) -> None:
        book = await a_book(make, confidentiality=rule)
        await three_years(book)
        seen = await accounts(book, book.lead)

        assert len(seen) == 4
        assert sum(account["balance"] for account in seen.values()) == 0
        assert len(await book.lines(book.common)) == 9


class TestSecondWall:
    """What PostgreSQL itself refuses to the application's role."""

    async def test_the_book_is_written_by_its_function_only(self, make: Make, database: Database) -> None:
        book = await a_book(make)
        await book.post((book.world, book.common, 100))
        engine = make_engine(database.app_url, pool_size=1)
        for statement in (
            "UPDATE ledger_accounts SET balance = 1",
            "INSERT INTO ledger_books VALUES (uuid7(), 1)",
            "DELETE FROM ledger_accounts",
            "UPDATE ledger_transactions SET description = 'x'",
            "INSERT INTO ledger_postings (agreement_id, transaction_id, source_id, destination_id, amount,"
            " source_balance, destination_balance) SELECT agreement_id, transaction_id, source_id, destination_id,"
            " 1, 0, 0 FROM ledger_postings",
        ):
            assert await _as_app(engine, book.lead, statement) == "42501", statement
        await engine.dispose()

    async def test_even_the_owner_does_not_rewrite_it(self, make: Make) -> None:
        book = await a_book(make)
        await book.post((book.world, book.common, 100))
        for statement in (
            "UPDATE ledger_postings SET amount = 1",
            "DELETE FROM ledger_transactions",
            "TRUNCATE ledger_postings CASCADE",
            "UPDATE ledger_accounts SET balance = balance + 1",
        ):
            with pytest.raises(DBAPIError) as refused:
                await make.rows(statement)
            assert sqlstate(refused.value) == "23514", statement

    async def test_nobody_outside_holds_or_moves_it(self, make: Make, database: Database) -> None:
        book = await a_book(make)
        stranger, invited = await make.signed_in(), await make.signed_in()
        await make.party(book.agreement, invited.organisation, state="invited", joined_on=None)
        engine = make_engine(database.app_url, pool_size=1)
        post = (
            f"SELECT post_transaction('{book.agreement.id}', today(), 'transfer', 'x', null, null, null,"
            f" ARRAY['{book.world}'::uuid], ARRAY['{book.common}'::uuid], ARRAY[1::bigint])"
        )
        for member in (stranger, invited):
            assert await _as_app(engine, member, f"SELECT hold_book('{book.agreement.id}')") == "42501"
            assert await _as_app(engine, member, post) == "42501"
            assert await _as_app(engine, member, "SELECT 1 / count(*) FROM ledger_accounts") == "22012", (
                "sees none"
            )
        await engine.dispose()


async def _as_app(engine: AsyncEngine, member: Member, statement: str) -> str | None:
    async with engine.connect() as connection:
        await connection.execute(
            text("SELECT set_config('essaim.organisation', :o, true), set_config('essaim.person', :p, true)"),
            {"o": str(member.organisation.id), "p": str(member.person.id)},
        )
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text(statement))
        return sqlstate(refused.value)
