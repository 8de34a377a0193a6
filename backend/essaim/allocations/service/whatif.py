"""What would change: the scenarios asked, each shared again from the inputs of the run, beside the run as it is."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.agreements.rulebook import AllocationKey
from essaim.allocations import access
from essaim.allocations.access import View
from essaim.allocations.errors import NotComputed, SharesOutOfDate
from essaim.allocations.queries import inputs, members
from essaim.allocations.queries import whatif as queries
from essaim.allocations.queries.proofs import certificate_out
from essaim.allocations.rules import proof
from essaim.allocations.rules.sharing import LineNotShared, RunInputs, RunShares, missing_inputs, share_run
from essaim.allocations.rules.whatif import NEWCOMER, Row
from essaim.allocations.schemas.whatif import ScenarioOut, WhatIfIn, WhatIfOut, WhatIfRow, WhyNot
from essaim.allocations.service import failures, whatif_own
from essaim.allocations.service.lines import unknown_key
from essaim.allocations.service.whatif_scenarios import (
    Outcome,
    Scenario,
    asked,
    require_bearable,
    require_known,
    tried,
)
from essaim.identity.caller import Caller
from essaim.kit.errors import Refusal
from essaim.kit.text import Language


async def compare(
    session: AsyncSession, caller: Caller, allocation_id: UUID, body: WhatIfIn, language: Language
) -> WhatIfOut:
    view = await access.find(session, caller, allocation_id)
    if view.run.hash is None:
        raise NotComputed
    book = (await governing.in_force(session, view.standing.agreement, view.run.starts_on)).book
    if not view.sees_all:
        return await whatif_own.compare(session, caller, view, body, book.allocation_keys, language)
    keys = resolved(body.keys, book.allocation_keys)
    known = await inputs.frozen(session, view.run)
    require_known(body, known)
    now = await _now(session, view, await queries.with_figures_of(session, view, known, keys))
    named = await members.names(session, {UUID(member.id) for member in known.members})
    names = {str(organisation): name for organisation, name in named.items()}
    if body.joins is not None:
        names[NEWCOMER] = body.joins.name
    scenarios = asked(now, body, keys, names)
    require_bearable(now, scenarios)
    standing, outcomes = await asyncio.to_thread(
        lambda: (proof.of_run(now), [tried(now, scenario) for scenario in scenarios])
    )
    return WhatIfOut(
        allocation_id=view.run.id,
        total_cents=sum(now.cents),
        certificate=certificate_out(view, standing, names, language),
        scenarios=[_told(view, now, outcome, names, language) for outcome in outcomes],
        withheld=None,
    )


def resolved(given: Sequence[str | AllocationKey], adopted: Sequence[AllocationKey]) -> list[dict[str, Any]]:
    """Keys given by their name, as adopted; the others as they are."""
    by_name = {key.name: key for key in adopted}
    found = []
    for one in given:
        if isinstance(one, str) and one not in by_name:
            raise unknown_key(one, list(by_name))
        found.append((by_name[one] if isinstance(one, str) else one).model_dump(mode="json"))
    return found


async def _now(session: AsyncSession, view: View, known: RunInputs) -> RunShares:
    """The run as it is kept, shared again."""
    try:
        now = await asyncio.to_thread(share_run, known)
    except LineNotShared as failure:
        raise SharesOutOfDate from failure
    kept = {str(one.organisation_id): one.cents for one in await inputs.members(session, view.run.id)}
    if kept != dict(zip((member.id for member in now.members), now.cents, strict=True)):
        raise SharesOutOfDate
    return now


def _told(
    view: View, now: RunShares, outcome: Outcome, names: Mapping[str, str], language: Language
) -> ScenarioOut:
    scenario = outcome.scenario
    return ScenarioOut(
        kind=scenario.kind,
        name=scenario.name.in_(language),
        total_before_cents=sum(now.cents),
        total_after_cents=outcome.total,
        exact=True,
        rows=[_row(row, names) for row in outcome.rows],
        certificate=certificate_out(view, outcome.proof, names, language),
        cannot=_why_not(now, outcome, names, language),
    )


def _row(row: Row, names: Mapping[str, str]) -> WhatIfRow:
    return WhatIfRow(
        organisation_id=None if row.member == NEWCOMER else UUID(row.member),
        name=names[row.member],
        before_cents=row.before,
        after_cents=row.after,
        change_cents=row.change,
        alone_cents=row.alone,
    )


def _why_not(now: RunShares, outcome: Outcome, names: Mapping[str, str], language: Language) -> WhyNot | None:
    if outcome.failure is None:
        return None
    refusal = _refusal(now, outcome.scenario, outcome.failure, names)
    return WhyNot(code=refusal.code, sentence=refusal.sentence(language))


def _refusal(now: RunShares, scenario: Scenario, failure: LineNotShared, names: Mapping[str, str]) -> Refusal:
    """What a run shared so would be refused with; every figure missing is named at once."""
    sharing = now.members if scenario.joining is None else (*now.members, scenario.joining)
    missing = missing_inputs(RunInputs(sharing, (failure.line,)))
    return failures.figures_missing(missing, names) if missing else failures.refusal(failure, names)
