"""Read shares, what explains them, the record they are recomputed from; export them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router
from essaim.allocations.errors import NotComputed, SharingForParties
from essaim.allocations.schemas.shares import AllocationRecordOut, ExplanationOut, SharesPage, SharesQuery
from essaim.allocations.service import reading
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.policy import policy
from essaim.kit.spreadsheet import MEDIA_TYPE


@router.get("/{allocation_id}/shares", responses=responses(SharingForParties, NotComputed))
@policy("allocations.read")
async def list_shares(
    session: Session, caller: CurrentCaller, allocation_id: UUID, page: Annotated[SharesQuery, Query()]
) -> SharesPage:
    """Who pays what. Where lines are not open, your own share, and the totals that enough organisations make."""
    return await reading.list_shares(session, caller, allocation_id, page)


@router.get("/{allocation_id}/shares/{organisation_id}", responses=responses(SharingForParties, NotComputed))
@policy("allocations.read")
async def explain(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    organisation_id: UUID,
    language: AskedLanguage,
) -> ExplanationOut:
    """Why one organisation pays what it pays: alone against here, line by line to the cent, in words."""
    return await reading.explain(session, caller, allocation_id, organisation_id, language)


@router.get("/{allocation_id}/record", responses=responses(SharingForParties, NotComputed))
@policy("allocations.read")
async def read_record(session: Session, caller: CurrentCaller, allocation_id: UUID) -> AllocationRecordOut:
    """Everything the shares follow from, and their hash: recompute them with `python -m essaim.fairness.recompute`."""
    return await reading.read_record(session, caller, allocation_id)


@router.get(
    "/{allocation_id}/export",
    response_class=Response,
    responses={**responses(SharingForParties, NotComputed), 200: {"content": {MEDIA_TYPE: {}}}},
)
@policy("allocations.read")
async def export(session: Session, caller: CurrentCaller, allocation_id: UUID) -> Response:
    """Shares as a spreadsheet: the organisations that yours may read, what each line is shared by, totals (XLSX)."""
    content = await reading.export(session, caller, allocation_id)
    return Response(
        content,
        media_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="repartition-{allocation_id}.xlsx"',
            "X-Content-Type-Options": "nosniff",
        },
    )
