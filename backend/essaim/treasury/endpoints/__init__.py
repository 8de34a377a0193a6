"""The treasury over HTTP, by what each operation acts on."""

from essaim.treasury.endpoints import files
from essaim.treasury.endpoints.routing import router

__all__ = ["files", "router"]
