"""What organisations state of themselves for a line: their price alone, or their quantity."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.allocations import access, words
from essaim.allocations.access import View
from essaim.allocations.errors import NeedMismatch, OnlyOwnNeeds, OutsideTheRun, WrongRunState
from essaim.allocations.models import CostLine, Need
from essaim.allocations.queries import lines as queries
from essaim.allocations.queries import members
from essaim.allocations.rules.presence import Period
from essaim.allocations.schemas.lines import NeedIn, NeedOut
from essaim.allocations.service.lines import find as find_line
from essaim.allocations.service.runs import require_state
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.db import refuse_if_violated
from essaim.kit.text import Text

_PRICE = Text("le prix que l’organisation paierait seule", "the price that the organisation would pay alone")
_QUANTITY = Text("une quantité", "a quantity")
_NOTHING = Text(
    "aucune déclaration\u00a0: elle ne compare pas de prix, ou les donne par groupe",
    "no statement: it compares no prices, or gives them by group",
)
_EXPECTED = {"alone": _PRICE, "levels": _PRICE, "tiers": _QUANTITY}


async def state(
    session: AsyncSession,
    caller: Caller,
    allocation_id: UUID,
    line_id: UUID,
    organisation_id: UUID,
    body: NeedIn,
) -> NeedOut:
    view, line = await _stating(session, caller, allocation_id, line_id, organisation_id)
    _require_fitting(line, body)
    period = Period(view.run.starts_on, view.run.ends_on)
    sharing = {one.organisation_id for one in await members.sharers(session, view.standing.agreement, period)}
    if organisation_id not in sharing:
        raise OutsideTheRun
    values = {
        **body.model_dump(),
        "allocation_id": allocation_id,
        "agreement_id": view.run.agreement_id,
        "stated_by": caller.organisation_id,
        "stated_by_person": caller.person_id,
        "stated_at": clock.now(),
    }
    writing = insert(Need).values(line_id=line_id, organisation_id=organisation_id, **values)
    again = writing.on_conflict_do_update(
        constraint="allocation_needs_pkey", set_={**values, "version": Need.version + 1}
    )
    async with refuse_if_violated(session, {"allocations_frozen": _no_draft()}):
        await session.execute(again)
    return await queries.need(session, line_id, organisation_id)


async def withdraw(
    session: AsyncSession, caller: Caller, allocation_id: UUID, line_id: UUID, organisation_id: UUID
) -> None:
    await _stating(session, caller, allocation_id, line_id, organisation_id)
    gone = delete(Need).where(Need.line_id == line_id, Need.organisation_id == organisation_id)
    async with refuse_if_violated(session, {"allocations_frozen": _no_draft()}):
        await session.execute(gone)


async def _stating(
    session: AsyncSession, caller: Caller, allocation_id: UUID, line_id: UUID, organisation_id: UUID
) -> tuple[View, CostLine]:
    """A draft of which this organisation states its own needs, or the lead those of anybody."""
    view = await access.find_to_state(session, caller, allocation_id)
    if not _may_state(view.standing, organisation_id):
        raise OnlyOwnNeeds
    line = await find_line(session, allocation_id, line_id)
    require_state(view.run, "draft")
    return view, line


def _may_state(standing: Standing, organisation_id: UUID) -> bool:
    return standing.leads or (standing.takes_part and standing.mine.organisation_id == organisation_id)


def _require_fitting(line: CostLine, body: NeedIn) -> None:
    expected = _EXPECTED.get(line.basis, _NOTHING)
    given = _PRICE if body.alone_cents is not None else _QUANTITY
    if given is not expected:
        raise NeedMismatch(expected=expected, context={"basis": line.basis})


def _no_draft() -> WrongRunState:
    """The run was reviewed meanwhile."""
    return WrongRunState(state=words.STATES["reviewed"], context={"state": "reviewed"})
