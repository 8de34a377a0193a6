"""What group purchases save, for a screen, a spreadsheet or a board."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, release
from essaim.kit.errors import NotFound, responses
from essaim.kit.policy import policy
from essaim.kit.spreadsheet import MEDIA_TYPE
from essaim.purchases.endpoints.routing import router
from essaim.purchases.errors.rounds import PurchasesForParties
from essaim.purchases.schemas.savings import (
    SavingsExportQuery,
    SavingsOut,
    SavingsQuery,
    SavingsYearQuery,
    YearSavingsOut,
)
from essaim.purchases.service.savings import exporting, reading
from essaim.purchases.service.savings import year as calendar_year


@router.get("/savings", responses=responses(NotFound, PurchasesForParties))
@policy("purchases.read")
async def list_savings(
    session: Session,
    caller: CurrentCaller,
    chosen: Annotated[SavingsYearQuery, Query()],
    language: AskedLanguage,
) -> YearSavingsOut:
    """What group purchases save over a calendar year, round by round: my organisation, and those whose lines I may read."""
    return await calendar_year.of_year(session, caller, chosen, language)


@router.get("/{round_id}/savings", responses=responses(NotFound, PurchasesForParties))
@policy("purchases.read")
async def read_savings(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    chosen: Annotated[SavingsQuery, Query()],
    language: AskedLanguage,
) -> SavingsOut:
    """Forecast and actual gain of a round against the reference prices stated, item by item; losses are never left out."""
    return await reading.of_round(session, caller, round_id, chosen, language)


@router.get(
    "/{round_id}/savings/export",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}, MEDIA_TYPE: {}}},
        **responses(NotFound, PurchasesForParties),
    },
)
@policy("purchases.read")
async def export_savings(
    session: Session, caller: CurrentCaller, round_id: UUID, chosen: Annotated[SavingsExportQuery, Query()]
) -> Response:
    """The savings of a round to file, in French: a page for a board (PDF), or every figure (XLSX)."""
    document = await exporting.read(session, caller, round_id, chosen)
    # Typesetting takes longer than reading: no connection waits for it.
    await release(session)
    file = await exporting.made(document)
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
