"""Partnerships: the reciprocal agreement of the Métropole and ARFRIPS (figures invented), promises, rights."""

import asyncio
from datetime import date
from typing import Any

import pytest

from essaim.kit import clock
from make import Make, Member

TERMS = {
    "name": "Terrains de stage contre formations",
    "purpose": "Des places de stage en échange de formations et de groupes d’analyse de la pratique.",
    "starts_on": "2027-09-01",
    "term_ends_on": "2030-08-31",
    "renewal_months": 12,
    "notice_months": 6,
    "imbalance_tolerance_bp": 1500,
    "side": "a",
}


class Scene:
    """The Métropole leads on side A; ARFRIPS is on side B; their promises are written."""

    metropole: Member
    arfrips: Member
    id: str

    @property
    def address(self) -> str:
        return f"/v1/partnerships/{self.id}"

    async def promise(self, member: Member, side: str, promiser: Member, **values: Any) -> Any:
        body = {
            "side": side,
            "promiser_id": str(promiser.organisation.id),
            "valuation_source": "Barème inventé, 2026",
            **values,
        }
        return await member.post(f"{self.address}/commitments", json=body)


@pytest.fixture
async def scene(make: Make) -> Scene:
    scene = Scene()
    scene.metropole = await make.signed_in(
        await make.organisation("Métropole fictive", contracting_authority="yes")
    )
    scene.arfrips = await make.signed_in(await make.organisation("Institut fictif"))
    scene.id = (await scene.metropole.post("/v1/partnerships", json=TERMS)).json()["id"]
    invited = await scene.metropole.post(
        f"/v1/agreements/{scene.id}/parties",
        json={"organisation_id": str(scene.arfrips.organisation.id)},
    )
    assert invited.json()["side"] == "b"
    accepted = await scene.arfrips.post(f"/v1/agreements/{scene.id}/parties/{invited.json()['id']}/accept")
    assert accepted.status_code == 200
    await scene.promise(
        scene.metropole,
        "a",
        scene.metropole,
        title="Accueil de stagiaires",
        unit="placements",
        quantity=96,
        measure="18",
        measure_unit="heures de tutorat",
        measure_note="12 semaines × 1,5 h",
        unit_value_cents=3200,
    )
    await scene.promise(
        scene.arfrips,
        "b",
        scene.arfrips,
        title="Formations",
        unit="jours",
        quantity=24,
        unit_value_cents=115_000,
    )
    await scene.promise(
        scene.arfrips,
        "b",
        scene.arfrips,
        title="Analyse de la pratique",
        unit="groupes",
        quantity=36,
        measure=3,
        measure_unit="heures",
        unit_value_cents=11_000,
    )
    return scene


class TestReciprocalAgreement:
    async def test_values_gap_and_imbalance(self, scene: Scene) -> None:
        balance = (await scene.arfrips.get(f"{scene.address}/balance")).json()
        assert balance["side_a"]["value_cents"] == 55_296_00
        assert balance["side_b"]["value_cents"] == 39_480_00
        assert [line["value_cents"] for line in balance["side_b"]["lines"]] == [27_600_00, 11_880_00]
        assert (balance["gap_cents"], balance["net_cents"]) == (15_816_00, 15_816_00)
        assert (balance["imbalance_bp"], balance["tolerance_bp"], balance["alert"]) == (2860, 1500, True)
        assert balance["heavier_side"] == "a"
        assert balance["side_a"]["label"] == "Métropole fictive"
        assert balance["side_a"]["lines"][0]["explanation"] == (
            "96 placements × 18 heures de tutorat (12 semaines × 1,5 h) × 32,00\u00a0€ = 55\u202f296,00\u00a0€"
        )

    async def test_seven_training_days_bring_it_within_the_tolerance_and_six_do_not(
        self, scene: Scene
    ) -> None:
        address = f"{scene.address}/balance"
        balance = (await scene.metropole.get(address)).json()
        days = next(a for a in balance["additions"] if a["title"] == "Formations")
        assert (days["units"], days["units_exact"]) == (7, "6.54")
        assert balance["missing_cents"] == 7_521_60
        assert "ajouter 7 jours à «\u00a0Formations\u00a0» (soit 6,54" in balance["advice"]
        english = await scene.metropole.get(address, headers={"Accept-Language": "en"})
        assert "add 7 jours to “Formations” (6.54, rounded up)" in english.json()["advice"]
        line = f"{scene.address}/commitments/{days['commitment_id']}"
        await scene.arfrips.patch(line, json={"quantity": 30}, headers={"If-Match": '"1"'})
        assert (await scene.metropole.get(address)).json()["alert"] is True
        await scene.arfrips.patch(line, json={"quantity": 31}, headers={"If-Match": '"2"'})
        repaired = (await scene.metropole.get(address)).json()
        assert (repaired["alert"], repaired["additions"], repaired["advice"]) == (False, [], None)

    async def test_the_last_day_to_give_notice_and_the_renewal(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        term = (await scene.arfrips.get(scene.address)).json()["term"]
        assert term["current_ends_on"] == "2030-08-31"
        assert term["notice_deadline"] == "2030-02-28"
        assert term["renews_to"] == "2031-08-31"
        monkeypatch.setattr(clock, "today", lambda: date(2030, 9, 1))
        renewed = (await scene.arfrips.get(scene.address)).json()["term"]
        assert renewed["current_ends_on"] == "2031-08-31"
        assert renewed["renewals_done"] == 1

    async def test_notice_by_one_of_two_stops_the_renewal(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await scene.metropole.post(f"{scene.address}/activate")
        monkeypatch.setattr(clock, "today", lambda: date(2030, 2, 28))
        mine = (await scene.arfrips.get(scene.address)).json()["my_party_id"]
        left = await scene.arfrips.post(f"/v1/agreements/{scene.id}/parties/{mine}/leave", json={})
        assert left.json()["left_on"] == "2030-08-31"
        term = (await scene.metropole.get(scene.address)).json()["term"]
        assert (term["current_ends_on"], term["renews_to"]) == ("2030-08-31", None)
        listed = (await scene.metropole.get("/v1/partnerships")).json()["items"][0]["term"]
        assert listed == term

    async def test_promises_are_memo_unless_the_parties_choose(self, scene: Scene) -> None:
        lines = (await scene.arfrips.get(f"{scene.address}/commitments")).json()["items"]
        assert {line["accounting_treatment"] for line in lines} == {"memo"}
        note = (await scene.arfrips.get(f"{scene.address}/balance")).json()["accounting_note"]
        assert "86 et 87" in note

    async def test_the_public_partner_is_flagged(self, scene: Scene) -> None:
        parties = (await scene.arfrips.get(scene.address)).json()["parties"]
        assert {p["organisation_name"]: p["contracting_authority"] for p in parties} == {
            "Métropole fictive": "yes",
            "Institut fictif": "unknown",
        }


class TestActivate:
    async def test_both_sides_must_have_accepted(self, make: Make, scene: Scene) -> None:
        active = await scene.metropole.post(f"{scene.address}/activate")
        assert active.json()["state"] == "active"
        lead = await make.signed_in()
        lopsided = await make.partnership(lead.organisation, state="draft")
        await make.party(lopsided, await make.organisation(), side="a")
        refused = await lead.post(f"/v1/partnerships/{lopsided.id}/activate")
        assert (refused.status_code, refused.json()["code"]) == (409, "side_missing")


class TestCommitments:
    async def test_a_party_writes_its_own_promises_the_lead_those_of_all(self, scene: Scene) -> None:
        values = {"title": "Salle", "unit": "jours", "quantity": 2, "unit_value_cents": 100}
        refused = await scene.promise(scene.arfrips, "a", scene.metropole, **values)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_your_promise")
        written = await scene.promise(scene.metropole, "b", scene.arfrips, **values)
        assert written.status_code == 201
        assert written.json()["promiser_name"] == "Institut fictif"

    async def test_a_promise_is_made_by_a_party_of_that_side(self, make: Make, scene: Scene) -> None:
        values = {"title": "Salle", "unit": "jours", "quantity": 2, "unit_value_cents": 100}
        wrong = await scene.promise(scene.metropole, "a", scene.arfrips, **values)
        assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_side")
        outside = await scene.promise(scene.metropole, "a", await make.signed_in(), **values)
        assert outside.json()["code"] == "promiser_not_party"

    async def test_a_figure_out_of_scale_is_refused(self, scene: Scene) -> None:
        refused = await scene.promise(
            scene.metropole,
            "a",
            scene.metropole,
            title="Trop",
            unit="unités",
            quantity=1_000_000,
            measure="100000",
            unit_value_cents=10**10,
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "commitment_too_large")

    async def test_of_two_changes_at_once_one_is_kept(self, scene: Scene) -> None:
        line = (await scene.arfrips.get(f"{scene.address}/commitments")).json()["items"][1]
        address = f"{scene.address}/commitments/{line['id']}"
        answers = await asyncio.gather(
            *(
                scene.arfrips.patch(address, json={"quantity": 25 + n}, headers={"If-Match": '"1"'})
                for n in range(5)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]

    async def test_a_repeated_request_promises_once(self, scene: Scene) -> None:
        body = {
            "side": "a",
            "promiser_id": str(scene.metropole.organisation.id),
            "title": "Salle",
            "unit": "jours",
            "quantity": 2,
            "unit_value_cents": 100,
            "valuation_source": "Tarif",
        }
        headers = {"Idempotency-Key": "p-1"}
        for _ in range(2):
            answer = await scene.metropole.post(f"{scene.address}/commitments", json=body, headers=headers)
            assert answer.status_code == 201
        assert len((await scene.metropole.get(f"{scene.address}/commitments")).json()["items"]) == 4

    async def test_is_removed_with_its_version(self, scene: Scene) -> None:
        line = (await scene.arfrips.get(f"{scene.address}/commitments")).json()["items"][1]
        address = f"{scene.address}/commitments/{line['id']}"
        assert (await scene.arfrips.delete(address)).status_code == 428
        assert (await scene.arfrips.delete(address, headers={"If-Match": '"1"'})).status_code == 204
        gone = await scene.arfrips.delete(address, headers={"If-Match": '"1"'})
        assert gone.status_code == 404

    async def test_observers_read_and_outsiders_learn_nothing(self, make: Make, scene: Scene) -> None:
        observer, outsider = await make.signed_in(), await make.signed_in()
        agreement = (await make.rows("SELECT * FROM agreements WHERE id = :id", id=scene.id))[0]
        await make.party(agreement, observer.organisation, role="observer")
        seen = (await observer.get(f"{scene.address}/commitments")).json()["items"]
        assert len(seen) == 3
        assert not any(line["editable"] for line in seen)
        values = {"title": "x", "unit": "x", "quantity": 1, "unit_value_cents": 1}
        assert (await scene.promise(observer, "a", observer, **values)).json()["code"] == "only_taking_part"
        answers = [
            await outsider.get(f"{scene.address}/commitments"),
            await outsider.get(f"{scene.address}/balance"),
            await scene.promise(outsider, "a", outsider, **values),
            await outsider.patch(
                f"{scene.address}/commitments/{seen[0]['id']}",
                json={"quantity": 1},
                headers={"If-Match": '"1"'},
            ),
        ]
        assert {answer.status_code for answer in answers} == {404}
