"""Agreements over HTTP: legal forms, parties, documents, rules and entry, of pools and partnerships alike."""

from essaim.agreements.endpoints import documents, entry, forms, parties, versions
from essaim.agreements.endpoints.routing import router

__all__ = ["documents", "entry", "forms", "parties", "router", "versions"]
