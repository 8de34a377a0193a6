"""Close a lot, share a rebate."""

from uuid import UUID

from fastapi import Response

from essaim.agreements.errors import OnlyTheLead
from essaim.agreements.language import AskedLanguage
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import NotFound, responses
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.ledger.errors import AmountTooLarge
from essaim.purchases.endpoints.routing import router, run_once
from essaim.purchases.errors.closing import ClosingWouldTell, LotNotClosed, RebateAhead
from essaim.purchases.errors.rounds import PurchasesForParties, WrongLotState, WrongRoundState
from essaim.purchases.schemas.closing import ClosingIn, ClosingOut, RebateIn, RebateOut, RebatesOut
from essaim.purchases.service import closing as service
from essaim.purchases.service import closing_reading as reading
from essaim.purchases.service import rebates


@router.get("/{round_id}/lots/{lot_id}/closing", responses=responses(PurchasesForParties, WrongLotState))
@policy("purchases.read")
async def read_closing(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, language: AskedLanguage
) -> ClosingOut:
    """What closing the lot today would bill and give back, or how it was closed.

    Of every organisation for the coordinator and where lines are open; elsewhere of yours, and what the step really reached
    changes is told when the lot closes. Refused for a lot that is not awarded.
    """
    return await reading.read(session, caller, round_id, lot_id, language)


@router.post(
    "/{round_id}/lots/{lot_id}/closing",
    status_code=201,
    response_model=ClosingOut,
    responses=responses(
        NotFound,
        PurchasesForParties,
        OnlyTheLead,
        WrongRoundState,
        WrongLotState,
        ClosingWouldTell,
        AmountTooLarge,
    ),
)
@policy("purchases.close")
async def close_lot(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: ClosingIn,
    idempotency: Idempotency,
    language: AskedLanguage,
) -> ClosingOut | Response:
    """Close an awarded lot, as the lead: nothing more is ordered.

    What the step really reached changes is billed or given back by the rule chosen beforehand, a statement for each
    organisation concerned. A better step is given back by units ordered; so is a missed one where shares by shortfall would
    tell volumes, or where nobody is short. The round closes with its last awarded lot.
    """
    return await run_once(
        idempotency, caller, lambda: service.close(session, caller, round_id, lot_id, body, language)
    )


@router.get("/{round_id}/lots/{lot_id}/rebates", responses=responses(PurchasesForParties))
@policy("purchases.read")
async def list_rebates(
    session: Session, caller: CurrentCaller, round_id: UUID, lot_id: UUID, language: AskedLanguage
) -> RebatesOut:
    """Year-end rebates of a lot: your share; everybody's for the coordinator and where lines are open."""
    return await rebates.read(session, caller, round_id, lot_id, language)


@router.post(
    "/{round_id}/lots/{lot_id}/rebates",
    status_code=201,
    response_model=RebateOut,
    responses=responses(
        NotFound, PurchasesForParties, OnlyTheLead, LotNotClosed, RebateAhead, AmountTooLarge
    ),
)
@policy("purchases.close")
async def share_rebate(
    session: Session,
    caller: CurrentCaller,
    round_id: UUID,
    lot_id: UUID,
    body: RebateIn,
    idempotency: Idempotency,
) -> RebateOut | Response:
    """Share a rebate received from the supplier of a closed lot, as the lead: a credit for each, by what it really spent.

    The network first keeps its share, chosen beforehand, or all of it where the quote pays the network.
    """
    return await run_once(idempotency, caller, lambda: rebates.share(session, caller, round_id, lot_id, body))
