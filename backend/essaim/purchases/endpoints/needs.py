"""Needs: state, import, read; what is published of them, and who read them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.agreements.errors import OnlyTakingPart, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.forms import FORM_BODY, FORM_FILE, FORM_REFUSALS, require_file, saved
from essaim.purchases.endpoints.refusing import require_found
from essaim.purchases.endpoints.routing import router
from essaim.purchases.errors.needs import NothingStated, OnlyNeutralCoordinator, UndertakingFirst
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties, WrongRoundState
from essaim.purchases.schemas.forms import FormImportQuery, FormQuery
from essaim.purchases.schemas.needs import (
    MemberNeedOut,
    NeedQuery,
    NeedsAnswerIn,
    NeedsImportOut,
    OrganisationNeedsOut,
    PurchaseReadingOut,
    VolumesOut,
    VolumesQuery,
)
from essaim.purchases.service import needs as service
from essaim.purchases.service import needs_reading as reading
from essaim.purchases.service.sheets import MAXIMUM_BYTES

STATING = (
    PurchasesForParties,
    OnlyTakingPart,
    NotAsked,
    UndertakingFirst,
    WrongRoundState,
    VersionRequired,
    StaleVersion,
)


@router.get("/{round_id}/needs/mine", responses=responses(PurchasesForParties, NotAsked))
@policy("purchases.read")
async def read_own_needs(
    session: Session, caller: CurrentCaller, round_id: UUID, response: Response
) -> OrganisationNeedsOut:
    """Every item of the round, with what your organisation stated."""
    found = await reading.read_own(session, caller, round_id)
    tag(response, found.version)
    return found


@router.put("/{round_id}/needs/mine", responses=responses(*STATING))
@policy("purchases.state")
async def state_own_needs(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    body: NeedsAnswerIn,
    version: IfMatch,
    response: Response,
) -> OrganisationNeedsOut:
    """State the needs of your organisation, as a whole, while the survey is open.

    What is not in the answer is not needed any more. Nothing of it is shown to the other members, unless lines are open to
    all. No health data, no residents’ names.
    """
    stated = await service.state_own(session, caller, round_id, body, version)
    tag(response, stated.version)
    return stated


@router.get(
    "/{round_id}/needs/model",
    response_class=Response,
    responses={**FORM_FILE, **responses(PurchasesForParties, NotAsked)},
)
@policy("purchases.read")
async def download_needs_model(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    order: Annotated[FormQuery, Query()],
    language: AskedLanguage,
) -> Response:
    """A form to fill in: every item of the round, with what your organisation stated already."""
    return saved(await reading.model(session, caller, round_id, order.format, language))


@router.post(
    "/{round_id}/needs/mine/import",
    max_body_size=MAXIMUM_BYTES,
    responses=responses(*STATING, *FORM_REFUSALS, NothingStated),
    openapi_extra=FORM_BODY,
)
@policy("purchases.state")
async def import_own_needs(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    order: Annotated[FormImportQuery, Query()],
    version: IfMatch,
    response: Response,
) -> NeedsImportOut:
    """State needs with the form filled in: its content is the body, at most 2 MiB (2,097,152 bytes) and 5,000 lines.

    A volume left empty leaves what was stated; 0 takes it away. Faults are told by line and column; with one, nothing is
    recorded. `dry_run=true` says what would change.
    """
    await service.require_may_state(session, caller, round_id)
    require_file(request)
    # A slow sender holds no connection of the database.
    await release(session)
    content = await request.body()
    async with request.app.state.sessions() as storing, storing.begin():
        await enter(storing, organisation=caller.organisation_id, person=caller.person_id)
        taken = await service.take_file(
            storing, caller, round_id, content, version, language_of(request), dry_run=order.dry_run
        )
    tag(response, taken.version)
    return taken


@router.get("/{round_id}/needs", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_needs(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Annotated[NeedQuery, Query()]
) -> Page[MemberNeedOut]:
    """Needs stated, by organisation then by item: yours, and the others' for the coordinator or where lines are open.

    What the coordinator reads of the others is written down, and each may see when.
    """
    return await reading.search(session, caller, round_id, page)


@router.get("/{round_id}/needs/{organisation_id}", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def read_needs(
    session: Session, caller: CurrentCaller, round_id: UUID, organisation_id: UUID, response: Response
) -> OrganisationNeedsOut:
    """The answer of one organisation. Somebody else's does not exist for who may not read it; the attempt is written down."""
    found = await require_found(session, await reading.read(session, caller, round_id, organisation_id))
    tag(response, found.version)
    return found


@router.put(
    "/{round_id}/needs/{organisation_id}",
    responses=responses(
        PurchasesForParties,
        OnlyTheLead,
        OnlyNeutralCoordinator,
        UndertakingFirst,
        WrongRoundState,
        VersionRequired,
        StaleVersion,
    ),
)
@policy("purchases.coordinate")
async def state_needs_on_paper(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    organisation_id: UUID,
    body: NeedsAnswerIn,
    version: IfMatch,
    response: Response,
) -> OrganisationNeedsOut:
    """As the coordinator, write the answer of an organisation that answered on paper; it reads it, and who wrote it.

    Where needs are sealed, only a coordinator that buys nothing itself may.
    """
    stated = await service.state_on_paper(session, caller, round_id, organisation_id, body, version)
    tag(response, stated.version)
    return stated


@router.get("/{round_id}/volumes", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def read_volumes(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    asked: Annotated[VolumesQuery, Query()],
    language: AskedLanguage,
) -> VolumesOut:
    """The total of each item: published once at each moment, where enough organisations make it; live for who sees all."""
    return await reading.volumes(session, caller, round_id, asked.moment, language)


@router.get("/{round_id}/readings", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_readings(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Paging
) -> Page[PurchaseReadingOut]:
    """When the coordinator read what is your organisation's, the latest first; as the coordinator, all, attempts included."""
    return await reading.search_readings(session, caller, round_id, page)
