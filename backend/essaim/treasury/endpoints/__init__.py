"""The treasury over HTTP, by what each operation acts on."""

from essaim.treasury.endpoints import files, imports, lines
from essaim.treasury.endpoints.routing import router

__all__ = ["files", "imports", "lines", "router"]
