"""Use cases of the ledger, by what they act on."""
