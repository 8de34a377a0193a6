"""Read the statements of an agreement together: list, arrears, file."""

from typing import Annotated

from fastapi import Query, Response

from essaim.identity.caller import CurrentCaller
from essaim.kit import spreadsheet
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.statements.endpoints.routing import file_to_save, router
from essaim.statements.errors import StatementsForParties, TooManyStatements
from essaim.statements.schemas import ArrearsOut, ExportQuery, OfAgreement, StatementQuery, StatementSummary
from essaim.statements.service import exporting, reading

CSV = "text/csv; charset=utf-8"


@router.get("", responses=responses(NotFound, StatementsForParties))
@policy("statements.read")
async def list_statements(
    session: Session, caller: CurrentCaller, page: Annotated[StatementQuery, Query()]
) -> Page[StatementSummary]:
    """Statements, last issued first: every party's where lines are open and for the lead, elsewhere your own.

    Without an agreement: what your organisation owes or is owed itself, everywhere.
    """
    return await reading.search(session, caller, page)


@router.get("/arrears", responses=responses(NotFound, StatementsForParties))
@policy("statements.read")
async def read_arrears(
    session: Session, caller: CurrentCaller, asked: Annotated[OfAgreement, Query()]
) -> ArrearsOut:
    """What is overdue today, by organisation and by age: of all where lines are open and for the lead, else your own."""
    return await reading.arrears(session, caller, asked.agreement_id)


@router.get(
    "/export",
    response_class=Response,
    responses={
        **responses(NotFound, StatementsForParties, TooManyStatements),
        200: {"content": {spreadsheet.MEDIA_TYPE: {}, "text/csv": {}}},
    },
)
@policy("statements.read")
async def export_statements(
    session: Session, caller: CurrentCaller, chosen: Annotated[ExportQuery, Query()]
) -> Response:
    """The statements you may read as a file (XLSX, or CSV with `;` and decimal commas), 10,000 at most, first issued first."""
    content = await exporting.export(session, caller, chosen)
    media_type = CSV if chosen.format == "csv" else spreadsheet.MEDIA_TYPE
    return file_to_save(content, media_type, f"releves.{chosen.format}", f"relevés.{chosen.format}")
