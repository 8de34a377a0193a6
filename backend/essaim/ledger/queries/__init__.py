"""Every SELECT on the ledger, by what is read."""
