"""Organisations over HTTP. The directory is public; records are changed by those they belong to."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Query, Response

from essaim.identity.caller import CurrentCaller, OptionalCaller
from essaim.identity.caller import router as router_of
from essaim.kit.db import Session
from essaim.kit.errors import IdempotencyMismatch, InvalidCursor, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, required_version, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import PUBLIC, policy
from essaim.kit.reading import Reading
from essaim.kit.schemas import Day, Page
from essaim.organisations import service
from essaim.organisations.errors import (
    AlreadyRecorded,
    MoreThanWhole,
    NetworkHasMembers,
    NotYourRecord,
    SiretOfAnother,
    UnknownTerritory,
)
from essaim.organisations.models import FigureKind
from essaim.organisations.queries import directory, records
from essaim.organisations.schemas import (
    DirectoryCount,
    DirectoryFilters,
    DirectoryPage,
    DirectoryQuery,
    FigureIn,
    FigureOut,
    FigureQuery,
    OrganisationIn,
    OrganisationOut,
    OrganisationPatch,
    SiteIn,
    SiteOut,
    SitePatch,
    SiteQuery,
    SuggestionQuery,
    Suggestions,
)

router = router_of("organisations")


def offered_version(
    if_match: Annotated[
        str | None,
        Header(max_length=100, description="ETag of the figure to replace; leave it out for a new one."),
    ] = None,
) -> int | None:
    """The version the caller read, if the figure was there."""
    return None if if_match is None else required_version(if_match)


OfferedVersion = Annotated[int | None, Depends(offered_version)]


# The directory. Rows go to the declared model as they are: one validation, written by Pydantic itself.


@router.get("", response_model=DirectoryPage, responses=responses(InvalidCursor))
@policy(PUBLIC)
async def search(reading: Reading, page: Annotated[DirectoryQuery, Query()]) -> dict[str, Any]:
    """Search the directory of organisations by words or by number, narrow it, and page through it.

    Without `q`, in French order of names. When the words find nothing, mistyped ones are corrected and
    `corrected_query` says what was searched.
    """
    return await directory.search(reading, page)


@router.get("/count", response_model=DirectoryCount)
@policy(PUBLIC)
async def count(reading: Reading, page: Annotated[DirectoryFilters, Query()]) -> dict[str, Any]:
    """How many organisations match, up to 1,000; `capped` says that there are more."""
    return await directory.count(reading, page)


@router.get("/suggestions", response_model=Suggestions)
@policy(PUBLIC)
async def suggest(reading: Reading, page: Annotated[SuggestionQuery, Query()]) -> dict[str, Any]:
    """At most eight organisations while somebody types: names that begin so, then names that hold the words."""
    return await directory.suggest(reading, page)


# The record


@router.get("/{organisation_id}")
@policy(PUBLIC)
async def read(
    session: Session, caller: OptionalCaller, organisation_id: UUID, response: Response
) -> OrganisationOut:
    """The record of an organisation, its open sites, and the latest of its figures that you may see."""
    organisation = await records.read(session, caller, organisation_id)
    tag(response, organisation.version)
    return organisation


@router.post(
    "",
    status_code=201,
    response_model=OrganisationOut,
    responses=responses(AlreadyRecorded, UnknownTerritory, IdempotencyMismatch),
)
@policy("organisations.create")
async def create(
    session: Session, caller: CurrentCaller, body: OrganisationIn, idempotency: Idempotency
) -> OrganisationOut | Response:
    """Enter an organisation that is missing. Yours may correct it until its own people arrive."""
    return await idempotency(
        lambda: service.create(session, caller, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.patch(
    "/{organisation_id}",
    responses=responses(
        AlreadyRecorded, UnknownTerritory, NetworkHasMembers, NotYourRecord, StaleVersion, VersionRequired
    ),
)
@policy("organisations.update")
async def change(
    session: Session,
    caller: CurrentCaller,
    organisation_id: UUID,
    version: IfMatch,
    body: OrganisationPatch,
    response: Response,
) -> OrganisationOut:
    """Change your own record, or one your organisation entered and whose people are not here yet."""
    organisation = await service.change(session, caller, organisation_id, version, body)
    tag(response, organisation.version)
    return organisation


# Sites


@router.get("/{organisation_id}/sites", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_sites(
    session: Session, organisation_id: UUID, page: Annotated[SiteQuery, Query()]
) -> Page[SiteOut]:
    """The places where an organisation is active, in French order."""
    return await records.list_sites(session, organisation_id, page)


@router.post(
    "/{organisation_id}/sites",
    status_code=201,
    response_model=SiteOut,
    responses=responses(
        AlreadyRecorded, SiretOfAnother, UnknownTerritory, NotYourRecord, IdempotencyMismatch
    ),
)
@policy("organisations.update")
async def add_site(
    session: Session, caller: CurrentCaller, organisation_id: UUID, body: SiteIn, idempotency: Idempotency
) -> SiteOut | Response:
    """Add a place of activity. A head office takes over from the one before."""
    return await idempotency(
        lambda: service.add_site(session, caller, organisation_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.patch(
    "/{organisation_id}/sites/{site_id}",
    responses=responses(
        AlreadyRecorded, SiretOfAnother, UnknownTerritory, NotYourRecord, StaleVersion, VersionRequired
    ),
)
@policy("organisations.update")
async def change_site(
    session: Session,
    caller: CurrentCaller,
    organisation_id: UUID,
    site_id: UUID,
    version: IfMatch,
    body: SitePatch,
    response: Response,
) -> SiteOut:
    """Change a place of activity; its version is in the list of sites."""
    site = await service.change_site(session, caller, organisation_id, site_id, version, body)
    tag(response, site.version)
    return site


@router.delete(
    "/{organisation_id}/sites/{site_id}",
    status_code=204,
    responses=responses(NotYourRecord, StaleVersion, VersionRequired),
)
@policy("organisations.update")
async def close_site(
    session: Session, caller: CurrentCaller, organisation_id: UUID, site_id: UUID, version: IfMatch
) -> None:
    """Close a place of activity today. It stays in the list with its closing day."""
    await service.close_site(session, caller, organisation_id, site_id, version)


# Figures


@router.get("/{organisation_id}/figures", responses=responses(InvalidCursor))
@policy(PUBLIC)
async def list_figures(
    session: Session, caller: OptionalCaller, organisation_id: UUID, page: Annotated[FigureQuery, Query()]
) -> Page[FigureOut]:
    """Every dated figure you may see (beds, places, full-time equivalents, budget…), the latest first."""
    return await records.list_figures(session, caller, organisation_id, page)


@router.put(
    "/{organisation_id}/figures/{kind}/{valid_on}",
    responses=responses(NotYourRecord, StaleVersion, VersionRequired, MoreThanWhole),
)
@policy("organisations.update")
async def set_figure(
    session: Session,
    caller: CurrentCaller,
    organisation_id: UUID,
    kind: FigureKind,
    valid_on: Day,
    version: OfferedVersion,
    body: FigureIn,
    response: Response,
) -> FigureOut:
    """State a figure as it was on a day, with where it comes from and who may see it."""
    figure = await service.set_figure(session, caller, organisation_id, kind, valid_on, version, body)
    tag(response, figure.version)
    return figure


@router.delete(
    "/{organisation_id}/figures/{kind}/{valid_on}",
    status_code=204,
    responses=responses(NotYourRecord, StaleVersion, VersionRequired),
)
@policy("organisations.update")
async def remove_figure(
    session: Session,
    caller: CurrentCaller,
    organisation_id: UUID,
    kind: FigureKind,
    valid_on: Day,
    version: IfMatch,
) -> None:
    """Remove a figure stated by mistake."""
    await service.remove_figure(session, caller, organisation_id, kind, valid_on, version)
