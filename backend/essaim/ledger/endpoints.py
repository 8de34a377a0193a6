"""Ledger over HTTP."""

from essaim.identity.caller import router as feature_router

router = feature_router("ledger")
