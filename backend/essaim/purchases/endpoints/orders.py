"""Orders and deliveries."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from essaim.agreements.errors import OnlyTakingPart, OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session, enter, release
from essaim.kit.errors import NotFound, StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.rendering import language_of
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.forms import FORM_BODY, FORM_FILE, FORM_REFUSALS, require_file, saved
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.orders import (
    DeliveredTooMuch,
    DeliveryDate,
    NotCommitted,
    OrderCancelled,
    OrderDelivered,
    OrderedAhead,
    OrderOutsideContract,
    OrderReferenceTaken,
)
from essaim.purchases.errors.rounds import NotAsked, PurchasesForParties, WrongLotState
from essaim.purchases.schemas.forms import FormImportQuery, FormQuery
from essaim.purchases.schemas.orders import (
    DeliveryIn,
    OrderCancellation,
    OrderImportReport,
    OrderIn,
    OrderOut,
    OrderQuery,
    PositionOut,
)
from essaim.purchases.service import order_files as files
from essaim.purchases.service import orders as service
from essaim.purchases.service import positions
from essaim.purchases.service.sheets import MAXIMUM_BYTES

ORDERING = (NotFound, PurchasesForParties, OnlyTakingPart, OnlyTheLead, NotAsked, WrongLotState)


@router.get("/{round_id}/orders", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_orders(
    session: Session, caller: CurrentCaller, round_id: UUID, page: Annotated[OrderQuery, Query()]
) -> Page[OrderOut]:
    """Orders, last declared first: your organisation's; the others' too for the coordinator, and for all where lines are open.

    The coordinator's readings of the others' orders are written down where lines are not open.
    """
    return await service.search(session, caller, round_id, page)


@router.post(
    "/{round_id}/orders",
    status_code=201,
    response_model=OrderOut,
    responses=responses(*ORDERING, NotCommitted, OrderedAhead, OrderOutsideContract, OrderReferenceTaken),
)
@policy("purchases.order")
async def declare_order(
    session: Session, caller: CurrentCaller, round_id: UUID, body: OrderIn, idempotency: Idempotency
) -> OrderOut | Response:
    """Declare an order placed with the supplier of an awarded lot, for your organisation; for any, as the coordinator.

    It counts at once for the step that all reach together.
    """
    return await run_once(idempotency, caller, lambda: service.declare(session, caller, round_id, body))


@router.get(
    "/{round_id}/orders/model",
    response_class=Response,
    responses={**FORM_FILE, **responses(PurchasesForParties, NotAsked)},
)
@policy("purchases.read")
async def read_orders_model(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    chosen: Annotated[FormQuery, Query()],
    language: AskedLanguage,
) -> Response:
    """A file to fill in with orders and deliveries, a line each; the items of the awarded lots are listed in it.

    Orders already declared by your organisation are in it, so that deliveries can be filled in.
    """
    return saved(await files.model(session, caller, round_id, chosen.format, language))


@router.post(
    "/{round_id}/orders/import",
    max_body_size=MAXIMUM_BYTES,
    responses=responses(
        PurchasesForParties, OnlyTakingPart, OnlyTheLead, NotAsked, WrongLotState, *FORM_REFUSALS
    ),
    openapi_extra=FORM_BODY,
)
@policy("purchases.order")
async def import_orders(
    request: Request,
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    asked: Annotated[FormImportQuery, Query()],
) -> OrderImportReport:
    """Declare orders and deliveries from a file: its content is the body, at most 2 MiB (2,097,152 bytes)
    and 5,000 lines.

    An order is known by its reference: a file sent twice counts once, and a line whose order is already declared brings its
    delivery. The coordinator names the organisation of each line. One fault, and nothing is recorded; `dry_run=true` says
    what would change.
    """
    await files.require_may_import(session, caller, round_id)
    require_file(request)
    # A slow sender holds no connection of the database.
    await release(session)
    content = await request.body()
    async with request.app.state.sessions() as storing, storing.begin():
        await enter(storing, organisation=caller.organisation_id, person=caller.person_id)
        return await files.take(
            storing, caller, round_id, content, language_of(request), dry_run=asked.dry_run
        )


@router.patch(
    "/{round_id}/orders/{order_id}",
    responses=responses(
        *ORDERING, OrderCancelled, DeliveredTooMuch, DeliveryDate, VersionRequired, StaleVersion
    ),
)
@policy("purchases.order")
async def declare_delivery(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    order_id: UUID,
    body: DeliveryIn,
    version: IfMatch,
    response: Response,
) -> OrderOut:
    """Declare what was received of an order so far; until the lot is closed."""
    order = await service.deliver(session, caller, round_id, order_id, body, version)
    tag(response, order.version)
    return order


@router.post(
    "/{round_id}/orders/{order_id}/cancel",
    response_model=OrderOut,
    responses=responses(*ORDERING, OrderCancelled, OrderDelivered),
)
@policy("purchases.order")
async def cancel_order(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    order_id: UUID,
    body: OrderCancellation,
    idempotency: Idempotency,
) -> OrderOut | Response:
    """Cancel an order of which nothing is delivered; it stays, and no longer counts."""
    return await run_once(
        idempotency, caller, lambda: service.cancel(session, caller, round_id, order_id, body)
    )


@router.get("/{round_id}/lots/{lot_id}/position", responses=responses(PurchasesForParties, WrongLotState))
@policy("purchases.read")
async def read_position(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, language: AskedLanguage
) -> PositionOut:
    """Where an awarded lot stands: what you committed to, ordered and received.

    With the totals, the step reached, what is missing and what each would owe were it closed today, for the coordinator and
    for all where lines are open. Refused for a lot that is not awarded.
    """
    return await positions.read(session, caller, round_id, lot_id, language)
