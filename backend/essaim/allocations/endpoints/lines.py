"""Lines of a draft, and what they are shared by: needs, figures entered by hand."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router, run_once
from essaim.allocations.errors import (
    FigureDated,
    LineNamed,
    NeedMismatch,
    OnlyOwnNeeds,
    OutsideTheRun,
    SharingForParties,
    UnknownKey,
    WrongRunState,
)
from essaim.allocations.models import BasisKind
from essaim.allocations.schemas.lines import (
    BasisCode,
    BasisIn,
    BasisOut,
    LineChange,
    LineIn,
    LineOut,
    NeedIn,
    NeedOut,
)
from essaim.allocations.service import bases, needs
from essaim.allocations.service import lines as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import InvalidRequest, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy

OF_A_DRAFT = (SharingForParties, OnlyTheLead, WrongRunState)


@router.post(
    "/{allocation_id}/lines",
    status_code=201,
    response_model=LineOut,
    responses=responses(*OF_A_DRAFT, UnknownKey, LineNamed),
)
@policy("allocations.prepare")
async def add_line(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    body: LineIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> LineOut | Response:
    """Add a cost to share, as the lead, by a key of the rules in force when the period begins."""
    return await run_once(
        idempotency, caller, lambda: service.add(session, caller, allocation_id, body, language)
    )


@router.patch(
    "/{allocation_id}/lines/{line_id}",
    responses=responses(*OF_A_DRAFT, UnknownKey, LineNamed, InvalidRequest, VersionRequired, StaleVersion),
)
@policy("allocations.prepare")
async def change_line(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    line_id: UUID,
    body: LineChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> LineOut:
    """Change a line of a draft; `If-Match` takes the version of the line."""
    line = await service.change(session, caller, allocation_id, line_id, body, version, language)
    tag(response, line.version)
    return line


@router.delete(
    "/{allocation_id}/lines/{line_id}",
    status_code=204,
    responses=responses(*OF_A_DRAFT, VersionRequired, StaleVersion),
)
@policy("allocations.prepare")
async def remove_line(
    session: Session, caller: CurrentCaller, allocation_id: UUID, line_id: UUID, version: IfMatch
) -> None:
    """Remove a line of a draft, with the needs stated for it; `If-Match` takes the version of the line."""
    await service.remove(session, caller, allocation_id, line_id, version)


@router.put(
    "/{allocation_id}/lines/{line_id}/needs/{organisation_id}",
    responses=responses(SharingForParties, OnlyOwnNeeds, WrongRunState, OutsideTheRun, NeedMismatch),
)
@policy("allocations.declare")
async def state_need(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    line_id: UUID,
    organisation_id: UUID,
    body: NeedIn,
) -> NeedOut:
    """State what your organisation would pay alone, or its quantity; the lead may for any party.

    A draft is not listed to a party that does not read every line: the lead gives it the address of the line.
    """
    return await needs.state(session, caller, allocation_id, line_id, organisation_id, body)


@router.delete(
    "/{allocation_id}/lines/{line_id}/needs/{organisation_id}",
    status_code=204,
    responses=responses(SharingForParties, OnlyOwnNeeds, WrongRunState),
)
@policy("allocations.declare")
async def withdraw_need(
    session: Session, caller: CurrentCaller, allocation_id: UUID, line_id: UUID, organisation_id: UUID
) -> None:
    """Withdraw what was stated for your organisation; the lead may for any party."""
    await needs.withdraw(session, caller, allocation_id, line_id, organisation_id)


@router.put(
    "/{allocation_id}/bases/{organisation_id}/{kind}/{code}",
    responses=responses(*OF_A_DRAFT, OutsideTheRun, FigureDated),
)
@policy("allocations.prepare")
async def state_basis(
    session: Session,
    caller: CurrentCaller,
    allocation_id: UUID,
    organisation_id: UUID,
    kind: BasisKind,
    code: BasisCode,
    body: BasisIn,
    language: AskedLanguage,
) -> BasisOut:
    """Enter a figure by hand with its source, as the lead, when no dated figure or measured use is known."""
    return await bases.state(session, caller, allocation_id, organisation_id, kind, code, body, language)
