"""Record what organisations bring."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import AgreementEnded, ContributionsIrrevocable, OnlyTheLead
from essaim.funds.endpoints.routing import router, run_once
from essaim.funds.errors import (
    ContributionSpent,
    DateAhead,
    NotContributor,
    NotInForce,
    NotYetParty,
)
from essaim.funds.queries import contributions as queries
from essaim.funds.schemas import ContributionIn, ContributionOut, ContributionQuery, ContributionReversal
from essaim.funds.service import contributions as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.ledger.errors import AlreadyReversed, AmountTooLarge


@router.get("/{fund_id}/contributions", responses=responses(NotYetParty))
@policy("funds.read")
async def list_contributions(
    session: Session, caller: CurrentCaller, fund_id: UUID, page: Annotated[ContributionQuery, Query()]
) -> Page[ContributionOut]:
    """Contributions, last recorded first: those of your organisation, and the others' where you may read them."""
    return await queries.search(session, caller, fund_id, page)


@router.post(
    "/{fund_id}/contributions",
    status_code=201,
    response_model=ContributionOut,
    responses=responses(
        NotYetParty,
        OnlyTheLead,
        AgreementEnded,
        NotInForce,
        NotContributor,
        DateAhead,
        ContributionsIrrevocable,
        AmountTooLarge,
    ),
)
@policy("funds.spend")
async def contribute(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    body: ContributionIn,
    idempotency: Idempotency,
) -> ContributionOut | Response:
    """Record money received from an organisation, as the lead: on its own stake if repayable, else in the common pot."""
    return await run_once(idempotency, caller, lambda: service.record(session, caller, fund_id, body))


@router.post(
    "/{fund_id}/contributions/{contribution_id}/reverse",
    response_model=ContributionOut,
    responses=responses(NotYetParty, OnlyTheLead, AlreadyReversed, ContributionSpent),
)
@policy("funds.spend")
async def reverse_contribution(
    session: Session,
    caller: CurrentCaller,
    fund_id: UUID,
    contribution_id: UUID,
    body: ContributionReversal,
    idempotency: Idempotency,
) -> ContributionOut | Response:
    """Reverse a contribution recorded by mistake, as the lead, while projects have not used it."""
    return await run_once(
        idempotency, caller, lambda: service.reverse(session, caller, fund_id, contribution_id, body)
    )
