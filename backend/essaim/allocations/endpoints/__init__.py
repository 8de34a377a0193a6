"""Allocations over HTTP, by what each operation acts on."""

# First: `/vat-opinions` would otherwise be taken for the id of a run.
from essaim.allocations.endpoints import vat  # isort: split

from essaim.allocations.endpoints import computing, lines, runs, shares, whatif
from essaim.allocations.endpoints.routing import router

__all__ = ["computing", "lines", "router", "runs", "shares", "vat", "whatif"]
