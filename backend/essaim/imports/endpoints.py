"""Imports over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.imports import queries
from essaim.imports.errors import EmptyFile, FileExpected, TooManyImports
from essaim.imports.schemas import ImportLineOut, ImportOut, LinesQuery, UploadQuery
from essaim.imports.service import receive
from essaim.imports.worker import ImportWorker
from essaim.kit.db import Session, enter
from essaim.kit.errors import InvalidCursor, responses
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page
from essaim.settings import Settings

FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
FRAMEWORK_LIMIT: Final = 1 << 40
"""Lifts the framework's limit of a megabyte here; the setting ESSAIM_IMPORT_LIMIT_BYTES is checked instead."""

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, as published: CSV, or JSON for `finess_json`.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}

router = feature_router("imports")


@router.post(
    "",
    status_code=202,
    responses=responses(TooManyImports, EmptyFile, FileExpected),
    openapi_extra=FILE_BODY,
    max_body_size=FRAMEWORK_LIMIT,
)
@policy("imports.manage")
async def create(
    request: Request,
    response: Response,
    session: Session,
    caller: CurrentCaller,
    query: Annotated[UploadQuery, Query()],
) -> ImportOut:
    """Send a register file (the body) to be read in the background; `Location` says where to follow it.

    A dry run, the default, says line by line what would change and writes nothing. Records are matched by SIREN,
    RNA or FINESS number, places by SIRET or FINESS number; sending the same file again changes nothing.
    Organisations whose people are here keep their record: the lines about them are `skipped`. Personal data of
    the registers are not read, and the file is erased once read.
    """
    _require_file(request)
    await receive.require_room(session, caller)
    # The upload may take minutes: the connection goes back to the others meanwhile.
    await session.commit()
    with receive.to_disk() as received:
        await receive.take(received, request.stream(), limit=_limit(request))
        import_id = await receive.store(_sessions(request), caller, query, received)
    _wake_worker(request)
    response.headers["Location"] = f"/v1/imports/{import_id}"
    async with _sessions(request)() as reading, reading.begin():
        await enter(reading, organisation=caller.organisation_id, person=caller.person_id)
        return await queries.read(reading, caller, import_id, language_of(request))


def _require_file(request: Request) -> None:
    """Refuse a form, and a file declared too large, before reading a byte."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() in FORMS:
        raise FileExpected
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > _limit(request):
        raise receive.too_large(_limit(request))


def _limit(request: Request) -> int:
    settings: Settings = request.app.state.settings
    return settings.import_limit_bytes


def _sessions(request: Request) -> async_sessionmaker[AsyncSession]:
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    return sessions


def _wake_worker(request: Request) -> None:
    worker: ImportWorker | None = request.app.state.imports_worker
    if worker is not None:
        worker.wake()


@router.get("", responses=responses(InvalidCursor))
@policy("imports.manage")
async def search(request: Request, session: Session, caller: CurrentCaller, page: Paging) -> Page[ImportOut]:
    """The imports of the organisation acted for, newest first."""
    return await queries.search(session, caller, page, language_of(request))


@router.get("/{import_id}")
@policy("imports.manage")
async def read(request: Request, session: Session, caller: CurrentCaller, import_id: UUID) -> ImportOut:
    """State, progress and counts of an import. Counts grow while it runs; ask again every second or two."""
    return await queries.read(session, caller, import_id, language_of(request))


@router.get("/{import_id}/lines", responses=responses(InvalidCursor))
@policy("imports.manage")
async def list_lines(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    import_id: UUID,
    page: Annotated[LinesQuery, Query()],
) -> Page[ImportLineOut]:
    """What was said of the lines, in the order of the file; the first 1,000 of each outcome are kept."""
    return await queries.list_lines(session, caller, import_id, page, language_of(request))
