"""What each buyer of a lot pays of each item once a quote is chosen: the cents that are committed.

The cents of everybody sum to the price of the lot, what is paid once included: each buyer's part of it is spread over the
items it buys, so that invoices and closings need one figure per item and buyer.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from essaim.fairness.exact import largest_remainder
from essaim.purchases.rules.pricing import Bill, Offer, Volumes, same_price


def at_same_price(offer: Offer, needs: Sequence[Volumes]) -> list[dict[UUID, int]]:
    """By buyer in the order given, the cents of each item it buys, at one price for all."""
    return [with_fixed(bill) for bill in same_price(offer, needs)]


def with_fixed(bill: Bill) -> dict[UUID, int]:
    """Its items, each with its part of what is paid once."""
    fixed = spread(bill.fixed_cents, bill.items)
    return {item: cents + fixed[item] for item, cents in bill.items.items()}


def spread(cents: int, weights: Mapping[UUID, int]) -> dict[UUID, int]:
    """An amount over items pro rata to their weights, equally when all are nothing; exact cents."""
    own = list(weights.values())
    return dict(zip(weights, largest_remainder(cents, own if any(own) else [1] * len(own)), strict=True))
