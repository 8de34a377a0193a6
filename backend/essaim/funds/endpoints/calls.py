"""Call for projects."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTheLead
from essaim.funds.endpoints.routing import router, run_once
from essaim.funds.errors import InconsistentCall, NotYetParty
from essaim.funds.queries import calls as queries
from essaim.funds.schemas import CallChange, CallIn, CallOut, CallQuery
from essaim.funds.service import calls as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("/{fund_id}/calls", responses=responses(NotYetParty))
@policy("funds.read")
async def list_calls(
    session: Session, caller: CurrentCaller, fund_id: UUID, page: Annotated[CallQuery, Query()]
) -> Page[CallOut]:
    """Calls for projects, the newest first."""
    return await queries.search(session, caller, fund_id, page)


@router.post(
    "/{fund_id}/calls",
    status_code=201,
    response_model=CallOut,
    responses=responses(NotYetParty, OnlyTheLead, AgreementEnded, InconsistentCall),
)
@policy("funds.manage")
async def open_call(
    session: Session, caller: CurrentCaller, fund_id: UUID, body: CallIn, idempotency: Idempotency
) -> CallOut | Response:
    """Call for projects between two dates, as the lead."""
    return await run_once(idempotency, caller, lambda: service.create(session, caller, fund_id, body))


@router.get("/{fund_id}/calls/{call_id}", responses=responses(NotYetParty))
@policy("funds.read")
async def read_call(
    session: Session, caller: CurrentCaller, fund_id: UUID, call_id: UUID, response: Response
) -> CallOut:
    """One call for projects."""
    call = await queries.read(session, caller, fund_id, call_id)
    tag(response, call.version)
    return call


@router.patch(
    "/{fund_id}/calls/{call_id}",
    responses=responses(
        NotYetParty, OnlyTheLead, AgreementEnded, InconsistentCall, VersionRequired, StaleVersion
    ),
)
@policy("funds.manage")
async def change_call(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    call_id: UUID,
    body: CallChange,
    version: IfMatch,
    response: Response,
) -> CallOut:
    """Change a call, as the lead. Projects already submitted stay."""
    call = await service.change(session, caller, fund_id, call_id, body, version)
    tag(response, call.version)
    return call
