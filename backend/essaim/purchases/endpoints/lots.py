"""Lots and items of a round."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import AgreementEnded, OnlyTheLead
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.pagination import Paging
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.preparing import LotNamed, TooManyLots, UnknownItem
from essaim.purchases.errors.rounds import PurchasesForParties, WrongRoundState
from essaim.purchases.queries import lots as queries
from essaim.purchases.schemas.lots import LotChange, LotIn, LotOut
from essaim.purchases.service import lots as service

PREPARING = (PurchasesForParties, OnlyTheLead, AgreementEnded, WrongRoundState)


@router.get("/{round_id}/lots", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_lots(session: Session, caller: CurrentCaller, round_id: UUID, page: Paging) -> Page[LotOut]:
    """Lots of a round with their items, in their order."""
    return await queries.list_lots(session, caller, round_id, page)


@router.post(
    "/{round_id}/lots",
    status_code=201,
    response_model=LotOut,
    responses=responses(*PREPARING, LotNamed, TooManyLots, UnknownItem),
)
@policy("purchases.coordinate")
async def add_lot(
    session: Session, caller: CurrentCaller, round_id: UUID, body: LotIn, idempotency: Idempotency
) -> LotOut | Response:
    """Add a lot to a draft: what one supplier provides whole."""
    return await run_once(idempotency, caller, lambda: service.add(session, caller, round_id, body))


@router.patch(
    "/{round_id}/lots/{lot_id}",
    responses=responses(*PREPARING, LotNamed, UnknownItem, VersionRequired, StaleVersion),
)
@policy("purchases.coordinate")
async def change_lot(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: LotChange,
    version: IfMatch,
    response: Response,
) -> LotOut:
    """Change a lot of a draft. `items` given are all its items, in their order; one named by its id is kept."""
    lot = await service.change(session, caller, round_id, lot_id, body, version)
    tag(response, lot.version)
    return lot


@router.delete(
    "/{round_id}/lots/{lot_id}",
    status_code=204,
    responses=responses(*PREPARING, VersionRequired, StaleVersion),
)
@policy("purchases.coordinate")
async def remove_lot(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, version: IfMatch
) -> None:
    """Remove a lot of a draft with its items."""
    await service.remove(session, caller, round_id, lot_id, version)
