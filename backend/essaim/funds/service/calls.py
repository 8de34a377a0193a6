"""Call for projects."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.funds import access
from essaim.funds.errors import InconsistentCall
from essaim.funds.models import Call
from essaim.funds.queries import calls as queries
from essaim.funds.schemas import CallChange, CallIn, CallOut
from essaim.identity.caller import Caller
from essaim.kit.errors import NotFound
from essaim.kit.etag import check_version


async def create(session: AsyncSession, caller: Caller, fund_id: UUID, body: CallIn) -> CallOut:
    view = await access.find_as_lead(session, caller, fund_id)
    view.standing.require_not_ended()
    call = Call(
        agreement_id=view.fund.agreement_id,
        fund_id=fund_id,
        created_by=caller.organisation_id,
        **body.model_dump(),
    )
    _require_dates(call)
    session.add(call)
    await session.flush()
    return await queries.read_in(session, view, call.id)


async def change(
    session: AsyncSession, caller: Caller, fund_id: UUID, call_id: UUID, body: CallChange, version: int
) -> CallOut:
    view = await access.find_as_lead(session, caller, fund_id)
    view.standing.require_not_ended()
    statement = select(Call).where(Call.id == call_id, Call.fund_id == fund_id).with_for_update()
    call = (await session.scalars(statement)).one_or_none()
    if call is None:
        raise NotFound
    check_version(call.version, version)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(call, name, value)
    _require_dates(call)
    call.version += 1
    await session.flush()
    return await queries.read_in(session, view, call_id)


def _require_dates(call: Call) -> None:
    if call.closes_on < call.opens_on:
        raise InconsistentCall
