"""Payment files: what a bank is asked to pay or to collect."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements.errors import OnlyTakingPart, OnlyTheLead
from essaim.banking.errors import AccountShut, AccountUnreadable
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.etag import tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.kit.sealing import CurrentSeal
from essaim.treasury.endpoints.routing import router, run_once
from essaim.treasury.errors import (
    AboveSepaLimit,
    AlreadyFiled,
    BadExecutionDate,
    BeingNetted,
    CreditorIdentifierMissing,
    FileNotValid,
    FilesForParties,
    FileStale,
    FileUnreadable,
    NotPayable,
    PaidAlready,
    PaymentDetailsMissing,
    UnknownAccount,
    WrongFileState,
)
from essaim.treasury.queries import files as queries
from essaim.treasury.schemas.files import FileIn, FileOut, FileQuery, FileSummary
from essaim.treasury.service import files as service


@router.get("/files", responses=responses(NotFound, FilesForParties))
@policy("treasury.read")
async def list_files(
    session: Session, caller: CurrentCaller, page: Annotated[FileQuery, Query()]
) -> Page[FileSummary]:
    """Payment files that your organisation made, the newest first."""
    return await queries.search(session, caller, page)


@router.post(
    "/files",
    status_code=201,
    response_model=FileOut,
    responses=responses(
        NotFound,
        OnlyTakingPart,
        OnlyTheLead,
        BadExecutionDate,
        UnknownAccount,
        AccountShut,
        CreditorIdentifierMissing,
        NotPayable,
        PaidAlready,
        BeingNetted,
        AboveSepaLimit,
        PaymentDetailsMissing,
        AccountUnreadable,
        FileNotValid,
        AlreadyFiled,
    ),
)
@policy("treasury.manage")
async def make_file(
    session: Session, caller: CurrentCaller, body: FileIn, seal: CurrentSeal, idempotency: Idempotency
) -> FileOut | Response:
    """Make a SEPA file of transfers or, as the lead, of direct debits, for what is left to pay of each item.

    Nothing is paid by it: download it, give it to your bank, and record payments once the bank has made them. Each item
    is in one file at a time.
    """
    return await run_once(idempotency, caller, lambda: service.make(session, caller, body, seal))


@router.get("/files/{file_id}")
@policy("treasury.read")
async def read_file(session: Session, caller: CurrentCaller, file_id: UUID, response: Response) -> FileOut:
    """One payment file and what it pays or collects."""
    file = await queries.read(session, caller, file_id)
    tag(response, file.version)
    return file


@router.get(
    "/files/{file_id}/content",
    response_class=Response,
    responses={
        200: {
            "content": {"application/xml": {"schema": {"type": "string"}}},
            "description": "The file for the bank.",
        },
        **responses(NotFound, WrongFileState, FileStale, FileUnreadable),
    },
)
@policy("treasury.manage")
async def download_file(
    session: Session, caller: CurrentCaller, file_id: UUID, seal: CurrentSeal
) -> Response:
    """The file as the bank takes it (XML), with whole account numbers: keep it nowhere else.

    Refused once cancelled, or out of date before it was sent.
    """
    name, content = await service.download(session, caller, file_id, seal)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/xml", headers=headers)


@router.post(
    "/files/{file_id}/sent", responses=responses(NotFound, OnlyTakingPart, WrongFileState, FileStale)
)
@policy("treasury.manage")
async def mark_file_sent(session: Session, caller: CurrentCaller, file_id: UUID) -> FileOut:
    """Say that the file was given to the bank."""
    return await service.mark_sent(session, caller, file_id)


@router.post("/files/{file_id}/cancel", responses=responses(NotFound, OnlyTakingPart, WrongFileState))
@policy("treasury.manage")
async def cancel_file(session: Session, caller: CurrentCaller, file_id: UUID) -> FileOut:
    """Cancel a file that was not sent, or that the bank refused: what it pays or collects may be asked for again.

    Have the bank cancel it first if it was sent: Essaim cannot call it back.
    """
    return await service.cancel(session, caller, file_id)
