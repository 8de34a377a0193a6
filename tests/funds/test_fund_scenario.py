"""The common fund of six members, row by row to the cent, through the API alone (exits have their own tests)."""

from dataclasses import dataclass
from typing import Any

import pytest

from decisions.assembly import Calendar, cast
from funds.fund_world import REPAYABLE, YEARLY, refusal, told
from make import Make, Member

RULES = {
    "confidentiality": "open",
    "voting": {
        "quorum": {"numerator": 2, "denominator": 3, "basis": "members"},
        "majority": {"level": "simple", "base": "cast"},
        "tie": "rejected",
        "second_call": {"allowed": True, "quorum": {"numerator": 0, "denominator": 1, "basis": "members"}},
    },
    "exit": {"timing": "financial_year_end", "notice_months": 6, "instalments": 2},
    "fund": {"consumption": "yearly_first"},
}


@dataclass
class Six:
    """A to F and their fund; every vote is held at a meeting of its own."""

    members: list[Member]
    agreement: str
    fund: str
    calendar: Calendar
    month: int = 2

    async def contribute(self, member: Member, kind: str, cents: int) -> None:
        body = {
            "organisation_id": str(member.organisation.id),
            "kind": kind,
            "amount_cents": cents,
            "occurred_on": "2027-01-15",
        }
        told(await self.members[0].post(f"{self.fund}/contributions", json=body), 201)

    async def present(self, member: Member, title: str, cents: int, **values: Any) -> dict[str, Any]:
        body = {"title": title, "description": "Projet collectif", "amount_cents": cents, **values}
        draft = told(await member.post(f"{self.fund}/projects", json=body), 201)
        return told(await member.post(f"{self.fund}/projects/{draft['id']}/submit"))

    async def vote(self, project: dict[str, Any], choices: str) -> dict[str, Any]:
        """Propose, convene, vote (y, n, or - for who stays away) and close; the decision."""
        lead = self.members[0]
        self.calendar.reach(f"2027-{self.month:02d}-01T09:00:00+01:00")
        body = {
            "agreement_id": self.agreement,
            "title": project["title"],
            "reason": "Utile à tous",
            "effect": "approve_project",
            "subject_id": project["id"],
        }
        asked = told(await lead.post("/v1/decisions", json=body), 201)
        hours = (
            f"2027-{self.month:02d}-20T14:00:00+01:00",
            f"2027-{self.month:02d}-20T16:00:00+01:00",
        )
        address = f"/v1/decisions/{asked['id']}"
        told(await lead.post(f"{address}/convene", json={"opens_at": hours[0], "closes_at": hours[1]}))
        self.calendar.reach(f"2027-{self.month:02d}-20T15:00:00+01:00")
        told(await lead.post(f"{address}/open"))
        for member, letter in zip(self.members, choices, strict=True):
            if letter != "-":
                await cast(member, address, {"y": "yes", "n": "no"}[letter])
        self.calendar.reach(hours[1])
        self.month += 1
        return told(await lead.post(f"{address}/close"))

    async def pay(self, project: dict[str, Any], cents: int) -> None:
        """Above the threshold of 1,000.00: A asks, B approves."""
        body = {
            "project_id": project["id"],
            "payee": "Fournisseur",
            "amount_cents": cents,
            "description": "Facture",
        }
        payment = told(await self.members[0].post(f"{self.fund}/payments", json=body), 201)
        assert (payment["state"], payment["approvals_needed"]) == ("pending", 2)
        approved = await self.members[1].post(f"{self.fund}/payments/{payment['id']}/approve")
        assert told(approved)["state"] == "paid"

    async def project(self, project: dict[str, Any]) -> dict[str, Any]:
        return told(await self.members[5].get(f"{self.fund}/projects/{project['id']}"))

    async def read(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        fund = told(await self.members[5].get(self.fund))
        return {name: figure["cents"] for name, figure in fund["figures"].items()}, fund["stakes"]


@pytest.fixture(name="calendar")
def the_calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


async def six(make: Make, calendar: Calendar, legal_form: str = "common_fund") -> Six:
    """Draft, invite, propose the rules, accept, put in force, open the fund."""
    calendar.reach("2027-01-04T09:00:00+01:00")
    members = [await make.signed_in(await make.organisation(f"Maison {letter}")) for letter in "ABCDEF"]
    lead = members[0]
    body = {
        "name": "Fonds des six",
        "purpose": "Financer ensemble",
        "legal_form": legal_form,
        "confidentiality": "open",
        "starts_on": "2027-01-04",
    }
    agreement = told(await lead.post("/v1/pools", json=body), 201)["id"]
    rules = {**RULES, "exit": {"repays_stake": False}} if legal_form == "endowment_fund" else RULES
    proposed = {"content": rules, "note": "Règles du fonds"}
    told(await lead.post(f"/v1/agreements/{agreement}/rules/versions", json=proposed), 201)
    for member in members[1:]:
        invitation = {"organisation_id": str(member.organisation.id), "role": "party"}
        parties = f"/v1/agreements/{agreement}/parties"
        party = told(await lead.post(parties, json=invitation), 201)
        told(await member.post(f"{parties}/{party['id']}/accept"))
    told(await lead.post(f"/v1/pools/{agreement}/activate"))
    fund = {"agreement_id": agreement, "name": "Fonds commun", "purpose": "Projets collectifs"}
    opened = told(await lead.post("/v1/funds", json=fund), 201)
    calendar.reach("2027-01-31T09:00:00+01:00")
    return Six(members, agreement, f"/v1/funds/{opened['id']}", calendar)


async def test_the_common_fund_to_the_cent(make: Make, calendar: Calendar) -> None:
    world = await six(make, calendar)
    for member, repayable, yearly in zip(world.members, REPAYABLE, YEARLY, strict=True):
        await world.contribute(member, "repayable", repayable)
        await world.contribute(member, "yearly", yearly)
    figures, _ = await world.read()
    assert (figures["repayable"], figures["yearly"], figures["available"]) == (
        40_000_00,
        9_000_00,
        49_000_00,
    )

    p1 = await world.present(world.members[1], "P1", 12_000_00)
    p2 = await world.present(world.members[3], "P2", 13_500_00)
    p3 = await world.present(world.members[4], "P3", 5_500_00)
    p4 = await world.present(world.members[5], "P4", 1_000_00)

    decided = await world.vote(p1, "yyyyyn")
    assert (decided["outcome"], decided["effect_state"]) == ("adopted", "applied")
    assert (await world.project(p1))["state"] == "committed"
    decided = await world.vote(p2, "yyyynn")
    assert (decided["outcome"], decided["effect_state"]) == ("adopted", "applied")
    decided = await world.vote(p3, "yyynnn")
    assert (decided["outcome"], decided["effect_state"]) == ("rejected", "none")
    assert (await world.project(p3))["state"] == "rejected"

    decided = await world.vote(p4, "yyy---")
    assert decided["outcome"] == "no_quorum"
    waiting = await world.project(p4)
    assert (waiting["state"], waiting["decision"]["outcome"]) == ("submitted", "no_quorum")
    again = {"opens_at": "2027-06-20T14:00:00+02:00", "closes_at": "2027-06-20T16:00:00+02:00"}
    second = told(await world.members[0].post(f"/v1/decisions/{decided['id']}/second-call", json=again), 201)
    calendar.reach("2027-06-20T15:00:00+02:00")
    for member, choice in zip(world.members[:3], ("no", "no", "yes"), strict=True):
        await cast(member, f"/v1/decisions/{second['id']}", choice)
    calendar.reach("2027-06-20T16:00:00+02:00")
    closed = told(await world.members[0].post(f"/v1/decisions/{second['id']}/close"))
    assert (closed["outcome"], (await world.project(p4))["state"]) == ("rejected", "rejected")

    world.month = 7
    p5 = await world.present(world.members[2], "P5", 30_000_00)
    decided = await world.vote(p5, "yyyyyy")
    assert (decided["outcome"], decided["effect_state"]) == ("adopted", "refused")
    assert "23\u202f500,00\u00a0€ sont disponibles" in decided["effect_reason"]
    assert (await world.project(p5))["state"] == "submitted"
    waits = await world.present(world.members[2], "P5 conditionnel", 30_000_00, conditional=True)
    decided = await world.vote(waits, "yyyyyy")
    assert (decided["outcome"], decided["effect_state"]) == ("adopted", "conditional")
    assert (await world.project(waits))["state"] == "conditional"

    await world.pay(p1, 12_000_00)
    await world.pay(p2, 10_300_00)
    figures, stakes = await world.read()
    assert figures == {
        "repayable": 40_000_00,
        "yearly": 9_000_00,
        "committed": 25_500_00,
        "paid": 22_300_00,
        "released": 0,
        "reserved": 3_200_00,
        "repaid": 0,
        "owed_to_leavers": 0,
        "available": 23_500_00,
        "cash": 26_700_00,
    }
    consumed = [stake["repayable_cents"] - stake["stake_cents"] for stake in stakes]
    assert consumed == [4_125_00, 3_300_00, 2_475_00, 2_475_00, 2_062_50, 2_062_50]
    assert sum(consumed) == 25_500_00 - 9_000_00
    values = [stake["stake_cents"] for stake in stakes]
    assert values == [5_875_00, 4_700_00, 3_525_00, 3_525_00, 2_937_50, 2_937_50]
    assert sum(values) == figures["available"]

    ended = told(await world.members[0].post(f"{world.fund}/projects/{p1['id']}/close"))
    assert (ended["state"], ended["released_cents"]) == ("closed", 0)
    await world.pay(p2, 2_500_00)
    ended = told(await world.members[0].post(f"{world.fund}/projects/{p2['id']}/close"))
    assert ended["released_cents"] == 700_00
    figures, stakes = await world.read()
    assert (figures["available"], figures["reserved"]) == (24_200_00, 0)
    # C is still there: its 15 % of the release comes back to its stake.
    assert stakes[2]["stake_cents"] == 3_525_00 + 105_00


async def test_the_same_fund_as_an_endowment_takes_nothing_it_would_repay(
    make: Make, calendar: Calendar
) -> None:
    world = await six(make, calendar, "endowment_fund")
    body = {
        "organisation_id": str(world.members[0].organisation.id),
        "kind": "repayable",
        "amount_cents": 10_000_00,
        "occurred_on": "2027-01-15",
    }
    refused = await world.members[0].post(f"{world.fund}/contributions", json=body)
    assert refusal(refused) == (409, "contributions_irrevocable")
    assert refused.json()["context"] == {"source": "Loi n° 2008-776 du 4 août 2008, art. 140"}
    await world.contribute(world.members[0], "yearly", 10_000_00)
    figures, stakes = await world.read()
    assert (figures["available"], stakes[0]["stake_cents"]) == (10_000_00, 0)
