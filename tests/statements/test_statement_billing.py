"""A party bills another at cost; lent staff bear no fee; what is unpaid is cancelled."""

import pytest

from make import Make
from statements.billing_world import Billing, billing, call, incoherent, refusal, told


@pytest.fixture
async def world(make: Make) -> Billing:
    return await billing(make)


def line(
    kind: str = "supply", quantity: int = 1, unit: str = "UNIT/0", price: int = 10_00
) -> dict[str, object]:
    return {
        "label": "Ligne",
        "kind": kind,
        "quantity": quantity,
        "unit": unit,
        "unit_price_cents": price,
    }


class TestBill:
    async def test_it_owes_the_issuer_itself(self, world: Billing) -> None:
        lines = [line(quantity=1_250, unit="HOUR/2", price=15_33), line(quantity=3, price=2_00)]
        billed = await world.billed(world.third, world.other, lines=lines)
        # 12.5 h at 15.33 = 191.625, half a cent up.
        assert [one["cents"] for one in billed["lines"]] == [191_63, 6_00]
        assert (billed["amount_cents"], billed["kind"], billed["to_pool"]) == (197_63, "rebilling", False)
        assert (billed["issuer_name"], billed["organisation_name"]) == ("Le Verger", "Les Tilleuls")
        assert (billed["may_record"], billed["may_cancel"], billed["mine"]) == (True, True, False)
        balances = await world.balances()
        assert balances["due", world.other.organisation.id] == -197_63
        assert balances["payable", world.third.organisation.id] == 197_63
        assert await incoherent(world) == []

    @pytest.mark.parametrize("kind", ["management_fee", "flat_fee"])
    async def test_lent_staff_bear_no_fee_by_law(self, world: Billing, kind: str) -> None:
        answer = await world.bill(world.third, world.other, lines=[line("wages"), line(kind)])
        assert refusal(answer) == (422, "lent_staff_at_cost")
        assert answer.json()["context"] == {
            "line": 1,
            "kind": kind,
            "source": "Code du travail, art. L. 8241-1",
        }
        assert "L. 8241-1" in answer.json()["detail"]

    async def test_the_rules_of_the_agreement_may_allow_less(self, world: Billing, make: Make) -> None:
        await make.row(
            "agreement_rules",
            agreement_id=world.agreement.id,
            number=1,
            state="adopted",
            content='{"staff_lending": {"billable": ["wages", "social_charges"]}}',
            note="Salaires et charges",
            proposed_by=world.lead.organisation.id,
            proposed_by_person=world.lead.person.id,
            basis="founding",
            adopted_at=world.agreement.created_at,
            in_force_from=world.agreement.starts_on,
        )
        answer = await world.bill(world.third, world.other, lines=[line("expenses")])
        assert refusal(answer) == (422, "line_not_billable")
        await world.billed(world.third, world.other, lines=[line("wages"), line("social_charges"), line()])

    async def test_to_another_party_of_an_agreement_in_force(self, world: Billing, make: Make) -> None:
        stranger, guest = await make.signed_in(), await make.signed_in()
        await make.party(world.agreement, guest.organisation, role="observer")
        assert refusal(await world.bill(world.other, world.other)) == (422, "own_statement")
        assert refusal(await world.bill(world.other, stranger)) == (422, "payer_not_party")
        assert refusal(await world.bill(world.other, guest)) == (422, "payer_not_party")
        assert refusal(await world.bill(guest, world.other)) == (403, "only_taking_part")
        assert refusal(await world.bill(stranger, world.other)) == (404, "not_found")
        await make.rows("UPDATE agreements SET state = 'ended' WHERE id = :id", id=world.agreement.id)
        assert refusal(await world.bill(world.third, world.other)) == (409, "bills_not_in_force")

    async def test_what_makes_no_sense_is_refused(self, world: Billing) -> None:
        dates = {"starts_on": "2026-02-01", "ends_on": "2026-01-31"}
        assert refusal(await world.bill(world.third, world.other, **dates)) == (422, "inconsistent_period")
        nothing = await world.bill(world.third, world.other, lines=[line(quantity=0)])
        assert refusal(nothing) == (422, "nothing_to_bill")
        lines = [line(quantity=10**9, price=10**9)]
        huge = await world.bill(world.third, world.other, lines=lines)
        assert refusal(huge) == (422, "total_too_large")


class TestCancel:
    async def test_the_issuer_cancels_what_nothing_was_paid_on(self, world: Billing) -> None:
        key = (await world.billed(world.third, world.other))["id"]
        assert refusal(await world.cancel(world.other, key)) == (403, "only_the_issuer")
        await world.paid(world.third, key, 1_00)
        answer = await world.cancel(world.third, key)
        assert (refusal(answer), answer.json()["context"]) == ((409, "already_paid"), {"settled_cents": 1_00})
        payment = (await world.read(key))["payments"][0]["id"]
        told(await world.reverse(world.third, key, payment))
        cancelled = told(await world.cancel(world.third, key))
        assert (cancelled["state"], cancelled["remaining_cents"]) == ("cancelled", 0)
        assert cancelled["cancelled_because"] == "Erreur de quantité"
        assert refusal(await world.cancel(world.third, key)) == (409, "statement_cancelled")
        balances = await world.balances()
        assert balances["due", world.other.organisation.id] == 0
        assert await incoherent(world) == []

    async def test_a_call_is_replaced_by_a_new_run_a_tariff_is_cancelled(self, world: Billing) -> None:
        run = await world.run()
        (key,) = await world.issue(call(world.other, 100_00), run=run)
        assert refusal(await world.cancel(world.lead, key)) == (409, "shared_posting")
        (tariff,) = await world.issue(call(world.third, 587_99, kind="tariff"), run=run)
        assert told(await world.cancel(world.lead, tariff))["state"] == "cancelled"
        assert await incoherent(world) == []

    async def test_the_lead_cancels_for_an_issuer_that_left(self, world: Billing) -> None:
        key = (await world.billed(world.third, world.other))["id"]
        await world.leave(world.third, world.agreement.starts_on)
        assert refusal(await world.cancel(world.third, key)) == (403, "only_the_issuer")
        assert told(await world.cancel(world.lead, key))["state"] == "cancelled"
