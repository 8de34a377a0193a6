"""Accounting over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.accounting.errors import BookTooLong, FecFaulty, SirenNeeded
from essaim.accounting.schemas import (
    BalanceExportQuery,
    CodeIn,
    CodeOut,
    CodesOut,
    TrialBalanceOut,
    YearQuery,
)
from essaim.accounting.service import codes, exports
from essaim.accounting.service.exports import File
from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.policy import policy
from essaim.kit.spreadsheet import MEDIA_TYPE as XLSX
from essaim.ledger.models import Purpose

router = feature_router("accounting")

LEFT_OUT = "X-Essaim-Left-Out"
_LEFT_OUT_HEADER = {
    LEFT_OUT: {
        "description": "Units other than the euro moved in the year, whose accounts the file does not hold; absent when none.",
        "schema": {"type": "string"},
    }
}
_PLAIN = "text/plain; charset=utf-8"


@router.get("/{agreement_id}/codes", responses=responses(OnlyTheLead))
@policy("accounting.read")
async def read_codes(
    session: Session, caller: CurrentCaller, agreement_id: UUID, language: AskedLanguage
) -> CodesOut:
    """The accounting number of each purpose of the ledger, as the lead: those it chose, and the defaults."""
    return await codes.read(session, caller, agreement_id, language)


@router.put(
    "/{agreement_id}/codes/{purpose}", responses=responses(OnlyTheLead, VersionRequired, StaleVersion)
)
@policy("accounting.manage")
async def choose_code(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    purpose: Purpose,
    body: CodeIn,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> CodeOut:
    """Choose the number of a purpose, as the lead, for every export to come. `If-Match: "0"` for one still at its default."""
    code = await codes.choose(session, caller, agreement_id, purpose, body, version, language)
    tag(response, code.version)
    return code


@router.delete("/{agreement_id}/codes/{purpose}", status_code=204, responses=responses(OnlyTheLead))
@policy("accounting.manage")
async def reset_code(session: Session, caller: CurrentCaller, agreement_id: UUID, purpose: Purpose) -> None:
    """Give a purpose its default number back, as the lead."""
    await codes.give_back(session, caller, agreement_id, purpose)


@router.get(
    "/{agreement_id}/fec",
    response_class=Response,
    responses={
        **responses(OnlyTheLead, SirenNeeded, FecFaulty, BookTooLong),
        200: {"content": {"text/plain": {}}, "headers": _LEFT_OUT_HEADER},
    },
)
@policy("accounting.read")
async def export_fec(
    session: Session, caller: CurrentCaller, agreement_id: UUID, chosen: Annotated[YearQuery, Query()]
) -> Response:
    """The tax file of entries (FEC) of a calendar year, as the lead: 18 columns, tabulations, UTF-8, decimal commas.

    An export of the agreement's book, not the bookkeeping of a member. It begins with the balances of the years before;
    entries are numbered without a gap in each journal (AN, AP, BQ, OD) in the order they were recorded. Accounts kept in
    another unit than the euro are left out, and the header `X-Essaim-Left-Out` says so. Checked before it is handed out.
    """
    return _attached(await exports.export_fec(session, caller, agreement_id, chosen.year), _PLAIN)


@router.get(
    "/{agreement_id}/fec/description",
    response_class=Response,
    responses={
        **responses(OnlyTheLead, SirenNeeded),
        200: {"content": {"text/plain": {}}, "headers": _LEFT_OUT_HEADER},
    },
)
@policy("accounting.read")
async def describe_fec(
    session: Session, caller: CurrentCaller, agreement_id: UUID, chosen: Annotated[YearQuery, Query()]
) -> Response:
    """The description that article A. 47 A-1, XI, wants beside the tax file: fields, journals, character set (in French)."""
    return _attached(await exports.describe_fec(session, caller, agreement_id, chosen.year), _PLAIN)


@router.get("/{agreement_id}/balance", responses=responses(OnlyTheLead, BookTooLong))
@policy("accounting.read")
async def read_balance(
    session: Session, caller: CurrentCaller, agreement_id: UUID, chosen: Annotated[YearQuery, Query()]
) -> TrialBalanceOut:
    """Trial balance of a calendar year, as the lead: by account, and by organisation. `left_out` says what is not in euros."""
    return await exports.read_balance(session, caller, agreement_id, chosen.year)


@router.get(
    "/{agreement_id}/export",
    response_class=Response,
    responses={
        **responses(OnlyTheLead, BookTooLong),
        200: {"content": {XLSX: {}}, "headers": _LEFT_OUT_HEADER},
    },
)
@policy("accounting.read")
async def export_balance(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    chosen: Annotated[BalanceExportQuery, Query()],
) -> Response:
    """Trial balance, balance by organisation and entries of a calendar year as a workbook, as the lead."""
    return _attached(await exports.export_balance(session, caller, agreement_id, chosen.year), XLSX)


def _attached(file: File, media_type: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    if file.left_out:
        headers[LEFT_OUT] = ", ".join(each.unit for each in file.left_out)
    return Response(file.content, media_type=media_type, headers=headers)
