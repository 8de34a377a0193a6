"""`essaim check`: named invariants of the whole database, each a SELECT of the rows that break it.

The database refuses most of these by itself; they are checked again after a restore, a crash or a hand in the tables.
"""
