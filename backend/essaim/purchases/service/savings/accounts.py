"""The lines of each organisation that may be read, with what it would pay alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.purchases.access import View
from essaim.purchases.models import Item, Lot, PurchaseCommitment, PurchaseResult
from essaim.purchases.queries import savings as queries
from essaim.purchases.rules import savings as rules
from essaim.purchases.rules.pricing import Offer, offer_of
from essaim.purchases.rules.savings import Bought


@dataclass(frozen=True, slots=True)
class Award:
    """A lot with the quote chosen for it; `offer` is none while there is none."""

    lot: Lot
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


def award_of(row: Row[Any]) -> Award:
    return Award(row.Lot, offer_of(row.content) if row.content is not None else None, row.supplier_name)


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
