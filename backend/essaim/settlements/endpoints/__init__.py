"""Settlements over HTTP, by what each operation acts on."""

# The fixed addresses first: `preview` and `owed` are no settlements.
from essaim.settlements.endpoints import books, settlements, transfers  # isort: skip
from essaim.settlements.endpoints.routing import router

__all__ = ["books", "router", "settlements", "transfers"]
