"""Open, read and describe a fund."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.funds.endpoints.routing import router, run_once
from essaim.funds.errors import FundExists, NotYetParty
from essaim.funds.queries import funds as queries
from essaim.funds.schemas import FundChange, FundIn, FundOut, FundQuery, FundSummary
from essaim.funds.service import funds as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("")
@policy("funds.read")
async def search(
    session: Session, caller: CurrentCaller, page: Annotated[FundQuery, Query()]
) -> Page[FundSummary]:
    """Common funds of the agreements of which the organisation acted for is or was a party."""
    return await queries.search(session, caller, page)


@router.post(
    "",
    status_code=201,
    response_model=FundOut,
    responses=responses(NotFound, OnlyTheLead, AgreementEnded, NotYetParty, FundExists),
)
@policy("funds.manage")
async def create(
    session: Session, caller: CurrentCaller, body: FundIn, idempotency: Idempotency, language: AskedLanguage
) -> FundOut | Response:
    """Open the common fund of an agreement, as its lead. Contributions are recorded once the agreement is in force."""
    return await run_once(idempotency, caller, lambda: service.create(session, caller, body, language))


@router.get("/{fund_id}", responses=responses(NotYetParty))
@policy("funds.read")
async def read(
    session: Session, caller: CurrentCaller, fund_id: UUID, language: AskedLanguage, response: Response
) -> FundOut:
    """A fund and its figures, each with the ledger accounts behind it.

    Where the agreement is not open, what the others brought is withheld from all but the lead. A party that left reads
    the figures of its last day.
    """
    fund = await queries.read(session, caller, fund_id, language)
    tag(response, fund.version)
    return fund


@router.patch(
    "/{fund_id}",
    responses=responses(NotYetParty, OnlyTheLead, AgreementEnded, VersionRequired, StaleVersion),
)
@policy("funds.manage")
async def change(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    body: FundChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> FundOut:
    """Change the name or the purpose of a fund, as the lead."""
    fund = await service.change(session, caller, fund_id, body, version, language)
    tag(response, fund.version)
    return fund
