"""Group purchases over HTTP, by what each operation acts on."""

# First: `/suppliers` and `/savings` would otherwise be taken for the id of a round.
from essaim.purchases.endpoints import savings, suppliers  # isort: split

from essaim.purchases.endpoints import choice, closing, documents, lots, needs, orders, quotes, rounds
from essaim.purchases.endpoints.routing import router

__all__ = [
    "choice",
    "closing",
    "documents",
    "lots",
    "needs",
    "orders",
    "quotes",
    "rounds",
    "router",
    "savings",
    "suppliers",
]
