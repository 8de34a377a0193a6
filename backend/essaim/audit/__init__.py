"""The journal of each agreement: append-only, hash-chained, written by the database itself."""
