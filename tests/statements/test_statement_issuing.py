"""Issue, replace and carry over, as allocations do."""

from datetime import date

import pytest

from essaim.kit import clock
from essaim.statements.service import issuing
from make import Make
from statements.billing_world import Billing, billing, call, incoherent, refusal, told

LATER = date(2026, 6, 30)


@pytest.fixture
async def world(make: Make) -> Billing:
    return await billing(make)


class TestIssue:
    async def test_calls_and_credits_are_one_transaction_of_the_ledger(self, world: Billing) -> None:
        run = await world.run()
        keys = await world.issue(
            call(world.lead, 70_00),
            call(world.other, 100_00, instalment=1, instalments=4),
            call(world.third, -30_00),
            call(world.other, 0),
            run=run,
        )
        assert len(keys) == 3
        (first, second, credit) = [await world.read(key) for key in keys]
        year = clock.today().year
        assert [one["reference"] for one in (first, second, credit)] == [
            f"{year}-0001",
            f"{year}-0002",
            f"{year}-0003",
        ]
        assert len({one["transaction_id"] for one in (first, second, credit)}) == 1
        assert (second["instalment"], second["instalments"], second["allocation_id"]) == (1, 4, str(run))
        assert (second["to_pool"], second["issuer_name"], credit["kind"]) == (True, "La Salette", "credit")
        balances = await world.balances()
        assert balances["due", world.lead.organisation.id] == -70_00
        assert balances["payable", world.third.organisation.id] == 30_00
        assert balances["income", None] == 140_00
        assert await incoherent(world) == []

    async def test_both_sides_are_kept_as_they_were(self, world: Billing, make: Make) -> None:
        payer = world.other.organisation
        await make.row(
            "sites",
            organisation_id=payer.id,
            name="Siège",
            siret=f"{payer.siren}00017",
            is_head_office=True,
        )
        key = await world.called(world.other, 100_00)
        await make.rows(
            "UPDATE organisations SET name = 'Autre nom', city = 'Lyon' WHERE id = :id", id=payer.id
        )
        statement = await world.read(key)
        assert statement["payer"] == {
            "name": "Les Tilleuls",
            "siren": payer.siren,
            "siret": f"{payer.siren}00017",
            "address": "12 rue de l’Église",
            "postal_code": "69210",
            "city": "L’Arbresle",
            "country": "FR",
        }
        assert statement["lines"][0]["driver"] == "84 lits sur 1\u202f025"
        assert statement["vat_mention"].startswith("Exonération de TVA, article 261\u00a0B")

    async def test_nothing_to_issue_issues_nothing(self, world: Billing, make: Make) -> None:
        assert await world.issue(call(world.other, 0)) == []
        assert await make.count("ledger_transactions") == 0

    async def test_an_issued_statement_does_not_change(self, world: Billing, make: Make) -> None:
        await world.called(world.other, 100_00)
        with pytest.raises(Exception, match="an issued statement does not change"):
            await make.rows("UPDATE statements SET amount_cents = 1")


class TestReplace:
    async def test_what_was_paid_settles_the_new_calls_oldest_first(self, world: Billing) -> None:
        old, new = await world.run(), await world.run()
        keys = await world.issue(call(world.other, 100_00), call(world.other, 100_00, LATER), run=old)
        await world.paid(world.lead, keys[0], 100_00)
        await world.paid(world.lead, keys[1], 10_00)
        calls = (call(world.other, 90_00), call(world.other, 90_00, LATER), call(world.third, 5_00))
        assert await world.replace(old, new, *calls) == 110_00
        replaced = [await world.read(key) for key in keys]
        assert {one["state"] for one in replaced} == {"cancelled"}
        assert [one["remaining_cents"] for one in replaced] == [0, 0]
        assert replaced[0]["cancelled_because"] == "Budget révisé"
        listed = await world.list(world.lead, allocation_id=str(new), organisation_id=world.other_id)
        assert [(one["amount_cents"], one["settled_cents"], one["state"]) for one in reversed(listed)] == [
            (90_00, 90_00, "settled"),
            (90_00, 20_00, "issued"),
        ]
        assert (await world.read(listed[0]["id"]))["payments"][0]["method"] == "carried"
        assert await incoherent(world) == []

    async def test_what_was_paid_too_much_becomes_a_credit_that_bills_nothing(self, world: Billing) -> None:
        old, new = await world.run(), await world.run()
        (key,) = await world.issue(call(world.other, 100_00), run=old)
        await world.paid(world.lead, key, 100_00)
        await world.replace(old, new, call(world.other, 60_00))
        (credit,) = await world.list(world.lead, kind="credit")
        assert (credit["amount_cents"], credit["remaining_cents"]) == (-40_00, 40_00)
        assert credit["title"] == "Trop-perçu sur les appels remplacés"
        billed = await world.acting(lambda session, _: issuing.billed(session, [old, new]))
        assert billed == {world.other.organisation.id: 60_00}
        assert await incoherent(world) == []
        told(await world.pay(world.lead, credit["id"], 40_00), 201)
        assert (await world.balances())["party", world.other.organisation.id] == -60_00

    async def test_a_tariff_stays_and_goes_on_counting(self, world: Billing) -> None:
        old, new = await world.run(), await world.run()
        await world.issue(call(world.other, 100_00), run=old)
        await world.issue(call(world.third, 587_99, kind="tariff"), run=old)
        await world.replace(old, new, call(world.other, 80_00))
        billed = await world.acting(lambda session, _: issuing.billed(session, [old, new]))
        assert billed == {world.other.organisation.id: 80_00, world.third.organisation.id: 587_99}
        assert await incoherent(world) == []

    async def test_a_carried_payment_returned_by_the_bank_is_owed_again(self, world: Billing) -> None:
        old, new = await world.run(), await world.run()
        (key,) = await world.issue(call(world.other, 100_00), run=old)
        await world.paid(world.lead, key, 100_00)
        await world.replace(old, new, call(world.other, 100_00))
        (carried,) = await world.list(world.lead, allocation_id=str(new))
        payment = (await world.read(carried["id"]))["payments"][0]["id"]
        back = told(await world.reverse(world.lead, carried["id"], payment))
        assert back["remaining_cents"] == 100_00
        assert (await world.balances())["party", world.other.organisation.id] == 0
        assert await incoherent(world) == []

    async def test_a_payment_on_a_replaced_call_stays(self, world: Billing) -> None:
        old, new = await world.run(), await world.run()
        (key,) = await world.issue(call(world.other, 100_00), run=old)
        payment = (await world.paid(world.lead, key, 100_00))["payments"][0]["id"]
        await world.replace(old, new, call(world.other, 100_00))
        assert refusal(await world.reverse(world.lead, key, payment)) == (409, "statement_cancelled")
        assert refusal(await world.pay(world.lead, key, 1)) == (409, "statement_cancelled")
