"""Close a lot: what was ordered is final, what the step really reached changes is shared, and statements are issued."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.money import euros
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.closing import ClosingWouldTell
from essaim.purchases.errors.rounds import WrongLotState, WrongRoundState
from essaim.purchases.models import Lot, PurchaseResult, Round
from essaim.purchases.schemas.closing import ClosingIn, ClosingOut
from essaim.purchases.service import closing_bills, closing_reading, publishing
from essaim.purchases.service.closing_plan import Plan, plan
from essaim.purchases.words import LOT_STATES, ROUND_STATES
from essaim.statements.service import issuing


async def close(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: ClosingIn, language: Language
) -> ClosingOut:
    """The lot is held first: an order that comes meanwhile counts whole, or is refused. Then the round; the book last."""
    view = await access.find_as_coordinator(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id, lock=True)
    await _hold_round(session, view)
    _require_closable(view, lot)
    planned = await plan(session, view, lot)
    if planned.keeps and not body.difference_kept:
        raise ClosingWouldTell(
            difference=euros(planned.kept_cents), context={"difference_cents": planned.kept_cents}
        )
    items = await access.items_of(session, view.round.id, lot.id)
    await publishing.publish(
        session,
        view.round,
        view.confidentiality,
        "closing",
        {item.id: planned.ordered.get(item.id, {}) for item in items},
        planned.references,
    )
    session.add_all(_results(lot, planned))
    lot.state = "closed"
    lot.closed_at = clock.now()
    lot.version += 1
    await session.flush()
    await _close_round(session, view.round)
    await issuing.issue(
        session,
        caller,
        view.standing.agreement,
        closing_bills.of_closing(view, lot, items, planned),
        allocation_id=None,
        starts_on=view.round.starts_on,
        ends_on=view.round.ends_on,
        description=closing_bills.title_of(view, lot),
        # Amounts are excluding VAT; the supplier's invoices bear it.
        vat_category="out_of_scope",
        purchase_round_id=view.round.id,
    )
    return await closing_reading.of_lot(session, caller, view, lot, language)


async def _hold_round(session: AsyncSession, view: View) -> None:
    """Against the closing of another lot, not against rows that refer to the round: orders write such rows."""
    held = select(Round).where(Round.id == view.round.id).with_for_update(key_share=True)
    await session.execute(held.execution_options(populate_existing=True))


def _require_closable(view: View, lot: Lot) -> None:
    if view.round.state != "orders":
        raise WrongRoundState(state=ROUND_STATES[view.round.state])
    if lot.state != "awarded":
        raise WrongLotState(state=LOT_STATES[lot.state])


def _results(lot: Lot, planned: Plan) -> list[PurchaseResult]:
    """Of each item, who committed to it or ordered some, and who committed and ordered nothing."""
    return [
        PurchaseResult(
            item_id=item,
            organisation_id=line.organisation_id,
            lot_id=lot.id,
            round_id=lot.round_id,
            agreement_id=lot.agreement_id,
            committed_volume=line.committed,
            ordered_volume=line.ordered,
            delivered_volume=line.delivered,
            reference_price=line.reference_price,
            reference_source=line.reference_source,
            reference_on=line.reference_on,
            committed_cents=line.cents,
            invoiced_cents=outcome.invoiced,
            actual_cents=outcome.actual,
            adjustment_cents=outcome.adjustment,
        )
        for item, lines in planned.lines.items()
        for line, outcome in zip(lines, planned.closed[item].outcomes, strict=True)
    ]


async def _close_round(session: AsyncSession, held: Round) -> None:
    """The round closes with its last awarded lot; of two lots closed at once, the second sees the first."""
    left = exists().where(Lot.round_id == held.id, Lot.state == "awarded")
    if await session.scalar(select(left)):
        return
    held.state = "closed"
    held.closed_at = clock.now()
    held.version += 1
    await session.flush()
