"""Compute the shares of a draft: freeze members, keys and figures, share each line, prove, explain, keep the hash."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.governing import InForce
from essaim.allocations import access
from essaim.allocations.errors import NothingToShare
from essaim.allocations.models import Allocation, AllocationMember, BasisKind, CostLine, Share
from essaim.allocations.queries import charges, inputs, members
from essaim.allocations.queries.members import Sharer
from essaim.allocations.rules import proof, slices
from essaim.allocations.rules.presence import Period
from essaim.allocations.rules.sharing import (
    LineNotShared,
    LineShares,
    RunInputs,
    RunShares,
    missing_inputs,
    share_run,
)
from essaim.allocations.rules.telling import Told, contributors, told_of_lines
from essaim.allocations.schemas.runs import AllocationOut
from essaim.allocations.service import bases, failures
from essaim.allocations.service.lines import unknown_key
from essaim.allocations.service.runs import changed, require_state, start_again
from essaim.fairness.explanation import Arrival
from essaim.fairness.recompute import digest, record_of
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.etag import check_version
from essaim.kit.text import Language


async def compute(
    session: AsyncSession, caller: Caller, allocation_id: UUID, version: int, language: Language
) -> AllocationOut:
    view = await access.lock_as_lead(session, caller, allocation_id)
    run = view.run
    check_version(run.version, version)
    require_state(run, "draft")
    await start_again(session, run)
    governed = await governing.in_force(session, view.standing.agreement, run.starts_on)
    cost_lines = await _freeze_keys(session, run, governed)
    period = Period(run.starts_on, run.ends_on)
    sharers = await members.sharers(session, view.standing.agreement, period)
    names = {str(one.organisation_id): one.name for one in sharers}
    kept = await bases.freeze(session, view, _codes(cost_lines), sharers)
    stated = await inputs.needs(session, run.id)
    given = inputs.assemble(
        [(one.organisation_id, one.days_present, period.days) for one in sharers], cost_lines, kept, stated
    )
    worked_out = await _work_out(given, names)
    await _keep(session, run, sharers, period, cost_lines, worked_out)
    run.rules_id, run.rules_number = governed.rules_id, governed.number
    run.members_count, run.total_cents = len(sharers), sum(worked_out.shares.cents)
    run.certificate = {**worked_out.proof, "salt": token_hex(16)}
    run.hash = digest(record_of(inputs.about(run, kept, stated), given, worked_out.shares))
    run.computed_at, run.computed_by_person = clock.now(), caller.person_id
    return await changed(session, caller, view, language)


async def _freeze_keys(session: AsyncSession, run: Allocation, governed: InForce) -> list[CostLine]:
    """Each line with its key as adopted."""
    cost_lines = await inputs.lines(session, run.id)
    if not cost_lines:
        raise NothingToShare
    keys = {key.name: key.model_dump(mode="json") for key in governed.book.allocation_keys}
    for line in cost_lines:
        if line.key_name not in keys:
            raise unknown_key(line.key_name, list(keys))
        line.key = keys[line.key_name]
    await session.flush()
    return cost_lines


def _codes(cost_lines: Sequence[CostLine]) -> Mapping[BasisKind, list[str]]:
    """The figures and uses that the keys name."""
    named: dict[BasisKind, set[str]] = {"figure": set(), "usage": set()}
    for line in cost_lines:
        for part in (line.key or {})["parts"]:
            if part["basis"] != "equal":
                named[part["basis"]].add(part["code"])
            if part["only"] is not None:
                named["figure"].add(part["only"]["code"])
    return {kind: sorted(codes) for kind, codes in named.items()}


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The shares of a run with what is proved of them and what explains them, by line then member."""

    shares: RunShares
    units: Mapping[str, str]
    proof: dict[str, Any]
    proofs: list[dict[str, Any]]
    arrivals: list[list[Arrival | None]]
    slices: list[list[list[dict[str, Any]]]]


async def _work_out(given: RunInputs, names: Mapping[str, str]) -> WorkedOut:
    """Long for many members: not on the loop that serves others."""
    missing = missing_inputs(given)
    if missing:
        raise failures.figures_missing(missing, names)
    try:
        return await asyncio.to_thread(work_out, given)
    except LineNotShared as failure:
        raise failures.refusal(failure, names) from failure


def work_out(given: RunInputs) -> WorkedOut:
    shares = share_run(given)
    return WorkedOut(
        shares,
        given.units,
        proof.of_run(shares),
        [proof.of_line(given.members, line) for line in shares.lines],
        [slices.arrivals_of(line) for line in shares.lines],
        [slices.slices_of(line) for line in shares.lines],
    )


async def _keep(
    session: AsyncSession,
    run: Allocation,
    sharers: Sequence[Sharer],
    period: Period,
    cost_lines: Sequence[CostLine],
    found: WorkedOut,
) -> None:
    called = await charges.charged_before(session, run)
    cents = found.shares.cents
    of_run = {"allocation_id": run.id, "agreement_id": run.agreement_id}
    rows = [
        {
            **of_run,
            "organisation_id": one.organisation_id,
            "position": place + 1,
            "days_present": one.days_present,
            "days": period.days,
            "cents": cents[place],
            "called_cents": called.get(one.organisation_id, 0),
            "alone_cents": proof.alone_in_all(found.shares, place),
        }
        for place, one in enumerate(sharers)
    ]
    shares = [
        {**of_run, "line_id": line.id, "organisation_id": one.organisation_id, **_share(found, rank, place)}
        for rank, line in enumerate(cost_lines)
        for place, one in enumerate(sharers)
    ]
    if rows:
        await session.execute(insert(AllocationMember), rows)
        await session.execute(insert(Share), shares)
    telling = told_of_lines([_told_parts(shared) for shared in found.shares.lines])
    for line, shared, proved, told in zip(cost_lines, found.shares.lines, found.proofs, telling, strict=True):
        line.certificate = {
            **proved,
            "told": told,
            "contributors": contributors(shared.cents),
        }
    await session.flush()


def _told_parts(shared: LineShares) -> tuple[list[int], list[Told]]:
    """The cents of each part of a key, by member; a fair rule has none, and is told by its line alone."""
    by_part: dict[tuple[str, str | None], list[int]] = {}
    for place, own in enumerate(shared.parts):
        for part in own:
            if part.by in ("equal", "figure", "usage"):
                cents = by_part.setdefault((part.by, part.code), [0] * len(shared.cents))
                cents[place] += part.cents
    return shared.cents, [
        Told(f"{by} {code}" if code else None, cents) for (by, code), cents in by_part.items()
    ]


def _share(found: WorkedOut, rank: int, place: int) -> dict[str, Any]:
    line: LineShares = found.shares.lines[rank]
    arrival = found.arrivals[rank][place]
    parts = [
        {
            "by": part.by,
            "code": part.code,
            "weight_bp": part.weight_bp,
            "amount": part.amount,
            "cents": part.cents,
            "value": part.value,
            "unit": _unit(found.units, line, part.by, part.code),
            "weight": None if part.weight is None else str(part.weight),
            "whole": None if part.whole is None else str(part.whole),
            "rounded_up": part.rounded_up,
        }
        for part in line.parts[place]
    ]
    return {
        "cents": line.cents[place],
        "parts": [*parts, *({"by": "slice", **one} for one in found.slices[rank][place])],
        "alone_cents": line.alone[place],
        "least_cents": None if arrival is None else arrival.least,
        "most_cents": None if arrival is None else arrival.most,
    }


def _unit(units: Mapping[str, str], line: LineShares, by: str, code: str | None) -> str | None:
    """The unit of the value of a part: of a fair rule, cents for a price alone, whole units for a quantity."""
    if by in ("figure", "usage"):
        return units.get(f"{by}:{code}")
    if by == line.line.rule:
        return {"alone": "EUR/2", "levels": "EUR/2", "tiers": "UNIT/0"}.get(line.line.basis)
    return None
