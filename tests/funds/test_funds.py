"""A fund, its figures, its contributions and its calls: what each side may do and read."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.kit import clock
from funds.fund_world import Commons, commons, refusal, told
from make import Make


@pytest.fixture
async def world(make: Make, owner_engine: AsyncEngine) -> Commons:
    return await commons(make, owner_engine, members=3)


class TestOpen:
    async def test_an_agreement_has_one_fund_opened_by_its_lead(self, world: Commons) -> None:
        body = {"agreement_id": str(world.agreement.id), "name": "Second", "purpose": "Rien"}
        assert refusal(await world.lead.post("/v1/funds", json=body)) == (409, "fund_exists")
        assert refusal(await world.members[1].post("/v1/funds", json=body)) == (403, "only_the_lead")

    async def test_it_is_described_with_the_rules_it_follows(self, world: Commons) -> None:
        fund = await world.read(world.members[1])
        assert (fund["name"], fund["leads"], fund["takes_part"]) == ("Fonds commun", False, True)
        assert fund["rules"] == {
            "rules_id": fund["rules"]["rules_id"],
            "number": 1,
            "consumption": "yearly_first",
            "threshold_cents": 100_000,
            "window_days": 30,
            "repayable_allowed": True,
            "late_release_to_leavers": False,
        }

    async def test_the_lead_renames_it_knowing_the_version(self, world: Commons) -> None:
        answer = await world.lead.get(world.path)
        match = {"If-Match": answer.headers["etag"]}
        changed = told(await world.lead.patch(world.path, json={"name": "Caisse"}, headers=match))
        assert (changed["name"], changed["purpose"]) == ("Caisse", "Projets collectifs")
        stale = await world.lead.patch(world.path, json={"name": "Autre"}, headers=match)
        assert refusal(stale) == (412, "stale_version")

    async def test_the_list_holds_the_funds_of_one_s_agreements(self, make: Make, world: Commons) -> None:
        stranger = await make.signed_in()
        mine = told(await world.members[2].get("/v1/funds"))["items"]
        assert [(fund["id"], fund["leads"]) for fund in mine] == [(world.fund["id"], False)]
        assert told(await stranger.get("/v1/funds"))["items"] == []
        assert refusal(await stranger.get(world.path)) == (404, "not_found")

    async def test_who_has_not_joined_is_told_to(self, make: Make, world: Commons) -> None:
        guest = await make.signed_in()
        await make.party(world.agreement, guest.organisation, state="invited", joined_on=None)
        for path in ("", "/contributions", "/calls", "/projects", "/payments"):
            assert refusal(await guest.get(world.path + path)) == (403, "not_yet_party")
        assert told(await guest.get("/v1/funds"))["items"] == []


class TestContribute:
    async def test_it_is_on_the_ledger_and_in_every_figure(self, world: Commons) -> None:
        figures = await world.figures()
        assert (figures["repayable"], figures["yearly"]) == (24_000_00, 5_800_00)
        assert figures["available"] == figures["cash"] == 29_800_00
        assert await world.balances("stake", "common") == 29_800_00
        assert await world.balances("party") == -29_800_00

    async def test_a_stake_tells_what_was_brought_and_its_share(self, world: Commons) -> None:
        fund = await world.read(world.members[1])
        assert [stake["organisation_name"] for stake in fund["stakes"]] == [
            "Maison A",
            "Maison B",
            "Maison C",
        ]
        mine = fund["mine"]
        assert (mine["repayable_cents"], mine["yearly_cents"], mine["stake_cents"]) == (
            8_000_00,
            1_900_00,
            8_000_00,
        )
        assert [stake["share_bp"] for stake in fund["stakes"]] == [4167, 3333, 2500]

    async def test_the_list_says_who_brought_what_and_when(self, world: Commons) -> None:
        page = told(await world.lead.get(f"{world.path}/contributions", params={"limit": 2}))
        assert [
            (line["organisation_name"], line["kind"], line["amount_cents"]) for line in page["items"]
        ] == [
            ("Maison C", "yearly", 1_500_00),
            ("Maison C", "repayable", 6_000_00),
        ]
        rest = told(
            await world.lead.get(f"{world.path}/contributions", params={"cursor": page["next_cursor"]})
        )
        assert len(rest["items"]) == 4
        own = {"organisation_id": str(world.lead.organisation.id), "kind": "repayable"}
        only = told(await world.lead.get(f"{world.path}/contributions", params=own))["items"]
        assert [line["amount_cents"] for line in only] == [10_000_00]

    async def test_the_lead_records_what_has_come_from_a_party(self, make: Make, world: Commons) -> None:
        outsider = await make.organisation()
        path = f"{world.path}/contributions"
        body: dict[str, Any] = {
            "organisation_id": str(world.lead.organisation.id),
            "kind": "yearly",
            "amount_cents": 1,
            "occurred_on": clock.today().isoformat(),
        }
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        assert refusal(await world.members[1].post(path, json=body)) == (403, "only_the_lead")
        late = await world.lead.post(path, json={**body, "occurred_on": tomorrow})
        assert refusal(late) == (422, "date_ahead")
        foreign = await world.lead.post(path, json={**body, "organisation_id": str(outsider.id)})
        assert refusal(foreign) == (422, "not_contributor")

    async def test_a_retry_is_one_contribution(self, world: Commons) -> None:
        body = {
            "organisation_id": str(world.lead.organisation.id),
            "kind": "yearly",
            "amount_cents": 100,
            "occurred_on": "2026-02-01",
        }
        for _ in range(2):
            answer = await world.lead.post(
                f"{world.path}/contributions", json=body, headers={"Idempotency-Key": "cotisation"}
            )
            assert answer.status_code == 201
        assert (await world.figures())["yearly"] == 5_801_00

    async def test_a_mistake_is_reversed_once_while_the_money_is_there(self, world: Commons) -> None:
        mistake = await world.contribute(world.members[1], 500_00)
        path = f"{world.path}/contributions/{mistake['id']}/reverse"
        assert refusal(await world.members[1].post(path, json={"reason": "Erreur"})) == (403, "only_the_lead")
        assert told(await world.lead.post(path, json={"reason": "Erreur"}))["reversed"] is True
        assert (await world.figures())["repayable"] == 24_000_00
        again = await world.lead.post(path, json={"reason": "Erreur"})
        assert refusal(again) == (409, "already_reversed")

    async def test_a_contribution_that_projects_used_stays(self, world: Commons) -> None:
        latest = await world.contribute(world.members[1], 500_00)
        await world.committed(world.lead, 30_000_00)
        path = f"{world.path}/contributions/{latest['id']}/reverse"
        assert refusal(await world.lead.post(path, json={"reason": "Trop tard"})) == (
            409,
            "contribution_spent",
        )

    async def test_an_endowment_fund_takes_nothing_it_would_give_back(
        self, make: Make, owner_engine: AsyncEngine
    ) -> None:
        world = await commons(make, owner_engine, members=2, contributions=False, legal_form="endowment_fund")
        body = {
            "organisation_id": str(world.lead.organisation.id),
            "kind": "repayable",
            "amount_cents": 1,
            "occurred_on": "2026-01-01",
        }
        refused = await world.lead.post(f"{world.path}/contributions", json=body)
        assert refusal(refused) == (409, "contributions_irrevocable")
        await world.contribute(world.lead, 100, "yearly")
        fund = await world.read()
        assert fund["rules"]["repayable_allowed"] is False

    async def test_money_waits_until_the_agreement_is_in_force(
        self, make: Make, owner_engine: AsyncEngine
    ) -> None:
        world = await commons(make, owner_engine, members=2, contributions=False)
        await make.rows("UPDATE agreements SET state = 'draft' WHERE id = :id", id=world.agreement.id)
        body = {
            "organisation_id": str(world.lead.organisation.id),
            "kind": "yearly",
            "amount_cents": 1,
            "occurred_on": "2026-01-01",
        }
        assert refusal(await world.lead.post(f"{world.path}/contributions", json=body)) == (
            409,
            "not_in_force",
        )


@pytest.mark.parametrize("confidentiality", ["aggregates", "coopetition"])
class TestWhereLinesAreNotOpen:
    async def test_a_party_reads_its_own_and_what_projects_were_given(
        self, make: Make, owner_engine: AsyncEngine, confidentiality: str
    ) -> None:
        world = await commons(make, owner_engine, members=3, confidentiality=confidentiality)
        await world.committed(world.lead, 1_000_00)
        reader = world.members[1]
        fund = await world.read(reader)
        figures = {name: figure["cents"] for name, figure in fund["figures"].items()}
        assert {name for name, cents in figures.items() if cents is not None} == {
            "committed",
            "paid",
            "released",
            "reserved",
        }
        assert fund["stakes"] is None
        assert fund["withheld"].startswith("Dans cet accord")
        assert (fund["mine"]["stake_cents"], fund["mine"]["share_bp"]) == (8_000_00, None)
        own = {fund["mine"]["account_id"]}
        assert set(fund["figures"]["available"]["account_ids"]) == own
        lines = told(await reader.get(f"{world.path}/contributions"))["items"]
        assert {line["organisation_id"] for line in lines} == {str(reader.organisation.id)}
        other = {"organisation_id": str(world.lead.organisation.id)}
        assert told(await reader.get(f"{world.path}/contributions", params=other))["items"] == []

    async def test_its_lead_reads_all(
        self, make: Make, owner_engine: AsyncEngine, confidentiality: str
    ) -> None:
        world = await commons(make, owner_engine, members=3, confidentiality=confidentiality)
        fund = await world.read()
        assert (len(fund["stakes"]), fund["withheld"]) == (3, None)
        assert len(told(await world.lead.get(f"{world.path}/contributions"))["items"]) == 6

    async def test_what_is_put_to_the_vote_does_not_tell_the_fund(
        self, make: Make, owner_engine: AsyncEngine, confidentiality: str
    ) -> None:
        world = await commons(make, owner_engine, members=3, confidentiality=confidentiality)
        small, large = await world.present(world.lead, 1_00), await world.present(world.lead, 99_000_00)
        assert len((await world.preview(small)).sentences) == 1
        sentences = (await world.preview(large)).sentences
        assert all("29" not in sentence.fr for sentence in sentences)
        assert sentences[1].en == "The fund cannot pay this today."


class TestCalls:
    CALL: ClassVar[dict[str, Any]] = {
        "title": "Appel 2026",
        "description": "Mobilité",
        "budget_cents": 5_000_00,
        "opens_on": "2026-01-01",
        "closes_on": "2099-12-31",
    }

    async def open(self, world: Commons, **values: Any) -> dict[str, Any]:
        return told(await world.lead.post(f"{world.path}/calls", json={**self.CALL, **values}), 201)

    async def test_the_lead_calls_and_everybody_reads(self, world: Commons) -> None:
        call = await self.open(world)
        assert (call["open"], call["committed_cents"]) == (True, 0)
        read = told(await world.members[1].get(f"{world.path}/calls"))["items"]
        assert read == [call]
        assert refusal(await world.members[1].post(f"{world.path}/calls", json=self.CALL)) == (
            403,
            "only_the_lead",
        )
        backwards = {**self.CALL, "closes_on": "2025-01-01"}
        assert refusal(await world.lead.post(f"{world.path}/calls", json=backwards)) == (
            422,
            "inconsistent_call",
        )

    async def test_a_closed_call_takes_no_project_until_it_is_extended(self, world: Commons) -> None:
        call = await self.open(world, closes_on="2026-01-31")
        body = {"title": "Vélo", "description": "x", "amount_cents": 100, "call_id": call["id"]}
        draft = told(await world.members[1].post(f"{world.path}/projects", json=body), 201)
        submit = f"{world.path}/projects/{draft['id']}/submit"
        assert refusal(await world.members[1].post(submit)) == (409, "call_not_open")
        extended = await world.lead.patch(
            f"{world.path}/calls/{call['id']}", json={"closes_on": "2099-01-01"}, headers={"If-Match": '"1"'}
        )
        assert told(extended)["open"] is True
        assert told(await world.members[1].post(submit))["state"] == "submitted"

    async def test_its_budget_is_the_most_its_projects_are_given(self, world: Commons) -> None:
        call = await self.open(world)
        first = await world.present(world.lead, 3_000_00, call_id=call["id"])
        second = await world.present(world.members[1], 3_000_00, call_id=call["id"])
        await world.adopt(first)
        body = {"title": "Vélo", "description": "x", "amount_cents": 2_000_01, "call_id": call["id"]}
        draft = told(await world.lead.post(f"{world.path}/projects", json=body), 201)
        too_much = await world.lead.post(f"{world.path}/projects/{draft['id']}/submit")
        assert refusal(too_much) == (409, "above_call_budget")
        assert too_much.json()["context"] == {"left_cents": 2_000_00}
        with pytest.raises(Exception, match="above_call_budget"):
            await world.adopt(second)
        assert told(await world.lead.get(f"{world.path}/calls/{call['id']}"))["committed_cents"] == 3_000_00


class TestWhoLeft:
    async def test_reads_the_years_it_took_part_in_and_nothing_later(
        self, make: Make, world: Commons, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gone = world.members[2]
        before = await world.committed(world.lead, 6_000_00, title="Avant")
        payment = await world.pay(world.lead, before, 1_000_00)
        day = clock.today()
        await world.leave(gone, day)
        later = clock.now() + timedelta(days=40)
        monkeypatch.setattr(clock, "now", lambda: later)
        monkeypatch.setattr(clock, "today", lambda: later.astimezone(clock.PARIS).date())
        await world.contribute(world.lead, 700_00, on=clock.today().isoformat())
        after = await world.committed(world.lead, 2_000_00, title="Après")
        await world.pay(world.lead, before, 900_00)
        fund = await world.read(gone)
        assert fund["as_of"] == day.isoformat()
        assert {name: figure["cents"] for name, figure in fund["figures"].items()} == {
            "repayable": 24_000_00,
            "yearly": 5_800_00,
            "committed": 6_000_00,
            "paid": 1_000_00,
            "released": 0,
            "reserved": 5_000_00,
            "repaid": 0,
            "owed_to_leavers": 0,
            "available": 23_800_00,
            "cash": 28_800_00,
        }
        projects = told(await gone.get(f"{world.path}/projects"))["items"]
        assert [(project["title"], project["paid_cents"]) for project in projects] == [("Avant", 1_000_00)]
        assert (await gone.get(f"{world.path}/projects/{after['id']}")).status_code == 404
        assert [line["id"] for line in told(await gone.get(f"{world.path}/payments"))["items"]] == [
            payment["id"]
        ]
        assert len(told(await gone.get(f"{world.path}/contributions"))["items"]) == 6

    async def test_has_a_stake_owed_to_it_that_projects_no_longer_use(
        self, world: Commons, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await world.leave(world.members[2], clock.today())
        later = clock.now() + timedelta(days=2)
        monkeypatch.setattr(clock, "now", lambda: later)
        monkeypatch.setattr(clock, "today", lambda: later.astimezone(clock.PARIS).date())
        assert (await world.figures())["available"] == 23_800_00
        await world.committed(world.lead, 23_800_00)
        figures = await world.figures()
        assert (figures["available"], figures["owed_to_leavers"]) == (0, 6_000_00)
        assert await world.stakes() == [0, 0, 6_000_00]

    async def test_reads_them_even_while_it_asks_to_come_back(self, make: Make, world: Commons) -> None:
        gone = world.members[2]
        await world.leave(gone, clock.today() - timedelta(days=1))
        await make.rows(
            "UPDATE parties SET state = 'requested', request_note = 'Revenir'"
            " WHERE agreement_id = :id AND organisation_id = :organisation",
            id=world.agreement.id,
            organisation=gone.organisation.id,
        )
        assert (await world.figures(gone))["repayable"] == 24_000_00
        assert len(told(await gone.get("/v1/funds"))["items"]) == 1
        assert (await world.figures())["owed_to_leavers"] == 6_000_00

    async def test_acts_no_more(self, world: Commons) -> None:
        gone = world.members[2]
        await world.leave(gone, clock.today() - timedelta(days=1))
        body = {"title": "Trop tard", "description": "x", "amount_cents": 1}
        assert refusal(await gone.post(f"{world.path}/projects", json=body)) == (403, "only_taking_part")
