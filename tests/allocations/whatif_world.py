"""Runs already computed, written as the owner, to ask what would change and whether VAT applies.

The structures, costs and figures of the scenario "La Salette-Bully": fifteen of them, five keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from json import dumps
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.models import Agreement
from essaim.agreements.rulebook import AllocationKey, Rulebook
from essaim.allocations.models import PriceBasis
from essaim.allocations.rules import proof
from essaim.allocations.rules.sharing import LineInput, MemberInput, PartShare, RunInputs, share_run
from essaim.allocations.rules.telling import told_under
from essaim.identity.caller import Caller
from essaim.kit.db import enter
from essaim.statements.service.issuing import Bill, issue
from make import LONG_AGO, Make, Member, Row

STARTS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
# beds, full-time posts in hundredths, budget in cents, kilometres
SALETTE: tuple[tuple[int, int, int, int], ...] = (
    (84, 6200, 485000000, 1200),
    (72, 5150, 401000000, 640),
    (60, 4200, 332000000, 0),
    (96, 7050, 548000000, 2100),
    (45, 3300, 256000000, 310),
    (80, 5800, 449000000, 0),
    (64, 4750, 364000000, 880),
    (52, 3800, 293000000, 450),
    (110, 8100, 627000000, 1560),
    (30, 2250, 174000000, 0),
    (78, 5700, 439000000, 720),
    (66, 4800, 370000000, 260),
    (40, 2950, 228000000, 930),
    (90, 6600, 512000000, 1350),
    (58, 4350, 334000000, 600),
)


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def part(code: str | None, weight_bp: int = 10_000, basis: str = "figure", **more: Any) -> dict[str, Any]:
    """`part("beds")`, `part(None, 5_000)` for equal parts, `part("km", basis="usage")`."""
    return {"basis": "equal" if code is None else basis, "code": code, "weight_bp": weight_bp, **more}


def key(name: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "parts": list(parts), **more}


KEYS = (
    key("Finance", part("budget")),
    key("Paie", part("fte")),
    key("Qualité", part("beds")),
    key("Informatique", part(None, 5_000), part("fte", 5_000)),
    key("Véhicule", part("km", basis="usage")),
    key("Parts égales", part(None)),
)
COSTS = (
    ("Finance", 68_000_00),
    ("Paie", 62_400_00),
    ("Qualité", 44_000_00),
    ("Informatique", 38_000_00),
    ("Véhicule", 9_600_00),
)


def _part(one: PartShare) -> dict[str, Any]:
    """As kept with the shares of a run."""
    return {
        "by": one.by,
        "code": one.code,
        "weight_bp": one.weight_bp,
        "amount": one.amount,
        "cents": one.cents,
        "value": one.value,
        "weight": None if one.weight is None else str(one.weight),
        "whole": None if one.whole is None else str(one.whole),
        "rounded_up": one.rounded_up,
    }


@dataclass
class Cost:
    """A cost line to write. `needs` by place of the member."""

    name: str
    cents: int
    key: Mapping[str, Any]
    basis: PriceBasis = "none"
    pricing: dict[str, Any] | None = None
    needs: Sequence[int] = ()

    @property
    def adopted(self) -> dict[str, Any]:
        return AllocationKey.model_validate(self.key).model_dump(mode="json")


def salette_costs() -> list[Cost]:
    by_name = {one["name"]: one for one in KEYS}
    return [Cost(name, cents, by_name[name]) for name, cents in COSTS]


def salette_figures(place: int) -> dict[str, int]:
    names = ("figure:beds", "figure:fte", "figure:budget", "usage:km")
    return dict(zip(names, SALETTE[place], strict=True))


@dataclass
class World:
    """Members of an agreement, the first of them its lead."""

    make: Make
    members: list[Member]
    agreement: Row
    rules: Row | None = None
    lines: dict[str, Row] = field(default_factory=dict)

    @property
    def lead(self) -> Member:
        return self.members[0]

    def id_of(self, place: int) -> str:
        return str(self.members[place].organisation.id)

    async def figure(self, place: int, kind: str, value: int, on: date = STARTS) -> Row:
        return await self.make.row(
            "figures",
            organisation_id=self.members[place].organisation.id,
            kind=kind,
            value=value,
            valid_on=on,
            source="Comptes 2025",
        )

    async def adopt(self, *keys: Mapping[str, Any]) -> Row:
        book = Rulebook.model_validate(
            {"confidentiality": self.agreement.confidentiality, "allocation_keys": list(keys)}
        )
        self.rules = await self.make.row(
            "agreement_rules",
            agreement_id=self.agreement.id,
            number=1 + await self.make.count("agreement_rules", "agreement_id = :id", id=self.agreement.id),
            state="adopted",
            content=book.model_dump_json(),
            note="Clés de répartition",
            proposed_by=self.lead.organisation.id,
            proposed_by_person=self.lead.person.id,
            basis="founding",
            adopted_at=self.agreement.created_at,
            in_force_from=LONG_AGO,
        )
        return self.rules

    async def run(
        self,
        costs: Sequence[Cost],
        figures: Sequence[Mapping[str, int]],
        *,
        state: str = "posted",
        stage: str = "budget",
        days_present: Mapping[int, int] | None = None,
        **values: Any,
    ) -> Row:
        """A run computed over all members, with the shares that the engine gives."""
        run = await self.make.row(
            "allocations",
            agreement_id=self.agreement.id,
            number=1 + await self.make.count("allocations", "agreement_id = :id", id=self.agreement.id),
            title="Budget 2026",
            stage=stage,
            starts_on=STARTS,
            ends_on=ENDS,
            figures_on=STARTS,
            first_due_on=date(2026, 1, 31),
            rules_id=self.rules.id if self.rules else None,
            rules_number=self.rules.number if self.rules else None,
            created_by=self.lead.organisation.id,
            created_by_person=self.lead.person.id,
            **values,
        )
        await self._write(run, costs, figures, days_present or {})
        now = datetime.now(UTC)
        steps: list[dict[str, Any]] = [
            {
                "total_cents": sum(cost.cents for cost in costs),
                "members_count": len(figures),
                "hash": "0" * 64,
                "computed_at": now,
                "computed_by_person": self.lead.person.id,
            }
        ]
        if state in ("reviewed", "posted"):
            reviewer = (await self.make.person()).id
            steps.append(
                {
                    "state": "reviewed",
                    "reviewed_at": now,
                    "reviewed_by": self.lead.organisation.id,
                    "reviewed_by_person": reviewer,
                }
            )
        if state == "posted":
            steps.append(
                {
                    "state": "posted",
                    "posted_at": now,
                    "posted_by": self.lead.organisation.id,
                    "posted_by_person": self.lead.person.id,
                }
            )
        for step in steps:
            changes = ", ".join(f"{name} = :{name}" for name in step)
            (run,) = await self.make.rows(
                f"UPDATE allocations SET {changes} WHERE id = :id RETURNING *",
                id=run.id,
                **step,
            )
        return run

    async def _write(
        self,
        run: Row,
        costs: Sequence[Cost],
        figures: Sequence[Mapping[str, int]],
        present: Mapping[int, int],
    ) -> None:
        ids = [self.id_of(place) for place in range(len(figures))]
        days = (ENDS - STARTS).days + 1
        written: list[LineInput] = []
        for position, cost in enumerate(costs, start=1):
            line = await self.make.row(
                "allocation_lines",
                agreement_id=self.agreement.id,
                allocation_id=run.id,
                position=position,
                name=cost.name,
                key_name=cost.adopted["name"],
                key=dumps(cost.adopted),
                amount_cents=cost.cents,
                basis=cost.basis,
                pricing=None if cost.pricing is None else dumps(cost.pricing),
            )
            self.lines[cost.name] = line
            needs = dict(zip(ids, cost.needs, strict=False))
            written.append(
                LineInput(str(line.id), cost.name, cost.cents, cost.adopted, cost.basis, cost.pricing, needs)
            )
            for place, need in enumerate(cost.needs):
                await self._need(
                    run, line, place, need, "quantity" if cost.basis == "tiers" else "alone_cents"
                )
        inputs = RunInputs(
            tuple(
                MemberInput(one, present.get(place, days), days, figures[place])
                for place, one in enumerate(ids)
            ),
            tuple(written),
        )
        shared = share_run(inputs)
        of_run = {"allocation_id": str(run.id), "agreement_id": str(self.agreement.id)}
        await self._insert(
            "allocation_members",
            [
                {
                    **of_run,
                    "organisation_id": member.id,
                    "position": place + 1,
                    "days_present": member.days_present,
                    "days": member.days,
                    "cents": shared.cents[place],
                    "called_cents": 0,
                }
                for place, member in enumerate(shared.members)
            ],
        )
        await self._insert(
            "allocation_bases",
            [
                {
                    **of_run,
                    "organisation_id": member.id,
                    "kind": name.partition(":")[0],
                    "code": name.partition(":")[2],
                    "value": value,
                    "unit": f"{name.partition(':')[2].upper()}/0",
                    "valid_on": STARTS.isoformat(),
                    "source": "Comptes 2025",
                }
                for member in shared.members
                for name, value in member.figures.items()
            ],
        )
        await self._insert(
            "allocation_shares",
            [
                {
                    **of_run,
                    "line_id": line.line.id,
                    "organisation_id": member.id,
                    "cents": line.cents[place],
                    "parts": [_part(one) for one in line.parts[place]],
                }
                for line in shared.lines
                for place, member in enumerate(shared.members)
            ],
        )
        for line in shared.lines:
            await self.make.rows(
                "UPDATE allocation_lines SET certificate = CAST(:told AS jsonb) WHERE id = :id",
                told=dumps({**proof.of_line(shared.members, line), "told": told_under(line.cents)}),
                id=UUID(line.line.id),
            )

    async def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        """All at once."""
        if rows:
            columns = ", ".join(rows[0])
            await self.make.rows(
                f"INSERT INTO {table} ({columns}) SELECT {columns}"
                f" FROM jsonb_populate_recordset(NULL::{table}, CAST(:rows AS jsonb))",
                rows=dumps(rows),
            )

    async def _need(self, run: Row, line: Row, place: int, need: int, column: str) -> None:
        member = self.members[place]
        await self.make.row(
            "allocation_needs",
            line_id=line.id,
            organisation_id=member.organisation.id,
            allocation_id=run.id,
            agreement_id=self.agreement.id,
            source="Devis",
            dated_on=STARTS,
            stated_by=member.organisation.id,
            stated_by_person=member.person.id,
            **{column: need},
        )

    async def bill(self, run: Row, cents: Mapping[int, int]) -> None:
        """Adjustments, or credits when negative, issued for a run by the lead."""
        bills = [
            Bill(
                organisation_id=self.members[place].organisation.id,
                kind="adjustment" if amount > 0 else "credit",
                amount_cents=amount,
                due_on=ENDS,
                title="Régularisation",
                lines=[],
            )
            for place, amount in cents.items()
        ]
        session: AsyncSession = self.make.app.state.sessions()
        async with session, session.begin():
            await enter(session, organisation=self.lead.organisation.id, person=self.lead.person.id)
            agreement = await session.get_one(Agreement, self.agreement.id)
            await issue(
                session,
                self._caller(),
                agreement,
                bills,
                allocation_id=run.id,
                starts_on=STARTS,
                ends_on=ENDS,
                description="Régularisation 2026",
                vat_category="exempt_261b",
            )

    def _caller(self) -> Caller:
        return Caller(
            session_id=uuid4(),
            carrier="bearer",
            person_id=self.lead.person.id,
            mandate_id=self.lead.mandate.id,
            acting_for=self.lead.organisation.id,
            organisation_name=self.lead.organisation.name,
            is_network=False,
            role="director",
            powers=frozenset(),
        )


async def gather(make: Make, *, members: int = 15, confidentiality: str = "open") -> World:
    """Structures in an agreement, in the order S01, S02…"""
    people = [
        await make.signed_in(await make.organisation(f"S{number:02d}")) for number in range(1, members + 1)
    ]
    agreement = await make.pool(
        people[0].organisation,
        *(member.organisation for member in people[1:]),
        legal_form="gcsms",
        confidentiality=confidentiality,
    )
    return World(make, people, agreement)


async def salette(
    make: Make, *, members: int = 15, confidentiality: str = "open", **values: Any
) -> tuple[World, Row]:
    """The fifteen structures and their budget, posted."""
    world = await gather(make, members=members, confidentiality=confidentiality)
    await world.adopt(*KEYS)
    return world, await world.run(
        salette_costs(), [salette_figures(place) for place in range(members)], **values
    )
