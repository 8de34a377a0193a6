"""Open and describe funds."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.funds import access
from essaim.funds.access import View
from essaim.funds.errors import FundExists, NotYetParty
from essaim.funds.models import Fund
from essaim.funds.queries import funds as queries
from essaim.funds.schemas import FundChange, FundIn, FundOut
from essaim.identity.caller import Caller
from essaim.kit.db import refuse_if_violated
from essaim.kit.etag import check_version
from essaim.kit.text import Language


async def create(session: AsyncSession, caller: Caller, body: FundIn, language: Language) -> FundOut:
    """The one fund of an agreement; the database settles who was first."""
    standing = await agreements.find(session, caller, body.agreement_id)
    if standing.state not in ("accepted", "left"):
        raise NotYetParty
    standing.require_lead()
    standing.require_not_ended()
    fund = Fund(**body.model_dump(), created_by=caller.organisation_id)
    async with refuse_if_violated(session, {"funds_agreement_key": FundExists()}):
        session.add(fund)
    return await queries.describe(session, View(fund, standing), language)


async def change(
    session: AsyncSession, caller: Caller, fund_id: UUID, body: FundChange, version: int, language: Language
) -> FundOut:
    view = await access.find_as_lead(session, caller, fund_id)
    view.standing.require_not_ended()
    await session.refresh(view.fund, with_for_update=True)
    check_version(view.fund.version, version)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(view.fund, name, value)
    view.fund.version += 1
    await session.flush()
    return await queries.describe(session, view, language)
