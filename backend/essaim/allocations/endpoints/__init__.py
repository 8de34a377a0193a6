"""Allocations over HTTP, by what each operation acts on."""

from essaim.allocations.endpoints.routing import router

__all__ = ["router"]
