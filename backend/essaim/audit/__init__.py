"""The journal of each agreement: append-only, hash-chained, written by the database itself.

Each record holds the row that was written and the hash of the record before it, so that nothing is altered, removed or
reordered unseen by who keeps a later hash. A secret ballot leaves its voter in the journal and its choice nowhere.
"""
