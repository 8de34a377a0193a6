"""Opinions on the exemption of cost-sharing groups from VAT."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router, run_once
from essaim.allocations.errors import PeriodReversed, SharingForParties
from essaim.allocations.queries import vat as queries
from essaim.allocations.schemas.vat import VatOpinionIn, VatOpinionOut, VatOpinionQuery, VatOpinionSummary
from essaim.allocations.service import vat as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("/vat-opinions", responses=responses(SharingForParties, NotFound))
@policy("allocations.read")
async def list_vat_opinions(
    session: Session,
    caller: CurrentCaller,
    page: Annotated[VatOpinionQuery, Query()],
    language: AskedLanguage,
) -> Page[VatOpinionSummary]:
    """Opinions given under an agreement, the newest first; to a party that left, those of its time."""
    return await queries.search(session, caller, page, language)


@router.post(
    "/vat-opinions",
    status_code=201,
    response_model=VatOpinionOut,
    responses=responses(OnlyTheLead, NotFound, PeriodReversed),
)
@policy("allocations.prepare")
async def give_vat_opinion(
    session: Session,
    caller: CurrentCaller,
    body: VatOpinionIn,
    language: AskedLanguage,
    idempotency: Idempotency,
) -> VatOpinionOut | Response:
    """Ask, as the lead, what the exemption of article 261 B becomes with what is known today.

    Taxable revenue of the members is read from their dated figures, exact sums from the last posted run of actual costs.
    What comes out is a product reading, dated, to be confirmed by the accountant. It never changes: ask again.
    """
    return await run_once(idempotency, caller, lambda: service.give(session, caller, body, language))


@router.get("/vat-opinions/{opinion_id}", responses=responses(SharingForParties))
@policy("allocations.read")
async def read_vat_opinion(
    session: Session, caller: CurrentCaller, opinion_id: UUID, language: AskedLanguage
) -> VatOpinionOut:
    """One opinion, in the language asked: each question, the answer, what follows and its source."""
    return await queries.read(session, caller, opinion_id, language)
