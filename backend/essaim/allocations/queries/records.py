"""The record of a run: everything its shares follow from, and the extract that a party may read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.allocations.access import View
from essaim.allocations.errors import NotComputed
from essaim.allocations.models import Allocation, CostLine, Share
from essaim.allocations.queries import figures, inputs, members
from essaim.allocations.queries.lines import may_tell
from essaim.allocations.rules.sharing import LineShares, RunInputs, RunShares, share_run
from essaim.allocations.schemas.shares import AllocationRecordOut
from essaim.fairness.recompute import record_of


async def read(session: AsyncSession, view: View) -> AllocationRecordOut:
    """The whole record where every line may be read; elsewhere what this party may read of it, which cannot be recomputed."""
    run = view.run
    if run.hash is None:
        raise NotComputed
    given = await inputs.frozen(session, run)
    whole = record_of(await _about(session, run), given, await _kept(session, run, given))
    record = whole if view.sees_all else _extract(view, whole, await inputs.lines(session, run.id))
    named = {UUID(member["id"]) for member in record["members"]}
    names = {str(one): name for one, name in (await members.names(session, named)).items()}
    return AllocationRecordOut(hash=run.hash, complete=view.sees_all, names=names, record=record)


async def recomputed(session: AsyncSession, run: Allocation) -> dict[str, Any]:
    """The record that the inputs kept with the run give now. Raises `Unshareable`."""
    given = await inputs.frozen(session, run)
    return record_of(await _about(session, run), given, share_run(given))


async def _about(session: AsyncSession, run: Allocation) -> dict[str, Any]:
    return inputs.about(run, await figures.frozen(session, run.id), await inputs.needs(session, run.id))


async def _kept(session: AsyncSession, run: Allocation, given: RunInputs) -> RunShares:
    """The shares as they are kept, in the order of lines and members."""
    statement = select(Share).where(Share.allocation_id == run.id)
    cents = {
        (str(share.line_id), str(share.organisation_id)): share.cents
        for share in (await session.scalars(statement)).all()
    }
    return RunShares(
        given.members,
        tuple(
            LineShares(line, [cents[line.id, member.id] for member in given.members], [], [])
            for line in given.lines
        ),
    )


def _extract(view: View, whole: Mapping[str, Any], cost_lines: list[CostLine]) -> dict[str, Any]:
    """What a party reads: itself, the keys, and the amounts that enough organisations make.

    Row-level security has given no row of the others already.
    """
    told = {str(line.id): may_tell(view, line) for line in cost_lines}
    tiers = {str(line.id): line.basis == "tiers" for line in cost_lines}
    return {
        **whole,
        "about": {name: value for name, value in whole["about"].items() if name != "salt"},
        "lines": [
            {
                **line,
                "amount_cents": line["amount_cents"] if told[line["id"]] else None,
                "pricing": line["pricing"] if tiers[line["id"]] else None,
            }
            for line in whole["lines"]
        ],
    }
