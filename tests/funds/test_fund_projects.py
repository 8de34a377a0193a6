"""Projects: presented, adopted, committed, paid, closed; and what a vote changes."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from essaim.agreements.effects import Applied
from essaim.funds.errors import InsufficientFunds, WrongProjectState
from essaim.kit.errors import NotFound, Refusal
from funds.fund_world import Commons, commons, refusal, told
from make import Make


@pytest.fixture
async def world(make: Make, owner_engine: AsyncEngine) -> Commons:
    return await commons(make, owner_engine)


class TestPresent:
    async def test_a_draft_is_read_by_its_organisation_only(self, world: Commons) -> None:
        mine, other = world.members[1], world.lead
        body = {"title": "Jardin", "description": "Partagé", "amount_cents": 1_000_00}
        draft = told(await mine.post(f"{world.path}/projects", json=body), 201)
        path = f"{world.path}/projects/{draft['id']}"
        assert (draft["state"], draft["is_mine"]) == ("draft", True)
        assert refusal(await other.get(path)) == (404, "not_found")
        assert refusal(await other.post(f"{path}/submit")) == (404, "not_found")
        assert told(await other.get(f"{world.path}/projects"))["items"] == []
        with pytest.raises(NotFound):
            await world.preview(draft)
        submitted = told(await mine.post(f"{path}/submit"))
        assert submitted["state"] == "submitted"
        assert told(await other.get(path))["organisation_name"] == "Maison B"
        assert refusal(await other.post(f"{path}/withdraw")) == (403, "not_your_project")

    async def test_a_draft_changes_and_what_is_submitted_does_not(self, world: Commons) -> None:
        body = {"title": "Jardin", "description": "Partagé", "amount_cents": 1_000_00}
        draft = told(await world.lead.post(f"{world.path}/projects", json=body), 201)
        path = f"{world.path}/projects/{draft['id']}"
        changed = told(
            await world.lead.patch(path, json={"amount_cents": 900_00}, headers={"If-Match": '"1"'})
        )
        assert (changed["amount_cents"], changed["version"]) == (900_00, 2)
        unknown = await world.lead.patch(path, json={"call_id": draft["id"]}, headers={"If-Match": '"2"'})
        assert refusal(unknown) == (422, "unknown_call")
        await world.lead.post(f"{path}/submit")
        late = await world.lead.patch(path, json={"amount_cents": 1}, headers={"If-Match": '"3"'})
        assert refusal(late) == (409, "wrong_project_state")
        assert refusal(await world.lead.post(f"{path}/submit")) == (409, "wrong_project_state")
        assert told(await world.lead.post(f"{path}/withdraw"))["state"] == "withdrawn"

    async def test_a_project_being_voted_is_not_withdrawn(self, world: Commons, make: Make) -> None:
        project = await world.present(world.lead, 1_000_00)
        decision = await make.row(
            "decisions",
            agreement_id=world.agreement.id,
            number=1,
            title="Minibus",
            reason="Utile",
            effect="approve_project",
            subject_id=project["id"],
            ballot="named",
            state="convened",
            opens_at=world.agreement.created_at,
            closes_at=world.agreement.created_at.replace(year=2099),
            convened_at=world.agreement.created_at,
            convened_by=world.lead.organisation.id,
            proposed_by=world.lead.organisation.id,
            proposed_by_person=world.lead.person.id,
        )
        refused = await world.lead.post(f"{world.path}/projects/{project['id']}/withdraw")
        assert refusal(refused) == (409, "vote_under_way")
        linked = (await world.project(project))["decision"]
        assert (linked["id"], linked["state"], linked["outcome"]) == (str(decision.id), "convened", None)

    async def test_observers_present_nothing(self, make: Make, world: Commons) -> None:
        observer = await make.signed_in()
        await make.party(world.agreement, observer.organisation, role="observer")
        body = {"title": "Jardin", "description": "Partagé", "amount_cents": 1}
        assert refusal(await observer.post(f"{world.path}/projects", json=body)) == (403, "only_taking_part")
        assert (await observer.get(world.path)).status_code == 200

    async def test_the_list_is_filtered_by_state_and_applicant(self, world: Commons) -> None:
        first = await world.committed(world.members[1], 100_00, title="Un")
        second = await world.present(world.lead, 100_00, title="Deux")
        path = f"{world.path}/projects"

        async def ids(**filters: str) -> list[str]:
            return [project["id"] for project in told(await world.lead.get(path, params=filters))["items"]]

        assert await ids() == [second["id"], first["id"]]
        assert await ids(state="committed") == [first["id"]]
        assert await ids(mine="true") == [second["id"]]
        assert await ids(mine="false") == [first["id"]]


class TestAdopted:
    async def test_the_preview_says_what_changes(self, world: Commons) -> None:
        project = await world.present(world.members[1], 12_000_00)
        change = await world.preview(project)
        assert [sentence.en for sentence in change.sentences] == [
            "“Minibus”, presented by Maison B, is given €12,000.00 by the fund “Fonds commun”.",
            "The fund has €49,000.00 available; €37,000.00 is left.",
        ]
        assert (
            change.sentences[1].fr
            == "Le fonds a 49\u202f000,00\u00a0€ disponibles\u00a0; il lui en reste 37\u202f000,00\u00a0€."
        )
        assert change.concerned is None

    async def test_money_is_set_aside_in_one_transaction(self, world: Commons, make: Make) -> None:
        project = await world.committed(world.members[1], 12_000_00)
        assert (project["state"], project["committed_cents"], project["remaining_cents"]) == (
            "committed",
            12_000_00,
            12_000_00,
        )
        assert await make.count("ledger_transactions", "kind = 'commitment'") == 1
        assert await world.stakes() == [9_250_00, 7_400_00, 5_550_00, 5_550_00, 4_625_00, 4_625_00]
        figures = await world.figures()
        assert (figures["available"], figures["reserved"], figures["cash"]) == (
            37_000_00,
            12_000_00,
            49_000_00,
        )

    async def test_any_party_may_close_the_vote_that_commits_it(self, world: Commons) -> None:
        project = await world.present(world.members[1], 12_000_00)
        assert await world.adopt(project, world.members[5]) == Applied()
        assert (await world.project(project))["state"] == "committed"

    async def test_without_the_money_it_is_refused_with_the_figures(self, world: Commons) -> None:
        project = await world.present(world.lead, 50_000_00)
        with pytest.raises(InsufficientFunds) as refused:
            await world.adopt(project)
        assert "49\u202f000,00\u00a0€ sont disponibles" in refused.value.sentence("fr")
        assert refused.value.context == {"amount_cents": 50_000_00, "available_cents": 49_000_00}
        assert (await world.project(project))["state"] == "submitted"

    async def test_a_conditional_project_waits_for_money(self, world: Commons) -> None:
        project = await world.present(world.lead, 50_000_00, conditional=True)
        applied = await world.adopt(project)
        assert applied.conditional is not None
        assert applied.conditional.en.endswith("can pay €50,000.00.")
        commit = f"{world.path}/projects/{project['id']}/commit"
        assert refusal(await world.lead.post(commit)) == (409, "insufficient_funds")
        await world.contribute(world.lead, 1_000_00)
        assert refusal(await world.members[1].post(commit)) == (403, "only_the_lead")
        assert told(await world.lead.post(commit))["state"] == "committed"
        assert (await world.figures())["available"] == 0
        assert refusal(await world.lead.post(commit)) == (409, "wrong_project_state")

    async def test_a_rejected_project_ends(self, world: Commons) -> None:
        project = await world.present(world.lead, 1_000_00)
        await world.reject(project)
        ended = await world.project(project)
        assert ended["state"] == "rejected"
        assert ended["closed_at"] is not None
        with pytest.raises(WrongProjectState):
            await world.preview(project)

    async def test_pro_rata_uses_the_pot_and_the_stakes_together(
        self, make: Make, owner_engine: AsyncEngine
    ) -> None:
        world = await commons(make, owner_engine, members=2, fund={"consumption": "pro_rata"})
        await world.committed(world.lead, 2_230_00)
        assert await world.stakes() == [9_000_00, 7_200_00]
        assert await world.balances("common") == 3_870_00

    async def test_projects_competing_for_the_same_money_never_overdraw_it(self, world: Commons) -> None:
        projects = [await world.present(member, 10_000_00) for member in world.members]
        outcomes = await asyncio.gather(
            *(world.adopt(project, member) for project, member in zip(projects, world.members, strict=True)),
            return_exceptions=True,
        )
        assert sum(isinstance(outcome, Applied) for outcome in outcomes) == 4
        refused = [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)]
        assert refused == ["insufficient_funds"] * 2
        figures = await world.figures()
        assert (figures["committed"], figures["available"]) == (40_000_00, 9_000_00)
        assert await world.balances("stake", "common") == 9_000_00


class TestClosed:
    async def test_the_rest_goes_back_to_who_paid(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        await world.pay(world.lead, project, 900_00)
        path = f"{world.path}/projects/{project['id']}/close"
        assert refusal(await world.members[1].post(path)) == (403, "only_the_lead")
        closed = told(await world.lead.post(path))
        assert (closed["state"], closed["released_cents"], closed["remaining_cents"]) == (
            "closed",
            11_100_00,
            0,
        )
        # 9,000.00 of 12,000.00 came from the pot.
        assert await world.balances("common") == 8_325_00
        assert (await world.figures())["available"] == 48_100_00
        assert refusal(await world.lead.post(path)) == (409, "wrong_project_state")

    async def test_not_while_a_payment_awaits_an_approval(self, world: Commons) -> None:
        project = await world.committed(world.lead, 12_000_00)
        pending = await world.pay(world.lead, project, 5_000_00)
        path = f"{world.path}/projects/{project['id']}/close"
        assert refusal(await world.lead.post(path)) == (409, "payments_pending")
        await world.members[1].post(
            f"{world.path}/payments/{pending['id']}/refuse", json={"note": "Pas de facture"}
        )
        assert (await world.lead.post(path)).status_code == 200

    async def test_a_project_spent_to_the_cent_moves_nothing(self, world: Commons, make: Make) -> None:
        project = await world.committed(world.lead, 500_00)
        await world.pay(world.lead, project, 500_00)
        assert (
            told(await world.lead.post(f"{world.path}/projects/{project['id']}/close"))["released_cents"] == 0
        )
        assert await make.count("ledger_transactions", "kind = 'release'") == 0
