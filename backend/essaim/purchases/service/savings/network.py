"""The savings of all buyers together: the sum of theirs, or what follows from the totals published."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.kit.text import Language
from essaim.purchases.access import View
from essaim.purchases.models import Item, Publication
from essaim.purchases.queries import savings as queries
from essaim.purchases.rules import savings as rules
from essaim.purchases.rules.pricing import item_cents
from essaim.purchases.rules.savings import Term, Total
from essaim.purchases.schemas.savings import SavingsNetworkOut, SavingsNetworkSumOut
from essaim.purchases.service.savings import words
from essaim.purchases.service.savings.accounts import Account, Award


async def network_of(
    session: AsyncSession,
    view: View,
    awards: Sequence[Award],
    accounts: Sequence[Account],
    term: Term,
    language: Language,
) -> SavingsNetworkOut:
    chosen = [award for award in awards if award.offer is not None]
    if view.sees_all:
        return _network_of_members(accounts, term, language)
    items = [
        item
        for item in (await queries.items(session, view.round.id)).values()
        if item.lot_id in {award.lot.id for award in chosen}
    ]
    awarded = await queries.published(session, view, "award")
    closed = await queries.published(session, view, "closing")
    told_of_all = words.OF_ALL_PUBLISHED if len(awarded) == len(items) else words.OF_PUBLISHED
    text = told_of_all if items else words.NOTHING_YET
    return SavingsNetworkOut(
        basis="published",
        items_told=len(awarded),
        items_count=len(items),
        forecast=_published_sum(chosen, items, awarded, term),
        actual=_published_sum(chosen, items, closed, term),
        sentence=text.in_(language).format(told=len(awarded), count=len(items)),
    )


def _network_of_members(accounts: Sequence[Account], term: Term, language: Language) -> SavingsNetworkOut:
    forecast = [line for account in accounts for line in account.forecast]
    actual = [line for account in accounts for line in account.actual]
    rebates = sum(account.rebate_cents for account in accounts)
    items = {item_id for account in accounts for item_id in account.lines}
    text = words.OF_MEMBERS if accounts else words.NOTHING_YET
    return SavingsNetworkOut(
        basis="members",
        items_told=len(items),
        items_count=len(items),
        forecast=_members_sum(rules.total(forecast), term) if forecast else None,
        actual=_members_sum(rules.total(actual, rebates), term) if actual else None,
        sentence=text.in_(language).format(count=len(accounts)),
    )


def _members_sum(total: Total, term: Term) -> SavingsNetworkSumOut:
    return SavingsNetworkSumOut(
        spend_cents=total.spend_cents,
        reference_cents=total.reference_cents,
        gain_cents=total.gain_cents,
        gain_bp=total.gain_bp,
        rebate_cents=total.rebate_cents,
        net_gain_cents=total.net_gain_cents,
        twelve_months_cents=term.on_twelve_months(total.net_gain_cents),
    )


def _published_sum(
    awards: Sequence[Award], items: Sequence[Item], told: Mapping[UUID, Publication], term: Term
) -> SavingsNetworkSumOut | None:
    """From what was told and the price list alone; what is paid once counts where something of the lot is told."""
    spend = reference = 0
    whole = True
    for award in awards:
        of_lot = [told[item.id] for item in items if item.lot_id == award.lot.id and item.id in told]
        if award.offer is None or not of_lot:
            continue
        spend += award.offer.fixed_cents
        for row in of_lot:
            spend += item_cents(award.offer, row.item_id, row.volume or 0)
            reference += row.reference_cents or 0
            whole = whole and row.reference_cents is not None
    if not told:
        return None
    gain = reference - spend
    return SavingsNetworkSumOut(
        spend_cents=spend,
        reference_cents=reference if whole else None,
        gain_cents=gain if whole else None,
        gain_bp=rules.rate(gain, reference) if whole else None,
        rebate_cents=None,
        net_gain_cents=None,
        twelve_months_cents=term.on_twelve_months(gain) if whole else None,
    )
