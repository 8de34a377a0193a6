"""Direct-debit mandates: signed by who is debited, for the lead, revocable at any time."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from banking.bank_world import add, creditor_identifier, masked, member, refusal, sign, told
from essaim.kit import clock
from make import Make, Member, Row

MANDATES = "/v1/banking/mandates"


@dataclass
class World:
    lead: Member
    debtor: Member
    other: Member
    agreement: Row
    account: dict[str, Any]


@pytest.fixture
async def world(make: Make) -> World:
    lead, debtor, other = [await member(make, name) for name in ("Chef de file", "Maison A", "Maison B")]
    agreement = await make.pool(lead.organisation, debtor.organisation, other.organisation)
    await add(lead, creditor_identifier=creditor_identifier())
    return World(lead, debtor, other, agreement, await add(debtor))


class TestSigning:
    async def test_the_debtor_consents_and_the_lead_reads_a_masked_account(self, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        assert mandate["creditor_name"] == "Chef de file"
        assert mandate["iban_masked"] == masked(world.account["iban"])
        assert (mandate["signed_on"], mandate["lapses_on"]) == ("2026-01-10", "2029-01-10")
        assert len(mandate["reference"]) <= 35
        for reader in (world.lead, world.debtor):
            assert told(await reader.get(MANDATES))["items"] == [mandate]
            assert told(await reader.get(f"{MANDATES}/{mandate['id']}")) == mandate

    async def test_nobody_else_sees_it(self, make: Make, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        for other in (world.other, await member(make, "Voisine")):
            assert told(await other.get(MANDATES))["items"] == []
            assert refusal(await other.get(f"{MANDATES}/{mandate['id']}")) == (404, "not_found")
            assert refusal(await other.post(f"{MANDATES}/{mandate['id']}/revoke")) == (404, "not_found")

    async def test_one_mandate_at_a_time(self, world: World) -> None:
        answers = await asyncio.gather(
            *(sign(world.debtor, world.agreement, world.account) for _ in range(4))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        assert {refusal(answer)[1] for answer in answers if answer.status_code == 409} == {"mandate_known"}

    async def test_not_ahead_of_time_not_on_another_s_account_not_to_oneself(self, world: World) -> None:
        ahead = (clock.today() + timedelta(days=1)).isoformat()
        refused = await sign(world.debtor, world.agreement, world.account, signed_on=ahead)
        assert refusal(refused) == (422, "signed_ahead")
        assert refusal(await sign(world.other, world.agreement, world.account)) == (404, "not_found")
        own = await add(world.lead)
        assert refusal(await sign(world.lead, world.agreement, own)) == (409, "own_mandate")

    async def test_the_lead_needs_its_creditor_identifier_first(self, make: Make) -> None:
        lead, debtor = await member(make, "Sans ICS"), await member(make, "Maison A")
        agreement = await make.pool(lead.organisation, debtor.organisation)
        refused = await sign(debtor, agreement, await add(debtor))
        assert refusal(refused) == (409, "no_creditor_identifier")
        assert refused.json()["context"]["name"] == "Sans ICS"

    async def test_observers_and_outsiders_sign_nothing(self, make: Make, world: World) -> None:
        watcher, stranger = await member(make, "Observatrice"), await member(make, "Voisine")
        await make.party(world.agreement, watcher.organisation, role="observer")
        assert refusal(await sign(watcher, world.agreement, await add(watcher))) == (403, "only_taking_part")
        assert refusal(await sign(stranger, world.agreement, await add(stranger))) == (404, "not_found")


class TestRevoking:
    async def test_by_the_debtor_once(self, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        path = f"{MANDATES}/{mandate['id']}/revoke"
        assert told(await world.debtor.post(path))["revoked_at"] is not None
        assert refusal(await world.debtor.post(path)) == (409, "mandate_revoked")
        assert told(await world.lead.get(MANDATES, params={"live": "true"}))["items"] == []
        told(await sign(world.debtor, world.agreement, world.account), 201)

    async def test_by_the_creditor_too(self, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        assert told(await world.lead.post(f"{MANDATES}/{mandate['id']}/revoke"))["revoked_at"] is not None

    async def test_by_who_has_left(self, make: Make, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        await make.rows(
            "UPDATE parties SET state = 'left', left_on = :day WHERE organisation_id = :id",
            day=date(2026, 1, 31),
            id=world.debtor.organisation.id,
        )
        revoked = told(await world.debtor.post(f"{MANDATES}/{mandate['id']}/revoke"))
        assert revoked["revoked_at"] is not None

    async def test_a_mandated_account_is_not_closed(self, world: World) -> None:
        mandate = told(await sign(world.debtor, world.agreement, world.account), 201)
        path = f"/v1/banking/accounts/{world.account['id']}/close"
        assert refusal(await world.debtor.post(path)) == (409, "account_mandated")
        told(await world.debtor.post(f"{MANDATES}/{mandate['id']}/revoke"))
        told(await world.debtor.post(path))

    async def test_signing_against_closing_leaves_no_mandate_on_a_closed_account(
        self, make: Make, world: World
    ) -> None:
        path = f"/v1/banking/accounts/{world.account['id']}/close"
        signed, closed = await asyncio.gather(
            sign(world.debtor, world.agreement, world.account), world.debtor.post(path)
        )
        assert sorted((signed.status_code == 201, closed.status_code == 200)) == [False, True]
        assert await make.count("debit_mandates") == (1 if signed.status_code == 201 else 0)
