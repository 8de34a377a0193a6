"""The lines of each organisation that may be read, with what it would pay alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot, LotState, PurchaseCommitment, PurchaseResult, RoundState
from essaim.purchases.queries import savings as queries
from essaim.purchases.rules import savings as rules
from essaim.purchases.rules.pricing import Offer, offer_of
from essaim.purchases.rules.savings import Bought


@dataclass(frozen=True, slots=True)
class Award:
    """A lot with the quote chosen for it, as the reader knows it; `offer` is none while there is none."""

    lot: Lot
    state: LotState
    offer: Offer | None
    supplier_name: str | None


@dataclass(slots=True)
class Line:
    """One item for one organisation: what it committed to, and what it ordered once the lot is closed."""

    item: Item
    committed: PurchaseCommitment | None = None
    evidence_id: UUID | None = None
    result: PurchaseResult | None = None
    forecast: Bought | None = None
    actual: Bought | None = None


@dataclass(slots=True)
class Account:
    """The lines of one organisation, and the rebates it received."""

    organisation_id: UUID
    name: str
    lines: dict[UUID, Line] = field(default_factory=dict)
    rebate_cents: int = 0

    def line(self, item: Item) -> Line:
        return self.lines.setdefault(item.id, Line(item))

    @property
    def forecast(self) -> list[Bought]:
        return [line.forecast for line in self.lines.values() if line.forecast is not None]

    @property
    def actual(self) -> list[Bought]:
        return [line.actual for line in self.lines.values() if line.actual is not None]


def award_of(view: View, row: Row[Any]) -> Award:
    """For a party that left, the lot as it was on its last day."""
    lot: Lot = row.Lot
    if not _known(view, lot.decided_at):
        return Award(lot, "open", None, None)
    state = "awarded" if lot.state == "closed" and not _known(view, lot.closed_at) else lot.state
    return Award(lot, state, offer_of(row.content) if row.content is not None else None, row.supplier_name)


def stage_of(view: View, awards: Sequence[Award]) -> RoundState:
    """Where the round is; for a party that left, where it was on its last day."""
    round_ = view.round
    if view.before is None:
        return round_.state
    ended: tuple[tuple[RoundState, datetime | None], ...] = (
        ("cancelled", round_.cancelled_at),
        ("closed", round_.closed_at),
    )
    for state, moment in ended:
        if _known(view, moment):
            return state
    if not _known(view, round_.quotes_opened_at):
        return "quotes" if _known(view, round_.needs_closed_at) else "needs"
    states = {award.state for award in awards}
    return "orders" if "open" not in states and "awarded" in states else "choice"


def _known(view: View, moment: datetime | None) -> bool:
    return moment is not None and (view.before is None or moment < view.before)


async def accounts_of(session: AsyncSession, view: View, awards: Sequence[Award]) -> list[Account]:
    """The organisations that may be read, in the order of those asked, with their lines in the order of the lots."""
    items = await queries.items(session, view.round.id)
    accounts: dict[UUID, Account] = {}

    def of(organisation_id: UUID, name: str) -> Account:
        return accounts.setdefault(organisation_id, Account(organisation_id, name))

    for row in await queries.commitments(session, view):
        committed: PurchaseCommitment = row.PurchaseCommitment
        line = of(committed.organisation_id, row.organisation_name).line(items[committed.item_id])
        line.committed = committed
        if view.coordinates or committed.organisation_id == view.me:
            line.evidence_id = row.evidence_id
    for row in await queries.results(session, view):
        result: PurchaseResult = row.PurchaseResult
        of(result.organisation_id, row.organisation_name).line(items[result.item_id]).result = result
    for organisation_id, cents in (await queries.rebates(session, view)).items():
        if organisation_id in accounts:
            accounts[organisation_id].rebate_cents = cents
    order = {item_id: place for place, item_id in enumerate(items)}
    for account in accounts.values():
        account.lines = dict(sorted(account.lines.items(), key=lambda entry: order[entry[0]]))
    _compare(accounts.values(), {award.lot.id: award.offer for award in awards})
    return list(accounts.values())


def _compare(accounts: Iterable[Account], offers: Mapping[UUID, Offer | None]) -> None:
    """Put beside each line what it would cost alone: the volumes of an item are priced together."""
    by_item: dict[UUID, list[Line]] = defaultdict(list)
    for account in accounts:
        for item_id, line in account.lines.items():
            by_item[item_id].append(line)
    for item_id, lines in by_item.items():
        offer = offers[lines[0].item.lot_id]
        if offer is None:
            continue
        committed = rules.alone(offer, item_id, [_volume(line.committed) for line in lines])
        ordered = rules.alone(offer, item_id, [_ordered(line.result) for line in lines])
        for line, then, now in zip(lines, committed, ordered, strict=True):
            if line.committed is not None:
                line.forecast = Bought(
                    line.committed.volume, line.committed.cents, then, line.committed.reference_price
                )
            if line.result is not None:
                line.actual = Bought(
                    line.result.ordered_volume, line.result.actual_cents, now, line.result.reference_price
                )


def _volume(committed: PurchaseCommitment | None) -> int:
    return 0 if committed is None else committed.volume


def _ordered(result: PurchaseResult | None) -> int:
    return 0 if result is None else result.ordered_volume
