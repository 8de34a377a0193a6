"""What closing a lot now would make: who owes what, and which rule each item may follow without telling a rival's volumes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.errors import NotFound
from essaim.purchases.access import View
from essaim.purchases.errors.rounds import WrongLotState
from essaim.purchases.models import Lot
from essaim.purchases.queries import bought, quotes
from essaim.purchases.queries.bought import Line
from essaim.purchases.queries.quotes import OpenedQuote
from essaim.purchases.queries.telling import Amounts
from essaim.purchases.rules.closing import Bought, ItemClosing, close_lot
from essaim.purchases.rules.telling import tellable
from essaim.purchases.service import publishing
from essaim.purchases.words import LOT_STATES


@dataclass(frozen=True, slots=True)
class Plan:
    """A closing as it would be now. `lines`: by item, in the order of those asked, as the outcomes of each item.

    `names`: of the organisations, in that order.
    """

    quote: OpenedQuote
    lines: Mapping[UUID, list[Line]]
    names: Mapping[UUID, str]
    closed: Mapping[UUID, ItemClosing]

    @property
    def kept_cents(self) -> int:
        """What would stay with the network."""
        return sum(item.kept_cents for item in self.closed.values())

    @property
    def keeps(self) -> bool:
        """Whether some difference stays with the network; differences of items may cancel out."""
        return any(item.applied == "kept" and item.difference_cents for item in self.closed.values())

    @property
    def ordered(self) -> Amounts:
        return {
            item: {line.organisation_id: line.ordered for line in lines if line.ordered}
            for item, lines in self.lines.items()
        }

    @property
    def references(self) -> Amounts:
        return {
            item: {
                line.organisation_id: line.reference_cents
                for line in lines
                if line.ordered and line.reference_cents is not None
            }
            for item, lines in self.lines.items()
        }


async def quote_of(session: AsyncSession, lot: Lot) -> OpenedQuote:
    """The quote awarded. Refused: `wrong_lot_state` where there is none."""
    if lot.quote_id is None:
        raise WrongLotState(state=LOT_STATES[lot.state])
    return await quotes.opened_one(session, lot.id, lot.quote_id)


def by_item(lines: Iterable[Line]) -> dict[UUID, list[Line]]:
    found: dict[UUID, list[Line]] = {}
    for line in lines:
        found.setdefault(line.item_id, []).append(line)
    return found


async def plan(session: AsyncSession, view: View, lot: Lot) -> Plan:
    """For who reads every line."""
    if not bought.sees_whole(view):
        raise NotFound
    quote = await quote_of(session, lot)
    whole = await bought.of_lot(session, view, lot.id)
    lines = by_item(whole)
    wanted = {item: [line.bought for line in of_item] for item, of_item in lines.items()}
    by_orders, kept = await _bounds(session, view, quote, wanted)
    closed = close_lot(
        quote.offer, view.round.sharing, view.round.shortfall, wanted, by_orders=by_orders, kept=kept
    )
    return Plan(quote, lines, {line.organisation_id: line.name for line in whole}, closed)


async def _bounds(
    session: AsyncSession, view: View, quote: OpenedQuote, wanted: Mapping[UUID, list[Bought]]
) -> tuple[set[UUID], set[UUID]]:
    """Items that follow the units ordered instead, and items of which no adjustment may be told.

    At one price for all units an adjustment by units ordered tells the step reached and nothing else. Any other one tells
    the volumes of all to who knows its own: it is for items whose total is told.
    """
    if view.confidentiality == "open":
        return set(), set()
    amounts = {item: {one.organisation_id: one.ordered for one in lines} for item, lines in wanted.items()}
    told = (await publishing.judge(session, view.round, view.confidentiality, amounts)).volumes
    several = {item for item, lines in wanted.items() if len(lines) > 1}
    untold = {item for item in several if item not in told}
    if quote.offer.fixed_cents:
        kept = set(wanted) if untold else set()
    elif quote.offer.mode == "incremental" or view.round.sharing != "same_price":
        kept = untold
    else:
        kept = set()
    by_orders = {
        item
        for item in several
        if item in untold or not tellable(view.confidentiality, _shortfalls(wanted[item]))
    }
    return by_orders, kept


def _shortfalls(lines: list[Bought]) -> dict[UUID, int]:
    return {one.organisation_id: one.short for one in lines}
