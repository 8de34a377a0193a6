"""Days one chooses, and what leaving an agreement takes: the words of these tests."""

from datetime import UTC, date, datetime, time
from typing import Any

import httpx
import pytest

from essaim.kit import clock
from make import Make, Member, Row

Told = dict[str, Any]


class Days:
    """The day it is, for the application and for the database."""

    def __init__(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        self._make = make
        self._now = datetime.now(UTC)
        monkeypatch.setattr(clock, "now", lambda: self._now)
        monkeypatch.setattr(clock, "today", lambda: self._now.astimezone(clock.PARIS).date())

    async def reach(self, day: str) -> None:
        """Noon of this day in Paris."""
        self._now = datetime.combine(date.fromisoformat(day), time(12), clock.PARIS).astimezone(UTC)
        await self._make.rows(
            "CREATE OR REPLACE FUNCTION today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE"
            f" AS $$ SELECT date '{day}' $$"
        )


def told(answer: httpx.Response, status: int = 200) -> Told:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def party_of(make: Make, agreement: Row, member: Member) -> str:
    (row,) = await make.rows(
        "SELECT id FROM parties WHERE agreement_id = :agreement AND organisation_id = :organisation",
        agreement=agreement.id,
        organisation=member.organisation.id,
    )
    return str(row.id)


async def simulate(member: Member, agreement: Row, **asked: str) -> Told:
    answer = await member.get("/v1/exits/simulation", params={"agreement_id": str(agreement.id), **asked})
    return told(answer)


async def give_notice(make: Make, member: Member, agreement: Row, **body: str) -> Told:
    party = await party_of(make, agreement, member)
    return told(await member.post(f"/v1/agreements/{agreement.id}/parties/{party}/leave", json=body))


async def settle(make: Make, lead: Member, agreement: Row, member: Member) -> httpx.Response:
    answer: httpx.Response = await lead.post(f"/v1/exits/{await party_of(make, agreement, member)}/settle")
    return answer


async def exit_of(make: Make, reader: Member, agreement: Row, member: Member) -> Told:
    return told(await reader.get(f"/v1/exits/{await party_of(make, agreement, member)}"))


async def pay(lead: Member, instalment: Told, on: str) -> httpx.Response:
    answer: httpx.Response = await lead.post(
        f"/v1/exits/instalments/{instalment['id']}/pay",
        json={"paid_on": on},
        headers={"If-Match": f'"{instalment["version"]}"'},
    )
    return answer


async def charge(lead: Member, agreement: Row, member: Member, cents: int, on: str) -> None:
    """A fee called by the lead: the party owes it."""
    due = await _account(lead, agreement, "due", member)
    income = await _account(lead, agreement, "income")
    body = {
        "agreement_id": str(agreement.id),
        "kind": "charge",
        "description": f"Cotisation {on[:4]}",
        "occurred_on": on,
        "moves": [{"source_id": due, "destination_id": income, "amount": cents}],
    }
    told(await lead.post("/v1/ledger/transactions", json=body), 201)


async def _account(lead: Member, agreement: Row, purpose: str, member: Member | None = None) -> str:
    asked = {"agreement_id": str(agreement.id), "purpose": purpose}
    if member is not None:
        asked["organisation_id"] = str(member.organisation.id)
    known = told(await lead.get("/v1/ledger/accounts", params=asked))["items"]
    if known:
        return str(known[0]["id"])
    return str(told(await lead.post("/v1/ledger/accounts", json=asked), 201)["id"])
