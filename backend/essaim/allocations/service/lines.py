"""Lines of a draft: what is shared, and by which adopted key."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import governing
from essaim.allocations import access, words
from essaim.allocations.access import View
from essaim.allocations.errors import LineNamed, UnknownKey
from essaim.allocations.models import CostLine
from essaim.allocations.queries import inputs
from essaim.allocations.queries import lines as queries
from essaim.allocations.schemas.lines import LineChange, LineIn, LineOut
from essaim.allocations.service.runs import require_state, start_again
from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.errors import FieldFault, InvalidRequest, NotFound
from essaim.kit.etag import check_version
from essaim.kit.text import Language, Text

_NAMED = "allocation_lines_name_key"
_PRICING = FieldFault(
    "/pricing",
    "pricing_basis",
    Text(
        "Un tarif par paliers ou un prix par groupe va avec la base de même nom, et elle seule.",
        "A price list or prices by group go with the basis of that name, and no other.",
    ),
)


async def add(
    session: AsyncSession, caller: Caller, allocation_id: UUID, body: LineIn, language: Language
) -> LineOut:
    view = await _draft(session, caller, allocation_id)
    await _require_key(session, view, body.key_name)
    last = select(func.max(CostLine.position)).where(CostLine.allocation_id == allocation_id)
    line = CostLine(
        agreement_id=view.run.agreement_id,
        allocation_id=allocation_id,
        position=int(await session.scalar(last) or 0) + 1,
        version=1,
        **body.model_dump(mode="json"),
    )
    async with refuse_if_violated(session, {_NAMED: LineNamed()}):
        session.add(line)
    await _restart(session, view)
    return await queries.read_in(session, view, line.id, language)


async def change(
    session: AsyncSession,
    caller: Caller,
    allocation_id: UUID,
    line_id: UUID,
    body: LineChange,
    version: int,
    language: Language,
) -> LineOut:
    view = await _draft(session, caller, allocation_id)
    line = await find(session, allocation_id, line_id)
    check_version(line.version, version)
    given = body.model_dump(exclude_unset=True, mode="json")
    place = given.pop("position", None)
    values = _merged(line, given)
    if "key_name" in given:
        await _require_key(session, view, given["key_name"])
    async with refuse_if_violated(session, {_NAMED: LineNamed()}):
        for name, value in values.items():
            setattr(line, name, value)
        line.version += 1
    if place is not None:
        await _move(session, allocation_id, line, place)
    await _restart(session, view)
    return await queries.read_in(session, view, line_id, language)


def _merged(line: CostLine, given: dict[str, Any]) -> dict[str, Any]:
    """The line as it will be, checked whole: a price list goes with its basis."""
    kept = {
        name: getattr(line, name)
        for name in ("name", "key_name", "amount_cents", "basis", "pricing", "evidence")
    }
    if "basis" in given and "pricing" not in given and given["basis"] != line.basis:
        kept["pricing"] = None
    try:
        return LineIn.model_validate({**kept, **given}).model_dump(mode="json")
    except ValidationError as fault:
        raise InvalidRequest(errors=[_PRICING]) from fault


async def remove(
    session: AsyncSession, caller: Caller, allocation_id: UUID, line_id: UUID, version: int
) -> None:
    view = await _draft(session, caller, allocation_id)
    line = await find(session, allocation_id, line_id)
    check_version(line.version, version)
    await _restart(session, view)
    await session.delete(line)
    await session.flush()
    await _renumber(session, [one.id for one in await inputs.lines(session, allocation_id)])


async def find(session: AsyncSession, allocation_id: UUID, line_id: UUID) -> CostLine:
    statement = select(CostLine).where(CostLine.id == line_id, CostLine.allocation_id == allocation_id)
    line = (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()
    if line is None:
        raise NotFound
    return line


async def _draft(session: AsyncSession, caller: Caller, allocation_id: UUID) -> View:
    view = await access.lock_as_lead(session, caller, allocation_id)
    require_state(view.run, "draft")
    return view


async def _restart(session: AsyncSession, view: View) -> None:
    await start_again(session, view.run)
    view.run.version += 1
    await session.flush()


async def _require_key(session: AsyncSession, view: View, name: str) -> None:
    governed = await governing.in_force(session, view.standing.agreement, view.run.starts_on)
    keys = [key.name for key in governed.book.allocation_keys]
    if name not in keys:
        raise unknown_key(name, keys)


def unknown_key(name: str, keys: list[str]) -> UnknownKey:
    told = words.names(keys) if keys else Text("aucune", "none")
    return UnknownKey(name=name, keys=told, context={"keys": list(keys)})


async def _move(session: AsyncSession, allocation_id: UUID, line: CostLine, place: int) -> None:
    others = [one.id for one in await inputs.lines(session, allocation_id) if one.id != line.id]
    others.insert(place - 1, line.id)
    await _renumber(session, others)


async def _renumber(session: AsyncSession, ordered: list[UUID]) -> None:
    """One position after another, in one statement: the constraint looks when it ends."""
    if ordered:
        places = case({line_id: position for position, line_id in enumerate(ordered, 1)}, value=CostLine.id)
        moving = update(CostLine).where(CostLine.id.in_(ordered)).values(position=places)
        await session.execute(moving, execution_options={"synchronize_session": False})
