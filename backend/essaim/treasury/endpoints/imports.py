"""Import bank statements, and list what was imported."""

from typing import Annotated, Any

from fastapi import Query, Request

from essaim.agreements.errors import OnlyTheLead
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import NotFound, responses
from essaim.kit.policy import policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page
from essaim.treasury.endpoints.routing import router
from essaim.treasury.errors import (
    BankFileEmpty,
    BankFileExpected,
    BankFileUnreadable,
    NoBankLine,
    TooManyBankLines,
)
from essaim.treasury.queries import imports as queries
from essaim.treasury.schemas.lines import BankFileQuery, BankImportOut, BankImportQuery, BankImportReport
from essaim.treasury.service import imports as service

FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, as the bank gives it: CSV, or CAMT.053 (XML).",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post(
    "/imports",
    status_code=201,
    max_body_size=service.MAXIMUM_BYTES,
    responses=responses(
        NotFound,
        OnlyTheLead,
        BankFileExpected,
        BankFileEmpty,
        BankFileUnreadable,
        TooManyBankLines,
        NoBankLine,
    ),
    openapi_extra=FILE_BODY,
)
@policy("treasury.manage")
async def import_lines(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    order: Annotated[BankFileQuery, Query()],
) -> BankImportReport:
    """Import a bank statement as the lead: its content is the body, at most 5 MiB (5,242,880 bytes) and 10,000 movements.

    CSV of French banks (columns found by their words, UTF-8 or Windows-1252) and CAMT.053 (versions 001.02 and 001.08). A
    movement that comes in several files counts once, and so does a file sent twice. What cannot be read is told by line
    and column; the rest is kept. Nothing is paid: movements wait to be matched.
    """
    await service.require_may_import(session, caller, order.agreement_id)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() in FORMS:
        raise BankFileExpected
    # A slow sender holds no connection of the database.
    await release(session)
    content = await request.body()
    async with request.app.state.sessions() as storing, storing.begin():
        await enter(storing, organisation=caller.organisation_id, person=caller.person_id)
        return await service.take(storing, caller, order, content, language_of(request))


@router.get("/imports", responses=responses(NotFound, OnlyTheLead))
@policy("treasury.read")
async def list_imports(
    session: Session, caller: CurrentCaller, page: Annotated[BankImportQuery, Query()]
) -> Page[BankImportOut]:
    """Bank statements imported for an agreement, the newest first, for its lead."""
    return await queries.search(session, caller, page)
