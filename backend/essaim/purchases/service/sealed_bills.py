"""Whether the bills of an award would tell, where needs are sealed, a total that may not be told."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.purchases.models import Round
from essaim.purchases.queries.buyers import Buyer
from essaim.purchases.rules.committing import Shares
from essaim.purchases.rules.pricing import Offer
from essaim.purchases.rules.simulation import amount
from essaim.purchases.rules.telling import tellable
from essaim.purchases.service import publishing

ByItem = dict[UUID, dict[UUID, int]]


async def would_tell(
    session: AsyncSession,
    round_: Round,
    confidentiality: str,
    offer: Offer,
    buyers: Sequence[Buyer],
    shares: Sequence[Shares],
) -> bool:
    """One price for every unit, nothing paid once: a bill tells the step reached, and no more.

    Any other bill depends on the total, or on who makes it: it is sent only where the total may be told. What is paid once
    follows the spend of the whole lot, in which the total of every item can be read.
    """
    if confidentiality == "open" or len(buyers) < 2:
        return False
    volumes = volumes_by_item(buyers)
    shown = {item: made for item, made in volumes.items() if _shows(offer, round_.sharing, item, len(made))}
    if not shown:
        return False
    told = await publishing.judge(session, round_, confidentiality, volumes)
    if not shown.keys() <= told.volumes:
        return True
    spent = {buyer.organisation_id: paid.cents for buyer, paid in zip(buyers, shares, strict=True)}
    return bool(offer.fixed_cents) and not tellable(confidentiality, spent)


def _shows(offer: Offer, sharing: str, item: UUID, buyers: int) -> bool:
    """Whether the bill of a buyer of an item, or of another item of the lot, depends on the others."""
    if offer.fixed_cents:
        return True
    sliced = offer.mode == "incremental" and len(offer.prices[item]) > 1
    return buyers > 1 and (sliced or sharing != "same_price")


def volumes_by_item(buyers: Sequence[Buyer]) -> ByItem:
    """What each makes of the total of an item."""
    made: ByItem = {}
    for buyer in buyers:
        for item, volume in buyer.volumes.items():
            made.setdefault(item, {})[buyer.organisation_id] = volume
    return made


def references_by_item(buyers: Sequence[Buyer]) -> ByItem:
    """What each pays today for its part of an item, in cents, of those that gave a reference price."""
    made: ByItem = {}
    for buyer in buyers:
        for item, known in buyer.references.items():
            made.setdefault(item, {})[buyer.organisation_id] = amount(buyer.volumes[item], known.price)
    return made
