"""Share the year-end rebate of a closed lot, and read what was shared."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.plain.numbers import percent
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.purchases import access
from essaim.purchases.access import View
from essaim.purchases.errors.closing import LotNotClosed, RebateAhead
from essaim.purchases.models import Lot, Rebate, RebateShare
from essaim.purchases.queries import bought
from essaim.purchases.queries import rebates as queries
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.rules.rebates import WHOLE_BP, Split, split
from essaim.purchases.schemas.closing import RebateIn, RebateOut, RebatesOut
from essaim.purchases.service import closing_bills, readings
from essaim.purchases.service import closing_words as words
from essaim.purchases.service.closing_plan import quote_of
from essaim.statements.service import issuing


async def read(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, language: Language
) -> RebatesOut:
    view = await access.find(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id)
    found = await queries.of_lot(session, view, lot)
    if bought.sees_whole_closed(view, lot):
        about = {share.organisation_id for rebate in found for share in rebate.shares}
        await readings.note(session, caller, view, "purchases.list_rebates", about)
    kept_bp = view.round.rebate_kept_bp
    to_network = False
    if lot.quote_id is not None:
        to_network = _to_network(await quote_of(session, lot))
    how = words.TO_NETWORK if to_network else words.HOW_REBATE
    kept = percent(kept_bp).in_(language)
    return RebatesOut(
        lot_id=lot.id,
        kept_bp=WHOLE_BP if to_network else kept_bp,
        how=how.in_(language).format(kept=kept),
        items=found,
    )


def _to_network(quote: OpenedQuote) -> bool:
    return quote.rebate is not None and quote.rebate.to_network


async def share(
    session: AsyncSession, caller: Caller, round_id: UUID, lot_id: UUID, body: RebateIn
) -> RebateOut:
    """A credit for each by what it really spent; what the network keeps is nobody's credit."""
    view = await access.find_as_coordinator(session, caller, round_id)
    lot = await access.lot_of(session, view, lot_id, lock=True)
    if lot.state != "closed":
        raise LotNotClosed
    if body.received_on > clock.today():
        raise RebateAhead
    quote = await quote_of(session, lot)
    spent = await _spent(session, view, lot)
    kept_bp = WHOLE_BP if _to_network(quote) else view.round.rebate_kept_bp
    shared = split(body.received_cents, kept_bp, list(spent.values()))
    rebate = await _keep(session, caller, lot, quote, body, spent, shared)
    await _credit(session, caller, view, lot, quote, spent, shared)
    return await queries.read(session, view, lot, rebate.id)


async def _spent(session: AsyncSession, view: View, lot: Lot) -> dict[UUID, int]:
    """What each really spent on the lot, in the order of those asked."""
    spent: dict[UUID, int] = {}
    for result in await bought.results_of(session, view, lot):
        owner = result.line.organisation_id
        spent[owner] = spent.get(owner, 0) + result.outcome.actual
    return {owner: max(cents, 0) for owner, cents in spent.items()}


async def _keep(
    session: AsyncSession,
    caller: Caller,
    lot: Lot,
    quote: OpenedQuote,
    body: RebateIn,
    spent: dict[UUID, int],
    shared: Split,
) -> Rebate:
    turnover = sum(spent.values()) if body.turnover_cents is None else body.turnover_cents
    of_lot = {"lot_id": lot.id, "round_id": lot.round_id, "agreement_id": lot.agreement_id}
    rebate = Rebate(
        **of_lot,
        turnover_cents=turnover,
        expected_cents=0 if quote.rebate is None else quote.rebate.expected(turnover),
        received_cents=body.received_cents,
        received_on=body.received_on,
        kept_cents=shared.kept_cents,
        recorded_by=caller.organisation_id,
        recorded_by_person=caller.person_id,
    )
    session.add(rebate)
    await session.flush()
    session.add_all(
        RebateShare(**of_lot, rebate_id=rebate.id, organisation_id=owner, spend_cents=cents, cents=part)
        for (owner, cents), part in zip(spent.items(), shared.shares, strict=True)
    )
    await session.flush()
    return rebate


async def _credit(
    session: AsyncSession,
    caller: Caller,
    view: View,
    lot: Lot,
    quote: OpenedQuote,
    spent: dict[UUID, int],
    shared: Split,
) -> None:
    whole = (sum(shared.shares), sum(spent.values()))
    bills: Sequence[issuing.Bill] = [
        closing_bills.of_rebate(view, lot, quote.supplier_name, owner, part, cents, whole)
        for (owner, cents), part in zip(spent.items(), shared.shares, strict=True)
        if part
    ]
    await issuing.issue(
        session,
        caller,
        view.standing.agreement,
        bills,
        allocation_id=None,
        starts_on=view.round.starts_on,
        ends_on=view.round.ends_on,
        description=closing_bills.rebate_title(view, lot),
        vat_category="out_of_scope",
        purchase_round_id=view.round.id,
    )
