"""The life of a run: prepared, computed, reviewed by somebody else, posted once, corrected only by another run."""

import asyncio
from datetime import date
from typing import Any

import pytest
from sharing_world import BEDS, EQUAL, Sharing, key, match, part, refusal, sharing, told
from sqlalchemy.exc import DBAPIError

from make import Make


async def three(make: Make, **values: Any) -> Sharing:
    """A lead and two parties of 10, 20 and 30 beds, sharing by beds or equally."""
    world = await sharing(make, "Bleuets", "Capucines", lead="Acacias", **values)
    await world.adopt(EQUAL, BEDS)
    for organisation, beds in zip(world.everybody, (10, 20, 30), strict=True):
        await world.figure(organisation, "beds", beds)
    return world


async def budget_of(
    world: Sharing, cents: int = 600_00, key_name: str = "Lits", **values: Any
) -> dict[str, Any]:
    run = await world.budget(**values)
    await world.line(run, "Coordination", cents, key_name)
    return run


class TestPreparing:
    async def test_a_party_that_does_not_lead_prepares_nothing(self, make: Make) -> None:
        world = await three(make)
        party = await make.signed_in(world.parties[0])
        body = {
            "agreement_id": str(world.agreement.id),
            "title": "Budget",
            "stage": "budget",
            "starts_on": "2025-01-01",
            "ends_on": "2025-12-31",
            "figures_on": "2025-01-01",
            "first_due_on": "2025-01-31",
        }
        assert refusal(await party.post("/v1/allocations", json=body)) == (403, "only_the_lead")
        run = await budget_of(world)
        for path in ("abandon", "review"):
            assert refusal(await party.post(f"/v1/allocations/{run['id']}/{path}")) == (403, "only_the_lead")

    async def test_a_key_that_the_rules_do_not_have_is_refused_with_those_they_have(self, make: Make) -> None:
        world = await three(make)
        run = await world.budget()
        body = {"name": "Véhicule", "key_name": "Kilomètres", "amount_cents": 100}
        answer = await world.lead.post(f"/v1/allocations/{run['id']}/lines", json=body)
        assert refusal(answer) == (422, "unknown_key")
        assert answer.json()["context"]["keys"] == ["Parts égales", "Lits"]

    async def test_lines_are_renamed_moved_removed_and_never_twice_of_one_name(self, make: Make) -> None:
        world = await three(make)
        run = await world.budget()
        for name in ("Un", "Deux", "Trois"):
            await world.line(run, name, 100, "Lits")
        answer = await world.lead.post(
            f"/v1/allocations/{run['id']}/lines", json={"name": "Un", "key_name": "Lits", "amount_cents": 1}
        )
        assert refusal(answer) == (409, "line_named")
        first, second, third = (await world.read(run))["lines"]
        path = f"/v1/allocations/{run['id']}/lines"
        moved = told(
            await world.lead.patch(f"{path}/{third['id']}", json={"position": 1}, headers=match(third))
        )
        assert moved["position"] == 1
        stale = await world.lead.patch(f"{path}/{third['id']}", json={"position": 2}, headers=match(third))
        assert refusal(stale) == (412, "stale_version")
        first = (await world.read(run))["lines"][1]
        assert (await world.lead.delete(f"{path}/{first['id']}", headers=match(first))).status_code == 204
        assert [(one["name"], one["position"]) for one in (await world.read(run))["lines"]] == [
            ("Trois", 1),
            ("Deux", 2),
        ]
        assert second["name"] == "Deux"

    async def test_a_price_list_goes_with_its_basis(self, make: Make) -> None:
        world = await three(make)
        run = await world.budget()
        line = await world.line(run, "Gants", 100, "Lits")
        path = f"/v1/allocations/{run['id']}/lines/{line['id']}"
        assert refusal(await world.lead.patch(path, json={"basis": "tiers"}, headers=match(line))) == (
            422,
            "invalid_request",
        )
        pricing = {"mode": "incremental", "tiers": [{"from_quantity": 0, "unit_price_cents": 10}]}
        changed = told(
            await world.lead.patch(path, json={"basis": "tiers", "pricing": pricing}, headers=match(line))
        )
        assert changed["pricing"]["tiers"][0]["unit_price_cents"] == 10
        back = told(await world.lead.patch(path, json={"basis": "alone"}, headers=match(changed)))
        assert back["pricing"] is None


class TestComputing:
    async def test_missing_figures_are_all_named_at_once_and_may_be_entered_by_hand(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(BEDS, key("Véhicule", part("km", basis="usage")))
        await world.figure(world.lead.organisation, "beds", 10)
        run = await world.budget()
        assert refusal(await world.try_compute(run)) == (409, "nothing_to_share")
        await world.line(run, "Coordination", 600_00, "Lits")
        await world.line(run, "Minibus", 90_00, "Véhicule")
        answer = await world.try_compute(run)
        assert refusal(answer) == (409, "missing_figures")
        missing = answer.json()["context"]["missing"]
        assert {(one["organisation_name"], one["code"]) for one in missing} == {
            ("Bleuets", "beds"),
            ("Capucines", "beds"),
            ("Acacias", "km"),
            ("Bleuets", "km"),
            ("Capucines", "km"),
        }
        path = f"/v1/allocations/{run['id']}/bases"
        by_hand = {"value": 30, "valid_on": "2025-01-01", "source": "Arrêté du 2 janvier"}
        mine = f"{path}/{world.lead.organisation.id}/figure/beds"
        assert refusal(await world.lead.put(mine, json=by_hand)) == (409, "figure_dated")
        for party in world.parties:
            told(await world.lead.put(f"{path}/{party.id}/figure/beds", json=by_hand))
        await world.use(world.parties[0], "KM/0", 45, "2025-05-02")
        computed = await world.compute(run)
        assert {(one["source"], one["by_hand"]) for one in computed["bases"] if one["kind"] == "figure"} == {
            ("Déclaration annuelle", False),
            ("Arrêté du 2 janvier", True),
        }
        assert await world.cents(run) == [85_72, 257_14 + 90_00, 257_14]

    async def test_who_has_not_joined_or_only_observes_shares_nothing(self, make: Make) -> None:
        world = await three(make)
        for state, role in (("invited", "party"), ("accepted", "observer")):
            other = await make.organisation()
            await make.party(world.agreement, other, state=state, role=role)
        run = await budget_of(world, 600_00, "Parts égales")
        assert (await world.compute(run))["members_count"] == 3

    async def test_a_party_counts_for_its_days_and_a_leaver_for_its_year_when_the_rules_say_so(
        self, make: Make
    ) -> None:
        for owes, days in ((True, 365), (False, 181)):
            world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
            await world.adopt(EQUAL, exit={"owes_current_year": owes})
            await make.rows(
                "UPDATE parties SET left_on = '2025-06-30', state = 'left' WHERE organisation_id = :id",
                id=world.parties[0].id,
            )
            await make.rows(
                "UPDATE parties SET joined_on = '2025-07-01' WHERE organisation_id = :id",
                id=world.parties[1].id,
            )
            run = await budget_of(world, 730_00, "Parts égales")
            await world.compute(run)
            shares = {one["organisation_name"]: one for one in (await world.shares(run))["items"]}
            assert shares["Bleuets"]["days_present"] == days
            assert shares["Capucines"]["days_present"] == 184
            assert sum(one["cents"] for one in shares.values()) == 730_00

    async def test_clauses_that_exclude_each_other_are_named_with_what_is_missing(self, make: Make) -> None:
        world = await sharing(make, "Bleuets", "Capucines", lead="Acacias")
        await world.adopt(key("Plancher", part(), limits=[{"kind": "floor", "cents": 300_00}]))
        run = await budget_of(world, 600_00, "Plancher")
        answer = await world.try_compute(run)
        assert refusal(answer) == (409, "clauses_conflicting")
        assert answer.json()["context"] | {"line_id": ""} == {
            "line_id": "",
            "missing_cents": 300_00,
            "limits": [0],
            "clauses": [{"kind": "floor", "cents": 300_00}],
        }

    async def test_a_floor_moves_cents_and_says_so(self, make: Make) -> None:
        world = await three(make)
        await world.adopt(
            key(
                "Lits",
                part("beds"),
                limits=[
                    {"kind": "floor", "cents": 150_00, "organisation_ids": [str(world.lead.organisation.id)]}
                ],
            )
        )
        run = await budget_of(world)
        await world.compute(run)
        assert await world.cents(run) == [150_00, 180_00, 270_00]
        (line,) = (await world.explained(run, world.lead.organisation))["lines"]
        assert [(one["by"], one["cents"]) for one in line["parts"]] == [("figure", 100_00), ("floor", 50_00)]
        assert "Un plancher de la clé y ajoute 50,00\u00a0€." in line["sentences"]

    async def test_a_credit_is_shared_like_a_charge_and_given_back(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world, -600_00)
        await world.compute_review_post(run)
        issued = await world.statements(run)
        assert [(one.kind, one.amount_cents) for one in issued] == [
            ("credit", -100_00),
            ("credit", -200_00),
            ("credit", -300_00),
        ]

    async def test_a_change_after_computing_asks_to_compute_again(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world)
        computed = await world.compute(run)
        assert computed["actions"] == ["change", "compute", "abandon"]
        await world.line(run, "Veille", 10_00, "Lits")
        assert (await world.read(run))["hash"] is None
        assert refusal(await world.lead.get(f"/v1/allocations/{run['id']}/shares")) == (409, "not_computed")
        assert refusal(await world.second.post(f"/v1/allocations/{run['id']}/review")) == (
            409,
            "not_computed",
        )


class TestReviewing:
    async def test_whoever_computed_does_not_review(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        assert refusal(await world.lead.post(f"/v1/allocations/{run['id']}/review")) == (
            403,
            "another_must_review",
        )
        assert "review" in (await world.read(run, world.second))["actions"]
        assert (await world.review(run))["state"] == "reviewed"

    async def test_a_reviewed_run_goes_back_with_a_reason_and_nothing_else_changes_it(
        self, make: Make
    ) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        reviewed = await world.review(run)
        answer = await world.lead.patch(
            f"/v1/allocations/{run['id']}", json={"title": "Autre"}, headers=match(reviewed)
        )
        assert refusal(answer) == (409, "wrong_run_state")
        back = told(
            await world.lead.post(f"/v1/allocations/{run['id']}/return", json={"reason": "Devis à revoir"})
        )
        assert (back["state"], back["reviewed_at"]) == ("draft", None)
        assert "Devis à revoir" in back["note"]
        assert (await world.review(run))["state"] == "reviewed"

    async def test_the_database_itself_refuses_to_change_what_was_reviewed_or_posted(
        self, make: Make
    ) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        await world.review(run)
        changes = (
            "UPDATE allocation_lines SET amount_cents = amount_cents + 1 WHERE allocation_id = :id",
            "UPDATE allocation_shares SET cents = cents + 1 WHERE allocation_id = :id",
            "UPDATE allocation_members SET cents = cents + 1 WHERE allocation_id = :id",
            "UPDATE allocation_bases SET value = 1 WHERE allocation_id = :id",
            "DELETE FROM allocation_shares WHERE allocation_id = :id",
            "UPDATE allocations SET hash = repeat('0', 64) WHERE id = :id",
        )
        for change in changes:
            with pytest.raises(DBAPIError, match=r"allocation|reviewed"):
                await make.rows(change, id=run["id"])
        await world.post(run)
        for change in (
            *changes,
            "UPDATE allocations SET title = 'Autre' WHERE id = :id",
            "DELETE FROM allocations WHERE id = :id",
        ):
            with pytest.raises(DBAPIError, match="allocation"):
                await make.rows(change, id=run["id"])


class TestPosting:
    async def test_two_people_who_post_at_once_post_once(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        reviewed = await world.review(run)
        answers = await asyncio.gather(
            *(
                person.post(f"/v1/allocations/{run['id']}/post", headers=match(reviewed))
                for person in (world.lead, world.second)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        assert len(await world.statements(run)) == 3

    async def test_a_retry_has_one_effect(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        headers = {**match(await world.review(run)), "Idempotency-Key": "budget-2025"}
        first, second = [
            await world.lead.post(f"/v1/allocations/{run['id']}/post", headers=headers) for _ in range(2)
        ]
        assert first.json() == second.json()
        assert len(await world.statements(run)) == 3

    async def test_a_budget_that_replaces_another_cancels_its_calls_and_carries_what_was_paid(
        self, make: Make
    ) -> None:
        world = await three(make)
        first = await budget_of(world, call_count=2)
        await world.compute_review_post(first)
        mine, other = [one for one in await world.statements(first) if one.instalment == 1][:2]
        await world.pay(mine, 50_00)
        await world.pay(other, 70_00)

        again = await world.budget(title="Budget rectifié", call_count=2, replaces_id=first["id"])
        (line,) = again["lines"]
        await world.amount(again, line, 300_00)
        await world.compute(again)
        await world.review(again)
        posted = await world.post(again)
        assert posted["carried_cents"] == 120_00
        assert {one.state for one in await world.statements(first)} == {"cancelled"}
        calls = await world.statements(again)
        assert [(one.amount_cents, one.settled_cents) for one in calls] == [
            (25_00, 25_00),
            (25_00, 25_00),
            (50_00, 50_00),
            (50_00, 20_00),
            (75_00, 0),
            (75_00, 0),
        ]
        assert await world.balance(None, "income") == 300_00
        assert await world.balance(world.lead.organisation, "due") == 0
        assert await world.balance(world.parties[0], "due") == -30_00
        assert (await world.read(first))["replaced_by_id"] == again["id"]
        body = {
            "agreement_id": str(world.agreement.id),
            "title": "Encore",
            "stage": "budget",
            "starts_on": "2025-01-01",
            "ends_on": "2025-12-31",
            "figures_on": "2025-01-01",
            "first_due_on": "2025-01-31",
            "replaces_id": first["id"],
        }
        assert refusal(await world.lead.post("/v1/allocations", json=body)) == (409, "already_replaced")

        actual = await world.actual(again)
        (line,) = actual["lines"]
        await world.amount(actual, line, 360_00)
        await world.compute_review_post(actual)
        assert [one.amount_cents for one in await world.statements(actual)] == [10_00, 20_00, 30_00]

    async def test_two_replacements_posted_at_once_replace_once(self, make: Make) -> None:
        world = await three(make)
        first = await budget_of(world)
        await world.compute_review_post(first)
        rivals = [await world.budget(title=title, replaces_id=first["id"]) for title in ("Un", "Deux")]
        reviewed = []
        for rival in rivals:
            await world.compute(rival)
            reviewed.append(await world.review(rival))
        answers = await asyncio.gather(
            *(world.lead.post(f"/v1/allocations/{run['id']}/post", headers=match(run)) for run in reviewed)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {
            "already_replaced"
        }
        assert await world.balance(None, "income") == 600_00

    async def test_actual_costs_are_shared_once_and_corrected_by_the_difference(self, make: Make) -> None:
        world = await three(make)
        budget = await budget_of(world)
        await world.compute_review_post(budget)
        first = await world.actual(budget)
        await world.amount(first, first["lines"][0], 660_00)
        rival = await world.actual(budget, title="Réel bis")
        await world.compute_review_post(first)
        await world.compute(rival)
        await world.review(rival)
        assert refusal(await world.try_post(rival)) == (409, "actual_posted")
        body = {
            "agreement_id": str(world.agreement.id),
            "title": "Ter",
            "stage": "actual",
            "budget_id": budget["id"],
            "starts_on": "2025-01-01",
            "ends_on": "2025-12-31",
            "figures_on": "2025-01-01",
            "first_due_on": "2026-01-31",
        }
        assert refusal(await world.lead.post("/v1/allocations", json=body)) == (409, "actual_posted")

        second = await world.actual(budget, title="Réel corrigé", replaces_id=first["id"])
        await world.amount(second, second["lines"][0], 630_00)
        await world.compute_review_post(second)
        assert [one.amount_cents for one in await world.statements(second)] == [-5_00, -10_00, -15_00]
        assert {one.state for one in await world.statements(first)} == {"issued"}
        assert await world.balance(None, "income") == 630_00

    async def test_what_was_reviewed_is_what_is_charged(self, make: Make) -> None:
        world = await three(make)
        await world.adopt(EQUAL, BEDS, joining_tariffs=[{"name": "Arrivée", "fixed_cents": 10_00}])
        budget = await budget_of(world)
        await world.compute_review_post(budget)
        late = await make.organisation("Dahlias")
        await make.party(world.agreement, late, joined_on=date(2025, 7, 1))
        await world.figure(late, "beds", 0, on="2025-07-01")
        actual = await world.actual(budget)
        await world.compute(actual)
        await world.review(actual)
        body = {"organisation_id": str(late.id), "tariff": "Arrivée"}
        told(await world.lead.post(f"/v1/allocations/{budget['id']}/newcomers", json=body), 201)
        assert refusal(await world.try_post(actual)) == (409, "called_since")
        told(await world.lead.post(f"/v1/allocations/{actual['id']}/return", json={"reason": "Tarif appelé"}))
        await world.compute_review_post(actual)
        assert refusal(await world.lead.post(f"/v1/allocations/{budget['id']}/newcomers", json=body)) == (
            409,
            "actual_posted",
        )

    async def test_a_tariff_already_called_is_deducted_from_a_budget_that_replaces_another(
        self, make: Make
    ) -> None:
        world = await three(make)
        await world.adopt(EQUAL, BEDS, joining_tariffs=[{"name": "Arrivée", "fixed_cents": 100_00}])
        budget = await budget_of(world, key_name="Parts égales")
        await world.compute_review_post(budget)
        late = await make.organisation("Dahlias")
        await make.party(world.agreement, late, joined_on=date(2025, 1, 1))
        path = f"/v1/allocations/{budget['id']}/newcomers"
        body = {"organisation_id": str(late.id), "tariff": "Arrivée"}
        told(await world.lead.post(path, json=body), 201)
        again = await world.budget(title="Budget rectifié", replaces_id=budget["id"])
        await world.compute_review_post(again)
        assert [one.amount_cents for one in await world.statements(again)] == [150_00, 150_00, 150_00, 50_00]
        assert await world.balance(None, "income") == 600_00

    async def test_vat_is_exempt_when_the_last_opinion_is_favourable(self, make: Make) -> None:
        world = await three(make)
        for conclusion, category in (("reserved", "out_of_scope"), ("favourable", "exempt_261b")):
            await make.row(
                "vat_opinions",
                agreement_id=world.agreement.id,
                given_on=date(2025, 1, 2),
                starts_on=date(2025, 1, 1),
                ends_on=date(2025, 12, 31),
                conclusion=conclusion,
                questions="{}",
                findings="[]",
                parameters="{}",
                asked_by=world.lead.organisation.id,
                asked_by_person=world.lead.person.id,
            )
            run = await budget_of(world, title=conclusion)
            await world.compute_review_post(run)
            assert {one.vat_category for one in await world.statements(run)} == {category}

    async def test_costs_are_called_once_the_agreement_is_in_force(self, make: Make) -> None:
        world = await three(make, state="draft")
        run = await budget_of(world)
        await world.compute(run)
        await world.review(run)
        assert refusal(await world.try_post(run)) == (409, "agreement_not_started")

    async def test_posting_takes_the_power_to_spend(self, make: Make) -> None:
        world = await three(make)
        run = await budget_of(world)
        await world.compute(run)
        reviewed = await world.review(run)
        powerless = await make.signed_in(world.lead.organisation, powers=["vote"])
        answer = await powerless.post(f"/v1/allocations/{run['id']}/post", headers=match(reviewed))
        assert refusal(answer) == (403, "missing_power")
