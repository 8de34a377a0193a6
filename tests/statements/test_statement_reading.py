"""Who reads which statements: lists, filters, files, arrears, error messages."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from essaim.kit import clock
from make import Make, Member
from statements.billing_world import FUTURE, Billing, billing, call, refusal, told

FORMULA = '=HYPERLINK("https://mechant.test")'


def keys(listed: list[dict[str, Any]]) -> set[str]:
    return {one["id"] for one in listed}


def pages(world: Billing, key: str) -> dict[str, dict[str, str]]:
    """Every way of asking for statements of the agreement, or for one of them."""
    agreement = {"agreement_id": str(world.agreement.id)}
    return {
        "/v1/statements": agreement,
        "/v1/statements/arrears": agreement,
        "/v1/statements/export": {**agreement, "format": "csv"},
        f"/v1/statements/{key}": {},
        f"/v1/statements/{key}/pdf": {},
    }


class TestList:
    async def test_filters(self, make: Make) -> None:
        world = await billing(make)
        run = await world.run()
        (late,) = await world.issue(call(world.other, 100_00), run=run)
        coming = await world.called(world.other, 50_00, FUTURE)
        credit = await world.called(world.third, -30_00)
        billed = (await world.billed(world.third, world.lead))["id"]
        await world.paid(world.lead, coming, 50_00)

        async def found(reader: Member, **filters: Any) -> set[str]:
            return keys(await world.list(reader, **filters))

        assert await found(world.lead) == {late, coming, credit, billed}
        assert await found(world.lead, mine=True) == {billed}
        assert await found(world.lead, mine=False) == {late, coming, credit}
        assert await found(world.lead, state="settled") == {coming}
        assert await found(world.lead, kind="credit") == {credit}
        assert await found(world.lead, overdue=True) == {late, billed}
        assert await found(world.lead, overdue=False) == {coming, credit}
        assert await found(world.lead, allocation_id=str(run)) == {late}
        assert await found(world.lead, organisation_id=world.other_id) == {late, coming}
        first = told(
            await world.lead.get(
                "/v1/statements", params={"agreement_id": str(world.agreement.id), "limit": 3}
            )
        )
        rest = await world.list(world.lead, cursor=first["next_cursor"])
        assert [one["id"] for one in first["items"] + rest] == [billed, credit, coming, late]
        assert (await world.read(late))["overdue_days"] == (clock.today() - date(2026, 3, 31)).days
        assert (await world.read(credit))["overdue_days"] == 0

    async def test_without_an_agreement_one_s_own_everywhere(self, make: Make) -> None:
        world = await billing(make, confidentiality="open")
        key = await world.called(world.other, 100_00)
        billed = (await world.billed(world.other, world.third))["id"]
        elsewhere = Billing(
            make,
            [world.third, world.other],
            await make.pool(world.third.organisation, world.other.organisation),
        )
        far = await elsewhere.called(world.other, 10_00)
        mine = told(await world.other.get("/v1/statements"))["items"]
        assert keys(mine) == {key, billed, far}
        assert {one["agreement_name"] for one in mine} == {world.agreement.name, elsewhere.agreement.name}
        assert keys(told(await world.other.get("/v1/statements", params={"mine": True}))["items"]) == {
            key,
            far,
        }
        assert keys(told(await world.lead.get("/v1/statements"))["items"]) == set()

    async def test_a_reading_has_an_etag_that_follows_its_payments(self, make: Make) -> None:
        world = await billing(make)
        key = await world.called(world.other, 100_00)
        before = (await world.other.get(f"/v1/statements/{key}")).headers["etag"]
        await world.paid(world.lead, key, 1_00)
        assert (await world.other.get(f"/v1/statements/{key}")).headers["etag"] != before


class TestWalls:
    async def test_where_lines_are_not_open_each_reads_its_own(self, make: Make) -> None:
        world = await billing(make, members=4)
        key = await world.called(world.other, 100_00)
        billed = (await world.billed(world.third, world.other))["id"]
        rival = world.members[3]
        for path in (f"/v1/statements/{key}", f"/v1/statements/{key}/pdf"):
            assert refusal(await rival.get(path)) == (404, "not_found")
            assert refusal(await world.third.get(path)) == (404, "not_found")
        assert await world.list(rival) == []
        assert await world.list(rival, organisation_id=world.other_id, overdue=True) == []
        assert keys(await world.list(world.third)) == {billed}
        assert keys(await world.list(world.other)) == {key, billed}
        assert keys(await world.list(world.lead)) == {key, billed}
        assert refusal(await world.pay(rival, key, 10**9)) == (404, "not_found")
        assert refusal(await world.cancel(rival, billed)) == (404, "not_found")
        assert refusal(await world.offset(key, key, 1, by=rival)) == (404, "not_found")
        arrears = {"agreement_id": str(world.agreement.id)}
        assert told(await rival.get("/v1/statements/arrears", params=arrears))["organisations"] == []
        owed = told(await world.third.get("/v1/statements/arrears", params=arrears))
        assert (owed["whole"], owed["total"]["total_cents"]) == (False, 153_00)
        exported = (await rival.get("/v1/statements/export", params={**arrears, "format": "csv"})).text
        assert exported.count("\n") == 1

    async def test_where_lines_are_open_every_party_reads_and_none_writes(self, make: Make) -> None:
        world = await billing(make, confidentiality="open", members=4)
        observer = await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        key = await world.called(world.other, 100_00)
        for reader in (world.members[3], observer):
            one = await world.read(key, reader)
            assert (one["mine"], one["may_record"], one["may_remind"], one["may_cancel"]) == (
                False,
                False,
                False,
                False,
            )
            assert refusal(await world.pay(reader, key, 1)) == (403, "only_the_issuer")
            arrears = told(
                await reader.get("/v1/statements/arrears", params={"agreement_id": str(world.agreement.id)})
            )
            assert (arrears["whole"], arrears["total"]["total_cents"]) == (True, 100_00)

    async def test_outsiders_and_guests(self, make: Make) -> None:
        world = await billing(make, confidentiality="open")
        key = await world.called(world.other, 100_00)
        stranger, guest, asker = [await make.signed_in() for _ in range(3)]
        await make.party(world.agreement, guest.organisation, state="invited", joined_on=None)
        await make.party(world.agreement, asker.organisation, state="requested", joined_on=None)
        for path, asked in pages(world, key).items():
            assert refusal(await stranger.get(path, params=asked)) == (404, "not_found")
            assert refusal(await asker.get(path, params=asked)) == (404, "not_found")
            expected = (403, "statements_for_parties") if asked else (404, "not_found")
            assert refusal(await guest.get(path, params=asked)) == expected
        assert told(await guest.get("/v1/statements"))["items"] == []

    async def test_who_left_reads_its_own_to_the_end_and_the_others_of_its_time(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world = await billing(make, confidentiality="open")
        left = clock.today() - timedelta(days=10)
        during, before = await world.called(world.third, 100_00), await world.called(world.third, 100_00)
        await world.paid(world.lead, during, 100_00)
        await make.rows("ALTER TABLE statements DISABLE TRIGGER statements_immutable")
        await make.rows(
            "UPDATE statements SET issued_on = :day WHERE id = ANY (:ids)", day=left, ids=[during, before]
        )
        await make.rows("UPDATE statement_payments SET recorded_at = recorded_at - interval '20 days'")
        await world.paid(world.lead, before, 40_00)
        after = await world.called(world.third, 100_00)
        own = await world.called(world.other, 70_00)
        await world.leave(world.other, left)
        assert keys(await world.list(world.other)) == {during, before, own}
        assert keys(await world.list(world.other, state="settled")) == {during}
        assert refusal(await world.other.get(f"/v1/statements/{after}")) == (404, "not_found")
        then = await world.read(before, world.other)
        assert (then["settled_cents"], then["remaining_cents"], then["payments"]) == (0, 100_00, [])
        assert (await world.read(during, world.other))["state"] == "settled"
        await world.paid(world.lead, own, 70_00)
        assert (await world.read(own, world.other))["settled_cents"] == 70_00
        arrears = told(
            await world.other.get("/v1/statements/arrears", params={"agreement_id": str(world.agreement.id)})
        )
        assert (arrears["whole"], arrears["organisations"]) == (False, [])

    async def test_a_former_lead_no_longer_reads_what_the_pool_is_owed(self, make: Make) -> None:
        world = await billing(make)
        key = await world.called(world.other, 100_00)
        await make.rows(
            "UPDATE parties SET role = 'party' WHERE agreement_id = :id AND role = 'lead'",
            id=world.agreement.id,
        )
        await make.rows(
            "UPDATE parties SET role = 'lead' WHERE agreement_id = :id AND organisation_id = :third",
            id=world.agreement.id,
            third=world.third.organisation.id,
        )
        assert refusal(await world.lead.get(f"/v1/statements/{key}")) == (404, "not_found")
        assert (await world.paid(world.third, key, 10_00))["settled_cents"] == 10_00
        assert refusal(await world.pay(world.lead, key, 10_00)) == (404, "not_found")

    async def test_between_competitors_what_the_lead_reads_is_written_down(self, make: Make) -> None:
        world = await billing(make, confidentiality="coopetition")
        key = await world.called(world.other, 100_00)
        for path, asked in pages(world, key).items():
            assert (await world.lead.get(path, params=asked)).status_code == 200
        rows = await make.rows("SELECT operation, about FROM ledger_readings ORDER BY operation")
        assert {row.operation for row in rows} == {
            "statements.export_statements",
            "statements.list_statements",
            "statements.read_arrears",
            "statements.read_pdf",
            "statements.read_statement",
        }
        assert all(row.about == [world.other.organisation.id] for row in rows)


class TestArrears:
    async def test_what_is_overdue_by_age(self, make: Make) -> None:
        world = await billing(make)
        today = clock.today()
        for days, cents in ((0, 1_00), (1, 2_00), (30, 4_00), (31, 8_00), (90, 16_00), (91, 32_00)):
            await world.called(world.other, cents, today - timedelta(days=days))
        await world.called(world.other, -1_000_00)
        settled = await world.called(world.third, 5_00)
        await world.paid(world.lead, settled, 5_00)
        partly = await world.called(world.third, 5_00)
        await world.paid(world.lead, partly, 1_00)
        asked = {"agreement_id": str(world.agreement.id)}
        arrears = told(await world.lead.get("/v1/statements/arrears", params=asked))
        first, second = arrears["organisations"]
        assert first == {
            "organisation_id": world.other_id,
            "organisation_name": "Les Tilleuls",
            "count": 5,
            "oldest_due_on": (today - timedelta(days=91)).isoformat(),
            "reminders": 0,
            "days_0_30_cents": 6_00,
            "days_31_60_cents": 8_00,
            "days_61_90_cents": 16_00,
            "days_over_90_cents": 32_00,
            "total_cents": 62_00,
        }
        assert (second["count"], second["total_cents"]) == (1, 4_00)
        assert arrears["total"]["total_cents"] == 66_00
        assert arrears["as_of"] == today.isoformat()


class TestFiles:
    async def test_text_is_never_a_formula_and_amounts_are_numbers(self, make: Make) -> None:
        world = await billing(make)
        await world.called(world.other, 1_234_56, title=FORMULA)
        await world.called(world.third, -30_00)
        asked = {"agreement_id": str(world.agreement.id)}
        answer = await world.lead.get("/v1/statements/export", params={**asked, "format": "csv"})
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0]["Objet"] == "'" + FORMULA
        assert (rows[0]["Montant"], rows[0]["Reste"], rows[0]["État"]) == ("1234,56", "1234,56", "À régler")
        assert (rows[1]["Montant"], rows[1]["Nature"], rows[1]["Échéance"]) == (
            "-30,00",
            "Avoir",
            "31/03/2026",
        )
        answer = await world.lead.get("/v1/statements/export", params=asked)
        assert "filename*=UTF-8''relev%C3%A9s.xlsx" in answer.headers["content-disposition"]
        sheet = load_workbook(io.BytesIO(answer.content))["Relevés"]
        header, *lines = [list(row) for row in sheet.iter_rows()]
        first, second = [
            {title.value: cell for title, cell in zip(header, line, strict=True)} for line in lines
        ]
        assert (first["Objet"].value, first["Objet"].data_type) == (FORMULA, "s")
        assert (first["Montant"].value, second["Reste"].value) == (1234.56, -30)
        assert first["Échéance"].value.date() == date(2026, 3, 31)
